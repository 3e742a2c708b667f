"""What a period decided: every kind against the oracle, and the months of a year against the year."""

from __future__ import annotations

import os
from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from checker.rules.kinds import KINDS
from tests import oracle
from tests.kinds import cells
from tests.kinds.test_oracle import run, world
from tests.oracle import decided

PROFILE = settings(
    max_examples=int(os.environ.get("ORACLE", "5")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    derandomize=True,
    phases=[Phase.generate],  # to shrink takes minutes, and a world that fails is plain enough
)
FIRST, LAST = (cells.micros(cells.EDGE + timedelta(days=days)) for days in (-400, 400))


STEPS = st.one_of(st.integers(-90, 90), st.integers(-70, 70).map(lambda days: days * 86_400))


def _boundaries(data: st.DataObject) -> list[int]:
    """Where periods end, about the instants that the records have."""
    edge = cells.micros(cells.EDGE)
    return sorted({edge + data.draw(STEPS, label="boundary") * cells.SECOND_US for _ in range(2)})


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in oracle.ACROSS])
@given(data=st.data())
@PROFILE
def test_agrees_with_oracle(kind: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    w = world(kind, data)
    first, *rest = _boundaries(data)
    period = (first, rest[0] - 1) if rest else (FIRST, first)
    outcomes, gaps, _ = run(tmp_path_factory.mktemp("in"), w.regulation, w.drawn, w.cutoff, period)
    expected = []
    for row in w.values["things"]:
        at = row.get(w.rule.get("activation", "started_at"))
        whole = oracle.judge(w.rule, row, w.spans, w.cutoff, w.values)
        span = next((s for s in w.spans if isinstance(at, tuple) and s.start <= at[0] < s.end), None)
        when = decided.moment(w.rule, row, at, span, w.values) if span and span.assessed else 0
        expected.append(decided.in_period(whole, at, when, w.cutoff, period))
    counted = Counter("not_applicable" if outcome is None else outcome for outcome in expected)
    assert gaps == counted.pop("gap", 0)
    assert {name: count for name, count in outcomes.items() if count} == dict(counted)


@pytest.mark.parametrize("kind", oracle.ACROSS)
@given(data=st.data())
@PROFILE
def test_kinds_over_time_agree_with_oracle(kind: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    w = world(kind, data)
    first, *rest = _boundaries(data)
    for number, period in enumerate([(first, rest[0] - 1) if rest else (FIRST, first), (FIRST, first - 1)]):
        outcomes, gaps, emitted = run(tmp_path_factory.mktemp(f"in{number}"), w.regulation, w.drawn, w.cutoff, period)
        expected = {row["id"]: decided.across(w.rule, row, w.spans, w.cutoff, w.values, period) for row in w.values["things"]}
        counted = Counter("not_applicable" if outcome is None else outcome for outcome in expected.values())
        assert gaps == counted.pop("gap", 0)
        assert {name: count for name, count in outcomes.items() if count} == dict(counted)
        assert emitted == {name: said for name, said in expected.items() if said not in (None, "gap", "satisfied")}


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
@PROFILE
def test_the_parts_are_the_whole(kind: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Of periods that follow on each other every case is decided in one, and the same is said of it as in all."""
    w = world(kind, data)
    ends = [end for end in _boundaries(data) if end < w.cutoff]
    periods = list(zip([FIRST, *ends], [end - 1 for end in [*ends, LAST]], strict=True))
    _, _, whole = run(tmp_path_factory.mktemp("all"), w.regulation, w.drawn, w.cutoff)
    parts = [run(tmp_path_factory.mktemp("part"), w.regulation, w.drawn, w.cutoff, one)[2] for one in periods]
    for outcome in ("violated", "indeterminate"):
        told = Counter(key for part in parts for key, said in part.items() if said == outcome)
        if kind not in oracle.ACROSS:
            assert told == Counter(key for key, said in whole.items() if said == outcome)
    assert {key for part in parts for key, said in part.items() if said == "violated"} == {
        key for key, said in whole.items() if said == "violated"
    }
    assert {key for key, said in parts[-1].items() if said == "pending"} >= {
        k for k, said in whole.items() if said == "pending"
    }
