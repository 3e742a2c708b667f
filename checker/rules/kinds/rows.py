"""Kinds that one record decides."""

from __future__ import annotations

from checker.rules.kinds.kind import Context, Test, Values
from checker.rules.load import Rule
from checker.rules.sql import FOREVER, both, either, first_of, literal


def response(rule: Rule, values: Values, c: Context) -> Test:
    """The target follows the activation within the limit; exactly the limit is in time when the boundary is inclusive.

    Both instants know their precision: decided where every reading of the stamps agrees, else unknown (``precision``).
    A target before the activation contradicts the record: unknown (``before``). A missing target is due at the limit
    counted from the last moment the activation may be; without a limit it is due when ``until`` is filled.
    """
    row, target, until = c.row, rule.params["target"], rule.params.get("until")
    missing = f"({row(target)} IS NULL)"
    longest = f"({row.last(target)} - {c.first})"
    shortest = f"({row(target)} - {c.last})"
    evidence = {c.at: row.shown(c.at), target: row.shown(target)}
    unknown = [
        (row.unreadable(target), literal("unreadable")),
        (f"{row.last(target)} < {c.first}", literal("before")),
    ]
    if values.limit is None:
        settled = f"{row(until)} IS NULL" if until else "TRUE"
        due = f"CASE WHEN {missing} AND {settled} THEN {FOREVER} END"
        if until:
            evidence[until] = row.shown(until)
        return Test(f"(NOT {missing})", literal("missing-closed"), first_of(unknown), due, evidence=evidence)
    evidence |= {"elapsed": f"({row(target)} - {c.first})", "limit": str(values.limit.micros)}
    limit = values.limit.micros if values.limit.inclusive else values.limit.micros - 1
    undecided = f"({shortest} <= {limit} AND {longest} > {limit})"
    return Test(
        satisfied=f"(NOT {missing} AND {longest} <= {limit})",
        reason=f"CASE WHEN {missing} THEN 'missing' ELSE 'late' END",
        unknown=first_of([*unknown, (undecided, literal("precision"))]),
        due=f"CASE WHEN {missing} THEN {c.last} + {limit} END",
        evidence=evidence,
    )


def required(rule: Rule, values: Values, c: Context) -> Test:
    """Every field is filled. Blank, 無, - and the like do not count; something unreadable does, except for an instant.

    With ``until`` a blank field is pending while that instant is blank.
    """
    row, fields, until = c.row, rule.params["fields"], rule.params.get("until")
    instants = [f for f in fields if row.type.columns[f].kind == "instant"]
    blank = [f"(NOT {row.filled(f)})" for f in fields]
    return Test(
        satisfied=f"(NOT {either(blank)})",
        reason=literal("blank"),
        unknown=first_of([(f"(NOT {either(blank)} AND {either(row.unreadable(f) for f in instants)})", literal("unreadable"))]),
        due=f"CASE WHEN {row(until)} IS NULL THEN {FOREVER} END" if until else None,
        evidence={f: row.shown(f) for f in fields} | ({until: row.shown(until)} if until else {}),
    )


def allowed(rule: Rule, values: Values, c: Context) -> Test:
    """The value is one of the list's items. While the list is open, an unlisted value is unknown (``list-open``).

    A blank value is unknown (``blank``): which one it was, nobody wrote down.
    """
    field = rule.params["field"]
    value = c.row(field)
    listed = f"({value} IN ({', '.join(literal(item) for item in values.items)}))" if values.items else "FALSE"
    unknown = [(f"{value} IS NULL", literal("blank"))]
    if not values.closed:
        unknown.append((f"NOT {listed}", literal("list-open")))
    return Test(listed, literal("unlisted"), first_of(unknown), evidence={field: c.row.shown(field)})


def equal(rule: Rule, values: Values, c: Context) -> Test:
    """Two fields hold the same. Either blank: unknown (``blank``)."""
    one, two = rule.params["field"], rule.params["as"]
    row = c.row
    return Test(
        satisfied=f"({row(one)} = {row(two)})",
        reason=literal("differs"),
        unknown=first_of([(f"NOT {both([row.filled(one), row.filled(two)])}", literal("blank"))]),
        evidence={one: row.shown(one), two: row.shown(two)},
    )
