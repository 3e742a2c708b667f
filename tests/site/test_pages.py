"""Pages are text made from the regulation alone."""

from __future__ import annotations

import re
from datetime import date

import pytest

from checker.regulation.book import Book
from checker.rules.load import Encoding
from checker.site.markup import folder, law_text, table, url
from checker.site.pages import navigation, pages
from checker.site.view import look
from checker.site.words import duration

Regulation = tuple[Book, Encoding]
BEFORE, AFTER = date(2026, 1, 15), date(2026, 2, 15)


def article(text: str) -> str:
    return text[text.index("#1-1 ") :]


def test_addresses_are_relative_and_stable() -> None:
    assert folder("regulation/4.1") == "regulation/4.1/"
    assert folder("rules/index") == "rules/"
    assert folder("index") == ""
    assert url("regulation/4.1", "rules/a") == "../../rules/a/"
    assert url("rules/index", "regulation/4.1", "4.1-2") == "../regulation/4.1/#4.1-2"
    assert url("terms", "terms") == "./"


def test_html_in_data_is_text() -> None:
    assert law_text("甲<script>&乙") == "甲&lt;script>&amp;乙"
    assert "<b>" not in table(["<b>"], [])


def test_same_day_same_pages(trial: Regulation) -> None:
    assert pages(*trial, AFTER) == pages(*trial, AFTER)


def test_an_article_says_what_is_known_of_it(trial: Regulation) -> None:
    text = article(pages(*trial, AFTER)["regulation/1/index.md"])
    assert "義務" in text
    assert 'href="../../roles/company/"' in text
    assert 'href="../../rules/quick-end/"' in text
    assert "30 秒，恰滿仍在限內" in text
    assert text.count("《試行規定》第1章第1條（2026-01-01起施行）") >= 2
    assert 'aria-label="複製第1章第1條的引用"' in text


def test_an_open_term_is_open_until_read(trial: Regulation) -> None:
    before, after = (article(pages(*trial, day)["regulation/1/index.md"]) for day in (BEFORE, AFTER))
    assert "尚無解釋，可由" in before
    assert "未生效" in before
    assert "已定為 3 日" in after
    assert "第 1 號解釋" in after
    assert "現行版本" in after


def test_a_rule_is_explained(trial: Regulation) -> None:
    text = pages(*trial, AFTER)["rules/quick-end.md"]
    for part in ("第1章第1條", "程度", "things", "started_at", "30 秒", "status", "合規的例子", "違反的例子", "10:00:30"):
        assert part in text
    assert "&lt;b&gt;10:00:31" in text


def test_a_role_gathers_its_duties(trial: Regulation) -> None:
    text = pages(*trial, AFTER)["roles/company.md"]
    assert "應做的事" in text
    assert "../../regulation/1/#1-1" in text


@pytest.mark.parametrize(
    ("iso", "words"), [("PT30S", "30 秒"), ("P3M", "3 個月"), ("P1Y", "1 年"), ("soon", "soon"), ("P1D", "1 日")]
)
def test_durations_in_words(trial: Regulation, iso: str, words: str) -> None:
    assert duration(look(*trial, AFTER), iso) == words


def test_every_menu_entry_is_a_page(handbook: Regulation) -> None:
    made = pages(*handbook)

    def targets(menu: object) -> list[str]:
        if isinstance(menu, str):
            return [menu]
        parts = menu.values() if isinstance(menu, dict) else menu
        return [target for part in parts for target in targets(part)]  # type: ignore[attr-defined]

    listed = targets(navigation(*handbook))
    assert len(listed) == len(set(listed))
    assert set(listed) <= made.keys()
    assert all(path.startswith(("v/", "revisions/")) for path in made.keys() - set(listed))


def test_every_article_has_a_heading_and_a_citation(handbook: Regulation) -> None:
    book, encoding = handbook
    made = "\n".join(pages(book, encoding).values())
    ids = [key.partition("/")[2] for key in book.edition().units if key.startswith("article/")]
    assert ids
    for name in ids:
        assert re.search(rf"^##+ .*\{{ #{re.escape(name)} ", made, re.MULTILINE), name


def test_another_regulation_in_its_language(second: Regulation) -> None:
    made = pages(*second)
    text = "\n".join(made.values())
    assert "Must" in made["regulation/1/index.md"]
    assert "art. 1-2" in text
    assert not re.search(r"[一-鿿]", re.sub(r"《.*?》", "", made["regulation/1/index.md"]))
