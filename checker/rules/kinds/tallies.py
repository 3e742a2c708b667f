"""Kinds that count: a figure somebody reports, a mark that a share must reach, a clock that must never be without anybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from checker.rules.conditions import FOREVER, Shown, condition, shown_count, shown_instant
from checker.rules.kinds.kind import Answer, Subject, Values
from checker.rules.kinds.matching import Facts, facts, others
from checker.rules.kinds.rows import bounds_of, outside_of, shown_bounds
from checker.rules.kinds.strays import astray
from checker.rules.load import Rule
from checker.sql.expr import FALSE, TRUE, Expr, Scalar, both, case, either, value
from checker.sql.functions import aggregate, call, coalesce, count, nullif
from checker.sql.select import Join

_DECIMALS = {"count": (6,), "sum": (6,), "share": (2, 3, 4, 5, 6), "percent": (0, 1, 2, 3, 4), "mean": (0, 1, 2, 3, 4)}


@dataclass(frozen=True, slots=True)
class _Tally:
    """A figure, why it may be unknown (conditions and reasons, the first that holds counts), what was counted, and how many
    ``more`` there may be, which lack what they are matched by."""

    figure: Expr
    doubts: Sequence[tuple[Expr, Scalar]]
    found: Facts
    more: Expr
    joins: tuple[Join, ...]


def agreement(rule: Rule, values: Values, c: Subject) -> Answer:
    """The figure reported in ``field`` is what the records of its period give, rounded as it was written.

    A share is read to two decimals at least. Pending until the period has passed; unknown where a record's condition is open
    (``open``) or a record has no instant (``undated``), and where there is nothing to count (``nothing``): a share or mean of
    nothing does not exist, and a count or sum of nothing is zero for a fact only if all records were exported.
    """
    field, decimals = rule.params["field"], _DECIMALS[rule.params["figure"]]
    reported = c.row(field)
    tally = _tally(rule, c)
    actual, found, more = tally.figure, tally.found, tally.more
    counts = rule.params["figure"] == "count"
    reach = (reported >= actual) & (reported <= actual + more) if counts else TRUE  # further records only add to a count
    doubts = (*tally.doubts, ((more > 0) & reach, "open"))
    widths = [(call("round", reported, n).eq(reported), _half(n)) for n in decimals]
    near = call("abs", actual - reported) <= case(*widths, otherwise=_half(decimals[-1])) + 1e-9
    over = c.row.last(rule.params["to"]) <= c.cutoff
    return Answer(
        satisfied=over & near,
        reason=value("disagrees"),
        unknown=case((reported.null, "blank"), *doubts, (_on_nothing(c, found) & near, "nothing")),
        due=case((~over, FOREVER)),
        decided=c.row.last(rule.params["to"]),
        evidence={field: c.row.shown(field)} | _counted(actual, found),
        joins=tally.joins,
    )


def rate(rule: Rule, values: Values, c: Subject) -> Answer:
    """What the records of a period give is within the bounds: zero, a column of the record, a number that fills a term."""
    bounds = bounds_of(rule, values, c)
    tally = _tally(rule, c)
    actual, found = tally.figure, tally.found
    low, high = outside_of(actual, bounds)
    over = c.row.last(rule.params["to"]) <= c.cutoff
    return Answer(
        satisfied=over & ~(low | high),
        reason=case((low, "rate-below"), otherwise="rate-above"),
        unknown=case(
            (either(*(bound.null for bound in bounds.values())), "blank"),
            *tally.doubts,
            (tally.more > 0, "open"),
            (_on_nothing(c, found) & ~(low | high), "nothing"),
        ),
        due=case((~over, FOREVER)),
        decided=c.row.last(rule.params["to"]),
        evidence=shown_bounds(bounds) | _counted(actual, found),
        joins=tally.joins,
    )


def _on_nothing(c: Subject, found: Facts) -> Expr:
    """Whether what agrees rests on no record at all, and nobody says that there was none. What disagrees then is not proven
    either, but that holds of every violation."""
    return FALSE if c.whole else coalesce(found("n"), 0).eq(0)


def _half(decimals: int) -> Expr:
    """Half of the last of so many decimals."""
    return value(0.5 / 10**decimals)


def _counted(actual: Expr, found: Facts) -> dict[str, Shown]:
    return {"actual": Shown("number", (call("round", actual, 6),)), "records": shown_count(found("n"))}


def _tally(rule: Rule, c: Subject) -> _Tally:
    """The figure of the records ``of`` the period from ``from`` to ``to``."""
    spec, figure, amount = rule.params["of"], rule.params["figure"], rule.params.get("value")
    other = others(spec, c)
    begins, ends, at = c.row(rule.params["from"]), c.row.hi(rule.params["to"]), other.row(spec["at"])
    counted = condition(rule.params.get("count"), other.row)
    within = (at >= begins) & (at < ends)
    columns: dict[str, Expr] = {
        "n": count(within & other.sure),
        "k": count(within & other.sure & counted.certain),
        "open": count(within & (~other.sure | (other.row(amount) if amount else counted).null)),
        "undated": count(at.null),
    }
    if amount:
        columns["total"] = aggregate("sum", other.row(amount), where=within & other.sure)
    found = facts(c, other, columns)
    n, k, total = coalesce(found("n"), 0), coalesce(found("k"), 0), found("total")
    loose = astray(spec, c)
    more: Expr = value(0)
    undated: Expr = FALSE
    joins: tuple[Join, ...] = (found.join,)
    if loose is not None:
        when = loose.row(spec["at"])
        beside = facts(c, loose, {"n": count((when >= begins) & (when < ends)), "undated": count(when.null)}, "astray")
        more, undated, joins = coalesce(beside("n"), 0), coalesce(beside("undated"), 0) > 0, (found.join, beside.join)
    figures = {
        "count": k,
        "sum": coalesce(total, 0),
        "share": k / nullif(n, 0),
        "percent": (value(100.0) * k) / nullif(n, 0),
        "mean": total / nullif(n, 0),
    }
    doubts: list[tuple[Expr, Scalar]] = [
        (either(begins.null, ends.null), "period"),
        (other.blind, "unmatched"),
        (coalesce(found("undated"), 0) > 0, "undated"),
        (either(coalesce(found("open"), 0) > 0, undated), "open"),
    ]
    if figure in ("share", "percent", "mean"):
        doubts.append((n.eq(0), "nothing"))
    return _Tally(figures[figure], doubts, found, more, joins)


def coverage(rule: Rule, values: Values, c: Subject) -> Answer:
    """Nobody leaves before somebody else is there: where a period of duty ends, another one of the same group goes on.

    Each record is judged by its own end; an end that was written to the minute lasts until the minute is over. One that ends
    at or after the cutoff is pending. A blank end is unknown (``blank``), a blank group (``unmatched``); a duty without a
    beginning, or begun before and without an end, may or may not go on (``period``).
    """
    row, begins, ends = c.row, rule.params["from"], rule.params["to"]
    other = others({"record": rule.record, "match": {column: column for column in rule.params.get("groups", ())}}, c)
    theirs, before = other.row(begins), other.row(begins) <= row.hi(ends)
    later = other.row(ends).null | (other.row(ends) > row(ends))
    found = facts(
        c,
        other,
        {
            "covered": aggregate("bool_or", both(before, other.row(ends) > row(ends))),
            "perhaps": aggregate("bool_or", either(theirs.null, before) & later),
            "next": aggregate("min", case((theirs > row(ends), theirs))),
        },
    )
    none, following = ~found("covered").certain, found("next")
    return Answer(
        satisfied=~none,
        reason=value("uncovered"),
        unknown=case((row(ends).null, "blank"), (other.blind, "unmatched"), (none & found("perhaps").certain, "period")),
        due=case((none, row(ends))),
        decided=row.last(ends),
        evidence={begins: row.shown(begins), ends: row.shown(ends)}
        | {"ended": row.shown(ends), "began": shown_instant(following, following + 1)},
        joins=(found.join,),
    )
