"""Working time: ``docs/reference/calendars/*.yml``, a year per entry with the notice that fixed it, and the civil calendar.

A year without an entry is unknown, never guessed. Days are days of the regulation's zone.
"""

from __future__ import annotations

import calendar as civil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from checker import quantity, yamlio
from checker.model import Data, Place, Problem

FOLDER = "docs/reference/calendars/"
CIVIL = "civil"
"""The calendar of days, months and years, which needs no notice."""

_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_REACH = 60  # years of the civil calendar from the first edition on


@dataclass(frozen=True, slots=True)
class Calendar:
    """``working`` says of every known day whether it is a working day; ``hours`` are one's opening hours, in µs of the day."""

    id: str
    zone: str
    working: Mapping[date, bool] = field(default_factory=dict)
    hours: tuple[tuple[int, int], ...] = ()

    def works(self, day: date) -> bool:
        return self.working[day]

    def midnight(self, day: date) -> int:
        """The instant (µs) at which a day begins."""
        return quantity.midnight(day, ZoneInfo(self.zone))

    def runs(self) -> Iterator[list[date]]:
        """The known days, in stretches without a day missing: nothing is counted across an unknown year."""
        run: list[date] = []
        for day in sorted(self.working):
            if run and day - run[-1] > timedelta(days=1):
                yield run
                run = []
            run.append(day)
        if run:
            yield run


@cache
def civil_calendar(zone: str, first: date) -> Calendar:
    """Every day from the year before ``first`` on."""
    return Calendar(CIVIL, zone, {day: True for year in range(first.year - 1, first.year + _REACH) for day in days_of(year)})


def days_of(year: int) -> Iterator[date]:
    day = date(year, 1, 1)
    while day.year == year:
        yield day
        day += timedelta(days=1)


def add_months(day: date, months: int) -> date:
    """The same day so many months on; 31 January plus a month is the last day of February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, civil.monthrange(year, month + 1)[1]))


def read_calendars(texts: yamlio.Texts, zone: str) -> tuple[dict[str, Calendar], list[Problem]]:
    """The calendars by id; what cannot be read is a problem and left out."""
    calendars: dict[str, Calendar] = {}
    problems: list[Problem] = []
    entries: list[tuple[Data, Place]] = []
    for document in texts.documents(FOLDER):
        problems.extend(document.problems)
        if isinstance(document.value, dict) and not document.problems:
            entries.append((document.value, document.place()))
    for data, place in sorted(entries, key=lambda entry: "base" in entry[0]):
        try:
            calendars[data["calendar"]] = _calendar(data, zone, calendars)
        except (KeyError, ValueError, TypeError, AttributeError) as error:
            problems.append(Problem("calendar-unreadable", place, {"detail": f"{type(error).__name__}: {error}"}))
    return calendars, problems


def _calendar(data: Data, zone: str, known: Mapping[str, Calendar]) -> Calendar:
    base = known[data["base"]].working if "base" in data else {}
    working = {**base, **{day: works for year in data.get("years", ()) for day, works in _year(data, year).items()}}
    hours = tuple((_clock(low), _clock(high)) for low, high in data.get("hours", ()))
    if any(low >= high for low, high in hours) or any(one[1] > two[0] for one, two in pairwise(hours)):
        raise ValueError(f"hours {data['hours']}")
    return Calendar(data["calendar"], zone, working, hours)


def _year(data: Data, entry: Data) -> dict[date, bool]:
    """One year: the week as usual, holidays off, make-up days on."""
    week = {_WEEK.index(name) for name in data["week"]}
    days = {day: day.weekday() in week for day in days_of(entry["year"])}
    for holiday in entry["holidays"]:
        day, end = date.fromisoformat(holiday["from"]), date.fromisoformat(holiday["to"])
        while day <= end:
            days[_within(day, entry)] = False
            day += timedelta(days=1)
    for text in entry["workdays"]:
        days[_within(date.fromisoformat(text), entry)] = True
    return days


def _within(day: date, entry: Data) -> date:
    if day.year != entry["year"]:
        raise ValueError(f"{day} is not in {entry['year']}")
    return day


def _clock(text: str) -> int:
    hour, minute = text.split(":")
    return (int(hour) * 60 + int(minute)) * 60_000_000
