"""Rows of cells before they have types: where the columns stand in them, which rows are no records, how a bad cell is named."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from checker.model import RecordType
from checker.records.blanks import is_blank, trimmed
from checker.records.recognise import is_total

REST = "\x1f"
"""Between the cells that are no columns, in the one text that they become."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Where the columns stand in a row of cells: ``places`` by column, ``header`` above them, ``width`` cells in all.

    ``lost``: the cell that names, as JSON members, cells whose digits were lost before they got here. ``rest``: the cells that
    are no columns, by the name above them: two records are copies only if these agree too.
    """

    width: int
    places: Mapping[str, int]
    header: Sequence[str] = ()
    lost: int | None = None
    rest: Sequence[tuple[str, int]] = ()

    def key(self, record: RecordType) -> int:
        """The cell that a record hardly lacks: the first of its key."""
        return next((self.places[k] for k in record.key if k in self.places), 0)

    def title(self, record: RecordType) -> str:
        """What stands above that cell; empty where nothing does."""
        return self.header[self.key(record)] if self.header else ""


def remaining(row: Sequence[str], grid: Grid) -> str | None:
    """What stands in the cells that are no columns; None where that is nothing."""
    return REST.join(f"{title}={row[place]}" for title, place in grid.rest if row[place]) or None


def no_record(row: Sequence[str], grid: Grid, record: RecordType) -> bool:
    """Whether a row is no record: blank, the header again, or a totals row, whose first filled cell says so and whose key
    cells hold nothing else."""
    key = trimmed(row[grid.key(record)])
    if not is_blank(key) and not is_total(key) and key != trimmed(grid.title(record)):
        return False
    cells = [trimmed(cell) for cell in row[: grid.width if grid.lost is None else grid.lost]]
    first = next(filter(None, cells), None)
    if first is None or (any(grid.header) and cells == [trimmed(cell) for cell in grid.header]):
        return True
    keys = [cells[grid.places[k]] for k in record.key if k in grid.places]
    return is_total(first) and all(is_blank(one) or is_total(one) for one in keys)


def member(column: str, cell: str) -> str:
    """A cell that could not be read, as a member of a JSON object."""
    return f"{json.dumps(column)}:{json.dumps(trimmed(cell), ensure_ascii=False)}"
