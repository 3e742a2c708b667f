"""A rule starts where the table says that the trigger of its duty is, and what has no term is due when the case ends."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from checker import yamlio
from checker.regulation.triggers import read_triggers

CASES = yaml.safe_load(Path(__file__).with_name("triggers.yml").read_text(encoding="utf-8"))["cases"]
LOANS = "schema/records/loans.json"
DUTY = "bearer: borrower, sla: loan-period}"
MADE = {"norm-without-status", "docs-changed", "stale"}
"""What comes of a regulation cut down to one rule, and of a duty that no revision gave its trigger."""

RULE: dict[str, Any] = {
    "id": "the-rule", "title": {"zh-Hant": "規則", "en": "rule"}, "duty": "1-2.a", "confirmed": "0" * 12, "strength": "direct",
    "kind": "holds", "record": "loans", "must": {"field": "item", "filled": True},
    "examples": {"kept": [{"loan_id": "L1"}], "broken": [{"loan_id": "L2"}]},
}  # fmt: skip


def regulation(second: dict[str, str], case: dict[str, Any]) -> dict[str, str]:
    rule = {key: value for key, value in (RULE | case.get("rule", {})).items() if value is not None}
    words, norms = case.get("trigger", "lent"), second["docs/data/norms.yml"]
    assert DUTY in norms
    files = second | {"docs/rules/loans.yml": yamlio.dump({"rules": [rule]})}
    if words is not None:
        files["docs/data/norms.yml"] = norms.replace(DUTY, DUTY[:-1] + f", trigger: {words}}}")
    if case["table"]:
        files["docs/reference/triggers.yml"] = yamlio.dump({"triggers": case["table"]})
    loans = json.loads(second[LOANS])
    if "beside" in case:
        other = loans["x-record"] | {"type": case["beside"], "names": [case["beside"]]}
        files[f"schema/records/{case['beside']}.json"] = json.dumps(loans | {"x-record": other})
    if "ends" in case:
        lived = {"case": {"opens": case["begins"], "ends": case["ends"]}}
        files[LOANS] = json.dumps(loans | {"x-record": loans["x-record"] | {"time": lived}})
    return files


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_is_found(case, second, problems_of):
    ours = [problem for problem in problems_of(regulation(second, case)) if problem.code not in MADE]
    assert sorted({problem.code for problem in ours}) == sorted(case["found"])
    assert all(problem.severity == "error" and problem.place.line >= 1 for problem in ours)


def test_the_first_of_what_repeats_counts_and_what_is_malformed_is_empty():
    entries = [{"words": "a", "standing": "x"}, {"words": "a", "events": []}, {"words": "b", "events": [3, {"record": 4}]}, {}]
    found = read_triggers(entries)
    assert (found["a"].standing, found["a"].events) == ("x", ())
    assert [(event.record, event.at, event.when) for event in found["b"].events] == [("", "", {})]
    assert found[""].unrecorded == ""


def test_every_trigger_of_the_law_is_in_the_table(first, problems_of):
    assert not [problem for problem in problems_of(first) if problem.code.startswith(("trigger-", "until-"))]
