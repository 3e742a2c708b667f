"""Kinds about how records stand to each other, told slowly: every pair of moments the stamps allow must agree."""

from __future__ import annotations

from typing import Any

from tests.oracle.base import BAD, Row, Span, holds
from tests.oracle.rows import last_moment, overdue
from tests.oracle.sets import belonging


def absence(rule: Any, row: Row, at: Any, span: Span, cutoff: int, data: Any) -> str:
    spec = rule["forbidden"]
    found = belonging(spec, row, data)
    if "at" not in spec:
        return "violated" if found else "satisfied"
    doubt = False
    for other in found:
        moment = other.get(spec["at"])
        if moment is None or moment is BAD:
            doubt = True
        elif all(m >= a for m in moment for a in at):
            return "violated"
        elif any(m >= a for m in moment for a in at):
            doubt = True
    return "indeterminate" if doubt else "satisfied"


def precedence(rule: Any, row: Row, at: Any, span: Span, cutoff: int, data: Any) -> str:
    spec = rule["preceded_by"]
    doubt = False
    for other in belonging(spec, row, data):
        moment = other.get(spec["at"])
        if moment is None or moment is BAD:
            doubt = True
        elif all(m <= a for m in moment for a in at) or tuple(moment) == tuple(at):
            return "satisfied"
        elif any(m <= a for m in moment for a in at):
            doubt = True
    return "indeterminate" if doubt else "violated"


def existence(rule: Any, row: Row, at: Any, span: Span, cutoff: int, data: Any) -> str:
    spec = rule["target"]
    found = belonging(spec, row, data)
    if span.due is None:
        if found:
            return "satisfied"
        return "pending" if "until" in rule and row.get(rule["until"]) in (None, BAD) else "violated"
    moments = [other.get(spec["at"]) for other in found]
    dated = [m for m in moments if m is not None and m is not BAD]
    if any(m[1] <= last_moment(span, at[0]) for m in dated):
        return "satisfied"
    if len(dated) < len(moments) or any(m[0] <= last_moment(span, at[1]) for m in dated):
        return "indeterminate"
    return "violated" if dated else overdue(rule, row, at, span, cutoff)


def role_at_time(rule: Any, row: Row, at: Any, span: Span, cutoff: int, data: Any) -> str:
    source = rule["source"]
    doubt = False
    for entry in data[source["record"]]:
        if entry.get(source["key"]) != row[rule["field"]]:
            continue
        starts, ends = entry.get(source["from"]), entry.get(source["to"])
        fits = holds(source["having"], entry)
        if starts is None or starts is BAD or ends is BAD:
            doubt = doubt or fits is not False
        elif starts[0] <= at[0] and (ends is None or ends[1] >= at[0]):
            if fits:
                return "satisfied"
            doubt = doubt or fits is None
    return "indeterminate" if doubt else "violated"
