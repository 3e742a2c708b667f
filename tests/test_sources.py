"""What an export lacks proves nothing unless it claims to hold everything; what it claims, it can claim in two ways."""

from __future__ import annotations

import json
import os
import random
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from checker import quantity
from checker.cli.common import load
from checker.cli.given import claims, parse_instant
from checker.engine.check import checking
from checker.model import Part
from checker.records.exports import Exports
from checker.records.sources import Claim, Extent, Sources, extents
from checker.rules.kinds import KINDS
from tests.conftest import ROOT, Run
from tests.rules.examples import RULES

EMPLOYEES = "employee_id,hired_on,left_on\nE1,2020-01-01,\nE2,2026-01-05,\n"
CONTRACTS = (
    "contract_id,employee_id,action,signed_on,starts_on,ends_on,previous_id\nL,E2,簽訂,2026-01-04,2026-01-05,2028-12-31,\n"
)
RULE = "employee-has-contract"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "employees.csv").write_text(EMPLOYEES, encoding="utf-8")
    (tmp_path / "labour-contracts.csv").write_text(CONTRACTS, encoding="utf-8")
    return tmp_path


def told(handbook: Run, *options: object) -> tuple[list[str], list[str]]:
    """Who is accused, and the reasons of the rule's gaps."""
    done = handbook("check", *options, "--rule", RULE, "--cutoff", "2026-02-28", "--format", "json")
    report: dict[str, Any] = json.loads(done.stdout)
    accused = [f["key"]["employee_id"] for f in report["findings"] if f["outcome"] == "violated"]
    return accused, [gap["reason"] for gap in report["rules"][0]["not_assessed"]]


def test_a_list_of_changes_accuses_no_veteran(handbook: Run, folder: Path) -> None:
    assert told(handbook, folder) == ([], ["incomplete"])


@pytest.mark.parametrize("claim", ["all", "labour-contracts", "employees,labour-contracts", "labour-contracts:2026-01-01"])
def test_a_complete_register_does(handbook: Run, folder: Path, claim: str) -> None:
    assert told(handbook, folder, "--complete", claim) == (["E1"], [])


@pytest.mark.parametrize(
    "claim", ["complete: all", "complete: [labour-contracts]", 'complete: {labour-contracts: "2025-01-01", employees: all}']
)
def test_the_folder_may_say_so(handbook: Run, folder: Path, claim: str) -> None:
    (folder / "sources.yml").write_text(claim, encoding="utf-8")
    assert told(handbook, folder) == (["E1"], [])


def test_complete_from_a_later_day_on_is_not_enough(handbook: Run, folder: Path) -> None:
    assert told(handbook, folder, "--complete", "labour-contracts:2026-02-01") == ([], ["incomplete"])


FILE = "labour-contracts.csv"


@pytest.mark.parametrize(
    ("claim", "says"),
    [
        (f"files: {{{FILE}: {{complete: true}}}}", (["E1"], [])),
        (f"files: {{{FILE}: {{complete: false}}}}", ([], ["incomplete"])),
        ("files: {'*.csv': {complete: true, period: 2026-01}}", (["E1"], [])),
        (f"files: {{{FILE}: {{complete: true, period: 2026-01}}}}\nas_of: '2026-01-30'", ([], [])),  # January is not over
        (f"files: {{{FILE}: {{complete: true, period: 2026-02}}}}", ([], ["incomplete"])),  # January is not in it
        ("complete: all\nas_of: '2026-01-30'", ([], [])),
        ("complete: all\nas_of: '2026-01-31'", (["E1"], [])),
        ("complete: all\nperiod: 2026-Q1", (["E1"], [])),
        ('complete: {all: "2026-02-01"}', ([], ["incomplete"])),
        (f"complete: all\nfiles: {{{FILE}: {{complete: false}}}}", ([], ["incomplete"])),
        ("files: {'labour*': {complete: true}, '*': {complete: false}}", (["E1"], [])),
    ],
)
def test_a_file_may_say_of_which_days(handbook: Run, folder: Path, claim: str, says: object) -> None:
    (folder / "sources.yml").write_text(claim, encoding="utf-8")
    assert told(handbook, folder) == says
    assert told(handbook, folder / "employees.csv", folder / FILE) == says


def test_a_folder_speaks_for_itself(handbook: Run, folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """What is claimed beside the employees says nothing of the contracts that somebody else exported."""
    other, within = tmp_path_factory.mktemp("other"), folder / "within"
    within.mkdir()
    (folder / FILE).rename(other / FILE)
    (folder / "sources.yml").write_text("complete: all", encoding="utf-8")
    assert told(handbook, folder, other) == ([], ["incomplete"])
    (other / FILE).rename(within / FILE)
    assert told(handbook, folder) == (["E1"], [])
    (within / "sources.yml").write_text(f"files: {{{FILE}: {{complete: false}}}}", encoding="utf-8")
    assert told(handbook, folder) == ([], ["incomplete"])


def test_monthly_files_join_where_no_day_is_missing() -> None:
    def midnight(day: date) -> int:
        return day.toordinal()

    def extent(*claims: Claim) -> Extent | None:
        parts = [Part(n, f"{n}.csv", "calls", "", frozenset()) for n in range(len(claims))]
        sources = Sources(claims=[(f"*/{n}.csv", claim) for n, claim in enumerate(claims)])
        return extents(sources, parts, midnight).get("calls")

    def month(name: str, complete: bool = True) -> Claim:
        return Claim(complete, period=quantity.days(name))

    january, april = date(2026, 1, 1).toordinal(), date(2026, 4, 1).toordinal()
    assert extent(month("2026-01"), month("2026-03"), month("2026-02")) == Extent(january, april - 1)
    assert extent(month("2026-01"), month("2026-03")) == Extent(date(2026, 3, 1).toordinal(), april - 1)
    assert extent(month("2026-Q1"), month("2026-02")) == Extent(january, april - 1)
    assert extent(month("2026-01"), month("2026-02", complete=False)) == Extent(january, date(2026, 2, 1).toordinal() - 1)
    assert extent(month("2026-01"), Claim(complete=True)) == Extent(0, None)
    assert extent(month("2026-01", complete=False)) is None
    crm, shop = replace(month("2026-01"), system="crm"), replace(month("2026-Q1"), system="shop")
    assert extent(crm, shop) == Extent(january, date(2026, 2, 1).toordinal() - 1)
    assert extent(crm, replace(shop, complete=False)) is None
    assert extent(Claim(True, as_of=date(2026, 1, 31))) == Extent(0, date(2026, 2, 1).toordinal() - 1)


def test_what_came_before_that_day_is_not_counted_as_missing(handbook: Run, tmp_path: Path) -> None:
    """January's summary beside feedback that is complete from February on: what January had, nobody exported."""
    summary = (
        "summary_id,reported_on,period_from,period_to,store_id,feedback_count\nS1,2026-02-02,2026-01-01,2026-01-31,S001,7\n"
    )
    (tmp_path / "feedback-summaries.csv").write_text(summary, encoding="utf-8")
    feedback = "feedback_id,received_at,store_id\nF1,2026-02-03 10:00:00,S001\n"
    (tmp_path / "feedback.csv").write_text(feedback, encoding="utf-8")
    options = ("--rule", "summary-count-agrees", "--complete", "feedback:2026-02-01", "--cutoff", "2026-02-28")
    report = json.loads(handbook("check", tmp_path, *options, "--format", "json").stdout)
    assert [f for f in report["findings"] if f["outcome"] == "violated"] == []
    assert [gap["reason"] for gap in report["rules"][0]["not_assessed"]] == ["incomplete"]


@pytest.mark.parametrize(
    ("count", "claim", "outcomes"),
    [
        ("0", "", ["indeterminate"]),  # nobody says that there was none
        ("0", "feedback", []),
        ("7", "", []),  # the rule says that it can't tell
        ("7", "feedback", ["violated"]),
    ],
)
def test_a_count_of_nothing_is_zero_only_where_all_is_there(
    handbook: Run, tmp_path: Path, count: str, claim: str, outcomes: list[str]
) -> None:
    summary = (
        "summary_id,reported_on,period_from,period_to,store_id,feedback_count\n"
        f"S1,2026-02-02,2026-01-01,2026-01-31,S001,{count}\n"
    )
    (tmp_path / "feedback-summaries.csv").write_text(summary, encoding="utf-8")
    (tmp_path / "feedback.csv").write_text("feedback_id,received_at,store_id\n", encoding="utf-8")
    options = ("--rule", "summary-count-agrees", "--cutoff", "2026-02-28", *(("--complete", claim) if claim else ()))
    report = json.loads(handbook("check", tmp_path, *options, "--format", "json").stdout)
    assert [f["outcome"] for f in report["findings"]] == outcomes


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("complete: [gone]", "gone"),
        ("complete: {employees: soon}", "soon"),
        ("complete: 3", "sources.yml"),
        ("files: [a]", "sources.yml"),
        ("files: {a.csv: all}", "sources.yml"),
        ("files: {a.csv: {whole: true}}", "complete, period, as_of, system"),
        ("period: 2026-13", "2026-13"),
        ("as_of: 2026-01", "2026-01"),
        ("as_of: '9999-12-31'", "9999-12-31"),
        ("as_of: 2026-02-01", "引號"),
        ("- complete", "sources.yml"),
        ("files: {gone.csv: {complete: true}}", "gone.csv"),
        ("files: {'*.csv': {system: [a]}}", "sources.yml"),
        ("whole: all", "complete"),
        ("complete: [a", "YAML"),
    ],
)
def test_a_wrong_claim_is_refused_in_words(handbook: Run, folder: Path, text: str, words: str) -> None:
    (folder / "sources.yml").write_text(text, encoding="utf-8")
    done = handbook("check", folder)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_a_terminated_contract_is_over(handbook: Run, folder: Path) -> None:
    contracts = folder / "labour-contracts.csv"
    signed = "L1,E1,簽訂,2020-01-01,2020-01-01,2028-12-31,\n"
    contracts.write_text(CONTRACTS + signed, encoding="utf-8")
    assert told(handbook, folder, "--complete", "all") == ([], [])
    contracts.write_text(CONTRACTS + signed + "L2,E1,解除,2026-01-31,2026-01-31,,L1\n", encoding="utf-8")
    assert told(handbook, folder, "--complete", "all") == (["E1"], [])


def test_taking_an_export_away_accuses_nobody(tmp_path: Path) -> None:
    """Of rules that look for records: whatever files are missing, nobody is accused who was not before."""
    model = load(ROOT)
    existential = {rule.id for rule in RULES if KINDS[rule.kind].rests_on}
    chance, exports = random.Random(10), sorted((ROOT / "tests/exports").glob("*-202601.*"))
    cutoff = parse_instant("2026-02-01T12:00+08:00", model.book, "en")

    def accused(folder: Path) -> set[tuple[str, str]]:
        said = Exports([folder], cutoff=cutoff, sources=claims([folder], (), model.book, "en"))
        with checking(model, said) as result:
            found = [f for f in result.findings if f.outcome == "violated" and f.ground.rule in existential]
        return {(f.ground.rule, "/".join(f.key.values())) for f in found}

    shutil.copytree(ROOT / "tests/exports", tmp_path / "all")
    before = accused(tmp_path / "all")
    assert len(before) > 50
    for draw in range(int(os.environ.get("DRAWS", "4"))):
        folder = tmp_path / str(draw)
        shutil.copytree(ROOT / "tests/exports", folder)
        for path in chance.sample(exports, 8):
            (folder / path.name).unlink()
        assert accused(folder) <= before
        shutil.rmtree(folder)


@pytest.mark.parametrize("claim", ["all", "documents", "documents,risk-register"])
def test_a_type_without_a_file_may_hold_what_a_union_asks_for(handbook: Run, tmp_path: Path, claim: str) -> None:
    """Whatever is said of it; where another type has it, it is not missed."""
    head = "document_id,version,topic,kind,effective_on,expires_on,store_id\n"

    def outcome(topic: str) -> tuple[int, int, list[str]]:
        (tmp_path / "documents.csv").write_text(f"{head}D1,1,{topic},制度,2020-01-01,,\n", encoding="utf-8")
        options = ("--complete", claim, "--rule", "risk-procedure-exists", "--cutoff", "2026-02-28", "--format", "json")
        (rule,) = json.loads(handbook("check", tmp_path, *options).stdout)["rules"]
        gaps = [gap["record"] for gap in rule["not_assessed"]]
        return rule["outcomes"]["satisfied"], rule["outcomes"]["violated"], gaps

    assert outcome("風險管理") == (1, 0, [])
    assert outcome("招聘") == (0, 0, ["risk-register"])
    (tmp_path / "risk-register.csv").write_text("risk_id,identified_on,assessed_on\n", encoding="utf-8")
    if claim != "documents":
        assert outcome("招聘") == (0, 1, [])
