"""The small SQL vocabulary of the rules: references to the columns of a record, and conditions over them.

Three-valued on purpose: NULL means *cannot tell*, and every expression here says when it is NULL. A blank cell is NULL; a cell
that could not be read is NULL too and named in ``_bad``. Instants are pairs (lo, hi) of epoch µs, half-open.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from checker.model import Data, RecordType
from checker.records.types import HI

FOREVER = 9223372036854775807
"""The instant after every other: due, but not while the case is open."""


def name(identifier: str) -> str:
    """An identifier, quoted."""
    return '"' + identifier.replace('"', '""') + '"'


def literal(value: str | int | bool | None) -> str:
    """A value as SQL text."""
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"


def either(conditions: Iterable[str]) -> str:
    """The disjunction; FALSE of none."""
    return "(" + " OR ".join(conditions) + ")" if (conditions := list(conditions)) else "FALSE"


def both(conditions: Iterable[str]) -> str:
    """The conjunction; TRUE of none."""
    return "(" + " AND ".join(conditions) + ")" if (conditions := list(conditions)) else "TRUE"


def first_of(cases: Iterable[tuple[str, str]]) -> str:
    """CASE over (condition, SQL text) pairs, NULL when none holds."""
    arms = " ".join(f"WHEN {condition} THEN {value}" for condition, value in cases)
    return f"CASE {arms} END" if arms else "NULL"


def span(first: str, end: str) -> str:
    """An instant as evidence: [first µs, end exclusive], NULL where there is none."""
    return f"CASE WHEN {first} IS NOT NULL THEN [{first}, {end}] END"


@dataclass(frozen=True, slots=True)
class Row:
    """References to the columns of one record under an alias; always qualified, or a subquery would bind its own."""

    type: RecordType
    alias: str = "t"

    def __call__(self, column: str) -> str:
        """The value (of an instant: its first microsecond); NULL for blank or unreadable."""
        return f"{self.alias}.{name(column)}"

    def hi(self, column: str) -> str:
        """The end of an instant, exclusive."""
        return f"{self.alias}.{name(column + HI)}"

    def last(self, column: str) -> str:
        """The last microsecond an instant may be."""
        return f"({self.hi(column)} - 1)"

    def unreadable(self, column: str) -> str:
        """TRUE when the cell holds something that could not be read; never NULL."""
        marker = literal(f'"{column}":')
        return f"({self(column)} IS NULL AND {self.alias}._bad IS NOT NULL AND contains({self.alias}._bad, {marker}))"

    def filled(self, column: str) -> str:
        """TRUE when the cell holds anything, readable or not; never NULL."""
        return f"({self(column)} IS NOT NULL OR {self.unreadable(column)})"

    def shown(self, column: str) -> str:
        """The value as evidence: an instant as [lo, hi], a personal column only as filled or not."""
        kind = self.type.columns[column]
        if kind.personal:
            return f"CASE WHEN {self.filled(column)} THEN '＊' END"
        if kind.kind == "instant":
            return span(self(column), self.hi(column))
        return self(column)


def condition(spec: Data | None, row: Row) -> str:
    """A condition of a rule as SQL: TRUE, FALSE, or NULL where a blank or unreadable cell leaves it open.

    ``{field, equals}``, ``{field, in}``, ``{field, filled}``, ``{all}``, ``{any}``, ``{not}``; no condition is TRUE.
    ``filled`` is never NULL for a blank cell.
    """
    if not spec:
        return "TRUE"
    if "all" in spec:
        return both(condition(part, row) for part in spec["all"])
    if "any" in spec:
        return either(condition(part, row) for part in spec["any"])
    if "not" in spec:
        return f"(NOT {condition(spec['not'], row)})"
    field = spec["field"]
    if "filled" in spec:
        return row.filled(field) if spec["filled"] else f"(NOT {row.filled(field)})"
    wanted: list[Any] = spec["in"] if "in" in spec else [spec["equals"]]
    return f"({row(field)} IN ({', '.join(literal(value) for value in wanted)}))"


def fields_of(spec: Data | None) -> list[str]:
    """The columns a condition names."""
    if not spec:
        return []
    if "not" in spec:
        return fields_of(spec["not"])
    parts = spec.get("all") or spec.get("any")
    return [f for part in parts for f in fields_of(part)] if parts else [spec["field"]]
