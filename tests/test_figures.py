"""The statistics the law orders: against the oracle over small worlds, cases at the boundaries, and those of section 4.3."""

from __future__ import annotations

import io
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

from checker import reports, verdict, yamlio
from checker.cli.check import parse_instant, sound
from checker.engine.check import checking
from checker.model import UnitKey
from checker.records.exports import Exports
from checker.result import Figure
from checker.rules.model import Model
from tests import law
from tests.kinds import cells
from tests.oracle import figures
from tests.oracle.figures import Known

ROOT = Path(__file__).parent.parent
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
    max_examples=int(os.environ.get("ORACLE", "60")),
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


FEEDBACK = [  # received, solved, a suggestion, adopted, store
    ("2026-01-05 09:00:00", "已解決", "是", "採納", "S01"),
    ("2026-01-06 09:00:00", "未解決", "是", "", "S01"),
    ("2026-01-07 09:00:00", "處理中", "是", "否", "S02"),
    ("2026-01-08 09:00:00", "擱置", "否", "", "S02"),
    ("2025-12-31 09:00:00", "已解決", "是", "採納", "S02"),
]
FOLLOW_UPS = [
    ("2026-01-09", "滿意", "投訴"),
    ("2026-01-09", "不滿意", "反饋"),
    ("2026-01-09", "", "反饋"),
    ("2026-01-09", "一般", "反饋"),
]
RATINGS = [("2026-01-10", "3", "S01"), ("2026-01-10", "4", "S01"), ("2026-01-10", "5", ""), ("2026-01-10", "95", "S02")]


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("feedback")
    tables = {
        "feedback": (("received_at", "status", "is_suggestion", "adopted", "store_id"), FEEDBACK, "feedback_id"),
        "follow-ups": (("followed_at", "satisfied", "parent_type"), FOLLOW_UPS, "follow_up_id"),
        "ratings": (("rated_at", "score", "store_id"), RATINGS, "rating_id"),
    }
    for record, (columns, values, key) in tables.items():
        lines = [{key: f"{record}{n}", **dict(zip(columns, row, strict=True))} for n, row in enumerate(values)]
        text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        (folder / f"{record}.jsonl").write_text(text, encoding="utf-8")
    return folder


def reported(paths: list[Path], form: str, lang: str = "zh-Hant") -> str:
    model, out = sound(ROOT, "en"), io.StringIO()
    with checking(model, Exports(paths, cutoff=parse_instant("2026-01-30", model.book, "en"))) as result:
        reports.write(form, result, verdict.conclude(result), lang, out)
    return out.getvalue()


def test_what_section_4_3_orders(exports: Path) -> None:
    found = json.loads(reported([exports], "json"))["statistics"]
    assert {f["period"] for f in found} == {"2026-01"}
    assert all(f["running"] and f["reading"] for f in found)
    said = [(f["statistic"], "+".join(f["records"]), (f["group"] or {}).get("value"), f["count"], f["of"]) for f in found]
    assert said == [
        ("satisfaction-rate", "follow-ups+ratings", None, 3, 5),
        ("satisfaction-rate", "follow-ups", None, 1, 2),
        ("satisfaction-rate", "ratings", None, 2, 3),
        ("satisfaction-rate", "ratings", "S01", 1, 2),
        ("resolution-rate", "feedback", None, 1, 2),
        ("resolution-rate", "feedback", "S01", 1, 2),
        ("adoption-rate", "feedback", None, 1, 3),
        ("adoption-rate", "feedback", "S01", 1, 2),
        ("adoption-rate", "feedback", "S02", 0, 1),
    ]


def test_the_terminal_has_totals_readings_and_what_runs_in_80_columns(exports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    text = reported([exports], "text")
    table = text[text.index("按月統計") : text.index("資料去向")]
    lines = [line.split() for line in table.splitlines() if line.startswith(" 2026")]
    assert [(line[1], line[3], line[-1]) for line in lines] == [
        ("客戶滿意度", "60.0%", "未滿月"),
        ("客戶滿意度（客戶回訪）", "50.0%", "未滿月"),
        ("客戶滿意度（客戶評價）", "66.7%", "未滿月"),
        ("問題解決率", "50.0%", "未滿月"),
        ("客戶建議採納率", "33.3%", "未滿月"),
    ]
    assert "客戶滿意度的讀法：" in table
    assert "門店編號分列的數字 4 個" in table
    english = reported([exports], "text", "en")
    table = english[english.index("Monthly statistics") : english.index("Where every line went")]
    rows_of = [line for line in table.splitlines() if line.startswith(" 2026")]
    assert all(len(line) <= 80 and line.endswith("month not over") for line in rows_of)
    assert "S01" not in table


def test_of_one_of_two_record_types_the_whole_is_not_said(exports: Path) -> None:
    found = json.loads(reported([exports / "ratings.jsonl"], "json"))["statistics"]
    assert {(f["statistic"], *f["records"], f["whole"]) for f in found} == {("satisfaction-rate", "ratings", False)}
    assert "客戶滿意度（客戶評價）" in reported([exports / "ratings.jsonl"], "text")
