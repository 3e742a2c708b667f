"""What must stand for as long as an entity is there: a contract of each employee, a scheme of the company."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from checker.model import Data, RecordType
from checker.rules.conditions import FOREVER, Row
from checker.rules.keys.other import parts_of
from checker.rules.kinds.kind import Answer, Subject, Values
from checker.rules.kinds.lapses import lives
from checker.rules.kinds.matching import Alive, Others, alive, facts, others
from checker.rules.kinds.periods import MONTH, PERIOD, asked, counted_in, evidence_of, lived, tallied
from checker.rules.kinds.quantity import Quantity, Told, any_told, earliest, quantity
from checker.rules.kinds.strays import Strays, strays
from checker.rules.load import Rule
from checker.sql.expr import FALSE, NULL, TRUE, Expr, both, case, either, value
from checker.sql.functions import aggregate, call
from checker.sql.select import Join, Select


def standing(rule: Rule, values: Values, c: Subject) -> Answer:
    """As long as the entity is there, so are as many matching records as asked for: what must stand, whenever it was set up.

    Of what lives or covers a period they must be alive on some day of every whole calendar month that the entity lived through
    under the law; what covers a period is drawn up in the next one, and looked for when that is over. Of events and cases, for
    which the law sets no time, they are enough since the law began (``seen: ever``: at any time); until then it is pending, and
    missing only when the entity ends.

    Of a union any part will do: in each month one of those that live or cover it, or once one of the others, which then bears
    witness to all months. Where both kinds of parts are named, what no month has and no event shows is missing.
    """
    specs = [*enumerate(parts_of(rule.params["target"]))]
    monthly = [(n, spec) for n, spec in specs if _lasts(c.types[spec["record"]]) and spec.get("seen") != "once"]
    single = [one for one in specs if one not in monthly]
    if not (monthly and single):
        return _kept(rule, c, monthly) if monthly else _once(rule, c, single)
    kept, once = _kept(rule, c, monthly), _once(rule, c, single)
    return replace(
        kept,
        satisfied=kept.satisfied | once.satisfied,
        unknown=case((either(kept.satisfied, once.satisfied), NULL), otherwise=kept.unknown.or_else(once.unknown)),
        joins=(*kept.joins, *once.joins),
    )


def _lasts(record: RecordType) -> bool:
    """Whether records of a type are there for some time, and not only at one."""
    return record.time.form in ("life", "covers")


_Parts = Sequence[tuple[int, Data]]
"""The record types looked for, each with its number in the rule, so that no two share a name."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """The records of one part in a month: what is told of them, the ``join`` that brings it in, and what leaves it open."""

    told: Told
    join: Join
    matching: Others
    life: Alive
    loose: Strays
    many: Quantity


def _in_a_month(number: int, spec: Data, c: Subject) -> _Kept:
    matching, p = others(spec, c), PERIOD
    life, which = alive(matching.row), f" of {number}" if number else ""
    month = p.column("every").eq(MONTH)
    met = either(life.begins.null, life.begins < p.column("ends")) & either(life.ends.null, life.ends > p.column("start"))
    many = quantity(spec, matching, matching.sure & ~life.undated, TRUE)
    d, join = counted_in(c, "kept", which, many, (*matching.joins, *life.joins, Join(p, month & met)))
    loose = strays(spec, c, counts=lambda row: _under_the_law(row, c), part=which)
    return _Kept(many.told(d.column, "nowhere-in"), join, matching, life, loose, many)


def _kept(rule: Rule, c: Subject, parts: _Parts) -> Answer:
    ends = rule.params.get("ends")
    kept = [_in_a_month(number, spec, c) for number, spec in parts]
    told = any_told([one.told for one in kept])
    covers = any(c.types[spec["record"]].time.form == "covers" for _, spec in parts)
    found = tallied(rule, MONTH, told, covers, [one.join for one in kept], c)
    none_there = found("none") > 0
    return Answer(
        satisfied=found("lacking").eq(0),
        reason=value("short-in" if kept[0].many.asked else "nowhere-in"),
        unknown=case(
            (none_there & either(*(one.matching.blind for one in kept)), "unmatched"),
            (none_there & c.row.unreadable(ends) if ends else FALSE, "period"),
            (none_there & either(*(one.loose.there for one in kept)), "other-open"),
            (found("missed").eq(0) & (found("open") > 0), "other-open"),
        ),
        due=case((found("missed").eq(0), FOREVER)),
        decided=asked(c),
        activated=found("owed").there,
        evidence=evidence_of(found),
        joins=(found.join, *(join for one in kept for join in one.loose.joins)),
        lives=_lives(rule, c, kept[0]),
    )


def _lives(rule: Rule, c: Subject, kept: _Kept) -> Select | None:
    """What lapses are told by: of a single part that lives, where nothing found is a fact."""
    single, form = len(parts_of(rule.params["target"])) == 1, kept.matching.row.type.time.form
    return lives(rule, kept.matching, kept.life, kept.loose, c) if c.whole and single and form == "life" else None


def _under_the_law(row: Row, c: Subject) -> Expr:
    """Whether a record may have lived under the law."""
    begins, ends = row(row.type.time.begins), row.hi(row.type.time.ends) if row.type.time.ends else NULL
    return (begins <= c.cutoff) & either(ends.null, ends > c.since)


@dataclass(frozen=True, slots=True)
class _Seen:
    """The records of one part: what is told of them, when they were enough (last µs), and what leaves it open."""

    told: Told
    latest: Expr
    blind: Expr
    undated: Expr
    loose: Strays
    joins: tuple[Join, ...]


def _seen_once(number: int, spec: Data, c: Subject) -> _Seen:
    matching, which = others(spec, c), f" of {number}" if number else ""
    lasts, life = _lasts(matching.row.type), alive(matching.row)
    at, end = (life.begins, life.begins + 1) if lasts else matching.row.activation
    seen = (at <= c.cutoff) & either(life.ends.null, life.ends > c.since) if lasts else _seen(matching.row, spec, c)
    loose = strays(spec, c, counts=lambda row: _under_the_law(row, c) if lasts else _seen(row, spec, c), part=which)
    undated, begun = (life.undated, life.joins) if lasts else (at.null, ())
    many = quantity(spec, matching, both(matching.sure, seen, ~undated), seen, (at, end - 1))
    found = facts(c, matching, many.columns() | {"undated": aggregate("bool_or", undated)}, f"found{which}", begun)
    told = many.told(found, "nowhere")
    _, latest, joins = many.reached(c, matching, found, told.enough, begun)
    return _Seen(told, latest, matching.blind, found("undated").certain, loose, (found.join, *joins, *loose.joins))


def _once(rule: Rule, c: Subject, parts: _Parts) -> Answer:
    ends, seen = rule.params.get("ends"), [_seen_once(number, spec, c) for number, spec in parts]
    told, latest = any_told([one.told for one in seen]), earliest([one.latest for one in seen])
    none, perhaps = ~told.enough, ~told.enough & told.possible
    gone = (c.row.hi(ends) - 1).or_else(FOREVER) if ends else value(FOREVER)
    return Answer(
        satisfied=told.enough,
        reason=told.reason,
        unknown=case(
            (none & either(*(one.blind for one in seen)), "unmatched"),
            (none & (c.row.unreadable(ends) if ends else FALSE), "period"),
            (perhaps & either(*(one.undated for one in seen)), "undated"),
            (perhaps, "other-open"),
            (none & either(*(one.loose.there for one in seen)), "other-open"),
        ),
        due=case((none, gone)),
        decided=case((none, gone), otherwise=call("greatest", latest, c.since)),
        activated=lived(rule, c, c.interval).certain,
        evidence=told.evidence,
        joins=tuple(join for one in seen for join in one.joins),
    )


def _seen(row: Row, spec: Data, c: Subject) -> Expr:
    at, end = row.activation
    return (at <= c.cutoff) & (TRUE if spec.get("seen") == "ever" else end > c.since)
