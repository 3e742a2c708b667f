"""What a rule rests on, read off its YAML by the names of things alone: no types of keys, no kinds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

UNREAD = {
    "id", "title", "duty", "also_duties", "confirmed", "strength", "note", "kind", "record", "activation", "when", "examples",
}  # fmt: skip


def rests_on(entry: Mapping[str, Any], units: Mapping[str, Mapping[str, Any]]) -> set[str]:
    """The units, as ``kind/id``, named by a rule or statistic, by its duties, and by the limits and duties that it names."""
    duties = {f"duty/{name}" for name in (entry["duty"], *entry.get("also_duties", ()))}
    named = {*duties, *_named(entry)}
    for unit in sorted(named):
        datum = units.get(unit, {})
        if unit in duties:
            named |= {f"article/{datum.get('article')}", f"sla/{datum.get('sla')}"}
            named |= {f"term/{term}" for term in datum.get("terms", [])}
    for unit in sorted(named):
        for value in (units.get(unit, {}).get("limit"), units.get(unit, {}).get("frequency")):
            if isinstance(value, dict) and "term" in value:
                named.add(f"term/{value['term']}")
    return named & set(units)


def _named(entry: Mapping[str, Any]) -> Iterator[str]:
    for key, value in entry.items():
        if key in UNREAD:
            continue
        if key == "bearers":
            yield from (f"duty/{duty}" for duty in value)
        if key == "list":
            yield f"term/{value}"
        if isinstance(value, dict):
            for kind in ("sla", "term", "duty"):
                if isinstance(value.get(kind), str):
                    yield f"{kind}/{value[kind]}"
