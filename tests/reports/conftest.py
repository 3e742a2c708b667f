"""What the tests of reports share: the sample month, checked once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from checker.cli.given import claims
from checker.engine.check import checking
from checker.records.exports import Exports
from checker.result import Result
from tests.conftest import ROOT
from tests.rules.examples import MODEL


@pytest.fixture(scope="package")
def sample() -> Iterator[Result]:
    """The sample month, checked once."""
    folder = ROOT / "tests" / "exports"
    with checking(MODEL, Exports((folder,), sources=claims((folder,), (), MODEL.book, "en"))) as result:
        yield result
