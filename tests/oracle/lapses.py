"""What lapsed, told slowly: walk the days, and ask of each whether anything that matches may have been alive on it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from tests.oracle.base import BAD, Row, Span, holds
from tests.oracle.clock import day_of, midnight
from tests.oracle.lives import gone
from tests.oracle.periods import under_the_law
from tests.oracle.sets import belonging, blind, known, stray

Stretch = tuple[date, date]
"""The first and the last day."""


def lapses(
    rule: Any, row: Row, spans: Sequence[Span], cutoff: int, data: Any, period: tuple[int, int] | None = None
) -> list[Stretch]:
    """The days of an entity without what must stand, each stretch of them that holds no whole month and was over in the period;
    nothing of an entity of which something is open."""
    spec, at, left = rule["target"], row.get(rule.get("activation", "started_at")), row.get(rule.get("ends", ""))
    if holds(rule.get("when"), row) is not True or not known(at) or left is BAD or blind(spec, row):
        return []
    found = [other for other, _ in belonging(spec, row, data)]
    if any(stray(spec, other) and under_the_law(spec, other, spans[0], cutoff) for other in found):
        return []
    alive = [gone(other, data) for other in found if not stray(spec, other)]
    since, until = max(at[0], spans[0].start), min(cutoff, cutoff if left is None else left[1]) + 1
    stretches: list[Stretch] = []
    day = day_of(since)
    while midnight(day) < until:
        begins, ends = midnight(day), midnight(day + timedelta(days=1))
        there = any((first is None or first < ends) and (end is None or end > begins) for first, end in alive)
        if begins >= since and ends <= until and not there:
            follows = stretches and stretches[-1][1] == day - timedelta(days=1)
            stretches.append((stretches.pop()[0] if follows else day, day))
        day += timedelta(days=1)
    return [one for one in stretches if not _holds_a_month(*one) and _over_in(one[1], period)]


def _holds_a_month(first: date, last: date) -> bool:
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    firsts = [day for day in days if day.day == 1]
    return any((day + timedelta(days=32)).replace(day=1) - timedelta(days=1) <= last for day in firsts)


def _over_in(last: date, period: tuple[int, int] | None) -> bool:
    return period is None or period[0] <= midnight(last + timedelta(days=1)) - 1 <= period[1]
