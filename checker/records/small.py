"""Small tables, typed cell by cell in plain Python: planning a statement for them would cost more than reading them."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

from checker.model import Column, RecordType
from checker.records.blanks import is_blank, trimmed
from checker.records.cells import Meaning, Value, read
from checker.records.csvfile import LONGEST
from checker.records.recognise import is_total
from checker.records.store import Store, name
from checker.records.types import HI
from checker.records.usual import SQL_TYPES

_BATCH = 5_000
csv.field_size_limit(2 * LONGEST)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the columns stand in a row of cells: ``places`` by column, ``header`` above them, ``width`` cells in all.

    ``lost``: the cell that names, as JSON members, cells whose digits were lost before they got here.
    """

    width: int
    places: Mapping[str, int]
    header: Sequence[str] = ()
    lost: int | None = None

    def key(self, record: RecordType) -> int:
        """The cell that a record hardly lacks: the first of its key."""
        return next((self.places[k] for k in record.key if k in self.places), 0)


def no_record(row: Sequence[str], layout: Layout, record: RecordType) -> bool:
    """Whether a row is no record: blank, the header again, or a totals row, whose first filled cell says so and whose key
    cells hold nothing else."""
    key = trimmed(row[layout.key(record)])
    title = layout.header[layout.key(record)] if layout.header else ""
    if not is_blank(key) and not is_total(key) and key != trimmed(title):
        return False
    cells = [trimmed(cell) for cell in row[: layout.width if layout.lost is None else layout.lost]]
    first = next(filter(None, cells), None)
    if first is None or (any(layout.header) and cells == [trimmed(cell) for cell in layout.header]):
        return True
    keys = [cells[layout.places[k]] for k in record.key if k in layout.places]
    return is_total(first) and all(is_blank(one) or is_total(one) for one in keys)


def member(column: str, cell: str) -> str:
    """A cell that could not be read, as a member of a JSON object."""
    return f"{json.dumps(column)}:{json.dumps(trimmed(cell), ensure_ascii=False)}"


def create(
    store: Store, table: str, path: Path, delimiter: str, layout: Layout, record: RecordType, zone: ZoneInfo
) -> tuple[int, int]:
    """Load a clean file of delimited text into a new table: the columns it has, ``_row`` and ``_bad``.

    The rows read, and how many of them were no records. Raises ``csv.Error`` for a file that is not clean.
    """
    columns = {place: record.columns[column] for column, place in layout.places.items()}
    types = {"_row": "BIGINT"}
    for column in columns.values():
        types |= {column.id: SQL_TYPES[column.kind]} | ({column.id + HI: "BIGINT"} if column.kind == "instant" else {})
    types["_bad"] = "VARCHAR"
    store.execute(f"CREATE OR REPLACE TABLE {name(table)} ({', '.join(f'{name(c)} {t}' for c, t in types.items())})")
    known: dict[int, dict[str, Meaning]] = {place: {} for place in columns}
    rows = skipped = 0
    with path.open(encoding="utf-8", newline="") as stream:
        lines = csv.reader(stream, delimiter=delimiter, doublequote=True)
        while batch := list(islice(lines, _BATCH)):
            kept = [(rows + n, row) for n, row in enumerate(batch) if not no_record(row, layout, record)]
            rows, skipped = rows + len(batch), skipped + len(batch) - len(kept)
            if kept:
                values = list(_typed(kept, columns, layout, known, zone))
                store.execute(f"INSERT INTO {name(table)} SELECT {', '.join(['unnest(?)'] * len(values))}", values)
    return rows, skipped


def _typed(
    rows: Sequence[tuple[int, Sequence[str]]],
    columns: Mapping[int, Column],
    layout: Layout,
    known: Mapping[int, dict[str, Meaning]],
    zone: ZoneInfo,
) -> Iterator[Sequence[Value]]:
    """The values of each column of the table, in their order."""
    bad: list[list[str]] = [[row[layout.lost]] if layout.lost is not None and row[layout.lost] else [] for _, row in rows]
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
            gone = not cell and bad[number] and layout.lost is not None and f"{json.dumps(column.id)}:" in bad[number][0]
            meant.append(Meaning() if gone else meaning)
        yield [meaning.value for meaning in meant]
        if column.kind == "instant":
            yield [meaning.end for meaning in meant]
    yield [f"{{{','.join(members)}}}" if members else None for members in bad]
