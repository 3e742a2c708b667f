"""Kinds that count: a figure somebody reports, a mark that a share must reach, a clock that must never be without anybody."""

from __future__ import annotations

from checker.rules.kinds.kind import Context, Test, Values
from checker.rules.kinds.matching import facts, matching
from checker.rules.kinds.rows import bounds_of, outside_of
from checker.rules.load import Rule
from checker.rules.sql import FOREVER, both, condition, either, first_of, literal

_DECIMALS = {"count": (6,), "sum": (6,), "share": (2, 3, 4, 5, 6), "percent": (0, 1, 2, 3, 4), "mean": (0, 1, 2, 3, 4)}


def agreement(rule: Rule, values: Values, c: Context) -> Test:
    """The figure reported in ``field`` is what the records of its period give, rounded as it was written.

    A share is read to two decimals at least. Pending until the period has passed; unknown where there is nothing to count
    (``nothing``), a record's condition is open (``open``) or a record has no instant (``undated``).
    """
    row, field = c.row, rule.params["field"]
    actual, unknown, joins = _tally(rule, c)
    last = _DECIMALS[rule.params["figure"]][-1]
    width = first_of((f"round({row(field)}, {n}) = {row(field)}", f"0.5e-{n}") for n in _DECIMALS[rule.params["figure"]])
    near = f"(abs({actual} - {row(field)}) <= coalesce({width}, 0.5e-{last}) + 1e-9)"
    over = f"({row.hi(rule.params['to'])} <= {c.cutoff})"
    return Test(
        satisfied=f"({over} AND {near})",
        reason=literal("disagrees"),
        unknown=first_of([(f"{row(field)} IS NULL", literal("blank")), *unknown]),
        due=f"CASE WHEN NOT {over} THEN {FOREVER} END",
        evidence={field: row.shown(field), "actual": f"round({actual}, 6)", "records": "coalesce(found.n, 0)"},
        joins=(joins,),
    )


def rate(rule: Rule, values: Values, c: Context) -> Test:
    """What the records of a period give is within the bounds: zero, a column of the record, a number that fills a term."""
    row, bounds = c.row, bounds_of(rule, values, c)
    actual, unknown, joins = _tally(rule, c)
    low, high = outside_of(actual, bounds)
    over = f"({row.hi(rule.params['to'])} <= {c.cutoff})"
    blank = either(f"{value} IS NULL" for value in bounds.values())
    return Test(
        satisfied=f"({over} AND NOT {either([*low, *high])})",
        reason=f"CASE WHEN {either(low)} THEN 'rate-below' ELSE 'rate-above' END",
        unknown=first_of([(blank, literal("blank")), *unknown]),
        due=f"CASE WHEN NOT {over} THEN {FOREVER} END",
        evidence={key: f"CAST({value} AS VARCHAR)" for key, value in bounds.items()}
        | {"actual": f"round({actual}, 6)", "records": "coalesce(found.n, 0)"},
        joins=(joins,),
    )


def _tally(rule: Rule, c: Context) -> tuple[str, list[tuple[str, str]], str]:
    """The figure as SQL, why it may be unknown, and the join that counts: records ``of`` the period from ``from`` to ``to``."""
    row, spec, figure = c.row, rule.params["of"], rule.params["figure"]
    other, on = matching(spec, c)
    begins, ends, at = row(rule.params["from"]), row.hi(rule.params["to"]), other(spec["at"])
    counted = condition(rule.params.get("count"), other)
    within = f"({at} >= {begins} AND {at} < {ends})"
    columns = {
        "n": f"count(*) FILTER (WHERE {within})",
        "k": f"count(*) FILTER (WHERE {within} AND ({counted}) IS TRUE)",
        "open": f"count(*) FILTER (WHERE {within} AND ({counted}) IS NULL)",
        "undated": f"count(*) FILTER (WHERE {at} IS NULL)",
    }
    if value := rule.params.get("value"):
        columns["total"] = f"sum({other(value)}) FILTER (WHERE {within})"
        columns["open"] = f"count(*) FILTER (WHERE {within} AND {other(value)} IS NULL)"
    n, k, total = "coalesce(found.n, 0)", "coalesce(found.k, 0)", "found.total"
    figures = {
        "count": k,
        "sum": f"coalesce({total}, 0)",
        "share": f"(CAST({k} AS DOUBLE) / nullif({n}, 0))",
        "percent": f"(100.0 * {k} / nullif({n}, 0))",
        "mean": f"({total} / nullif({n}, 0))",
    }
    unknown = [
        (f"{begins} IS NULL OR {ends} IS NULL", literal("period")),
        ("coalesce(found.undated, 0) > 0", literal("undated")),
        ("coalesce(found.open, 0) > 0", literal("open")),
    ]
    if figure in ("share", "percent", "mean"):
        unknown.append((f"{n} = 0", literal("nothing")))
    return figures[figure], unknown, facts(c, spec["record"], both([on]), columns)


def coverage(rule: Rule, values: Values, c: Context) -> Test:
    """Nobody leaves before somebody else is there: where a period of duty ends, another one of the same group goes on.

    Each record is judged by its own end; one that ends at or after the cutoff is pending. A blank end is unknown
    (``blank``); a duty begun before and without an end may or may not go on (``period``).
    """
    row, begins, ends = c.row, rule.params["from"], rule.params["to"]
    spec = {"record": rule.record, "match": {column: column for column in rule.params.get("groups", ())}}
    other, on = matching(spec, c)
    before = f"{other(begins)} <= {row(ends)}"
    columns = {
        "covered": f"bool_or({before} AND {other(ends)} > {row(ends)})",
        "perhaps": f"bool_or({before} AND {other(ends)} IS NULL)",
        "next": f"min(CASE WHEN {other(begins)} > {row(ends)} THEN {other(begins)} END)",
    }
    none = "(found.covered IS NOT TRUE)"
    return Test(
        satisfied=f"(NOT {none})",
        reason=literal("uncovered"),
        unknown=first_of(
            [
                (f"{row(ends)} IS NULL", literal("blank")),
                (f"{none} AND coalesce(found.perhaps, FALSE)", literal("period")),
            ]
        ),
        due=f"CASE WHEN {none} THEN {row(ends)} END",
        evidence={begins: row.shown(begins), ends: row.shown(ends)}
        | {"ended": row.shown(ends), "began": "CASE WHEN found.next IS NOT NULL THEN [found.next, found.next + 1] END"},
        joins=(facts(c, rule.record, on, columns),),
    )
