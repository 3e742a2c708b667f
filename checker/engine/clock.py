"""The small tables of time that rules join: the steps of limits that have no fixed length."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from checker.engine.compile import Compiled
from checker.regulation.book import Book
from checker.rules import deadline


def lay_out(compiled: Sequence[Compiled], book: Book, store: Any) -> None:
    """Make the tables, with what the rules of this run ask of them."""
    store.execute(f"CREATE TABLE {deadline.TABLE} ({deadline.COLUMNS})")
    limits = {version.values.limit for c in compiled for version in c.versions} - {None}
    for limit in sorted((limit for limit in limits if limit and limit.micros is None), key=lambda limit: limit.key):
        steps = list(deadline.steps(limit, book.calendar(limit.calendar)))
        columns = [list(column) for column in zip(*steps, strict=True)] or [[], [], [], []]
        store.execute(
            f"INSERT INTO {deadline.TABLE} SELECT ?, unnest(?), unnest(?), unnest(?), unnest(?)", [limit.key, *columns]
        )
