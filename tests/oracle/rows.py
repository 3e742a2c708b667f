"""Kinds that one record decides, told slowly."""

from __future__ import annotations

import operator
from typing import Any

from tests.oracle.base import BAD, Row, Span, bears, established, holds, is_nobody


def last_moment(span: Span, start: int) -> int:
    """The last moment in time; the calendar has been found to reach it before anybody asks."""
    assert span.due is not None
    due = span.due(start)
    assert due is not None
    return due


def response(rule: Any, row: Row, at: Any, span: Span, cutoff: int, data: Any) -> str:
    target = row.get(rule["target"])
    if target is BAD:
        return "indeterminate"
    closed = row.get(span.closes or "")
    if target is None and span.due and closed not in (None, BAD) and closed[1] <= last_moment(span, at[1]):
        return "satisfied"  # the case was over before anything was due
    if target is None:
        return overdue(rule, row, at, span, cutoff)
    if target[1] < at[0]:
        return "indeterminate"
    told = within(at, target, span)
    automatic = "unless" in rule.get("undecided", ()) and is_nobody(row[rule["undecided"]["field"]])
    return "indeterminate" if told == "satisfied" and automatic else told


def within(at: Any, target: Any, span: Span) -> str:
    """Every pair of moments the stamps allow must agree."""
    if span.due is None:
        return "satisfied"
    kept = [moment <= last_moment(span, start) for start in at for moment in target]
    return "satisfied" if all(kept) else "violated" if not any(kept) else "indeterminate"


def overdue(rule: Any, row: Row, at: Any, span: Span, cutoff: int) -> str:
    """Nothing met the duty so far: violated only when the last moment to meet it lies before the cutoff."""
    if span.due is not None:
        return "violated" if last_moment(span, at[1]) < cutoff else "pending"
    return "violated" if ended(rule, row, cutoff) else "pending"


def ended(rule: Any, row: Row, cutoff: int) -> bool:
    """Whether the instant up to which a duty without a term may be met lies before the cutoff."""
    until = row.get(rule.get("until", ""))
    return until is not None and until is not BAD and until[1] < cutoff


def required(rule: Any, row: Row, at: Any, span: Span, cutoff: int, data: Any) -> str:
    values = [row.get(field) for field in rule["fields"]]
    if None in values:
        return "violated" if "until" not in rule or ended(rule, row, cutoff) else "pending"
    return "indeterminate" if BAD in values else "satisfied"


def allowed(rule: Any, row: Row, at: Any, span: Span, cutoff: int, data: Any) -> str:
    value = row.get(rule["field"])
    if value is None:
        return "indeterminate"
    return "satisfied" if value in span.items else "violated" if span.closed else "indeterminate"


def equal(rule: Any, row: Row, at: Any, span: Span, cutoff: int, data: Any) -> str:
    one, two = row.get(rule["field"]), row.get(rule["as"])
    return "indeterminate" if one is None or two is None else "satisfied" if one == two else "violated"


def separate(rule: Any, row: Row, at: Any, span: Span, cutoff: int, data: Any) -> str:
    one, two = row.get(rule["field"]), row.get(rule["from"])
    if one is None or two is None or is_nobody(one) or is_nobody(two):
        return "indeterminate"
    return "violated" if one == two else "satisfied"


def borne(rule: Any, row: Row, at: Any, span: Span, cutoff: int, data: Any) -> str:
    said = bears(rule["bearers"], rule["field"], row.get(rule["field"]))
    if said == "no" and established(rule["bearers"]):
        return "violated"
    return "satisfied" if said == "yes" else "indeterminate"


def must_hold(rule: Any, row: Row, at: Any, span: Span, cutoff: int, data: Any) -> str:
    return {None: "indeterminate", True: "satisfied", False: "violated"}[holds(rule["must"], row)]


def _left_out(rule: Any, row: Row) -> bool:
    values = [row.get(step) for step in rule["steps"]]
    reached = max((index + 1 for index, value in enumerate(values) if value is not None), default=0)
    return rule.get("blanks") == "forbidden" and None in values[:reached]


def two_to_compare(rule: Any, row: Row, data: Any) -> bool:
    return sum(row.get(step) is not None for step in rule["steps"]) > 1 or _left_out(rule, row)


def ordering(rule: Any, row: Row, at: Any, span: Span, cutoff: int, data: Any) -> str:
    """Walk over all pairs of filled steps; the last reached step is the end."""
    values = [row.get(step) for step in rule["steps"]]
    filled = [index for index, value in enumerate(values) if value is not None]
    left_out = _left_out(rule, row)
    read = [values[index] for index in filled if values[index] is not BAD]
    pairs = [(one, two) for i, one in enumerate(read) for two in read[i + 1 :]]
    tie = 1 if rule.get("ties") == "forbidden" else 0
    if left_out or any(one[0] + tie > two[1] for one, two in pairs):
        return "violated"
    certain = all(one[1] + tie <= two[0] or one == two for one, two in pairs)
    return "satisfied" if certain and len(read) == len(filled) else "indeterminate"


def in_range(rule: Any, row: Row, at: Any, span: Span, cutoff: int, data: Any) -> str:
    bounds = {key: rule[key] for key in ("least", "most", "over", "under") if key in rule}
    for key, bound in bounds.items():
        bounds[key] = row.get(bound) if isinstance(bound, str) else span.numbers[key] if isinstance(bound, dict) else bound
    if span.figures:
        bounds |= {"least": span.figures[0], "most": span.figures[1]}
    value = row.get(rule["field"])
    if any(one is None or one is BAD for one in (value, *bounds.values())):
        return "indeterminate"
    tests = {"least": operator.ge, "most": operator.le, "over": operator.gt, "under": operator.lt}
    return "satisfied" if all(tests[key](value, bound) for key, bound in bounds.items()) else "violated"
