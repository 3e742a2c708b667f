"""A sample of every break of our own regulation; ``python -m tests.bench.lint`` tries them all."""

from __future__ import annotations

import pytest

from checker.regulation.checks.past import UNADOPTED
from checker.regulation.files import Files
from tests.lint import breaks
from tests.lint.conftest import Lint

SORTS = {
    sort.__name__: sort
    for sort in (
        breaks.norms_deleted,
        breaks.articles_deleted,
        breaks.quotes_deleted,
        breaks.concordance_lines_deleted,
        breaks.figures_changed,
        breaks.modals_changed,
    )
}
TRIED = 8  # of each sort


@pytest.mark.parametrize("sort", SORTS)
def test_lint_finds_it(sort: str, first: Files, problems_of: Lint) -> None:
    everything = list(SORTS[sort](first))
    assert everything
    for name, files in everything[:: max(1, len(everything) // TRIED)]:
        found = {p.code for p in problems_of(files) if p.severity == "error"} - UNADOPTED - {"stale"}
        assert found, name
