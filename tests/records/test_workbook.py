"""A workbook says by its own bytes what it would ask for, and is refused before anything opens it."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from checker.records import workbook
from tests.records.conftest import Load

SHEET = "xl/worksheets/sheet1.xml"


def book(folder: Path, change: Callable[[str], str] = str, name: str = SHEET, **more: object) -> Path:
    """A workbook of two calls, one of its parts changed."""
    plain, path = folder / "plain.xlsx", folder / "exports" / "calls.xlsx"
    path.parent.mkdir(exist_ok=True)
    with xlsxwriter.Workbook(str(plain)) as made:
        sheet = made.add_worksheet()
        for row, cells in enumerate([("call_id", "at"), ("C1", "2026-01-05"), ("C2", "2026-01-06")]):
            sheet.write_row(row, 0, cells)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            text = old.read(member).decode("utf-8")
            new.writestr(member.filename, change(text) if member.filename == name else text)
    plain.unlink()
    return path


def reason(load: Load, path: Path) -> str | None:
    (found,) = load(path.parent).loaded.files
    return found.notes[0][0] if found.type is None else None


def test_an_ordinary_one_is_read(load: Load, tmp_path: Path) -> None:
    assert reason(load, book(tmp_path)) is None


FAR = {
    "double quotes": lambda text: text.replace('r="B3"', 'r="XFD1048576"'),
    "single quotes": lambda text: text.replace('r="B3"', "r='XFD1048576'"),
    "blanks around": lambda text: text.replace('r="B3"', '\n r = "XFD1048576"'),
    "other attributes first": lambda text: text.replace('c r="B3"', 'c t="s" s="0" r="XFD1048576"').replace('" t="s">', '">'),
    "small letters": lambda text: text.replace('r="B3"', 'r="xfd1048576"'),
    "the row says it": lambda text: text.replace('r="B3"', 'r="XFD3"').replace('<row r="3"', "<row r='1048576'"),
}


@pytest.mark.parametrize("how", FAR)
def test_a_cell_far_away_is_refused_however_it_is_written(load: Load, tmp_path: Path, how: str) -> None:
    changed = book(tmp_path, FAR[how])
    with zipfile.ZipFile(changed) as archive:
        assert "048576" in archive.read(SHEET).decode()
    assert reason(load, changed) == "sheet-too-wide"


ODD = {
    "a place in signs": lambda text: text.replace('r="B3"', 'r="&#66;3"'),
    "a place that is none": lambda text: text.replace('r="B3"', 'r="ABCD3"'),
    "an entity": lambda text: text.replace("<worksheet", '<!DOCTYPE x [<!ENTITY y "z">]><worksheet', 1),
}


@pytest.mark.parametrize("how", ODD)
def test_what_no_program_writes_is_refused(load: Load, tmp_path: Path, how: str) -> None:
    assert reason(load, book(tmp_path, ODD[how])) == "workbook-damaged"


@pytest.mark.parametrize("name", [SHEET, "xl/sharedStrings.xml", "xl/styles.xml"])
@pytest.mark.parametrize("lying", [False, True])
def test_what_unpacks_to_too_much_is_refused(
    load: Load, tmp_path: Path, name: str, lying: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever size its directory claims to have."""
    monkeypatch.setattr(workbook, "UNPACKED", 5_000_000)
    path = book(tmp_path, lambda text: text + "<x/>" * 2_000_000, name)
    if lying:
        content = bytearray(path.read_bytes())
        at = content.rfind(b"PK\x01\x02", 0, content.rfind(name.encode()))
        content[at + 24 : at + 28] = struct.pack("<L", 10)
        path.write_bytes(content)
    assert reason(load, path) == "workbook-too-large"


@pytest.mark.parametrize("name", [SHEET, "xl/sharedStrings.xml"])
def test_a_cell_without_end_is_refused(load: Load, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "LONGEST", 2_000_000)
    path = book(
        tmp_path,
        lambda text: text.replace("<sheetData>", "<sheetData>" + "x" * 3_000_000).replace("<t>", "<t>" + "x" * 3_000_000, 1),
        name,
    )
    assert reason(load, path) == "cell-too-long"


def test_a_place_across_two_pieces_is_seen(load: Load, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for size in range(300, 420, 7):
        monkeypatch.setattr(workbook, "_CHUNK", size)
        assert reason(load, book(tmp_path, FAR["single quotes"])) == "sheet-too-wide"
