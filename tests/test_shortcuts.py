"""What makes a check of few records quick changes nothing of what it says."""

from __future__ import annotations

import pytest

from checker.engine import check, duckdb, judge
from checker.engine.check import checking
from checker.records.exports import Exports
from checker.records.sources import ALL, Sources
from checker.result import Finding, RuleResult
from tests.rules.examples import MODEL, ROOT

SAMPLE = Exports([ROOT / "tests" / "exports"], sources=Sources({ALL: None}))
Told = tuple[list[tuple[object, ...]], tuple[RuleResult, ...]]


def told() -> Told:
    def plain(found: Finding) -> tuple[object, ...]:
        return found.ground.rule, found.outcome, found.reason, found.file, found.row, found.activation, found.evidence

    with checking(MODEL, SAMPLE) as result:
        return [plain(one) for one in result.findings], result.rules


@pytest.fixture(scope="module")
def quick() -> Told:
    return told()


def test_what_was_seen_of_all_records_is_no_news_of_any(monkeypatch: pytest.MonkeyPatch, quick: Told) -> None:
    monkeypatch.setattr(check, "seen", lambda book, *_: book)
    assert told() == quick


def test_few_records_are_judged_like_many(monkeypatch: pytest.MonkeyPatch, quick: Told) -> None:
    monkeypatch.setattr(duckdb, "FEW", -1)
    monkeypatch.setattr(duckdb, "VERY_FEW", -1)
    monkeypatch.setattr(judge, "FEW", -1)
    assert told() == quick
