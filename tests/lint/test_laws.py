"""The register of statutes: a true one is left alone, and a law is in force from its first day until the day that ends it."""

from __future__ import annotations

import pytest

from checker.regulation.checks.laws import status

CITED = 'laws:\n- {id: return-act, name: Return Act, article: "1-2", quote: A borrower shall return}\n'
REGISTER = """as_of: "2026-01-01"
confirmed_by: null
laws:
- title: Return Act
  group: cited
  units: [law/return-act]
  articles: ["1-2"]
  status: in-force
  from: "2001-01-01"
  until: "2031-01-01"
- {title: Other Act, group: suggested, touches: ["1-3"], status: in-force, from: "2001-01-01"}
"""
APART_FROM = {"docs-added"}  # the citation is brought in without a revision


def test_a_true_register_is_left_alone(second, problems_of):
    files = second | {"docs/data/acts.yml": CITED, "docs/reference/laws.yml": REGISTER}
    assert {problem.code for problem in problems_of(files)} == APART_FROM


@pytest.mark.parametrize("register", ["", "laws: []\n", "laws:\n- 5\n", "[]\n"])
def test_a_law_cited_must_be_entered(register, second, problems_of):
    files = second | {"docs/data/acts.yml": CITED, "docs/reference/laws.yml": register}
    assert "law-unregistered" in {problem.code for problem in problems_of(files)}


def test_the_regulation_is_warned_of_the_repealed_law_alone(first, problems_of):
    warned = [problem for problem in problems_of(first) if problem.code.startswith("law-")]
    assert [(problem.code, problem.severity) for problem in warned] == [("law-not-in-force", "warning")] * 2
    assert [problem.params["article"] for problem in warned] == ["5.2-6", "5.3-3"]
    assert {problem.params["law"] for problem in warned} == {"中華人民共和國合同法"}
    assert all(problem.params["successor"].startswith("中華人民共和國民法典") for problem in warned)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("1999-09-30", "not-yet-in-force"),
        ("1999-10-01", "in-force"),
        ("2020-12-31", "in-force"),
        ("2021-01-01", "repealed"),
    ],
)
def test_status_on_a_day(day, expected):
    assert status({"from": "1999-10-01", "until": "2021-01-01"}, day) == expected


def test_a_law_without_an_end_stays_in_force():
    assert status({"from": "1999-10-01"}, "2999-01-01") == "in-force"
