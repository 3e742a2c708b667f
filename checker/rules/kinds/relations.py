"""Kinds about how records stand to each other: what must not be, must come first, must exist at all; who was what then."""

from __future__ import annotations

from checker.rules.deadline import deadline
from checker.rules.kinds.kind import Context, Test, Values
from checker.rules.kinds.matching import facts, matching
from checker.rules.load import Rule
from checker.rules.sql import FOREVER, both, condition, either, first_of, literal, span


def absence(rule: Rule, values: Values, c: Context) -> Test:
    """No matching record exists; with ``at``, none follows the activation (at the same instant or later).

    One that may lie on either side of the activation, or has no instant, leaves it unknown (``precision``, ``undated``).
    """
    spec = rule.params["forbidden"]
    other, on = matching(spec, c)
    at = spec.get("at")
    after = f"({other(at)} >= {c.last})" if at else "TRUE"
    maybe = f"({other(at)} < {c.last} AND {other.last(at)} >= {c.first})" if at else "FALSE"
    columns = {
        "n": f"count(*) FILTER (WHERE {after})",
        "perhaps": f"bool_or({maybe})",
        "undated": f"bool_or({other(at)} IS NULL)" if at else "FALSE",
    }
    none = "coalesce(found.n, 0) = 0"
    return Test(
        satisfied=f"({none})",
        reason=literal("present"),
        unknown=first_of(
            [
                (f"{none} AND coalesce(found.undated, FALSE)", literal("undated")),
                (f"{none} AND coalesce(found.perhaps, FALSE)", literal("precision")),
            ]
        ),
        evidence=({c.at: c.row.shown(c.at)} if at else {}) | {"count": "coalesce(found.n, 0)"},
        joins=(facts(c, spec["record"], on, columns),),
    )


def precedence(rule: Rule, values: Values, c: Context) -> Test:
    """A matching record stands before the activation, or at the same instant; two stamps of one day are taken to agree.

    If the only ones may lie on either side, unknown (``precision``); without an instant, unknown (``undated``).
    """
    spec = rule.params["preceded_by"]
    other, on = matching(spec, c)
    at = spec["at"]
    before = f"({other.last(at)} <= {c.first} OR ({other(at)} = {c.first} AND {other.last(at)} = {c.last}))"
    columns = {
        "n": f"count(*) FILTER (WHERE {before})",
        "first": f"min(CASE WHEN {before} THEN {other(at)} END)",
        "first_hi": f"min(CASE WHEN {before} THEN {other.hi(at)} END)",
        "perhaps": f"bool_or({other(at)} <= {c.last})",
        "undated": f"bool_or({other(at)} IS NULL)",
        "later": "count(*)",
    }
    none = "(coalesce(found.n, 0) = 0)"
    return Test(
        satisfied=f"(NOT {none})",
        reason="CASE WHEN found.later IS NULL THEN 'no-earlier' ELSE 'only-later' END",
        unknown=first_of(
            [
                (f"{none} AND coalesce(found.perhaps, FALSE)", literal("precision")),
                (f"{none} AND coalesce(found.undated, FALSE)", literal("undated")),
            ]
        ),
        evidence={c.at: c.row.shown(c.at), "first": span("found.first", "found.first_hi"), "count": "coalesce(found.n, 0)"},
        joins=(facts(c, spec["record"], on, columns),),
    )


def existence(rule: Rule, values: Values, c: Context) -> Test:
    """At least one matching record exists, before or after the activation.

    ``within`` a limit: it stands not later than that (and may stand before). ``until`` an instant: pending while that is
    blank. With neither, what the export holds at its cutoff is what is judged, as with a field that must be filled.
    """
    row, spec, until = c.row, rule.params["target"], rule.params.get("until")
    other, on = matching(spec, c)
    at = spec.get("at")
    columns = {"n": "count(*)"}
    if at:
        columns |= {
            "first": f"min({other(at)})",
            "latest": f"min({other.last(at)})",
            "undated": f"bool_or({other(at)} IS NULL)",
        }
    joins = facts(c, spec["record"], on, columns)
    if values.limit is None or at is None:
        due = f"CASE WHEN found.n IS NULL AND {row(until)} IS NULL THEN {FOREVER} END" if until else None
        evidence = {"count": "coalesce(found.n, 0)"} | ({until: row.shown(until)} if until else {})
        return Test("(found.n IS NOT NULL)", literal("nowhere"), due=due, evidence=evidence, joins=(joins,))
    by = deadline(values.limit, c.first, c.last, "found.first")
    missing = "(found.first IS NULL)"
    undecided = f"(found.first <= {by.last} AND found.latest > {by.first})"
    undated = f"(coalesce(found.undated, FALSE) AND ({missing} OR found.latest > {by.first}))"
    return Test(
        satisfied=f"(NOT {missing} AND found.latest <= {by.first})",
        reason=f"CASE WHEN {missing} THEN 'nowhere' ELSE 'late{by.suffix}' END",
        unknown=first_of([(undated, literal("undated")), (undecided, literal("precision"))]),
        due=f"CASE WHEN {missing} THEN {by.last} END",
        evidence={c.at: row.shown(c.at), "first": span("found.first", "(found.latest + 1)")} | by.evidence,
        joins=(joins, *by.joins),
        outside=by.outside,
        calendar=values.limit.calendar,
    )


def role_at_time(rule: Rule, values: Values, c: Context) -> Test:
    """The one named in ``field`` was, at the first moment of the activation, what ``having`` says: a role, a unit.

    Activated only where the field is filled. Of several entries in force one that fits is enough; one that cannot be told
    (its condition open, its beginning blank or its end unreadable) leaves it unknown (``role``, ``period``).
    """
    row, spec, held = c.row, rule.params["source"], rule.params["field"]
    source = c.other(spec["record"], "o")
    starts, ends = source(spec["from"]), source.hi(spec["to"])
    unending = f"({ends} IS NULL AND NOT {source.unreadable(spec['to'])})"
    covers = f"coalesce({both([f'{starts} <= {c.first}', either([unending, f'{ends} > {c.first}'])])}, FALSE)"
    undated = f"({starts} IS NULL OR {source.unreadable(spec['to'])})"
    having = condition(spec["having"], source)
    columns = {
        "fit": f"bool_or({covers} AND ({having}) IS TRUE)",
        "open": f"bool_or({covers} AND ({having}) IS NULL)",
        "undated": f"bool_or({undated} AND ({having}) IS NOT FALSE)",
        "covered": f"bool_or({covers})",
        "n": "count(*)",
    }
    unfit = "coalesce(found.fit, FALSE) IS FALSE"
    return Test(
        satisfied="(coalesce(found.fit, FALSE))",
        reason="CASE WHEN found.n IS NULL THEN 'absent' WHEN found.covered THEN 'other-role' ELSE 'not-employed' END",
        unknown=first_of(
            [
                (f"{unfit} AND coalesce(found.open, FALSE)", literal("role")),
                (f"{unfit} AND coalesce(found.undated, FALSE)", literal("period")),
            ]
        ),
        activated=f"({row(held)} IS NOT NULL)",
        evidence={held: row.shown(held), c.at: row.shown(c.at)},
        joins=(facts(c, spec["record"], f"{source(spec['key'])} = {row(held)}", columns),),
    )
