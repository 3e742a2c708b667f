"""What comes again: in every period that an entity lived through, as many records as the law asks for."""

from __future__ import annotations

from dataclasses import dataclass

from checker.model import Data
from checker.rules.conditions import FOREVER, Row
from checker.rules.keys.other import parts_of
from checker.rules.kinds.kind import Answer, Subject, Values
from checker.rules.kinds.matching import Others, alive, facts, others
from checker.rules.kinds.periods import PERIOD, asked, counted_in, evidence_of, in_period, tallied
from checker.rules.kinds.quantity import Quantity, Told, any_told, quantity
from checker.rules.kinds.strays import Strays, strays
from checker.rules.load import Rule
from checker.sql.expr import FALSE, TRUE, Expr, both, case, either, value
from checker.sql.functions import aggregate
from checker.sql.select import Join


def recurrence(rule: Rule, values: Values, c: Subject) -> Answer:
    """In every period owed there are as many matching records as asked for; of a union, one record of any part.

    Owed are the whole periods between joining and leaving; one cut short by the cutoff, and still without a record, is
    pending. A matching record without an instant may belong anywhere: what is missing is then unknown (``undated``).
    One that may or may not count leaves its own period open, and no other (``other-open``). Without ``at`` what lives counts in
    every period on some day of which it is alive. What covers a period, and counts by it, is drawn up in the next one, and
    looked for when that is over.
    """
    ends = rule.params.get("ends")
    parts = [_part(number, spec, values.every, c) for number, spec in enumerate(parts_of(rule.params["target"]))]
    told = any_told([part.told for part in parts])
    found = tallied(rule, values.every, told, any(part.covers for part in parts), [part.join for part in parts], c)
    lacking = found("none") > 0
    return Answer(
        satisfied=found("lacking").eq(0),
        reason=value("short-in" if parts[0].many.asked else "missed"),
        unknown=case(
            (lacking & c.row.unreadable(ends) if ends else FALSE, "period"),
            (lacking & either(*(part.matching.blind for part in parts)), "unmatched"),
            (lacking & either(*(part.undated for part in parts)), "undated"),
            (found("missed").eq(0) & (found("open") > 0), "other-open"),
            (lacking & either(*(part.loose.there for part in parts)), "other-open"),
        ),
        due=case((found("missed").eq(0), FOREVER)),
        decided=asked(c),
        activated=found("owed").there,
        evidence=evidence_of(found),
        joins=(found.join, *(join for part in parts for join in part.joins)),
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """The records of one type in a period: what is told of them, the ``join`` that brings it in, and what leaves it open.

    ``covers``: whether they count by the period that they cover; ``joins`` bring in what leaves it open.
    """

    told: Told
    join: Join
    matching: Others
    many: Quantity
    covers: bool
    undated: Expr
    loose: Strays
    joins: tuple[Join, ...]


def _part(number: int, spec: Data, every: str, c: Subject) -> _Part:
    which = f" of {number}" if number else ""
    matching, at = others(spec, c), spec.get("at")
    within, timeless, begun = _counting(matching.row, at)
    there = both(PERIOD.column("every").eq(every), within)
    many = quantity(spec, matching, matching.sure, TRUE)
    d, join = counted_in(c, "done", which, many, (*matching.joins, *begun, Join(PERIOD, there)))
    undated = facts(c, matching, {"undated": aggregate("bool_or", timeless)}, f"doubt{c.number}{which}", begun)
    loose, time = strays(spec, c, spec.get("at", ""), part=which), matching.row.type.time
    covers = time.form == "covers" and at in (None, time.ends)
    doubt = undated("undated").certain
    joins = (undated.join, *loose.joins)
    return _Part(many.told(d.column, "missed"), join, matching, many, covers, doubt, loose, joins)


def _counting(row: Row, at: str | None) -> tuple[Expr, Expr, tuple[Join, ...]]:
    """Whether a record counts in the period, whether that can't be told of any, and what is joined for it."""
    if at is not None:
        return in_period(row(at)), row(at).null, ()
    life, p = alive(row), PERIOD
    lives = both(life.begins < p.column("ends"), either(life.ends.null, life.ends > p.column("start")), ~life.undated)
    return lives, life.undated, life.joins
