"""What must stand, and what must have been alive, against the oracle: worlds so small and close that most records meet."""

from __future__ import annotations

import os
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import law, oracle
from tests.kinds import cells
from tests.kinds.test_oracle import run, spans_of
from tests.oracle import decided

NEAR = (-62, -40, -31, -30, -1, 0, 1, 27, 28, 29, 57, 58, 59)
days = st.sampled_from([cells.EDGE + timedelta(days=n) for n in NEAR]).map(cells.to_day)
seldom = st.sampled_from([*[False] * 9, True])


def mostly(usual: Any, odd: Any) -> st.SearchStrategy[Any]:
    return seldom.flatmap(lambda it_is: odd if it_is else usual)


dates = mostly(days, cells.instants)
ends = st.one_of(dates, st.just(("", None)))
person = mostly(st.just(("甲", "甲")), cells.words)
role = st.one_of(st.just(("經紀", "agent")), st.sampled_from([("文員", "clerk"), ("不明", "不明"), ("", None)]))
started = mostly(st.just(cells.to_day(cells.EDGE - timedelta(days=62))), days)
status = mostly(st.just(("完成", "done")), cells.statuses)
COLUMNS = {
    "things": {"started_at": started, "ended_at": ends, "closed_at": mostly(st.just(("", None)), ends), "by": person,
               "kept_by": person, "status": status},
    "events": {"thing_id": mostly(st.just(("T0", "T0")), cells.words), "at": dates,
               "good": mostly(st.just(("是", True)), cells.flags)},
    "spans": {"person": person, "begins_on": dates, "ends_on": ends, "role": role},
}  # fmt: skip
KEYS = {"things": ("id", "T"), "events": ("event_id", "E"), "spans": ("serial", "S")}
GOOD = {"field": "good", "equals": True}
HELD = {"record": "spans", "match": {"person": "by", "role": {"value": "agent"}}}
EVENT = {"record": "events", "match": {"thing_id": "id"}, "where": GOOD}
RULES: list[dict[str, Any]] = [
    {"kind": "standing", "target": HELD},
    {"kind": "standing", "target": HELD, "ends": "closed_at"},
    {
        "kind": "standing",
        "target": {"record": "things", "match": {"kept_by": "by"}, "where": {"field": "status", "equals": "done"}},
    },
    {"kind": "standing", "target": {"record": "events", "match": {"thing_id": "id"}, "where": GOOD}, "ends": "closed_at"},
    {"kind": "standing", "target": {"record": "events", "match": {"thing_id": "id"}, "seen": "ever"}, "ends": "closed_at"},
    {"kind": "existence", "target": HELD},
    {"kind": "existence", "target": HELD, "until": "closed_at"},
    {"kind": "standing", "target": {"any": [HELD, EVENT]}, "ends": "closed_at"},
    {"kind": "standing", "target": {"any": [HELD, {"record": "things", "match": {"kept_by": "by"}}]}},
    {"kind": "standing", "target": {"any": [EVENT, {**HELD, "seen": "once"}]}, "ends": "closed_at"},
    {"kind": "existence", "target": {"any": [EVENT, HELD]}, "until": "closed_at"},
]
STANDING = [number for number, rule in enumerate(RULES) if rule["kind"] == "standing"]
FEW = settings(
    max_examples=int(os.environ.get("ORACLE", "60")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    derandomize=True,
)


@st.composite
def world(draw: Any) -> dict[str, list[tuple[dict[str, str], dict[str, Any]]]]:
    found: dict[str, list[tuple[dict[str, str], dict[str, Any]]]] = {}
    for record, columns in COLUMNS.items():
        key, prefix = KEYS[record]
        rows = draw(st.lists(st.fixed_dictionaries(columns), min_size=1, max_size=2 if record == "things" else 3), label=record)
        named = [(f"{prefix}{number}", row) for number, row in enumerate(rows)]
        found[record] = [
            ({key: name} | {c: text for c, (text, _) in row.items()}, {key: name} | {c: value for c, (_, value) in row.items()})
            for name, row in named
        ]
    return found


def whole(number: int) -> dict[str, Any]:
    rule = {"id": "r", "title": {"zh-Hant": "規則", "en": "rule"}, "duty": "1-1.a", "strength": "direct"}
    return rule | {"record": "things", **RULES[number]}


@pytest.mark.parametrize("number", range(len(RULES)))
@given(drawn=world(), day=st.sampled_from(NEAR), extra=st.sampled_from([-1, 0, 1]))
@FEW
def test_agrees_with_oracle(number: int, drawn: Any, day: int, extra: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    rule = whole(number)
    cutoff = cells.micros(cells.EDGE + timedelta(days=day)) + extra
    outcomes, _, emitted = run(tmp_path_factory.mktemp("lives"), law.regulation(rule), drawn, cutoff)
    values = {record: [value for _, value in pairs] for record, pairs in drawn.items()}
    told = {row["id"]: oracle.judge(rule, row, spans_of(rule, None, None), cutoff, values) for row in values["things"]}
    counted = Counter("not_applicable" if outcome is None else outcome for outcome in told.values())
    assert {name: count for name, count in outcomes.items() if count} == dict(counted)
    assert emitted == {name: outcome for name, outcome in told.items() if outcome not in (None, "satisfied")}


@pytest.mark.parametrize("number", STANDING)
@given(drawn=world(), day=st.sampled_from(NEAR), around=st.lists(st.sampled_from(NEAR), min_size=2, max_size=2, unique=True))
@FEW
def test_a_period_agrees_with_oracle(
    number: int, drawn: Any, day: int, around: list[int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    rule, cutoff = whole(number), cells.micros(cells.EDGE + timedelta(days=day))
    first, end = (cells.micros(cells.EDGE + timedelta(days=one)) for one in sorted(around))
    period = (first, end - 1)
    outcomes, _, emitted = run(tmp_path_factory.mktemp("period"), law.regulation(rule), drawn, cutoff, period)
    values = {record: [value for _, value in pairs] for record, pairs in drawn.items()}
    spans = spans_of(rule, None, None)
    told = {row["id"]: decided.across(rule, row, spans, cutoff, values, period) for row in values["things"]}
    assert emitted == {name: outcome for name, outcome in told.items() if outcome not in (None, "satisfied")}
    counted = Counter("not_applicable" if outcome is None else outcome for outcome in told.values())
    assert {name: count for name, count in outcomes.items() if count} == dict(counted)
