"""Records that need no export: the company itself, which rules on what the whole company must have are about."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from checker.engine.duckdb import DIALECT
from checker.model import Part, RecordType
from checker.quantity import DAY
from checker.records.duplicates import contents
from checker.records.store import Store
from checker.records.types import HI
from checker.records.usual import SQL_TYPES
from checker.regulation.book import Book
from checker.rules.kinds import KINDS
from checker.rules.load import Rule


def hangs_on(rule: Rule, types: Mapping[str, RecordType]) -> set[str]:
    """The record types of which one must have been exported for a rule to say anything: its own, or, where that is implied,
    those that it looks for."""
    return {rule.record} if not types[rule.record].implied else KINDS[rule.kind].records(rule) - {rule.record}


def implied(book: Book, asked: Collection[str], parts: Sequence[Part], store: Store) -> list[Part]:
    """One record for each implied type that is ``asked`` about: its key is the title of its type, and it lives from the first
    day of the law on."""
    missing = [record for record in book.types.values() if record.implied and record.id in asked]
    return [_part(book, record, len(parts) + number, store) for number, record in enumerate(missing)]


def _part(book: Book, record: RecordType, index: int, store: Store) -> Part:
    values: dict[str, object] = {record.key[0]: record.title}
    if book.history.editions:
        begins = book.midnight(book.history.editions[0].effective)
        values |= {record.time.begins: begins, record.time.begins + HI: begins + DAY}
    kinds = {name: SQL_TYPES[record.columns[name.removesuffix(HI)].kind] for name in contents(record)}
    table = f"_implied_{record.id}"
    store.execute(DIALECT.create(table, {"_row": "BIGINT", **kinds, "_bad": "VARCHAR", "_rest": "VARCHAR"}))
    store.execute(DIALECT.fill(table, len(kinds) + 3), [0, *([values.get(name)] for name in kinds), [None], [None]])
    return Part(index, "", record.id, DIALECT.quoted(table), frozenset(record.columns))
