"""The regulations that lint is tried on, as maps of path to text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from checker.model import Problem
from checker.regulation.files import Files, read
from checker.rules.lint import lint
from checker.rules.model import read_model

ROOT = Path(__file__).resolve().parents[2]

Lint = Callable[[Files], list[Problem]]


@pytest.fixture(scope="session")
def second() -> Files:
    """The tiny English regulation: a lending library."""
    files, problems = read(ROOT / "tests" / "second")
    assert not problems
    return files


@pytest.fixture(scope="session")
def first() -> Files:
    """The regulation of this repository."""
    files, problems = read(ROOT)
    assert not problems
    return files


@pytest.fixture(scope="session")
def problems_of() -> Lint:
    return lambda files: lint(read_model(files))
