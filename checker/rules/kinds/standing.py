"""What must stand for as long as an entity is there: a contract of each employee, a scheme of the company."""

from __future__ import annotations

from checker.model import Data
from checker.rules.conditions import FOREVER, Row, Shown
from checker.rules.kinds.kind import Answer, Subject, Values
from checker.rules.kinds.lapses import lives
from checker.rules.kinds.matching import alive, facts, facts_of, others
from checker.rules.kinds.periods import MONTH, PERIOD, asked, lived, owed
from checker.rules.kinds.quantity import quantity
from checker.rules.kinds.strays import strays
from checker.rules.load import Rule
from checker.sql.expr import FALSE, NULL, TRUE, Expr, both, case, either, value
from checker.sql.functions import aggregate, call, count
from checker.sql.select import Join, Select, Source, Step, named


def standing(rule: Rule, values: Values, c: Subject) -> Answer:
    """As long as the entity is there, so are as many matching records as asked for: what must stand, whenever it was set up.

    Of what lives or covers a period they must be alive on some day of every whole calendar month that the entity lived through
    under the law; what covers a period is drawn up in the next one, and looked for when that is over. Of events and cases, for
    which the law sets no time, they are enough since the law began (``seen: ever``: at any time); until then it is pending, and
    missing only when the entity ends.
    """
    form = c.types[rule.params["target"]["record"]].time.form
    return _kept(rule, c) if form in ("life", "covers") else _once(rule, c)


def _kept(rule: Rule, c: Subject) -> Answer:
    ends, matching = rule.params.get("ends"), others(rule.params["target"], c)
    life, p = alive(matching.row), PERIOD
    loose = strays(rule.params["target"], c, counts=lambda row: _under_the_law(row, c))
    place = dict(zip(("_file", "_row"), c.row.place, strict=True))
    month = p.column("every").eq(MONTH)
    key = {**place, "start": p.column("start")}
    met = either(life.begins.null, life.begins < p.column("ends")) & either(life.ends.null, life.ends > p.column("start"))
    many = quantity(rule.params["target"], matching, matching.sure & ~life.undated, TRUE)
    joins = (*matching.joins, *life.joins, Join(p, month & met))
    counted = Select(named({**key, **many.columns()}), c.row.source, joins, group=tuple(key.values()))
    d = Source(Step(f"kept {c.number}", counted), "d")
    told = many.told(d.column, "nowhere-in")
    same = both(*(d.column(name).eq(column) for name, column in key.items()))
    none, open_ = ~told.enough, told.possible
    known = p.column("after" if matching.row.type.time.form == "covers" else "ends") - 1
    over, later = known <= c.until, FALSE if c.period is None else known > c.period[1]
    tallied = {
        **place,
        "owed": count(),
        "missed": count(both(none, ~open_, over)),
        "lacking": count(either(none, later)),
        "none": count(none & ~later),
        "open": count(both(none, open_, ~later)),
        "periods": aggregate("string_agg", case((both(none, ~open_, over), p.column("label"))), "、", order=p.column("start")),
    }
    months = Join(p, owed(rule, MONTH, c))
    mine = TRUE if c.period is None else known >= c.period[0]
    owing = Select(named(tallied), c.row.source, (months, Join(d, same, outer=True)), where=mine, group=c.row.place)
    found = facts_of(c, Source(owing, f"found{c.number}"))
    none_there = found("none") > 0
    return Answer(
        satisfied=found("lacking").eq(0),
        reason=value("short-in" if many.asked else "nowhere-in"),
        unknown=case(
            (none_there & matching.blind, "unmatched"),
            (none_there & c.row.unreadable(ends) if ends else FALSE, "period"),
            (none_there & loose.there, "other-open"),
            (found("missed").eq(0) & (found("open") > 0), "other-open"),
        ),
        due=case((found("missed").eq(0), FOREVER)),
        decided=asked(c),
        activated=found("owed").there,
        evidence={
            name: Shown("text" if name == "periods" else "integer", (found(name),)) for name in ("periods", "missed", "owed")
        },
        joins=(found.join, *loose.joins),
        lives=lives(rule, matching, life, loose, c) if c.whole and matching.row.type.time.form == "life" else None,
    )


def _under_the_law(row: Row, c: Subject) -> Expr:
    """Whether a record may have lived under the law."""
    begins, ends = row(row.type.time.begins), row.hi(row.type.time.ends) if row.type.time.ends else NULL
    return (begins <= c.cutoff) & either(ends.null, ends > c.since)


def _once(rule: Rule, c: Subject) -> Answer:
    ends, spec = rule.params.get("ends"), rule.params["target"]
    matching = others(spec, c)
    at, end = matching.row.activation
    seen = _seen(matching.row, spec, c)
    loose = strays(spec, c, counts=lambda row: _seen(row, spec, c))
    many = quantity(spec, matching, matching.sure & seen, seen, (at, end - 1))
    found = facts(c, matching, many.columns() | {"undated": aggregate("bool_or", at.null)})
    told = many.told(found, "nowhere")
    _, latest, joins = many.reached(c, matching, found, told.enough)
    none, perhaps = ~told.enough, ~told.enough & told.possible
    gone = (c.row.hi(ends) - 1).or_else(FOREVER) if ends else value(FOREVER)
    return Answer(
        satisfied=told.enough,
        reason=told.reason,
        unknown=case(
            (none & matching.blind, "unmatched"),
            (none & (c.row.unreadable(ends) if ends else FALSE), "period"),
            (perhaps & found("undated").certain, "undated"),
            (perhaps, "other-open"),
            (none & loose.there, "other-open"),
        ),
        due=case((none, gone.or_else(FOREVER) if ends else value(FOREVER))),
        decided=case((none, gone.or_else(FOREVER) if ends else value(FOREVER)), otherwise=call("greatest", latest, c.since)),
        activated=lived(rule, c, c.interval).certain,
        evidence=told.evidence,
        joins=(found.join, *joins, *loose.joins),
    )


def _seen(row: Row, spec: Data, c: Subject) -> Expr:
    at, end = row.activation
    return (at <= c.cutoff) & (TRUE if spec.get("seen") == "ever" else end > c.since)
