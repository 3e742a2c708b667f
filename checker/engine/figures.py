"""The statistics the regulation orders, by month of the regulation's zone: as a whole, by record type, by group."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from checker.engine.duckdb import DIALECT
from checker.model import Part, UnitKey
from checker.records.store import Store
from checker.regulation.book import Book
from checker.result import Figure
from checker.rules.conditions import Row, condition, fields_of
from checker.rules.load import Encoding, Share, Statistic
from checker.sql.functions import count, month
from checker.sql.select import Select, named

Group = tuple[str, str]
"""A column and its value."""
ALL: Group = ("", "")
Tally = dict[tuple[str, Group], tuple[int, int]]
"""How many counted, of how many, by month and group."""


def figures(book: Book, encoding: Encoding, parts: Sequence[Part], cutoff: int | None, store: Store) -> tuple[Figure, ...]:
    """Every statistic as far as its record types and columns were exported, for months that lay within the law.

    Records without the instant, or after the cutoff, belong to no month; those without a value belong to no group.
    """
    if cutoff is None or not book.history.editions:
        return ()
    return tuple(
        figure for statistic in encoding.statistics.values() for figure in _figures(book, statistic, parts, cutoff, store)
    )


def _figures(book: Book, statistic: Statistic, parts: Sequence[Part], cutoff: int, store: Store) -> Iterator[Figure]:
    tallies = {share.record: _tally(book, share, cutoff, store) for share in statistic.shares if _exported(share, parts)}
    lines: dict[tuple[str, ...], Tally] = {(record,): tally for record, tally in tallies.items()}
    every = tuple(share.record for share in statistic.shares)
    if len(tallies) == len(every):  # of some alone the whole would be said of what it is not
        lines = {every: _together(statistic, tallies), **lines}
    article = book.law().article_of(statistic.encodes)
    columns = [ALL[0], *dict.fromkeys(column for share in statistic.shares for column in share.by)]
    for period in sorted({period for tally in tallies.values() for period, _ in tally}):
        first = date.fromisoformat(f"{period}-01")
        after = (first + timedelta(days=31)).replace(day=1)
        if not _in_force(book, statistic.encodes, first, after):
            continue
        running = cutoff < book.midnight(after) - 1
        for records, tally in lines.items():
            groups = (group for when, group in tally if when == period)
            for group in sorted(groups, key=lambda group: (columns.index(group[0]), group[1])):
                k, n = tally[period, group]
                if n:
                    yield Figure(
                        statistic.id, statistic.title, statistic.reading, article,
                        records, records == every, period, running, None if group == ALL else group, k, n,
                    )  # fmt: skip


def _exported(share: Share, parts: Sequence[Part]) -> bool:
    needed = {share.at, *fields_of(share.count), *fields_of(share.of)}
    mine = [part for part in parts if part.type == share.record]
    return bool(mine) and all(needed <= part.columns for part in mine)


def _tally(book: Book, share: Share, cutoff: int, store: Store) -> Tally:
    """One record type, by month and by each group alone."""
    row = Row(book.types[share.record])
    of, at = condition(share.of, row).certain, row(share.at)
    when, groups = month(at, book.zone), tuple(row(column) for column in share.by)
    numbers = {"k": count(of & condition(share.count, row).certain), "n": count(of)}
    columns = named({"month": when, **dict(zip(share.by, groups, strict=True)), **numbers})
    law = at >= book.midnight(book.history.editions[0].effective)
    select = Select(columns, row.source, where=(law & (at <= cutoff)).certain, group=(when, *groups))
    found: Tally = {}
    for period, *values, k, n in store.execute(DIALECT.query(select)).fetchall():
        named_by = [(column, value) for column, value in zip(share.by, values, strict=True) if value is not None]
        for group in (ALL, *named_by):
            _add(found, (period, group), k, n)
    return found


def _together(statistic: Statistic, tallies: Mapping[str, Tally]) -> Tally:
    """Several record types as one; a column groups them where each of them has it."""
    found: Tally = {}
    for tally in tallies.values():
        for (period, group), (k, n) in tally.items():
            if group == ALL or all(group[0] in share.by for share in statistic.shares):
                _add(found, (period, group), k, n)
    return found


def _add(tally: Tally, key: tuple[str, Group], k: int, n: int) -> None:
    counted, of = tally.get(key, (0, 0))
    tally[key] = (counted + k, of + n)


def _in_force(book: Book, duty: UnitKey, first: date, after: date) -> bool:
    """Whether the duty was law on every day of a month."""
    ruling = [book.history.on(first), *(e for e in book.history.editions if first < e.effective < after)]
    return all(edition is not None and duty in edition.units for edition in ruling)
