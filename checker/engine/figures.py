"""The statistics the regulation orders, by month of the regulation's zone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from checker.model import Part
from checker.regulation.book import Book
from checker.result import Figure
from checker.rules.load import Encoding, Statistic
from checker.rules.sql import Row, condition, fields_of, literal, name


def figures(book: Book, encoding: Encoding, parts: Sequence[Part], store: Any) -> tuple[Figure, ...]:
    """Every statistic whose record type and columns were exported; records without the instant belong to no month."""
    found: list[Figure] = []
    for statistic in encoding.statistics.values():
        named = {statistic.at, *fields_of(statistic.count), *fields_of(statistic.of)}
        if any(p.type == statistic.record and named <= p.columns for p in parts):
            found.extend(_by_month(book, statistic, store))
    return tuple(found)


def _by_month(book: Book, statistic: Statistic, store: Any) -> list[Figure]:
    row = Row(book.types[statistic.record])
    of = f"({condition(statistic.of, row)}) IS TRUE"
    counted = f"{of} AND ({condition(statistic.count, row)}) IS TRUE"
    month = f"strftime(timezone({literal(book.zone)}, make_timestamptz({row(statistic.at)})), '%Y-%m')"
    months = store.execute(
        f"SELECT {month} AS month, count(*) FILTER (WHERE {counted}), count(*) FILTER (WHERE {of}) "
        f"FROM {name(statistic.record)} AS t WHERE {row(statistic.at)} IS NOT NULL GROUP BY month ORDER BY month"
    ).fetchall()
    article = str(book.present.units.get(f"duty/{statistic.duty}", {}).get("article", statistic.duty.rpartition(".")[0]))
    return [Figure(statistic.id, statistic.title, article, statistic.record, m, count, n) for m, count, n in months if n]
