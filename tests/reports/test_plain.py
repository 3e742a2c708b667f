"""Cells and file names are other people's text: on a terminal they are shown, and command nothing."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from checker import reports, verdict
from checker.engine.check import checking
from checker.records.exports import Exports
from checker.records.sources import ALL, Sources
from checker.reports.data import safe_cell
from tests import law
from tests.conftest import Run

ODD = "\x1b[2J\x1b]0;名\x07\r\n\x9b31m\u202e\u2066"
"""It clears the screen, names the window, breaks the line, sets a colour, and turns the reading."""

RULE = {"id": "r", "title": {"zh-Hant": "規則"}, "duty": "1-1.a", "kind": "unique", "record": "things", "fields": ["id"]}


def commands(text: str) -> list[str]:
    """What a terminal would obey; ends of lines are ours."""
    return [char for char in text if char != "\n" and (ord(char) < 32 or 0x7F <= ord(char) < 0xA0 or char in ODD[-2:])]


@pytest.mark.parametrize("form", ["text", "details"])
@pytest.mark.parametrize("lang", ["zh-Hant", "en"])
def test_no_cell_commands_the_terminal(form: str, lang: str, tmp_path: Path) -> None:
    path = tmp_path / f"things{ODD[:4]}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = [["id", "started_at", "color", f"標題{ODD}"], *([f"T{ODD}", "2026-01-05", f"色{ODD}", str(n)] for n in range(2))]
        csv.writer(file).writerows([*rows, [f"T{ODD}", ODD, "", ""]])
    out = io.StringIO()
    with checking(law.regulation(RULE), Exports([path], sources=Sources({ALL: None}))) as result:
        reports.write(form, result, verdict.conclude(result), lang, out)
    text = out.getvalue()
    assert not commands(text)
    assert "T␛[2J␛]0;名␇⏎�31m��" in "".join(text.split())


@pytest.mark.parametrize("named", ["--rule", "--output", "--as", "PATH"])
def test_no_message_commands_the_terminal(handbook: Run, tmp_path: Path, named: str) -> None:
    odd = f"x{ODD}".replace("\r\n", "")
    (tmp_path / "things.csv").write_text("id\n", encoding="utf-8")
    told = {
        "--rule": (tmp_path, "--rule", odd),
        "--output": (tmp_path, "--output", tmp_path / odd / "report"),
        "--as": (tmp_path, "--as", odd),
        "PATH": (tmp_path / odd,),
    }
    done = handbook("check", *told[named])
    assert done.returncode == 2
    assert "x␛[2J␛]0;名␇�31m��" in done.stderr
    assert not [
        char for char in done.stderr if char != "\n" and (ord(char) < 32 or 0x7F <= ord(char) < 0xA0 or char in ODD[-2:])
    ]


@pytest.mark.parametrize("lead", "=+-@＝＋－＠\t\r")
def test_no_cell_of_a_csv_is_a_formula(lead: str) -> None:
    assert safe_cell(f"{lead}SUM(A1)") == f"'{lead}SUM(A1)"
    assert safe_cell(f"1{lead}1") == f"1{lead}1"
