"""For every reader, with the search open: no rule of axe broken, the keyboard alone goes everywhere and back, the language is
said, nothing asked of another host. ``test_access`` holds the templates themselves to axe, with the search closed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.site.axe import violations
from tests.site.test_access import TEMPLATES
from tests.site.test_search_browser import BOX, META, RESULT

QUERIES = {
    "answers": "投訴處理",
    "missing words": "客戶投訴賠償金",
    "near ones": "誠心經瑩",
    "nothing": "停車位",
    "not yet typed": "",
}
FOCUS = """() => {
  const one = document.activeElement, drawn = one.matches(".md-option") ? one.nextElementSibling : one
  const box = drawn.getBoundingClientRect(), style = getComputedStyle(drawn)
  const label = one.labels && one.labels[0]
  const name = one.getAttribute("aria-label") || one.title || one.innerText || (label && label.innerText) || one.placeholder ||
    [...one.querySelectorAll("[aria-label],[title]")].map(e => e.getAttribute("aria-label") || e.title).join("") || ""
  if (!one.dataset.walked) one.dataset.walked = ++window.__walked || (window.__walked = 1)
  return {
    at: one.dataset.walked, tag: one.tagName, name: name.trim(), html: one.outerHTML.slice(0, 120),
    seen: box.width > 0 && box.height > 0 && style.visibility !== "hidden",
    ring: style.outlineStyle !== "none" || style.boxShadow !== "none" || one.matches("input[type=text]")
  }
}"""


@pytest.fixture
def errors() -> list[str]:
    return []


@pytest.fixture(params=[(360, "light"), (360, "dark"), (1300, "light"), (1300, "dark")], ids=lambda p: f"{p[0]}-{p[1]}")
def page(request: pytest.FixtureRequest, browser: Any, errors: list[str]) -> Iterator[Any]:
    width, scheme = request.param
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce")
    opened = context.new_page()
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    context.close()
    assert not errors


def open_search(page: Any) -> None:
    page.click(BOX) if page.viewport_size["width"] > 600 else page.click("header label[for=__search]")


def test_axe_finds_nothing_with_the_search_open(page: Any, served: str) -> None:
    found = []
    for path in ("regulation/4.1/", "roles/", "404.html"):
        page.goto(served + path)
        open_search(page)
        for name, query in QUERIES.items():
            page.fill(BOX, "")
            page.keyboard.insert_text(query)
            if name in ("nothing", "not yet typed"):
                page.wait_for_timeout(500)
                assert not page.locator(RESULT).count(), name
            else:
                page.locator(RESULT).first.wait_for()
            found += [(path, name, *one) for one in violations(page)]
    assert not found


def test_what_is_found_is_announced(page: Any, served: str) -> None:
    page.goto(served)
    open_search(page)
    page.keyboard.insert_text("投訴")
    page.wait_for_selector(RESULT)
    assert page.get_attribute(META, "role") == "status"
    assert page.get_attribute("[data-md-component=search]", "aria-label")


def test_every_stop_of_the_keyboard_is_seen_and_named(page: Any, served: str) -> None:
    """From the top of a page to its end: no stop hidden, unnamed or without a mark of focus, and no trap."""
    page.goto(f"{served}regulation/4.2/")
    stops = []
    for _ in range(400):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        if stop["tag"] == "BODY" or (stops and stop["at"] == stops[0]["at"]):
            break
        stops.append(stop)
    else:
        pytest.fail("the end of the page is never reached")
    assert len(stops) > 20
    assert len({stop["at"] for stop in stops}) == len(stops), "focus went in a circle"
    assert not [stop["html"] for stop in stops if not stop["name"]]
    assert not [stop["html"] for stop in stops if not stop["ring"]]
    assert not [stop["html"] for stop in stops if not stop["seen"]]


def test_the_menu_folds_by_keyboard(page: Any, served: str) -> None:
    page.goto(f"{served}regulation/4.2/")
    arrow = page.locator("label.md-nav__link[tabindex='0']").first
    assert arrow.text_content().strip()
    if page.viewport_size["width"] > 600:
        arrow.focus()
        before = page.is_checked(f"#{arrow.get_attribute('for')}")
        page.keyboard.press("Enter")
        assert page.is_checked(f"#{arrow.get_attribute('for')}") != before


def test_the_first_stop_skips_the_menu(page: Any, served: str) -> None:
    page.goto(f"{served}regulation/4.2/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText").strip() == "跳到正文"
    page.keyboard.press("Enter")
    page.wait_for_function("location.hash !== ''")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.md-content') !== null")


def test_escape_gives_the_page_back(page: Any, served: str) -> None:
    page.goto(f"{served}regulation/4.2/")
    page.keyboard.press("/")
    page.keyboard.insert_text("回訪")
    page.wait_for_selector(RESULT)
    page.keyboard.press("Escape")
    page.wait_for_selector(RESULT, state="hidden")
    assert not page.is_checked("#__search")


def test_pages_say_their_language_and_ask_nobody_else(browser: Any, served: str) -> None:
    """Every template in a fresh browser, with the search used: each request goes to where the page came from."""
    context = browser.new_context()
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    for path in [*TEMPLATES, "404.html"]:
        page.goto(served + path)
        assert page.get_attribute("html", "lang") == "zh-Hant", path
        foreign = page.eval_on_selector_all(".md-content [lang]", "all => all.map(one => one.lang)")
        assert set(foreign) <= {"en", "zh-Hans", "zh-Hant"}, path
    open_search(page)
    page.keyboard.insert_text("投訴")
    page.wait_for_selector(RESULT)
    context.close()
    assert len(asked) > len(TEMPLATES)
    assert not [url for url in asked if not url.startswith((served, "data:", "blob:"))]


def test_every_kind_of_page_is_among_the_templates(site: Path) -> None:
    """A template that nobody lists would be checked by nobody: every first folder of the site with pages is in the list."""
    folders = {path.relative_to(site).parts[0] for path in site.rglob("index.html") if len(path.relative_to(site).parts) > 1}
    assert folders <= {template.partition("/")[0] for template in TEMPLATES}
