"""The built site in Chromium: what readers type finds, what they copy is right, and nothing is asked of another host."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from checker.citation import citation
from checker.regulation.book import Book
from checker.rules.load import Encoding
from checker.site import search
from tests.site.test_search import CASES, fits

BOX = "[data-md-component=search-query]"
RESULT = ".md-search-result__item"
ASK = """([address, index, queries]) => new Promise((resolve, reject) => {
  const worker = new Worker(address), answers = []
  worker.onerror = event => reject(new Error(event.message))
  worker.onmessage = ({ data }) => {
    if (data.type === 3) answers.push(data.data.items)
    if (answers.length === queries.length) { worker.terminate(); resolve(answers) }
    else worker.postMessage({ type: 2, data: queries[answers.length] })
  }
  worker.postMessage({ type: 0, data: { config: index.config, docs: index.docs, options: {} } })
})"""


@pytest.fixture
def page(browser: Any, served: str) -> Iterator[Any]:
    """A page at desktop width that records what it asks of other hosts, and errors; both must stay empty."""
    context = browser.new_context(viewport={"width": 1300, "height": 900}, permissions=["clipboard-read", "clipboard-write"])
    opened = context.new_page()
    outside: list[str] = []
    errors: list[str] = []
    opened.on(
        "request", lambda request: None if request.url.startswith((served, "data:", "blob:")) else outside.append(request.url)
    )
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("dialog", lambda dialog: errors.append(f"dialog: {dialog.message}"))
    yield opened
    context.close()
    assert not outside
    assert not errors


def index_of(site: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(next((site / "search").glob("index.*.json")).read_text(encoding="utf-8"))
    return found


def ask(page: Any, served: str, site: Path, queries: list[str]) -> list[list[dict[str, Any]]]:
    """What the worker answers: for each query, its shown items in order, as hits."""
    index = index_of(site)
    worker = next((site / "assets" / "javascripts").glob("handbook-search.*.js")).relative_to(site).as_posix()
    page.goto(served)
    docs = {doc["location"]: doc for doc in index["docs"]}
    answers = page.evaluate(ASK, [served + worker, index, queries])
    return [
        [
            {**docs[item["location"]], **item, "missing": [word for word, there in item["terms"].items() if not there]}
            for group in groups
            for item in group
            if item["score"] > 0
        ]
        for groups in answers
    ]


def test_the_worker_ranks_like_python(page: Any, served: str, site: Path, handbook: tuple[Book, Encoding]) -> None:
    queries = [case["query"] for case in CASES]
    queries += [doc["title"] for doc in index_of(site)["docs"]] + [doc["text"][:12] for doc in index_of(site)["docs"]]
    queries, ranking = list(dict.fromkeys(queries)), search.Ranking(search.index(*handbook))
    for query, hits in zip(queries, ask(page, served, site, queries), strict=True):
        expected = ranking.query(query)
        assert sorted(hit["location"] for hit in hits) == sorted(hit["location"] for hit in expected), query
        if expected:
            assert hits[0]["location"] == expected[0]["location"], query
            assert hits[0]["score"] == pytest.approx(expected[0]["score"], abs=1e-3)
            assert sorted(hits[0]["missing"]) == sorted(expected[0]["missing"]), query


def test_cases_hold_in_the_browser(page: Any, served: str, site: Path) -> None:
    answers = ask(page, served, site, [case["query"] for case in CASES])
    failed = [case["query"] for case, hits in zip(CASES, answers, strict=True) if not fits(case, hits)]
    assert not failed


def test_what_the_worker_shows_is_escaped(page: Any, served: str, site: Path) -> None:
    index = index_of(site)
    index["docs"][1] |= {"title": "<img src=x onerror=alert(1)>客戶", "text": "<script>alert(2)</script>客戶"}
    worker = next((site / "assets" / "javascripts").glob("handbook-search.*.js")).relative_to(site).as_posix()
    page.goto(served)
    (groups,) = page.evaluate(ASK, [served + worker, index, ["客戶 onerror"]])
    shown = json.dumps(groups)
    assert "<img" not in shown
    assert "<script" not in shown
    assert "&lt;img" in shown


@pytest.mark.parametrize("query", ["投訴處理", "投诉处理"])
@pytest.mark.parametrize("way", ["typed", "committed"])
def test_the_box_finds_an_article(page: Any, served: str, query: str, way: str) -> None:
    """Typed key by key, and committed at once as an input method does, without a key event."""
    page.goto(served)
    page.click(BOX)
    if way == "typed":
        page.type(BOX, query)
    else:
        page.keyboard.insert_text(query)
    page.wait_for_selector(RESULT)
    links = page.eval_on_selector_all(f"{RESULT} a", "all => all.map(a => a.href)")
    assert any("#4" in link for link in links)
    assert page.eval_on_selector_all(f"{RESULT} mark", "all => all.map(m => m.textContent).join('')")


def test_a_citation_jumps(page: Any, served: str) -> None:
    page.goto(served)
    page.click(BOX)
    page.keyboard.insert_text("4.1-2")
    page.wait_for_selector(RESULT)
    page.keyboard.press("Enter")
    page.wait_for_url("**/regulation/4.1/**#4.1-2")
    assert page.locator("[id='4.1-2']").is_visible()


def test_what_is_missing_is_said(page: Any, served: str) -> None:
    page.goto(served)
    page.click(BOX)
    page.keyboard.insert_text("客戶發票")
    page.wait_for_selector(RESULT)
    assert "發票" in page.inner_text(".md-search-result__terms >> nth=0")


def test_a_citation_is_copied_by_keyboard(page: Any, served: str, handbook: tuple[Book, Encoding]) -> None:
    page.goto(f"{served}regulation/4.1/")
    button = page.get_by_role("button", name="複製第4.1節第2條的引用")
    button.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".hb-said--shown")
    words, _, address = page.evaluate("navigator.clipboard.readText()").rpartition(" ")
    edition = handbook[0].edition()
    assert words == citation(handbook[0].title, "4.1-2", edition)
    assert address == f"{served}v/{edition.effective}/#4.1-2"
    assert words in page.inner_text("[role=status].hb-said")
    page.goto(address)
    assert page.locator("[id='4.1-2']").is_visible()


@pytest.mark.parametrize("width", [360, 1300])
@pytest.mark.parametrize(
    "path", ["", "regulation/", "regulation/4.1/", "regulation/4.3/", "rules/", "records/feedback/", "roles/", "terms/"]
)
def test_pages_fit(page: Any, served: str, path: str, width: int) -> None:
    """No page scrolls sideways; wide tables do, by themselves."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(served + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("h1").count() == 1
