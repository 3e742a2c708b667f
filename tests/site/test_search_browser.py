"""Search as readers have it, in Chromium: the bars, the box by keyboard and by phone, a copy opened as files, the contract."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.site.queries import SCRIPTS, SETS, Figures, Rank, measure, queries, unanswerable, unlabelled
from tests.site.test_browser import ASK, BOX, RESULT, index_of

LABEL = ".md-search-result__terms"
META = ".md-search-result__meta"
WATCH = """window.__messages = []
const Native = window.Worker
window.Worker = class extends Native {
  constructor(address) {
    super(address)
    window.__worker = String(address)
    this.addEventListener("message", ({ data }) => window.__messages.push(["out", data]))
  }
  postMessage(data) { window.__messages.push(["in", data]); super.postMessage(data) }
}"""
Open = Callable[..., Any]


@pytest.fixture
def open_page(browser: Any, served: str) -> Iterator[Open]:
    """A page at a width, with the search opened if asked; no script may fail in it and nothing be fetched from elsewhere."""
    contexts: list[Any] = []
    wrong: list[str] = []

    def opened(address: str = served, width: int = 1300, search: bool = True, script: str = "") -> Any:
        context = browser.new_context(viewport={"width": width, "height": 800}, has_touch=width < 600)
        contexts.append(context)
        page = context.new_page()
        if script:
            page.add_init_script(script)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", lambda one: None if one.url.startswith((served, "file:", "data:")) else wrong.append(one.url))
        page.goto(address)
        if search:
            page.click(BOX) if width > 600 else page.tap("header label[for=__search]")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not wrong


def type_in(page: Any, query: str) -> None:
    """Committed at once, as an input method does, in place of what was there; waits for what it leads to."""
    page.fill(BOX, "")
    page.keyboard.insert_text(query)
    page.wait_for_function("query => document.querySelector('[data-md-component=search-query]').value === query", arg=query)
    page.wait_for_timeout(400)


@pytest.fixture(scope="module")
def rank(browser: Any, served: str, site: Path) -> Rank:
    """What the worker shows for a query: the section of each shown document, and whether it says what it lacks."""
    page = browser.new_page()
    page.goto(served)
    index = index_of(site)
    worker = next((site / "assets" / "javascripts").glob("handbook-search.*.js")).relative_to(site).as_posix()
    section = {doc["location"]: doc["section"] for doc in index["docs"]}
    known = {doc["section"] for doc in index["docs"] if doc["kind"] == "section"}
    asked = [str(query[script]) for name in SETS for query in queries(name, known) for script in SCRIPTS]
    asked += [query for name in SETS for query in unanswerable(name)]
    answers = dict(zip(asked, page.evaluate(ASK, [served + worker, index, asked]), strict=True))
    page.close()

    def shown(query: str) -> list[tuple[str, bool]]:
        items = [item for group in answers[query] for item in group if item["score"] > 0 and "hb-near" not in item["title"]]
        return [(section[item["location"]], False in item["terms"].values()) for item in items]

    return shown


@pytest.mark.parametrize("name", SETS)
def test_readers_find_what_they_mean(rank: Rank, site: Path, name: str) -> None:
    known = {doc["section"] for doc in index_of(site)["docs"] if doc["kind"] == "section"}
    found: list[Figures] = [measure(queries(name, known), script, rank) for script in SCRIPTS]
    for one in found:
        assert one.first >= 0.90, one.missed
        assert one.three >= 0.97, one.missed
        assert one.none <= 0.02, one.missed
        assert one.keywords == 1, one.missed
    assert abs(found[0].first - found[1].first) <= 0.02
    assert len(unlabelled(unanswerable(name), rank)) <= 0.1 * len(unanswerable(name))


@pytest.mark.parametrize("width", [360, 1300])
@pytest.mark.parametrize("files", [False, True], ids=["served", "files"])
def test_a_result_leads_to_its_article_marked(open_page: Open, site: Path, served: str, width: int, files: bool) -> None:
    """On a phone by touch, at a desk by keyboard; served, and from a copy opened as files, where workers are forbidden."""
    page = open_page(f"{site.as_uri()}/index.html" if files else served, width)
    type_in(page, "三十秒")
    page.wait_for_selector(RESULT)
    if width < 600:
        page.locator(f"{RESULT} a").first.tap()
    else:
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
    page.wait_for_function("location.hash === '#4.1-2'")
    page.wait_for_selector(".md-content mark")
    assert page.inner_text(".md-content mark >> nth=0").startswith("30")
    assert page.locator("[id='4.1-2']").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_copy_opened_as_files_leads_on(open_page: Open, site: Path) -> None:
    """Links to folders reach their pages, and the search works there too."""
    page = open_page(f"{site.as_uri()}/regulation/4.1/index.html", search=False)
    page.locator(".md-tabs a, .md-nav a").filter(has_text="崗位與部門").first.click()
    page.wait_for_url("**/roles/index.html")
    assert page.locator("h1").is_visible()
    page.click(BOX)
    type_in(page, "客訴")
    assert "#4" in page.locator(f"{RESULT} a").first.get_attribute("href")


def test_the_index_is_fetched_when_somebody_searches(open_page: Open) -> None:
    """Not with every page; and whoever types on while it is on its way gets the answer to the last query."""
    page = open_page(search=False)
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.reload(wait_until="networkidle")
    assert not [url for url in fetched if "/search/index." in url]
    page.route("**/search/index.*", lambda route: (page.wait_for_timeout(300), route.continue_()))
    page.click(BOX)
    page.keyboard.type("服務態度")
    page.wait_for_selector(RESULT)
    assert [url for url in fetched if "/search/index." in url]
    assert page.inner_text(f"{RESULT} mark >> nth=0") == "服務態度"


def test_the_keyboard_alone(open_page: Open) -> None:
    page = open_page(search=False)
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.matches('[data-md-component=search-query]')")
    page.keyboard.type("回訪")
    page.wait_for_selector(RESULT)
    page.keyboard.press("ArrowDown")
    assert "回訪" in page.evaluate("document.activeElement.closest('li').innerText")
    page.keyboard.press("Escape")
    page.wait_for_selector(RESULT, state="hidden")


def test_nothing_answers_and_it_says_so(open_page: Open) -> None:
    page = open_page()
    type_in(page, "停車位")
    assert page.inner_text(META) == "條文中沒有與此相符的內容"
    assert not page.locator(RESULT).count()
    type_in(page, "誠心經瑩")
    page.wait_for_selector(f"{RESULT} .hb-near")
    assert page.inner_text(META).startswith("條文沒有回答這個問題")
    assert "誠心經瑩" in page.inner_text(LABEL + " >> nth=0")
    type_in(page, "投訴")
    assert "處相符" in page.inner_text(META)
    assert not page.locator(".hb-near").count()


def test_what_is_missing_is_named(open_page: Open) -> None:
    page = open_page()
    type_in(page, "客戶投訴賠償金")
    assert page.locator(f"{RESULT} article").count()
    assert "賠償金" in page.inner_text(LABEL + " >> nth=0")


def test_the_contract_with_material(open_page: Open) -> None:
    """The private protocol of the version we are pinned to: what its script sends a worker, and what it makes of an answer."""
    assert importlib.metadata.version("mkdocs-material") == "9.8.1", "read the release notes, then this test"
    page = open_page(script=WATCH)
    type_in(page, "投訴")
    page.wait_for_selector(RESULT)
    assert "assets/javascripts/handbook-search." in page.evaluate("window.__worker")
    messages = page.evaluate("window.__messages")
    way, first = messages[0]
    assert (way, first["type"]) == ("in", 0)
    assert {"config", "docs"} <= first["data"].keys()
    assert first["data"]["config"]["handbook"], "the settings beside Material's own are handed on"
    assert ["out", {"type": 1}] in messages
    assert [data for way, data in messages if way == "in" and data["type"] == 2][-1] == {"type": 2, "data": "投訴"}
    answer = [data for way, data in messages if way == "out" and data["type"] == 3][-1]["data"]["items"]
    best = max((item for item in answer[0]), key=lambda item: item["score"])
    assert {"location", "score", "title", "text", "terms"} <= best.keys()
    item = page.locator(RESULT).first
    assert float(item.locator("article").nth(1).get_attribute("data-md-score")) == pytest.approx(best["score"], abs=0.01)
    assert item.locator("mark").count()
    link = item.locator("a").first.get_attribute("href")
    assert f"?h={'%E6%8A%95%E8%A8%B4'}" in link
    assert link.endswith(best["location"].partition("#")[2])
