"""Kinds for which other records matter, told slowly."""

from __future__ import annotations

from typing import Any

from tests.oracle.base import BAD, Row, Span, holds
from tests.oracle.rows import overdue, within


def unique(rule: Any, row: Row, at: Any, span: Span, cutoff: int, data: Any) -> str:
    key = [row.get(field) for field in rule["fields"]]
    if None in key:
        return "indeterminate"
    same = [other for other in data[rule["record"]] if [other.get(field) for field in rule["fields"]] == key]
    return "satisfied" if len(same) == 1 else "violated"


def named(rule: Any, row: Row) -> bool:
    return row.get(rule["field"]) is not None


def reference(rule: Any, row: Row, at: Any, span: Span, cutoff: int, data: Any) -> str:
    source = rule["source"]
    found = [e for e in data[source["record"]] if e.get(source["key"]) == row[rule["field"]]]
    open_ended = False
    for entry in found:
        starts, ends = entry.get(source["from"]), entry.get(source["to"])
        if starts is None or starts is BAD or ends is BAD:
            open_ended = True
        elif starts[0] <= at[0] and (ends is None or ends[1] >= at[0]):
            return "satisfied"
    return "indeterminate" if open_ended else "violated"


def belonging(spec: Any, row: Row, data: Any) -> list[Row]:
    """The records of another type that match and fit; a blank matches nothing."""
    found = []
    for other in data[spec["record"]]:
        matches = [
            other.get(theirs) is not None and other.get(theirs) == (row.get(ours) if isinstance(ours, str) else ours["value"])
            for theirs, ours in spec.get("match", {}).items()
        ]
        if all(matches) and holds(spec.get("where"), other) is True:
            found.append(other)
    return found


def correlated_response(rule: Any, row: Row, at: Any, span: Span, cutoff: int, data: Any) -> str:
    target = rule["target"]
    moments, undated = [], False
    for other in belonging(target, row, data):
        moment = other.get(target["at"])
        if moment is None or moment is BAD:
            undated = True
        elif moment[1] >= at[0]:
            moments.append(moment)
    if moments:
        return within(at, (min(m[0] for m in moments), min(m[1] for m in moments)), span)
    return "indeterminate" if undated else overdue(rule, row, at, span, cutoff)
