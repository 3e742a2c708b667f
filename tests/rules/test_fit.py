"""A check refuses rules that are not sound: those about what was exported, and those that no report could list."""

from __future__ import annotations

import pytest

from checker.rules.lint import lint, lint_for_check, lint_rules
from checker.rules.model import read_model
from tests.rules.examples import FILES

RULES = "docs/rules/4.1.yml"
CONFIRMED = next(line for line in FILES[RULES].splitlines() if line.startswith("  confirmed: "))
SPOILT = {
    "title: 7": ("  title: {zh-Hant: 諮詢首次回應時限, en: First reply to an inquiry}", True),
    "record: [a]": ("  record: inquiries", True),
    "record: nobody": ("  record: inquiries", True),
    "confirmed: x": (CONFIRMED, False),
    "target: nowhere": ("  target: replied_at", False),
}


@pytest.mark.parametrize("line", SPOILT)
def test_an_unsound_rule_is_found(line: str) -> None:
    """Where its record type was exported, always; where not, if nothing could be said of it."""
    sound, listed = SPOILT[line]
    model = read_model(FILES | {RULES: FILES[RULES].replace(sound, f"  {line}", 1)})
    assert not [problem for problem in lint_for_check(model) if problem.place.file == RULES]
    assert any(problem.place.file == RULES for problem in lint_rules(model, {"inquiries"}))
    assert bool(lint_rules(model, {"feedback"})) == listed
    assert any(problem.place.file == RULES for problem in lint(model))


def test_sound_rules_are_let_pass() -> None:
    model = read_model(FILES)
    assert not [problem for problem in lint_rules(model, model.book.types.keys()) if problem.severity == "error"]
