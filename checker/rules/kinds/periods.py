"""Kinds judged over time: an entity owes something in every period it lived through, each under the law at its beginning.

The entity's own record carries the finding; the periods stand in the evidence. Each version of the rule looks at the periods
that begin in its interval, and the engine takes the worst answer.
"""

from __future__ import annotations

from checker.rules.kinds.kind import Context, Test, Values
from checker.rules.kinds.matching import facts, matching
from checker.rules.load import Rule
from checker.rules.periods import TABLE
from checker.rules.sql import FOREVER, both, condition, either, first_of, literal, name


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


def lived(rule: Rule, c: Context, span: tuple[int, int | None]) -> str:
    """The SQL by which the entity of the record ``t`` was there at some time of an interval and before the cutoff.

    NULL where its beginning is; an end that is blank or unreadable ends nothing.
    """
    start, end = span
    parts = [f"{c.first} < {c.cutoff if end is None else min(end, c.cutoff)}"]
    if ends := rule.params.get("ends"):
        parts.append(either([f"{c.row(ends)} IS NULL", f"{c.row.hi(ends)} > greatest({start}, {c.first})"]))
    return both(parts)


def standing(rule: Rule, values: Values, c: Context) -> Test:
    """As long as the entity is there, so is a matching record: what must stand, whenever it was set up.

    Judged for every entity that lived between the beginning of a version and the cutoff, however old it is. Where nothing
    matches and the end of the entity is unreadable, it may not have lived: unknown (``period``).
    """
    spec, ends = rule.params["target"], rule.params.get("ends")
    _, on = matching(spec, c)
    none = "(found.n IS NULL)"
    return Test(
        satisfied=f"(NOT {none})",
        reason=literal("nowhere"),
        unknown=first_of([(f"{none} AND {c.row.unreadable(ends)}", literal("period"))] if ends else []),
        activated=f"coalesce({lived(rule, c, c.span)}, FALSE)",
        evidence={"count": "coalesce(found.n, 0)"},
        joins=(facts(c, spec["record"], on, {"n": "count(*)"}),),
    )


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


def streak(rule: Rule, values: Values, c: Context) -> Test:
    """After so many consecutive periods ``below`` the mark, a measure follows.

    Consecutive periods stand next to each other. A period without a record, or with one that leaves ``below`` open, is neither
    success nor failure: if only such gaps keep a run from being long enough, it is unknown (``series-gap``). The measure counts
    from the record that completed the run on, and is pending until the period after it has passed.
    """
    spec, measure = rule.params["series"], rule.params["measure"]
    other, on = matching(spec, c)
    after, fits = matching(measure, c, "m")
    alias, times, mine = f"run{c.number}", values.times, name(rule.record)
    bad = f"({condition(rule.params['below'], other)})"
    at = other(spec["at"])
    told = (  # one row per period with a result: TRUE where any record of it is below
        f"SELECT t._file, t._row, p.place, bool_or({bad}) AS bad, max(CASE WHEN {bad} THEN {at} END) AS since, "
        f"max(p.ends) AS ends, max(p.label) AS label FROM {mine} AS t JOIN {name(spec['record'])} AS o ON {on} "
        f"JOIN {TABLE} AS p ON {owed(rule, values, c)} AND {at} >= p.start AND {at} < p.ends "
        f"WHERE {bad} IS NOT NULL GROUP BY t._file, t._row, p.place"
    )
    numbered = (
        f"SELECT s.*, s.place - row_number() OVER (PARTITION BY s._file, s._row, s.bad ORDER BY s.place) AS island, "
        f"sum(CASE WHEN s.bad THEN 0 ELSE 1 END) OVER (PARTITION BY s._file, s._row ORDER BY s.place) AS stretch "
        f"FROM ({told}) AS s"
    )
    ranked = (
        f"SELECT n.*, row_number() OVER (PARTITION BY n._file, n._row, n.island ORDER BY n.place) AS turn, "
        f"min(n.place) OVER (PARTITION BY n._file, n._row, n.stretch) AS head FROM ({numbered}) AS n WHERE n.bad"
    )
    taken = (
        f"SELECT r._file, r._row, r.place, r.turn, r.head, r.ends, r.label, count(m._row) AS measures FROM ({ranked}) AS r "
        f"JOIN {mine} AS t ON t._file = r._file AND t._row = r._row "
        f"LEFT JOIN {name(measure['record'])} AS m ON {fits} AND {after.last(measure['at'])} >= r.since GROUP BY ALL"
    )
    lacking = "x.measures = 0"
    found = (
        f"LEFT JOIN (SELECT x._file, x._row, count(*) FILTER (WHERE x.turn = {times}) AS runs, "
        f"count(*) FILTER (WHERE x.turn = {times} AND {lacking}) AS failed, "
        f"min(CASE WHEN x.turn = {times} AND {lacking} THEN x.ends END) AS ends, "
        f"min(CASE WHEN x.turn = {times} AND {lacking} THEN x.label END) AS periods, "
        f"count(*) FILTER (WHERE x.place - x.head + 1 >= {times} AND x.turn < {times} AND {lacking}) AS perhaps "
        f"FROM ({taken}) AS x GROUP BY x._file, x._row) AS {alias} ON {alias}._file = t._file AND {alias}._row = t._row"
    )
    undated = facts(
        c,
        measure["record"],
        matching(measure, c)[1],
        {"undated": f"bool_or(o.{name(measure['at'])} IS NULL)"},
        f"blind{c.number}",
    )
    next_end = (
        f"LEFT JOIN {TABLE} AS next{c.number} ON next{c.number}.every = {literal(values.every)} "
        f"AND next{c.number}.start = {alias}.ends"
    )
    failed = f"({alias}.failed > 0)"
    return Test(
        satisfied=f"(NOT {failed})",
        reason=literal("no-measure"),
        unknown=first_of(
            [
                (f"{failed} AND coalesce(blind{c.number}.undated, FALSE)", literal("undated")),
                (f"NOT {failed} AND {alias}.perhaps > 0", literal("series-gap")),
            ]
        ),
        due=f"CASE WHEN {failed} THEN coalesce(next{c.number}.ends - 1, {FOREVER}) END",
        activated=f"(coalesce({alias}.runs, 0) + coalesce({alias}.perhaps, 0) > 0)",
        evidence={"periods": f"{alias}.periods", "missed": f"{alias}.failed", "owed": f"{alias}.runs"},
        joins=(found, undated, next_end),
    )
