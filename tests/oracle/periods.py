"""Kinds judged over time, told slowly: walk the months, ask of each period whether it was owed and what was done in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from tests.oracle.base import BAD, Row, Span, holds
from tests.oracle.clock import day_of, midnight
from tests.oracle.sets import belonging

RANK = ["violated", "indeterminate", "pending", "satisfied"]


def judge(tell: Callable[..., str | None], rule: Any, row: Row, spans: Sequence[Span], cutoff: int, data: Any) -> str | None:
    """The worst answer of all spans; a gap only where no assessed span owed anything."""
    applies = holds(rule.get("when"), row)
    at = row.get(rule.get("activation", "started_at"))
    if applies is False:
        return None
    if at is None or at is BAD:
        return "indeterminate" if any(span.assessed for span in spans) else "gap"
    told = [tell(rule, row, at, span, cutoff, data) for span in spans if span.assessed]
    answers = [answer for answer in told if answer]
    if answers:
        return "indeterminate" if applies is None else min(answers, key=RANK.index)
    return "gap" if any(not span.assessed and _lived(rule, row, at, span, cutoff) for span in spans) else None


def _lived(rule: Any, row: Row, at: Any, span: Span, cutoff: int) -> bool:
    left = row.get(rule.get("ends", ""))
    before = cutoff if span.end == float("inf") else span.end
    return at[0] < before and (left is None or left is BAD or left[1] + 1 > span.start)


def owed(rule: Any, row: Row, at: Any, span: Span, cutoff: int) -> list[tuple[int, int, int]]:
    """(place, start, end) of the whole periods of the entity that begin in the span and before the cutoff."""
    left = row.get(rule.get("ends", ""))
    found, month, place = [], 2026 * 12, 0
    while (start := midnight(date(month // 12, month % 12 + 1, 1))) < cutoff:
        month += span.months
        end = midnight(date(month // 12, month % 12 + 1, 1))
        if span.start <= start < span.end and start >= at[0] and (left is None or left is BAD or end <= left[1] + 1):
            found.append((place, start, end))
        place += 1
    return found


def recurrence(rule: Any, row: Row, at: Any, span: Span, cutoff: int, data: Any) -> str | None:
    periods = owed(rule, row, at, span, cutoff)
    if not periods:
        return None
    moments = [other.get(rule["target"]["at"]) for other in belonging(rule["target"], row, data)]
    dated = [m[0] for m in moments if m is not None and m is not BAD]
    lacking = [end for _, start, end in periods if not any(start <= m < end for m in dated)]
    if not lacking:
        return "satisfied"
    if len(dated) < len(moments) or row.get(rule.get("ends", "")) is BAD:
        return "indeterminate"
    return "violated" if any(end <= cutoff for end in lacking) else "pending"


__all__ = ["day_of", "judge", "owed", "recurrence"]
