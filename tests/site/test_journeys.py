"""What readers come to do, from the first page on, on a phone and at a desk, in a regulation that was amended lately."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from checker.regulation.book import Book
from checker.regulation.files import read
from checker.regulation.revise import draft
from checker.rules.model import read_model
from tests.site.conftest import ROOT, serving

BOX = "[data-md-component=search-query]"
RESULT = ".md-search-result__item"


@dataclass(frozen=True)
class Amended:
    """A copy of the project in which the first reply has 20 seconds instead of 30 since a week ago, built and served."""

    root: Path
    address: str
    book: Book
    since: date


@pytest.fixture(scope="module")
def amended(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Amended]:
    adapter = pytest.importorskip("checker.site.adapter", reason="mkdocs is not installed")
    root = tmp_path_factory.mktemp("amended")
    for part in ("docs", "schema", "revisions"):
        shutil.copytree(ROOT / part, root / part)
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").replace("checker/site/", f"{ROOT.as_posix()}/checker/site/")
    (root / "mkdocs.yml").write_text(config, encoding="utf-8")
    for folder, old, new in (
        ("regulation", "在 30 秒內", "在 20 秒內"),
        ("data", "30 秒內", "20 秒內"),
        ("data", "PT30S", "PT20S"),
    ):
        for path in sorted((root / "docs" / folder).rglob("4.1*" if folder == "regulation" else "*.yml")):
            path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    book = read_model(read(root)[0]).book
    since = datetime.now(ZoneInfo(book.zone)).date() - timedelta(days=7)
    made = draft(book, since, issuer="management", power="amend", title="首次回應", reason="試", provisional=False)
    assert made is not None
    (root / "revisions" / made[0]).write_text(made[1], encoding="utf-8")
    adapter.build(root, root / "site")
    with serving(root / "site") as address:
        yield Amended(root, address, read_model(read(root)[0]).book, since)


@pytest.fixture(params=[360, 1300], ids=["phone", "desk"])
def page(request: pytest.FixtureRequest, browser: Any) -> Iterator[Any]:
    rights = ["clipboard-read", "clipboard-write"]
    phone = request.param < 600
    context = browser.new_context(
        viewport={"width": request.param, "height": 800}, permissions=rights, has_touch=phone, is_mobile=phone
    )
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    context.close()
    assert not errors


def search_for(page: Any, query: str) -> None:
    """As the width has it: by the box, or by the button that opens it."""
    box = page.locator(BOX)
    if page.viewport_size["width"] > 600:
        box.click()
    else:
        page.tap("header label[for=__search]")
    page.keyboard.insert_text(query)
    page.wait_for_selector(RESULT)


def cite(page: Any) -> str:
    page.get_by_role("button", name="複製第4.1節第2條的引用").click()
    page.wait_for_selector(".hb-said--shown")
    copied: str = page.evaluate("navigator.clipboard.readText()")
    return copied


@pytest.mark.parametrize("way", ["by my role", "by search"])
def test_find_my_limit_and_cite_it(page: Any, amended: Amended, way: str) -> None:
    page.goto(amended.address)
    if way == "by my role":
        page.locator(".hb-chips").get_by_role("link", name="運營人員", exact=True).click()
        row = page.locator("#limits ~ .hb-table tr", has_text="20 秒").first
        assert "恰滿仍在限內" in row.inner_text()
        row.get_by_role("link", name="第4.1節第2條").click()
    else:
        search_for(page, "客人來問幾秒內要回")
        page.locator(f"{RESULT} a", has_text="首次回應").first.click()
    page.wait_for_function("location.pathname.endsWith('/regulation/4.1/') && location.hash === '#4.1-2'")
    words, _, link = cite(page).partition(" ")
    assert words == f"《{amended.book.title['zh-Hant']}》第4.1節第2條（{amended.since}起施行）"
    page.goto(link)
    assert "20 秒" in page.locator("[id='4.1-2'] + p").inner_text(), "the dated link shows what was cited"


def test_read_an_article_as_of_a_date(page: Any, amended: Amended) -> None:
    first = amended.book.history.editions[0]
    page.goto(f"{amended.address}regulation/4.1/#4.1-2")
    assert "20 秒" in page.locator("[id='4.1-2'] + p").inner_text()
    page.goto(amended.address)
    page.locator(".hb-doors a", has_text="某一天適用的條文").click()
    page.locator(f"a[href*='v/{first.effective}/']:visible").first.click()
    page.wait_for_url(f"**/v/{first.effective}/")
    said = page.locator("article.md-content__inner").inner_text()
    assert str(amended.since) in said[:600], "an edition that is not current says so, and since when"
    page.goto(f"{page.url}#4.1-2")
    assert page.locator("[id='4.1-2'] + p").inner_text() == first.units["article/4.1-2"]["text"]
    assert "30 秒" in page.locator("[id='4.1-2'] + p").inner_text()


def test_see_what_changed_for_my_role(page: Any, amended: Amended) -> None:
    page.goto(amended.address)
    page.locator(".hb-chips").get_by_role("link", name="運營人員", exact=True).click()
    lately = page.locator("#lately + ul")
    assert str(amended.since) in lately.inner_text()
    assert "第4.1節第2條" in lately.inner_text()
    lately.get_by_role("link", name="首次回應").first.click()
    page.wait_for_url("**/revisions/2/")
    assert page.locator("del", has_text="3").first.is_visible()
    assert page.locator("ins", has_text="2").first.is_visible()
    page.goto(f"{amended.address}roles/receiving-employee/")
    assert not page.locator("#lately + ul").count(), "another role's page does not claim the change"


def test_from_a_findings_link_to_its_article(page: Any, amended: Amended, tmp_path: Path) -> None:
    """A record of January is judged by the first edition, so its finding leads there, and from there to the law of today."""
    rows = "諮詢編號,諮詢時間,首次回應時間\nI1,2026-01-05 10:00:00,2026-01-05 10:01:00\n"
    (tmp_path / "客戶諮詢.csv").write_text(rows, encoding="utf-8")
    command = [sys.executable, "-m", "checker", "check", str(tmp_path / "客戶諮詢.csv"), "--format", "json"]
    done = subprocess.run([*command, "--root", str(ROOT)], cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    (finding,) = (f for f in json.loads(done.stdout)["findings"] if f["rule"] == "inquiry-reply-time")
    page.goto(amended.address + finding["link"])
    heading = page.locator("[id='4.1-2']")
    assert heading.is_visible()
    assert 0 <= heading.bounding_box()["y"] < 800, "the article is on the screen"
    assert "30 秒" in page.locator("[id='4.1-2'] + p").inner_text()
    page.goto(f"{amended.address}rules/{finding['rule']}/")
    page.locator(".hb-law").get_by_role("link", name="第4.1節第2條").click()
    page.wait_for_url("**/regulation/4.1/#4.1-2")
