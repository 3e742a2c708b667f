"""What lapsed without a whole month missing: every stretch against the oracle that walks the days, and beside the verdicts."""

from __future__ import annotations

import os
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from checker.engine.check import Options, checking
from checker.records.exports import Exports
from checker.records.sources import ALL, Sources
from checker.result import Lapses, RuleResult
from tests import law, oracle
from tests.kinds import cells
from tests.kinds.test_lives import HELD, NEAR, world
from tests.kinds.test_oracle import spans_of, written
from tests.oracle.lapses import lapses

HAD = {"record": "spans", "match": {"person": "by"}}
BETWEEN = {"record": "things", "match": {"kept_by": "by"}}
RULES: list[dict[str, Any]] = [
    {"target": HAD},
    {"target": HAD, "ends": "closed_at"},
    {"target": HAD, "when": {"field": "status", "equals": "done"}, "activation": "ended_at", "ends": "closed_at"},
    {"target": HELD, "ends": "closed_at"},
    {"target": {"record": "spans"}, "ends": "closed_at"},
    {"target": {"record": "spans", "through": BETWEEN, "match": {"person": "by"}}, "ends": "closed_at"},
    {"target": {"record": "spans", "where": {"field": "role", "equals": "agent"}, "how_many": {"least": 2}}},
]
EVER = (cells.micros(cells.EDGE - timedelta(days=400)), cells.micros(cells.EDGE + timedelta(days=400)))
Drawn = dict[str, list[tuple[dict[str, str], dict[str, Any]]]]


def told(
    folder: Path, rule: dict[str, Any], drawn: Drawn, cutoff: int, period: Any = None, complete: Any = (ALL,)
) -> RuleResult:
    """What a run says of a rule of this kind."""
    whole = {
        "id": "r",
        "title": {"zh-Hant": "規則", "en": "rule"},
        "duty": "1-1.a",
        "kind": "standing",
        "record": "things",
        **rule,
    }
    exports = Exports(written(folder, drawn), sources=Sources(dict.fromkeys(complete)), cutoff=cutoff)
    with checking(law.regulation(whole), exports, Options(period=period)) as result:
        return result.rules[0]


@pytest.mark.parametrize("number", range(len(RULES)))
@given(
    drawn=world(),
    day=st.sampled_from(NEAR),
    extra=st.sampled_from([-1, 0, 1]),
    split=st.none() | st.sampled_from(NEAR),
)
@settings(
    max_examples=int(os.environ.get("ORACLE", "60")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    derandomize=True,
    phases=[Phase.generate],  # to shrink takes minutes, and a world that fails is small enough
)
def test_agrees_with_oracle(
    number: int, drawn: Drawn, day: int, extra: int, split: int | None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    rule, folder = RULES[number], tmp_path_factory.mktemp("lapses")
    cutoff = cells.micros(cells.EDGE + timedelta(days=day)) + extra
    middle = None if split is None else cells.micros(cells.EDGE + timedelta(days=split))
    periods: list[tuple[int, int] | None] = [None] if middle is None else [(EVER[0], middle - 1), (middle, EVER[1])]
    values = {record: [value for _, value in pairs] for record, pairs in drawn.items()}
    spans = spans_of(rule, None, None)
    for period in periods:
        result = told(folder, rule, drawn, cutoff, period)
        expected = [
            (row["id"], first, last, (last - first).days + 1)
            for row in values["things"]
            for first, last in lapses(rule, row, spans, cutoff, values, period)
        ]
        assert result.lapses is not None
        found = [(one.key["id"], one.first, one.last, one.days) for one in result.lapses.longest]
        assert sorted(found) == sorted(expected)
        assert result.lapses.records == len({name for name, *_ in expected})
        if period is None:
            whole = {"kind": "standing", **rule}
            outcomes = Counter(oracle.judge(whole, row, spans, cutoff, values) or "not_applicable" for row in values["things"])
            assert {name: count for name, count in result.outcomes.items() if count} == outcomes


def thing(name: str, **cells_: str) -> tuple[dict[str, str], dict[str, Any]]:
    return dict.fromkeys(law.COLUMNS["things"], "") | {"id": name, "started_at": "2019-05-01", "by": name} | cells_, {}


def span(person: str, begins: str, ends: str, role: str = "經紀") -> tuple[dict[str, str], dict[str, Any]]:
    return {"serial": f"{person} {begins}", "person": person, "begins_on": begins, "ends_on": ends, "role": role}, {}


def lapsed(folder: Path, drawn: Drawn, rule: Any = RULES[0], **options: Any) -> Lapses | None:
    cutoff = cells.micros(cells.EDGE + timedelta(days=45))
    return told(folder, rule, drawn, cutoff, **options).lapses


RENEWED = {"things": [thing("甲")], "spans": [span("甲", "2025-01-11", "2026-01-10"), span("甲", "2026-01-20", "")]}


def test_days_between_two_contracts(tmp_path: Path) -> None:
    found = lapsed(tmp_path, RENEWED)
    assert found is not None
    (one,) = found.longest
    assert (one.key, one.row, one.first, one.last, one.days) == ({"id": "甲"}, 1, date(2026, 1, 11), date(2026, 1, 19), 9)
    assert one.file.endswith("things.jsonl")


def test_nothing_where_absence_proves_nothing(tmp_path: Path) -> None:
    assert lapsed(tmp_path, RENEWED, complete=["things"]) is None
    assert lapsed(tmp_path, RENEWED, complete=["spans"]) is not None


@pytest.mark.parametrize(
    ("rule", "own", "also", "records"),
    [
        (RULES[1], {}, [], 1),
        (RULES[1], {"started_at": "2026-01-12", "closed_at": "2026-01-15"}, [], 1),
        (RULES[1], {"started_at": "2026-01-12", "closed_at": "2026-01-15", "by": ""}, [], 0),
        (RULES[1], {"started_at": ""}, [], 0),
        (RULES[1], {"closed_at": "前天下午"}, [], 0),
        (RULES[2], {"ended_at": "2019-05-01", "status": "完成"}, [], 1),
        (RULES[2], {"ended_at": "2019-05-01", "status": "不明"}, [], 0),
        (RULES[2], {"ended_at": "2019-05-01", "status": ""}, [], 0),
        (RULES[1], {}, [span("", "2026-01-12", "2026-01-13")], 0),
        (RULES[3], {}, [span("甲", "", "2019-05-01")], 0),
        (RULES[3], {}, [span("乙", "", "")], 1),
    ],
)
def test_nothing_where_something_is_open(rule: Any, own: Any, also: Any, records: int, tmp_path: Path) -> None:
    found = lapsed(tmp_path, {"things": [thing("甲", **own)], "spans": [*RENEWED["spans"], *also]}, rule)
    assert found is not None
    assert found.records == records


@pytest.mark.parametrize(
    "target",
    [{"record": "things", "match": {"kept_by": "by"}}, {"record": "events"}, {**HAD, "seen": "once"}, {"any": [HAD, BETWEEN]}],
)
def test_nothing_of_what_need_not_live_without_a_break(target: Any, tmp_path: Path) -> None:
    assert lapsed(tmp_path, {**RENEWED, "events": []}, {"target": target}) is None


def test_the_longest_are_named_and_all_are_counted(tmp_path: Path) -> None:
    people = [(chr(0x4E00 + n), n) for n in range(25)]
    drawn = {
        "things": [thing(name) for name, _ in people],
        "spans": [span(name, "2019-05-01", "2026-01-02") for name, _ in people]
        + [span(name, f"2026-01-{4 + n:02}", "2026-02-05") for name, n in people]
        + [span(name, "2026-02-07", "") for name, _ in people],
    }
    found = lapsed(tmp_path, drawn)
    assert found is not None
    assert (found.records, [one.days for one in found.longest]) == (25, list(range(25, 5, -1)))


def test_the_day_on_which_the_next_begins_is_not_without(tmp_path: Path) -> None:
    """Of one that the next ends, the day is shared: who was manager until then may have been so in the morning."""
    drawn = {"things": [thing("甲")], "spans": [span("甲", "2019-05-01", ""), span("甲", "2026-01-10", "2026-01-12", "文員")]}
    found = lapsed(tmp_path, drawn, RULES[3])
    assert found is not None
    assert not found.longest
    after = [*drawn["spans"], span("甲", "2026-01-15", "")]
    found = lapsed(tmp_path, {**drawn, "spans": after}, RULES[3])
    assert found is not None
    assert [(one.first, one.last) for one in found.longest] == [(date(2026, 1, 11), date(2026, 1, 14))]
