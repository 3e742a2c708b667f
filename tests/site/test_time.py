"""Time on the pages: every edition stays readable, every change shows, every id ever published says what became of it."""

from __future__ import annotations

import json
import re
from datetime import date
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.citation import citations
from checker.regulation.book import Book
from checker.rules.load import Encoding
from checker.site.pages import files, pages
from checker.site.redline import pieces, redline
from checker.site.times import fate
from checker.site.view import look

Regulation = tuple[Book, Encoding]
FIRST, SECOND, THIRD = date(2026, 1, 10), date(2026, 3, 10), date(2026, 5, 10)


def plain(html: str) -> str:
    return re.sub(r"<[^>]+>", "", html)


def test_each_edition_keeps_its_own_words(second: Regulation) -> None:
    made = pages(*second, THIRD)
    assert "within 14 days" in made["v/2026-01-01.md"]
    assert "within 21 days" in made["v/2026-03-01.md"]
    assert 'id="1-4"' in made["v/2026-03-01.md"]
    assert 'id="1-4"' not in made["v/2026-05-01.md"]
    assert 'id="1-2-1"' in made["v/2026-05-01.md"]


def test_only_the_edition_in_force_is_without_a_band(second: Regulation) -> None:
    made = pages(*second, SECOND)
    assert "no longer in force" in made["v/2026-01-01.md"]
    assert "hb-band" not in made["v/2026-03-01.md"]
    assert "not yet in force" in made["v/2026-05-01.md"]
    for path in ("v/2026-01-01.md", "v/2026-05-01.md"):
        assert 'href="../2026-03-01/"' in made[path], "the way to the edition in force"


@pytest.mark.parametrize(
    ("day", "unit", "state"),
    [
        (FIRST, "article/1-4", "current"),
        (THIRD, "article/1-4", "repealed"),
        (THIRD, "article/1-2-1", "current"),
        (FIRST, "article/1-2-1", "future"),
        (FIRST, "duty/1-4.a", "current"),
        (THIRD, "duty/1-4.a", "repealed"),
    ],
)
def test_what_became_of_a_unit(second: Regulation, day: date, unit: str, state: str) -> None:
    assert fate(look(*second, day), unit).state == state


@pytest.mark.parametrize("day", [FIRST, SECOND, THIRD])
def test_every_article_ever_published_keeps_its_address(second: Regulation, day: date) -> None:
    text = pages(*second, day)["regulation/1/index.md"]
    for article in ("1-1", "1-2", "1-2-1", "1-3", "1-4"):
        assert len(re.findall(rf"\{{ #{article} |id=\"{article}\"", text)) == 1, article


def test_a_repealed_article_says_so_and_where_its_words_are(second: Regulation) -> None:
    text = pages(*second, THIRD)["regulation/1/index.md"]
    gone = text[text.index('id="1-4"') :]
    assert "Repealed from 2026-05-01" in plain(gone)
    assert 'href="../../revisions/3/"' in gone
    assert 'href="../../v/2026-03-01/#1-4"' in gone


def test_an_article_tells_its_history(second: Regulation) -> None:
    text = pages(*second, THIRD)["regulation/1/index.md"]
    notes = text[text.index("#1-2 ") : text.index("#1-2-1 ")]
    assert "2026-01-01 Inserted Revision 1: First edition" in plain(notes)
    assert "2026-03-01 Amended Revision 2: Longer loans" in plain(notes)


def test_a_citation_leads_to_the_edition_cited(second: Regulation) -> None:
    text = pages(*second, SECOND)["regulation/1/index.md"]
    assert 'data-hb-link="../../v/2026-03-01/#1-2"' in text


def test_a_revision_shows_reason_authority_and_redline(second: Regulation) -> None:
    text = pages(*second, THIRD)["revisions/2.md"]
    assert "Fourteen days proved too short" in text
    assert "amend (conferred)" in text
    assert "### art. 1-2 Return {" in text
    assert "### art. 1-4 Fees {" in pages(*second, THIRD)["revisions/3.md"]
    assert re.search(r"<del>(?:<span[^>]*>[^<]*</span>)14</del><ins>(?:<span[^>]*>[^<]*</span>)21</ins>", text)
    assert "[deleted]" in text
    assert "[inserted]" in text


def test_the_first_revision_points_to_its_edition(second: Regulation) -> None:
    text = pages(*second, THIRD)["revisions/1.md"]
    assert "8 articles" in text
    assert 'href="../../v/2026-01-01/"' in text
    assert "the first edition makes the powers" in text


def test_citations_in_a_text() -> None:
    def found(text: str) -> list[tuple[str, tuple[str, ...]]]:
        return [(text[one.start : one.end], one.targets) for one in citations(text, "4.3")]

    assert found("應按本節第3條至第7條的步驟處理") == [
        ("本節第3條", ("4.3-3",)),
        ("第7條", ("4.3-7", "4.3-4", "4.3-5", "4.3-6")),
    ]
    assert found("依第4.1節第2條和第3條之一辦理") == [("第4.1節第2條", ("4.1-2",)), ("第3條之一", ("4.1-3-1",))]
    assert found("第4章第6條、第2節、本節第10條") == [("第4章第6條", ("4-6",)), ("第2節", ("2",)), ("本節第10條", ("4.3-10",))]
    assert found("see art. 1-2-1 and s. 2.") == [("art. 1-2-1", ("1-2-1",)), ("s. 2", ("2",))]
    assert found("一條龍服務，分三節課") == []


@given(st.text("甲乙丙丁戊 a1b2\n。", max_size=40), st.text("甲乙丙丁戊 a1b2\n。", max_size=40))
def test_a_redline_holds_both_texts(before: str, after: str) -> None:
    runs = pieces(before, after)
    assert "".join(text for kind, text in runs if kind != "ins") == before
    assert "".join(text for kind, text in runs if kind != "del") == after
    assert all(text for _, text in runs)


def test_a_redline_is_as_small_as_the_change_and_escaped() -> None:
    assert pieces("應在 30 秒內回應客戶", "應在 3 分鐘內回應客戶")[0] == ("same", "應在 ")
    assert pieces("甲乙", "甲乙") == [("same", "甲乙")]
    assert "<b>" not in redline("<b>甲", "<i>甲", "刪", "增")


def test_the_feed_is_atom(second: Regulation) -> None:
    tree = ElementTree.fromstring(files(*second, THIRD)["revisions.xml"])
    name = "{http://www.w3.org/2005/Atom}"
    entries = tree.findall(f"{name}entry")
    assert [entry.find(f"{name}link").get("href") for entry in entries] == ["revisions/3/", "revisions/2/", "revisions/1/"]  # type: ignore[union-attr]
    assert len({entry.findtext(f"{name}id") for entry in entries}) == 3
    assert tree.findtext(f"{name}updated") == "2026-04-02T00:00:00Z"


def test_editions_as_json(second: Regulation) -> None:
    made = files(*second, SECOND)
    current, first = json.loads(made["api/edition.json"]), json.loads(made["api/v/2026-01-01.json"])
    assert (current["effective"], current["until"], current["revision"]) == ("2026-03-01", "2026-05-01", 2)
    assert first["until"] == "2026-03-01"
    assert first["units"]["article/1-2"]["text"] == "A borrower shall return an item within 14 days."
    assert first["digest"] == second[0].history.revisions[0].result
    assert first["order"][:3] == ["1", "1-1", "1-2"]
