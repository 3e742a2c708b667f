"""Tables to take away: rows as CSV and as XLSX, and a blank export of a record type. The same rows give the same bytes."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import datetime

from checker.model import Column, RecordType

Rows = Sequence[Sequence[str]]
WIDEST = 60


def as_csv(header: Sequence[str], rows: Rows) -> bytes:
    """Comma-separated, with the mark by which spreadsheets know UTF-8."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([header, *rows])
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(sheets: Sequence[tuple[str, Sequence[str], Rows]], made: datetime) -> bytes:
    """A workbook of tables: sheet name, header, rows; every cell is text."""
    out = io.BytesIO()
    with _workbook(out, made) as book:
        bold, body = book.add_format({"bold": True, "valign": "top"}), book.add_format({"text_wrap": True, "valign": "top"})
        for name, header, rows in sheets:
            sheet = book.add_worksheet(name[:31])
            for column in range(len(header)):
                longest = max((len(row[column]) for row in [header, *rows]), default=0)
                sheet.set_column(column, column, min(2 * longest + 2, WIDEST), body)
            for number, row in enumerate([header, *rows]):
                for column, cell in enumerate(row):
                    sheet.write_string(number, column, cell, bold if number == 0 else body)
            sheet.freeze_panes(1, 0)
            sheet.autofilter(0, 0, len(rows), len(header) - 1)
    return out.getvalue()


def template_csv(kind: RecordType, english: bool = False) -> bytes:
    return as_csv([_header(column, english) for column in kind.columns.values()], [])


def template_xlsx(kind: RecordType, made: datetime, english: bool = False) -> bytes:
    """A blank sheet whose headers explain themselves, and whose codes can be chosen from a list."""
    out = io.BytesIO()
    with _workbook(out, made) as book:
        sheet = book.add_worksheet((kind.id if english else kind.title)[:31])
        text = book.add_format({"num_format": "@"})  # ids of 18 digits must not become numbers
        bold = book.add_format({"bold": True})
        for number, column in enumerate(kind.columns.values()):
            sheet.set_column(number, number, 18, text)
            sheet.write_string(0, number, _header(column, english), bold)
            if column.description:
                sheet.write_comment(0, number, column.description)
            choices = [words[0] for words in column.values.values() if words]
            if choices and len(",".join(choices)) < 255:  # Excel takes no longer list
                sheet.data_validation(
                    1, number, 1048575, number, {"validate": "list", "source": choices, "error_type": "warning"}
                )
        sheet.freeze_panes(1, 0)
    return out.getvalue()


def _header(column: Column, english: bool) -> str:
    return column.id if english else column.title


def _workbook(out: io.BytesIO, made: datetime):  # type: ignore[no-untyped-def]
    import xlsxwriter

    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": made})
    return book
