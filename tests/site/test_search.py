"""The ranking in Python: a table of cases, which the browser's worker is held to as well, and its parts."""

from __future__ import annotations

import gzip
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from checker.regulation.book import Book
from checker.rules.load import Encoding
from checker.site import client, search, terms
from checker.site.documents import fold, folding
from tests.site.conftest import ROOT, regulation
from tests.site.queries import SCRIPTS, SETS, Rank, measure, queries, unanswerable, unlabelled

CASES = yaml.safe_load((Path(__file__).parent / "search_cases.yml").read_text(encoding="utf-8"))["cases"]


def fits(case: dict[str, Any], hits: list[dict[str, Any]]) -> bool:
    """Whether results answer a case. A hit has article, section and missing."""
    if case.get("none"):
        return not hits
    if case.get("near"):
        return bool(hits) and all(hit["near"] and hit["missing"] for hit in hits)
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


@pytest.fixture(scope="module")
def ranking(index: dict[str, Any]) -> search.Ranking:
    return search.Ranking(index)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["query"])
def test_case(ranking: search.Ranking, case: dict[str, Any]) -> None:
    hits = ranking.query(case["query"])
    assert fits(case, hits), [(hit["location"], hit["score"], hit["missing"]) for hit in hits[:4]]


def test_a_hit_says_where_it_is(ranking: search.Ranking) -> None:
    hit = ranking.query("30 秒")[0]
    assert hit["location"] == "regulation/4.1/#4.1-2"
    assert (hit["article"], hit["section"], hit["kind"]) == ("4.1-2", "4.1", "article")
    assert hit["score"] > 0


def test_one_document_an_article(index: dict[str, Any], handbook: tuple[Book, Encoding]) -> None:
    articles = [doc["article"] for doc in index["docs"] if doc["kind"] == "article"]
    assert sorted(articles) == sorted(k.partition("/")[2] for k in handbook[0].edition().units if k.startswith("article/"))
    locations = [doc["location"] for doc in index["docs"]]
    assert len(set(locations)) == len(locations)
    assert {"section", "article", "role", "rule", "record"} <= {doc["kind"] for doc in index["docs"]}


def test_scripts_find_the_same(ranking: search.Ranking) -> None:
    table = {old: new for old, new in folding().items() if len(new) == 1}
    for case in CASES:
        simplified = "".join(table.get(c, c) for c in case["query"])
        found = [[hit["location"] for hit in ranking.query(q)] for q in (case["query"], simplified)]
        assert found[0] == found[1], case["query"]


def test_the_fold_table_is_enough(index: dict[str, Any]) -> None:
    """Leaving out of the index the characters no document has changes nothing."""
    old, new = index["config"]["handbook"]["fold"]
    small, whole = dict(zip(old, new, strict=True)), folding()
    assert len(small) < len(whole)
    text = "".join(doc["title"] + doc["text"] for doc in index["docs"])
    assert fold(text, small) == fold(text, whole)


def test_what_is_loaded_stays_small(index: dict[str, Any]) -> None:
    """Index, tables, worker and the page's script, as they are sent."""
    sent = [text for path, text in client.files(index).items() if path != "search/search_index.js"]
    assert sum(len(gzip.compress(text.encode(), 9)) for text in sent) < 64_000


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("name", SETS)
def test_readers_find_what_they_mean(index: dict[str, Any], ranking: search.Ranking, name: str, script: str) -> None:
    """The bars, over the queries that the sections of this regulation answer."""
    found = measure(queries(name, sections(index)), script, rank(ranking))
    assert found.first >= 0.90, found.missed
    assert found.three >= 0.97, found.missed
    assert found.none <= 0.02, found.missed
    assert found.keywords == 1, found.missed


@pytest.mark.parametrize("name", SETS)
def test_scripts_find_alike(index: dict[str, Any], ranking: search.Ranking, name: str) -> None:
    both = [measure(queries(name, sections(index)), script, rank(ranking)).first for script in SCRIPTS]
    assert abs(both[0] - both[1]) <= 0.02


@pytest.mark.parametrize("name", SETS)
def test_what_is_not_answered_is_not_shown_as_if(ranking: search.Ranking, name: str) -> None:
    asked = unanswerable(name)
    assert len(wrong := unlabelled(asked, rank(ranking))) <= 0.1 * len(asked), wrong


def rank(ranking: search.Ranking) -> Rank:
    return lambda text: [(hit["section"], bool(hit["missing"])) for hit in ranking.query(text) if not hit["near"]]


def sections(index: dict[str, Any]) -> set[str]:
    return {doc["section"] for doc in index["docs"] if doc["kind"] == "section"}


def test_near_results_are_none_of_the_answers(ranking: search.Ranking) -> None:
    hits = ranking.query("看屋預弱")
    assert hits
    assert len({hit["near"] for hit in hits}) == 1


@pytest.mark.parametrize(
    ("kind", "text"), [("role", "客服專員"), ("rule", "首次回應時限"), ("record", "投訴紀錄"), ("term", "規定時間")]
)
def test_registers_are_found_too(ranking: search.Ranking, kind: str, text: str) -> None:
    assert kind in {hit["kind"] for hit in ranking.query(text)}


def test_an_article_is_found_by_what_the_data_say_of_it(ranking: search.Ranking) -> None:
    """Its bearer, its limit, its English name."""
    for text in ("運營人員", "時限", "first reply", "operations staff"):
        assert "4.1-2" in [hit["article"] for hit in ranking.query(text)], text


SYNONYMS = yaml.safe_load((ROOT / "docs/reference/synonyms.yml").read_text(encoding="utf-8"))


def test_question_words_do_not_cut_words() -> None:
    """A single character left out of queries would tear words apart: 用 in 試用期."""
    short = {word for word in SYNONYMS["ignored"] + SYNONYMS["light"] if len(word) == 1 and terms.is_han(word)}
    assert short <= set("誰嗎呢啥咋")


def test_a_readers_word_means_one_thing() -> None:
    """The same word in several groups blurs what it leads to; two at most, and never also left out."""
    readers = [word for group in SYNONYMS["synonyms"] for word in group["words"] if not str(word).endswith("*")]
    assert not [word for word, times in Counter(map(str, readers)).items() if times > 2]
    assert not set(map(str, readers)) & set(SYNONYMS["ignored"])


@pytest.mark.parametrize(("numerals", "digits"), [("三", "3"), ("十", "10"), ("十五", "15"), ("二十四", "24"), ("两", "2")])
def test_figures(numerals: str, digits: str) -> None:
    assert terms.figure(numerals) == digits


@pytest.mark.parametrize(("word", "rest"), [("complaints", "complaint"), ("training", "train"), ("hr", "hr"), ("客戶", "客戶")])
def test_stem(word: str, rest: str) -> None:
    assert terms.stem(word) == rest


def test_latin_words_are_whole_or_begin_one() -> None:
    assert terms.count("quality it items", "it") == 1
    assert terms.count("complaints", "complaint") == 1
    assert terms.count("回應客戶,回應", "回應") == 2


def test_a_regulation_without_synonyms() -> None:
    ranking = search.Ranking(search.index(*regulation(ROOT / "tests" / "second")))
    assert ranking.query("1-2")[0]["article"] == "1-2"
    assert ranking.query("return within 21 days")[0]["article"] == "1-2"
