"""Nothing of one company is in the program: another regulation, in English, with its own records and history."""

from __future__ import annotations

import json
from pathlib import Path

from checker.regulation.files import read
from checker.rules.model import read_model
from checker.site.pages import pages
from tests.conftest import ROOT, Run

SECOND = ROOT / "tests" / "second"

LOANS = """loan_id,member_id,item,lent_at,returned_at,place
L1,M1,Walden,2026-03-02 10:00:00,2026-03-20 10:00:00,desk
L2,,Emma,2026-03-02 10:00:00,2026-03-20 10:00:00,desk
L3,M2,Middlemarch,2026-03-02 10:00:00,2026-06-20 10:00:00,desk
L4,M3,Ulysses,2026-03-02 10:00:00,2026-03-20 10:00:00,desk
L4,M4,Dubliners,2026-03-02 10:00:00,2026-03-20 10:00:00,desk
"""


def test_check(handbook: Run, tmp_path: Path) -> None:
    export = tmp_path / "loans.csv"
    export.write_text(LOANS, encoding="utf-8")
    done = handbook("check", export, "--root", SECOND, "--format", "json", "--lang", "en")
    assert done.returncode == 1, done.stderr
    report = json.loads(done.stdout)
    broken = {(f["rule"], f["key"]["loan_id"]) for f in report["findings"] if f["outcome"] == "violated"}
    assert {("loan-recorded", "L2"), ("loan-number-unique", "L4"), ("return-in-time", "L3")} <= broken
    late = next(f for f in report["findings"] if f["rule"] == "return-in-time")
    assert late["edition"]["revision"] == 2, "the limit of the day of the loan"
    assert "art. 1-2" in late["citation"]


def test_show_and_lint(handbook: Run) -> None:
    assert handbook("lint", "--root", SECOND, "--lang", "en").returncode == 0
    first = handbook("show", "1-2", "--root", SECOND, "--on", "2025-01-10", "--lang", "en").stdout
    later = handbook("show", "1-2", "--root", SECOND, "--on", "2026-12-01", "--lang", "en").stdout
    assert first != later


def test_pages() -> None:
    files, _ = read(SECOND)
    model = read_model(files)
    made = pages(model.book, model.encoding)
    assert any("return-in-time" in path for path in made)
    assert not any("新鏈家" in text for text in made.values())
