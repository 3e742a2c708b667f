"""Kinds for which other records matter, told slowly."""

from __future__ import annotations

from typing import Any

from tests.oracle.base import BAD, Row, Span, holds, is_nobody
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
    if is_nobody(row[rule["field"]]):
        return "indeterminate"
    found = [e for e in data[source["record"]] if e.get(source["key"]) == row[rule["field"]]]
    open_ended = False
    for entry in found:
        starts, ends = entry.get(source["from"]), entry.get(source["to"])
        if starts is None or starts is BAD or ends is BAD:
            open_ended = True
        elif starts[0] <= at[0] and (ends is None or ends[1] >= at[0]):
            return "satisfied"
    return "indeterminate" if open_ended else "violated"


def belonging(spec: Any, row: Row, data: Any) -> list[tuple[Row, bool]]:
    """The records of another type that may match and may fit, each with whether it surely does."""
    found = []
    for other in data[spec["record"]]:
        told = [holds(spec.get("where"), other)]
        for theirs, ours in spec.get("match", {}).items():
            if isinstance(ours, str):
                same = other.get(theirs) is not None and other.get(theirs) == row.get(ours)
                told.append(None if unknown(other, theirs) else same)
            else:
                told.append(holds({"field": theirs, "equals": ours["value"]}, other))
        if False not in told:
            found.append((other, None not in told))
    return found


def stray(spec: Any, other: Row) -> bool:
    """Whether a cell of another record is blank by which it would be matched: it may belong to any."""
    return any(unknown(other, theirs) for theirs, ours in spec.get("match", {}).items() if isinstance(ours, str))


def unknown(other: Row, column: str) -> bool:
    """Whether a blank hides a value; one of ``kept_by`` says that nobody keeps it."""
    return other.get(column) is None and column != "kept_by"


def blind(spec: Any, row: Row) -> bool:
    """Whether the record's own cell by which the others are found is blank."""
    return any(row.get(ours) is None for ours in spec.get("match", {}).values() if isinstance(ours, str))


def known(moment: Any) -> bool:
    return moment is not None and moment is not BAD


def correlated_response(rule: Any, row: Row, at: Any, span: Span, cutoff: int, data: Any) -> str:
    target = rule["target"]
    moments, undated, perhaps = [], False, False
    for other, sure in belonging(target, row, data):
        moment = other.get(target["at"])
        if not known(moment):
            undated = True
        elif moment[1] >= at[0]:
            if sure:
                moments.append(moment)
            perhaps = perhaps or not sure
    if moments:
        answer = within(at, (min(m[0] for m in moments), min(m[1] for m in moments)), span)
        return "indeterminate" if answer == "violated" and perhaps else answer
    return "indeterminate" if undated or perhaps or blind(target, row) else overdue(rule, row, at, span, cutoff)
