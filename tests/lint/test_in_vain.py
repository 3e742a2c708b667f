"""Keys that would do nothing, and conditions that nothing fits, are found before a rule is trusted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from checker.catalog import say
from checker.rules.lint import lint
from checker.rules.model import read_model
from tests import law

CASES = yaml.safe_load(Path(__file__).with_name("in_vain.yml").read_text(encoding="utf-8"))
RULE: dict[str, Any] = {
    "id": "the-rule", "title": {"zh-Hant": "規則", "en": "rule"}, "duty": "1-1.a", "strength": "direct", "record": "things",
    "examples": {"kept": [{"id": "T1"}], "broken": [{"id": "T2"}]},
}  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_is_found(case: dict[str, Any]) -> None:
    files = law.files(RULE | case["rule"])
    ours = [one for one in lint(read_model(files)) if one.place.file == "docs/rules/1.yml" and one.severity == "error"]
    found = [one for one in ours if one.code != "stale"]
    assert sorted({one.code for one in found}) == sorted(case["found"])
    for one in found:
        assert one.place.line >= 1
        for lang in ("zh-Hant", "zh-Hans", "en"):
            assert say(f"lint.{one.code}", lang, one.params)
            assert say(f"lint.{one.code}.do", lang, one.params)
