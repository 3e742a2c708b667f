"""Kinds for which other records matter. Each brings one fact per record in by a join; the test itself stays a row's."""

from __future__ import annotations

from checker.rules.deadline import deadline
from checker.rules.kinds.kind import Context, Test, Values
from checker.rules.kinds.matching import facts, matching
from checker.rules.load import Rule
from checker.rules.sql import FOREVER, both, either, first_of, literal, name, span


def unique(rule: Rule, values: Values, c: Context) -> Test:
    """No other record has the same fields. A blank field is unknown (``blank``); identical copies were dropped before."""
    row, fields = c.row, rule.params["fields"]
    keys = ", ".join(name(f) for f in fields)
    again = f"(SELECT {keys}, count(*) AS n FROM {name(rule.record)} GROUP BY {keys} HAVING count(*) > 1) AS again"
    return Test(
        satisfied="(again.n IS NULL)",
        reason=literal("repeated"),
        unknown=first_of([(f"NOT {both(f'{row(f)} IS NOT NULL' for f in fields)}", literal("blank"))]),
        evidence={f: row.shown(f) for f in fields} | {"count": "again.n"},
        joins=(f"LEFT JOIN {again} ON {both(f'again.{name(f)} = {row(f)}' for f in fields)}",),
    )


def reference(rule: Rule, values: Values, c: Context) -> Test:
    """The field names an entry of the source whose period, both days included, covers the activation.

    Activated only where the field is filled. A period without a readable beginning, or with an unreadable end, covers
    nothing for certain: unknown (``period``) if no other one covers; without an end it goes on. What counts is the first
    moment of the activation: a period held to the day leaves no doubt that matters.
    """
    row, spec = c.row, rule.params["source"]
    source = c.other(spec["record"], "o")
    held = rule.params["field"]
    starts, ends = source(spec["from"]), source.hi(spec["to"])
    unending = f"({ends} IS NULL AND NOT {source.unreadable(spec['to'])})"
    covers = both([f"{starts} <= {c.first}", either([unending, f"{ends} > {c.first}"])])
    found = facts(
        c,
        spec["record"],
        f"{source(spec['key'])} = {row(held)}",
        {
            "covered": f"bool_or({covers})",
            "open": f"bool_or({starts} IS NULL OR {source.unreadable(spec['to'])})",
            "began": f"min({starts})",
            "began_hi": f"min({source.hi(spec['from'])})",
            "ended": f"max({source(spec['to'])})",
            "ended_hi": f"max({ends})",
        },
    )
    return Test(
        satisfied="(coalesce(found.covered, FALSE))",
        reason="CASE WHEN found._row IS NULL THEN 'absent' ELSE 'not-covered' END",
        unknown=first_of([("coalesce(found.open AND found.covered IS NOT TRUE, FALSE)", literal("period"))]),
        activated=f"({row(held)} IS NOT NULL)",
        evidence={
            held: row.shown(held),
            c.at: row.shown(c.at),
            "began": span("found.began", "found.began_hi"),
            "ended": span("found.ended", "found.ended_hi"),
        },
        joins=(found,),
    )


def correlated_response(rule: Rule, values: Values, c: Context) -> Test:
    """A record of another type, matched by ``match`` and fit by ``where``, follows the activation.

    *Follows* means not certainly before. With a limit the first one must come within it; without, it is pending until the
    ``until`` instant is filled. A matching record whose instant is blank leaves it unknown (``undated``).
    """
    row, spec, until = c.row, rule.params["target"], rule.params.get("until")
    other, on = matching(spec, c)
    at = spec["at"]
    follows = f"({other.last(at)} >= {c.first})"
    joins = facts(
        c,
        spec["record"],
        on,
        {
            "first": f"min(CASE WHEN {follows} THEN {other(at)} END)",
            "latest": f"min(CASE WHEN {follows} THEN {other.last(at)} END)",
            "undated": f"bool_or({other(at)} IS NULL)",
            "n": "count(*)",
        },
    )
    missing = "(found.first IS NULL)"
    unknown = [(f"{missing} AND coalesce(found.undated, FALSE)", literal("undated"))]
    evidence = {c.at: row.shown(c.at), "first": span("found.first", "(found.latest + 1)"), "count": "coalesce(found.n, 0)"}
    if values.limit is None:
        settled = f"{row(until)} IS NULL" if until else "TRUE"
        if until:
            evidence[until] = row.shown(until)
        due = f"CASE WHEN {missing} AND {settled} THEN {FOREVER} END"
        return Test(f"(NOT {missing})", literal("none"), first_of(unknown), due, evidence=evidence, joins=(joins,))
    by = deadline(values.limit, c.first, c.last, "found.first")
    undecided = f"(found.first <= {by.last} AND found.latest > {by.first})"
    return Test(
        satisfied=f"(NOT {missing} AND found.latest <= {by.first})",
        reason=f"CASE WHEN {missing} THEN 'none' ELSE 'late{by.suffix}' END",
        unknown=first_of([*unknown, (undecided, literal("precision"))]),
        due=f"CASE WHEN {missing} THEN {by.last} END",
        evidence=evidence | by.evidence,
        joins=(joins, *by.joins),
        outside=by.outside,
        calendar=values.limit.calendar,
    )
