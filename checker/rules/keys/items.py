"""A term that lists what is meant, as codes of the column compared with it; an interpretation may add to it or close it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from checker.model import Column, UnitKey
from checker.rules.keys.key import Found, Given, Key, Lacking, Teller, Value, filled, ref
from checker.text import fold


class _List(Key):
    def units(self, value: Value) -> Sequence[UnitKey]:
        return [UnitKey("term", value)] if isinstance(value, str) else []

    def resolve(self, key: str, value: Value, given: Given) -> Found | Lacking:
        items, closed, presumed = list(given.law.term(value).items), False, False
        if reading := filled(value, given):
            act, fill = reading
            items, closed, presumed = list(fill.get("items", items)), bool(fill.get("closed", False)), act.presumed
        if not items:
            return Lacking("open-term", value)
        column = given.record.columns[given.params["field"]]
        codes = tuple(sorted({code for item in items for code in codes_of(item, column)}))
        return Found(replace(given.values, items=codes, closed=closed), presumed)

    def words(self, tell: Teller, value: Value, record: str, own: str) -> str:
        return tell.term(value)


def codes_of(item: str, column: Column) -> list[str]:
    """What a cell of the column holds when it means the item: its codes by spelling, else the item itself."""
    wanted = fold(item)
    return [code for code, words in column.values.items() if wanted in {fold(code), *map(fold, words)}] or [item]


LIST = _List("list", ref("id.json#/$defs/term") | {"description": "清單用語的編號。"}, needs="list")
