"""Calendar periods of a frequency the law sets: every month, quarter, year, week or day, in the regulation's zone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from checker import quantity
from checker.regulation.calendars import Calendar, add_months

TABLE = "_periods"
COLUMNS = {"every": "VARCHAR", "place": "INTEGER", "start": "BIGINT", "ends": "BIGINT", "label": "VARCHAR", "after": "BIGINT"}

Period = tuple[int, int, int, str, int]
"""place (consecutive ones differ by one), start, ends (exclusive) in µs, the name people see (2026-01, 2026-Q1, 2026), and when
the one after it ends."""

_DAYS = {quantity.DAY: 1, 7 * quantity.DAY: 7}


def divides(iso: str) -> bool:
    """Whether a frequency divides the calendar into periods: 1, 2, 3, 4, 6 months, whole years, a week or a day."""
    length = quantity.parse(iso)
    if length.months:
        return not length.micros and (12 % length.months == 0 or length.months % 12 == 0)
    return length.micros in _DAYS


def periods(iso: str, calendar: Calendar, first: date, cutoff: int) -> Iterator[Period]:
    """The periods from the one that holds ``first`` to the one that holds the cutoff; weeks begin on Monday."""
    length = quantity.parse(iso)
    start, place = _begin(length, first), 0
    while calendar.midnight(start) < cutoff:
        after = _next(length, start)
        ends, following = calendar.midnight(after), calendar.midnight(_next(length, after))
        yield place, calendar.midnight(start), ends, _label(length.months, start), following
        start, place = after, place + 1


def _next(length: quantity.Duration, start: date) -> date:
    return add_months(start, length.months) if length.months else start + timedelta(days=_DAYS[length.micros])


def _begin(length: quantity.Duration, day: date) -> date:
    if length.months >= 12:
        return date(day.year, 1, 1)
    if length.months:
        return date(day.year, (day.month - 1) // length.months * length.months + 1, 1)
    return day - timedelta(days=day.weekday()) if _DAYS[length.micros] == 7 else day


def _label(months: int, start: date) -> str:
    if months >= 12:
        return str(start.year) if months == 12 else f"{start.year}–{start.year + months // 12 - 1}"
    if months == 3:
        return f"{start.year}-Q{(start.month + 2) // 3}"
    if months == 1:
        return f"{start:%Y-%m}"
    return f"{start:%Y-%m}–{add_months(start, months - 1):%Y-%m}" if months else start.isoformat()
