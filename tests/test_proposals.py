"""A proposal is read against the law in force, says who would have to adopt it, and changes nothing."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from checker.regulation.files import read
from checker.rules.model import read_model
from checker.site.pages import pages
from tests.conftest import ROOT, Run

DAY = date(2026, 5, 10)
ARGUMENTS = (
    "revise", "--effective", "2026-09-01", "--issuer", "library-staff", "--title", "Four weeks", "--reason", "Members asked.",
)  # fmt: skip


@pytest.fixture
def proposing(handbook: Run, tmp_path: Path) -> Path:
    """The second regulation with a change of docs/ written as a proposal and then taken back."""
    root = Path(shutil.copytree(ROOT / "tests" / "second", tmp_path / "second"))
    article, data = root / "docs/regulation/1-loans.md", root / "docs/data/norms.yml"
    before = article.read_text(encoding="utf-8"), data.read_text(encoding="utf-8")
    article.write_text(before[0].replace("within 21 days", "within 28 days"), encoding="utf-8")
    data.write_text(before[1].replace("within 21 days", "within 28 days").replace("P21D", "P28D"), encoding="utf-8")
    done = handbook(*ARGUMENTS, "--propose", "four-weeks", "--root", root)
    assert done.returncode == 0, done.stderr
    assert (root / "revisions/proposed/four-weeks.yml").is_file()
    article.write_text(before[0], encoding="utf-8")
    data.write_text(before[1], encoding="utf-8")
    return root


def test_a_proposal_has_a_page_and_changes_nothing(proposing: Path, handbook: Run) -> None:
    files, _ = read(proposing)
    model = read_model(files)
    book = model.book
    assert [one.name for one in book.proposals] == ["four-weeks"]
    assert book.history == read_model({p: t for p, t in files.items() if "proposed" not in p}).book.history
    made = pages(book, model.encoding, DAY)
    page = made["revisions/proposed/four-weeks.md"]
    assert "<del" in page
    assert "[inserted] </span>28 days" in page
    assert "Members asked." in page
    assert "not adopted" in page
    assert "To be adopted by" in page
    assert 'href="../../../roles/board/"' in page
    assert 'href="proposed/four-weeks/"' in made["revisions/index.md"]
    assert handbook("lint", "--root", proposing).returncode == 0


def test_a_proposal_on_another_law_is_told_apart(proposing: Path, handbook: Run) -> None:
    path = proposing / "revisions/proposed/four-weeks.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("within 21 days", "within 20 days"), encoding="utf-8")
    done = handbook("lint", "--root", proposing, "--lang", "en")
    assert done.returncode == 0, "a warning"
    assert "proposal-outdated" in done.stdout


def test_a_name_that_is_no_address_is_refused(proposing: Path, handbook: Run) -> None:
    done = handbook(*ARGUMENTS, "--propose", "Four Weeks", "--root", proposing)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_without_proposals_the_list_says_so() -> None:
    files, _ = read(ROOT)
    model = read_model(files)
    assert "目前沒有擬議中的修訂" in pages(model.book, model.encoding, DAY)["revisions/index.md"]
