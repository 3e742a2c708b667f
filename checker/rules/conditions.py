"""The columns of a record under judgement, conditions over them, and values shown as evidence.

Three-valued on purpose: NULL means *cannot tell*. A blank cell is NULL; a cell that could not be read is NULL too and named in
``_bad``. Instants are pairs (lo, hi) of epoch µs, half-open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from checker.model import Data, RecordType
from checker.records.types import HI
from checker.sql.expr import FALSE, TRUE, Column, Expr, both, case, either
from checker.sql.functions import coalesce, contains
from checker.sql.select import Source, Table

JUDGED = "t"
"""The alias of the record under judgement."""

FOREVER = 9223372036854775807
"""The instant after every other: due, but not while the case is open."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A value as evidence. ``kind``: instant (its first µs and its open end), duration (µs), integer, number, boolean, text,
    words (as many as there are values, those that are NULL left out).

    A ``figure`` is a number that is shown as text.
    """

    kind: str
    values: tuple[Expr, ...]


def shown_instant(first: Expr, end: Expr) -> Shown:
    """An instant, [first µs, end exclusive); nothing where there is none."""
    return Shown("instant", (first, end))


def shown_count(number: Expr) -> Shown:
    return Shown("integer", (coalesce(number, 0),))


@dataclass(frozen=True, slots=True)
class Row:
    """The columns of one record of a type under an alias."""

    type: RecordType
    alias: str = JUDGED
    source: Source = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "source", Source(Table(self.type.id), self.alias))

    def __call__(self, column: str) -> Column:
        """The value (of an instant: its first microsecond); NULL for blank or unreadable."""
        return self.source.column(column, maybe=column not in self.type.seen.filled)

    def hi(self, column: str) -> Column:
        """The end of an instant, exclusive."""
        return self.source.column(column + HI, maybe=column not in self.type.seen.filled)

    def last(self, column: str) -> Expr:
        """The last microsecond an instant may be."""
        return self.hi(column) - 1

    @property
    def activation(self) -> tuple[Expr, Expr]:
        """The instant that places a record of the type, [first µs, end exclusive), or the one that stands in for it."""
        column, fallback = self.type.activation, self.type.fallback
        if not fallback:
            return self(column), self.hi(column)
        return self(column).or_else(self(fallback)), self.hi(column).or_else(self.hi(fallback))

    def says(self, column: str, values: Sequence[str | bool | int]) -> Expr:
        """Whether the column holds one of the values; NULL where nobody can tell: it is blank, unreadable, or a word that the
        column's list does not have and that may mean any of it."""
        kind, among = self.type.columns[column], self(column).among(values)
        if kind.kind != "code" or kind.open or column in self.type.seen.listed:
            return among
        return case((among, True), (self(column).among(code for code in kind.values if code not in values), False))

    def told(self, column: str) -> Expr:
        """The value of the column as far as anybody can tell: NULL too for a word that its list of codes does not have."""
        kind = self.type.columns[column]
        if kind.kind != "code" or kind.open or column in self.type.seen.listed:
            return self(column)
        return case((self(column).among(kind.values), self(column)))

    @property
    def place(self) -> tuple[Column, Column]:
        """The file it stands in and its number there, which together are the record's identity."""
        return self.source.column("_file", maybe=False), self.source.column("_row", maybe=False)

    @property
    def identity(self) -> dict[str, Column]:
        """Its ``place`` by the names of the columns."""
        return {column.name: column for column in self.place}

    def unreadable(self, column: str) -> Expr:
        """TRUE when the cell holds something that could not be read; never NULL."""
        if self.type.seen.readable:
            return FALSE
        bad = self.source.column("_bad")
        return both(self(column).null, bad.there, contains(bad, f'"{column}":').certain)

    def filled(self, column: str) -> Expr:
        """TRUE when the cell holds anything, readable or not; never NULL."""
        return either(self(column).there, self.unreadable(column))

    def shown(self, column: str) -> Shown:
        """The value as evidence; a personal column only as filled or not."""
        kind = self.type.columns[column]
        if kind.personal:
            return Shown("text", (case((self.filled(column), "＊")),))
        if kind.kind == "instant":
            return shown_instant(self(column), self.hi(column))
        return Shown({"code": "text"}.get(kind.kind, kind.kind), (self(column),))


def condition(spec: Data | None, row: Row) -> Expr:
    """A condition over a record; NULL where a blank or an unknown word leaves it open.

    ``{field, equals}``, ``{field, in}``, ``{field, as}`` (another column of the record), ``{field, filled}``, ``{all}``,
    ``{any}``, ``{not}``; no condition is TRUE. ``filled`` is never NULL for a blank cell.
    """
    if not spec:
        return TRUE
    if "all" in spec:
        return both(*(condition(part, row) for part in spec["all"]))
    if "any" in spec:
        return either(*(condition(part, row) for part in spec["any"]))
    if "not" in spec:
        return ~condition(spec["not"], row)
    column = spec["field"]
    if "filled" in spec:
        return row.filled(column) if spec["filled"] else ~row.filled(column)
    if "as" in spec:
        return row.told(column).eq(row.told(spec["as"]))
    return row.says(column, spec["in"] if "in" in spec else [spec["equals"]])


def fields_of(spec: Data | None) -> list[str]:
    """The columns a condition names."""
    if not spec:
        return []
    if "not" in spec:
        return fields_of(spec["not"])
    parts = spec.get("all") or spec.get("any")
    if parts:
        return [f for part in parts for f in fields_of(part)]
    return [spec["field"], *([spec["as"]] if "as" in spec else [])]
