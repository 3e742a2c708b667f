"""Simplified by a switch: the same table in Python and the browser, right where OpenCC is, remembered, and undone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from checker.regulation.book import Book
from checker.rules.load import Encoding
from checker.site.pages import pages
from checker.site.simplified import convert, script, table

Regulation = tuple[Book, Encoding]


@pytest.fixture(scope="module")
def text(handbook: Regulation) -> str:
    return "\n".join(re.sub(r"<[^>]+>", "", page) for page in pages(*handbook).values())


def test_it_agrees_with_opencc(handbook: Regulation, text: str) -> None:
    opencc = pytest.importorskip("opencc", reason="opencc is not installed")
    words = handbook[0].apparatus.simplified
    every = text
    assert opencc.OpenCC("t2s").convert("藉此回覆") == convert("藉此回覆", table(words, "藉此回覆"))
    mine, theirs = convert(every, table(words, every)), opencc.OpenCC("t2s").convert(every)
    assert len(mine) == len(theirs) == len(every)
    wrong = {(every[max(0, i - 2) : i + 3], a, b) for i, (a, b) in enumerate(zip(mine, theirs, strict=True)) if a != b}
    assert not wrong, "add the word to docs/reference/simplified.yml"


def test_exceptions_keep_their_length_and_are_needed(handbook: Regulation) -> None:
    words = handbook[0].apparatus.simplified
    assert words
    for old, new in words.items():
        assert len(old) == len(new)
    assert convert("藉此回覆", table(words, "藉此回覆")) == "借此回复"


def test_the_table_has_what_is_used_and_no_more(handbook: Regulation) -> None:
    found = table({"計畫": "计划", "答覆": "答复"}, "計畫發布")
    assert found.words == {"計畫": "计划"}
    assert set(found.old) <= set("計畫發布")
    assert convert("計畫發布", found) == "计划发布"
    assert json.loads(script(found).partition("=")[2])[2] == {"計畫": "计划"}


@pytest.fixture
def page(browser: Any, served: str) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1300, "height": 900})
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    context.close()
    assert not errors


def test_the_switch_is_remembered_and_undone(page: Any, served: str, handbook: Regulation, site: Path) -> None:
    page.goto(f"{served}regulation/4.3/")
    own = page.inner_text(".md-content")
    assert page.evaluate("document.documentElement.lang") == "zh-Hant"
    page.get_by_role("button", name="改用简体字").click()
    page.wait_for_function("document.documentElement.lang === 'zh-Hans'")
    old, _, words = json.loads((site / "assets" / "hans.js").read_text(encoding="utf-8").partition("=")[2])
    assert page.inner_text(".md-content") == convert(own, table(words, old)) != own
    assert page.get_attribute("[data-md-component=search-query]", "placeholder").startswith("搜寻")
    page.goto(f"{served}terms/")
    page.wait_for_function("document.documentElement.lang === 'zh-Hans'")
    assert page.inner_text("h1").startswith("待定用语")
    page.goto(f"{served}regulation/4.3/")
    page.wait_for_function("document.documentElement.lang === 'zh-Hans'")
    page.get_by_role("button", name="改用繁體字").click()
    assert page.evaluate("document.documentElement.lang") == "zh-Hant"
    assert page.inner_text(".md-content") == own
    page.reload()
    assert page.evaluate("document.documentElement.lang") == "zh-Hant"


def test_what_comes_later_is_simplified_too(page: Any, served: str) -> None:
    page.goto(f"{served}regulation/4.1/")
    page.get_by_role("button", name="改用简体字").click()
    page.wait_for_function("document.documentElement.lang === 'zh-Hans'")
    page.evaluate("document.querySelector('.hb-said').textContent = '已複製'")
    page.wait_for_function("document.querySelector('.hb-said').textContent === '已复制'")
