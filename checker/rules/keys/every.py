"""``{duty: id}``: how often the law orders something, or what fills its open term; ``{term: id}``: what fills an open term."""

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
        duty = given.law.duty(value["duty"]) if "duty" in value else None
        term = duty.frequency_term if duty else value["term"]
        frequency, presumed = duty.frequency if duty else "", False
        if term:
            reading = filled(term, given)
            if reading is None:
                return Lacking("open-term", term)
            act, fill = reading
            frequency, presumed = str(fill["value"]), act.presumed
        if not frequency or not divides(frequency):
            return Lacking("no-figure", duty.id if duty else term)
        return Found(replace(given.values, every=frequency), presumed)

    def words(self, tell: Teller, value: Value, record: str, own: str) -> str:
        return tell.frequency(value["duty"]) if "duty" in value else tell.term(value["term"])


EVERY = _Every(
    "every",
    {
        "type": "object",
        "minProperties": 1,
        "maxProperties": 1,
        "additionalProperties": False,
        "properties": {"duty": ref("id.json#/$defs/duty"), "term": ref("id.json#/$defs/term")},
        "description": "{duty: 規範的編號}：取其所定的頻率；或 {term: 用語的編號}：須由解釋填入的期間。",
    },
    needs="interval",
    label="every",
)
