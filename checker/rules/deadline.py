"""The last moment at which a duty can be met: a limit of the law counted from an instant, by expressions and a table of steps.

A limit of fixed length is a sum. All others (working days, calendar days, months, working hours) are a function of the instant
that either stands still or runs along with it, so a small table of steps ``[start, ends) → base + moves × (instant - start)``
says all of it; it is computed here in plain Python and joined by range. Where a calendar does not reach, no step is there.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise, takewhile

from checker.model import Limit
from checker.quantity import DAY, HOUR
from checker.regulation.calendars import Calendar, add_months
from checker.rules.conditions import FOREVER, Shown, shown_instant
from checker.sql.expr import FALSE, Expr, both, either, value
from checker.sql.select import Join, Source, Table

Step = tuple[int, int, int, int]
"""start, ends (exclusive), base, moves: µs."""

TABLE = "_due"
COLUMNS = {"limit_key": "VARCHAR", "start": "BIGINT", "ends": "BIGINT", "base": "BIGINT", "moves": "BIGINT"}


@dataclass(frozen=True, slots=True)
class Deadline:
    """``first`` and ``last``: the last moment in time, counted from the first and the last moment the activation may be.

    ``outside`` is TRUE where the calendar does not reach; ``suffix`` ends the reasons late and missing.
    """

    first: Expr
    last: Expr
    outside: Expr = FALSE
    joins: tuple[Join, ...] = ()
    evidence: dict[str, Shown] = field(default_factory=dict)
    suffix: str = ""


def deadline(limit: Limit, first: Expr, last: Expr, met: Expr) -> Deadline:
    """The deadline of a duty that began between two instants; ``met`` is the instant that met it, for the evidence."""
    if limit.micros is not None:
        length = limit.micros if limit.inclusive else limit.micros - 1
        evidence = {"elapsed": Shown("duration", (met - first,)), "limit": Shown("duration", (value(limit.micros),))}
        return Deadline(first + length, last + length, evidence=evidence)
    (one, join_one), (two, join_two) = _step(limit, first, "first"), _step(limit, last, "last")
    shown = shown_instant(one - (DAY - 1) if limit.by_day else one, one + 1)
    return Deadline(one, two, either(one.null, two.null), (join_one, join_two), {"due": shown}, "-due")


def _step(limit: Limit, instant: Expr, which: str) -> tuple[Expr, Join]:
    step = Source(Table(TABLE, loaded=False), f"{which} {limit.key}")
    start, ends = step.column("start"), step.column("ends")
    on = both(step.column("limit_key").eq(limit.key), instant >= start, instant < ends)
    return step.column("base") + step.column("moves") * (instant - start), Join(step, on, outer=True)


def steps(limit: Limit, calendar: Calendar, cutoff: int = FOREVER) -> Iterator[Step]:
    """The steps of a limit without a fixed length, over the days its calendar knows, until two years after ``cutoff``
    (µs): of what began later nobody asks, and no record is written more coarsely than to the year."""
    for run in calendar.runs():
        if limit.unit == "working-hour":
            yield from _hours(limit, calendar, run)
        elif limit.by_day:
            yield from _days(limit, calendar, run, cutoff)
        else:
            yield from _months(limit, calendar, run, cutoff)


def _begun(calendar: Calendar, run: list[date], cutoff: int) -> Iterator[date]:
    return takewhile(lambda day: calendar.midnight(day) - 2 * 366 * DAY <= cutoff, run)


def _days(limit: Limit, calendar: Calendar, run: list[date], cutoff: int) -> Iterator[Step]:
    """To the end of the last day; an exclusive limit ends with the day before it."""
    counted = [day for day in run if limit.unit == "day" or calendar.works(day)]
    for day in _begun(calendar, run, cutoff):
        before = bisect_left(counted, day) if limit.first_day else bisect_right(counted, day)
        index = before + limit.count - 1
        if 0 <= index < len(counted):
            last = calendar.midnight(counted[index] + timedelta(days=1 if limit.inclusive else 0)) - 1
            yield calendar.midnight(day), calendar.midnight(day + timedelta(days=1)), last, 0


def _months(limit: Limit, calendar: Calendar, run: list[date], cutoff: int) -> Iterator[Step]:
    """The same day and hour so many months on; a day that month does not have is its last day."""
    for day in _begun(calendar, run, cutoff):
        base = calendar.midnight(add_months(day, limit.months)) + limit.extra - (0 if limit.inclusive else 1)
        yield calendar.midnight(day), calendar.midnight(day + timedelta(days=1)), base, 1


def _hours(limit: Limit, calendar: Calendar, run: list[date]) -> Iterator[Step]:
    """The last instant at which no more than so much working time has passed; nothing passes while it is closed."""
    opens, closes, worked = [], [], [0]
    for day in run:
        for low, high in calendar.hours if calendar.works(day) else ():
            opens.append(calendar.midnight(day) + low)
            closes.append(calendar.midnight(day) + high)
            worked.append(worked[-1] + high - low)
    needed = limit.count * HOUR - (0 if limit.inclusive else 1)

    def passed(instant: int) -> int:
        index = bisect_right(opens, instant) - 1
        return worked[index] + min(instant, closes[index]) - opens[index] if index >= 0 else 0

    def at(amount: int) -> int | None:
        index = bisect_right(worked, amount) - 1
        return opens[index] + amount - worked[index] if index < len(opens) else None

    turns = {calendar.midnight(run[0]), calendar.midnight(run[-1] + timedelta(days=1)), *opens, *closes}
    turns |= {moment for amount in worked if amount >= needed and (moment := at(amount - needed)) is not None}
    ordered = sorted(turns)
    for start, ends in pairwise(ordered):
        base = at(passed(start) + needed)
        if base is not None:
            yield start, ends, base, 1 if passed(ends) > passed(start) else 0
