"""Workbooks, JSON lines, Parquet, folders, duplicates, and inputs that can't be used."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from checker.catalog import say
from checker.model import RecordType
from checker.records import workbook as limits
from checker.records.ingest import InputError, ingest
from checker.records.views import relation
from checker.result import Account
from tests.records.conftest import Load, lines, workbook

Write = Callable[[str, bytes | str], Path]
HEADER = ["call_id", "at", "way", "note"]


def test_workbook(load: Load, tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["一月來電"],
        [],
        ["來電編號", "來電時間", "方式", "分鐘", "備註"],
        [1001, datetime(2026, 1, 5, 10, 0, 7), "電話", 3, "甲"],
        [110101199003076512, datetime(2026, 1, 5, 10, 1), "web", 2.5, 110101199003076512],
        [],
        ["C3", "2026/1/5 10:02", None, 4, True],
        ["C4", date(2026, 1, 6), "web", None, 12.5],
        ["合計", None, None, 9, None],
    ]
    done = load(workbook(tmp_path / "來電.xlsx", {"Sheet1": rows}))
    assert done.file.account == Account(lines=9, header=2, skipped=3, records=4, judged=4)
    first, lost, third, fourth = done.records()
    assert (first["call_id"], first["minutes"], first["row"]) == ("1001", 3, 4)
    assert first["at__hi"] - first["at"] == 1
    assert (lost["call_id"], lost["note"], lost["minutes"]) == (None, None, None)
    assert set(json.loads(lost["_bad"])) == {"call_id", "note", "minutes"}
    assert (third["note"], third["way"], third["row"]) == ("true", None, 7)
    assert (fourth["at__hi"] - fourth["at"], fourth["note"]) == (86_400_000_000, "12.5")


def test_two_sheets_and_a_hidden_one(load: Load, tmp_path: Path) -> None:
    calls = [HEADER, ["C1", "2026-01-05", "web", "x"]]
    staff = [["工號", "起始日"], ["E1", "2026-01-05"], ["E2", "2026-01-05"]]
    other = [["anything", "else"], ["a", "b"]]
    path = workbook(tmp_path / "book.xlsx", {"甲": calls, "staff": staff, "說明": other, "舊": calls, "空": []}, ("舊",))
    done = load(path)
    assert [(f.file.rpartition("#")[2], f.type, f.account.lines, f.account.judged) for f in done.loaded.files] == [
        ("甲", "calls", 2, 1), ("staff", "staff", 3, 2), ("說明", None, 2, 0),
    ]  # fmt: skip
    assert len(done.records("staff")) == 2


def test_merged_cells_are_blank_below_the_first(load: Load, tmp_path: Path) -> None:
    path = tmp_path / "calls.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for r, cells in enumerate([HEADER, ["C1", "2026-01-05", "", "x"], ["C2", "2026-01-05", "", "y"]]):
            sheet.write_row(r, 0, cells)
        sheet.merge_range(1, 2, 2, 2, "web")
    assert [r["way"] for r in load(path).records()] == ["web", None]


def test_duplicate_header_in_a_sheet(load: Load, tmp_path: Path) -> None:
    done = load(workbook(tmp_path / "calls.xlsx", {"a": [["call_id", "at", "at"], ["C1", "x", "y"], [], ["C2", "x", "y"]]}))
    assert done.file.account == Account(lines=4, header=1, skipped=1, records=2, rejected=2)
    assert [r.line for r in done.loaded.rejects] == [2, 4]


def test_a_full_sheet_was_probably_cut(load: Load, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FULL", 3)
    done = load(workbook(tmp_path / "calls.xlsx", {"a": [HEADER, ["C1"], ["C2"]]}))
    assert done.note("sheet-full") == {"rows": 3}


def test_a_cell_far_away_is_refused_before_reading(load: Load, tmp_path: Path) -> None:
    path = tmp_path / "calls.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADER)
        sheet.write(1_048_575, 16_383, "far")
    with pytest.raises(InputError) as caught:
        load(path)
    assert caught.value.problems[0].code == "input-sheet-too-wide"


def test_damaged_workbooks(load: Load, tmp_path: Path, file: Write) -> None:
    whole = workbook(tmp_path / "calls.xlsx", {"a": [HEADER, ["C1"]]}).read_bytes()
    codes = []
    for content in (whole[: len(whole) // 2], b"\xd0\xcf\x11\xe0" + b"\0" * 600):
        with pytest.raises(InputError) as caught:
            load(file("calls.xlsx", content))
        codes.append(caught.value.problems[0].code)
    assert codes == ["input-workbook-damaged", "input-old-workbook"]


def test_json_lines(load: Load, file: Write) -> None:
    good = {"單號": 12345678901234567890, "at": "2026-01-05 10:00:00", "way": None, "urgent": True, "score": 4.50, "tags": [1]}
    text = "\n".join([
        json.dumps(good, ensure_ascii=False),
        '{"call_id": "C2", "call_id": "C3"}',
        '{"call_id": "C4", "at": ',
        "",
        '["C5"]',
        '{"call_id": "C6", "score": NaN}',
        '{"call_id": "C7", "note": {"a": 1}}',
        '{"call_id": "C8", "單號": "C9"}',
        '{"call_id": "\\ud800"}',
        '{"note": "a\\nb", "call_id": "C10"}',
    ])  # fmt: skip
    done = load(file("export.jsonl", text))
    assert done.file.account == Account(lines=10, header=0, skipped=1, records=9, judged=3, rejected=6)
    assert [(r.line, r.reason) for r in done.loaded.rejects] == [
        (2, "json-duplicate-key"), (3, "json-broken"), (5, "json-not-object"), (6, "json-constant"), (7, "json-nested"),
        (9, "json-broken"),
    ]  # fmt: skip
    first, own_name, last = done.records()
    assert (first["call_id"], first["urgent"], first["score"], first["_bad"]) == ("12345678901234567890", True, 4.5, None)
    assert own_name["call_id"] == "C8"
    assert (last["note"], last["row"]) == ("a\nb", 10)
    assert done.file.unmapped == ("tags", "單號")


def test_json_lines_with_a_damaged_line(load: Load, file: Write) -> None:
    rows = [json.dumps({"call_id": f"C{i}", "note": "備註", "at": "2026-01-05"}, ensure_ascii=False).encode() for i in range(9)]
    rows[4] = rows[4].replace("備".encode(), b"\xff")
    done = load(file("calls.json", b"\n".join(rows)))
    assert (done.file.account.judged, [(r.line, r.reason) for r in done.loaded.rejects]) == (8, [(5, "undecodable")])


def test_parquet(load: Load, tmp_path: Path, file: Write) -> None:
    import duckdb

    path = tmp_path / "來電 '1'.parquet"
    with duckdb.connect() as store:
        store.execute("SET TimeZone = 'Asia/Shanghai'")
        store.execute(
            "COPY (SELECT CASE i WHEN 2 THEN 123456789012345678 ELSE i END::DOUBLE AS 單號, "
            "TIMESTAMPTZ '2026-01-05 10:00:00+08' + i * INTERVAL 1 SECOND AS at, 'web' AS way, i AS minutes, [i] AS note, "
            f"NULL AS other FROM range(5) t(i)) TO '{str(path).replace(chr(39), chr(39) * 2)}'"
        )
    done = load(path)
    assert done.file.account == Account(lines=5, header=0, skipped=0, records=5, judged=5)
    records = done.records()
    assert [r["call_id"] for r in records] == ["0", "1", None, "3", "4"]
    assert set(json.loads(records[2]["_bad"])) == {"call_id"}
    assert records[1]["at"] == 1767578401000000
    assert (records[1]["minutes"], records[1]["note"], records[1]["row"]) == (1, "[1]", 2)
    with pytest.raises(InputError) as caught:
        load(file("calls.parquet", b"PAR1 and no more"))
    assert caught.value.problems[0].code == "input-parquet-damaged"


def test_the_same_content_twice(load: Load, file: Write, tmp_path: Path) -> None:
    header = "call_id,at,note\n"
    first = file("calls a.csv", header + "C1,2026-01-05,x\nC2,2026-01-05,無\nC1,2026-01-05,x\n,2026-01-05,x\n,2026-01-05,x\n")
    again = file("calls b.csv", "備註,單號,時間\nx,C1,2026/1/5\n-,C2,2026-01-05\n無,C3,bad\nnew,C1,2026-01-05\n")
    third = workbook(
        tmp_path / "calls c.xlsx", {"a": [["call_id", "at"], ["C3", "bad"], ["C3", "bad!"], ["C2", date(2026, 1, 5)]]}
    )
    done = load(first, again, third)
    assert [f.account.duplicates for f in done.loaded.files] == [1, 2, 2]
    assert [(r["_file"], r["row"], r["call_id"]) for r in done.records()] == [
        (0, 2, "C1"), (0, 3, "C2"), (0, 5, None), (0, 6, None), (1, 4, "C3"), (1, 5, "C1"), (2, 3, "C3"),
    ]  # fmt: skip


def test_a_file_named_twice_is_read_twice(load: Load, file: Write) -> None:
    path = file("calls.csv", lines("call_id,at", "C1,2026-01-05", "C2,2026-01-05"))
    assert [f.account.duplicates for f in load(path, path).loaded.files] == [0, 2]


def test_a_key_of_two_columns(load: Load, file: Write) -> None:
    text = lines("staff_id,since", "E1,2026-01-05", "E1,2026-02-05", "E1,2026/1/5")
    assert load(file("staff.csv", text)).file.account.duplicates == 1


def test_folders(load: Load, file: Write, tmp_path: Path) -> None:
    root = file("calls.csv", "call_id,at\nC1,2026-01-05\n").parent
    others = {"sub/staff.csv": "staff_id,since\nE1,2026-01-05\n", "readme.txt": "to whom\nit may concern", "a.png": "\0\0\0"}
    hidden = {"~$calls.xlsx": "x", ".git/calls.csv": "x"}
    for name, content in (others | hidden).items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(content, encoding="utf-8")
    done = load(root)
    found = {Path(f.file).name: (f.type, f.account.lines, f.account.skipped) for f in done.loaded.files}
    assert found == {
        "a.png": (None, 0, 0), "calls.csv": ("calls", 2, 0), "readme.txt": (None, 2, 2), "staff.csv": ("staff", 2, 0),
    }  # fmt: skip


def test_names_and_headers_decide_the_type(load: Load, file: Write) -> None:
    both = "call_id,staff_id,at,since,note\nC1,E1,2026-01-05,2026-01-05,x\n"
    assert load(file("2026 STAFF.csv", both)).file.type == "staff"
    assert load(file("通話记录_01.csv", both)).file.type == "calls"
    assert load(path := file("x.csv", "call_id,staff_id,since,note\nC1,E1,2026-01-05,x\n")).file.type == "staff"
    assert load(path, forced={path: "calls"}).file.type == "calls"
    assert load(file("staff.csv", "call_id,at\nC1,2026-01-05\n")).file.type == "calls"
    assert load(forced={path: "calls"}).file.type == "calls"


def test_all_problems_of_the_input_at_once(tmp_path: Path, types: Mapping[str, RecordType], file: Write, load: Load) -> None:
    store = load(file("calls.csv", "call_id,at\n")).store
    plain, image = file("notes.txt", "hello\n"), file("x.bin", b"\0" * 100)
    both = file("both.csv", "call_id,staff_id,since,at\nC1,E1,2026-01-05,2026-01-05\n")
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError) as caught:
        ingest(
            [tmp_path / "gone.csv", plain, image, both, tmp_path / "empty"], types, store, zone="UTC", workdir=tmp_path,
            forced={plain: "staff", tmp_path / "nowhere.csv": "calls", image: "no-such-type"},
        )  # fmt: skip
    found = [problem.code for problem in caught.value.problems]
    assert found == ["input-type-unknown", "input-missing", "input-forced-mismatch", "input-ambiguous", "input-missing"]
    for problem in caught.value.problems:
        assert say(problem.code, "zh-Hant", problem.params)
        assert say(problem.code, "en", problem.params)
    with pytest.raises(InputError) as nothing:
        ingest([tmp_path / "empty"], types, store, zone="UTC", workdir=tmp_path)
    assert nothing.value.problems[0].code == "input-nothing"


def test_relation_of_nothing(load: Load, file: Write, types: Mapping[str, RecordType]) -> None:
    assert relation(load(file("calls.csv", "call_id,at\n")).loaded.parts, types["staff"]) is None


def test_a_zip_is_no_workbook(file: Write, load: Load) -> None:
    path = file("calls.csv", "")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("calls.csv", "call_id,at\n")
    with pytest.raises(InputError) as caught:
        load(path)
    assert caught.value.problems[0].code == "input-not-text"
