"""Statistics in plain Python: every day of every month asked, every record looked at once for each figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tests.oracle.base import BAD, Row, holds

Known = tuple[date, bool]
"""An edition: the day from which it counts, and whether it holds the duty."""


def figures(
    parts: Sequence[Mapping[str, Any]], editions: Sequence[Known], cutoff: int, data: Mapping[str, Sequence[Row]], zone: str
) -> dict[tuple[object, ...], tuple[int, int]]:
    """(records, period, running, group) to (count, of); ``data`` holds only what was exported with the columns needed."""
    exported = [part for part in parts if part["record"] in data]
    lines = [[part] for part in exported]
    if len(exported) == len(parts) > 1:
        lines.append(exported)
    found: dict[tuple[object, ...], tuple[int, int]] = {}
    for year, number in [(2025, 11), (2025, 12), *((2026, n) for n in range(1, 8))]:
        days = _days(year, number)
        if not all(_ruled(day, editions) for day in days):
            continue
        running = cutoff < _micros(days[-1] + timedelta(days=1), zone) - 1
        for line in lines:
            for group in _groups(line, data):
                k = n = 0
                for part in line:
                    for row in data[part["record"]]:
                        if _within(row.get(part["at"]), year, number, cutoff, zone) and _of(row, group):
                            n += holds(part["of"], row) is True
                            k += holds(part["of"], row) is True and holds(part["count"], row) is True
                if n:
                    records = tuple(part["record"] for part in line)
                    found[records, f"{year}-{number:02}", running, group] = (k, n)
    return found


def _groups(line: Sequence[Mapping[str, Any]], data: Mapping[str, Sequence[Row]]) -> list[tuple[str, str] | None]:
    """Everything, and each value that some record has in a column by which every part is broken down."""
    groups: list[tuple[str, str] | None] = [None]
    for column in line[0].get("by", ()):
        if all(column in part.get("by", ()) for part in line):
            values = {row.get(column) for part in line for row in data[part["record"]]} - {None, BAD}
            groups += [(column, str(value)) for value in values]
    return groups


def _of(row: Row, group: tuple[str, str] | None) -> bool:
    return group is None or row.get(group[0]) == group[1]


def _within(at: Any, year: int, number: int, cutoff: int, zone: str) -> bool:
    if at is None or at is BAD or at[0] > cutoff:
        return False
    local = (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=at[0])).astimezone(ZoneInfo(zone))
    return (local.year, local.month) == (year, number)


def _days(year: int, number: int) -> list[date]:
    days = (date(year, number, 1) + timedelta(days=n) for n in range(31))
    return [day for day in days if day.month == number]


def _ruled(day: date, editions: Sequence[Known]) -> bool:
    begun = [holds_it for effective, holds_it in editions if effective <= day]
    return bool(begun) and begun[-1]


def _micros(day: date, zone: str) -> int:
    midnight = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone))
    return round((midnight - datetime(1970, 1, 1, tzinfo=UTC)) / timedelta(microseconds=1))
