"""The slow, obvious judge: one record, one rule, plain Python over typed values. No SQL, no engine, no cleverness.

A value is None (blank), BAD (not readable), a text, a boolean, or an instant as the pair of the first and last µs it may be.
Answers ``None`` where the rule does not apply, else ``satisfied | violated | pending | indeterminate | gap``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

BAD = object()
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Span:
    """The law from ``start`` to before ``end`` (µs): what it gives the rule; ``assessed`` is false while a term is open."""

    start: int
    end: float
    limit: int | None = None
    inclusive: bool = True
    items: tuple[str, ...] = ()
    closed: bool = False
    assessed: bool = True


def holds(spec: Any, row: Row) -> bool | None:
    """A condition: true, false, or None where a blank or unreadable cell leaves it open (Kleene's logic)."""
    if not spec:
        return True
    if "all" in spec:
        answers = [holds(part, row) for part in spec["all"]]
        return False if False in answers else None if None in answers else True
    if "any" in spec:
        answers = [holds(part, row) for part in spec["any"]]
        return True if True in answers else None if None in answers else False
    if "not" in spec:
        inner = holds(spec["not"], row)
        return None if inner is None else not inner
    value = row.get(spec["field"])
    if "filled" in spec:
        return (value is not None) == spec["filled"]
    if value is None or value is BAD:
        return None
    return value in (spec["in"] if "in" in spec else [spec["equals"]])


def judge(
    rule: Mapping[str, Any], row: Row, spans: Sequence[Span], cutoff: int, data: Mapping[str, Sequence[Row]]
) -> str | None:
    """The outcome of one record of ``data[rule["record"]]`` under the span in force at its activation."""
    at = row.get(rule.get("activation", "started_at"))
    applies = holds(rule.get("when"), row)
    if rule["kind"] == "reference" and (row.get(rule["field"]) is None):
        applies = False
    if applies is False:
        return None
    if not any(span.assessed for span in spans):
        inside = at is None or at is BAD or any(span.start <= at[0] < span.end for span in spans)
        return "gap" if inside else None
    if at is None or at is BAD:
        return "indeterminate"
    span = next((span for span in spans if span.start <= at[0] < span.end), None)
    if span is None:
        return None
    if not span.assessed:
        return "gap"
    if applies is None:
        return "indeterminate"
    return KINDS[rule["kind"]](rule, row, at, span, cutoff, data)


def response(rule: Any, row: Row, at: Any, span: Span, cutoff: int, data: Any) -> str:
    target = row.get(rule["target"])
    if target is BAD:
        return "indeterminate"
    if target is None:
        return overdue(rule, row, at, span, cutoff)
    if target[1] < at[0]:
        return "indeterminate"
    return within(at, target, span)


def within(at: Any, target: Any, span: Span) -> str:
    """Every pair of moments the stamps allow must agree."""
    if span.limit is None:
        return "satisfied"
    kept = [
        (moment - start <= span.limit) if span.inclusive else (moment - start < span.limit) for start in at for moment in target
    ]
    return "satisfied" if all(kept) else "violated" if not any(kept) else "indeterminate"


def overdue(rule: Any, row: Row, at: Any, span: Span, cutoff: int) -> str:
    """Nothing met the duty so far: violated only when the last moment to meet it lies before the cutoff."""
    if span.limit is not None:
        last = at[1] + span.limit - (0 if span.inclusive else 1)
        return "violated" if last < cutoff else "pending"
    return "violated" if row.get(rule.get("until", "")) not in (None, BAD) else "pending"


def required(rule: Any, row: Row, at: Any, span: Span, cutoff: int, data: Any) -> str:
    values = [row.get(field) for field in rule["fields"]]
    if None in values:
        return "violated" if "until" not in rule or row.get(rule["until"]) not in (None, BAD) else "pending"
    return "indeterminate" if BAD in values else "satisfied"


def allowed(rule: Any, row: Row, at: Any, span: Span, cutoff: int, data: Any) -> str:
    value = row.get(rule["field"])
    if value is None:
        return "indeterminate"
    return "satisfied" if value in span.items else "violated" if span.closed else "indeterminate"


def equal(rule: Any, row: Row, at: Any, span: Span, cutoff: int, data: Any) -> str:
    one, two = row.get(rule["field"]), row.get(rule["as"])
    return "indeterminate" if one is None or two is None else "satisfied" if one == two else "violated"


def unique(rule: Any, row: Row, at: Any, span: Span, cutoff: int, data: Any) -> str:
    key = [row.get(field) for field in rule["fields"]]
    if None in key:
        return "indeterminate"
    same = [other for other in data[rule["record"]] if [other.get(field) for field in rule["fields"]] == key]
    return "satisfied" if len(same) == 1 else "violated"


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


def correlated_response(rule: Any, row: Row, at: Any, span: Span, cutoff: int, data: Any) -> str:
    target = rule["target"]
    moments, undated = [], False
    for other in data[target["record"]]:
        matches = [
            other.get(theirs) is not None and other.get(theirs) == (row.get(ours) if isinstance(ours, str) else ours["value"])
            for theirs, ours in target["match"].items()
        ]
        if not all(matches) or holds(target.get("where"), other) is not True:
            continue
        moment = other.get(target["at"])
        if moment is None or moment is BAD:
            undated = True
        elif moment[1] >= at[0]:
            moments.append(moment)
    if moments:
        return within(at, (min(m[0] for m in moments), min(m[1] for m in moments)), span)
    return "indeterminate" if undated else overdue(rule, row, at, span, cutoff)


KINDS: dict[str, Callable[..., str]] = {
    "response": response,
    "required": required,
    "allowed": allowed,
    "equal": equal,
    "unique": unique,
    "reference": reference,
    "correlated-response": correlated_response,
}
