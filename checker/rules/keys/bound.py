"""A bound: zero, a column of numbers, or ``{term: id}``, a number that an interpretation fills in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from checker.model import Problem, RecordType, UnitKey
from checker.rules.keys.column import other_columns
from checker.rules.keys.key import Found, Given, Key, Lacking, Spoilt, Teller, Value, filled, ref
from checker.rules.keys.naming import Naming
from checker.yamlio import Path


class _Bound(Key):
    def columns(self, value: Value, record: str, own: str) -> Iterable[tuple[str, str]]:
        return [(record, value)] if isinstance(value, str) else []

    def units(self, value: Value) -> Sequence[UnitKey]:
        return [UnitKey("term", str(value.get("term")))] if isinstance(value, dict) else []

    def resolve(self, key: str, value: Value, given: Given) -> Found | Lacking:
        if not isinstance(value, dict):
            return Found(given.values)
        reading = filled(value["term"], given)
        if reading is None:
            return Lacking("open-term", value["term"])
        act, fill = reading
        return Found(replace(given.values, numbers={**given.values.numbers, key: str(fill["value"])}), act.presumed)

    def problems(self, naming: Naming, value: Value, record: RecordType, path: Path) -> Iterable[Problem]:
        return naming.column(value, record, path, "number") if isinstance(value, str) else ()

    def mutants(self, value: Value, record: RecordType, own: RecordType, types: Mapping[str, RecordType]) -> Spoilt:
        return other_columns(value, record) if isinstance(value, str) else iter(())

    def words(self, tell: Teller, value: Value, record: str, own: str) -> str:
        if isinstance(value, str):
            return tell.column(record, value)
        return tell.term(value["term"]) if isinstance(value, Mapping) else tell.number(value)


BOUND = _Bound(
    "bound",
    {
        "type": ["integer", "string", "object"],
        "description": "界限：0、所查記錄的數字欄位，或 {term: 用語的編號}；規則自己不定數字。",
        "if": {"type": "object"},
        "then": ref("limit.json#/$defs/open"),
        "else": {"if": {"type": "integer"}, "then": {"const": 0}, "else": ref("id.json#/$defs/column")},
    },
    needs="number",
)
