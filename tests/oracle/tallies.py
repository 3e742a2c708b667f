"""Kinds that count, told slowly, with exact fractions."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from tests.oracle.base import BAD, Row, Span, holds
from tests.oracle.rows import in_range
from tests.oracle.sets import belonging


def figure(rule: Any, row: Row, data: Any) -> Fraction | None:
    """What the records of the period give; None where that cannot be told."""
    begins, ends = row.get(rule["from"]), row.get(rule["to"])
    if begins in (None, BAD) or ends in (None, BAD):
        return None
    all_of_them = [(other.get(rule["of"]["at"]), other) for other in belonging(rule["of"], row, data)]
    if any(moment is None or moment is BAD for moment, _ in all_of_them):
        return None
    inside = [other for moment, other in all_of_them if begins[0] <= moment[0] <= ends[1]]
    if "value" in rule:
        found = [other.get(rule["value"]) for other in inside]
    else:
        found = [holds(rule.get("count"), other) for other in inside]
    if any(one is None or one is BAD for one in found):
        return None
    total = sum((Fraction(str(one)) if "value" in rule else Fraction(one) for one in found), Fraction(0))
    if rule["figure"] in ("count", "sum"):
        return total
    return (100 if rule["figure"] == "percent" else 1) * total / len(found) if found else None


def agreement(rule: Any, row: Row, at: Any, span: Span, cutoff: int, data: Any) -> str:
    reported, actual = row.get(rule["field"]), figure(rule, row, data)
    if actual is None or reported is None or reported is BAD:
        return "indeterminate"
    if row[rule["to"]][1] + 1 > cutoff:
        return "pending"
    decimals = len(str(reported).partition(".")[2].rstrip("0"))
    least = {"share": 2, "count": 6, "sum": 6}.get(rule["figure"], 0)
    near = abs(actual - Fraction(str(reported))) <= Fraction(1, 2 * 10 ** max(decimals, least))
    return "satisfied" if near else "violated"


def rate(rule: Any, row: Row, at: Any, span: Span, cutoff: int, data: Any) -> str:
    actual = figure(rule, row, data)
    if actual is None:
        return "indeterminate"
    answer = in_range({**rule, "field": "actual"}, {**row, "actual": float(actual)}, at, span, cutoff, data)
    return "pending" if answer != "indeterminate" and row[rule["to"]][1] + 1 > cutoff else answer


def coverage(rule: Any, row: Row, at: Any, span: Span, cutoff: int, data: Any) -> str:
    ends = row.get(rule["to"])
    if ends is None or ends is BAD:
        return "indeterminate"
    doubt = False
    for other in data[rule["record"]]:
        if any(row.get(column) is None or other.get(column) != row.get(column) for column in rule.get("groups", ())):
            continue
        begins, until = other.get(rule["from"]), other.get(rule["to"])
        if begins is None or begins is BAD or begins[0] > ends[0]:
            continue
        if until is None or until is BAD:
            doubt = True
        elif until[0] > ends[0]:
            return "satisfied"
    return "indeterminate" if doubt else "violated" if ends[0] < cutoff else "pending"
