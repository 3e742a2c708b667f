"""``{term: id}``: an interval that an interpretation fills in, counted in periods of the rule's frequency."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from checker import quantity
from checker.model import UnitKey
from checker.rules.keys.key import Found, Given, Key, Lacking, Teller, Value, filled, ref, units_named


class _Interval(Key):
    """A gap when it is no whole number of periods. Without a frequency (a gap of its own) there is nothing to count."""

    def units(self, value: Value) -> Sequence[UnitKey]:
        return units_named(value)

    def resolve(self, key: str, value: Value, given: Given) -> Found | Lacking:
        if not given.values.every:
            return Found(given.values)
        reading = filled(value["term"], given)
        if reading is None:
            return Lacking("open-term", value["term"])
        act, fill = reading
        whole, part = quantity.parse(fill["value"]), quantity.parse(given.values.every)
        size, amount = (part.months, whole.months) if part.months else (part.micros, whole.micros)
        rest = whole.micros if part.months else whole.months
        if rest or not amount or amount % size:
            return Lacking("odd-interval", value["term"])
        return Found(replace(given.values, times=amount // size), act.presumed)

    def words(self, tell: Teller, value: Value, record: str, own: str) -> str:
        return tell.term(value["term"])


INTERVAL = _Interval(
    "interval",
    ref("limit.json#/$defs/open") | {"description": "{term: 用語的編號}：須由解釋填入的期間。"},
    needs="interval",
    label="interval",
)
