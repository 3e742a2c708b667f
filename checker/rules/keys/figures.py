"""``{duty: id}`` or ``{term: id}``: the least and the greatest figure in the words of the law."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from checker import quantity
from checker.model import UnitKey
from checker.regulation.law import text_of
from checker.rules.keys.key import Found, Given, Key, Lacking, Teller, Value, ref, units_named


class _Figures(Key):
    """A gap when the unit of the rule can count none of the figures, or not all."""

    def units(self, value: Value) -> Sequence[UnitKey]:
        return units_named(value)

    def resolve(self, key: str, value: Value, given: Given) -> Found | Lacking:
        ((kind, name),) = value.items()
        spoken = list(quantity.in_prose(text_of(given.law.data(kind, name), "quote")))
        counts = [quantity.count(figure, given.params.get("unit", "month")) for figure in spoken]
        found = sorted(count for count in counts if count is not None)
        if not found or len(found) < len(counts):
            return Lacking("no-figure", name)
        return Found(replace(given.values, figures=(str(found[0]), str(found[-1]))))

    def words(self, tell: Teller, value: Value, record: str, own: str) -> str:
        return tell.term(value["term"]) if "term" in value else tell.quote(value["duty"])


FIGURES = _Figures(
    "figures",
    {
        "type": "object",
        "minProperties": 1,
        "maxProperties": 1,
        "additionalProperties": False,
        "properties": {"duty": ref("id.json#/$defs/duty"), "term": ref("id.json#/$defs/term")},
        "description": "{duty: 規範的編號} 或 {term: 用語的編號}：取其引文中最小和最大的數字。",
    },
)
