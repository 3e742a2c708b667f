"""The ids in the exports that are nobody's, where a rule compares people: each as it is written there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from checker.engine.duckdb import DIALECT
from checker.model import Part
from checker.records.store import Store
from checker.regulation.book import Book
from checker.rules.conditions import Row
from checker.rules.kinds.people import is_shared, people, shared
from checker.rules.load import Rule
from checker.sql.select import Select, Union, named


def nobodies(book: Book, rules: Iterable[Rule], parts: Sequence[Part], store: Store) -> tuple[str, ...]:
    """Few, as a rule: every distinct id is folded once, here, since no SQL can."""
    there = {(part.type, column) for part in parts for column in part.columns}
    asked = {(rule.record, column) for rule in rules for column in people(rule, book.types)} & there
    selects = []
    for record, column in sorted(asked):
        row = Row(book.types[record])
        selects.append(Select(named({"id": row(column)}), row.source, where=row(column).there, group=(row(column),)))
    if not selects:
        return ()
    words = shared(book.types)
    return tuple(
        sorted({id for (id,) in store.execute(DIALECT.query(Union(tuple(selects)))).fetchall() if is_shared(id, words)})
    )
