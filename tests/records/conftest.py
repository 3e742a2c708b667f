"""A record type that has every kind of column, and a loader that checks what must hold of every load."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from checker.catalog import say
from checker.engine.duckdb import connect
from checker.model import RecordType
from checker.records import loading
from checker.records.ingest import Loaded, ingest
from checker.records.sources import NOTHING_SAID, Sources
from checker.records.types import read_types
from checker.records.views import relation
from checker.result import FileAccount

CALLS = """{
  "title": "來電", "x-title-en": "Calls",
  "x-record": {"type": "calls", "key": ["call_id"], "activation": "at", "time": {"event": {"at": "at"}},
    "names": ["calls", "來電", "通話記錄"]},
  "properties": {
    "call_id": {"title": "來電編號", "type": "string", "x-aliases": ["單號"]},
    "at": {"title": "來電時間", "type": "string", "format": "date-time", "x-aliases": ["時間"]},
    "way": {"title": "方式", "type": "string", "x-values": {"phone": ["電話", "Telephone"], "web": ["網頁 端", "website"]}},
    "urgent": {"title": "是否緊急", "type": "boolean", "x-blank": false, "x-values": {"true": ["急"], "false": ["緩"]}},
    "minutes": {"title": "分鐘", "type": "integer"},
    "score": {"title": "評分", "type": "number"},
    "note": {"title": "備註", "x-title-en": "Remarks", "type": "string"}
  }, "examples": [{}]
}"""
STAFF = """{
  "title": "人員", "x-record": {"type": "staff", "key": ["staff_id", "since"], "activation": "since", 
    "time": {"life": {"from": "since"}}, "names": ["staff"]},
  "properties": {
    "staff_id": {"title": "工號", "type": "string"},
    "since": {"title": "起始日", "type": "string", "format": "date"},
    "note": {"title": "備註", "type": "string"}
  }, "examples": [{}]
}"""
PEOPLE = """{
  "title": "成員", "x-record": {"type": "people", "key": ["person_id"], "activation": "joined",
    "time": {"life": {"from": "joined", "to": "gone"}}, "names": ["people"]},
  "properties": {
    "person_id": {"title": "編號", "type": "string"},
    "joined": {"title": "加入日", "type": "string", "format": "date"},
    "gone": {"title": "離開日", "type": "string", "format": "date"},
    "told": {"title": "得知時刻", "type": "string", "format": "date-time"},
    "team": {"title": "組", "type": "string"}
  }, "examples": [{}]
}"""


@pytest.fixture(autouse=True)
def _any_size(monkeypatch: pytest.MonkeyPatch) -> None:
    """The files of these tests are small; they are to try both readers all the same."""
    monkeypatch.setattr(loading, "SMALL", 0)


@pytest.fixture(scope="session")
def types() -> Mapping[str, RecordType]:
    texts = {"calls": CALLS, "staff": STAFF, "people": PEOPLE}
    found, problems = read_types({f"schema/records/{type_}.json": text for type_, text in texts.items()})
    assert not problems
    return found


@dataclass(frozen=True)
class Run:
    """A load and its records, as dicts with ``_file``, ``_row`` and ``row`` (as a spreadsheet shows it)."""

    loaded: Loaded
    types: Mapping[str, RecordType]
    store: Any

    def records(self, type_: str = "calls") -> list[dict[str, Any]]:
        sql = relation(self.loaded.parts, self.types[type_])
        if sql is None:
            return []
        cursor = self.store.execute(f"SELECT * FROM ({sql}) ORDER BY _file, _row")
        names = [column[0] for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        return [row | {"row": self.loaded.rows.row(row["_file"], row["_row"])} for row in rows]

    @property
    def file(self) -> FileAccount:
        (only,) = self.loaded.files
        return only

    def note(self, code: str) -> Mapping[str, Any] | None:
        return next((params for note, params in self.file.notes if note == code), None)


Load = Callable[..., Run]


@pytest.fixture
def load(tmp_path: Path, types: Mapping[str, RecordType]) -> Iterator[Load]:
    """Load paths, and check of every one: the account adds up, each reject has file, line and a reason with words for it."""
    opened: list[Any] = []

    def run(
        *paths: Path, forced: Mapping[Path, str] | None = None, zone: str = "Asia/Shanghai", sources: Sources = NOTHING_SAID
    ) -> Run:
        workdir = tmp_path / f"work{len(opened)}"
        workdir.mkdir()
        store = connect(workdir)
        opened.append(store)
        done = Run(ingest(paths, types, store, zone=zone, forced=forced or {}, workdir=workdir, sources=sources), types, store)
        check(done)
        assert {path.name for path in workdir.iterdir()} <= {"spill"}
        return done

    yield run
    for store in opened:
        store.close()


def check(done: Run) -> None:
    loaded = done.loaded
    for file in loaded.files:
        assert file.account.balanced, file
        mine = [reject for reject in loaded.rejects if reject.file == file.file]
        assert len(mine) == file.account.rejected
        assert all(reject.line > file.account.header for reject in mine)
        for lang in ("zh-Hant", "en"):
            assert all(say(code, lang, params) for code, params in file.notes)
            assert all(say(reject.reason, lang, reject.params) for reject in mine)
    for type_ in {part.type for part in loaded.parts}:
        sql = relation(loaded.parts, done.types[type_])
        judged = sum(file.account.judged for file in loaded.files if file.type == type_)
        assert done.store.execute(f"SELECT count(*) FROM ({sql})").fetchone()[0] == judged


@pytest.fixture
def file(tmp_path: Path) -> Callable[[str, bytes | str], Path]:
    """Write a file and give its path."""
    folder = tmp_path / "exports"
    folder.mkdir()

    def write(name: str, content: bytes | str) -> Path:
        path = folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return path

    return write


def lines(*rows: Sequence[str] | str, end: str = "\n") -> str:
    """Rows as delimited text."""
    return "".join((row if isinstance(row, str) else ",".join(row)) + end for row in rows)


def workbook(path: Path, tables: Mapping[str, list[list[Any]]], hidden: tuple[str, ...] = ()) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        stamp = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        for name, rows in tables.items():
            sheet = book.add_worksheet(name)
            if name in hidden:
                sheet.hide()
            for r, row in enumerate(rows):
                for c, cell in enumerate(row):
                    if isinstance(cell, (date, datetime)):
                        sheet.write_datetime(r, c, cell, stamp)
                    elif cell is not None:
                        sheet.write(r, c, cell)
    return path
