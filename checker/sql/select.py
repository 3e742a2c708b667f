"""Selects: tables, joins, groups, unions and named steps over expressions, and the few statements made of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from checker.sql.expr import TRUE, Column, Expr
from checker.sql.tree import ColumnRef, columns_of

Named = tuple[tuple[str, Expr], ...]
"""Columns of a select in their order: name and expression."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table or view by its name. ``loaded``: it holds exported records, and what is read of it must have been exported."""

    name: str
    loaded: bool = True


@dataclass(frozen=True, slots=True)
class Source:
    """A relation under an alias."""

    relation: Relation
    alias: str

    def column(self, name: str, maybe: bool = True) -> Column:
        """A column of it."""
        table = self.relation.name if isinstance(self.relation, Table) and self.relation.loaded else ""
        return Column("column", maybe=maybe, alias=self.alias, name=name, table=table)


@dataclass(frozen=True, slots=True)
class Join:
    """``outer``: records of the left side without a partner stay, with NULL in the columns of the right one."""

    source: Source
    on: Expr
    outer: bool = False


@dataclass(frozen=True, slots=True)
class Select:
    """Rows of ``source`` with ``joins``, kept ``where`` TRUE, grouped by the expressions of ``group`` (empty: all rows as one
    group where a column is an aggregate, else none)."""

    columns: Named
    source: Source
    joins: tuple[Join, ...] = ()
    where: Expr = TRUE
    group: tuple[Expr, ...] = ()
    order: tuple[Expr, ...] = ()

    def expressions(self) -> Iterator[Expr]:
        yield from (expr for _, expr in self.columns)
        yield from (join.on for join in self.joins)
        yield from (self.where, *self.group, *self.order)

    def sources(self) -> Iterator[Source]:
        yield self.source
        yield from (join.source for join in self.joins)


@dataclass(frozen=True, slots=True)
class Step:
    """A select with a name of its own, printed once in front of the statement that builds on it."""

    name: str
    select: Select


@dataclass(frozen=True, slots=True)
class Laid:
    """A select that is the same for many statements: the engine makes it a table of that name, once, before any is run."""

    name: str
    select: Select


@dataclass(frozen=True, slots=True)
class Union:
    """All rows of several selects with the same columns."""

    selects: tuple[Select, ...]


@dataclass(frozen=True, slots=True)
class Unfolded:
    """Every row of ``select`` once for each item of its ``array`` that is not NULL: the item as ``item``, then ``keep``."""

    select: Select
    array: str
    item: str
    keep: tuple[str, ...]


Relation = Table | Select | Step | Laid | Union | Unfolded


def named(columns: Mapping[str, Expr]) -> Named:
    return tuple(columns.items())


def joined(joins: Iterable[tuple[Join, ...]]) -> tuple[Join, ...]:
    """Several groups of joins as one, each join once."""
    return tuple(dict.fromkeys(join for group in joins for join in group))


def steps_of(relation: Relation) -> dict[str, Select]:
    """The named steps that a relation builds on, each after those it builds on itself."""
    found: dict[str, Select] = {}
    for inner in _inner(relation):
        found |= steps_of(inner)
    if isinstance(relation, Step):
        found[relation.name] = relation.select
    return found


def laid_in(relation: Relation) -> dict[str, Select]:
    """What must be laid out for a relation, by name."""
    found = {relation.name: relation.select} if isinstance(relation, Laid) else {}
    for inner in _inner(relation):
        found |= laid_in(inner)
    return found


def _inner(relation: Relation) -> Iterator[Relation]:
    if isinstance(relation, Select):
        yield from (source.relation for source in relation.sources())
    elif isinstance(relation, Union):
        yield from relation.selects
    elif isinstance(relation, Step | Laid | Unfolded):
        yield relation.select


def read_by(relation: Relation, apart: Collection[Expr] = ()) -> Iterator[ColumnRef]:
    """Every column of a loaded table that a relation reads, other than within the expressions of ``apart``; and every loaded
    table itself, as one with an empty column."""
    if isinstance(relation, Table) and relation.loaded:
        yield ColumnRef(relation.name, "")
    if isinstance(relation, Select):
        for expr in relation.expressions():
            yield from columns_of(expr, apart)
    for inner in _inner(relation):
        yield from read_by(inner, apart)
