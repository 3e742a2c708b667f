"""XLSX workbooks: each visible sheet is one export."""

from __future__ import annotations

import csv
import json
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from checker.records.account import Note, Tally
from checker.records.blanks import SPACE
from checker.records.recognise import HEAD, Header
from checker.records.workbook import UnreadableError, check

_DIGITS = 15  # a spreadsheet keeps no more of a number


def open_sheets(path: Path) -> list[tuple[str, object]]:
    """The visible sheets that hold anything, by name. Looks at the true extent of the cells before anything is read."""
    import python_calamine as calamine

    try:
        check(path)
        book = calamine.CalamineWorkbook.from_path(str(path))
        visible = [
            meta.name
            for meta in book.sheets_metadata
            if meta.visible == calamine.SheetVisibleEnum.Visible and meta.typ == calamine.SheetTypeEnum.WorkSheet
        ]
        sheets = [(name, book.get_sheet_by_name(name)) for name in visible]
    except (calamine.CalamineError, zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError) as error:
        raise UnreadableError("workbook-damaged", detail=type(error).__name__) from error
    return [(name, sheet) for name, sheet in sheets if height(sheet)]


def height(sheet: Any) -> int:
    """Rows from the first to the last that holds anything (``total_height`` counts one less)."""
    return int(sheet.end[0]) + 1 if sheet.end else 0


def head(sheet: Any) -> list[list[str]]:
    """The first rows as text."""
    return [[cell_text(cell)[0] for cell in row] for row in sheet.to_python(skip_empty_area=False, nrows=HEAD)]


def clean(sheet: Any, header: Header, file: str, into: Path, refuse: Note | None = None) -> Tally:
    """Copy the rows below the header as CSV with a cell for each of the header's and one that names the lost ones as JSON.

    All rows are kept for the database to tell records from blank rows and totals, unless they are refused.
    """
    lost_columns = {place: column for column, place in header.places.items()}
    tally: Tally | None = None
    width = len(header.cells)
    with into.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
        blank = 0
        for index, row in enumerate(_rows(sheet, width)):
            if index <= header.row:
                blank += not any(cell_text(cell)[0].strip(SPACE) for cell in row)
                if index == header.row:
                    tally = Tally(file, index + 1, index + 1 - blank, blank)
                continue
            assert tally is not None
            texts, lost = _texts(row, lost_columns)
            if refuse and any(texts):
                tally.reject(index + 1, *refuse)
            elif refuse:
                tally.skip()
            else:
                writer.writerow([*texts, lost])
                tally.kept += 1
    assert tally is not None
    tally.physical = tally.rows
    return tally


def _rows(sheet: Any, width: int) -> Iterator[Sequence[Any]]:
    """All rows from the first, from column A, as wide as the header."""
    before = [""] * (sheet.start[1] if sheet.start else 0)
    for row in sheet.iter_rows():
        yield [*before, *row, *[""] * width][:width]


def _texts(row: Sequence[object], columns: dict[int, str]) -> tuple[list[str], str]:
    texts, lost = [], []
    for place, cell in enumerate(row):
        text, whole = cell_text(cell)
        if not whole and place in columns:
            lost.append(f"{json.dumps(columns[place])}:{json.dumps(text)}")
            text = ""
        texts.append(text.strip(SPACE))
    return texts, ",".join(lost)


def cell_text(cell: object) -> tuple[str, bool]:
    """A cell as text, and False when digits of it are lost: a number keeps 15 of them, an 18-digit id does not survive."""
    if isinstance(cell, str):
        return cell.encode("utf-8", "ignore").decode("utf-8"), True
    if isinstance(cell, bool):
        return ("true" if cell else "false"), True
    if isinstance(cell, (int, float)):
        if cell != cell or cell in (float("inf"), float("-inf")):
            return repr(cell), True
        if cell == int(cell):
            return str(int(cell)), abs(int(cell)) < 10**_DIGITS
        return repr(cell), True
    if isinstance(cell, datetime):
        return _to_millisecond(cell).isoformat(sep=" "), True
    if isinstance(cell, date):
        return cell.isoformat(), True
    return str(cell), True


def _to_millisecond(moment: datetime) -> datetime:
    """A spreadsheet stores days as floats: what lies below the millisecond is noise."""
    rest = moment.microsecond % 1000
    return moment - timedelta(microseconds=rest) + timedelta(milliseconds=1 if rest >= 500 else 0)
