"""When a record was decided, told slowly: met or fallen due, whichever came first; else when its case ended, or at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from tests.oracle import periods, recurring
from tests.oracle.base import Row, Span, holds, parts
from tests.oracle.quantity import enough, reached
from tests.oracle.rows import last_moment
from tests.oracle.sets import belonging, enough_of, known, stray

FOREVER = 2**62


def in_period(outcome: str | None, at: Any, decided: int, cutoff: int, period: tuple[int, int]) -> str | None:
    """What is said of a record of which ``outcome`` is said in all: nothing where it belongs to another period."""
    first, last = period
    if outcome in (None, "gap"):
        return outcome
    if not known(at):
        return outcome if first <= cutoff <= last else None
    if at[0] > last:
        return None
    when = max(decided, at[0])
    if outcome == "indeterminate":
        when = min(when, cutoff)  # what can't be told by then can't be told
    if outcome == "pending" or when > last:
        return "pending"
    return outcome if when >= first else None


def moment(rule: Any, row: Row, at: Any, span: Span, data: Any) -> int:
    """The last µs of the instant at which a record was decided."""
    told = KINDS.get(rule["kind"], lambda *_: None)(rule, row, at, span, data)
    closed = row.get(span.closes or "")
    return int(told if told is not None else closed[1] if known(closed) else at[0])


def _until(rule: Any, row: Row) -> int | None:
    until = row.get(rule.get("until", ""))
    return until[1] if known(until) else None


def _response(rule: Any, row: Row, at: Any, span: Span, data: Any) -> int:
    target, closed = row.get(rule["target"]), row.get(span.closes or "")
    if target is None and span.due and known(closed) and closed[1] <= last_moment(span, at[1]):
        return int(closed[1])
    due = last_moment(span, at[1]) if span.due else _until(rule, row) or FOREVER
    return min(target[1], due) if known(target) else due


def _following(spec: Any, row: Row, since: int, data: Any) -> list[int]:
    """When those that surely follow became as many as asked for; nothing where they did not."""
    there = [(other, other.get(spec["at"])) for other, sure in belonging(spec, row, data) if sure]
    dated = [(other, one) for other, one in there if known(one) and one[1] >= since]
    return [reached(spec, dated)[1]] if enough(spec, [(other, True) for other, _ in dated]) else []


def _correlated(rule: Any, row: Row, at: Any, span: Span, data: Any) -> int:
    due = last_moment(span, at[1]) if span.due else _until(rule, row) or FOREVER
    return min([due, *_following(rule["target"], row, at[0], data)])


def _existence(rule: Any, row: Row, at: Any, span: Span, data: Any) -> int | None:
    if span.due is None:
        return _until(rule, row)
    followed = [then for spec in parts(rule["target"]) for then in _following(spec, row, -FOREVER, data)]
    return min([last_moment(span, at[1]), *followed])


def _absence(rule: Any, row: Row, at: Any, span: Span, data: Any) -> int | None:
    spec = rule["forbidden"]
    dated = [other.get(spec.get("at", "at")) for other, sure in belonging(spec, row, data) if sure]
    since = at[1] if "at" in spec else span.since if "seen" in spec else 0
    return min((one[0] for one in dated if known(one) and one[0] >= since), default=None)


def _unique(rule: Any, row: Row, at: Any, span: Span, data: Any) -> int | None:
    key = [row.get(field) for field in rule["fields"]]
    same = [other for other in data[rule["record"]] if [other.get(field) for field in rule["fields"]] == key]
    starts = [other["started_at"][0] for other in same if known(other.get("started_at"))]
    return max(starts, default=None) if len(same) > 1 and None not in key else None


def _ends(rule: Any, row: Row, at: Any, span: Span, data: Any) -> int | None:
    ends = row.get(rule["to"])
    return ends[1] if known(ends) else None


KINDS: dict[str, Callable[..., int | None]] = {
    "response": _response,
    "required": lambda rule, row, *_: _until(rule, row),
    "correlated-response": _correlated,
    "existence": _existence,
    "absence": _absence,
    "precedence": lambda rule, row, at, *_: at[1],
    "unique": _unique,
    "agreement": _ends,
    "rate": _ends,
    "coverage": _ends,
}
"""Kinds that say so themselves; of the others it is the end of the case, else the activation."""


def across(rule: Any, row: Row, spans: Sequence[Span], cutoff: int, data: Any, period: tuple[int, int]) -> str | None:
    """What a kind over time says of a record in a period: the worst of what each span says of what was decided in it."""
    applies, at = holds(rule.get("when"), row), row.get(rule.get("activation", "started_at"))
    assessed = [span for span in spans if span.assessed]
    if applies is False:
        return None
    if not known(at):
        return in_period("indeterminate", at, 0, cutoff, period) if assessed else "gap"
    told = [(span, *OVER_TIME[rule["kind"]](rule, row, at, span, cutoff, data, period)) for span in assessed]
    answers = [(span, outcome, when) for span, outcome, when in told if outcome]
    if not answers:
        return "gap" if any(not span.assessed and periods.lived(rule, row, at, span, cutoff) for span in spans) else None
    found = []
    for span, outcome, when in answers:
        began = max(at[0], span.start)
        told_of = outcome if applies else "indeterminate"
        found.append(in_period(told_of, (began, began), when, cutoff, period))
    return min((one for one in found if one), key=periods.RANK.index, default=None)


def _kept(rule: Any, row: Row, at: Any, span: Span, cutoff: int, data: Any, period: tuple[int, int]) -> tuple[str | None, int]:
    outcome = periods.standing(rule, row, at, span, cutoff, data, period)
    specs, left = parts(rule["target"]), row.get(rule.get("ends", ""))
    if any(periods.monthly(spec) for spec in specs):
        return outcome, period[1]
    if outcome != "satisfied":
        return outcome, left[1] if known(left) else FOREVER
    found = [(spec, periods.seen(spec, row, span, cutoff, data)) for spec in specs]
    met = [(spec, there) for spec, there in found if enough_of(spec, [(other, sure) for other, sure, _ in there])]
    dated = [(spec, [(other, at) for other, sure, at in there if sure and not stray(spec, other)]) for spec, there in met]
    return outcome, max(min(reached(*one)[1] for one in dated), span.since)


def _recurring(*asked: Any) -> tuple[str | None, int]:
    return recurring.recurrence(*asked), asked[-1][1]


OVER_TIME: dict[str, Callable[..., tuple[str | None, int]]] = {
    "standing": _kept,
    "recurrence": _recurring,
    "streak": periods.series,
}
"""What the kinds over time say of a period, and when that was decided."""
