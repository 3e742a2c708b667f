"""What all records at hand have in common, asked once of each type, so that no statement asks it of every record again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from checker.engine.duckdb import DIALECT
from checker.model import Part, RecordType, Seen
from checker.records.store import Store
from checker.records.types import HI
from checker.regulation.book import Book
from checker.rules.conditions import Row
from checker.sql.expr import Expr
from checker.sql.functions import aggregate, count
from checker.sql.select import Select, named


def seen(book: Book, parts: Sequence[Part], distinct: Collection[str], store: Store) -> Book:
    """The book with what was seen of the records of each type that was loaded; no key of the ``distinct`` stands twice."""
    there: dict[str, set[str]] = {}
    for part in parts:
        there.setdefault(part.type, set()).update(part.columns)
    types = {record: book.types[record] for record in sorted(there)}
    known = {name: replace(record, seen=_of(record, there[name], name in distinct, store)) for name, record in types.items()}
    return replace(book, types={**book.types, **known})


def _of(record: RecordType, there: set[str], distinct: bool, store: Store) -> Seen:
    row, asked = Row(record), [column for column in record.columns.values() if column.id in there]
    closed = [column.id for column in asked if column.kind == "code" and not column.open]
    columns: dict[str, Expr] = {"n": count(), "bad": aggregate("count", row.source.column("_bad"))}
    columns |= {column.id: aggregate("count", row(column.id)) for column in asked}
    columns |= {column.id + HI: aggregate("count", row.hi(column.id)) for column in asked if column.kind == "instant"}
    columns |= {f"{column} told": aggregate("count", row.told(column)) for column in closed}
    told = store.execute(DIALECT.query(Select(named(columns), row.source))).fetchone()
    counts = dict(zip(columns, map(int, told), strict=True))
    if not counts["n"]:
        return Seen()
    return Seen(
        filled=frozenset(c.id for c in asked if counts[c.id] == counts.get(c.id + HI, counts["n"]) == counts["n"]),
        listed=frozenset(column for column in closed if counts[f"{column} told"] == counts[column]),
        readable=not counts["bad"],
        distinct=distinct,
    )
