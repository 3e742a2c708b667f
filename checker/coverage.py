"""How much of the regulation is checked, by chapter: a query over the law and its encoding, never a claim.

Every norm counts once, at the best that is done for it: ``direct`` (a rule decides it), ``proxy`` (a rule that only warns),
``statistic`` (it is measured), else the reason why not: ``needs-data``, ``open-term``, ``judgement``, ``declaratory``; and
``unaccounted`` where nothing at all is said of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from checker.catalog import pick
from checker.citation import article_order, chapter_of
from checker.model import Data, Edition, Interpretation
from checker.regulation.book import Book
from checker.rules.load import Encoding, Rule

CHECKED = ("direct", "proxy", "statistic")
UNCHECKED = ("needs-data", "open-term", "judgement", "declaratory", "unaccounted")
STATUSES = (*CHECKED, *UNCHECKED)

Readings = dict[str, tuple[Interpretation, Data]]


def coverage(book: Book, encoding: Encoding, lang: str, day: date) -> dict[str, Any]:
    """The coverage of a day's edition as JSON types (``schema/output-coverage.json``): the whole, then chapter by chapter."""
    edition = book.edition(day)
    readings = book.history.readings(max(day, edition.effective))
    articles = sorted((k.partition("/")[2] for k in edition.units if k.startswith("article/")), key=article_order)
    chapters: dict[str, list[str]] = {}
    for key in edition.units:
        if key.startswith("section/"):
            chapters.setdefault(chapter_of(key.partition("/")[2]), [])
    for article in articles:
        chapters.setdefault(chapter_of(article), []).append(article)
    parts = [
        {"chapter": name, "title": book.name(f"section/{name}", lang, edition.units)}
        | _part(book, encoding, edition, readings, chapters[name], lang)
        for name in sorted(chapters, key=article_order)
    ]
    whole = _part(book, encoding, edition, readings, articles, lang)
    del whole["duties"]
    head = {"effective": str(edition.effective), "revision": edition.revision, "provisional": edition.provisional}
    return {"edition": head, "total": whole, "chapters": parts}


def _part(
    book: Book, encoding: Encoding, edition: Edition, readings: Readings, articles: Iterable[str], lang: str
) -> dict[str, Any]:
    """The counts of some articles, and their norms one by one."""
    names = set(articles)
    units = {key: data for key, data in edition.units.items() if data.get("article") in names}
    order = sorted((k for k in units if k.startswith("duty/")), key=lambda k: (article_order(str(units[k]["article"])), k))
    duties = [_duty(encoding, key.removeprefix("duty/"), units[key], lang) for key in order]
    terms = [key.removeprefix("term/") for key in units if key.startswith("term/")]
    reserved = sum(edition.units[f"article/{name}"].get("status") == "reserved" for name in names)
    return {
        "articles": len(names),
        "reserved": reserved,
        "norms": len(duties),
        "by_status": {status: sum(duty["status"] == status for duty in duties) for status in STATUSES},
        "terms": {"open": sum(term not in readings for term in terms), "filled": sum(term in readings for term in terms)},
        "duties": duties,
    }


def _duty(encoding: Encoding, name: str, data: Data, lang: str) -> dict[str, Any]:
    """One norm: how it is checked and by what, or why not."""
    status, checks, reason = status_of(encoding, name)
    return {
        "duty": name,
        "article": data["article"],
        "modality": data.get("modality"),
        "bearer": data.get("bearer"),
        "status": status,
        "checks": [{"id": item.id, "title": pick(item.title, lang)} for item in checks],
        "reason": reason,
    }


def status_of(encoding: Encoding, duty: str) -> tuple[str, list[Any], str | None]:
    """The status of a norm, what looks at it, and the reason given where nothing does."""
    checks = encoding.checks(duty)
    strengths = {item.strength if isinstance(item, Rule) else "statistic" for item in checks}
    for status in CHECKED:
        if status in strengths:
            return status, list(checks), None
    why = next((item for item in encoding.unchecked if item.duty == duty), None)
    return (why.why, [], why.reason) if why else ("unaccounted", [], None)
