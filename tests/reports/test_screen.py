"""The text report is one screen: it fits 80 columns by 40 lines, adds up with JSON, and hides nothing uncounted."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from checker.catalog import LANGUAGES
from checker.result import SEVERITIES, Result
from tests.conftest import Run
from tests.reports.screens import COLUMNS, LINES, adds_up, columns, numbers, shown
from tests.test_documented import CATALOG


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sample_fits_a_screen(sample: Result, lang: str) -> None:
    found = shown(sample, lang)
    assert len(found.lines) <= LINES
    assert max(map(columns, found.lines)) <= COLUMNS
    assert sum(line.startswith("  ") and "4.1-2 " in line for line in found.lines) == 1
    assert sum(bool(re.match(r"  +\d+  \d", line)) for line in found.lines) >= 8, "the articles are what the screen is for"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sample_adds_up_with_json(sample: Result, lang: str) -> None:
    found = shown(sample, lang)
    verdict = found.json["verdict"]
    assert numbers(found.lines[0]) == [verdict["violations"], verdict["warnings"], verdict["notes"]]
    for severity in SEVERITIES:
        adds_up(found, severity)
    joined = re.sub(r"\s", "", "".join(found.lines))
    assert all(re.sub(r"\s", "", doubt["message"]) in joined for doubt in verdict["doubts"])
    for severity, mark in (("warning", "! "), ("note", "· ")):
        chapters: Counter[str] = Counter()
        for article, count in found.violated(severity).items():
            chapters[article[0]] += count
        (line,) = (line for line in found.lines if line.startswith(mark))
        pairs = re.findall(r"(?:第|ch\. )(\d)(?:章|:) (\d+)", line)
        assert {chapter: int(count) for chapter, count in pairs} == dict(chapters)
    account = found.json["account"]
    (read,) = (line for line in found.lines if f"{account['records']:,}" in line and f"{account['judged']:,}" in line)
    assert len(sample.files) in numbers(read)


def test_causes_are_all_that_is_undecided(sample: Result) -> None:
    found = shown(sample, "zh-Hant")
    open_ = Counter((one["rule"], one["reason"]) for one in found.findings if one["outcome"] == "indeterminate")
    assert open_ == Counter({(cause.rule, cause.reason): cause.count for cause in sample.findings.causes()})
    start = next(n for n, line in enumerate(found.lines) if line.startswith("? "))
    end = next(n for n, line in enumerate(found.lines) if line.startswith("~ "))
    lines = "\n".join(found.lines[start + 1 : end])  # a long cause goes on in the next line
    told = re.findall(r"^ +([\d,]+)  ", lines, re.MULTILINE) + re.findall(r"^  另有 .*?，([\d,]+) 筆", lines, re.MULTILINE)
    assert sum(int(number.replace(",", "")) for number in told) == sum(open_.values())


def test_every_cause_of_a_gap_has_its_words(sample: Result) -> None:
    for key in CATALOG:
        if key.startswith("gap.") and key not in ("gap.records", "gap.record-missing"):
            assert f"screen.{key.replace('.', '-')}" in CATALOG, key


def test_one_line_for_all_record_types_that_are_missing(tmp_path: Path, handbook: Run) -> None:
    path = tmp_path / "inquiries.csv"
    path.write_text("inquiry_id,received_at,replied_at\nI1,2026-01-05 10:00:00,2026-01-05 10:00:31\n", encoding="utf-8")
    lines = handbook("check", path).stdout.splitlines()
    assert len([line for line in lines if "種記錄沒有匯出" in line]) == 1
    assert all(columns(line) <= COLUMNS or str(tmp_path) in line for line in lines)
    assert any(line.startswith("  1  4.1-2") and line.endswith("inquiry-reply-time") for line in lines)
    assert any("I1" in line and "inquiries.csv" in line and "31 秒" in line for line in lines), (
        "where there is room, the record"
    )
    whole = handbook("check", path, "--details").stdout
    assert all(kind in whole for kind in ("績效考核", "客戶投訴", "房屋交易", "培訓出席"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_trouble_in_reading_comes_before_everything_found(tmp_path: Path, lang: str, handbook: Run) -> None:
    header = "inquiry_id,received_at,replied_at,mood\n"
    rows = "I1,2026-01-05 10:00:00,2026-01-05 10:00:31,\nI2,2026-01-05\nI3,2062-01-05 10:00:00,2026-01-05 10:00:31,\n"
    (tmp_path / "inquiries.csv").write_text(header + rows, encoding="utf-8")
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text("nothing of ours\n", encoding="utf-8")
    done = handbook("check", tmp_path, "--lang", lang)
    assert done.returncode == 1
    above, _, _ = done.stdout.partition("✗")
    joined = re.sub(r"\s", "", above)
    assert all(word in joined for word in ("one.txt", "two.txt", "mood", "2062-01-05", "inquiries.csv"))
    assert len(done.stdout.splitlines()) <= LINES
