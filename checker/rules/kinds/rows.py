"""Kinds that one record decides."""

from __future__ import annotations

from collections.abc import Mapping

from checker.rules.deadline import deadline
from checker.rules.kinds.kind import Context, Test, Values
from checker.rules.load import Rule
from checker.rules.sql import FOREVER, both, condition, either, fields_of, first_of, literal


def response(rule: Rule, values: Values, c: Context) -> Test:
    """The target follows the activation within the limit; exactly the limit is in time when the boundary is inclusive.

    Both instants know their precision: decided where every reading of the stamps agrees, else unknown (``precision``).
    A target before the activation contradicts the record: unknown (``before``). A missing target is due at the limit
    counted from the last moment the activation may be; without a limit it is due when ``until`` is filled.
    """
    row, target, until = c.row, rule.params["target"], rule.params.get("until")
    missing = f"({row(target)} IS NULL)"
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
    by = deadline(values.limit, c.first, c.last, row(target))
    undecided = f"({row(target)} <= {by.last} AND {row.last(target)} > {by.first})"
    return Test(
        satisfied=f"(NOT {missing} AND {row.last(target)} <= {by.first})",
        reason=f"CASE WHEN {missing} THEN 'missing{by.suffix}' ELSE 'late{by.suffix}' END",
        unknown=first_of([*unknown, (undecided, literal("precision"))]),
        due=f"CASE WHEN {missing} THEN {by.last} END",
        evidence=evidence | by.evidence,
        joins=by.joins,
        outside=by.outside,
        calendar=values.limit.calendar,
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


def separate(rule: Rule, values: Values, c: Context) -> Test:
    """Two fields differ: four eyes. Either blank: unknown (``blank``)."""
    one, two = rule.params["field"], rule.params["from"]
    row = c.row
    return Test(
        satisfied=f"({row(one)} <> {row(two)})",
        reason=literal("same"),
        unknown=first_of([(f"NOT {both([row.filled(one), row.filled(two)])}", literal("blank"))]),
        evidence={one: row.shown(one), two: row.shown(two)},
    )


def holds(rule: Rule, values: Values, c: Context) -> Test:
    """A condition is true of the record. A blank that leaves it open is unknown (``open``); ``filled`` makes blanks count."""
    must = condition(rule.params["must"], c.row)
    return Test(
        satisfied=f"({must})",
        reason=literal("not-so"),
        unknown=first_of([(f"({must}) IS NULL", literal("open"))]),
        evidence={f: c.row.shown(f) for f in dict.fromkeys(fields_of(rule.params["must"]))},
    )


def ordering(rule: Rule, values: Values, c: Context) -> Test:
    """The instants stand in the order of the list; equal ones do, and so do two stamps of one day or minute.

    Blanks are passed over; with ``blanks: forbidden`` a blank before a filled one is a step left out. Steps not reached yet,
    at the end, never violate. Activated where there are two to compare. Stamps of different precision that overlap are
    unknown (``precision``).
    """
    row, steps = c.row, rule.params["steps"]
    pairs = [(a, b) for i, a in enumerate(steps) for b in steps[i + 1 :]]
    wrong = either(f"coalesce({row(a)} > {row.last(b)}, FALSE)" for a, b in pairs)
    alike = [(a, b, f"({row(a)} = {row(b)} AND {row.hi(a)} = {row.hi(b)})") for a, b in pairs]
    doubtful = either(f"coalesce({row.last(a)} > {row(b)} AND NOT {same}, FALSE)" for a, b, same in alike)
    strict = rule.params.get("blanks") == "forbidden"
    left_out = either(f"(NOT {row.filled(a)} AND {row.filled(b)})" for a, b in pairs) if strict else "FALSE"
    unreadable = either(row.unreadable(step) for step in steps)
    two = either(both([row.filled(a), row.filled(b)]) for a, b in pairs)
    return Test(
        satisfied=f"(NOT {wrong} AND NOT {left_out})",
        reason=f"CASE WHEN {wrong} THEN 'out-of-order' ELSE 'left-out' END",
        unknown=first_of(
            [
                (f"NOT {wrong} AND NOT {left_out} AND {unreadable}", literal("unreadable")),
                (f"NOT {wrong} AND NOT {left_out} AND {doubtful}", literal("precision")),
            ]
        ),
        activated=either([two, left_out]) if strict else two,
        evidence={step: row.shown(step) for step in steps},
    )


def within_range(rule: Rule, values: Values, c: Context) -> Test:
    """A number is not below ``least`` nor above ``most``, and strictly over ``over`` or under ``under`` where they are given.

    A bound is zero, another column of the record, a number that fills an open term, or, with ``between``, the figures in
    the words of the law, counted in ``unit``. A blank number or bound is unknown (``blank``).
    """
    row, field = c.row, rule.params["field"]
    bounds = bounds_of(rule, values, c)
    low, high = outside_of(row(field), bounds)
    blank = either(f"{value} IS NULL" for value in (row(field), *bounds.values()))
    return Test(
        satisfied=f"(NOT {either([*low, *high])})",
        reason=f"CASE WHEN {either(low)} THEN 'below' ELSE 'above' END",
        unknown=first_of([(blank, literal("blank"))]),
        evidence={field: row.shown(field)} | {key: f"CAST({value} AS VARCHAR)" for key, value in bounds.items()},
    )


def outside_of(value: str, bounds: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """The conditions under which a value is too low, and those under which it is too high."""
    low = [f"{value} {sign} {bounds[key]}" for key, sign in (("least", "<"), ("over", "<=")) if key in bounds]
    high = [f"{value} {sign} {bounds[key]}" for key, sign in (("most", ">"), ("under", ">=")) if key in bounds]
    return low, high


def bounds_of(rule: Rule, values: Values, c: Context) -> dict[str, str]:
    """The bounds of a rule as SQL, by key; figures in the words of the law are the least and the most."""
    bounds = {key: _bound(rule, values, c, key) for key in ("least", "most", "over", "under") if key in rule.params}
    return bounds | ({"least": values.figures[0], "most": values.figures[1]} if values.figures else {})


def _bound(rule: Rule, values: Values, c: Context, key: str) -> str:
    spec = rule.params[key]
    if isinstance(spec, str):
        return c.row(spec)
    return values.numbers[key] if isinstance(spec, dict) else str(spec)
