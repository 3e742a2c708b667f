"""A condition over the rule's record, or over the record that another key names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from checker.model import Data, Problem, RecordType
from checker.rules.conditions import fields_of
from checker.rules.keys.key import Key, Spoilt, Teller, Value, others_like, ref
from checker.rules.keys.naming import Naming
from checker.yamlio import Path


class _Condition(Key):
    def columns(self, value: Value, record: str, own: str) -> Iterable[tuple[str, str]]:
        return [(record, column) for column in fields_of(value)]

    def problems(self, naming: Naming, value: Value, record: RecordType, path: Path) -> Iterable[Problem]:
        return naming.condition(value, record, path)

    def mutants(self, value: Value, record: RecordType, own: RecordType, types: Mapping[str, RecordType]) -> Spoilt:
        return other_conditions(value, record)

    def words(self, tell: Teller, value: Value, record: str, own: str) -> str:
        return tell.condition(value, record)


def other_conditions(spec: Data | None, record: RecordType) -> Spoilt:
    """A condition with each part dropped, each test negated, each column another one."""
    if not spec:
        return
    for joint in ("all", "any"):
        parts: Sequence[Data] = spec.get(joint, ())
        for number, part in enumerate(parts):
            if len(parts) > 1:
                yield f"{joint} without {part}", {joint: [p for n, p in enumerate(parts) if n != number]}
            for what, changed in other_conditions(part, record):
                yield what, {joint: [changed if n == number else p for n, p in enumerate(parts)]}
    if "not" in spec:
        yield "not dropped", spec["not"]
        yield from ((what, {"not": changed}) for what, changed in other_conditions(spec["not"], record))
    if "field" not in spec:
        return
    field = spec["field"]
    if "filled" in spec:
        yield f"{field} not {spec['filled']}", {**spec, "filled": not spec["filled"]}
        yield from ((f"{other} for {field}", {**spec, "field": other}) for other in others_like(record, field))
        return
    yield f"{field} negated", {"not": spec}
    if "as" in spec:
        yield from (
            (f"{other} for {field}", {**spec, "field": other}) for other in others_like(record, field) if other != spec["as"]
        )
        yield from ((f"as {other}", {**spec, "as": other}) for other in others_like(record, spec["as"]) if other != field)
        return
    items = spec.get("in", ())
    for item in items if len(items) > 1 else ():
        yield f"{field} without {item}", {**spec, "in": [i for i in items if i != item]}
    codes = set(items) if items else {spec["equals"]}
    for other in others_like(record, field):
        values = record.columns[other].values
        if not values or codes & set(values):  # a column that never holds such a code is no mistake anybody makes
            yield f"{other} for {field}", {**spec, "field": other}


CONDITION = _Condition(
    "condition",
    {
        "type": "object",
        "minProperties": 1,
        "description": "條件：field 配 equals、in、as 或 filled；或 all、any、not。",
        "if": {"required": ["field"]},
        "then": {
            "additionalProperties": False,
            "minProperties": 2,
            "maxProperties": 2,
            "properties": {
                "field": ref("id.json#/$defs/column"),
                "equals": ref("rules.json#/$defs/value"),
                "in": {"type": "array", "items": ref("rules.json#/$defs/value"), "minItems": 1, "uniqueItems": True},
                "as": ref("id.json#/$defs/column") | {"description": "同一筆的另一欄，兩者所填相同。"},
                "filled": {"type": "boolean"},
            },
            "examples": ["{field: status, equals: resolved}"],
        },
        "else": {
            "additionalProperties": False,
            "maxProperties": 1,
            "properties": {
                "all": {"type": "array", "items": ref("rules.json#/$defs/condition"), "minItems": 1},
                "any": {"type": "array", "items": ref("rules.json#/$defs/condition"), "minItems": 1},
                "not": ref("rules.json#/$defs/condition"),
            },
            "examples": ["{all: [{field: status, equals: resolved}]}"],
        },
        "examples": ["{field: status, equals: resolved}"],
    },
)


def _same(description: str) -> dict[str, str]:
    return ref("rules.json#/$defs/condition") | {"description": description}


OF_CONDITION = _Condition("of-condition", _same("of 所指記錄中何者計入。"), over="of")
SERIES_CONDITION = _Condition("series-condition", _same("series 所指記錄中何者不達標。"), over="series")
