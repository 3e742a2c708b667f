"""Small tables, typed cell by cell in plain Python: planning a statement for them would cost more than reading them."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

from checker.model import Column, RecordType
from checker.records.cells import Meaning, Value, read
from checker.records.csvfile import LONGEST
from checker.records.grid import Grid, member, no_record, remaining
from checker.records.store import Store, name
from checker.records.types import HI
from checker.records.usual import SQL_TYPES

_BATCH = 5_000
csv.field_size_limit(2 * LONGEST)


def create(
    store: Store, table: str, path: Path, delimiter: str, grid: Grid, record: RecordType, zone: ZoneInfo
) -> tuple[int, int]:
    """Load a clean file of delimited text into a new table: the columns it has, ``_row``, ``_bad`` and
    ``_rest``.

    The rows read, and how many of them were no records. Raises ``csv.Error`` for a file that is not clean.
    """
    columns = {place: record.columns[column] for column, place in grid.places.items()}
    types = {"_row": "BIGINT"}
    for column in columns.values():
        types |= {column.id: SQL_TYPES[column.kind]} | ({column.id + HI: "BIGINT"} if column.kind == "instant" else {})
    types |= {"_bad": "VARCHAR", "_rest": "VARCHAR"}
    store.execute(f"CREATE OR REPLACE TABLE {name(table)} ({', '.join(f'{name(c)} {t}' for c, t in types.items())})")
    known: dict[int, dict[str, Meaning]] = {place: {} for place in columns}
    rows = skipped = 0
    with path.open(encoding="utf-8", newline="") as stream:
        lines = csv.reader(stream, delimiter=delimiter, doublequote=True)
        while batch := list(islice(lines, _BATCH)):
            kept = [(rows + n, row) for n, row in enumerate(batch) if not no_record(row, grid, record)]
            rows, skipped = rows + len(batch), skipped + len(batch) - len(kept)
            if kept:
                values = list(_typed(kept, columns, grid, known, zone))
                store.execute(f"INSERT INTO {name(table)} SELECT {', '.join(['unnest(?)'] * len(values))}", values)
    return rows, skipped


def _typed(
    rows: Sequence[tuple[int, Sequence[str]]],
    columns: Mapping[int, Column],
    grid: Grid,
    known: Mapping[int, dict[str, Meaning]],
    zone: ZoneInfo,
) -> Iterator[Sequence[Value]]:
    """The values of each column of the table, in their order."""
    bad: list[list[str]] = [[row[grid.lost]] if grid.lost is not None and row[grid.lost] else [] for _, row in rows]
    yield [place for place, _ in rows]
    for place, column in columns.items():
        seen, meant = known[place], []
        for number, (_, row) in enumerate(rows):
            cell = row[place]
            meaning = seen.get(cell)
            if meaning is None:
                meaning = seen[cell] = read(cell, column, zone)
            if meaning.unreadable:
                bad[number].append(member(column.id, cell))
            gone = not cell and bad[number] and grid.lost is not None and f"{json.dumps(column.id)}:" in bad[number][0]
            meant.append(Meaning() if gone else meaning)
        yield [meaning.value for meaning in meant]
        if column.kind == "instant":
            yield [meaning.end for meaning in meant]
    yield [f"{{{','.join(members)}}}" if members else None for members in bad]
    yield [remaining(row, grid) for _, row in rows]
