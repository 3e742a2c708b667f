"""What a check could not judge, or would judge as something else than was meant, lint refuses; its neighbour, it lets pass."""

from __future__ import annotations

from typing import Any

import pytest

from checker.rules.lint import lint_rules
from tests import law

TALLY = {"of": {"record": "events", "at": "at"}, "from": "started_at", "to": "ended_at"}
AT = {"record": "events", "at": "at"}
EVENT = {"record": "events"}
QUICK = {"sla": "quick"}
MONTHLY = {"duty": "1-2.b"}
GOOD = {"field": "good", "equals": True}
SPANS = {"record": "spans", "key": "person", "from": "begins_on", "to": "ends_on"}


def codes(kind: str, keys: dict[str, Any]) -> list[str]:
    rule = {
        "id": "r", "title": {"zh-Hant": "規則", "en": "rule"}, "duty": "1-1.a", "strength": "direct",
        "kind": kind, "record": "things", **keys,
        "examples": {"kept": [{"id": "1"}], "broken": [{"id": "2"}]},
    }  # fmt: skip
    return [problem.code for problem in lint_rules(law.regulation(rule), {"things"}) if problem.severity == "error"]


def holds(column: str, value: object) -> tuple[str, dict[str, Any]]:
    return "holds", {"must": {"field": column, "equals": value}}


def matched(**match: object) -> tuple[str, dict[str, Any]]:
    return "existence", {"target": {"record": "events", "match": match}}


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        (("equal", {"field": "note", "as": "by"}), None),
        (("equal", {"field": "score", "as": "most"}), None),
        (("equal", {"field": "color", "as": "color"}), "column-with-itself"),
        (("equal", {"field": "note", "as": "score"}), "columns-unlike"),
        (("equal", {"field": "flag", "as": "most"}), "columns-unlike"),
        (("equal", {"field": "color", "as": "note"}), "columns-unlike"),
        (("separate", {"field": "started_at", "from": "note"}), "columns-unlike"),
        (("separate", {"field": "color", "from": "status"}), "columns-unlike"),
        (matched(thing_id="id"), None),
        (matched(points="most"), None),
        (matched(thing_id="score"), "columns-unlike"),
        (matched(kind="color"), "columns-unlike"),
        (("reference", {"field": "by", "source": SPANS}), None),
        (("reference", {"field": "score", "source": SPANS}), "columns-unlike"),
        (matched(points={"value": 3}), None),
        (matched(points={"value": "3"}), "value-unlike"),
        (holds("score", 3), None),
        (holds("score", "abc"), "value-unlike"),
        (holds("most", True), "value-unlike"),
        (holds("note", "A1"), None),
        (holds("note", "甲"), "value-in-words"),
        (holds("note", "A 甲"), "value-in-words"),
        (holds("note", "ア・é"), None),
        (matched(thing_id={"value": "運營管理中心"}), "value-in-words"),
        (matched(thing_id={"value": "E1"}), None),
        (holds("color", "紅"), "unknown-code"),
        (holds("note", 3), "value-unlike"),
        (holds("started_at", "2026-01-01"), "value-unlike"),
        (holds("started_at", 0), "value-unlike"),
        (("allowed", {"field": "note", "list": "1-1.t2"}), None),
        (("allowed", {"field": "score", "list": "1-1.t2"}), "value-unlike"),
    ],
    ids=str,
)
def test_what_is_compared_is_of_one_kind(rule: tuple[str, dict[str, Any]], code: str | None) -> None:
    assert codes(*rule) == ([code] if code else [])


@pytest.mark.parametrize(
    ("kind", "keys", "code"),
    [
        ("agreement", {"field": "most", "figure": "count", **TALLY}, None),
        ("agreement", {"field": "most", "figure": "count", **TALLY, "value": "points"}, "key-not-here"),
        ("agreement", {"field": "score", "figure": "share", **TALLY, "count": GOOD}, None),
        ("agreement", {"field": "score", "figure": "share", **TALLY}, "key-missing"),
        ("agreement", {"field": "score", "figure": "sum", **TALLY, "value": "points"}, None),
        ("agreement", {"field": "score", "figure": "sum", **TALLY}, "key-missing"),
        ("agreement", {"field": "score", "figure": "mean", **TALLY, "value": "points", "count": GOOD}, "key-not-here"),
        ("rate", {"figure": "mean", **TALLY, "value": "points", "under": "score"}, None),
        ("rate", {"figure": "mean", **TALLY, "under": "score"}, "key-missing"),
        ("rate", {"figure": "count", **TALLY}, "key-missing"),
        ("range", {"field": "score", "over": 0}, None),
        ("range", {"field": "score"}, "key-missing"),
        ("range", {"field": "most", "between": {"duty": "1-2.a"}, "unit": "month"}, None),
        ("range", {"field": "most", "between": {"duty": "1-2.a"}, "most": 0}, "key-not-here"),
        ("range", {"field": "most", "least": 0, "unit": "month"}, "key-missing"),
        ("existence", {"target": {"record": "events", "at": "at"}, "within": QUICK}, None),
        ("existence", {"target": {"record": "events"}, "within": QUICK}, "key-missing"),
        ("existence", {"target": {"any": [AT, {**AT, "match": {"thing_id": "id"}}]}, "within": QUICK}, None),
        ("existence", {"target": {"any": [AT, {"record": "events"}]}, "within": QUICK}, "key-missing"),
        ("existence", {"target": {"any": [AT]}, "within": QUICK}, "form-wrong"),
        ("standing", {"target": {"any": [EVENT, {**EVENT, "how_many": {"least": 2}}]}}, "unknown-key"),
        ("standing", {"target": {"any": [EVENT, {"record": "nothing"}]}}, "unknown-record"),
        ("existence", {"target": {"record": "events"}, "until": "closed_at"}, None),
        ("existence", {"target": {"record": "events", "at": "at"}, "within": QUICK, "until": "closed_at"}, "key-not-here"),
        ("response", {"target": "ended_at", "within": QUICK}, None),
        ("response", {"target": "ended_at", "within": QUICK, "until": "closed_at"}, "key-not-here"),
        ("correlated-response", {"target": {"record": "events", "at": "at"}, "within": QUICK}, None),
        (
            "correlated-response",
            {"target": {"record": "events", "at": "at"}, "within": QUICK, "until": "closed_at"},
            "key-not-here",
        ),
    ],
    ids=str,
)
def test_keys_that_need_or_exclude_one_another(kind: str, keys: dict[str, Any], code: str | None) -> None:
    assert codes(kind, keys) == ([code] if code else [])
