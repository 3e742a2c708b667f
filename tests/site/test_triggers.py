"""A rule's page and ``handbook explain`` tell what starts the duty, in the law's words and in those of the records."""

from __future__ import annotations

from datetime import date

import pytest

from checker import describe
from checker.cli.explain import _trigger
from checker.site.rule_pages import rule_page
from checker.site.view import look
from checker.site.words import plain
from tests.rules.examples import BOOK, MODEL

VIEW = look(BOOK, MODEL.encoding, date(2026, 2, 15))

TOLD = {
    "complaint-upheld-action": "投訴經核實確有問題（客戶投訴的調查核實時間）",
    "store-complaint-by-specialist": "收到投訴或建議（客戶投訴的投訴時間，或客戶反饋的反饋時間）",
    "workforce-plan-exists": "發展戰略或市場變化（規劃須經常備有並隨變化調整；變化本身沒有記錄）",
    "sanction-grounded": "員工違反規定（違反本身沒有記錄，只有據以作出的處罰和檢查所見的問題）",
    "operations-centre-exists": "",
}
ON_THE_PAGE = {
    "complaint-upheld-action": "投訴經核實確有問題（客戶投訴的調查核實時間 investigated_at，其中核實結論 verdict 為「屬實」）",
    "high-risk-owner": "風險評為高級別（風險登記的評估日期 assessed_on，其中風險等級 level 為「高」）",
    "feedback-answer-time": "；何時認為須調查沒有另記，以收到之時代之）",
    "workforce-plan-exists": TOLD["workforce-plan-exists"],
}


@pytest.mark.parametrize("rule", TOLD)
def test_explained(rule: str) -> None:
    told = describe.rule(BOOK, MODEL.encoding, MODEL.encoding.rules[rule], "zh-Hant")
    assert _trigger(told["trigger"], "zh-Hant") == TOLD[rule]  # type: ignore[arg-type]


@pytest.mark.parametrize("rule", ON_THE_PAGE)
def test_on_its_page(rule: str) -> None:
    assert ON_THE_PAGE[rule] in plain(rule_page(VIEW, MODEL.encoding.rules[rule]))


def test_no_trigger_no_line() -> None:
    assert "<dt>觸發</dt>" in rule_page(VIEW, MODEL.encoding.rules["sanction-grounded"])
    assert "<dt>觸發</dt>" not in rule_page(VIEW, MODEL.encoding.rules["operations-centre-exists"])
