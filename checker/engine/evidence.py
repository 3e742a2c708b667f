"""Evidence as it crosses the database: an array of texts, whose kinds are known to both sides, so that every engine says the
same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from checker.records.instants import DAY, MINUTE
from checker.rules.conditions import Shown
from checker.sql.expr import Expr
from checker.sql.functions import array, cast

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Known = str | int | float | bool | None
"""A value as reports show it."""


def packed(shown: Iterable[Shown]) -> Expr:
    """An array with the texts of all values, an instant's two."""
    return array(cast(value, "VARCHAR") for one in shown for value in one.values)


def unpacked(shown: Mapping[str, Shown], texts: Iterable[str | None], zone: ZoneInfo) -> dict[str, Known]:
    """The values by name that ``packed`` put there."""
    rest: Iterator[str | None] = iter(texts)
    return {name: _read(one.kind, [next(rest) for _ in one.values], zone) for name, one in shown.items()}


def _read(kind: str, texts: list[str | None], zone: ZoneInfo) -> Known:
    text = texts[0]
    if text is None:
        return None
    if kind == "instant":
        return show_instant(int(text), int(texts[1] or text), zone)
    if kind == "duration":
        return iso_duration(int(text))
    if kind == "boolean":
        return text == "true"
    if kind == "integer" or (kind == "number" and text.lstrip("-").isdigit()):
        return int(text)
    return float(text) if kind == "number" else text


def moment(instant: int, zone: ZoneInfo) -> datetime:
    """An instant as a time of the zone; one beyond the calendar is held at its ends."""
    return (_EPOCH + timedelta(microseconds=max(min(instant, 253402000000000000), -62135000000000000))).astimezone(zone)


def show_instant(low: int, high: int, zone: ZoneInfo) -> str:
    """An instant as it was written: to the day, the minute or the second, in the zone."""
    shown = moment(low, zone)
    if high - low >= MINUTE:
        return shown.isoformat(" ", "minutes")[: 10 if high - low >= DAY else 16]
    written = shown.isoformat(" ")[: 26 if shown.microsecond else 19]
    return written.rstrip("0") if shown.microsecond else written


def iso_duration(micros: int) -> str:
    """``PT45S``: whole and part seconds, a minus sign before the P of a negative one."""
    seconds, rest = divmod(abs(micros), 1_000_000)
    part = f".{rest:06d}".rstrip("0") if rest else ""
    return f"{'-' if micros < 0 else ''}PT{seconds}{part}S"
