"""The types of keys that name records of another type, by what each lets say of them."""

from __future__ import annotations

from collections.abc import Sequence

from checker.model import Data
from checker.rules.keys.key import ref
from checker.rules.keys.other import AnyOther, Other

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


def _union(part: Data, alone: Data) -> Data:
    """One type of record, or ``any`` of several: of these one record will do, so that none says how many."""
    parts = {
        "type": "array",
        "minItems": 2,
        "uniqueItems": True,
        "items": _schema(("record",), part, "其中一類記錄：如何相配，何者才算。"),
    }
    union = {
        "additionalProperties": False,
        "properties": {"any": {**parts, "description": "幾類記錄，任何一類有一筆即可。"}},
        "examples": ["{any: [{record: documents}, {record: meetings}]}"],
    }
    rest = {key: value for key, value in alone.items() if key not in ("type", "description")}
    described = {key: alone[key] for key in ("type", "description")}
    return {**described, "if": {"required": ["any"]}, "then": union, "else": rest}


TARGET = Other("target", _schema(("record", "at"), {**_MATCHED, "perhaps": _PERHAPS}, "另一類記錄：何時、如何相配。"))
_SEEN = {
    "enum": ["ever", "once"],
    "description": "ever：何時的都算；once：有存續的，施行後存續過即可，不逐月；不寫則只算施行後的，有存續的逐月。",
}
_UNDER = {"const": "law", "description": "只算制度施行後的；不寫則何時的都算。"}
SERIES = Other(
    "series", _schema(("record",), {**_MATCHED, "differs": _DIFFERS, "seen": _UNDER}, "另一類記錄：如何相配，何者才算。")
)
TARGETS = Other("targets", _schema(("record", "at"), _MANY, "另一類記錄：何時、如何相配，須有多少。"))
_OPEN = {"differs": _DIFFERS, "perhaps": _PERHAPS}
SEVERAL = AnyOther(
    "several",
    _union({**_MATCHED, **_OPEN}, _schema(("record",), {**_MANY, **_OPEN}, "另一類記錄：如何相配，何者才算，須有多少。")),
)


def _untimed(keys: Data) -> Data:
    """The keys without the instant: what must stand is placed by what its records are in time."""
    return {key: schema for key, schema in keys.items() if key != "at"} | {**_OPEN, "seen": _SEEN}


STANDING = AnyOther(
    "standing",
    _union(_untimed(_MATCHED), _schema(("record",), _untimed(_MANY), "另一類記錄：如何相配，何者才算，須有多少。")),
)
_THROUGH = _schema(
    ("record", "match"),
    {key: _MATCHED[key] for key in ("record", "match", "where")} | {"perhaps": _PERHAPS},
    "居間的記錄：它與本記錄相配，所找的記錄再與它相配；沒有居間記錄的，不作判斷。",
)
GROUP = AnyOther(
    "group",
    _union(
        _MATCHED,
        _schema(("record",), {**_MANY, "through": _THROUGH}, "另一類記錄：如何相配，或經由何種記錄相配，須有多少。"),
    ),
)
SOURCE = Other("source", _schema(tuple(_HELD), _HELD, "另一類記錄：鍵和起訖。"))
_BY = {"type": "array", "items": _COLUMN, "minItems": 1, "uniqueItems": True}
HOLDING = Other(
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
