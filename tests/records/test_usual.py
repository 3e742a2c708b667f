"""What the database reads by itself is what :mod:`checker.records.cells` says, whatever stands in the cell."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.engine.duckdb import connect
from checker.model import RecordType
from checker.records import cells as meanings
from checker.records import small, usual
from checker.records.blanks import SPACE, WORDS, is_blank, trimmed
from checker.records.csvfile import reading
from checker.records.grid import Grid
from checker.records.instants import steady
from checker.records.recognise import FOOTER, is_total
from checker.records.store import literal
from checker.records.table import Cells, create, first_pass
from checker.records.types import read_types
from checker.regulation.files import bundled, read
from tests.records.test_cells import CASES

SHANGHAI = ZoneInfo("Asia/Shanghai")
ZONES = [SHANGHAI, ZoneInfo("UTC"), ZoneInfo("America/New_York"), ZoneInfo("Africa/Casablanca"), ZoneInfo("Asia/Kathmandu")]
SPELT = [str(case["cell"]) for cases in CASES.values() for case in cases]

years = st.sampled_from(["2026", "1999", "1985", "1991", "1970", "1900", "9999", "26", "12026", "+2026", "２０２６"])
small_numbers = st.sampled_from(
    ["0", "1", "03", "5", "9", "09", "10", "11", "12", "13", "23", "24", "28", "30", "31", "32", "59", "60"]
)
ODD = "\u00a0\u200b\ufeff\t"
common = st.sampled_from(["", "", "", " ", "\u3000", "  "])
marks = common | st.sampled_from(ODD)
instants = st.builds(
    lambda y, a, m, b, d, s, h, c, mi, e, sec, off: f"{y}{a}{m}{b}{d}{s}{h}{c}{mi}{e}{sec}{off}",
    years, st.sampled_from(["-", "/", ".", "年"]), small_numbers, st.sampled_from(["-", "/", "月"]), small_numbers,
    st.sampled_from(["", " ", "T", "日", "日 ", " 下午", "  ", "\t", " \t ", "\n"]), small_numbers,
    st.sampled_from([":", "時", "", "."]),
    small_numbers, st.sampled_from([":", "", "分", "."]), small_numbers,
    st.sampled_from(["", "", "", "Z", "+08:00", " PM", ".5", "秒", "x"]),
)  # fmt: skip
figures = st.from_regex(r"[+-]?[0-9,.]{1,18}([eE][+-]?[0-9]{1,3})?[%x]?", fullmatch=True)
TOTALS = ["合計", "总计", "小計", "共计", "Total", "SUM", "grand total", "Sub-Total"]
words = st.sampled_from(
    [*WORDS, "電話", "phone", "Telephone", "网页端", "是", "否", "急", "true", "FALSE", "Ｙ", "1", "合計", "Total"]
)
anything = st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0\r\n"), max_size=8)
dashes = st.text(alphabet="-‐—_/\\.·…*~－＿", min_size=1, max_size=3)
bare = st.one_of(st.sampled_from(SPELT), instants, figures, words, anything, words.map(str.upper), dashes)


def spaced(around: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(lambda before, cell, after: before + cell + after, around, bare, around).filter(lambda c: "\0" not in c)


cells = spaced(marks)
totals = st.builds(
    lambda lead, word, rest: lead + word + rest, marks, st.sampled_from(TOTALS), st.sampled_from(["", "：", " 3"])
)


def spelt(word: str) -> st.SearchStrategy[str]:
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in word)
    return st.builds(lambda one, a, b: a + one + b, st.sampled_from([word, word.upper(), word.title(), wide]), marks, marks)


plain_cells = spaced(common).filter(lambda cell: not set(cell) & (set(SPACE) - {" ", "\u3000"}))
COLUMNS = ["call_id", "at", "way", "urgent", "minutes", "score", "note"]


def written(folder: Path, rows: list[list[str]]) -> Path:
    path = folder / "calls.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    return path


@settings(max_examples=40, deadline=None)
@given(data=st.data(), exotic=st.booleans(), form=st.sampled_from([*usual.FORMS, None]), zone=st.sampled_from(ZONES))
def test_a_cell_read_by_the_database_means_the_same(
    types: Mapping[str, RecordType], data: st.DataObject, exotic: bool, form: usual.Form | None, zone: ZoneInfo
) -> None:
    """For every column and every cell: the value of the first pass, where it has one, is the meaning."""
    batch = data.draw(st.lists(cells if exotic else plain_cells, min_size=30, max_size=60))
    record = types["calls"]
    grid = Grid(len(COLUMNS), {c: i for i, c in enumerate(COLUMNS)}, COLUMNS)
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(usual, "usual_form", lambda _: form)
        path = written(Path(folder), [[cell] * len(COLUMNS) for cell in batch])
        table = Cells(reading(path, len(COLUMNS), ",", 0), grid, exotic, sample=[[batch[0]] * len(COLUMNS)])
        columns = {place: record.columns[column] for column, place in grid.places.items()}
        store = connect(Path(folder))
        found = store.execute(first_pass(table, record, columns, zone)).fetchall()
        names = [described[0] for described in store.description or ()]
        store.close()
    for cell, values in zip(batch, found, strict=True):
        check(cell, dict(zip(names, values, strict=True)), record, zone)


def check(cell: str, found: dict[str, Any], record: RecordType, zone: ZoneInfo) -> None:
    for column in record.columns.values():
        meaning = meanings.read(cell, column, zone)
        if found[column.id] is not None:
            assert not meaning.unreadable, (cell, column.id)
            assert found[column.id] == meaning.value, (cell, column.id)
            assert column.kind != "instant" or found["at__hi"] == meaning.end, cell
        elif cell:
            assert found["_raw"] == [cell] * len(COLUMNS), (cell, column.id)
        else:
            assert meaning.value is None, column.id


@settings(max_examples=25, deadline=None)
@given(rows=st.lists(st.lists(cells, min_size=7, max_size=7), min_size=1, max_size=25))
def test_a_small_table_and_a_large_one_come_out_alike(types: Mapping[str, RecordType], rows: list[list[str]]) -> None:
    """Typed in Python or by the database: the same records, the same cells that can't be read, the same rows left out."""
    record = types["calls"]
    rows = [row for row in rows if any(row)]
    grid = Grid(len(COLUMNS), {c: i for i, c in enumerate(COLUMNS)}, COLUMNS)
    with tempfile.TemporaryDirectory() as folder:
        path = written(Path(folder), rows)
        store = connect(Path(folder))
        names = ", ".join(f'"{c}"' for c in ("call_id", "at", "at__hi", "way", "urgent", "minutes", "score", "note"))
        source = reading(path, len(COLUMNS), ",", 0) if rows else "(SELECT NULL AS c0 WHERE FALSE)"
        if not rows:
            return
        typed = create(store, "large", Cells(source, grid, sample=rows[:2]), record, SHANGHAI)
        counts = small.create(store, "little", path, ",", grid, record, SHANGHAI)
        assert (typed.rows, typed.skipped) == counts
        large = store.execute(f"SELECT {typed.row} AS n, {names}, {typed.bad} FROM large ORDER BY n").fetchall()
        little = store.execute(f"SELECT _row, {names}, _bad FROM little ORDER BY _row").fetchall()
        store.close()
    assert large == little


def test_a_cell_whose_digits_were_lost_is_no_blank(types: Mapping[str, RecordType], tmp_path: Path) -> None:
    """Whatever else stands in its column: a blank means "not urgent" there, a lost cell means nothing."""
    rows = [["C1", "", '"urgent":"1"'], ["C2", "", ""], ["C3", "N/A", ""], ["C4", "急", ""]]
    grid, record = Grid(3, {"call_id": 0, "urgent": 1}, (), 2), types["calls"]
    path, store = written(tmp_path, rows), connect(tmp_path)
    typed = create(store, "large", Cells(reading(path, 3, ",", 0), grid), record, SHANGHAI)
    small.create(store, "little", path, ",", grid, record, SHANGHAI)
    large = store.execute(f"SELECT call_id, urgent, {typed.bad} FROM large ORDER BY 1").fetchall()
    assert large == store.execute("SELECT call_id, urgent, _bad FROM little ORDER BY 1").fetchall()
    assert large == [("C1", None, '{"urgent":"1"}'), ("C2", False, None), ("C3", False, None), ("C4", True, None)]
    store.close()


@given(batch=st.lists(st.one_of(cells, st.sampled_from(sorted(WORDS)).flatmap(spelt), totals), min_size=40, max_size=60))
@settings(max_examples=40, deadline=None)
def test_a_row_that_may_be_no_record_is_looked_at(batch: list[str]) -> None:
    """A blank or a total in the key cell, in whatever spelling: the first pass leaves the row to the careful reader."""
    table = ", ".join(f"({literal(cell)})" for cell in batch)
    store = connect(Path(tempfile.gettempdir()))
    found = store.execute(f"SELECT {usual.no_record_like('c', '', FOOTER)} FROM (VALUES {table}) AS cells(c)").fetchall()
    store.close()
    for cell, (looked_at,) in zip(batch, found, strict=True):
        assert looked_at or not (is_blank(trimmed(cell)) or is_total(trimmed(cell))), cell


def test_with_a_plain_character_no_word_for_nothing_begins() -> None:
    assert not [word for word in WORDS for low, high in usual._PLAIN if low <= word < high or low <= word.upper() < high]


@pytest.mark.parametrize("zone", ["America/New_York", "Europe/Berlin", "Asia/Shanghai"])
def test_where_the_steady_times_end_both_readers_agree(types: Mapping[str, RecordType], tmp_path: Path, zone: str) -> None:
    """Their last day is not among them: a day on which the clocks change is 23 or 25 hours long."""
    record, grid, place = types["calls"], Grid(2, {"call_id": 0, "at": 1}, ()), ZoneInfo(zone)
    edges = [edge for year in range(1972, 2037) for edge in steady(place, year)[:2]]
    days = sorted({f"{edge + timedelta(days=extra):%Y-%m-%d}" for edge in edges for extra in (-1, 0, 1)})
    path, store = written(tmp_path, [[f"C{n}", day] for n, day in enumerate(days)]), connect(tmp_path)
    for year in days[::7]:
        create(store, "large", Cells(reading(path, 2, ",", 0), grid, sample=[["C1", year]]), record, place)
        for day, *found in store.execute('SELECT call_id, "at", at__hi FROM large ORDER BY rowid').fetchall():
            meaning = meanings.read(days[int(day[1:])], record.columns["at"], place)
            assert found == [meaning.value, meaning.end], (year, days[int(day[1:])])
    store.close()


REAL = read_types(read(bundled())[0])[0]


@pytest.mark.parametrize("record", REAL.values(), ids=REAL.keys())
def test_the_statement_of_a_load_is_short(record: RecordType) -> None:
    """Planning costs by the byte."""
    grid = Grid(len(record.columns), {c: i for i, c in enumerate(record.columns)}, [*record.columns])
    columns = dict(enumerate(record.columns.values()))
    assert len(first_pass(Cells("exports", grid, exotic=False), record, columns, SHANGHAI)) < 10_240
