"""Kinds for which other records matter, told slowly."""

from __future__ import annotations

from typing import Any

from tests.oracle.base import BAD, Row, Span, holds, is_nobody, untold
from tests.oracle.quantity import enough, reached, unclear
from tests.oracle.rows import overdue, within


def unique(rule: Any, row: Row, at: Any, span: Span, cutoff: int, data: Any) -> str:
    key = [row.get(field) for field in rule["fields"]]
    if None in key:
        return "indeterminate"
    same = [other for other in data[rule["record"]] if [other.get(field) for field in rule["fields"]] == key]
    return "satisfied" if len(same) == 1 else "violated"


def named(rule: Any, row: Row, data: Any) -> bool:
    return row.get(rule["field"]) is not None


def reference(rule: Any, row: Row, at: Any, span: Span, cutoff: int, data: Any) -> str:
    source = rule["source"]
    if is_nobody(row[rule["field"]]):
        return "indeterminate"
    found = [e for e in data[source["record"]] if e.get(source["key"]) == row[rule["field"]]]
    if not found:
        return "violated"
    first, open_ended = at[0], False
    if "since" in rule:
        since = row.get(rule["since"])
        open_ended, first = not known(since), min(at[0], since[0]) if known(since) else at[0]
    for entry in found:
        starts, ends = entry.get(source["from"]), entry.get(source["to"])
        if starts is None or starts is BAD or ends is BAD:
            open_ended = True
        elif starts[0] <= until(row, at, span, cutoff) and (ends is None or ends[1] >= first):
            return "satisfied"
    return "indeterminate" if open_ended else "violated"


def until(row: Row, at: Any, span: Span, cutoff: int) -> int:
    """Up to when somebody may have come in: of a case its end, or the cutoff while it is open; else at once."""
    closed = row.get(span.closes or "")
    return int(at[0] if span.closes is None else cutoff if closed in (None, BAD) else closed[1])


def belonging(spec: Any, row: Row, data: Any) -> list[tuple[Row, bool]]:
    """The records of another type that match and may fit, each with whether it surely does.

    Through a record between, they belong to us that belong to any such record of ours.
    """
    if "through" in spec:
        direct, surely = {key: value for key, value in spec.items() if key != "through"}, dict[int, bool]()
        for between, first in belonging(spec["through"], row, data):
            for other, second in belonging(direct, between, data):
                if not (stray(spec["through"], between) or stray(direct, other)):
                    surely[id(other)] = surely.get(id(other), False) or (first and second)
        return [(other, surely[id(other)]) for other in data[spec["record"]] if id(other) in surely]
    found = []
    for other in data[spec["record"]]:
        told = [holds(spec.get("where"), other)]
        for theirs, ours in spec.get("match", {}).items():
            if isinstance(ours, str):
                same = other.get(theirs) is not None and other.get(theirs) == row.get(ours)
                told.append(None if unknown(other, theirs) else same)
            else:
                told.append(holds({"field": theirs, "equals": ours["value"]}, other))
        if "perhaps" in spec and holds(spec["perhaps"], other) is not False:
            told.append(None)
        if not stray(spec, other):  # of one that may belong to any nobody asks in what it differs
            told += [_differ(other, theirs, row, ours) for theirs, ours in spec.get("differs", {}).items()]
        if False not in told:
            found.append((other, None not in told))
    return found


def _differ(other: Row, theirs: str, row: Row, ours: str) -> bool | None:
    one, two = other.get(theirs), row.get(ours)
    return None if untold(one, theirs) or untold(two, ours) else one != two


def stray(spec: Any, other: Row) -> bool:
    """Whether a cell of another record is blank by which it would be matched: it may belong to any. Not through others."""
    if "through" in spec:
        return False
    return any(unknown(other, theirs) for theirs, ours in spec.get("match", {}).items() if isinstance(ours, str))


def enough_of(spec: Any, found: list[tuple[Row, bool]]) -> bool | None:
    """Whether there are as many as asked for; those that may belong to any leave it open where there are not."""
    answer = enough(spec, [(other, sure) for other, sure in found if not stray(spec, other)])
    return None if not answer and any(stray(spec, other) for other, _ in found) else answer


def unknown(other: Row, column: str) -> bool:
    """Whether a blank hides a value; one of ``kept_by`` says that nobody keeps it."""
    return other.get(column) is None and column != "kept_by"


def blind(spec: Any, row: Row) -> bool:
    """Whether the record's own cell by which the others are found is blank."""
    match = spec.get("through", spec).get("match", {})
    return any(row.get(ours) is None for ours in match.values() if isinstance(ours, str))


def known(moment: Any) -> bool:
    return moment is not None and moment is not BAD


def correlated_response(rule: Any, row: Row, at: Any, span: Span, cutoff: int, data: Any) -> str:
    target = rule["target"]
    found = [(other, sure, other.get(target["at"])) for other, sure in belonging(target, row, data)]
    found = [(other, sure, moment) for other, sure, moment in found if not known(moment) or moment[1] >= at[0]]
    answer = enough_of(target, [(other, sure and known(moment)) for other, sure, moment in found])
    if answer is None or (not answer and blind(target, row)):
        return "indeterminate"
    if not answer:
        return overdue(rule, row, at, span, cutoff)
    told = within(at, reached(target, [(other, moment) for other, sure, moment in found if sure and known(moment)]), span)
    perhaps = any(known(moment) and (not sure or unclear(target, other)) for other, sure, moment in found)
    return "indeterminate" if told == "violated" and perhaps else told
