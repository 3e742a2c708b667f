"""How the law is cited, in each language, and in which order its articles stand."""

from __future__ import annotations

import re
from collections.abc import Mapping

from checker.model import Edition
from checker.text import to_hans

ARTICLE_ID = re.compile(r"([1-9]\d*(?:\.[1-9]\d*)*)-([1-9]\d*(?:-[1-9]\d*)*)\Z")
_NUMERALS = "零一二三四五六七八九十"


def in_script(words: str, lang: str) -> str:
    """Chinese words in the script asked for."""
    return to_hans(words) if lang == "zh-Hans" else words


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


def article_order(key: str) -> tuple[object, ...]:
    """A sort key for sections and articles: 4, 4-1, 4-2, 4.1, 4.1-1, 4.1-3, 4.1-3-1, 4.1-10."""
    section, _, number = key.partition("-")
    return (tuple(int(n) for n in section.split(".")), tuple(int(n) for n in re.findall(r"\d+", number)))
