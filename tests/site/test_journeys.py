"""What readers come to do, from the first page to the end, on a phone and at a desk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from checker.regulation.book import Book
from checker.rules.load import Encoding


@pytest.fixture(params=[360, 1300])
def page(request: pytest.FixtureRequest, browser: Any) -> Iterator[Any]:
    rights = ["clipboard-read", "clipboard-write"]
    context = browser.new_context(viewport={"width": request.param, "height": 800}, permissions=rights)
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    context.close()
    assert not errors


def test_find_my_limit_and_cite_it(page: Any, served: str, handbook: tuple[Book, Encoding]) -> None:
    page.goto(served)
    page.locator(".hb-chips").get_by_role("link", name="運營人員", exact=True).click()
    row = page.locator("#limits ~ .hb-table tr", has_text="30 秒").first
    assert "恰滿仍在限內" in row.inner_text()
    row.get_by_role("link", name="第4.1節第2條").click()
    page.wait_for_url("**/regulation/4.1/#4.1-2")
    page.get_by_role("button", name="複製第4.1節第2條的引用").click()
    page.wait_for_selector(".hb-said--shown")
    assert page.evaluate("navigator.clipboard.readText()").startswith(f"《{handbook[0].title['zh-Hant']}》第4.1節第2條（")


def test_read_an_article_as_of_a_date(page: Any, served: str, handbook: tuple[Book, Encoding]) -> None:
    first = handbook[0].history.editions[0]
    page.goto(served)
    page.locator(".hb-doors a", has_text="某一天適用的條文").click()
    page.get_by_role("link", name="讀全文").last.click()
    page.wait_for_url(f"**/v/{first.effective}/")
    page.goto(f"{page.url}#4.1-2")
    assert page.locator("[id='4.1-2'] + p").inner_text() == first.units["article/4.1-2"]["text"]


def test_see_what_changed_for_my_role(page: Any, served: str) -> None:
    page.goto(f"{served}roles/")
    page.locator(".hb-grid").get_by_role("link", name="運營人員", exact=True).click()
    lately = page.locator("#lately")
    lately.scroll_into_view_if_needed()
    said = page.locator("#lately + *").inner_text()
    assert "沒有修訂" in said or "次修訂" in said


def test_from_a_rule_to_its_article_and_back(page: Any, served: str) -> None:
    page.goto(f"{served}rules/inquiry-reply-time/")
    page.locator(".hb-law").get_by_role("link", name="第4.1節第2條").click()
    page.wait_for_url("**/regulation/4.1/#4.1-2")
    page.locator("[id='4.1-2'] ~ .hb-notes").first.get_by_role("link", name="諮詢首次回應時限").click()
    page.wait_for_url("**/rules/inquiry-reply-time/")
