"""A reason is declared by its kind and has words in every language; no other can be given."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checker.catalog import LANGUAGES
from checker.engine.outcomes import REASONS
from checker.reports.words import message
from checker.result import Finding
from checker.rules.conditions import Row
from checker.rules.kinds import KINDS, Answer, Kind, Values
from checker.rules.kinds.kind import Subject
from checker.sql.expr import NULL, TRUE, Expr, case, value
from checker.sql.functions import call, coalesce
from checker.sql.tree import answers_of
from tests.rules.examples import BOOK, RULES
from tests.sql.test_statements import compiled

MAYBE = call("contains", None, "x")
EVERY = sorted({*REASONS, *(reason for kind in KINDS.values() for reason in kind.reasons)})


def _finding(outcome: str, reason: str) -> Finding:
    return Finding(
        "rule", {}, "1-1", "staff", {}, outcome, reason, "violation", "things", {}, "f.csv", 2, None, None, {}, "holds"
    )  # fmt: skip


@pytest.mark.parametrize("reason", EVERY)
def test_every_reason_has_words(reason: str) -> None:
    for lang in LANGUAGES:
        for outcome in ("violated", "indeterminate", "pending"):
            assert message(_finding(outcome, reason), {}, lang)


def test_every_declared_reason_is_given() -> None:
    """What a kind declares and no rule of it can ever give would be a word for nothing."""
    given: dict[str, set[object]] = {}
    for rule in compiled():
        if rule.says:
            given.setdefault(rule.rule.kind, set()).update(answers_of(rule.says.reason))
    for name, reasons in given.items():
        assert reasons - {None} <= {*KINDS[name].reasons, *REASONS}


@pytest.mark.parametrize("expr", [value("odd"), case((MAYBE, "late"), otherwise="odd"), coalesce(value("late"), "odd")])
def test_an_undeclared_reason_is_refused(expr: Expr) -> None:
    kind = Kind(lambda *_: Answer(TRUE, expr), {}, ("late",))
    subject = Subject(Row(next(iter(BOOK.types.values()))), "", NULL, NULL, BOOK.types)
    for answer in (Answer(TRUE, expr), Answer(TRUE, value("late"), unknown=expr)):
        with pytest.raises(ValueError, match=r"does not declare: \['odd'\]"):
            replace(kind, build=lambda *_, a=answer: a).answer(RULES[0], Values(), subject)
