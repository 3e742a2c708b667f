"""A rule is found by whatever its readers call it; an article by all that is said of its norms."""

from __future__ import annotations

import json

import pytest

from tests.conftest import Run


@pytest.mark.parametrize(
    ("asked", "rules"),
    [
        ("inquiry-reply-time", ["inquiry-reply-time"]),
        ("諮詢首次回應時限", ["inquiry-reply-time"]),
        ("咨询首次回应", ["inquiry-reply-time"]),
        ("First reply", ["inquiry-reply-time"]),
        ("4.1-2", ["inquiry-reply-time"]),
        ("4.1-2.a", ["inquiry-reply-time"]),
        ("第4.1節第2條", ["inquiry-reply-time"]),
        ("第4.1节第2条", ["inquiry-reply-time"]),
        ("art. 4.1-2", ["inquiry-reply-time"]),
        ("4.3-3", ["feedback-record-complete", "feedback-step-followed-up"]),
        ("回訪一步", ["feedback-step-followed-up"]),
    ],
)
def test_a_rule_is_found_by_whatever_it_is_called(asked: str, rules: list[str], handbook: Run) -> None:
    found = [rule["rule"] for rule in json.loads(handbook("explain", asked, "--format", "json").stdout)["rules"]]
    assert set(rules) <= set(found)
    assert len(rules) > 1 or found == rules


def test_an_article_lists_its_norms_and_rules_and_says_why_one_has_none(handbook: Run) -> None:
    lines = handbook("explain", "5-9", "--lang", "zh-Hans").stdout.splitlines()
    assert sum("regulator-received" in line and "警示" in line and "监管检查" in line for line in lines) == 1
    assert "宣示" in handbook("explain", "1-1").stdout
    assert "satisfaction-rate" in handbook("explain", "4.3-12").stdout
    several = handbook("explain", "回訪").stdout
    assert len([line for line in several.splitlines() if "回訪" in line]) >= 3
    assert "handbook explain " in several
