"""Exports that hold only a part, against the oracle that knows the whole: nobody is accused whom the whole would not accuse."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.rules.kinds import KINDS
from tests import law, oracle
from tests.kinds import test_lives
from tests.kinds.cells import EDGE, micros
from tests.kinds.test_oracle import run, spans_of, world

Drawn = Mapping[str, Sequence[tuple[dict[str, str], dict[str, Any]]]]
SETTINGS = settings(
    max_examples=int(os.environ.get("ORACLE", "40")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    derandomize=True,
)


def partial(drawn: Drawn, data: st.DataObject) -> tuple[Drawn, set[str]]:
    """What is left of some records, and the types that are still complete and say so."""
    left, whole = dict(drawn), {"things"}
    for record in drawn.keys() - whole:
        if data.draw(st.booleans(), label=f"{record} complete"):
            whole.add(record)
        else:
            kept = data.draw(st.integers(0, len(drawn[record]) - 1), label=f"{record} not exported before")
            left[record] = drawn[record][kept:]  # one is left: of a type without records no rule speaks
    return left, whole


def values(drawn: Drawn) -> dict[str, list[dict[str, Any]]]:
    return {record: [value for _, value in pairs] for record, pairs in drawn.items()}


@pytest.mark.parametrize("kind", [kind for kind in KINDS if KINDS[kind].rests_on])
@given(data=st.data())
@SETTINGS
def test_what_was_not_exported_accuses_nobody(kind: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    w = world(kind, data)
    left, whole = partial(w.drawn, data)
    _, _, emitted = run(tmp_path_factory.mktemp("partial"), w.regulation, left, w.cutoff, complete=whole)
    guilty = {row["id"] for row in w.values["things"] if oracle.judge(w.rule, row, w.spans, w.cutoff, w.values) == "violated"}
    assert {name for name, outcome in emitted.items() if outcome == "violated"} <= guilty


@pytest.mark.parametrize("number", range(len(test_lives.RULES)))
@given(drawn=test_lives.world(), day=st.sampled_from(test_lives.NEAR), data=st.data())
@SETTINGS
def test_nor_what_must_stand(
    number: int, drawn: Any, day: int, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    rule = {"id": "r", "title": {"zh-Hant": "規則", "en": "rule"}, "duty": "1-1.a", "strength": "direct"}
    rule |= {"record": "things", **test_lives.RULES[number]}
    cutoff = micros(EDGE) + day * 86_400_000_000
    left, whole = partial(drawn, data)
    _, _, emitted = run(tmp_path_factory.mktemp("partial"), law.regulation(rule), left, cutoff, complete=whole)
    spans, known = spans_of(rule, None, None), values(drawn)
    guilty = {row["id"] for row in known["things"] if oracle.judge(rule, row, spans, cutoff, known) == "violated"}
    assert {name for name, outcome in emitted.items() if outcome == "violated"} <= guilty
