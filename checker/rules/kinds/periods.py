"""Kinds judged over time: an entity owes something in every period it lived through, each under the law at its beginning.

The entity's own record carries the finding; the periods stand in the evidence. Each version of the rule looks at the periods
that begin in its interval, and the engine takes the worst answer.
"""

from __future__ import annotations

from checker.rules.kinds.kind import Context, Test, Values
from checker.rules.kinds.matching import facts, matching
from checker.rules.load import Rule
from checker.rules.periods import TABLE
from checker.rules.sql import FOREVER, both, either, first_of, literal, name


def owed(rule: Rule, values: Values, c: Context) -> str:
    """The SQL by which a period ``p`` is owed by the record ``t``: it begins in the version's interval and before the cutoff,
    and lies wholly between the activation and the end of the entity, if that has one."""
    start, end = c.span
    parts = [f"p.every = {literal(values.every)}", f"p.start >= {start}", f"p.start < {c.cutoff}", f"p.start >= {c.first}"]
    if end is not None:
        parts.append(f"p.start < {end}")
    if ends := rule.params.get("ends"):
        parts.append(either([f"{c.row(ends)} IS NULL", f"p.ends <= {c.row.hi(ends)}"]))
    return both(parts)


def recurrence(rule: Rule, values: Values, c: Context) -> Test:
    """In every period owed there is at least one matching record.

    Owed are the whole periods between joining and leaving; one cut short by the cutoff, and still without a record, is
    pending. A matching record without an instant may belong anywhere: what is missing is then unknown (``undated``).
    """
    spec, ends = rule.params["target"], rule.params.get("ends")
    other, on = matching(spec, c)
    alias, blind = f"found{c.number}", f"blind{c.number}"
    done = (
        f"SELECT t._file, t._row, p.start FROM {name(rule.record)} AS t JOIN {name(spec['record'])} AS o ON {on} "
        f"JOIN {TABLE} AS p ON p.every = {literal(values.every)} AND {other(spec['at'])} >= p.start "
        f"AND {other(spec['at'])} < p.ends GROUP BY t._file, t._row, p.start"
    )
    none = "d.start IS NULL"
    over = f"p.ends <= {c.cutoff}"
    found = (
        f"LEFT JOIN (SELECT t._file, t._row, count(*) AS owed, count(*) FILTER (WHERE {none} AND {over}) AS missed, "
        f"count(*) FILTER (WHERE {none} AND NOT {over}) AS running, "
        f"string_agg(CASE WHEN {none} THEN p.label END, '、' ORDER BY p.start) AS periods "
        f"FROM {name(rule.record)} AS t JOIN {TABLE} AS p ON {owed(rule, values, c)} "
        f"LEFT JOIN ({done}) AS d ON d._file = t._file AND d._row = t._row AND d.start = p.start "
        f"GROUP BY t._file, t._row) AS {alias} ON {alias}._file = t._file AND {alias}._row = t._row"
    )
    undated = facts(c, spec["record"], on, {"undated": f"bool_or({other(spec['at'])} IS NULL)"}, blind)
    lacking = f"({alias}.missed + {alias}.running > 0)"
    unsure = [(f"{lacking} AND coalesce({blind}.undated, FALSE)", literal("undated"))]
    if ends:
        unsure.insert(0, (f"{lacking} AND {c.row.unreadable(ends)}", literal("period")))
    return Test(
        satisfied=f"(NOT {lacking})",
        reason=literal("missed"),
        unknown=first_of(unsure),
        due=f"CASE WHEN {alias}.missed = 0 THEN {FOREVER} END",
        activated=f"({alias}.owed IS NOT NULL)",
        evidence={"periods": f"{alias}.periods", "missed": f"{alias}.missed", "owed": f"{alias}.owed"},
        joins=(found, undated),
    )
