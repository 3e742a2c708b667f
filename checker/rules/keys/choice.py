"""One of a few words: which figure, in which unit, whether blanks and ties are allowed."""

from __future__ import annotations

from collections.abc import Mapping

from checker.model import RecordType
from checker.rules.keys.key import Key, Spoilt, Teller, Value


class _Choice(Key):
    def words(self, tell: Teller, value: Value, record: str, own: str) -> str:
        return tell.choice(self.name, value)


class _Figure(_Choice):
    def mutants(self, value: Value, record: RecordType, own: RecordType, types: Mapping[str, RecordType]) -> Spoilt:
        same_keys = (("count", "share", "percent"), ("sum", "mean"))
        return ((other, other) for alike in same_keys if value in alike for other in alike if other != value)


class _Permission(_Choice):
    def mutants(self, value: Value, record: RecordType, own: RecordType, types: Mapping[str, RecordType]) -> Spoilt:
        return iter([("allowed", "allowed")] if value == "forbidden" else [])


FIGURE = _Figure(
    "figure",
    {
        "enum": ["count", "share", "percent", "sum", "mean"],
        "description": "所計的數：筆數、比例（1 為全部）、百分比、合計、平均。",
    },
)
UNIT = _Choice("unit", {"enum": ["second", "minute", "hour", "day", "week", "month", "year"], "description": "數字的單位。"})
BLANKS = _Permission("blanks", {"enum": ["allowed", "forbidden"], "description": "其後已填而中間空白，是否容許。"})
TIES = _Permission("ties", {"enum": ["allowed", "forbidden"], "description": "前後同一時刻，是否容許。"})
