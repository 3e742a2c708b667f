"""What lint finds of the table of bearers, and of the rules that count them."""

from __future__ import annotations

from typing import Any

import pytest

from checker import yamlio
from checker.regulation.bearers import read_bearers

MADE = {"norm-without-status", "stale"}
RULE: dict[str, Any] = {
    "id": "the-rule", "title": {"zh-Hant": "規則", "en": "rule"}, "duty": "1-1.a", "confirmed": "0" * 12, "strength": "direct",
    "kind": "borne", "record": "loans", "field": "place", "bearers": ["1-1.a"],
    "examples": {"kept": [{"loan_id": "L1"}], "broken": [{"loan_id": "L2"}]},
}  # fmt: skip
DESK = {"role": "library-staff", "code": "desk"}
CASES: list[tuple[str, Any, Any, list[str]]] = [
    ("a code of the column", [DESK], {}, []),
    ("the unit it serves in", [{"role": "library-staff", "unit": "van"}], {}, []),
    ("anyone", [{"role": "library-staff", "anyone": "everybody lends"}], {}, []),
    ("no code", [{"role": "board", "code": "desk"}], {}, ["bearer-without-code"]),
    ("a code that no column has", [DESK | {"code": "cellar"}], {}, ["bearer-no-code", "bearer-without-code"]),
    (
        "perhaps a code that no column has",
        [DESK | {"perhaps": ["cellar"], "question": "C07"}],
        {},
        ["bearer-no-code", "dangling"],
    ),
    ("a role of no law", [DESK, {"role": "the-king", "code": "desk"}], {}, ["dangling"]),
    ("a role twice", [DESK, DESK], {}, ["duplicate-id"]),
    ("perhaps without its question", [DESK | {"perhaps": ["van"]}], {}, ["key-missing"]),
    ("another duty of the same", [DESK], {"bearers": ["1-1.a", "1-1.b"]}, []),
    ("without its own duty", [DESK], {"bearers": ["1-1.b"]}, ["bearers-without-own"]),
    ("a duty of no law", [DESK], {"bearers": ["1-1.a", "9-9.a"]}, ["dangling"]),
]


@pytest.mark.parametrize(("table", "own", "found"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_what_is_found(table, own, found, second, problems_of):
    files = second | {
        "docs/rules/loans.yml": yamlio.dump({"rules": [RULE | own]}),
        "docs/reference/bearers.yml": yamlio.dump({"bearers": table}),
    }
    ours = [problem for problem in problems_of(files) if problem.code not in MADE]
    assert sorted({problem.code.removesuffix("-near") for problem in ours}) == sorted(found)
    assert all(problem.severity == "error" and problem.place.line >= 1 for problem in ours)


def test_the_first_of_what_repeats_counts_and_a_role_is_its_own_code():
    found = read_bearers([{"role": "a", "unit": "u"}, {"role": "a", "code": "c"}, {"role": "b", "perhaps": [1, "p"]}, {}])
    assert (found["a"].code, found["a"].unit) == ("a", "u")
    assert (found["b"].code, found["b"].perhaps) == ("b", ("p",))
