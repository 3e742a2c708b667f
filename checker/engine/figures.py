"""The statistics the regulation orders, by month of the regulation's zone."""

from __future__ import annotations

from collections.abc import Sequence

from checker.engine.duckdb import DIALECT
from checker.model import Part
from checker.records.store import Store
from checker.regulation.book import Book
from checker.result import Figure
from checker.rules.conditions import Row, condition, fields_of
from checker.rules.load import Encoding, Statistic
from checker.sql.functions import count, month
from checker.sql.select import Select, named


def figures(book: Book, encoding: Encoding, parts: Sequence[Part], store: Store) -> tuple[Figure, ...]:
    """Every statistic whose record type and columns were exported; records without the instant belong to no month."""
    found: list[Figure] = []
    for statistic in encoding.statistics.values():
        needed = {statistic.at, *fields_of(statistic.count), *fields_of(statistic.of)}
        if any(p.type == statistic.record and needed <= p.columns for p in parts):
            found.extend(_by_month(book, statistic, store))
    return tuple(found)


def _by_month(book: Book, statistic: Statistic, store: Store) -> list[Figure]:
    row = Row(book.types[statistic.record])
    of, at = condition(statistic.of, row).certain, row(statistic.at)
    when = month(at, book.zone)
    columns = {"month": when, "k": count(of & condition(statistic.count, row).certain), "n": count(of)}
    select = Select(named(columns), row.source, where=at.there, group=(when,), order=(when,))
    article = book.law().article_of(statistic.encodes)
    return [
        Figure(statistic.id, statistic.title, article, statistic.record, when, k, n)
        for when, k, n in store.execute(DIALECT.query(select)).fetchall()
        if n
    ]
