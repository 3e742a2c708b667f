"""What lint refuses of a rule for several duties: whatever a rule of its own would decide otherwise, or at another time."""

from __future__ import annotations

from typing import Any

import pytest

from checker import yamlio
from checker.catalog import say
from checker.rules.lint import lint
from checker.rules.model import read_model
from tests import law

NORMS = "docs/data/norms.yml"
RULE: dict[str, Any] = {
    "id": "the-rule", "title": {"zh-Hant": "規則", "en": "rule"}, "duty": "1-1.a", "confirmed": "0" * 12, "strength": "direct",
    "kind": "holds", "record": "loans", "must": {"field": "item", "filled": True},
    "examples": {"kept": [{"loan_id": "L1"}], "broken": [{"loan_id": "L2"}]},
}  # fmt: skip
PROXY = {"strength": "proxy", "note": "as"}
IN_TIME = {"duty": "1-2.a", "kind": "response", "must": None, "target": "returned_at", "within": {"sla": "loan-period"}}
USUAL = {"duty": "2-1.a", "kind": "response", "must": None, "target": "returned_at", "within": {"term": "2-1.t1"}}
LISTED = {"duty": "1-3.a", "kind": "allowed", "must": None, "field": "place", "list": "1-3.t1"}
BORNE = {"kind": "borne", "must": None, "field": "place", "bearers": ["1-1.a"]}
CASES: list[tuple[str, dict[str, Any], dict[str, str], list[str]]] = [
    ("of the same article", {}, {"1-1.b": "direct"}, []),
    ("of several", {}, {"1-1.b": "direct", "2-2.a": "proxy"}, []),
    ("the main one again", {}, {"1-1.a": "direct"}, ["also-main"]),
    ("no law", {}, {"9-9.z": "direct"}, ["dangling"]),
    ("no longer law", {}, {"1-4.a": "direct"}, ["dangling"]),
    ("no strength", {}, {"1-1.b": "perhaps"}, ["value-not-allowed"]),
    ("weaker", {}, {"1-1.b": "proxy"}, []),
    ("as weak", PROXY, {"1-1.b": "proxy"}, []),
    ("stronger", PROXY, {"1-1.b": "direct"}, ["also-more-severe"]),
    ("without the limit", IN_TIME, {"1-1.a": "direct"}, ["also-other-value"]),
    ("with another limit", IN_TIME, {"2-1.a": "direct"}, ["also-other-value"]),
    ("without the open term", USUAL, {"1-1.a": "direct"}, ["also-other-value"]),
    ("without the list", LISTED, {"2-2.a": "direct"}, ["also-other-value"]),
    ("of the same bearer", BORNE, {"1-1.b": "direct"}, []),
    ("of a bearer who does not count", BORNE, {"1-2.a": "direct"}, ["bearers-without-own"]),
    ("older than the main one", {"duty": "1-2-1.a"}, {"1-1.b": "direct"}, ["also-outlives"]),
    ("younger than the main one", {}, {"1-2-1.a": "direct"}, []),
    ("the main one is repealed", {"duty": "1-4.a"}, {"1-1.b": "direct"}, ["also-outlives", "dangling"]),
]


def found(files: dict[str, str]) -> list[str]:
    problems = [problem for problem in lint(read_model(files)) if problem.place.file == "docs/rules/loans.yml"]
    for problem in problems:
        for lang in ("zh-Hant", "en"):
            assert say(f"lint.{problem.code}", lang, problem.params)
            assert say(f"lint.{problem.code}.do", lang, problem.params)
    codes = {problem.code.removesuffix("-near") for problem in problems if problem.severity == "error"}
    return sorted(codes - {"stale", "bearer-without-code"})


@pytest.mark.parametrize(("own", "also", "codes"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_what_is_refused(own, also, codes, second):
    rule = {key: value for key, value in (RULE | own | {"also_duties": also}).items() if value is not None}
    assert found(second | {"docs/rules/loans.yml": yamlio.dump({"rules": [rule]})}) == codes


@pytest.mark.parametrize(("own", "sla"), [(IN_TIME, "loan-period"), (USUAL, "reminder")])
def test_another_article_may_have_the_same_limit(own, sla, second):
    rule = {key: value for key, value in (RULE | own | {"also_duties": {"1-1.a": "direct"}}).items() if value is not None}
    bearer = "modality: obligation, bearer: library-staff}"
    assert bearer in second[NORMS].splitlines()[1]
    norms = second[NORMS].replace(bearer, bearer[:-1] + f", sla: {sla}}}", 1)
    assert found(second | {NORMS: norms, "docs/rules/loans.yml": yamlio.dump({"rules": [rule]})}) == []


OFTEN = {"duty": "1-2.b", "kind": "recurrence", "every": {"duty": "1-2.b"}, "target": {"record": "events", "at": "at"}}
OPEN = OFTEN | {"duty": "1-2.c", "every": {"duty": "1-2.c"}}
SPOKEN = {"duty": "1-2.a", "kind": "range", "field": "most", "between": {"duty": "1-2.a"}, "unit": "month"}
COLOURS = {"duty": "1-1.a", "kind": "allowed", "field": "color", "list": "1-1.t2"}
BESIDE = [
    {"id": "1-1.b", "article": "1-1", "quote": "渠道另列", "terms": ["1-1.t3"]},
    {"id": "1-1.c", "article": "1-1", "quote": "分數達標", "terms": ["1-1.t4"]},
    {"id": "1-2.d", "article": "1-2", "quote": "約定 1 至 3 個月的試辦期"},
    {"id": "1-2.e", "article": "1-2", "quote": "不合格的應整頓"},
]
VALUES = {
    "every quarter and an open term": (OFTEN, "1-2.c", True),
    "every quarter and a range": (OFTEN, "1-2.a", True),
    "an open term and no frequency": (OPEN, "1-2.e", True),
    "other figures": (SPOKEN, "1-1.a", True),
    "the same figures": (SPOKEN, "1-2.d", False),
    "a list of its own": (COLOURS, "1-1.b", True),
    "the list of the article": (COLOURS, "1-1.c", False),
}


@pytest.mark.parametrize(("own", "also", "refused"), VALUES.values(), ids=VALUES)
def test_every_duty_has_the_value_of_the_rule(own, also, refused):
    examples = {"kept": [{"id": "T1"}], "broken": [{"id": "T2"}]}
    rule = RULE | {"record": "things", "examples": examples} | own | {"also_duties": {also: "direct"}}
    files = law.files({key: value for key, value in rule.items() if key != "must"}, second=15)
    data = yamlio.parse(files["docs/data/all.yml"], "all.yml").data
    beside = [{"modality": "obligation", "bearer": "agent", "source": [], **duty} for duty in BESIDE]
    files["docs/data/all.yml"] = yamlio.dump({**data, "duties": [*data["duties"], *beside]})
    codes = [problem.code for problem in lint(read_model(files)) if problem.place.file == "docs/rules/1.yml"]
    assert codes == ["stale", *["also-other-value"] * refused]
