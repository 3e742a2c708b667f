"""What must exist at all: as many records as asked for, of one type or of any of several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from checker.model import Data, Limit
from checker.rules.conditions import shown_instant
from checker.rules.deadline import deadline
from checker.rules.keys.other import parts_of
from checker.rules.kinds.kind import Answer, Subject, Values, earlier, when_ended
from checker.rules.kinds.matching import Others, alive, facts, others
from checker.rules.kinds.quantity import Told, any_told, earliest, quantity
from checker.rules.kinds.strays import Strays, strays
from checker.rules.load import Rule
from checker.sql.expr import NULL, TRUE, Expr, case, either
from checker.sql.functions import aggregate
from checker.sql.select import Join


def existence(rule: Rule, values: Values, c: Subject) -> Answer:
    """As many matching records as asked for exist, before or after the activation; what has a life is alive at the activation.

    ``within`` a limit: it stands not later than that (and may stand before). ``until`` an instant: pending up to it, and while
    that is blank. With neither, what the export holds at its cutoff is what is judged, as with a field that must be filled.
    ``through`` another record: of a record that has none nothing is asked. Of a union one record of any part is enough.
    """
    specs = parts_of(rule.params["target"])
    if values.limit is not None:
        return _existing_within(values.limit, c, [_part(spec, number, c) for number, spec in enumerate(specs)])
    row, until = c.row, rule.params.get("until")
    parts = [_existing(_part(spec, number, c), c) for number, spec in enumerate(specs)]
    told = any_told([part.told for part in parts])
    lacking = ~told.enough
    return Answer(
        satisfied=told.enough,
        reason=told.reason,
        unknown=case(
            (lacking & either(*(part.other.blind for part in parts)), "unmatched"),
            (lacking & either(told.possible, *(part.strayed for part in parts)), "other-open"),
        ),
        due=case((lacking, when_ended(c, until))),
        decided=row.last(until) if until else NULL,
        activated=_linked(parts[0].other),
        evidence={**told.evidence} | ({until: row.shown(until)} if until else {}),
        joins=tuple(join for part in parts for join in part.joins),
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """The other records of one type, by the ``spec`` of it; ``found`` names their facts, so that no two parts share a name."""

    spec: Data
    other: Others
    loose: Strays
    found: str


@dataclass(frozen=True, slots=True)
class _Existing:
    """What is told of one part; ``strayed``: whether a record may belong to any; ``joins`` bring all of it in."""

    other: Others
    told: Told
    strayed: Expr
    joins: tuple[Join, ...]


def _part(spec: Data, number: int, c: Subject) -> _Part:
    which = f" of {number}" if number else ""
    return _Part(spec, others(spec, c), strays(spec, c, spec.get("at", ""), part=which), f"found{which}")


def _existing(part: _Part, c: Subject) -> _Existing:
    """Whether there are as many as asked for, whenever they are; what has a life is alive at the activation."""
    other, loose = part.other, part.loose
    life = alive(other.row) if other.row.type.time.form == "life" else None
    lives: Expr = TRUE
    perhaps: Expr = TRUE
    if life:
        lives = ((life.begins <= c.last) & (life.ends.null | (life.ends > c.first)) & ~life.undated).certain
        perhaps = life.undated | lives
    many = quantity(part.spec, other, other.sure & lives, perhaps)
    found = facts(c, other, many.columns(), part.found, life.joins if life else ())
    linked = (other.linked.join,) if other.linked else ()
    strayed = loose.by(c.last) if life else loose.there
    return _Existing(other, many.told(found, "nowhere"), strayed, (found.join, *loose.joins, *linked))


def _linked(other: Others) -> Expr:
    """Whether anything links other records to ours, or may: its own cell may be blank by which that is found."""
    return either(other.blind, other.linked("links").there) if other.linked else TRUE


@dataclass(frozen=True, slots=True)
class _Dated:
    """What is told of one part, when it was reached (first and last µs), and what leaves that open."""

    told: Told
    first: Expr
    latest: Expr
    undated: Expr
    open: Expr
    joins: tuple[Join, ...]


def _dated(part: _Part, c: Subject) -> _Dated:
    other, spec = part.other, part.spec
    at, last = other.row(spec["at"]), other.row.last(spec["at"])
    many = quantity(spec, other, other.sure & at.there, TRUE, (at, last))
    doubts = {"undated": aggregate("bool_or", at.null), "open": aggregate("bool_or", either(~other.sure, many.unclear))}
    found = facts(c, other, many.columns() | doubts, part.found)
    told = many.told(found, "nowhere")
    first, latest, joins = many.reached(c, other, found, told.enough)
    linked = (other.linked.join,) if other.linked else ()
    doubt = found("undated").certain, found("open").certain
    return _Dated(told, first, latest, *doubt, (found.join, *joins, *part.loose.joins, *linked))


def _existing_within(limit: Limit, c: Subject, parts: Sequence[_Part]) -> Answer:
    dated = [_dated(part, c) for part in parts]
    told = any_told([one.told for one in dated])
    first, latest = earliest([one.first for one in dated]), earliest([one.latest for one in dated])
    by = deadline(limit, c.first, c.last, first)
    in_time = first.there & (latest <= by.first)
    perhaps = ~in_time.certain & told.possible
    return Answer(
        satisfied=in_time,
        reason=case((first.null, told.reason), otherwise=f"late{by.suffix}"),
        unknown=case(
            (~in_time.certain & either(*(part.other.blind for part in parts)), "unmatched"),
            (perhaps & either(*(one.undated for one in dated)), "undated"),
            (perhaps & either(*(one.open for one in dated)), "other-open"),
            (~in_time.certain & either(*(part.loose.there for part in parts)), "other-open"),
            ((first <= by.last) & (latest > by.first), "precision"),
        ),
        due=case((first.null, by.last)),
        decided=earlier(latest, by.last),
        activated=_linked(parts[0].other),
        evidence={c.at: c.row.shown(c.at), "first": shown_instant(first, latest + 1)} | told.evidence | by.evidence,
        joins=(*(join for one in dated for join in one.joins), *by.joins),
        outside=by.outside,
        calendar=limit.calendar,
    )
