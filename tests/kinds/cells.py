"""Cells as exports write them, each with the value the oracle reads from it: strategies around the boundaries that matter."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from tests.law import SECOND, ZONE
from tests.oracle import BAD

SECOND_US = 1_000_000
EDGE = datetime(SECOND.year, SECOND.month, SECOND.day, tzinfo=ZoneInfo(ZONE))
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Cell = tuple[str, object]


def micros(moment: datetime) -> int:
    return round((moment - _EPOCH) / timedelta(microseconds=1))


def to_second(moment: datetime) -> Cell:
    low = micros(moment.replace(microsecond=0))
    return moment.strftime("%Y-%m-%d %H:%M:%S"), (low, low)


def to_minute(moment: datetime) -> Cell:
    low = micros(moment.replace(second=0, microsecond=0))
    return moment.strftime("%Y/%m/%d %H:%M"), (low, low + 60 * SECOND_US - 1)


def to_day(moment: datetime) -> Cell:
    low = micros(moment.replace(hour=0, minute=0, second=0, microsecond=0))
    return moment.strftime("%Y-%m-%d"), (low, low + 86_400 * SECOND_US - 1)


OFFSETS = (-200_000, -86_400, -3_600, -61, -60, -31, -30, -29, -1, 0, 1, 15, 29, 30, 31, 45, 59, 60, 61, 62, 90, 3_600, 90_000)
DAYS = (-40, -32, -31, -30, -1, 0, 1, 13, 26, 27, 28, 29, 45, 57, 58, 59, 60, 88, 89, 90, 100)
BLANKS: list[Cell] = [("", None), ("無", None), ("-", None)]
BROKEN: list[Cell] = [("前天下午", BAD)]

moments = st.sampled_from([EDGE + timedelta(seconds=offset) for offset in OFFSETS])
instants = st.one_of(
    moments.map(to_second),
    moments.map(to_second),
    moments.map(to_minute),
    moments.map(to_day),
    st.sampled_from(BLANKS + BROKEN),
)
long_instants = st.one_of(  # over half a year, around the ends of months
    st.sampled_from([EDGE + timedelta(days=days, seconds=extra) for days in DAYS for extra in (0, 0, 1, 36_000)]).flatmap(
        lambda moment: st.sampled_from([to_day(moment), to_second(moment)])
    ),
    st.sampled_from(BLANKS + BROKEN),
)
filled_instants = st.one_of(moments.map(to_second), moments.map(to_minute))
words = st.sampled_from([*[("甲", "甲")] * 4, *[("乙", "乙")] * 2, ("丙", "丙"), ("BOT-7", "BOT-7"), *BLANKS])
colors = st.sampled_from([("紅", "red"), ("綠", "green"), ("藍", "blue"), ("黑", "黑"), *BLANKS])
statuses = st.sampled_from([("進行", "open"), ("完成", "done"), ("不明", "不明"), *BLANKS])
flags = st.sampled_from([("是", True), ("否", False), ("也許", BAD), *BLANKS])
roles = st.sampled_from([("經紀", "agent"), ("文員", "clerk"), *BLANKS])
kinds = st.sampled_from([("訪", "visit"), ("電", "call"), *BLANKS])
numbers = st.sampled_from(
    [(t, float(t)) for t in ("-0.01", "0", "0.01", "0.949", "0.95", "2.99", "3", "3.01")] + [("許多", BAD), *BLANKS]
)
whole = st.sampled_from([(str(n), n) for n in range(5)] + [("幾", BAD), *BLANKS])
