"""Many small files of one type say what one file with the same rows says, and what few do."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.records import views
from tests.records.conftest import Load

HEAD = "call_id,at,note\n"


def rows(number: int) -> list[str]:
    """Some of every file: one that a later file has again (later by its instants), a copy, and a number without a key."""
    return [
        f"C{number},2026-01-{number % 28 + 1:02} 10:00:00,x\n",
        f"D{number // 2},2026-01-05 09:00:00,{number}\n",
        "E,2026-01-06 09:00:00,same\n",
        ",2026-01-07 09:00:00,x\n",
    ]


@pytest.mark.parametrize("count", [2, 40])
def test_one_table_says_what_many_relations_say(
    load: Load, tmp_path: Path, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    for number in range(count):
        (folder / f"calls-{number:03}.csv").write_text(HEAD + "".join(rows(number)), encoding="utf-8")
    (folder / "staff.csv").write_text("staff_id,since\nS1,2026-01-01\n", encoding="utf-8")
    told = []
    for many in (0, 16, 1000):
        monkeypatch.setattr(views, "MANY", many)
        done = load(folder)
        told.append((done.loaded.files, done.loaded.rejects, done.records(), [part.columns for part in done.loaded.parts]))
    monkeypatch.setattr(views, "MANY", 0)
    monkeypatch.setattr(views, "SMALL", 5)  # rows
    assert {part.whole for part in load(folder).loaded.parts} == {"", '"_all staff"'}
    assert told[0] == told[1] == told[2]
    assert sum(file.account.duplicates for file in told[0][0]) == count - 1


def test_files_with_other_columns_stand_in_it_too(load: Load, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    (folder / "calls-1.csv").write_text("call_id,at\nC1,2026-01-05\n", encoding="utf-8")
    (folder / "calls-2.csv").write_text("note,call_id,minutes\ny,C2,7\n", encoding="utf-8")
    monkeypatch.setattr(views, "MANY", 1)
    done = load(folder)
    assert [(r["call_id"], r["note"], r["minutes"], r["row"]) for r in done.records()] == [
        ("C1", None, None, 2),
        ("C2", "y", 7, 2),
    ]
