"""Records of another type: which, how they are matched to the one judged, and what they must fulfil."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from checker.model import Data, Problem, RecordType
from checker.rules.conditions import fields_of
from checker.rules.keys.condition import other_conditions
from checker.rules.keys.how_many import misjudged, misnamed, quantified
from checker.rules.keys.key import Key, Spoilt, Teller, Value, others_like, ref
from checker.rules.keys.naming import Naming, record_named
from checker.yamlio import Path

PARTS = ("at", "key", "from", "to")
"""What a value may name of the other record besides conditions: an instant, its key, and from when to when it holds."""

_CONDITIONS = ("where", "perhaps", "having")


def parts_of(value: Data) -> Sequence[Data]:
    """Each of the record types that a value names, as a value of its own: of a union (``any``) several, any of which does."""
    parts: Sequence[Data] = value.get("any", (value,))
    return parts


class _Other(Key):
    def records(self, value: Value) -> Sequence[str]:
        return [value["record"], *([value["through"]["record"]] if "through" in value else [])]

    def columns(self, value: Value, record: str, own: str) -> Iterator[tuple[str, str]]:
        other = value["record"]
        if "through" in value:
            yield from self.columns(value["through"], record, own)
            own = value["through"]["record"]
        yield from ((other, column) for column in quantified(value.get("how_many", {})))
        yield from ((other, value[key]) for key in PARTS if key in value)
        for theirs, ours in value.get("match", {}).items():
            yield other, theirs
            if isinstance(ours, str):
                yield own, ours
        for theirs, ours in value.get("differs", {}).items():
            yield from ((other, theirs), (own, ours))
        yield from ((other, column) for column in value.get("by", ()))
        yield from ((other, column) for key in _CONDITIONS for column in fields_of(value.get(key)))

    def problems(self, naming: Naming, value: Value, record: RecordType, path: Path) -> Iterator[Problem]:
        other = record_named(naming.entry, value["record"], naming.types, (*path, "record"))
        if isinstance(other, Problem):
            yield other
            return
        if "through" in value:
            yield from self.problems(naming, value["through"], record, (*path, "through"))
            between = naming.types.get(value["through"]["record"])
            if between is None:
                return
            naming = replace(naming, own=between)
        yield from misnamed(naming, value.get("how_many", {}), other, (*path, "how_many"))
        for key in PARTS:
            if key in value:
                yield from naming.column(value[key], other, (*path, key), "" if key == "key" else "instant")
        if "key" in value:
            yield from naming.comparable(value["key"], other, naming.entry.data["field"], (*path, "key"))
        for number, column in enumerate(value.get("by", ())):
            yield from naming.column(column, other, (*path, "by", number))
        for theirs, ours in value.get("match", {}).items():
            at = (*path, "match", theirs)
            yield from naming.column(theirs, other, at)
            if isinstance(ours, str):
                yield from naming.column(ours, naming.own, at)
                yield from naming.comparable(theirs, other, ours, at)
            else:
                yield from naming.value(ours["value"], theirs, other, at)
        for theirs, ours in value.get("differs", {}).items():
            at = (*path, "differs", theirs)
            yield from naming.column(theirs, other, at)
            yield from naming.column(ours, naming.own, at)
            yield from naming.comparable(theirs, other, ours, at)
        for key in _CONDITIONS:
            if key in value:
                yield from naming.condition(value[key], other, (*path, key))

    def mutants(self, value: Value, record: RecordType, own: RecordType, types: Mapping[str, RecordType]) -> Spoilt:
        other = types[value["record"]]
        if "through" in value:
            for what, spoilt in self.mutants(value["through"], record, own, types):
                yield f"through: {what}", {**value, "through": spoilt}
            own = types[value["through"]["record"]]
        if "how_many" in value:
            yield "how_many dropped", {k: v for k, v in value.items() if k != "how_many"}
            for what, spoilt in misjudged(value["how_many"], other):
                yield f"how_many: {what}", {**value, "how_many": spoilt}
        for key in PARTS:
            if key in value:
                yield from ((f"{key} {column}", {**value, key: column}) for column in others_like(other, value[key]))
        yield from ((what, {**value, "match": match}) for what, match in _matches(value.get("match", {}), other, own))
        yield from (
            (f"differs: {what}", {**value, "differs": pairs}) for what, pairs in _matches(value.get("differs", {}), other, own)
        )
        for key in ("differs", "seen", "perhaps"):
            if key in value:
                yield f"{key} dropped", {k: v for k, v in value.items() if k != key}
        for key in _CONDITIONS:
            if key in value:
                changed = other_conditions(value[key], other)
                yield from ((f"{key}: {what}", {**value, key: condition}) for what, condition in changed)
        for column in value.get("by", ()) if len(value.get("by", ())) > 1 else ():
            yield f"by without {column}", {**value, "by": [one for one in value["by"] if one != column]}
        if "where" in value:
            yield "where dropped", {k: v for k, v in value.items() if k != "where"}

    def words(self, tell: Teller, value: Value, record: str, own: str) -> str:
        return tell.other(value, own)


def _matches(match: Data, other: RecordType, own: RecordType) -> Iterator[tuple[str, Data]]:
    """A pair left out, another column on either side, another code."""
    for theirs, ours in match.items():
        rest = {k: v for k, v in match.items() if k != theirs}
        yield f"match without {theirs}", rest
        for column in others_like(other, theirs):
            if column not in match:
                yield f"match {column} for {theirs}", {**rest, column: ours}
        if isinstance(ours, str):
            for column in others_like(own, ours):
                yield f"match {theirs} with {column}", {**rest, theirs: column}
        else:
            for code in other.columns[theirs].values:
                if code != ours["value"]:
                    yield f"match {theirs} with {code}", {**rest, theirs: {"value": code}}


_COLUMN, _RECORD, _CONDITION = ref("id.json#/$defs/column"), ref("id.json#/$defs/kebab"), ref("rules.json#/$defs/condition")
_MATCHED = {
    "record": _RECORD,
    "at": _COLUMN,
    "where": _CONDITION,
    "match": ref("rules.json#/$defs/match"),
}
_MANY = {**_MATCHED, "how_many": ref("rules.json#/$defs/how-many")}
_DIFFERS = {
    "type": "object",
    "minProperties": 1,
    "propertyNames": _COLUMN,
    "additionalProperties": _COLUMN,
    "description": "另一類記錄的欄位，須不同於所查記錄的欄位。",
}
_PERHAPS = _CONDITION | {"description": "合此條件的，條文未定算不算。"}
_HELD = {"record": _RECORD, "key": _COLUMN, "from": _COLUMN, "to": _COLUMN}


def _schema(required: Sequence[str], properties: Data, description: str) -> Data:
    return {
        "type": "object",
        "required": list(required),
        "additionalProperties": False,
        "description": description,
        "properties": properties,
    }


class _AnyOther(_Other):
    """One of them, or a union: ``{any: […]}``."""

    def records(self, value: Value) -> Sequence[str]:
        one = super().records
        return [record for part in parts_of(value) for record in one(part)]

    def columns(self, value: Value, record: str, own: str) -> Iterator[tuple[str, str]]:
        for part in parts_of(value):
            yield from super().columns(part, record, own)

    def problems(self, naming: Naming, value: Value, record: RecordType, path: Path) -> Iterator[Problem]:
        for number, part in enumerate(parts_of(value)):
            yield from super().problems(naming, part, record, (*path, "any", number) if "any" in value else path)

    def mutants(self, value: Value, record: RecordType, own: RecordType, types: Mapping[str, RecordType]) -> Spoilt:
        if "any" not in value:
            yield from super().mutants(value, record, own, types)
            return
        for number, part in enumerate(value["any"]):
            before, after = value["any"][:number], value["any"][number + 1 :]
            yield f"any without {part['record']}", {"any": [*before, *after]}
            for what, spoilt in super().mutants(part, record, own, types):
                yield f"any {part['record']}: {what}", {"any": [*before, spoilt, *after]}

    def words(self, tell: Teller, value: Value, record: str, own: str) -> str:
        return tell.any_of([tell.other(part, own) for part in parts_of(value)])


def _union(part: Data, alone: Data) -> Data:
    """One type of record, or ``any`` of several: of these one record will do, so that none says how many."""
    parts = {"type": "array", "minItems": 2, "items": _schema(("record",), part, "其中一類記錄：如何相配，何者才算。")}
    union = {
        "additionalProperties": False,
        "properties": {"any": {**parts, "description": "幾類記錄，任何一類有一筆即可。"}},
        "examples": ["{any: [{record: documents}, {record: meetings}]}"],
    }
    rest = {key: value for key, value in alone.items() if key not in ("type", "description")}
    described = {key: alone[key] for key in ("type", "description")}
    return {**described, "if": {"required": ["any"]}, "then": union, "else": rest}


TARGET = _Other("target", _schema(("record", "at"), {**_MATCHED, "perhaps": _PERHAPS}, "另一類記錄：何時、如何相配。"))
_SEEN = {
    "enum": ["ever", "once"],
    "description": "ever：何時的都算；once：有存續的，施行後存續過即可，不逐月；不寫則只算施行後的，有存續的逐月。",
}
_UNDER = {"const": "law", "description": "只算制度施行後的；不寫則何時的都算。"}
SERIES = _Other(
    "series", _schema(("record",), {**_MATCHED, "differs": _DIFFERS, "seen": _UNDER}, "另一類記錄：如何相配，何者才算。")
)
TARGETS = _Other("targets", _schema(("record", "at"), _MANY, "另一類記錄：何時、如何相配，須有多少。"))
SEVERAL = _AnyOther(
    "several",
    _union(
        {**_MATCHED, "differs": _DIFFERS, "perhaps": _PERHAPS, "seen": _SEEN},
        _schema(
            ("record",),
            {**_MANY, "differs": _DIFFERS, "perhaps": _PERHAPS, "seen": _SEEN},
            "另一類記錄：如何相配，何者才算，須有多少。",
        ),
    ),
)
_THROUGH = _schema(
    ("record", "match"),
    {key: _MATCHED[key] for key in ("record", "match", "where")} | {"perhaps": _PERHAPS},
    "居間的記錄：它與本記錄相配，所找的記錄再與它相配；沒有居間記錄的，不作判斷。",
)
GROUP = _AnyOther(
    "group",
    _union(
        _MATCHED,
        _schema(("record",), {**_MANY, "through": _THROUGH}, "另一類記錄：如何相配，或經由何種記錄相配，須有多少。"),
    ),
)
SOURCE = _Other("source", _schema(tuple(_HELD), _HELD, "另一類記錄：鍵和起訖。"))
_BY = {"type": "array", "items": _COLUMN, "minItems": 1, "uniqueItems": True}
HOLDING = _Other(
    "holding",
    {
        **_schema(
            tuple(_HELD),
            {**_HELD, "having": _CONDITION, "by": _BY},
            "另一類記錄：鍵、起訖，和當時應有的情形；by 是說明何人所為的欄位，與 bearers 並用。",
        ),
        "anyOf": [{"required": ["having"]}, {"required": ["by"]}],
    },
)
