"""Durations: ISO 8601 in data, figures in prose (30 秒, 1 至 3 個月, 每月, 30 seconds), the words to show them; days of a zone.

A duration is whole months plus microseconds, because a month has no fixed length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

SECOND = 1_000_000
MINUTE, HOUR, DAY = 60 * SECOND, 3600 * SECOND, 86_400 * SECOND
"""Lengths in µs."""

_SIZES = {"W": 7 * 86400, "D": 86400, "H": 3600, "M": 60, "S": 1}
_ISO = re.compile(
    r"P(?:(?P<Y>\d+)Y)?(?:(?P<Mo>\d+)M)?(?:(?P<W>\d+)W)?(?:(?P<D>\d+)D)?"
    r"(?:T(?=\d)(?:(?P<H>\d+)H)?(?:(?P<M>\d+)M)?(?:(?P<S>\d+)S)?)?\Z"
)
_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"兩": 2, "〇": 0, "半": 0}
_NUMBER = r"((?<![\d.])\d+|[零〇一二兩三四五六七八九十百]+)"
_UNITS = {
    "秒": "S", "分鐘": "M", "小時": "H", "日": "D", "天": "D", "週": "W", "星期": "W", "個月": "Mo", "年": "Y",
    "second": "S", "minute": "M", "hour": "H", "day": "D", "week": "W", "month": "Mo", "year": "Y",
}  # fmt: skip
_UNIT = r"(秒|分鐘|小時|日|天|週|星期|個月|年|second|minute|hour|day|week|month|year)s?"
_FIGURE = re.compile(rf"(?:{_NUMBER}\s*(?:至|到|–|—|-|to)\s*)?{_NUMBER}\s*{_UNIT}")
_EVERY = re.compile(r"(?:每(?P<zh>日|天|週|星期|月|季度?|年))|(?P<zh2>月|年)度|every (?P<en>day|week|month|quarter|year)")
_PERIODS = {
    "日": "P1D", "天": "P1D", "週": "P1W", "星期": "P1W", "月": "P1M", "季": "P3M", "季度": "P3M", "年": "P1Y",
    "day": "P1D", "week": "P1W", "month": "P1M", "quarter": "P3M", "year": "P1Y",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Duration:
    """``months`` of the calendar plus ``micros`` of elapsed time."""

    months: int
    micros: int


def parse(iso: str) -> Duration:
    """``PT30S``, ``P3D``, ``P1M`` … ValueError for anything else, ``P`` alone included."""
    match = _ISO.match(iso)
    if not match or not any(match.groups()):
        raise ValueError(f"not an ISO 8601 duration: {iso!r}")
    parts = {name: int(value) for name, value in match.groupdict().items() if value}
    months = 12 * parts.pop("Y", 0) + parts.pop("Mo", 0)
    return Duration(months, SECOND * sum(_SIZES[unit] * count for unit, count in parts.items()))


def number(text: str) -> int:
    """A whole number in Arabic or Chinese figures up to 999 (``三十`` is 30). ValueError for anything else."""
    if text.isascii():
        return int(text)
    total = current = 0
    for char in text:
        if char in ("十", "百"):
            total += (current or 1) * (10 if char == "十" else 100)
            current = 0
        else:
            current = _DIGITS[char]
    return total + current


def in_prose(text: str) -> Iterator[Duration]:
    """The durations a text speaks of, both ends of a range, and the period of 每月 or 月度 as one month."""
    for low, high, unit in _FIGURE.findall(text):
        for figure in filter(None, (low, high)):
            code = _UNITS[unit]
            date_part = code in ("Y", "Mo", "W", "D")
            yield parse(f"P{'' if date_part else 'T'}{number(figure)}{'M' if code == 'Mo' else code}")
    for match in _EVERY.finditer(text):
        yield parse(_PERIODS[match["zh"] or match["zh2"] or match["en"]])


_COUNTS = {
    "second": SECOND, "minute": MINUTE, "hour": HOUR, "day": DAY, "week": 7 * DAY,
}  # fmt: skip


def count(duration: Duration, unit: str) -> int | None:
    """How many of a unit a duration is: 12 months of ``P1Y``; None where that is no whole number or depends on the month."""
    if unit in ("month", "year"):
        size, amount, rest = (12 if unit == "year" else 1), duration.months, duration.micros
    else:
        size, amount, rest = _COUNTS[unit], duration.micros, duration.months
    return None if rest or amount % size else amount // size


_WORDS = {
    "zh-Hant": (("日", 86400), ("小時", 3600), ("分鐘", 60), ("秒", 1)),
    "en": (("day", 86400), ("hour", 3600), ("minute", 60), ("second", 1)),
}


_UNIT_WORDS = {
    "zh-Hant": {"working-day": "個工作日", "working-hour": "個工作小時", "day": "日", "month": "個月"},
    "en": {"working-day": "working days", "working-hour": "working hours", "day": "calendar days", "month": "months"},
}


def spoken(value: str, lang: str) -> str:
    """A limit's value in words: ``PT30S``, ``P1M`` or a count and its unit (``3 working-day``)."""
    units = _UNIT_WORDS.get(lang, _UNIT_WORDS["zh-Hant"])
    amount, _, unit = value.partition(" ")
    if unit:
        return f"{amount} {units[unit]}"
    length = parse(value)
    months = [f"{length.months} {units['month']}"] if length.months else []
    return " ".join([*months, *([describe(length.micros, lang)] if length.micros or not months else [])])


def describe(micros: int, lang: str) -> str:
    """Elapsed time in words, at most two units, parts of a second only below a minute: 「1 小時 5 分鐘」."""
    words = _WORDS.get(lang, _WORDS["zh-Hant"])
    seconds, rest = divmod(abs(micros), SECOND)
    shown: list[str] = []
    for name, size in words:
        count, seconds = divmod(seconds, size)
        if name == words[-1][0] and rest and abs(micros) < MINUTE:
            shown.append(f"{count + rest / SECOND:.3f}".rstrip("0") + f" {name}" + ("s" if lang == "en" else ""))
        elif count or (name == words[-1][0] and not shown):
            shown.append(f"{count} {name}" + ("s" if lang == "en" and count != 1 else ""))
    return ("−" if micros < 0 else "") + " ".join(shown[:2])


def midnight(day: date, zone: ZoneInfo) -> int:
    """The instant (µs since 1970) at which a day begins in a zone."""
    return int(datetime(day.year, day.month, day.day, tzinfo=zone).timestamp()) * SECOND


_MONTHS = re.compile(r"(\d{4})(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?\Z")


def days(text: str) -> tuple[date, date] | None:
    """The first and the last day of a period: ``2026``, ``2026-Q1``, ``2026-01``, ``2026-01-15`` or ``FROM..TO`` of these."""
    first, mark, last = text.partition("..")
    if mark:
        ends = days(first), days(last)
        return (ends[0][0], ends[1][1]) if ends[0] and ends[1] and ends[0][0] <= ends[1][1] else None
    match = _MONTHS.match(text)
    try:
        if not match:
            return (date.fromisoformat(text), date.fromisoformat(text)) if len(text) == 10 else None
        year, quarter, month = int(match[1]), match[2], match[3]
        begins = int(month) if month else 3 * int(quarter) - 2 if quarter else 1
        after = begins + (1 if month else 3 if quarter else 12)
        return date(year, begins, 1), date(year + (after > 12), (after - 1) % 12 + 1, 1) - timedelta(days=1)
    except ValueError:
        return None
