"""Time limits told slowly: one day after another, one hour after another, as one would on a wall calendar."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8))
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Works = Callable[[date], "bool | None"]
"""Whether a day is a working day; None where nobody knows."""


def day_of(instant: int) -> date:
    return (_EPOCH + timedelta(microseconds=instant)).astimezone(CHINA).date()


def midnight(day: date) -> int:
    return round((datetime(day.year, day.month, day.day, tzinfo=CHINA) - _EPOCH) / timedelta(microseconds=1))


def days_on(start: int, count: int, works: Works, first_day: bool, inclusive: bool) -> int | None:
    """The last moment of the last day; None when a day on the way is unknown."""
    day = day_of(start)
    if works(day) is None:
        return None
    left = count
    if first_day and works(day):
        left -= 1
    while left:
        day += timedelta(days=1)
        known = works(day)
        if known is None:
            return None
        left -= known
    return midnight(day + timedelta(days=1) if inclusive else day) - 1


def months_on(start: int, months: int, inclusive: bool) -> int:
    """The same day and hour of a later month, or its last day."""
    moment = (_EPOCH + timedelta(microseconds=start)).astimezone(CHINA)
    year, month = moment.year, moment.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    day = min(moment.day, calendar.monthrange(year, month)[1])
    later = moment.replace(year=year, month=month, day=day)
    return round((later - _EPOCH) / timedelta(microseconds=1)) - (0 if inclusive else 1)


def hours_on(start: int, hours: int, works: Works, sessions: list[tuple[int, int]], inclusive: bool) -> int | None:
    """The last instant by which no more than so many hours of the sessions (µs of the day) have passed."""
    left = hours * 3_600_000_000 - (0 if inclusive else 1)
    day = day_of(start)
    while True:
        known = works(day)
        if known is None:
            return None
        for low, high in sessions if known else ():
            opens, closes = max(midnight(day) + low, start), midnight(day) + high
            if opens >= closes:
                continue
            if left < closes - opens:
                return opens + left
            left -= closes - opens
        day += timedelta(days=1)
