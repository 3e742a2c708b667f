"""The statistics the law orders: against the oracle over small worlds, and cases at the boundaries."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker import yamlio
from checker.cli.given import parse_instant
from checker.engine.check import checking
from checker.model import UnitKey
from checker.records.exports import Exports
from checker.result import Figure
from checker.rules.model import Model
from tests import law
from tests.kinds import cells
from tests.oracle import figures
from tests.oracle.figures import Known

DUTY = "1-2.a"
RULE = {
    "id": "r", "title": {"zh-Hant": "規則"}, "duty": "1-1.a", "confirmed": 1, "kind": "required", "record": "things",
    "fields": ["id"],
}  # fmt: skip
FLAG = {"field": "flag", "equals": True}
BOTH = {"field": "flag", "filled": True}
THINGS = {"record": "things", "at": "started_at", "count": FLAG, "of": BOTH}
CALLS = {
    "record": "calls", "at": "ended_at", "count": {"field": "status", "equals": "done"},
    "of": {"field": "status", "in": ["open", "done"]},
}  # fmt: skip
FORMS: list[list[dict[str, Any]]] = [
    [THINGS],
    [THINGS | {"by": ["note", "color"]}],
    [THINGS | {"count": {"not": FLAG}, "of": {"not": {"field": "status", "equals": "open"}}, "by": ["status"]}],
    [THINGS, CALLS],
    [THINGS | {"by": ["color", "note"]}, CALLS | {"by": ["note"]}],
    [CALLS | {"by": ["color"]}, THINGS | {"by": ["color"], "of": FLAG, "count": {"field": "color", "in": ["red", "green"]}}],
]
EDITIONS: list[list[Known]] = [
    [(date(2026, 1, 1), True)],
    [(date(2026, 1, 2), True)],
    [(date(2025, 12, 1), False), (date(2026, 2, 1), True)],
    [(date(2025, 12, 15), True), (date(2026, 2, 28), False), (date(2026, 4, 1), True)],
    [(date(2025, 11, 30), True), (date(2026, 1, 15), True)],
]
COLUMNS = {
    "started_at": cells.long_instants, "ended_at": cells.long_instants, "color": cells.colors, "note": cells.words,
    "flag": cells.flags, "status": cells.statuses,
}  # fmt: skip


def calls() -> str:
    """A second record type with the columns of the first."""
    schema = json.loads(law.record_schema("things"))
    schema["x-record"] |= {"type": "calls", "names": ["calls"]}
    return json.dumps(schema | {"title": "calls"})


def regulation(parts: Sequence[Mapping[str, Any]], editions: Sequence[Known] = ((law.FIRST, True),)) -> Model:
    """A regulation with one statistic, in editions some of which lack its duty."""
    statistic = {"id": "s", "title": {"zh-Hant": "統計"}, "duty": DUTY, "confirmed": 1, "period": "month", "from": [*parts]}
    extra = {"schema/records/calls.json": calls(), "docs/rules/2.yml": yamlio.dump({"statistics": [statistic]})}
    model = law.regulation(RULE, extra=extra)
    (first,) = model.book.history.editions
    without = {key: unit for key, unit in first.units.items() if key != UnitKey("duty", DUTY)}
    made = tuple(replace(first, effective=day, units=first.units if holds else without) for day, holds in editions)
    return replace(model, book=replace(model.book, history=replace(model.book.history, editions=made)))


def counted(folder: Path, model: Model, rows: Mapping[str, Iterable[Mapping[str, str]]], cutoff: int) -> list[Figure]:
    paths = []
    for record, some in rows.items():
        paths.append(folder / f"{record}.jsonl")
        text = "".join(json.dumps({"id": str(n), **row}, ensure_ascii=False) + "\n" for n, row in enumerate(some))
        paths[-1].write_text(text, encoding="utf-8")
    with checking(model, Exports(paths, cutoff=cutoff)) as result:
        return [*result.figures]


rows = st.lists(st.fixed_dictionaries(COLUMNS), min_size=1, max_size=10)


@given(data=st.data())
@settings(
    max_examples=int(os.environ.get("ORACLE", "25")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    derandomize=True,
)
def test_agrees_with_oracle(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    parts = data.draw(st.sampled_from(FORMS), label="parts")
    editions = data.draw(st.sampled_from(EDITIONS), label="editions")
    worlds = {"things": data.draw(rows, label="things"), "calls": data.draw(rows, label="calls")}
    lacking = data.draw(st.sampled_from([None, None, None, "calls", "color", "status"]), label="not exported")
    if lacking == "calls":
        del worlds["calls"]
    elif lacking:
        worlds["calls"] = [{c: cell for c, cell in row.items() if c != lacking} for row in worlds["calls"]]
    day = data.draw(st.sampled_from(cells.DAYS), label="cutoff day")
    cutoff = cells.micros(cells.EDGE + timedelta(days=day)) - data.draw(st.sampled_from([0, 1, 2, 3_600_000_000]))
    texts = {record: [{c: text for c, (text, _) in row.items()} for row in some] for record, some in worlds.items()}
    values = {record: [{c: value for c, (_, value) in row.items()} for row in some] for record, some in worlds.items()}
    found = counted(tmp_path_factory.mktemp("figures"), regulation(parts, editions), texts, cutoff)
    if lacking == "status":
        del values["calls"]
    expected = figures.figures(parts, editions, cutoff, values, law.ZONE)
    assert {(f.records, f.period, f.running, f.group): (f.count, f.of) for f in found} == expected
    assert len(found) == len(expected)
    assert all(f.whole == (len(f.records) == len(parts)) for f in found)


AT = "2026-02-10 09:00:00"
CASES: list[tuple[str, str, list[tuple[str, str]], list[tuple[str, bool, int, int]]]] = [
    ("some of some", "2026-02-28", [(AT, "是"), (AT, "否"), (AT, "是")], [("2026-02", False, 2, 3)]),
    ("none of some is a figure", "2026-02-28", [(AT, "否")], [("2026-02", False, 0, 1)]),
    ("of nothing there is none", "2026-02-28", [(AT, "")], []),
    ("a blank instant", "2026-02-28", [("", "是"), (AT, "是")], [("2026-02", False, 1, 1)]),
    ("an unreadable instant", "2026-02-28", [("前天", "是"), (AT, "是")], [("2026-02", False, 1, 1)]),
    ("an unreadable answer is one, but not yes", "2026-02-28", [(AT, "也許"), (AT, "是")], [("2026-02", False, 1, 2)]),
    ("the last second before the law", "2026-02-28", [("2025-12-31 23:59:59", "是")], []),
    ("the first second of the law", "2026-02-28", [("2026-01-01 00:00:00", "是")], [("2026-01", False, 1, 1)]),
    ("a month that runs", "2026-02-27", [(AT, "是")], [("2026-02", True, 1, 1)]),
    ("its last moment is not yet the end", "2026-02-28 23:59:59", [(AT, "是")], [("2026-02", True, 1, 1)]),
    ("after the cutoff", "2026-02-10 08:59:59", [(AT, "是")], []),
    ("at the cutoff", AT, [(AT, "是")], [("2026-02", True, 1, 1)]),
    (
        "either side of midnight in the zone",
        "2026-03-31",
        [("2026-01-31T23:59:59+08:00", "是"), ("2026-01-31T16:00:00Z", "是")],
        [("2026-01", False, 1, 1), ("2026-02", False, 1, 1)],
    ),
]


@pytest.mark.parametrize(("cutoff", "some", "expected"), [pytest.param(*case, id=name) for name, *case in CASES])
def test_case(cutoff: str, some: list[tuple[str, str]], expected: list[Any], tmp_path: Path) -> None:
    model = regulation([THINGS])
    exported = {"things": [{"started_at": at, "flag": flag} for at, flag in some]}
    found = counted(tmp_path, model, exported, parse_instant(cutoff, model.book, "en"))
    assert [(f.period, f.running, f.count, f.of) for f in found] == expected


def test_the_whole_comes_first_then_its_parts_each_with_its_groups(tmp_path: Path) -> None:
    parts = [THINGS | {"by": ["note", "color"]}, CALLS | {"by": ["note"]}]
    row = {"started_at": AT, "ended_at": AT, "flag": "是", "status": "進行", "note": "甲", "color": "紅"}
    world = {"things": [row, row | {"note": "乙"}], "calls": [row]}
    model = regulation(parts)
    found = counted(tmp_path, model, world, parse_instant("2026-02-28", model.book, "en"))
    assert [(f.records, f.group, f.count, f.of) for f in found] == [
        (("things", "calls"), None, 2, 3),
        (("things", "calls"), ("note", "乙"), 1, 1),
        (("things", "calls"), ("note", "甲"), 1, 2),
        (("things",), None, 2, 2),
        (("things",), ("note", "乙"), 1, 1),
        (("things",), ("note", "甲"), 1, 1),
        (("things",), ("color", "red"), 2, 2),
        (("calls",), None, 0, 1),
        (("calls",), ("note", "甲"), 0, 1),
    ]
