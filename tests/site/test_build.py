"""The site as MkDocs builds it, strictly: every link and anchor resolves, nothing comes from elsewhere."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from checker.regulation.book import Book
from checker.rules.load import Encoding

BASE = "http://site.invalid/"


class Page(HTMLParser):
    """The ids, links and loaded resources of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loads: list[str] = []
        self.lang: str | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if "id" in found:
            self.ids.append(found["id"])
        if tag == "html":
            self.lang = found.get("lang")
        if tag == "a" and "href" in found:
            self.links.append(found["href"])
        if tag in ("script", "img", "iframe", "source") and "src" in found:
            self.loads.append(found["src"])
        if tag == "link" and found.get("rel") in ("stylesheet", "icon", "preconnect", "preload"):
            self.loads.append(found["href"])


@pytest.fixture(scope="module")
def built(site: Path) -> dict[str, Page]:
    """Address to page."""
    pages = {}
    for path in sorted(site.rglob("*.html")):
        address = path.relative_to(site).as_posix().removesuffix("index.html")
        pages[address] = Page(path.read_text(encoding="utf-8"))
    return pages


def test_every_link_and_anchor_resolves(site: Path, built: dict[str, Page]) -> None:
    dead = []
    for address, page in built.items():
        if address == "404.html":  # served anywhere, so its links are absolute
            continue
        for link in page.links + page.loads:
            target = urlsplit(urljoin(BASE + address, link))
            if target.scheme not in ("http", "https"):
                continue
            path, anchor = unquote(target.path.lstrip("/")), unquote(target.fragment)
            if target.netloc != urlsplit(BASE).netloc:
                dead.append((address, link, "elsewhere"))
            elif path in built:
                if anchor and anchor not in built[path].ids and not anchor.startswith("__"):
                    dead.append((address, link, "no such anchor"))
            elif not (site / path).is_file():
                dead.append((address, link, "no such page"))
    assert not dead


def test_every_article_has_its_anchor_once(built: dict[str, Page], handbook: tuple[Book, Encoding]) -> None:
    for key in handbook[0].edition().units:
        kind, _, name = key.partition("/")
        if kind == "article":
            assert built[f"regulation/{name.partition('-')[0]}/"].ids.count(name) == 1
    doubled = {address: page for address, page in built.items() if len(set(page.ids)) != len(page.ids)}
    assert not doubled


def test_sources_are_not_published(site: Path) -> None:
    published = [path for path in site.rglob("*") if path.suffix in (".md", ".yml", ".yaml")]
    assert not published
    assert {path.name for path in site.iterdir() if path.is_dir()} <= {
        "api", "assets", "full", "glossary", "guide", "records", "regulation", "revisions", "roles", "rules", "schema",
        "coverage", "questions", "search", "terms", "training", "v",
    }  # fmt: skip


def test_pages_say_their_language(built: dict[str, Page]) -> None:
    assert {page.lang for page in built.values()} == {"zh-Hant"}


def test_the_worker_is_ours(site: Path) -> None:
    for path in site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        found = re.search(r'"search": ?"[^"]*?(assets/javascripts/handbook-search\.[0-9a-f]{8}\.js)"', text)
        assert found, path
        assert (site / found[1]).is_file()


def test_the_index_is_ours(site: Path, built: dict[str, Page]) -> None:
    index = json.loads(next((site / "search").glob("index.*.json")).read_text(encoding="utf-8"))
    assert index["docs"]
    told = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    assert not told["docs"], "fetched with every page, so it only says where the index is"
    assert (site / "search" / told["config"]["handbook"]["index"]).is_file()
    for doc in index["docs"]:
        address, _, anchor = doc["location"].partition("#")
        assert address in built
        assert not anchor or anchor in built[address].ids


def test_nothing_is_loaded_from_elsewhere(site: Path, built: dict[str, Page]) -> None:
    assert not [load for page in built.values() for load in page.loads if load.startswith(("http", "//"))]
    styles = "".join(path.read_text(encoding="utf-8") for path in site.glob("assets/*.css"))
    assert "http" not in styles
    assert "@import" not in styles


def test_a_changed_material_stops_the_build() -> None:
    adapter = pytest.importorskip("checker.site.adapter", reason="mkdocs is not installed")
    with pytest.raises(adapter.PluginError, match="Material"):
        adapter._rewired("<html>no worker here</html>", "index.md")
