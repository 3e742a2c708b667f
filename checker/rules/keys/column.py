"""One column: of the rule's record, or of the record that another key names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from checker.model import Problem, RecordType
from checker.rules.keys.key import Key, Spoilt, Teller, Value, others_like, ref
from checker.rules.keys.naming import Naming
from checker.yamlio import Path


@dataclass(frozen=True, eq=False)
class _Column(Key):
    """``type`` is what the column must be: an instant, a number, or anything; ``beside`` the key whose column it is compared
    with."""

    type: str = ""
    beside: str = ""

    def columns(self, value: Value, record: str, own: str) -> Iterable[tuple[str, str]]:
        return [(record, value)]

    def problems(self, naming: Naming, value: Value, record: RecordType, path: Path) -> Iterator[Problem]:
        yield from naming.column(value, record, path, self.type)
        if self.beside:
            yield from naming.apart(value, naming.entry.data[self.beside], record, path)

    def mutants(self, value: Value, record: RecordType, own: RecordType, types: Mapping[str, RecordType]) -> Spoilt:
        return other_columns(value, record)

    def words(self, tell: Teller, value: Value, record: str, own: str) -> str:
        return tell.column(record, value)


def other_columns(column: str, record: RecordType) -> Spoilt:
    """Each column that could have been taken for it."""
    return ((other, other) for other in others_like(record, column))


def _schema(description: str) -> dict[str, str]:
    return ref("id.json#/$defs/column") | {"description": description}


COLUMN = _Column("column", _schema("所查記錄的欄位。"))
COMPARED = _Column("compared", _schema("所查記錄的欄位，與 field 相比。"), beside="field")
NUMBER = _Column("number", _schema("所查記錄的數字欄位。"), type="number")
INSTANT = _Column("instant", _schema("所查記錄的時刻欄位。"), type="instant")
OF_NUMBER = _Column("of-number", _schema("of 所指記錄的數字欄位。"), over="of", type="number")
