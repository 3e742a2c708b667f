"""A record that stands in the exports more than once: copies, and earlier states of it that a later export replaces.

The same record has the same key and the same beginning in files of one system: numbers are given again, people are hired again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from checker.model import Part, RecordType
from checker.records.store import Store, literal, name
from checker.records.types import HI


@dataclass(frozen=True, slots=True)
class Aside:
    """How many records of a part are not judged: copies of one that is, and states that a later export replaced."""

    duplicates: int = 0
    superseded: int = 0


def mark(
    store: Store, relation: str, record: RecordType, tables: Mapping[int, str], parts: Sequence[Part], ranks: Mapping[int, int]
) -> dict[int, Aside] | None:
    """Put the ``_row`` of every record that is set aside into a table for its part; the number found by part.

    ``relation`` holds all records of the type, ``parts`` are its files and ``ranks`` tells how late each is; ``tables`` names
    the table to make for each (only where needed). A record with a blank or unreadable key is never set aside. In one file the
    first of equal ones stays, and what differs is no copy; of several files the latest counts; of two that are equally late
    none replaces the other. None where no key stands twice.
    """
    key = ", ".join(name(column) for column in record.key)
    whole = " AND ".join(f"{name(column)} IS NOT NULL" for column in record.key)
    store.execute(
        f"CREATE OR REPLACE TEMP TABLE _again AS SELECT {key} FROM {relation} WHERE {whole} GROUP BY ALL HAVING count(*) > 1"
    )
    if not store.execute("SELECT count(*) FROM _again").fetchone()[0]:
        return None
    begins = [] if record.columns[record.time.begins].planned else [record.time.begins]  # what was planned may be moved
    system = _by_file({part.index: literal(part.system) for part in parts})
    same = ", ".join([system, *(name(column) for column in dict.fromkeys([*record.key, *begins]))])
    content = ", ".join(name(column) for column in contents(record))
    rank = _by_file({part.index: str(ranks[part.index]) for part in parts})
    copy = f"row_number() OVER (PARTITION BY {system}, {content}, _bad, _rest ORDER BY {rank} DESC, _file, _row)"
    replaced = f"{rank} < max({rank}) OVER (PARTITION BY {same})"
    store.execute(
        f"CREATE OR REPLACE TEMP TABLE _aside AS SELECT _file, _row, copy > 1 AS copied FROM (SELECT _file, _row, "
        f"{copy} AS copy, {replaced} AS replaced FROM {relation} SEMI JOIN _again USING ({key})) WHERE copy > 1 OR replaced"
    )
    found = store.execute(
        "SELECT _file, count(*) FILTER (WHERE copied), count(*) FILTER (WHERE NOT copied) FROM _aside GROUP BY _file"
    )
    counts = {int(part): Aside(int(copies), int(earlier)) for part, copies, earlier in found.fetchall()}
    for part in counts:
        store.execute(f"CREATE OR REPLACE TABLE {name(tables[part])} AS SELECT _row FROM _aside WHERE _file = {part}")
    return counts


def _by_file(values: Mapping[int, str]) -> str:
    """SQL: what a record's file has, one for each."""
    if len(set(values.values())) == 1:
        return next(iter(values.values()))
    return f"CASE _file {' '.join(f'WHEN {index} THEN {value}' for index, value in values.items())} END"


def contents(record: RecordType) -> list[str]:
    """The columns of a record type as they stand in a relation: an instant is two."""
    return [
        physical
        for column in record.columns.values()
        for physical in ([column.id, column.id + HI] if column.kind == "instant" else [column.id])
    ]
