"""Evidence as it crosses the database: an array of texts, whose kinds are known to both sides, so that every engine says the
same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from checker.quantity import DAY, MINUTE, SECOND
from checker.rules.conditions import Shown
from checker.sql.expr import Expr
from checker.sql.functions import array, cast

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_QUARTER = 15 * MINUTE
_1973, _2100 = (int((datetime(year, 1, 2, tzinfo=UTC) - _EPOCH).total_seconds()) * SECOND for year in (1973, 2100))
"""Between them every zone's offset is whole quarters of an hour."""

Known = str | int | float | bool | None
"""A value as reports show it."""


def packed(shown: Iterable[Shown]) -> Expr:
    """An array with the texts of all values, an instant's two."""
    return array(cast(value, "VARCHAR") for one in shown for value in one.values)


def unpacking(shown: Mapping[str, Shown], zone: ZoneInfo) -> Callable[[Sequence[str | None]], dict[str, Known]]:
    """What reads the values by name out of an array that ``packed`` filled, for as many findings as have it in common."""
    readers: list[tuple[str, int, Callable[[str, str | None], Known]]] = []
    lists: list[tuple[str, int, int]] = []
    place = 0
    for name, one in shown.items():
        if one.kind == "words":
            lists.append((name, place, place + len(one.values)))
        else:
            readers.append((name, place, _reader(one.kind, zone)))
        place += len(one.values)

    def unpacked(texts: Sequence[str | None]) -> dict[str, Known]:
        following = (*texts[1:], None)
        told = {n: None if (text := texts[at]) is None else read(text, following[at]) for n, at, read in readers}
        return told | {name: "、".join(filter(None, texts[start:end])) or None for name, start, end in lists}

    return unpacked


def _reader(kind: str, zone: ZoneInfo) -> Callable[[str, str | None], Known]:
    """From a text, and the one after it, which is an instant's end."""
    if kind == "instant":
        return lambda text, end: show_instant(int(text), int(end or text), zone)
    return _READERS.get(kind, lambda text, _: text)


def _number(text: str) -> int | float:
    return int(text) if text.lstrip("-").isdigit() else float(text)


def moment(instant: int, zone: ZoneInfo) -> datetime:
    """An instant as a time of the zone; one beyond the calendar is held at its ends."""
    held = max(min(instant, 253402000000000000), -62135000000000000)
    return zone.fromutc(_EPOCH.replace(tzinfo=zone) + timedelta(0, 0, held))


def day_of(instant: int, zone: ZoneInfo) -> date:
    return moment(instant, zone).date()


@lru_cache(maxsize=4096)
def _quarter(number: int, zone: ZoneInfo) -> tuple[str, int, str]:
    """Of a quarter of an hour: day and hour, the minute it begins with, the offset from UTC. No zone changes within one."""
    begins = moment(number * _QUARTER, zone).isoformat()
    return begins[:14], int(begins[14:16]), begins[19:]


def iso_instant(instant: int, zone: ZoneInfo) -> str:
    """As ``moment(instant, zone).isoformat()``, for many instants of the same days."""
    number, rest = divmod(instant, _QUARTER)
    if not _1973 <= instant < _2100:
        return moment(instant, zone).isoformat()
    hour, minute, offset = _quarter(number, zone)
    seconds, micros = divmod(rest, SECOND)
    return f"{hour}{minute + seconds // 60:02}:{seconds % 60:02}{f'.{micros:06}' if micros else ''}{offset}"


def show_instant(low: int, high: int, zone: ZoneInfo) -> str:
    """An instant as it was written: to the day, the minute or the second, in the zone."""
    written, open_for = iso_instant(low, zone), high - low
    length = 10 if open_for >= DAY else 16 if open_for >= MINUTE else 26 if written[19] == "." else 19
    shown = f"{written[:10]} {written[11:length]}" if length > 10 else written[:10]
    return shown.rstrip("0") if length == 26 else shown


def iso_duration(micros: int) -> str:
    """``PT45S``: whole and part seconds, a minus sign before the P of a negative one."""
    seconds, rest = divmod(abs(micros), SECOND)
    part = f".{rest:06d}".rstrip("0") if rest else ""
    return f"{'-' if micros < 0 else ''}PT{seconds}{part}S"


_READERS: Mapping[str, Callable[[str, str | None], Known]] = {
    "duration": lambda text, _: iso_duration(int(text)),
    "boolean": lambda text, _: text == "true",
    "integer": lambda text, _: int(text),
    "number": lambda text, _: _number(text),
}
