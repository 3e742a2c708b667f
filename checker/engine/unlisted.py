"""Words in the exports that no list of codes has: each once, with its number and the listed word that is nearest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from checker.engine.duckdb import DIALECT
from checker.model import Column, Part, RecordType
from checker.records.store import Store
from checker.regulation.book import Book
from checker.result import Unlisted
from checker.rules.conditions import Row
from checker.sql.expr import both, value
from checker.sql.functions import count
from checker.sql.select import Select, Union, named
from checker.text import fold

_NEAR = 0.5  # of difflib's ratio: two characters of which one is the other word's


def unlisted(book: Book, parts: Sequence[Part], store: Store) -> tuple[Unlisted, ...]:
    """By record type and column, the most frequent word first. Columns that may hold any name are not asked."""
    found: list[Unlisted] = []
    for type_ in sorted({part.type for part in parts}):
        record, there = book.types[type_], frozenset().union(*(part.columns for part in parts if part.type == type_))
        columns = [c for c in record.columns.values() if c.kind == "code" and not c.open and c.id in there - record.seen.listed]
        if columns:
            found += _of(record, columns, store)
    return tuple(found)


def _of(record: RecordType, columns: Sequence[Column], store: Store) -> Iterator[Unlisted]:
    row = Row(record)
    selects = [
        Select(
            named({"column": value(c.id), "word": row(c.id), "n": count()}),
            row.source,
            where=both(row(c.id).there, ~row(c.id).among(sorted(c.values))),
            group=(row(c.id),),
        )
        for c in columns
    ]
    by_id = {c.id: c for c in columns}
    for column, word, n in sorted(
        store.execute(DIALECT.query(Union(tuple(selects)))).fetchall(), key=lambda r: (r[0], -r[2], r[1])
    ):
        yield Unlisted(record.id, column, word, int(n), nearest(word, by_id[column]))


def nearest(word: str, column: Column) -> str:
    """The first spelling of the code whose spelling is nearest to a word; empty where none is near."""
    spelt = {fold(one): words[0] if words else code for code, words in column.values.items() for one in (*words, code)}
    near = get_close_matches(fold(word), spelt, 1, _NEAR)
    return spelt[near[0]] if near else ""
