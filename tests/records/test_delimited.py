"""Delimited text as companies export it, clean and damaged: what is read, what is refused, and the account."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from checker.records import tabular
from checker.result import Account
from tests.records.conftest import Load, Run, lines

HEADER = "call_id,at,way,note"
Write = Callable[[str, bytes | str], Path]


def row(number: int, note: str = "x") -> str:
    return f"C{number},2026-01-05 10:00:{number % 60:02d},phone,{note}"


def account(done: Run) -> Account:
    return done.file.account


def reasons(done: Run) -> list[tuple[int, str]]:
    return [(reject.line, reject.reason) for reject in done.loaded.rejects]


def ids(done: Run) -> list[tuple[str, int]]:
    return [(record["call_id"], record["row"]) for record in done.records()]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
@pytest.mark.parametrize("last", [True, False], ids=["ended", "unended"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings_and_line_ends(load: Load, file: Write, end: str, last: bool, encoding: str) -> None:
    if end == "\r" and encoding == "utf-16":
        pytest.skip("no system writes this")
    text = lines("來電編號,來電時間,方式,備註", row(1, "王小明𠮷"), row(2, "退款"), end=end)
    done = load(file("export.csv", (text if last else text[: -len(end)]).encode(encoding)))
    assert account(done) == Account(3, 1, 0, 2, 2, 0, 0)
    assert ids(done) == [("C1", 2), ("C2", 3)]
    assert [r["note"] for r in done.records()] == ["王小明𠮷", "退款"]
    expected = {"utf-16": "utf-16-le"}.get(encoding, encoding)
    assert (done.file.encoding, done.file.format, done.file.type) == (expected, "csv", "calls")


def test_utf16_big_endian(load: Load, file: Write) -> None:
    done = load(file("calls.csv", b"\xfe\xff" + lines(HEADER, row(1, "上"), row(2, "下")).encode("utf-16-be")))
    assert [r["note"] for r in done.records()] == ["上", "下"]


def test_utf16_cut_within_a_character(load: Load, file: Write) -> None:
    done = load(file("calls.csv", lines(HEADER, row(1), row(2)).encode("utf-16")[:-1]))
    assert (account(done).judged, reasons(done)) == (1, [(3, "undecodable")])


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|", "，"])
def test_delimiters(load: Load, file: Write, delimiter: str) -> None:
    text = lines(HEADER, row(1), 'C2,2026-01-05 10:00:02,phone,"a""b"').replace(",", delimiter)
    done = load(file("calls.csv", text))
    assert [r["note"] for r in done.records()] == ["x", 'a"b']
    assert done.file.format == ("tsv" if delimiter == "\t" else "csv")


def test_columns_by_name_in_any_order_and_language(load: Load, file: Write) -> None:
    text = lines("Remarks,門店,單 號,時間,*方式*", "n,s,C1,2026-01-05 10:00:00,電話")
    (record,) = load(done_path := file("export.csv", text)).records()
    assert (record["call_id"], record["way"], record["note"]) == ("C1", "phone", "n")
    assert load(done_path).file.unmapped == ("門店",)


def test_own_names_beat_aliases(load: Load, file: Write) -> None:
    done = load(file("calls.csv", "單號,call_id,note\nwrong,C1,x\n"))
    assert (done.records()[0]["call_id"], done.file.unmapped) == ("C1", ("單號",))


def test_title_blank_repeated_header_and_totals(load: Load, file: Write) -> None:
    text = lines("一月來電表", "", HEADER, row(1), "", row(2), "一月來電表", HEADER, row(3), "合計,3,,", "總計：3", ",,,")
    done = load(file("export.csv", text))
    assert account(done) == Account(lines=12, header=2, skipped=7, records=3, judged=3)
    assert ids(done) == [("C1", 4), ("C2", 6), ("C3", 9)]


@pytest.mark.parametrize("name", ["Total", "SUM0001", "Summer", "total-5", "Sumiko"])
def test_keys_that_look_like_totals_are_records(load: Load, file: Write, name: str) -> None:
    done = load(file("calls.csv", lines(HEADER, f"{name},2026-01-05,phone,x")))
    assert account(done).judged == (0 if name == "Total" else 1)


def test_totals_in_another_column_need_an_empty_key(load: Load, file: Write) -> None:
    done = load(file("calls.csv", lines("note,call_id,at", "合計,,", "合計,C1,2026-01-05", ",合計,")))
    assert [r["call_id"] for r in done.records()] == ["C1"]


def test_blank_lines_and_spaces(load: Load, file: Write) -> None:
    done = load(file("calls.csv", lines(HEADER, "", row(1), "   ", row(2), ",,,", "\u3000,,-,", "")))
    assert account(done) == Account(lines=8, header=1, skipped=4, records=3, judged=3)
    assert ids(done) == [("C1", 3), ("C2", 5), (None, 7)]


def test_ragged_and_truncated(load: Load, file: Write) -> None:
    text = lines(HEADER, row(1), "C2,2026-01-05", row(3) + ",extra", row(4) + ",,", row(5))[:-4]
    done = load(file("calls.csv", text))
    assert reasons(done) == [(3, "ragged"), (4, "ragged"), (5, "ragged"), (6, "truncated")]
    assert [dict(r.params) for r in done.loaded.rejects] == [
        {"expected": 4, "found": 2}, {"expected": 4, "found": 5}, {"expected": 4, "found": 6}, {"expected": 4, "found": 3},
    ]  # fmt: skip
    assert ids(done) == [("C1", 2)]
    assert account(done) == Account(lines=6, header=1, skipped=0, records=5, judged=1, rejected=4)


@pytest.mark.parametrize(
    ("header", "rows", "bad"),
    [
        ("", ["", "", ""], []),
        (",", [",", ",", ","], []),
        (",", ["", "", ""], []),  # in the header alone
        ("", [",", ",", ","], []),  # in every row alone
        ("", [",,", ",,", ",,"], []),
        ("", ["", ",", ""], [3]),
        ("", [","], [2]),  # of a single row nobody knows
        (",", ["", "", ","], [4]),
        (",", [",", "", ","], [3]),
        ("", [",", ",", ""], [4]),
        ("", [",", ",x", ","], [3]),
    ],
)
@pytest.mark.parametrize("many", [0, 40_000], ids=["few", "many"])
def test_separators_at_the_end_are_the_habit_of_a_file_or_a_damage(
    load: Load, file: Write, header: str, rows: list[str], bad: list[int], many: int
) -> None:
    """With one too many in a row whose last cell is blank, every cell after it stands under another header."""
    habit = rows[0]
    body = [row(number) + more for number, more in enumerate(rows)] + [row(number) + habit for number in range(3, many)]
    done = load(file("calls.csv", lines(HEADER + header, *body)))
    if many and len(rows) == 1:
        bad = []
    assert reasons(done) == [(line, "shifted" if "x" in rows[line - 2] else "ragged") for line in bad]
    assert account(done).judged == len(body) - len(bad)
    assert all(r["note"] == "x" for r in done.records())


def test_separators_alone_are_no_record(load: Load, file: Write) -> None:
    done = load(file("calls.csv", lines(HEADER, row(1), ",,,", ",,,,,,", ",", row(2))))
    assert (reasons(done), account(done).judged, account(done).skipped) == ([], 2, 3)


def test_one_damaged_line_among_utf8(load: Load, file: Write) -> None:
    good = [lines(row(i, "備註內容")).encode() for i in range(1000)]
    good[500] = good[500].replace("備".encode(), b"\xe5\x82")
    done = load(file("calls.csv", (HEADER + "\n").encode() + b"".join(good)))
    assert (account(done).judged, reasons(done), done.file.encoding) == (999, [(502, "undecodable")], "utf-8")
    assert done.loaded.rejects[0].params == {"offset": good[500].index(b"\xe5\x82")}
    assert ids(done)[500] == ("C501", 503)
    assert {r["note"] for r in done.records()} == {"備註內容"}


def test_one_damaged_line_among_gb18030(load: Load, file: Write) -> None:
    good = [lines(row(i, "备注")).encode("gb18030") for i in range(100)]
    good[50] = good[50].replace("备".encode("gb18030"), b"\xff\xff")
    done = load(file("calls.csv", (HEADER + "\n").encode() + b"".join(good)))
    assert (account(done).judged, reasons(done), done.file.encoding) == (99, [(52, "undecodable")], "gb18030")


def test_ascii_header_and_one_gb18030_line(load: Load, file: Write) -> None:
    body = lines(HEADER, *map(row, range(50_000))).encode() + lines(row(1, "备注")).encode("gb18030")
    done = load(file("calls.csv", body))
    assert (done.file.encoding, done.records()[-1]["note"], account(done).judged) == ("gb18030", "备注", 50_000 + 1)


@pytest.mark.parametrize("at", [0, 1, 499, 998, 999])
@pytest.mark.parametrize("quoted", [False, True], ids=["plain", "quoted"])
@pytest.mark.parametrize("cell", ["first", "last"])
def test_one_stray_quote_costs_one_line(load: Load, file: Write, at: int, quoted: bool, cell: str) -> None:
    cells = [[f"C{i}", "2026-01-05 10:00:00", "phone", "a, b" if quoted else "x"] for i in range(1000)]
    body = [",".join(f'"{c}"' if quoted else c for c in record) for record in cells]
    if cell == "first":
        body[at] = '"' + body[at]
    else:
        body[at] = body[at][:-1] if quoted else body[at].replace(",x", ',"x')
    done = load(file("calls.csv", lines(HEADER, *body)))
    assert account(done) == Account(1001, 1, 0, 1000, 999, 1, 0)
    assert reasons(done) == [(at + 2, "stray-quote")]


def test_a_stray_quote_and_an_inch_mark_later_swallow_nothing(load: Load, file: Write) -> None:
    body = [row(i) for i in range(30)]
    body[5], body[6], body[20] = row(5, '"open'), row(6, '5"'), row(20, '5"')
    done = load(file("calls.csv", lines(HEADER, *body)))
    assert (account(done).judged, reasons(done)) == (27, [(line, "stray-quote") for line in (7, 8, 22)])


@pytest.mark.parametrize("many", [0, 40_000], ids=["few", "many"])
def test_a_quote_in_a_cell_without_quotes_is_told(load: Load, file: Write, many: int) -> None:
    """It may be a text, or a cell that lost its other quote and with it a separator."""
    cells = ['他說"好"', ' "a,b" ', '5"', '"他說""好"""', '""""', '""', 'a"b', "'", '"x"y', '\\"x']
    body = [row(number, cell) for number, cell in enumerate(cells)] + [row(number) for number in range(many)]
    done = load(file("calls.csv", lines(HEADER, *body)))
    assert reasons(done) == [(line + 2, "stray-quote") for line in (0, 2, 6, 8, 9)]
    assert [r["note"] for r in done.records()][:5] == ["a,b", '他說"好"', '"', None, "'"]


def test_quotes_in_quoted_cells_cost_no_second_reading(load: Load, file: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    body = [row(number, f'"說 ""{number}"""') for number in range(30_000)]
    monkeypatch.setattr("checker.records.tabular.clean", None)
    done = load(file("calls.csv", lines(HEADER, *body)))
    assert (reasons(done), account(done).judged) == ([], 30_000)
    assert [r["note"] for r in done.records()][7] == '說 "7"'


def test_cells_over_several_lines(load: Load, file: Write) -> None:
    text = lines(HEADER, row(1, '"one\ntwo, three\n\nfour"'), row(2), row(3, '"a\r\nb"'), "C4,2026-01-05", row(5))
    done = load(file("calls.csv", text))
    assert account(done) == Account(lines=6, header=1, skipped=0, records=5, judged=4, rejected=1)
    assert done.note("multiline-cells") == {"breaks": 4}
    assert text.count("\n") == account(done).lines + 4
    assert reasons(done) == [(9, "ragged")]  # the physical line
    assert ids(done) == [("C1", 2), ("C2", 3), ("C3", 4), ("C5", 6)]  # rows of a spreadsheet
    assert [r["note"] for r in done.records()] == ["one\ntwo, three\n\nfour", "x", "a\nb", "x"]


def test_a_quote_closed_too_late_is_stray(load: Load, file: Write) -> None:
    done = load(file("calls.csv", lines(HEADER, row(1, '"one'), *["line"] * 150, 'end"', row(2))))
    assert (account(done).judged, reasons(done)[0], account(done).rejected) == (1, (2, "stray-quote"), 152)


def test_a_header_over_two_lines(load: Load, file: Write) -> None:
    done = load(file("calls.csv", '"來電\n編號",來電時間,備註\nC1,2026-01-05,x\n'))
    assert ids(done) == [("C1", 2)]


@pytest.mark.parametrize("ends", ["\r\n\n", "\n\r\n"])
def test_mixed_line_ends(load: Load, file: Write, ends: str) -> None:
    first, second = ends[: ends.index("\n") + 1], ends[ends.index("\n") + 1 :]
    text = "".join(line + (first if i % 2 else second) for i, line in enumerate([HEADER, *map(row, range(9))]))
    assert account(load(file("calls.csv", text))) == Account(10, 1, 0, 9, 9, 0, 0)


def test_returns_and_nulls_within_cells_are_kept(load: Load, file: Write) -> None:
    done = load(file("calls.csv", lines(HEADER, row(1, "a\rb"), row(2, "a\0b"))))
    assert [r["note"] for r in done.records()] == ["a\rb", "a\0b"]


def test_duplicate_header(load: Load, file: Write) -> None:
    done = load(file("calls.csv", lines("call_id,at,note,備註", "C1,2026-01-05,x,y", "", "C2,2026-01-05,x,y")))
    assert account(done) == Account(lines=4, header=1, skipped=1, records=2, judged=0, rejected=2)
    assert reasons(done) == [(2, "duplicate-header"), (4, "duplicate-header")]
    assert (done.loaded.parts, done.note("duplicate-header")) == ((), {"columns": "備註"})


def test_two_unknown_headers_alike_do_no_harm(load: Load, file: Write) -> None:
    assert account(load(file("calls.csv", lines("call_id,at,甲,甲", "C1,2026-01-05,x,y")))).judged == 1


def test_header_only_and_empty(load: Load, file: Write) -> None:
    done = load(file("calls.csv", HEADER + "\n"))
    assert (account(done), done.records(), len(done.loaded.parts)) == (Account(1, 1), [], 1)
    empty = load(file("calls.csv", b""))
    assert (account(empty), empty.loaded.parts, empty.note("empty-file")) == (Account(), (), {})


def test_a_line_beyond_all_measure(load: Load, file: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tabular, "LONGEST", 1000)
    monkeypatch.setattr("checker.records.decode.LONGEST", 1000)
    monkeypatch.setattr("checker.records.lines.LONGEST", 1000)
    text = lines(HEADER, row(1), row(2, "y" * 5000), "", row(3))
    done = load(file("calls.csv", text))
    assert (account(done).judged, reasons(done)) == (2, [(3, "line-too-long")])


def test_a_missing_key_column_is_noted(load: Load, file: Write) -> None:
    done = load(file("calls.csv", lines("at,note", "2026-01-05,x", "2026-01-05,x")))
    assert done.note("key-missing") == {"columns": "來電編號"}
    assert account(done).duplicates == 0


@pytest.mark.parametrize("name", ["calls 'a' \"b\".csv", "來電[1]*.csv", "calls?;--.csv", "calls#1%20{x}.csv"])
def test_names_of_files(load: Load, file: Write, name: str) -> None:
    file("來電1x.csv", lines(HEADER, row(9)))
    done = load(path := file(name, lines(HEADER, row(1), row(2))))
    assert (account(done).judged, done.file.file) == (2, path.as_posix())


def test_clean_files_take_the_fast_way(load: Load, file: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: Any, **__: Any) -> None:
        raise AssertionError("the careful reader was asked")

    monkeypatch.setattr(tabular, "clean", never)
    text = lines("title", HEADER, row(1), row(2, '"a, b"'), row(3, "後"), "合計,,,", row(4, "a\tb"))
    assert account(load(file("calls.csv", text))) == Account(7, 2, 1, 4, 4, 0, 0)
