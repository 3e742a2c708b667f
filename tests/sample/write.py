"""The month as files, each in another shape that real systems produce."""

from __future__ import annotations

import csv
import json
from datetime import datetime
from pathlib import Path

import duckdb
import xlsxwriter

from checker.records.sources import FILE as SOURCES
from tests.sample.month import Month, Row, columns
from tests.sample.plant import Planted

GB18030 = {"inquiries": "客戶諮詢明細表　2026年1月", "staffing": "客服排班表", "finance-entries": "財務收支明細　2026年1月"}
"""Record types written as an old system would: GB18030, a title above the header, totals below; and their titles."""
WORKBOOKS = {
    "feedback": {"feedback": "客戶反饋", "follow-ups": "回訪記錄", "feedback-summaries": "反饋匯總"},
    "performance-reviews": {"performance-reviews": "績效考核", "sanctions": "處罰記錄", "rewards": "獎勵記錄"},
    "trainings": {"trainings": "培訓記錄", "training-topics": "培訓內容"},
    "recruitment": {"recruitment": "招聘", "candidates": "應聘記錄", "onboarding": "入職"},
}
"""Workbooks by the name of the file, and the record type and title of each sheet."""
LINES = ("complaints", "security-operations", "risk-register", "risk-reports")
TABBED = ("after-sales", "project-milestones", "credit-reviews")
ENGLISH = ("appointments", "documents", "kpi-figures", "partners")
COLUMNAR = ("review-scores",)
NAME = "{}-202601.{}"
CLAIM = "# What these exports hold: of every type that has a file, everything up to the day they were drawn.\ncomplete: all\n"


def write_exports(month: Month, folder: Path) -> None:
    """Every record type, once. UTF-8 with Chinese headers where nothing else is said."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / SOURCES).write_text(CLAIM, encoding="utf-8", newline="\n")
    done = set()
    for name, sheets in WORKBOOKS.items():
        _workbook(folder / NAME.format(name, "xlsx"), {title: (record, month.rows[record]) for record, title in sheets.items()})
        done |= sheets.keys()
    for record in month.rows.keys() - done:
        rows = month.rows[record]
        if record in LINES:
            with (folder / NAME.format(record, "jsonl")).open("w", encoding="utf-8", newline="\n") as out:
                for row in rows:
                    out.write(json.dumps({key: value for key, value in row.items() if value}, ensure_ascii=False) + "\n")
        elif record in COLUMNAR:
            _parquet(folder / NAME.format(record, "parquet"), record, rows)
        elif record in TABBED:
            _delimited(folder / NAME.format(record, "tsv"), record, rows, encoding="utf-8", delimiter="\t")
        elif record in GB18030:
            _delimited(folder / NAME.format(record, "csv"), record, rows, encoding="gb18030", title=GB18030[record])
        elif record in ENGLISH:
            _delimited(folder / NAME.format(record, "csv"), record, rows, encoding="utf-8", chinese=False)
        else:
            _delimited(folder / NAME.format(record, "csv"), record, rows, encoding="utf-8-sig")


def write_planted(planted: list[Planted], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["rule", "record", "key"])
        writer.writerows(sorted(planted))


def _delimited(
    path: Path,
    record: str,
    rows: list[Row],
    *,
    encoding: str,
    delimiter: str = ",",
    title: str = "",
    chinese: bool = True,
) -> None:
    names = columns(record)
    with path.open("w", encoding=encoding, newline="") as out:
        writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
        if title:
            writer.writerow([title, *[""] * (len(names) - 1)])
        writer.writerow(names.values() if chinese else names)
        writer.writerows([row[column] for column in names] for row in rows)
        if title:
            writer.writerow(["合計", f"{len(rows)} 筆", *[""] * (len(names) - 2)])


def _workbook(path: Path, sheets: dict[str, tuple[str, list[Row]]]) -> None:
    with xlsxwriter.Workbook(str(path)) as book:
        book.set_properties({"created": datetime(2026, 2, 2)})
        for title, (record, rows) in sheets.items():
            names = columns(record)
            sheet = book.add_worksheet(title)
            sheet.write_row(0, 0, names.values())
            for number, row in enumerate(rows, 1):
                for place, column in enumerate(names):
                    sheet.write_string(number, place, row[column])


def _parquet(path: Path, record: str, rows: list[Row]) -> None:
    with duckdb.connect() as store:
        names = columns(record)
        store.execute(f"CREATE TABLE t ({', '.join(f'{name} VARCHAR' for name in names)})")
        store.executemany(f"INSERT INTO t VALUES ({', '.join('?' * len(names))})", [[row[n] for n in names] for row in rows])
        store.execute(f"COPY t TO '{path.as_posix()}' (FORMAT parquet)")
