"""The sample month: the check finds exactly what was planted, in every format, and every line is accounted for."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from checker.records.types import read_types
from checker.regulation.files import read
from checker.rules.versions import waiting
from tests import generate
from tests.conftest import ROOT, Run
from tests.rules.examples import MODEL
from tests.sample.make import broken_month, clean_month
from tests.sample.plant import unplanted
from tests.sample.write import write_exports

EXPORTS = ROOT / "tests" / "exports"
PLANTED = ROOT / "tests" / "planted.csv"

AWAITING = waiting(MODEL.encoding.rules.values(), MODEL.book, MODEL.book.history.editions[-1].effective).keys()
"""What an open term leaves unassessed, until an interpretation fills it."""

WAITING = {
    "audit-reflected",
    "contact-channels-used",
    "ended-contract-renewed",
    "feedback-mechanism-documented",
    "finding-accounted",
    "feedback-scheme-exists",
    "marketing-plan-carried-out",
    "technician-examined",
    "promotion-cites-own-review",
    "third-party-evaluated",
}
"""What the text sets no term for or the records may not tell, and nothing in the month shows."""

NEVER_ASKED = {
    "rejection-after-review",
    "agent-trained-before-start",
    "campaigns-of-plan-run",
    "complaint-completed-again",
    "complaint-exaggeration-unfounded",
    "complaint-false-publicity-unfounded",
    "complaint-feedback-given",
    "complaint-followed-up",
    "complaint-handler-in-customer-service",
    "complaint-reclosed-confirmed",
    "complaint-reopened-closed",
    "complaint-solved-again",
    "complaint-upheld-action",
    "confirmation-decided",
    "contract-handler-in-hr",
    "contract-in-force-on-joining",
    "contract-on-file-before-joining",
    "credit-good",
    "deduction-not-paid-out",
    "dispute-handler-in-hr",
    "feedback-responsible-named",
    "feedback-step-unsolved",
    "high-risk-response",
    "innovation-own-proposal",
    "listing-recommended",
    "material-not-exaggerated",
    "material-not-false",
    "material-not-misleading",
    "material-without-false-promise",
    "other-risk-controlled",
    "outage-ends-solved",
    "project-executed",
    "project-kickoff-held",
    "project-kickoff-minuted",
    "project-researched",
    "project-strategy-made",
    "quality-findings-recommend",
    "recruitment-owner-in-hr",
    "restore-drill-succeeds",
    "risk-response-or-plan",
    "risk-response-recorded",
    "store-plan-carried-out",
    "store-suggestion-handled",
    "summary-adopted-of-all-agrees",
    "summary-adoption-consistent",
    "summary-has-count",
    "summary-of-all-agrees",
    "technician-later-passed",
    "transaction-stage-by-consultant",
    "transaction-stage-handled",
}
"""What a lawful month gives no occasion for: who did it and when is on record, nothing failed, no complaint was reopened."""


@pytest.fixture(scope="module")
def report(handbook: Run) -> dict[str, Any]:
    done = handbook("check", EXPORTS, "--format", "json")
    assert done.returncode == 1, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_exactly_the_planted_violations(report: dict[str, Any]) -> None:
    with PLANTED.open(encoding="utf-8", newline="") as lines:
        planted = Counter((row["rule"], row["record"], row["key"]) for row in csv.DictReader(lines))
    violated = Counter(
        (f["rule"], f["record"], "/".join(f["key"].values())) for f in report["findings"] if f["outcome"] == "violated"
    )
    assert violated == planted


def test_every_rule_that_a_month_can_break_is_planted(report: dict[str, Any]) -> None:
    planted = {line.split(",")[0] for line in PLANTED.read_text(encoding="utf-8").splitlines()[1:]}
    assert {rule["rule"] for rule in report["rules"]} - planted == unplanted().keys()
    assert all(unplanted().values())


def test_a_clean_month_breaks_nothing(handbook: Run, tmp_path: Path) -> None:
    write_exports(clean_month(), tmp_path)
    done = handbook("check", tmp_path, "--format", "json")
    found = json.loads(done.stdout)
    assert [f["rule"] for f in found["findings"] if f["outcome"] == "violated"] == []
    doubts = [(doubt["reason"], doubt["rules"]) for doubt in found["verdict"]["doubts"]]
    assert doubts == [("undecided", ["risk-category-listed"])], "a third of the risks are of kinds that 等 leaves open"
    assert done.returncode == 3
    judged = [rule["rule"] for rule in found["rules"] if rule["outcomes"]["satisfied"]]
    unjudged = {rule["rule"] for rule in found["rules"]} - set(judged)
    assert unjudged == {
        *AWAITING,
        "monthly-review-held",  # the month that has begun is pending for everybody
        *WAITING,
        *NEVER_ASKED,
    }


def test_every_record_type_is_there(report: dict[str, Any]) -> None:
    wanted = {record.id for record in read_types(read(ROOT)[0])[0].values() if not record.implied}
    assert {file["record"] for file in report["files"]} == wanted


def test_noise_is_told_apart(report: dict[str, Any]) -> None:
    other = {(f["rule"], f["outcome"], f["reason"]) for f in report["findings"] if f["outcome"] != "violated"}
    assert {
        ("inquiry-reply-time", "indeterminate", "precision"),
        ("inquiry-reply-time", "indeterminate", "unreadable"),
        ("inquiry-reply-time", "pending", "missing"),
        ("inquiry-channel-listed", "indeterminate", "list-open"),
        ("inquiry-channel-listed", "indeterminate", "blank"),
    } <= other
    gaps = {(rule["rule"], gap["reason"]) for rule in report["rules"] for gap in rule["not_assessed"]}
    assert {reason for _, reason in gaps} == {"open-term"}
    assert (
        {"feedback-answer-time", "feedback-channel-listed", "maintenance-recurrent"} <= {rule for rule, _ in gaps} <= AWAITING
    )


def test_the_account_adds_up(report: dict[str, Any]) -> None:
    for account in [report["account"], *(file["account"] for file in report["files"])]:
        assert account["lines"] == account["header"] + account["skipped"] + account["records"]
        assert account["records"] == account["judged"] + account["rejected"] + account["duplicates"]
    month, _ = broken_month()
    assert report["account"]["records"] == sum(map(len, month.rows.values()))
    assert report["account"]["duplicates"] == 1
    judged = Counter({"company": 1})
    for file in report["files"]:
        judged[file["record"]] += file["account"]["judged"]
    for rule in report["rules"]:
        assert sum(rule["outcomes"].values()) + sum(gap["records"] for gap in rule["not_assessed"]) == judged[rule["record"]]


def test_rows_are_where_the_file_has_them(report: dict[str, Any]) -> None:
    lines = (EXPORTS / "inquiries-202601.csv").read_text(encoding="gb18030").splitlines()
    found = [f for f in report["findings"] if f["record"] == "inquiries"]
    assert found
    assert all(lines[f["row"] - 1].startswith(f["key"]["inquiry_id"]) for f in found)


def test_statistics(report: dict[str, Any]) -> None:
    figures = {(s["statistic"], s["period"]): s for s in report["statistics"] if s["whole"] and not s["group"]}
    solved = figures["resolution-rate", "2026-01"]
    assert 0 < solved["count"] < solved["of"] <= 241
    assert {name for name, _ in figures} == {"satisfaction-rate", "resolution-rate", "adoption-rate"}
    groups = [s for s in report["statistics"] if s["statistic"] == "resolution-rate" and s["group"]]
    assert sum(s["of"] for s in groups if s["group"]["column"] == "store_id") <= solved["of"]


def test_finding_stands_by_itself(report: dict[str, Any]) -> None:
    late = next(f for f in report["findings"] if f["rule"] == "inquiry-reply-time" and f["reason"] == "late")
    assert late["citation"] == "《新鏈家運營管理制度》第4.1節第2條（2026-01-01起施行，暫定）"
    assert late["bearer"] == {"id": "operations-staff", "name": "運營人員"}
    assert late["edition"] == {"revision": 1, "effective": "2026-01-01", "provisional": True}
    assert late["evidence"]["limit"] == "PT30S"
    assert late["message"] == "用時 31 秒，超過 30 秒的時限"
    text = json.dumps(report["findings"], ensure_ascii=False)
    assert "0900-000" not in text, "personal columns stay out of the evidence"
    assert "先生" not in text


def test_golden_text(golden: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.chdir(ROOT)
    for name, text in generate.golden_reports(Path("tests/exports")).items():
        golden(name, text)


def test_a_report_is_the_same_in_a_process_of_its_own(handbook: Run) -> None:
    done = handbook("check", "tests/exports", "--lang", "en")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert done.stdout == (ROOT / "tests/golden/check-en.txt").read_text(encoding="utf-8")


def test_formats_agree(handbook: Run, tmp_path: Path) -> None:
    some = [EXPORTS / "complaints-202601.jsonl", EXPORTS / "feedback-202601.xlsx"]
    findings = json.loads(handbook("check", *some, "--format", "json").stdout)["findings"]
    assert findings
    lines = handbook("check", *some, "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line) for line in lines] == findings
    target = tmp_path / "findings.csv"
    assert handbook("check", *some, "--format", "csv", "--output", target).returncode == 1
    rows = list(csv.DictReader(io.StringIO(target.read_text(encoding="utf-8-sig"))))
    assert [(r["rule"], int(r["row"])) for r in rows] == [(f["rule"], f["row"]) for f in findings]


def test_samples_come_from_the_generator(tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    generate.main([str(folder)])
    assert {p.name for p in folder.iterdir()} == {p.name for p in EXPORTS.iterdir()}
    for path in EXPORTS.iterdir():
        if path.suffix not in (".xlsx", ".parquet"):  # these differ by library version; the check compares their content
            assert path.read_bytes() == (folder / path.name).read_bytes()
    assert (tmp_path / "planted.csv").read_bytes() == PLANTED.read_bytes()
