"""What lapsed for some days as people meet it: beside the verdict, in JSON and on a terminal."""

from __future__ import annotations

import io
import json
from pathlib import Path

import jsonschema
import pytest

from checker import reports, verdict
from checker.cli.check import sound
from checker.cli.given import parse_instant
from checker.engine.check import Options, checking
from checker.records.exports import Exports
from checker.records.sources import ALL, Sources
from checker.result import Result

ROOT = Path(__file__).parent.parent
MODEL = sound(ROOT, "en")
PEOPLE = "employee_id,hired_on,left_on\nE1,2019-05-01,\nE2,2019-05-01,2026-01-20\nE3,2019-05-01,\nE4,2019-05-01,2026-01-20\n"
CONTRACTS = """contract_id,employee_id,action,signed_on,starts_on,ends_on,previous_id
L1,E1,簽訂,2025-01-08,2025-01-11,2026-01-10,
L2,E1,續簽,2026-01-18,2026-01-20,2027-01-19,L1
L3,E2,簽訂,2019-05-01,2019-05-01,,
L4,E2,終止,2026-01-20,,,L3
L5,E3,簽訂,2019-05-01,2019-05-01,,
L6,E4,簽訂,2019-05-01,2019-05-01,,
L7,E4,終止,2026-01-15,,,L6
"""
"""E1 was without one for nine days; E2 left on the day that hers was ended; E4 stayed five days longer."""


def told(folder: Path, period: tuple[str, str] | None = None) -> tuple[str, str]:
    """The report as JSON and in full on a terminal."""
    (folder / "employees.csv").write_text(PEOPLE, encoding="utf-8")
    (folder / "labour-contracts.csv").write_text(CONTRACTS, encoding="utf-8")
    cutoff, *within = (parse_instant(text, MODEL.book, "en") for text in ("2026-02-15", *(period or ())))
    options = Options(only=("employee-has-contract",), period=(within[0], within[1]) if period else None)
    with checking(MODEL, Exports((folder,), sources=Sources({ALL: None}), cutoff=cutoff), options) as result:
        return written("json", result), written("details", result)


def written(form: str, result: Result) -> str:
    out = io.StringIO()
    reports.write(form, result, verdict.conclude(result), "zh-Hant", out)
    return out.getvalue()


def test_between_two_contracts(tmp_path: Path) -> None:
    text, details = told(tmp_path)
    report = json.loads(text)
    jsonschema.validate(report, json.loads((ROOT / "schema/output-check.json").read_text(encoding="utf-8")))
    (rule,) = report["rules"]
    assert (rule["outcomes"]["violated"], rule["outcomes"]["satisfied"]) == (0, 2)
    assert rule["lapses"]["records"] == 2
    longest = [
        (one["key"]["employee_id"], one["row"], one["from"], one["to"], one["days"]) for one in rule["lapses"]["longest"]
    ]
    assert longest == [("E1", 2, "2026-01-11", "2026-01-19", 9), ("E4", 5, "2026-01-16", "2026-01-20", 5)]
    (line,) = [line for line in details.splitlines() if "最長 9 天" in line]
    assert "2 筆" in line
    assert line.endswith("E1，2026-01-11 至 2026-01-19")


@pytest.mark.parametrize(("period", "records"), [(("2026-01-01", "2026-01-19"), 1), (("2026-01-20", "2026-01-31"), 1)])
def test_in_the_period_of_the_last_day(period: tuple[str, str], records: int, tmp_path: Path) -> None:
    report = json.loads(told(tmp_path, period)[0])
    assert report["rules"][0]["lapses"]["records"] == records
