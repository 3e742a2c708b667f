"""Records of another type that belong to the record under judgement, and what is told of them in one fact per record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from checker.model import Data
from checker.rules.conditions import Row, condition
from checker.rules.kinds.kind import Subject
from checker.sql.expr import Column, Expr, both
from checker.sql.select import Join, Select, Source, named


@dataclass(frozen=True, slots=True)
class Others:
    """Records of another type: ``row`` is one of them, ``on`` is TRUE where it belongs to the record under judgement."""

    row: Row
    on: Expr


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts about a record, by name, from a relation with one row for each record that has any."""

    source: Source
    join: Join

    def __call__(self, name: str) -> Column:
        """A fact; NULL for a record without any."""
        return self.source.column(name)


def others(spec: Data, c: Subject, alias: str = "o") -> Others:
    """The records that ``match`` and fit ``where``.

    ``match`` pairs the other record's columns with our columns or with ``{value: …}``; blank columns match nothing. Without
    ``match`` every record of the other type belongs.
    """
    row = c.other(spec["record"], alias)
    matched = [
        row(theirs).eq(c.row(ours) if isinstance(ours, str) else ours["value"])
        for theirs, ours in spec.get("match", {}).items()
    ]
    return Others(row, both(*matched, condition(spec.get("where"), row).certain))


def facts(c: Subject, found: Others, columns: Mapping[str, Expr], alias: str = "found") -> Facts:
    """The ``columns`` (name to aggregate) over the records that belong to a record."""
    place = c.row.place
    told = Select(
        named(dict(zip(("_file", "_row"), place, strict=True)) | dict(columns)),
        c.row.source,
        (Join(found.row.source, found.on),),
        group=place,
    )
    return facts_of(c, Source(told, alias))


def facts_of(c: Subject, source: Source) -> Facts:
    """What stands in the columns of a relation that has at most one row, with ``_file`` and ``_row``, for each record."""
    theirs = source.column("_file", maybe=False), source.column("_row", maybe=False)
    return Facts(source, Join(source, both(*(one.eq(two) for one, two in zip(theirs, c.row.place, strict=True))), outer=True))
