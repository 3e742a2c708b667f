"""``{duty: id}``: how often the law orders something, or what fills the open term that stands in its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from checker.model import UnitKey
from checker.rules.keys.key import Found, Given, Key, Lacking, Teller, Value, filled, ref, units_named
from checker.rules.periods import divides


class _Every(Key):
    """A gap when the frequency does not divide the calendar."""

    def units(self, value: Value) -> Sequence[UnitKey]:
        return units_named(value)

    def resolve(self, key: str, value: Value, given: Given) -> Found | Lacking:
        duty = given.law.duty(value["duty"])
        frequency, presumed = duty.frequency, False
        if duty.frequency_term:
            reading = filled(duty.frequency_term, given)
            if reading is None:
                return Lacking("open-term", duty.frequency_term)
            act, fill = reading
            frequency, presumed = str(fill["value"]), act.presumed
        if not frequency or not divides(frequency):
            return Lacking("no-figure", duty.id)
        return Found(replace(given.values, every=frequency), presumed)

    def words(self, tell: Teller, value: Value, record: str, own: str) -> str:
        return tell.frequency(value["duty"])


EVERY = _Every(
    "every",
    {
        "type": "object",
        "required": ["duty"],
        "additionalProperties": False,
        "properties": {"duty": ref("id.json#/$defs/duty")},
        "description": "{duty: 規範的編號}：取其所定的頻率。",
    },
    label="every",
)
