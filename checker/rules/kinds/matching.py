"""Records of another type that belong to the record under judgement, and what is told of them in one fact per record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from checker.model import Data
from checker.rules.kinds.kind import Context
from checker.rules.sql import Row, both, condition, literal, name


def matching(spec: Data, c: Context, alias: str = "o") -> tuple[Row, str]:
    """The other record under an alias, and the SQL that is TRUE where it belongs to the record ``t`` and fits ``where``.

    ``match`` pairs the other record's columns with our columns or with ``{value: …}``; blank columns match nothing. Without
    ``match`` every record of the other type belongs.
    """
    other = c.other(spec["record"], alias)
    matched = [
        f"{other(theirs)} = {c.row(ours) if isinstance(ours, str) else literal(ours['value'])}"
        for theirs, ours in spec.get("match", {}).items()
    ]
    fit = [f"({condition(spec['where'], other)}) IS TRUE"] if spec.get("where") else []
    return other, both([*matched, *fit])


def facts(c: Context, other: str, on: str, columns: Mapping[str, str], alias: str = "found") -> str:
    """A join that brings in ``columns`` (name to aggregate) over the records ``o`` of another type that fit ``on``.

    NULL in every column where none fits.
    """
    listed = ", ".join(f"{sql} AS {column}" for column, sql in columns.items())
    return (
        f"LEFT JOIN (SELECT t._file, t._row, {listed} FROM {name(c.row.type.id)} AS t JOIN {name(other)} AS o ON {on} "
        f"GROUP BY t._file, t._row) AS {alias} ON {alias}._file = t._file AND {alias}._row = t._row"
    )


def merged(joins: Iterable[tuple[str, ...]]) -> str:
    """The joins of several versions of a rule, each once."""
    return " ".join(dict.fromkeys(join for group in joins for join in group))
