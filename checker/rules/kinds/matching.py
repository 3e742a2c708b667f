"""Records of another type that belong to the record under judgement, when they are alive, and what is told of them in one fact
per record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from checker.model import Data, Ending
from checker.rules.conditions import Row, condition
from checker.rules.kinds.kind import Subject
from checker.sql.expr import FALSE, NULL, TRUE, Column, Expr, both, case, either
from checker.sql.functions import aggregate, count
from checker.sql.select import Join, Laid, Select, Source, named


@dataclass(frozen=True, slots=True)
class Others:
    """Records of another type: ``row`` is one of them, ``on`` is TRUE where it may belong to the record under judgement.

    ``sure`` is TRUE where one that may belong does: every condition on it is true, none is left open by a blank, an unreadable
    cell or a word that no list has. ``blind`` is TRUE for a record whose own cell, by which the others are found, is blank.
    ``via`` joins what links the two, each link once; ``linked`` tells whether a record has any.
    """

    row: Row
    on: Expr
    sure: Expr = TRUE
    blind: Expr = FALSE
    via: tuple[Join, ...] = ()
    linked: Facts | None = None

    @property
    def joins(self) -> tuple[Join, ...]:
        """What brings them to the record under judgement."""
        return (*self.via, Join(self.row.source, self.on))


@dataclass(frozen=True, slots=True)
class Alive:
    """When a record lives: from ``begins`` to before ``ends`` (µs; NULL: it goes on).

    ``gone``: when it surely lives no more; later than ``ends`` where the stamp of what ended it leaves open when that was.
    ``undated`` is TRUE where it has no beginning, or an end that can't be read; ``joins`` bring in what else ends it.
    """

    begins: Expr
    ends: Expr
    gone: Expr
    undated: Expr
    joins: tuple[Join, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts about a record, by name, from a relation with one row for each record that has any."""

    source: Source
    join: Join

    def __call__(self, name: str) -> Column:
        """A fact; NULL for a record without any."""
        return self.source.column(name)


def pairs_of(spec: Data) -> list[tuple[str, str]]:
    """Their column and ours, of the pairs by which records are matched."""
    return [(theirs, ours) for theirs, ours in spec.get("match", {}).items() if isinstance(ours, str)]


def told_of(spec: Data, row: Row) -> list[Expr]:
    """What must be true of another record by itself: the constants of its match, and ``where``. NULL where nobody can tell, as
    of one that fits ``perhaps``."""
    match = spec.get("match", {}).items()
    fixed = [row.says(theirs, [ours["value"]]) for theirs, ours in match if not isinstance(ours, str)]
    open_ = [case(((~condition(spec["perhaps"], row)).certain, True))] if "perhaps" in spec else []
    return [*fixed, condition(spec.get("where"), row), *open_]


def others(spec: Data, c: Subject, alias: str = "o") -> Others:
    """The records that ``match`` and fit ``where``.

    ``match`` pairs the other record's columns with our columns or with ``{value: …}``; blank columns match nothing (but see
    ``strays``). Without ``match`` every record of the other type belongs. ``differs`` pairs columns that must not hold the
    same. ``through`` a record of a third type: that one is matched to ours, and the others to it.
    """
    row, through = c.other(spec["record"], alias), spec.get("through")
    pairs, told = pairs_of(spec), told_of(spec, row)
    possible, sure = [one.possible for one in told], [one.certain for one in told]
    if through is None:
        unlike = [row.told(theirs).ne(c.row.told(ours)) for theirs, ours in spec.get("differs", {}).items()]
        same = (row.told(theirs).eq(c.row.told(ours)) for theirs, ours in pairs)
        return Others(
            row,
            on=both(*same, *possible, *(one.possible for one in unlike)),
            sure=both(*sure, *(one.certain for one in unlike)),
            blind=either(*(c.row.told(ours).null for _, ours in pairs)),
        )
    between = others(through, c, "between")
    link, join = _links(c, between, [ours for _, ours in pairs])
    return Others(
        row,
        on=both(*(row(theirs).eq(link.column(ours)) for theirs, ours in pairs), *possible),
        sure=both(link.column("sure", maybe=False), *sure),
        blind=between.blind,
        via=(join,),
        linked=facts(c, between, {"links": count()}, "linked"),
    )


def _links(c: Subject, between: Others, columns: Sequence[str]) -> tuple[Source, Join]:
    """What links other records to ours: the values of their columns, each once, and whether any that has them surely does."""
    place = c.row.identity
    values = {name: between.row(name) for name in columns}
    told = {**place, **values, "sure": aggregate("bool_or", between.sure)}
    source = Source(
        Select(named(told), c.row.source, between.joins, group=(*place.values(), *dict.fromkeys(values.values()))), "link"
    )
    same = both(*(source.column(name, maybe=False).eq(column) for name, column in place.items()))
    return source, Join(source, same)


def alive(row: Row) -> Alive:
    """When the records of a row live: an event for as long as its stamp leaves open, a case where it opens."""
    time = row.type.time
    begins, stamp = row.activation if time.begins == row.type.activation else (row(time.begins), row.hi(time.begins))
    if time.form in ("event", "case"):
        return Alive(begins, stamp, stamp, begins.null)
    ends, unreadable = (row.hi(time.ends), row.unreadable(time.ends)) if time.ends else (NULL, FALSE)
    if time.ended_by is None:
        return Alive(begins, ends, ends, begins.null | unreadable)
    source, join = _endings(row, time.ended_by)
    ended, gone = source.column("ended"), source.column("gone")
    undated = begins.null | (unreadable & ended.null)
    return Alive(begins, _earlier(ends, ended), _earlier(ends, gone), undated, (join,))


def _earlier(one: Expr, other: Expr) -> Expr:
    """The earlier of two instants, of which any may be NULL for never."""
    return case((other.null, one), (one.null, other), (one < other, one), otherwise=other)


def _endings(row: Row, by: Ending) -> tuple[Source, Join]:
    """For each record that another one ends: the first instant at which one may, and by which the first surely has."""
    one, other = Row(row.type, "one"), Row(row.type, "after")
    at, over = other.activation if by.same else (other(by.at), other.hi(by.at))
    if by.same:
        on = both(other(by.same).eq(one(by.same)), at > one.activation[0])
    else:
        on = both(other(by.names).eq(one(row.type.key[0])), condition(by.where, other).certain)
    place = one.identity
    ended = {"ended": aggregate("min", at), "gone": aggregate("min", over)}
    told = Select(named({**place, **ended}), one.source, (Join(other.source, on),), group=one.place)
    source = Source(Laid(f"{row.type.id} ended", told), f"{row.alias} ended")
    same = both(*(source.column(name, maybe=False).eq(column) for name, column in zip(place, row.place, strict=True)))
    return source, Join(source, same, outer=True)


def facts(c: Subject, found: Others, columns: Mapping[str, Expr], alias: str = "found", joins: tuple[Join, ...] = ()) -> Facts:
    """The ``columns`` (name to aggregate) over the records that may belong to a record; ``joins`` bring more to each."""
    told = Select(named({**c.row.identity, **columns}), c.row.source, (*found.joins, *joins), group=c.row.place)
    return facts_of(c, Source(told, alias))


def facts_of(c: Subject, source: Source) -> Facts:
    """What stands in the columns of a relation that has at most one row, with ``_file`` and ``_row``, for each record."""
    theirs = source.column("_file", maybe=False), source.column("_row", maybe=False)
    return Facts(source, Join(source, both(*(one.eq(two) for one, two in zip(theirs, c.row.place, strict=True))), outer=True))
