"""The tables that rules join: calendar periods, the steps of limits that have no fixed length, what many of them ask of the
records alike."""

from __future__ import annotations

from collections.abc import Sequence

from checker.engine.compile import Compiled
from checker.engine.duckdb import DIALECT
from checker.engine.lapses import DAILY
from checker.records.store import Store
from checker.regulation.book import Book
from checker.regulation.calendars import CIVIL
from checker.rules import deadline, periods
from checker.rules.kinds.periods import MONTH
from checker.sql.select import laid_in


def lay_out(compiled: Sequence[Compiled], book: Book, cutoff: int | None, store: Store) -> None:
    """Make the tables, with what the rules of this run ask of them."""
    store.execute(DIALECT.create(periods.TABLE, periods.COLUMNS))
    store.execute(DIALECT.create(deadline.TABLE, deadline.COLUMNS))
    days = {DAILY} if any(c.lives for c in compiled) else set()
    every = sorted({MONTH, *days, *(version.values.every for c in compiled for version in c.versions)} - {""})
    for frequency in every if book.history.editions else ():
        first = book.history.editions[0].effective
        _fill(store, periods.TABLE, frequency, list(periods.periods(frequency, book.calendar(CIVIL), first, cutoff or 0)))
    limits = {version.values.limit for c in compiled for version in c.versions} - {None}
    for limit in sorted((limit for limit in limits if limit and limit.micros is None), key=lambda limit: limit.key):
        _fill(store, deadline.TABLE, limit.key, list(deadline.steps(limit, book.calendar(limit.calendar), cutoff or 0)))
    laid = {name: select for c in compiled for join in c.joins for name, select in laid_in(join.source.relation).items()}
    for name, select in laid.items():
        store.execute(DIALECT.keep(name, select))


def _fill(store: Store, table: str, key: str, rows: Sequence[tuple[object, ...]]) -> None:
    """Put rows into a table, each after the key they share."""
    if rows:
        columns = [list(column) for column in zip(*rows, strict=True)]
        store.execute(DIALECT.fill(table, len(columns) + 1), [key, *columns])
