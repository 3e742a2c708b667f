"""How the law is cited, in each language, and in which order its articles stand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from checker.model import Edition
from checker.text import to_hans

ARTICLE_ID = re.compile(r"([1-9]\d*(?:\.[1-9]\d*)*)-([1-9]\d*(?:-[1-9]\d*)*)\Z")
_NUMERALS = "零一二三四五六七八九十"


def in_script(words: str, lang: str) -> str:
    """Chinese words in the script asked for."""
    return to_hans(words) if lang == "zh-Hans" else words


@lru_cache(maxsize=1 << 12)
def cite(article: str, lang: str = "zh-Hant") -> str:
    """``4.1-3-1`` as 第4.1節第3條之一, or ``art. 4.1-3-1`` in English; a section is cited as 第4.1節, a chapter as 第4章."""
    if lang == "en":
        return f"art. {article}" if ARTICLE_ID.match(article) else f"s. {article}"
    if not article:
        return ""
    section, *numbers = article.split("-")
    words = f"第{section}{'節' if '.' in section else '章'}"
    if numbers:
        words += f"第{numbers[0]}條" + "".join(f"之{_numeral(int(n))}" for n in numbers[1:])
    return in_script(words, lang)


def _numeral(number: int) -> str:
    if number <= 10:
        return _NUMERALS[number]
    tens, ones = divmod(number, 10)
    return ("" if tens == 1 else _NUMERALS[tens]) + "十" + (_NUMERALS[ones] if ones else "")


def citation(book_title: Mapping[str, str], article: str, edition: Edition, lang: str = "zh-Hant") -> str:
    """《…》第4.1節第2條（2026-01-01起施行，暫定）; of no article: the regulation as a whole."""
    if lang == "en":
        note = ", provisional" if edition.provisional else ""
        place = f", {cite(article, 'en')}" if article else ""
        return f"{book_title.get('en', '')}{place} (in force from {edition.effective}{note})"
    note = "，暫定" if edition.provisional else ""
    return in_script(f"《{book_title.get('zh-Hant', '')}》{cite(article)}（{edition.effective}起施行{note}）", lang)


def dated_link(article: str, edition: Edition) -> str:
    """Where the site shows an article as an edition has it, relative to the site: ``v/2026-01-01/#4.1-2``."""
    return f"v/{edition.effective}/#{article}"


@dataclass(frozen=True, slots=True)
class Cited:
    """Words that cite the law: ``text[start:end]``, and every article or section meant; the first is where it leads."""

    start: int
    end: int
    targets: tuple[str, ...]


_CITED = re.compile(
    r"(?P<range>至|到)?(?:(?:第(?P<section>\d+(?:\.\d+)*)|(?P<own>本))[章節])?第(?P<number>\d+)條(?:之(?P<after>[一二三四五六七八九十]+))?"
    r"|第(?P<whole>\d+(?:\.\d+)*)[章節]"
    r"|\b(?:art|s)\. (?P<english>\d[\d.-]*\d|\d)"
)


def citations(text: str, section: str) -> list[Cited]:
    """The citations in the text of an article of ``section``: 第4.1節第2條, 本節第3條至第7條, 第9條和第10條, 第4.1節, art. 1-2.

    第N條 without a section is of the section named last, at first the article's own. A range means all between its ends.
    """
    found: list[Cited] = []
    here = section
    for match in _CITED.finditer(text):
        if whole := match["whole"] or match["english"]:
            found.append(Cited(match.start(), match.end(), (whole,)))
            continue
        here = match["section"] or (section if match["own"] else here)
        after = f"-{_number(match['after'])}" if match["after"] else ""
        target = f"{here}-{match['number']}{after}"
        start = match.start() + len(match["range"] or "")
        between: tuple[str, ...] = ()
        if match["range"] and found and found[-1].end == match.start() and found[-1].targets[0].startswith(f"{here}-"):
            first = int(found[-1].targets[0].removeprefix(f"{here}-").partition("-")[0])
            between = tuple(f"{here}-{n}" for n in range(first + 1, int(match["number"])))
        found.append(Cited(start, match.end(), (target, *between)))
    return found


def _number(words: str) -> int:
    tens, ten, ones = words.rpartition("十")
    return (
        (_NUMERALS.index(tens) if tens else 1) * 10 + (_NUMERALS.index(ones) if ones else 0) if ten else _NUMERALS.index(ones)
    )


def section_of(article: str) -> str:
    """The section of an article: ``4.1`` of ``4.1-2``; a section is its own."""
    return article.partition("-")[0]


def chapter_of(name: str) -> str:
    """The chapter of an article or section: ``4`` of ``4.1-2`` and of ``4.1``."""
    return section_of(name).partition(".")[0]


def article_order(key: str) -> tuple[object, ...]:
    """A sort key for sections and articles: 4, 4-1, 4-2, 4.1, 4.1-1, 4.1-3, 4.1-3-1, 4.1-10."""
    section, _, number = key.partition("-")
    return (tuple(int(n) for n in section.split(".")), tuple(int(n) for n in re.findall(r"\d+", number)))
