"""Kinds that count, told slowly, with exact fractions."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from tests.oracle.base import BAD, Row, Span, holds
from tests.oracle.rows import in_range
from tests.oracle.sets import belonging, blind, known, stray


def figure(rule: Any, row: Row, data: Any) -> Fraction | None:
    """What the records of the period give; None where that cannot be told."""
    begins, ends = row.get(rule["from"]), row.get(rule["to"])
    if begins in (None, BAD) or ends in (None, BAD):
        return None
    all_of_them = [
        (other.get(rule["of"]["at"]), other, sure)
        for other, sure in belonging(rule["of"], row, data)
        if not stray(rule["of"], other)
    ]
    if blind(rule["of"], row) or any(not known(moment) for moment, _, _ in all_of_them):
        return None
    inside = [(other, sure) for moment, other, sure in all_of_them if begins[0] <= moment[0] <= ends[1]]
    if not all(sure for _, sure in inside):
        return None
    if "value" in rule:
        found = [other.get(rule["value"]) for other, _ in inside]
    else:
        found = [holds(rule.get("count"), other) for other, _ in inside]
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
    if row[rule["to"]][1] > cutoff:
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
    return "pending" if answer != "indeterminate" and row[rule["to"]][1] > cutoff else answer


def coverage(rule: Any, row: Row, at: Any, span: Span, cutoff: int, data: Any) -> str:
    ends = row.get(rule["to"])
    if not known(ends) or any(row.get(column) is None for column in rule.get("groups", ())):
        return "indeterminate"
    doubt = False
    for other in data[rule["record"]]:
        if any(other.get(column) != row.get(column) for column in rule.get("groups", ())):
            continue
        begins, until = other.get(rule["from"]), other.get(rule["to"])
        if known(begins) and begins[0] > ends[1] + 1:
            continue
        if known(begins) and known(until) and until[0] > ends[0]:
            return "satisfied"
        doubt = doubt or not known(until) or (not known(begins) and until[0] > ends[0])
    return "indeterminate" if doubt else "violated" if ends[0] < cutoff else "pending"
