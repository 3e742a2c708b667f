"""Several columns of the rule's record; instants in the order they should have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from checker.model import Data, Problem, RecordType
from checker.rules.keys.key import Key, Spoilt, Teller, Value, others_like, ref
from checker.rules.keys.naming import Naming
from checker.yamlio import Path


@dataclass(frozen=True, eq=False)
class _Columns(Key):
    type: str = ""

    def columns(self, value: Value, record: str, own: str) -> Iterable[tuple[str, str]]:
        return [(record, column) for column in value]

    def problems(self, naming: Naming, value: Value, record: RecordType, path: Path) -> Iterator[Problem]:
        for index, column in enumerate(value):
            yield from naming.column(column, record, (*path, index), self.type)

    def mutants(self, value: Value, record: RecordType, own: RecordType, types: Mapping[str, RecordType]) -> Spoilt:
        return _lists(value, record)

    def words(self, tell: Teller, value: Value, record: str, own: str) -> str:
        return tell.sequence(tell.column(record, column) for column in value)


class _Steps(_Columns):
    def mutants(self, value: Value, record: RecordType, own: RecordType, types: Mapping[str, RecordType]) -> Spoilt:
        for number in range(len(value) - 1):
            turned = list(value)
            turned[number], turned[number + 1] = turned[number + 1], turned[number]
            yield f"{turned[number]} before {turned[number + 1]}", turned
        yield from ((what, steps) for what, steps in _lists(value, record) if len(steps) > 1)

    def words(self, tell: Teller, value: Value, record: str, own: str) -> str:
        return " → ".join(tell.column(record, column) for column in value)


def _lists(columns: Sequence[str], record: RecordType) -> Spoilt:
    """A column left out, another one in its place."""
    for number, column in enumerate(columns):
        rest = [c for c in columns if c != column]
        if rest:
            yield f"without {column}", rest
        for other in others_like(record, column):
            if other not in columns:
                yield f"{other} for {column}", [*rest[:number], other, *rest[number:]]


def _schema(least: int, description: str) -> Data:
    column = ref("id.json#/$defs/column")
    return {"type": "array", "items": column, "minItems": least, "uniqueItems": True, "description": description}


COLUMNS = _Columns("columns", _schema(1, "所查記錄的欄位。"))
INSTANTS = _Steps("instants", _schema(2, "所查記錄的時刻欄位，依應有的先後。"), type="instant")
