"""The same record twice: same key and same content, in one file or in several. The first stays, the others are set aside."""

from __future__ import annotations

from collections.abc import Mapping

from checker.model import RecordType
from checker.records.store import Store, name
from checker.records.types import HI


def mark(store: Store, relation: str, record: RecordType, tables: Mapping[int, str]) -> dict[int, int]:
    """Put the ``_row`` of every repetition of a record into a table for its part; the number found by part.

    ``relation`` holds all records of the type, ``tables`` names the table to make for each part (only where needed). A record
    with a blank or unreadable key is never a repetition.
    """
    key = ", ".join(name(column) for column in record.key)
    whole = " AND ".join(f"{name(column)} IS NOT NULL" for column in record.key)
    store.execute(
        f"CREATE OR REPLACE TEMP TABLE _again AS SELECT {key} FROM {relation} WHERE {whole} GROUP BY ALL HAVING count(*) > 1"
    )
    if not store.execute("SELECT count(*) FROM _again").fetchone()[0]:
        return {}
    content = ", ".join(name(column) for column in contents(record))
    store.execute(
        "CREATE OR REPLACE TEMP TABLE _twice AS SELECT _file, _row FROM (SELECT _file, _row, row_number() OVER "
        f"(PARTITION BY {content}, _bad ORDER BY _file, _row) AS copy FROM {relation} SEMI JOIN _again USING ({key})) "
        "WHERE copy > 1"
    )
    counts = {int(f): int(n) for f, n in store.execute("SELECT _file, count(*) FROM _twice GROUP BY _file").fetchall()}
    for part in counts:
        store.execute(f"CREATE OR REPLACE TABLE {name(tables[part])} AS SELECT _row FROM _twice WHERE _file = {part}")
    return counts


def contents(record: RecordType) -> list[str]:
    """The columns of a record type as they stand in a relation: an instant is two."""
    return [
        physical
        for column in record.columns.values()
        for physical in ([column.id, column.id + HI] if column.kind == "instant" else [column.id])
    ]
