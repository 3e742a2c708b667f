"""Every rule's own examples, run: each has the outcome its list promises, and together they tell the rule from all mutants."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from checker.model import Limit
from checker.regulation.book import Book
from checker.rules.load import Rule
from checker.rules.versions import Version, versions
from tests.rules.examples import BOOK, RULES, batches, contradictions
from tests.rules.mutate import mutants

EXCLUSIVE = "boundary"


def _turned(limit: Limit | None) -> Limit | None:
    return limit and replace(limit, inclusive=not limit.inclusive)


def _flipped(rule: Rule, book: Book) -> list[Version]:
    """A limit is the law's, not the rule's: the mutant named for it finds its boundary turned."""
    found = versions(rule, book)
    if not rule.id.endswith(f"~{EXCLUSIVE}"):
        return found
    return [replace(v, values=replace(v.values, limit=_turned(v.values.limit))) for v in found]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_examples_pin_the_rule_down(rule: Rule, tmp_path: Path) -> None:
    names, alive = _spoilt(rule)
    wrong = []
    for number, batch in enumerate(batches(rule)):
        folder = tmp_path / str(number)
        folder.mkdir()
        found = contradictions([rule, *alive], batch, folder, _flipped)
        wrong += found[rule.id]
        alive = [mutant for mutant in alive if not found[mutant.id]]  # one example that notices is enough
    unseen = [f"no example (kept, broken, outside, undecided) notices: {names[mutant.id]}" for mutant in alive]
    if wrong or unseen:
        pytest.fail("\n".join([rule.id, *wrong, *unseen]), pytrace=False)


def _spoilt(rule: Rule) -> tuple[dict[str, str], Sequence[Rule]]:
    names: dict[str, str] = {}
    spoilt = []
    for number, (what, mutant) in enumerate(mutants(rule, BOOK.types)):
        spoilt.append(replace(mutant, id=f"{rule.id}~{number}"))
        names[spoilt[-1].id] = what
    if "within" in rule.params:
        spoilt.append(replace(rule, id=f"{rule.id}~{EXCLUSIVE}"))
        names[spoilt[-1].id] = "the limit's boundary, inclusive or exclusive"
    return names, spoilt
