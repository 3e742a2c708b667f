"""Which of several rows that hold one record is judged: against a plain reading of every file, and case by case."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.records.sources import Claim, Sources
from tests.records.conftest import Load
from tests.records.test_delimited import Write

Row = tuple[str, str, str, str]
"""person, joined, team, a cell of no column."""
HEADER = "編號,加入日,組,得知時刻,附註\n"


def write(folder: Path, files: Sequence[Sequence[Row]], told: Sequence[str]) -> list[Path]:
    paths = []
    for number, rows in enumerate(files):
        path = folder / f"people {number}.csv"
        lines = [f"{person},{joined},{team},,{more}\n" for person, joined, team, more in rows]
        lines.append(f"Z{number},2000-01-01,,{told[number]},\n")  # somebody else, by whom the file's day is known
        path.write_text(HEADER + "".join(lines), encoding="utf-8")
        paths.append(path)
    return paths


def oracle(files: Sequence[Sequence[Row]], told: Sequence[str], systems: Sequence[str]) -> dict[tuple[int, int], str]:
    """Each row by file and place: judged, duplicate or superseded. One row at a time against all others."""
    rows = [(f, r, row) for f, rows in enumerate(files) for r, row in enumerate(rows)]
    keys = [row[0] for _, _, row in rows if row[0]]
    verdicts = {}
    for file, place, row in rows:
        verdicts[file, place] = "judged"
        if not row[0] or keys.count(row[0]) < 2:
            continue
        mine = [o for o in rows if systems[o[0]] == systems[file]]
        same = [(told[f] if files[f] else "", f) for f, _, other in mine if other[:2] == row[:2]]
        latest = max(when for when, _ in same)
        equal = [(f, r) for f, r, other in mine if other == row and told[f] == told[file]]
        first = min(equal, key=lambda one: (-len([t for t in told if t < told[one[0]]]), one))
        later = [o for o in mine if o[2] == row and told[o[0]] > told[file]]
        if later or first != (file, place):
            verdicts[file, place] = "duplicate"
        elif told[file] < latest:
            verdicts[file, place] = "superseded"
    return verdicts


ROW = st.tuples(
    st.sampled_from(["", "P1", "P2"]),
    st.sampled_from(["2020-01-01", "2024-05-06"]),
    st.sampled_from("ab"),
    st.sampled_from(["", "x"]),
)
FILES = st.lists(st.lists(ROW, min_size=1, max_size=4), min_size=1, max_size=3)


@given(files=FILES, days=st.lists(st.sampled_from(["2026-01-31", "2026-02-28"]), min_size=3, max_size=3),
       systems=st.lists(st.sampled_from(["", "crm"]), min_size=3, max_size=3))  # fmt: skip
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_as_a_plain_reading_has_it(
    load: Load, tmp_path_factory: pytest.TempPathFactory, files: list[list[Row]], days: list[str], systems: list[str]
) -> None:
    paths = write(tmp_path_factory.mktemp("in"), files, days)
    sources = Sources(claims=[(path.as_posix(), Claim(system=system)) for path, system in zip(paths, systems, strict=False)])
    done = load(*paths, sources=sources)
    expected = oracle(files, days, systems)
    judged = {(int(r["_file"]), int(r["_row"])) for r in done.records("people") if not str(r["person_id"]).startswith("Z")}
    assert judged == {place for place, verdict in expected.items() if verdict == "judged"}
    for number, file in enumerate(done.loaded.files):
        mine = [verdict for (f, _), verdict in expected.items() if f == number]
        assert (file.account.duplicates, file.account.superseded) == (mine.count("duplicate"), mine.count("superseded"))


JAN, FEB, MAR = "2026-01-31", "2026-02-28", "2026-03-31"


def test_the_later_export_counts(load: Load, tmp_path: Path) -> None:
    """A case that was open in January and closed in February is one case; one that went back is as it last was."""
    then, now, back = [("P1", "2020-01-01", "a", "")], [("P1", "2020-01-01", "b", "")], [("P1", "2020-01-01", "a", "")]
    done = load(*write(tmp_path, [then, now], [JAN, FEB]))
    assert [(r["_file"], r["team"]) for r in done.records("people") if r["team"]] == [(1, "b")]
    assert [f.account.superseded for f in done.loaded.files] == [1, 0]
    assert done.loaded.files[0].notes == (("superseded-guessed", {"count": 1}),)
    done = load(*write(tmp_path, [then, now, back], [JAN, FEB, MAR]))
    assert [(r["_file"], r["team"]) for r in done.records("people") if r["team"]] == [(2, "a")]
    assert [(f.account.duplicates, f.account.superseded) for f in done.loaded.files] == [(1, 0), (0, 1), (0, 0)]


def test_a_rehire_is_not_a_copy(load: Load, tmp_path: Path) -> None:
    paths = write(tmp_path, [[("P1", "2020-01-01", "a", "")], [("P1", "2024-05-06", "a", "")]], [JAN, FEB])
    assert [f.account.judged for f in load(*paths).loaded.files] == [2, 2]


def test_a_number_given_again_is_another_record(load: Load, file: Write) -> None:
    january, february = file("calls a.csv", "call_id,at\nC1,2026-01-05\n"), file("calls b.csv", "call_id,at\nC1,2026-02-05\n")
    assert [f.account.judged for f in load(january, february).loaded.files] == [1, 1]


def test_a_mistyped_year_makes_no_file_the_later_one(load: Load, tmp_path: Path) -> None:
    """The old file ends in 2062 by one cell; with a cutoff, or by all the others, that is not when it was drawn."""
    rows = [("P1", "2020-01-01", "a", "")], [("P1", "2020-01-01", "b", "")]
    paths = write(tmp_path, rows, ["2062-01-31", FEB])
    more = "".join(f"Q{n},2000-01-01,,{JAN},\n" for n in range(30))
    paths[0].write_text(paths[0].read_text(encoding="utf-8") + more, encoding="utf-8")
    assert [r["team"] for r in load(*paths).records("people") if r["team"]] == ["b"]


def test_one_drawn_again_is_the_later_one(load: Load, tmp_path: Path) -> None:
    """Two exports of January: the one that was drawn in February; a declared day is the end of that day."""
    paths = write(tmp_path, [[("P1", "2020-01-01", "a", "")], [("P1", "2020-01-01", "b", "")]], [JAN, JAN])
    january = (date(2026, 1, 1), date(2026, 1, 31))
    again = [Claim(period=january, as_of=date(2026, 1, 31)), Claim(period=january, as_of=date(2026, 2, 15))]
    for first, second in (again, [Claim(), Claim(as_of=date(2026, 1, 31))]):
        said = Sources(claims=[(paths[0].as_posix(), first), (paths[1].as_posix(), second)])
        assert [r["team"] for r in load(*paths, sources=said).records("people") if r["team"]] == ["b"]


def test_cells_of_no_column_make_it_another(load: Load, tmp_path: Path) -> None:
    paths = write(tmp_path, [[("P1", "2020-01-01", "a", "x"), ("P1", "2020-01-01", "a", "y")]], [JAN])
    assert load(*paths).file.account.duplicates == 0


def test_what_was_drawn_later_is_said_in_the_sources(load: Load, tmp_path: Path) -> None:
    """The declared day counts, not the latest instant in the file."""
    paths = write(tmp_path, [[("P1", "2020-01-01", "a", "")], [("P1", "2020-01-01", "b", "")]], [FEB, JAN])
    early, late = Claim(as_of=date(2026, 2, 1)), Claim(period=(date(2026, 2, 1), date(2026, 2, 28)))
    done = load(*paths, sources=Sources(claims=[(paths[0].as_posix(), early), (paths[1].as_posix(), late)]))
    assert [r["team"] for r in done.records("people") if r["team"]] == ["b"]
    assert [r["team"] for r in load(*paths).records("people") if r["team"]] == ["a"]
