"""Kinds for which other records matter. Each brings one fact per record in by a join; the answer itself stays a row's."""

from __future__ import annotations

from checker.model import Data
from checker.rules.conditions import FOREVER, Row, Shown, shown_instant
from checker.rules.deadline import deadline
from checker.rules.kinds.kind import Answer, Subject, Values, earlier, when_ended
from checker.rules.kinds.matching import Others, facts, others
from checker.rules.kinds.people import nobody
from checker.rules.kinds.quantity import quantity
from checker.rules.kinds.strays import strays
from checker.rules.load import Rule
from checker.sql.expr import FALSE, Expr, both, case, either, value
from checker.sql.functions import aggregate, count
from checker.sql.select import Join, Select, Source, named


def unique(rule: Rule, values: Values, c: Subject) -> Answer:
    """No other record of the same system has the same fields. A blank field is unknown (``blank``); identical copies were
    dropped before."""
    row, fields = c.row, rule.params["fields"]
    blank, shown = case((either(*(row(f).null for f in fields)), "blank")), {f: row.shown(f) for f in fields}
    if row.type.seen.distinct and set(row.type.key) <= set(fields):
        return Answer(satisfied=value(True), reason=value("repeated"), unknown=blank, evidence=shown)
    other = Row(row.type, "o")
    same: dict[str, tuple[Expr, Expr]] = {f: (row(f), other(f)) for f in fields}
    ours, theirs = c.system(row), c.system(other)
    if ours is not None and theirs is not None:
        same["_system"] = ours, theirs
    latest = aggregate("max", other.activation[0])
    counted = {f: their for f, (_, their) in same.items()} | {"n": count(), "latest": latest}
    every = Source(Select(named(counted), other.source, group=tuple(their for _, their in same.values())), "every")
    repeated = Select(named({f: every.column(f) for f in counted}), every, where=every.column("n") > 1)
    again = Source(repeated, "again")
    n = again.column("n")
    return Answer(
        satisfied=n.null,
        reason=value("repeated"),
        unknown=blank,
        decided=again.column("latest"),
        evidence=shown | {"count": Shown("integer", (n,))},
        joins=(Join(again, both(*(again.column(f).eq(our) for f, (our, _) in same.items())), outer=True),),
    )


def reference(rule: Rule, values: Values, c: Subject) -> Answer:
    """The field names an entry of the source whose period, both days included, covers the activation.

    Activated only where the field is filled. A period without a readable beginning, or with an unreadable end, covers
    nothing for certain: unknown (``period``) if no other one covers; without an end it goes on. What counts is the first
    moment of the activation: a period held to the day leaves no doubt that matters. ``since``: any moment from that instant
    on will do; where it is blank, and the activation not covered, unknown (``period``). Of a system or a shared account nobody
    can tell who acted: unknown (``not-a-person``).
    """
    row, spec, held = c.row, rule.params["source"], rule.params["field"]
    entries, covers, undated = held_at(rule, rule.params["source"], rule.params["field"], c)
    starts, ends = spec["from"], spec["to"]
    found = facts(
        c,
        entries,
        {
            "covered": aggregate("bool_or", covers),
            "open": aggregate("bool_or", undated),
            "began": aggregate("min", entries.row(starts)),
            "began_hi": aggregate("min", entries.row.hi(starts)),
            "ended": aggregate("max", entries.row(ends)),
            "ended_hi": aggregate("max", entries.row.hi(ends)),
        },
    )
    covered = found("covered").certain
    unsaid = row(rule.params["since"]).null & found("_row").there if "since" in rule.params else FALSE
    return Answer(
        satisfied=covered,
        reason=case((found("_row").null, "absent"), otherwise="not-covered"),
        unknown=case((nobody(rule, c), "not-a-person"), (either(found("open").certain, unsaid) & ~covered, "period")),
        activated=row(held).there,
        evidence={
            held: row.shown(held),
            **({rule.params["since"]: row.shown(rule.params["since"])} if "since" in rule.params else {}),
            c.at: row.shown(c.at),
            "began": shown_instant(found("began"), found("began_hi")),
            "ended": shown_instant(found("ended"), found("ended_hi")),
        },
        joins=(found.join,),
    )


def held_at(rule: Rule, spec: Data, field: str, c: Subject) -> tuple[Others, Expr, Expr]:
    """The entries that ``spec`` names for the one in ``field``; whether one covers the first moment of the activation, any
    since then (``since``), or any of a case that goes on until it is closed; whether that can't be told, its beginning blank or
    its end unreadable."""
    closes, since = c.case_ends(rule), rule.params.get("since")
    first = case((c.row(since) < c.first, c.row(since)), otherwise=c.first) if since else c.first
    entry = c.other(spec["record"], "o")
    starts, ends = entry(spec["from"]), entry.hi(spec["to"])
    unending = ends.null & ~entry.unreadable(spec["to"])
    until = c.row.last(closes).or_else(c.cutoff) if closes else c.first
    covers = (starts <= until) & (unending | (ends > first))
    undated = starts.null | entry.unreadable(spec["to"])
    return Others(entry, entry(spec["key"]).eq(c.row(field))), covers, undated


def correlated_response(rule: Rule, values: Values, c: Subject) -> Answer:
    """As many records of another type as asked for, matched by ``match`` and fit by ``where``, follow the activation.

    *Follows* means not certainly before. With a limit the one that makes them enough must come within it; without, it is
    pending until the ``until`` instant is filled. A matching record whose instant is blank leaves it unknown (``undated``), and
    so does one that may or may not fit (``other-open``), and a blank in what they are matched by (``unmatched``).
    """
    row, spec, until = c.row, rule.params["target"], rule.params.get("until")
    other, loose = others(spec, c), strays(spec, c, spec["at"])
    at, last = other.row(spec["at"]), other.row.last(spec["at"])
    follows = last >= c.first
    many = quantity(spec, other, other.sure & follows, follows, (at, last))
    doubts = {
        "undated": aggregate("bool_or", at.null),
        "open": aggregate("bool_or", either(~other.sure, many.unclear) & follows),
    }
    found = facts(c, other, many.columns() | doubts)
    told = many.told(found, "none")
    first, latest, joins = many.reached(c, other, found, told.enough)
    missing = ~told.enough
    perhaps = missing & told.possible
    unknown = [(missing & other.blind, "unmatched"), (perhaps & found("undated").certain, "undated")]
    evidence = {c.at: row.shown(c.at), "first": shown_instant(first, latest + 1)} | told.evidence
    if values.limit is None:
        if until:
            evidence[until] = row.shown(until)
        ended = when_ended(c, until, value(FOREVER))
        unknown.append((either(perhaps, missing & loose.since(c.first)), "other-open"))
        return Answer(
            satisfied=told.enough,
            reason=told.reason,
            unknown=case(*unknown),
            due=case((missing, ended)),
            decided=earlier(latest, ended),
            evidence=evidence,
            joins=(found.join, *joins, *loose.joins),
        )
    by = deadline(values.limit, c.first, c.last, first)
    in_time = ~missing & (latest <= by.first)
    open_ = either(told.possible & found("open").certain, loose.since(c.first))
    unknown.append((~in_time.certain & open_, "other-open"))
    return Answer(
        satisfied=in_time,
        reason=case((missing, told.reason), otherwise=f"late{by.suffix}"),
        unknown=case(*unknown, ((first <= by.last) & (latest > by.first), "precision")),
        due=case((missing, by.last)),
        decided=earlier(latest, by.last),
        evidence=evidence | by.evidence,
        joins=(found.join, *joins, *loose.joins, *by.joins),
        outside=by.outside,
        calendar=values.limit.calendar,
    )
