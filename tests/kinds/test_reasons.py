"""A reason is declared by its kind and has words in every language; no other can be given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest

from checker.catalog import LANGUAGES
from checker.engine.compile import Asked, Compiled, compile_rule
from checker.engine.outcomes import REASONS
from checker.model import Part
from checker.records.sources import Extent
from checker.records.types import HI
from checker.reports.words import message
from checker.result import Finding, Ground
from checker.rules.conditions import Row
from checker.rules.kinds import KINDS, Answer, Kind, Values
from checker.rules.kinds.kind import Subject
from checker.rules.versions import versions
from checker.sql.expr import NULL, TRUE, Expr, case, value
from checker.sql.functions import call, coalesce
from checker.sql.tree import answers_of, columns_in
from tests import law
from tests.kinds.drawn import FILLS
from tests.kinds.drawn import RULES as RULES_DRAWN
from tests.rules.examples import BOOK, RULES
from tests.sql.test_statements import compiled

MAYBE = call("contains", None, "x")
EVERY = sorted({*REASONS, *(reason for kind in KINDS.values() for reason in kind.reasons)})


IN_DAYS = {"1-1.t1": {"value": 5, "unit": "day"}}


def _finding(outcome: str, reason: str) -> Finding:
    ground = Ground("rule", "holds", {}, "1-1", "staff", {}, "violation", "things", None)
    return Finding(ground, outcome, reason, {}, "f.csv", 2, None, {})


@pytest.mark.parametrize("reason", EVERY)
def test_every_reason_has_words(reason: str) -> None:
    for lang in LANGUAGES:
        for outcome in ("violated", "indeterminate", "pending"):
            assert message(_finding(outcome, reason), {}, lang)


def test_a_column_is_told_whatever_its_name() -> None:
    """A figure that a rule works out is called actual, and so is a column of one record type."""
    names = {"things.actual": "實際值"}
    found = replace(_finding("violated", "below"), evidence={"actual": 3, "least": "10"})
    assert message(found, names, "zh-Hant") == "實際值 3，低於下限 10"
    assert message(found, {}, "en") == ": below 10"


def test_evidence_that_is_called_as_a_column_is_that_column() -> None:
    for one in compiled():
        record = BOOK.types[one.rule.record]
        for shown in one.shown.values():
            for name in shown.keys() & record.columns.keys():
                read = {column.name.removesuffix(HI) for expr in shown[name].values for column in columns_in(expr)}
                assert read - {"_bad"} == {name}, f"{one.rule.id}: {name}"


def _drawn() -> Iterator[Compiled]:
    """The rules on which the oracle is tried, each as far as a reading of the open terms takes it."""
    for kind, rules in RULES_DRAWN.items():
        for drawn, fill in product(rules, [*FILLS, IN_DAYS]):
            own = {"id": "r", "title": {"zh-Hant": "規則", "en": "rule"}, "duty": "1-1.a", "strength": "direct"}
            model = law.regulation({**own, "kind": kind, "record": "things", **drawn}, fill=fill)
            rule, types = model.encoding.rules["r"], model.book.types
            parts = [Part(n, f"{t.id}.csv", t.id, t.id, frozenset(t.columns)) for n, t in enumerate(types.values())]
            yield compile_rule(
                rule,
                0,
                versions(rule, model.book),
                model.book,
                Asked(parts, 10**15, dict.fromkeys(types, Extent()), nobodies=("BOT1",)),
            )


def test_every_declared_reason_is_given() -> None:
    """What a kind declares and no rule of it could give would be a word for nothing."""
    given: dict[str, set[object]] = {name: set() for name in KINDS}
    for one in (*compiled(), *_drawn()):
        if one.says:
            given[one.rule.kind].update(answers_of(one.says.reason))
    assert {name: {*kind.reasons} - given[name] for name, kind in KINDS.items()} == {name: set() for name in KINDS}
    assert {*REASONS} <= set().union(*given.values())


@pytest.mark.parametrize("expr", [value("odd"), case((MAYBE, "late"), otherwise="odd"), coalesce(value("late"), "odd")])
def test_an_undeclared_reason_is_refused(expr: Expr) -> None:
    kind = Kind(lambda *_: Answer(TRUE, expr), {}, ("late",))
    subject = Subject(Row(next(iter(BOOK.types.values()))), "", NULL, NULL, BOOK.types)
    for answer in (Answer(TRUE, expr), Answer(TRUE, value("late"), unknown=expr)):
        with pytest.raises(ValueError, match=r"does not declare: \['odd'\]"):
            replace(kind, build=lambda *_, a=answer: a).answer(RULES[0], Values(), subject)
