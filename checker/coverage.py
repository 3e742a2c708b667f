"""How much of the regulation is checked, by chapter: a query over the law and its encoding, never a claim.

Every norm counts once, at the best that is done for it: ``direct`` (a rule decides it), ``proxy`` (a rule that only warns),
``statistic`` (it is measured), ``waiting`` (a rule stands, and waits for an interpretation); else the reason why not:
``needs-data``, ``open-term``, ``judgement``, ``declaratory``; and ``unaccounted`` where nothing at all is said of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from checker.catalog import pick
from checker.citation import article_order, chapter_of
from checker.model import Data, Interpretation, UnitKey
from checker.regulation.book import Book
from checker.regulation.law import Duty, Law
from checker.rules.load import Encoding, Rule
from checker.rules.versions import waiting

CHECKED = ("direct", "proxy", "statistic")
UNCHECKED = ("needs-data", "open-term", "judgement", "declaratory", "unaccounted")
WAITING = "waiting"
STATUSES = (*CHECKED, WAITING, *UNCHECKED)

Readings = dict[str, tuple[Interpretation, Data]]


def coverage(book: Book, encoding: Encoding, lang: str, day: date) -> dict[str, Any]:
    """The coverage of a day's edition as JSON types (``schema/output-coverage.json``): the whole, then chapter by chapter."""
    edition = book.edition(day)
    law = book.law(edition)
    since = max(day, edition.effective)
    readings, waits = book.history.readings(since), waiting(encoding.rules.values(), book, since)
    articles = sorted(law.ids("article"), key=article_order)
    chapters: dict[str, list[str]] = {}
    for section in law.ids("section"):
        chapters.setdefault(chapter_of(section), [])
    for article in articles:
        chapters.setdefault(chapter_of(article), []).append(article)
    parts = [
        {"chapter": name, "title": law.name(UnitKey("section", name), lang)}
        | _part(encoding, law, readings, waits, chapters[name], lang)
        for name in sorted(chapters, key=article_order)
    ]
    whole = _part(encoding, law, readings, waits, articles, lang)
    del whole["duties"]
    head = {"effective": str(edition.effective), "revision": edition.revision, "provisional": edition.provisional}
    return {"edition": head, "total": whole, "chapters": parts}


def _part(
    encoding: Encoding, law: Law, readings: Readings, waits: Mapping[str, str], articles: Iterable[str], lang: str
) -> dict[str, Any]:
    """The counts of some articles, and their norms one by one."""
    names = set(articles)
    norms = [law.duty(key.id) for key, data in law.all("duty") if data.get("article") in names]
    duties = [_duty(encoding, one, waits, lang) for one in sorted(norms, key=lambda one: (article_order(one.article), one.id))]
    terms = [key.id for key, data in law.all("term") if data.get("article") in names]
    reserved = sum(law.article(name).reserved for name in names)
    return {
        "articles": len(names),
        "reserved": reserved,
        "norms": len(duties),
        "by_status": {status: sum(duty["status"] == status for duty in duties) for status in STATUSES},
        "terms": {"open": sum(term not in readings for term in terms), "filled": sum(term in readings for term in terms)},
        "duties": duties,
    }


def _duty(encoding: Encoding, duty: Duty, waits: Mapping[str, str], lang: str) -> dict[str, object]:
    """One norm: how it is checked and by what, or why not."""
    status, checks, reason = status_of(encoding, duty.id, waits)
    return {
        "duty": duty.id,
        "article": duty.article,
        "modality": duty.modality or None,
        "bearer": duty.bearer or None,
        "status": status,
        "checks": [{"id": item.id, "title": pick(item.title, lang), "waits_for": waits.get(item.id)} for item in checks],
        "reason": reason,
    }


def status_of(encoding: Encoding, duty: str, waits: Collection[str]) -> tuple[str, list[Any], str | None]:
    """The status of a norm, what looks at it, and the reason given where nothing does; ``waits`` are the rules that wait."""
    checks = encoding.checks(duty)
    strengths = {
        WAITING if item.id in waits else item.strength_for(duty) if isinstance(item, Rule) else "statistic" for item in checks
    }
    for status in (*CHECKED, WAITING):
        if status in strengths:
            return status, list(checks), None
    why = next((item for item in encoding.unchecked if item.duty == duty), None)
    return (why.why, [], why.reason) if why else ("unaccounted", [], None)
