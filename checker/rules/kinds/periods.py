"""Kinds judged over time: an entity owes something in every period it lived through, each under the law at its beginning.

The entity's own record carries the finding; the periods stand in the evidence. Each version of the rule looks at the periods
that begin in its interval, and the engine takes the worst answer.
"""

from __future__ import annotations

from collections.abc import Sequence

from checker.rules.conditions import Shown, condition
from checker.rules.kinds.kind import Answer, Subject, Values
from checker.rules.kinds.matching import Facts, Others, facts, facts_of, others
from checker.rules.kinds.quantity import Quantity, Told
from checker.rules.kinds.strays import strays
from checker.rules.load import Rule
from checker.rules.periods import TABLE
from checker.sql.expr import FALSE, NULL, TRUE, Column, Expr, both, case, either, value
from checker.sql.functions import aggregate, call, coalesce, count, windowed
from checker.sql.select import Join, Select, Source, Step, Table, named

MONTH = "P1M"
"""How often it is asked whether something still stands."""

PERIOD = Source(Table(TABLE, loaded=False), "p")


def owed(rule: Rule, every: str, c: Subject) -> Expr:
    """Whether a period ``p`` is owed by the record: it begins in the version's interval and before the cutoff, and lies wholly
    between the activation and the end of the entity, if that has one; and it begins in what is asked about, or
    before."""
    start, end = c.interval
    begins, ends = PERIOD.column("start"), rule.params.get("ends")
    return both(
        PERIOD.column("every").eq(every),
        begins >= start,
        begins < c.cutoff,
        TRUE if c.period is None else begins <= c.period[1],
        begins >= c.first,
        TRUE if end is None else begins < end,
        either(c.row(ends).null, PERIOD.column("ends") <= c.row.hi(ends)) if ends else TRUE,
    )


def asked(c: Subject) -> Expr:
    """When a verdict that looks only at what is asked about was reached: at its end; NULL where all time is asked about."""
    return NULL if c.period is None else value(c.period[1])


def tallied(rule: Rule, every: str, told: Told, covers: bool, joins: Sequence[Join], c: Subject) -> Facts:
    """Of each record the periods that it owes, by what ``told`` says of them; ``joins`` bring in what that is told by.

    ``owed``; ``missed``, the number and the labels (``periods``) of those that are over and have nothing; ``none`` and
    ``open``, without enough and not known to be without; ``lacking``, of which it is not told that they have enough. What
    ``covers`` a period is looked for when the next one is over.
    """
    p = PERIOD
    known = p.column("after" if covers else "ends") - 1
    none, open_, later = ~told.enough, told.possible, FALSE if c.period is None else known > c.period[1]
    missed = both(none, ~open_, known <= c.until)
    columns = {
        **c.row.identity,
        "owed": count(),
        "missed": count(missed),
        "lacking": count(either(none, later)),
        "none": count(none & ~later),
        "open": count(both(none, open_, ~later)),
        "periods": aggregate("string_agg", case((missed, p.column("label"))), "、", order=p.column("start")),
    }
    mine = owed(rule, every, c) & (TRUE if c.period is None else known >= c.period[0])
    owing = Select(named(columns), c.row.source, (Join(p, mine), *joins), group=c.row.place)
    return facts_of(c, Source(owing, f"found{c.number}"))


def evidence_of(found: Facts) -> dict[str, Shown]:
    """What findings on owed periods show of what was ``tallied``."""
    return {"periods": Shown("text", (found("periods"),))} | {n: Shown("integer", (found(n),)) for n in ("missed", "owed")}


def lived(rule: Rule, c: Subject, interval: tuple[int, int | None]) -> Expr:
    """Whether the entity was there at some time of an interval and before the cutoff.

    NULL where its beginning is; an end that is blank or unreadable ends nothing.
    """
    start, end = interval
    ends = rule.params.get("ends")
    began = c.first < (c.cutoff if end is None else min(end, c.cutoff))
    return began & either(c.row(ends).null, c.row.hi(ends) > call("greatest", start, c.first)) if ends else began


def streak(rule: Rule, values: Values, c: Subject) -> Answer:
    """After so many consecutive periods ``below`` the mark, a measure follows.

    Consecutive periods stand next to each other. A period without a record, or with one that leaves ``below`` open, is neither
    success nor failure: if only such gaps keep a run from being long enough, it is unknown (``series-gap``). The measure counts
    from the record that completed the run on, and is pending until the period after it has passed.
    """
    measures = others(rule.params["measure"], c, "m")
    at = measures.row(rule.params["measure"]["at"])
    runs = _measured(_runs(_results(rule, values, c), c), measures, measures.row.last(at.name), c)
    run = Source(runs, "run")
    ends, label, place = run.column("ends"), run.column("label"), run.column("place")
    lacking = run.column("measures", maybe=False).eq(0)
    complete, failed = run.column("turn").eq(values.times), run.column("turn").eq(values.times) & lacking
    perhaps = both(place - run.column("head") + 1 >= values.times, run.column("turn") < values.times, lacking)
    told = {
        "_file": run.column("_file"),
        "_row": run.column("_row"),
        "runs": count(complete),
        "failed": count(failed),
        "after": aggregate("min", case((failed, run.column("after")))),
        "latest": aggregate("max", case((either(complete, perhaps), ends))),
        "periods": aggregate("min", case((failed, label))),
        "perhaps": count(perhaps),
    }
    found = facts_of(c, Source(Select(named(told), run, group=(told["_file"], told["_row"])), f"run{c.number}"))
    doubt, loose = _doubt(c, measures, at), strays(rule.params["measure"], c, at.name)
    broken = found("failed") > 0
    return Answer(
        satisfied=~broken,
        reason=value("no-measure"),
        unknown=case(
            (broken & measures.blind, "unmatched"),
            (broken & doubt("undated").certain, "undated"),
            (broken & either(doubt("open").certain, loose.there), "other-open"),
            (~broken & (found("perhaps") > 0), "series-gap"),
        ),
        due=case((broken, found("after") - 1)),
        decided=case((broken, found("after") - 1), otherwise=found("latest") - 1),
        activated=coalesce(found("runs"), 0) + coalesce(found("perhaps"), 0) > 0,
        evidence={
            "periods": Shown("text", (found("periods"),)),
            "missed": Shown("integer", (found("failed"),)),
            "owed": Shown("integer", (found("runs"),)),
        },
        joins=(found.join, doubt.join, *loose.joins),
    )


def _results(rule: Rule, values: Values, c: Subject) -> Step:
    """One row for each period with a result: ``bad`` where any record of it is below the mark, ``since`` when the last such."""
    spec = rule.params["series"]
    series = others(spec, c)
    at, bad = series.row(spec["at"]), condition(rule.params["below"], series.row)
    columns = {
        "_file": c.row.place[0],
        "_row": c.row.place[1],
        "place": PERIOD.column("place"),
        "bad": aggregate("bool_or", bad),
        "since": aggregate("max", case((bad, at))),
        "ends": aggregate("max", PERIOD.column("ends")),
        "after": aggregate("max", PERIOD.column("after")),
        "label": aggregate("max", PERIOD.column("label")),
    }
    joins = (Join(series.row.source, series.on & series.sure), Join(PERIOD, owed(rule, values.every, c) & in_period(at)))
    group = (*c.row.place, columns["place"])
    return Step(f"results {c.number}", Select(named(columns), c.row.source, joins, where=bad.there, group=group))


def _runs(results: Step, c: Subject) -> Step:
    """The bad periods: ``turn`` counts those that stand next to each other, ``head`` is the first since the last success."""
    s = Source(results, "s")
    entity, place, bad = (s.column("_file"), s.column("_row")), s.column("place"), s.column("bad")
    carried = {name: s.column(name) for name in ("_file", "_row", "place", "bad", "since", "ends", "after", "label")}
    number = windowed("row_number", partition=(*entity, bad), order=(place,))
    successes = windowed("sum", case((bad, 0), otherwise=1), partition=entity, order=(place,))
    islands = Step(f"islands {c.number}", Select(named(carried | {"island": place - number, "stretch": successes}), s))
    n = Source(islands, "n")
    entity, place = (n.column("_file"), n.column("_row")), n.column("place")
    carried = {name: n.column(name) for name in ("_file", "_row", "place", "since", "ends", "after", "label")}
    turns: dict[str, Expr] = {
        "turn": windowed("row_number", partition=(*entity, n.column("island")), order=(place,)),
        "head": windowed("min", place, partition=(*entity, n.column("stretch"))),
    }
    return Step(f"runs {c.number}", Select(named({**carried, **turns}), n, where=n.column("bad")))


def _measured(runs: Step, measures: Others, last: Expr, c: Subject) -> Step:
    """The bad periods, each with the number of ``measures`` from the record that made it bad on."""
    r = Source(runs, "r")
    key = {name: r.column(name) for name in ("_file", "_row", "place", "turn", "head", "ends", "after", "label")}
    own = both(*(one.eq(key[one.name]) for one in c.row.place))
    follows = Join(measures.row.source, both(measures.on, measures.sure, last >= r.column("since")), outer=True)
    columns = {**key, "measures": aggregate("count", measures.row.place[1])}
    return Step(
        f"measured {c.number}", Select(named(columns), r, (Join(c.row.source, own), follows), group=tuple(key.values()))
    )


def counted_in(c: Subject, step: str, which: str, many: Quantity, joins: tuple[Join, ...]) -> tuple[Source, Join]:
    """What ``many`` counts in each period, of the records and the period that ``joins`` bring in: a relation, and its join to
    the record's periods. ``step`` and ``which`` tell it from others."""
    key = {**c.row.identity, "start": PERIOD.column("start")}
    counted = Select(named({**key, **many.columns()}), c.row.source, joins, group=tuple(key.values()))
    d = Source(Step(f"{step} {c.number}{which}", counted), f"d{which}")
    return d, Join(d, both(*(d.column(name).eq(column) for name, column in key.items())), outer=True)


def in_period(at: Column) -> Expr:
    return (at >= PERIOD.column("start")) & (at < PERIOD.column("ends"))


def _doubt(c: Subject, matching: Others, at: Column) -> Facts:
    """Whether one of the matching records has no instant, and whether one may or may not fit."""
    told = {"undated": aggregate("bool_or", at.null), "open": aggregate("bool_or", ~matching.sure)}
    return facts(c, matching, told, f"doubt{c.number}")
