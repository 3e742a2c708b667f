"""A time as people and systems write it, read into a half-open [lo, hi) of epoch microseconds.

Read: ``2026-01-05 10:00:00[.ffffff]`` (blank or T between), the same with Z or ±HH[:MM], ``2026/1/5 10:00``, ``2026.1.5``,
``2026年1月5日 10時05分[30秒]``, ``20260105[100000]``, 上午/下午/AM/PM, full-width digits, 24:00 (the next midnight). A
stamp to the second or finer is taken at face value (hi = lo + 1); a minute, an hour, a day span what they leave open. Times
without an offset are in the source's zone. Epoch numbers are not guessed. 9999 (never) is blank; the zero days of systems
(1900-01-01, 1970-01-01 …) are unreadable.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from checker.quantity import DAY, HOUR, MINUTE, SECOND

Span = tuple[int, int]
"""[lo, hi) in epoch µs."""

EXACT = 1
"""What a stamp to the second or finer leaves open, in µs: it is taken at face value. Others leave open their whole unit."""

_EPOCH = datetime(1970, 1, 1)
_ZEROS = {(1, 1, 1), (1899, 12, 30), (1899, 12, 31), (1900, 1, 0), (1900, 1, 1), (1970, 1, 1)}
_PLAIN = str.maketrans("０１２３４５６７８９：／－．＋，\u3000年月日号號時时點点分秒", "0123456789:/-.+, --   HHHHMS")
_MARK = r"(上午|凌晨|早上|下午|晚上|[AP]\.?M\.?)"
_SHAPE = re.compile(
    r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?:(?: *" + _MARK + r" *|[\sT]+)"
    r"([0-9]{1,2})(?:[:H]([0-9]{1,2})(?:[:M]([0-9]{1,2})(?:[.,]([0-9]{1,9}))?S?|M)?|H)(?: *" + _MARK + r")?)?"
    r"(?: *(Z|UTC|GMT|[+-][0-9]{1,2}(?::?[0-9]{2})?))?",
    re.IGNORECASE | re.ASCII,
)
_COMPACT = (
    (re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})"), r"\1-\2-\3"),
    (re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})[ T]?([0-9]{2})([0-9]{2})"), r"\1-\2-\3 \4:\5"),
    (re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})[ T]?([0-9]{2})([0-9]{2})([0-9]{2})"), r"\1-\2-\3 \4:\5:\6"),
)
_LATE, _EARLY = frozenset("P下晚"), frozenset("A上凌早")
_TEN_YEARS = 3652 * DAY
_FARTHEST = 14 * HOUR  # an offset from UTC


def read_instant(text: str, zone: ZoneInfo) -> Span | str | None:
    """The instant of a trimmed cell that is not blank; ``never`` for the year 9999, None when it is not one."""
    plain = text if text.isascii() else text.translate(_PLAIN).strip(" ")
    if plain[4:5] not in ("-", "/", "."):
        plain = next((shape.sub(to, plain) for shape, to in _COMPACT if shape.fullmatch(plain)), plain)
    found = _SHAPE.fullmatch(plain)
    if found is None:
        return None
    year, month, day, before, hour, minute, second, fraction, after, offset = found.groups("")
    if year == "9999":
        return "never"
    clock = _clock(hour, minute, second, fraction, (before + after)[:1].upper())
    moved = _offset(offset)
    days = _days(int(year), int(month), int(day))
    if clock is None or days is None or abs(moved or 0) > _FARTHEST:
        return None
    span = DAY if not hour else HOUR if not minute else MINUTE if not second else EXACT
    naive = days * DAY + clock
    if moved is not None:
        return naive - moved, naive - moved + span
    low = to_epoch(naive, zone)
    return low, low + EXACT if span == EXACT else to_epoch(naive + span, zone)


def _clock(hour: str, minute: str, second: str, fraction: str, mark: str) -> int | None:
    """Microseconds since midnight; None for a clock time that does not exist. 24:00 is the next midnight."""
    h, m, s = (int(part or 0) for part in (hour, minute, second))
    micros = int(fraction[:6].ljust(6, "0"))
    if mark in _LATE and hour and h < 12:
        h += 12
    elif mark in _EARLY and hour and h >= 12:
        h = 0 if h == 12 else 99
    midnight = h == 24 and not (m or s or micros)
    return ((h * 60 + m) * 60 + s) * SECOND + micros if (h <= 23 or midnight) and m < 60 and s < 60 else None


def _days(year: int, month: int, day: int) -> int | None:
    """Days since 1970-01-01; None for one that does not exist and for the zero days."""
    if (year, month, day) in _ZEROS:
        return None
    try:
        return date(year, month, day).toordinal() - _EPOCH.toordinal()
    except ValueError:
        return None


def _offset(text: str) -> int | None:
    """An offset (Z, +8, +08, +0800, +08:00) in microseconds; None without one."""
    if not text:
        return None
    if text.upper() in ("Z", "UTC", "GMT"):
        return 0
    digits = text[1:].replace(":", "")
    minutes = int(digits[:-2]) * 60 + int(digits[-2:]) if len(digits) > 2 else int(digits) * 60
    return (1 if text[0] == "+" else -1) * minutes * MINUTE


def to_epoch(naive: int, zone: ZoneInfo) -> int:
    """Microseconds of a local clock as epoch microseconds; of an hour that comes twice the first."""
    low, high, offset = _steady_micros(zone, _decade(naive))
    if low <= naive < high:
        return naive - offset
    local = _EPOCH + timedelta(microseconds=naive)
    return naive - _offset_at(local, zone)


def _decade(naive: int) -> int:
    """A year near a local time, the same for about ten years."""
    return 1970 + naive // _TEN_YEARS * 10


@cache
def _steady_micros(zone: ZoneInfo, around: int) -> tuple[int, int, int]:
    low, high, offset = steady(zone, around)
    return _micros(low - _EPOCH), _micros(high - _EPOCH), offset


def _micros(length: timedelta) -> int:
    return (length.days * 86400 + length.seconds) * SECOND + length.microseconds


@cache
def steady(zone: ZoneInfo, around: int) -> tuple[datetime, datetime, int]:
    """The local times about the year ``around`` that have one offset, [from, to), and that offset in µs.

    Within a week of a change of the zone's clocks they end; without a change for fifty years, with the year 9997.
    """
    first, last = datetime(1970, 1, 2), datetime(9998, 1, 1)
    middle = datetime(max(min(around, 2400), 1971), 7, 1)
    offset, week = _offset_at(middle, zone), timedelta(days=7)
    low = high = middle
    while low > first and _offset_at(low - week, zone) == offset:
        low -= week
    horizon = datetime(middle.year + 50, 1, 1)
    while high < horizon and _offset_at(high + week, zone) == offset:
        high += week
    return max(low, first), last if high >= horizon else high, offset


def _offset_at(local: datetime, zone: ZoneInfo) -> int:
    return _micros(local.replace(tzinfo=zone).utcoffset() or timedelta(0))
