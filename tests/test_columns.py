"""A file without the column of the instant that starts a duty: one line for the rule, but an unknown word is told by name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from checker.engine.check import checking
from checker.records.exports import Exports
from checker.records.sources import ALL, Sources
from tests import law

RULE = {
    "id": "r", "title": {"zh-Hant": "規則"}, "duty": "1-1.a", "kind": "required", "record": "things", "fields": ["note"],
    "when": {"field": "status", "equals": "done"}, "activation": "ended_at",
}  # fmt: skip
DONE, OPEN, UNKNOWN = ({"id": word, "status": word, "note": "", "color": ""} for word in ("完成", "進行", "部分完成"))


def told(folder: Path, *rows: dict[str, str]) -> tuple[dict[str, tuple[str, str]], dict[str, int], int]:
    """The findings by record, the gaps with their records, and those that the rule does not apply to."""
    path = folder / "things.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    with checking(law.regulation(RULE), Exports([path], sources=Sources({ALL: None}))) as result:
        (only,) = result.rules
        found = {str(one.key["id"]): (one.outcome, one.reason) for one in result.findings}
        gaps = {gap.reason: gap.records for gap in only.not_assessed}
        assert sum(only.outcomes.values()) + sum(gaps.values()) == len(rows)
        return found, gaps, only.outcomes["not_applicable"]


def test_what_is_known_is_one_gap_and_what_is_not_is_named(tmp_path: Path) -> None:
    found, gaps, _ = told(tmp_path, *({**row, "started_at": "2026-01-10"} for row in (DONE, OPEN, UNKNOWN)))
    assert found == {"部分完成": ("indeterminate", "no-instant")}
    assert gaps == {"column-missing": 2}


def test_without_an_unknown_word_all_is_the_gap(tmp_path: Path) -> None:
    found, gaps, _ = told(tmp_path, *({**row, "started_at": "2026-01-10"} for row in (DONE, OPEN)))
    assert not found
    assert gaps == {"column-missing": 2}


@pytest.mark.parametrize("column", ["note", "status"])
def test_where_more_is_lacking_nothing_is_named(tmp_path: Path, column: str) -> None:
    rows = ({name: cell for name, cell in row.items() if name != column} for row in (DONE, UNKNOWN))
    found, gaps, _ = told(tmp_path, *({**row, "started_at": "2026-01-10"} for row in rows))
    assert not found
    assert gaps == {"column-missing": 2}


def test_where_the_column_is_there_all_are_judged(tmp_path: Path) -> None:
    found, gaps, outside = told(tmp_path, *({**row, "ended_at": "2026-01-10"} for row in (DONE, OPEN, UNKNOWN)))
    assert found == {"完成": ("violated", "blank"), "部分完成": ("indeterminate", "condition")}
    assert (gaps, outside) == ({}, 1)


GOOD = {"field": "good", "equals": True}
BLANK, FILLED = ({"field": "points", "filled": filled} for filled in (False, True))


@pytest.mark.parametrize(
    ("more", "assessed"),
    [
        ({"where": {"all": [GOOD, BLANK]}}, True),
        ({"where": {"all": [GOOD, FILLED]}}, False),
        ({"where": GOOD, "perhaps": FILLED}, True),
        ({"where": GOOD, "perhaps": {"any": [FILLED, {"field": "kind", "equals": "call"}]}}, True),
        ({"where": GOOD, "perhaps": BLANK}, False),
    ],
)
def test_what_has_to_be_blank_need_not_be_exported(tmp_path: Path, more: dict[str, object], assessed: bool) -> None:
    """Without the column nothing speaks against a record that would do; what has to be filled is another matter."""
    target = {"record": "events", "match": {"thing_id": "id"}, **more}
    rule = {"id": "r", "title": {"zh-Hant": "規則"}, "duty": "1-1.a", "kind": "existence", "record": "things", "target": target}
    rows = {
        "things": [{"id": "T1", "started_at": "2026-01-10"}, {"id": "T2", "started_at": "2026-01-10"}],
        "events": [{"event_id": "E", "thing_id": "T1", "at": "2026-01-10", "good": "是", "kind": "訪"}],
    }
    for record, lines in rows.items():
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in lines)
        (tmp_path / f"{record}.jsonl").write_text(text, encoding="utf-8")
    with checking(law.regulation(rule), Exports([tmp_path], sources=Sources({ALL: None}))) as result:
        (only,) = result.rules
        assert bool(only.not_assessed) is not assessed
        assert {one.key["id"] for one in result.findings if one.outcome == "violated"} == ({"T2"} if assessed else set())


@pytest.mark.parametrize(
    "counting", [{"kind": "rate", "most": "most"}, {"kind": "agreement", "field": "most"}], ids=lambda rule: str(rule["kind"])
)
def test_what_is_counted_has_to_show_what_is_blank(tmp_path: Path, counting: dict[str, str]) -> None:
    """One that may not count would make too many, and accuse whoever keeps the mark."""
    counted = {"record": "events", "at": "at", "match": {"thing_id": "id"}, "where": {"field": "points", "filled": False}}
    rule = {"id": "r", "title": {"zh-Hant": "規則"}, "duty": "1-1.a", "record": "things", "figure": "count", "of": counted}
    rule |= {"from": "started_at", "to": "ended_at"} | counting
    rows = {
        "things": [{"id": "T1", "started_at": "2026-01-01", "ended_at": "2026-01-31", "most": "1"}],
        "events": [{"event_id": f"E{day}", "thing_id": "T1", "at": f"2026-01-0{day}"} for day in (1, 2)],
    }
    for record, lines in rows.items():
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in lines)
        (tmp_path / f"{record}.jsonl").write_text(text, encoding="utf-8")
    cutoff = 1_780_000_000_000_000
    with checking(law.regulation(rule), Exports([tmp_path], sources=Sources({ALL: None}), cutoff=cutoff)) as result:
        assert [gap.reason for gap in result.rules[0].not_assessed] == ["column-missing"]
        assert not list(result.findings)
