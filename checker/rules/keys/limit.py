"""``{sla: id}``: a time limit of the law, or what fills the open term in its place; ``{term: id}``: what fills an open term."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from checker import quantity
from checker.model import Data, Limit, UnitKey
from checker.regulation.calendars import CIVIL
from checker.rules.keys.key import Found, Given, Key, Lacking, Teller, Value, filled, ref, units_named


class _Limit(Key):
    def units(self, value: Value) -> Sequence[UnitKey]:
        return units_named(value)

    def resolve(self, key: str, value: Value, given: Given) -> Found | Lacking:
        sla = given.law.sla(value["sla"]) if "sla" in value else None
        term = sla.term if sla else value["term"]
        spec, presumed = sla.limit if sla else {}, False
        if term:
            reading = filled(term, given)
            if reading is None:
                return Lacking("open-term", term)
            act, spec = reading
            presumed = act.presumed
        elif sla and not spec:
            return Lacking("no-limit", sla.id)
        limit = limit_of(spec)
        if limit.calendar not in ("", CIVIL, *given.calendars):
            return Lacking("calendar-unknown", limit.calendar)
        return Found(replace(given.values, limit=limit), presumed)

    def words(self, tell: Teller, value: Value, record: str, own: str) -> str:
        return tell.limit(value["sla"]) if "sla" in value else tell.term(value["term"])


def limit_of(spec: Data) -> Limit:
    """A limit as data: ``{value: PT30S, clock, boundary}`` or ``{value: 3, unit: working-day, calendar, boundary, first_day}``.

    Years and months follow the civil calendar; hours, minutes and seconds have a fixed length whatever they are written as.
    """
    inclusive = spec.get("boundary", "inclusive") == "inclusive"
    if "unit" not in spec:
        length = quantity.parse(spec["value"])
        if length.months:
            return Limit(spec["value"], None, inclusive, length.months, length.micros, calendar=CIVIL)
        return Limit(spec["value"], length.micros, inclusive)
    count, unit = spec["value"], spec["unit"]
    if unit in ("hour", "minute", "second"):
        return limit_of({**{k: v for k, v in spec.items() if k != "unit"}, "value": f"PT{count}{unit[0].upper()}"})
    first_day = spec.get("first_day", "not-counted") == "counted"
    calendar = spec.get("calendar", CIVIL)
    return Limit(f"{count} {unit}", None, inclusive, count=count, unit=unit, calendar=calendar, first_day=first_day)


LIMIT = _Limit(
    "limit",
    {
        "type": "object",
        "minProperties": 1,
        "maxProperties": 1,
        "additionalProperties": False,
        "properties": {"sla": ref("id.json#/$defs/kebab"), "term": ref("id.json#/$defs/term")},
        "description": "{sla: 時限的編號}，或 {term: 用語的編號}：須由解釋填入的時限。",
    },
    needs="limit",
)
