"""The statistics of section 4.3 as people meet them: in JSON, on a terminal of 80 columns, on the site."""

from __future__ import annotations

import io
import json
import re
from datetime import date
from pathlib import Path

import pytest

from checker import reports, verdict
from checker.cli.check import sound
from checker.cli.given import parse_instant
from checker.engine.check import checking
from checker.records.exports import Exports
from checker.site.rule_pages import rules_index
from checker.site.view import look

ROOT = Path(__file__).parent.parent
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
    text = reported([exports], "details")
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
    english = reported([exports], "details", "en")
    table = english[english.index("Monthly statistics") : english.index("Where every line went")]
    rows_of = [line for line in table.splitlines() if line.startswith(" 2026")]
    assert all(len(line) <= 80 and line.endswith("month not over") for line in rows_of)
    assert "S01" not in table


def test_of_one_of_two_record_types_the_whole_is_not_said(exports: Path) -> None:
    found = json.loads(reported([exports / "ratings.jsonl"], "json"))["statistics"]
    assert {(f["statistic"], *f["records"], f["whole"]) for f in found} == {("satisfaction-rate", "ratings", False)}
    assert "客戶滿意度（客戶評價）" in reported([exports / "ratings.jsonl"], "details")


def test_the_site_says_what_is_counted_of_what_and_by_which_reading() -> None:
    model = sound(ROOT, "en")
    page = rules_index(look(model.book, model.encoding, date(2026, 5, 10)))
    text = re.sub(r"<[^>]+>", " ", page[page.index("{ #satisfaction-rate }") : page.index("{ #resolution-rate }")])
    for word in ("五分制", "客戶回訪", "客戶評價", "是否滿意", "評分", "門店編號", "被評價部門"):
        assert word in text
