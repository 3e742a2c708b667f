"""Cases for readers: which two come first, what is folded, and that nothing is shown as if the checker said it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pytest

from checker import yamlio
from checker.rules.cases import FOLDER, Case, CaseBook, telling
from checker.site.rule_pages import rule_page
from checker.site.view import look
from tests import law
from tests.site.conftest import RULE


def entry(number: int, says: str, **more: Any) -> dict[str, Any]:
    return {"id": f"1-1.a-{number}", "duty": "1-1.a", "story": f"故事{number}", "says": says, "words": "應處理", **more}


def book(*entries: Mapping[str, Any], still_open: str = "") -> dict[str, str]:
    return {f"{FOLDER}1.yml": yamlio.dump({"base": {}, "cases": list(entries)}), f"{FOLDER}open/1.txt": still_open}


def ids(cases: list[Case]) -> list[str]:
    return [case.id[-1] for case in cases]


EVERY = book(
    entry(1, "clear"),
    entry(2, "accused"),
    entry(3, "clear"),
    entry(4, "accused", dispute="條文不及於此<b>"),
    entry(5, "clear"),
    entry(6, "accused"),
    entry(7, "unsatisfied"),
    entry(8, "accused"),
    still_open="1-1.a-5\n1-1.a-8\n",
)


def test_the_hardest_that_the_rules_decide_come_first() -> None:
    cases = CaseBook(yamlio.Texts(EVERY)).of("1-1.a")
    assert ids(cases) == list("12345678")
    assert ids(telling(cases)) == ["3", "6"]
    assert ids(telling([case for case in cases if case.says != "accused"])) == ["3", "7"]
    assert ids(telling([case for case in cases if not case.settled])) == []


@pytest.mark.parametrize(
    "text",
    ["", "cases: 7", "cases: [7, {id: x}]", "[", "cases: [{id: [], duty: 1-1.a}]", yamlio.dump({"cases": [entry(1, "x")]})],
)
def test_what_has_no_form_is_left_out(text: str) -> None:
    assert CaseBook(yamlio.Texts({f"{FOLDER}1.yml": text})).of("1-1.a") == []


def shown(files: Mapping[str, str]) -> str:
    model = law.regulation(RULE, extra=files)
    return rule_page(look(model.book, model.encoding), model.encoding.rules["quick-end"])


def test_the_page_folds_all_but_two_and_says_what_the_checker_does_not() -> None:
    before, _, folded = shown(EVERY).partition("<details")
    assert re.findall("故事.", before) == ["故事3", "故事6"]
    assert re.findall("故事.", folded) == ["故事1", "故事2", "故事4", "故事5", "故事7", "故事8"]
    assert "其餘 6 則" in folded
    assert "尚未如此判斷" not in before
    assert folded.count("尚未如此判斷") == 2
    assert "不如此判斷：條文不及於此&lt;b&gt;" in folded


def test_a_regulation_without_a_case_book_says_nothing_of_it() -> None:
    assert "判例" not in shown({})
