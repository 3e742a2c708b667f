"""For every reader: no rule of axe broken on any template, the keyboard goes everywhere, nothing is hidden under the header."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.site.axe import violations

TEMPLATES = [
    "", "regulation/", "regulation/4.3/", "full/", "v/2026-01-01/", "revisions/", "revisions/1/", "roles/",
    "roles/operations-staff/", "rules/", "rules/feedback-answer-time/", "records/", "records/feedback/", "terms/", "questions/",
    "coverage/", "training/", "glossary/", "guide/reading/",
]  # fmt: skip
OPEN = "document.querySelectorAll('details').forEach(one => { one.open = true })"


@pytest.fixture(params=[(360, "light"), (360, "dark"), (1300, "light"), (1300, "dark")], ids=lambda p: f"{p[0]}-{p[1]}")
def page(request: pytest.FixtureRequest, browser: Any) -> Iterator[Any]:
    width, scheme = request.param
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def test_axe_finds_nothing(page: Any, served: str) -> None:
    found = []
    for path in TEMPLATES:
        page.goto(served + path)
        page.evaluate(OPEN)
        page.evaluate("scrollTo(0, 600)")
        found += [(path, *one) for one in violations(page)]
        if page.evaluate("document.documentElement.scrollWidth") > page.viewport_size["width"]:
            found.append((path, "scrolls sideways", ""))
    assert not found


def test_an_article_jumped_to_stands_clear_and_is_named(page: Any, served: str) -> None:
    for path, name in (("regulation/4.1/#4.1-6", "第4.1節第6條"), ("full/#4.3-4", "第4.3節第4條")):
        page.goto(served + path)
        page.wait_for_function(f"document.querySelector('.hb-place').textContent.includes('{name}')")
        bar = page.locator(".hb-place").bounding_box()
        heading = page.locator(":target").bounding_box()
        assert heading["y"] >= bar["y"] + bar["height"]


def test_the_keyboard_reaches_what_an_article_offers(page: Any, served: str) -> None:
    page.goto(f"{served}regulation/4.1/#4.1-2")
    page.locator("[id='4.1-2'] .headerlink").focus()
    reached = []
    for _ in range(12):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.textContent.trim()"))
        top = page.evaluate("document.activeElement.getBoundingClientRect().top")
        assert top >= 48, "focus is under the header"
    assert "複製" in reached
    assert any(words.startswith("現行") for words in reached)
    page.locator("[id='4.1-2'] ~ .hb-notes summary").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("[id='4.1-2'] ~ .hb-notes details.hb-more").first.get_attribute("open") is not None
