"""Many editions stay cheap to build: each is one page."""

from __future__ import annotations

import shutil
import time
from datetime import date, timedelta
from pathlib import Path

import pytest

from checker.regulation.files import read
from checker.regulation.revise import draft
from checker.rules.model import read_model

ROOT = Path(__file__).resolve().parents[2]
EDITIONS, MOST = 20, 3.0


def copied(folder: Path, editions: int) -> Path:
    """The project's regulation in a folder of its own, with so many editions: each changes a sentence of the first article."""
    for part in ("docs", "schema", "revisions"):
        shutil.copytree(ROOT / part, folder / part)
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").replace("checker/site/", f"{ROOT.as_posix()}/checker/site/")
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")
    files, _ = read(folder)
    book = read_model(files).book
    law = next(path for path in sorted(files) if path.startswith("docs/regulation/") and "\n### " in files[path])
    start = book.history.editions[-1].effective
    for number in range(editions - len(book.history.editions)):
        lines = files[law].split("\n")
        at = next(n for n, line in enumerate(lines) if line.startswith("### "))
        lines[at] = lines[at].replace(" {", f"又{number} {{", 1)
        files[law] = "\n".join(lines)
        effective = max(start, date(2026, 1, 1)) + timedelta(days=number + 1)
        book = read_model(files).book
        made = draft(book, effective, issuer="management", power="amend", title="題", reason="試", provisional=True)
        assert made is not None
        files[f"revisions/{made[0]}"] = made[1]
        (folder / "revisions" / made[0]).write_text(made[1], encoding="utf-8")
    (folder / law).write_text(files[law], encoding="utf-8")
    assert len(read_model(files).book.history.editions) == max(editions, len(book.history.editions))
    return folder


def seconds(root: Path) -> float:
    """How long a build takes."""
    from checker.site.adapter import build

    begun = time.perf_counter()
    build(root, root / "site")
    return time.perf_counter() - begun


def test_twenty_editions_build_in_less_than_three_times_one(tmp_path: Path) -> None:
    pytest.importorskip("mkdocs", reason="mkdocs is not installed")
    first, last = copied(tmp_path / "one", 1), copied(tmp_path / "many", EDITIONS)
    one, many = seconds(first), seconds(last)
    if many > MOST * one:  # once more each: a busy machine is no slow build
        one, many = min(one, seconds(first)), min(many, seconds(last))
    assert len(list((tmp_path / "many" / "site" / "v").iterdir())) == EDITIONS
    assert many <= MOST * one, f"{many:.1f} s for {EDITIONS} editions, {one:.1f} s for one"
    print(f"{one:.2f} s, {many:.2f} s")
