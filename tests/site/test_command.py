"""``handbook site``: builds, prints with the browser it finds, and says clearly what is missing."""

from __future__ import annotations

import os
import re
import shutil
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from checker.cli.site import command

ROOT = Path(__file__).resolve().parents[2]


def run(*arguments: str | Path, **environment: str) -> Result:
    return CliRunner(env=environment).invoke(command, [str(argument) for argument in arguments])


def test_it_builds_without_a_browser(tmp_path: Path) -> None:
    pytest.importorskip("mkdocs", reason="mkdocs is not installed")
    done = run("--root", ROOT, "--output", tmp_path / "out", PATH="")
    assert done.exit_code == 0, done.output
    assert (tmp_path / "out" / "full" / "index.html").is_file()
    assert not (tmp_path / "out" / "handbook.pdf").exists()


def test_without_a_browser_a_pdf_is_refused_before_anything_is_built(tmp_path: Path) -> None:
    done = run("--root", ROOT, "--output", tmp_path / "out", "--pdf", PATH="", CHROMIUM="")
    assert done.exit_code == 2
    assert "Chromium" in done.output
    assert not (tmp_path / "out").exists()


def test_a_folder_without_mkdocs_yml_is_refused() -> None:
    done = run("--root", ROOT / "tests" / "second")
    assert done.exit_code == 2
    assert "mkdocs.yml" in done.output


@pytest.mark.skipif(os.name == "nt", reason="a script stands for the browser")
def test_a_browser_that_prints_nothing_is_told(tmp_path: Path) -> None:
    pytest.importorskip("mkdocs", reason="mkdocs is not installed")
    fake = tmp_path / "browser"
    fake.write_text(f"#!{sys.executable}\nimport sys\nsys.exit('out of paper')\n", encoding="utf-8")
    fake.chmod(0o755)
    done = run("--root", ROOT, "--output", tmp_path / "out", "--pdf", CHROMIUM=str(fake))
    assert done.exit_code == 2
    assert "out of paper" in done.output


def test_the_pdf_is_one(tmp_path: Path) -> None:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not chromium:
        pytest.skip("PDF not printed: Chromium (on the path or in CHROMIUM) is missing")
    pytest.importorskip("mkdocs", reason="mkdocs is not installed")
    done = run("--root", ROOT, "--output", tmp_path / "out", "--pdf", CHROMIUM=chromium)
    assert done.exit_code == 0, done.output
    printed = (tmp_path / "out" / "handbook.pdf").read_bytes()
    assert printed.startswith(b"%PDF")
    assert b"/FontFile" in printed, "fonts are embedded"
    assert not re.findall(rb"/BaseFont\s*/(?![A-Z]{6}\+)\S+", printed), "every one, as a subset"
