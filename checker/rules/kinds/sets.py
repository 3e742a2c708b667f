"""Kinds for which other records matter. Each brings one fact per record in by a join; the test itself stays a row's."""

from __future__ import annotations

from checker.rules.kinds.kind import Context, Test, Values
from checker.rules.load import Rule
from checker.rules.sql import FOREVER, both, condition, either, first_of, literal, name, span


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
        joins=f"LEFT JOIN {again} ON {both(f'again.{name(f)} = {row(f)}' for f in fields)}",
    )


def reference(rule: Rule, values: Values, c: Context) -> Test:
    """The field names an entry of the source whose period, both days included, covers the activation.

    Activated only where the field is filled. A period without a readable beginning, or with an unreadable end, covers
    nothing for certain: unknown (``period``) if no other one covers; without an end it goes on. What counts is the first
    moment of the activation: a period held to the day leaves no doubt that matters.
    """
    row, spec = c.row, rule.params["source"]
    source = c.other(spec["record"], "s")
    held = rule.params["field"]
    starts, ends = source(spec["from"]), source.hi(spec["to"])
    unending = f"({ends} IS NULL AND NOT {source.unreadable(spec['to'])})"
    covers = both([f"{starts} <= {c.first}", either([unending, f"{ends} > {c.first}"])])
    facts = (
        f"(SELECT t._file, t._row, bool_or({covers}) AS covered, bool_or({starts} IS NULL OR {source.unreadable(spec['to'])}) "
        f"AS open, min({starts}) AS began, min({source.hi(spec['from'])}) AS began_hi, "
        f"max({source(spec['to'])}) AS ended, max({ends}) AS ended_hi FROM {name(rule.record)} AS t "
        f"JOIN {name(spec['record'])} AS s ON {source(spec['key'])} = {row(held)} GROUP BY t._file, t._row) AS found"
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
        joins=f"LEFT JOIN {facts} ON found._file = t._file AND found._row = t._row",
    )


def correlated_response(rule: Rule, values: Values, c: Context) -> Test:
    """A record of another type, matched by ``match`` and fit by ``where``, follows the activation.

    *Follows* means not certainly before. With a limit the first one must come within it; without, it is pending until the
    ``until`` instant is filled. A matching record whose instant is blank leaves it unknown (``undated``).
    """
    row, spec, until = c.row, rule.params["target"], rule.params.get("until")
    other = c.other(spec["record"], "o")
    at = spec["at"]
    matched = [
        f"{other(theirs)} = {row(ours) if isinstance(ours, str) else literal(ours['value'])}"
        for theirs, ours in spec["match"].items()
    ]
    fit = f"({condition(spec.get('where'), other)}) IS TRUE"
    follows = f"({other.last(at)} >= {c.first})"
    facts = (
        f"(SELECT t._file, t._row, min(CASE WHEN {follows} THEN {other(at)} END) AS first, "
        f"min(CASE WHEN {follows} THEN {other.last(at)} END) AS latest, bool_or({other(at)} IS NULL) AS undated, "
        f"count(*) AS n FROM {name(rule.record)} AS t JOIN {name(spec['record'])} AS o ON {both([*matched, fit])} "
        f"GROUP BY t._file, t._row) AS found"
    )
    joins = f"LEFT JOIN {facts} ON found._file = t._file AND found._row = t._row"
    missing = "(found.first IS NULL)"
    unknown = [(f"{missing} AND coalesce(found.undated, FALSE)", literal("undated"))]
    evidence = {c.at: row.shown(c.at), "first": span("found.first", "(found.latest + 1)"), "count": "coalesce(found.n, 0)"}
    if values.limit is None:
        settled = f"{row(until)} IS NULL" if until else "TRUE"
        if until:
            evidence[until] = row.shown(until)
        due = f"CASE WHEN {missing} AND {settled} THEN {FOREVER} END"
        return Test(f"(NOT {missing})", literal("none"), first_of(unknown), due, evidence=evidence, joins=joins)
    evidence |= {"elapsed": f"(found.first - {c.first})", "limit": str(values.limit.micros)}
    limit = values.limit.micros if values.limit.inclusive else values.limit.micros - 1
    undecided = f"(found.first - {c.last} <= {limit} AND found.latest - {c.first} > {limit})"
    return Test(
        satisfied=f"(NOT {missing} AND found.latest - {c.first} <= {limit})",
        reason=f"CASE WHEN {missing} THEN 'none' ELSE 'late' END",
        unknown=first_of([*unknown, (undecided, literal("precision"))]),
        due=f"CASE WHEN {missing} THEN {c.last} + {limit} END",
        evidence=evidence,
        joins=joins,
    )
