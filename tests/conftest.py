"""What tests share: the command as people run it, and golden files that change only on purpose."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden"
Run = Callable[..., "subprocess.CompletedProcess[str]"]

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # each of the many commands would compile the whole package anew


SLOW = (
    "tests/cases/", "tests/rules/", "tests/site/", "tests/sql/", "tests/kinds/test_reasons.py",
    "tests/lint/test_every_break.py", "tests/lint/test_lint_mutations.py", "tests/records/test_agreement.py",
    "tests/reports/test_any_screen.py", "tests/test_also_reported.py", "tests/test_any_regulation.py",
    "tests/test_commands.py", "tests/test_demo.py", "tests/test_explain.py", "tests/test_figures",
    "tests/test_first_edition.py", "tests/test_proposals.py", "tests/test_sample.py", "tests/test_shortcuts.py",
    "tests/test_sources.py",
)  # fmt: skip
"""What takes long: mutants, real months, the site and its browser; and whatever hypothesis draws. The rest is ``quick``."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        drawn = hasattr(getattr(item, "obj", None), "hypothesis")
        if not drawn and not item.nodeid.startswith(SLOW):
            item.add_marker(pytest.mark.quick)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden reports; read the diff afterwards")


@pytest.fixture(scope="session")
def handbook() -> Run:
    """Run ``handbook`` in a process of its own, as a person would; output as text."""

    def run(*arguments: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
        environment = os.environ | {"PYTHONPATH": str(ROOT), "HANDBOOK_LANG": "zh-Hant", "COLUMNS": "100", "PYTHONUTF8": "0"}
        command = [sys.executable, "-m", "checker", *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=cwd, env=environment, timeout=300)

    return run


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with ``tests/golden/<name>``, or rewrite it under ``--update-golden``."""

    def compare(name: str, found: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(found, encoding="utf-8", newline="\n")
        assert found == path.read_text(encoding="utf-8"), f"tests/golden/{name} differs; --update-golden rewrites it"

    return compare
