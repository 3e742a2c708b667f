"""The ranking in Python: a table of cases, which the browser's worker is held to as well, and its parts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from checker.regulation.book import Book
from checker.rules.load import Encoding
from checker.site import search, terms
from checker.site.documents import fold, folding
from tests.site.conftest import ROOT, regulation

CASES = yaml.safe_load((Path(__file__).parent / "search_cases.yml").read_text(encoding="utf-8"))["cases"]


def fits(case: dict[str, Any], hits: list[dict[str, Any]]) -> bool:
    """Whether results answer a case. A hit has article, section and missing."""
    if case.get("none"):
        return not hits
    if not hits:
        return False
    first = hits[0]
    if "article" in case and first["article"] != case["article"]:
        return False
    if "sections" in case and (first["section"] not in case["sections"] or first["missing"]):
        return False
    return "missing" not in case or first["missing"] == case["missing"]


@pytest.fixture(scope="module")
def index(handbook: tuple[Book, Encoding]) -> dict[str, Any]:
    return search.index(*handbook)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["query"])
def test_case(index: dict[str, Any], case: dict[str, Any]) -> None:
    hits = search.query(index, case["query"])
    assert fits(case, hits), [(hit["location"], hit["score"], hit["missing"]) for hit in hits[:4]]


def test_a_hit_says_where_it_is(index: dict[str, Any]) -> None:
    hit = search.query(index, "30 秒")[0]
    assert hit["location"] == "regulation/4.1/#4.1-2"
    assert (hit["article"], hit["section"], hit["kind"]) == ("4.1-2", "4.1", "article")
    assert hit["score"] > 0


def test_one_document_an_article(index: dict[str, Any], handbook: tuple[Book, Encoding]) -> None:
    articles = [doc["article"] for doc in index["docs"] if doc["kind"] == "article"]
    assert sorted(articles) == sorted(k.partition("/")[2] for k in handbook[0].edition().units if k.startswith("article/"))
    locations = [doc["location"] for doc in index["docs"]]
    assert len(set(locations)) == len(locations)
    assert {"section", "article", "role", "rule", "record"} <= {doc["kind"] for doc in index["docs"]}


def test_scripts_find_the_same(index: dict[str, Any]) -> None:
    table = {old: new for old, new in folding().items() if len(new) == 1}
    for case in CASES:
        simplified = "".join(table.get(c, c) for c in case["query"])
        found = [[hit["location"] for hit in search.query(index, q)] for q in (case["query"], simplified)]
        assert found[0] == found[1], case["query"]


def test_the_fold_table_is_enough(index: dict[str, Any]) -> None:
    """Leaving out of the index the characters no document has changes nothing."""
    old, new = index["config"]["handbook"]["fold"]
    small, whole = dict(zip(old, new, strict=True)), folding()
    assert len(small) < len(whole)
    text = "".join(doc["title"] + doc["text"] for doc in index["docs"])
    assert fold(text, small) == fold(text, whole)


def test_it_stays_small(index: dict[str, Any]) -> None:
    assert len(json.dumps(index, ensure_ascii=False).encode()) < 120_000


def test_latin_words_are_whole_or_begin_one() -> None:
    assert terms.count("quality it items", "it") == 1
    assert terms.count("complaints", "complaint") == 1
    assert terms.count("回應客戶,回應", "回應") == 2


def test_a_regulation_without_synonyms() -> None:
    index = search.index(*regulation(ROOT / "tests" / "second"))
    assert search.query(index, "1-2")[0]["article"] == "1-2"
    assert search.query(index, "return within 21 days")[0]["article"] == "1-2"
