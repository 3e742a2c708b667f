"""``{sla: id}``: a time limit of the law, or what fills the open term that stands in its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from checker import quantity
from checker.model import Data, Limit, UnitKey
from checker.regulation.calendars import CIVIL
from checker.rules.keys.key import Found, Given, Key, Lacking, Teller, Value, filled, ref


class _Limit(Key):
    def units(self, value: Value) -> Sequence[UnitKey]:
        return [UnitKey("sla", str(value.get("sla")))] if isinstance(value, dict) else []

    def resolve(self, key: str, value: Value, given: Given) -> Found | Lacking:
        sla = given.law.sla(value["sla"])
        spec, presumed = sla.limit, False
        if sla.term:
            reading = filled(sla.term, given)
            if reading is None:
                return Lacking("open-term", sla.term)
            act, spec = reading
            presumed = act.presumed
        elif not spec:
            return Lacking("no-limit", sla.id)
        limit = limit_of(spec)
        if limit.calendar not in ("", CIVIL, *given.calendars):
            return Lacking("calendar-unknown", limit.calendar)
        return Found(replace(given.values, limit=limit), presumed)

    def words(self, tell: Teller, value: Value, record: str, own: str) -> str:
        return tell.limit(value["sla"])


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
        "required": ["sla"],
        "additionalProperties": False,
        "properties": {"sla": ref("id.json#/$defs/kebab")},
        "description": "{sla: 時限的編號}。",
    },
)
