"""The search index as data: one document an article (and section, role, rule, record type), and the tables to fold a query.

The index is what the worker fetches: ``docs`` in the order of the law and, in ``config.handbook``, everything the ranking
needs that is not in the documents. ``checker/site/search.py`` and ``assets/search/rank.js`` rank it alike.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import date
from typing import Any

from checker.citation import article_order, section_of
from checker.model import UnitKey
from checker.regulation.book import Book
from checker.regulation.law import texts_of
from checker.rules.load import Encoding
from checker.site import words
from checker.site.articles import section_name
from checker.site.markup import folder
from checker.site.view import View, look
from checker.text import VARIANTS, hans_table

WEIGHTS: dict[str, object] = {
    "k1": 1.2,
    "b": 0.6,
    "title": 3.0,
    "words": 1.0,
    "context": 0.5,  # the section's title, for its articles
    "kind": {"article": 1.0, "section": 0.9, "role": 0.5, "rule": 0.4, "record": 0.25, "term": 0.3, "page": 0.4},
    "synonym": 1.5,  # for a word that the regulation does not have
    "related": 0.3,  # for one that it has as well
    "light": 0.3,  # for a word of little content
    "chance": 0.3,  # for two characters that meet by chance
    "cohesion": 0.05,  # of the rarer character's places; below it a pair with a particle in it is chance
    "letter": 0.2,  # for a single character of a word that is nowhere
    "rare": 0.1,  # of the documents; a character in more is not alike enough to be near
    "beside": 0.1,  # of what the rest of the section scores, for its articles
    "faint": 0.25,  # of the query explained; below it a document is no answer
    "certain": 0.6,  # of the query explained; below it the missing words are named
    "floor": 0.25,  # of the best score; below it a document is not shown
}
"""How documents are ranked; in the index, so that both rankings read the same numbers."""

PAGES = {
    "full": "full",
    "revisions": "revisions/index",
    "terms": "terms",
    "glossary": "glossary",
    "roles": "roles/index",
    "compliance": "coverage",
    "rules": "rules/index",
    "records": "records/index",
    "questions": "questions",
    "training": "training",
}
"""The pages beside the text that are found by their names in the menu (``site.nav-…``)."""

LITTLE = "的了吗呢吧啊在是有要会能可我你他她它这那个把被给从到去来和与或及跟都也就还又不没谁很太最更"
"""Characters that, by themselves, ask for nothing (folded)."""


def index(book: Book, encoding: Encoding, day: date | None = None) -> dict[str, Any]:
    """Documents and tables, as JSON types.

    A document: ``location`` (address, relative to the site), ``title``, ``text``, ``kind`` (section, article, role, rule,
    record, term, page), ``article``, ``section``, and ``words``: names it is also found by. The fold table holds only the
    characters that can lead to one of the index's own; groups of synonyms only those of which a document has a word.
    """
    view = look(book, encoding, day)
    docs = sorted([*_articles(view), *_registers(view)], key=_place)
    table = folding()
    text = fold("\n".join(f"{d['title']}\n{d['text']}\n{d['words']}" for d in docs), table)
    groups, ignored, light = _synonyms(book, table)
    groups = [(own, also) for own, also in groups if any(word in text for word in own)]
    used = set(text).union(*(word for own, also in groups for word in (*own, *also)), *ignored, *light)
    pairs = sorted((old, new) for old, new in table.items() if new in used and old != new)
    return {
        "config": {
            "lang": ["zh"],
            "separator": "[\\s]+",
            "pipeline": [],
            "handbook": {
                "fold": ["".join(old for old, _ in pairs), "".join(new for _, new in pairs)],
                "synonyms": [[sorted(own), sorted(also)] for own, also in groups],
                "ignored": sorted(ignored),
                "light": sorted(light),
                "little": LITTLE,
                "weights": WEIGHTS,
                "said": {"near": view.say("near"), "none": view.say("near-said")},
            },
        },
        "docs": docs,
    }


def folding() -> dict[str, str]:
    """Traditional to Simplified and the twins that this leaves apart, in one step a character."""
    table = {chr(old): new for old, new in hans_table().items()}
    twins = {chr(old): chr(new) for old, new in VARIANTS.items()}
    return {old: twins.get(new, new) for old, new in table.items()} | twins


def fold(text: str, table: dict[str, str]) -> str:
    """Text as it is compared: width, case and script folded character by character, punctuation kept."""
    return "".join(table.get(c, c) for char in text for c in unicodedata.normalize("NFKC", char).lower())


def _place(doc: dict[str, str]) -> tuple[bool, tuple[object, ...], tuple[object, ...], bool]:
    """In the order of the law, what belongs to an article after it: near its like, a text packs well."""
    lawful = doc["kind"] in ("section", "article")
    section, article = (article_order(doc[key] or "0") for key in ("section", "article"))
    return not doc["section"], section, article, not lawful


def _document(kind: str, page: str, title: str, text: str, anchor: str = "", **more: str) -> dict[str, str]:
    location = folder(page) + (f"#{anchor}" if anchor else "")
    return {"location": location, "title": title, "text": text, "kind": kind, "article": "", "section": "", "words": ""} | more


def _articles(view: View) -> Iterable[dict[str, str]]:
    for section, articles in view.sections.items():
        page = f"regulation/{section}"
        also = _also(view, UnitKey("section", section))
        yield _document("section", page, section_name(view, section), "", section=section, words=also)
        for article in articles:
            found = view.law.article(article)
            title = view.say("reserved-title") if found.reserved else found.title
            yield _document(
                "article",
                page,
                f"{view.number(article)} {title}",
                " ".join(found.text.split("\n")).strip() or view.say("reserved"),
                article,
                article=article,
                section=section,
                words=" ".join(filter(None, [_also(view, UnitKey("article", article)), *_annotations(view, article)])),
            )


def _annotations(view: View, article: str) -> Iterable[str]:
    """What the data say of an article beyond its text: who bears its duties, that it sets a limit, the measures it provides."""
    bearers = [str(duty["bearer"]) for _, duty in view.entries("duty", article) if "bearer" in duty]
    yield from dict.fromkeys(view.name("role", role) for role in bearers)
    if view.entries("sla", article):
        yield view.say("search-limit")
    for _, sanction in view.entries("sanction", article):
        yield view.say("search-sanction", measure=sanction.get("measure", ""))


def _also(view: View, unit: UnitKey) -> str:
    """The other names of a unit: in English, and the aliases it has."""
    names = [view.law.name(unit, "en")] if unit in view.book.english else []
    return " ".join([*names, *texts_of(view.edition.units.get(unit, {}), "aliases")])


def _registers(view: View) -> Iterable[dict[str, str]]:
    for role, data in view.all("role"):
        quotes = [str(duty.get("quote", "")) for _, duty in view.duties_of.get(role, [])]
        kind = view.say(f"role-{data['kind']}") if "kind" in data else ""
        text = f"{kind} {'；'.join(quotes[:3])}".strip()
        where = {"article": str(data.get("article", "")), "section": section_of(str(data.get("article", "")))}
        yield _document(
            "role", f"roles/{role}", view.name("role", role), text, words=_also(view, UnitKey("role", role)), **where
        )
    for rule in view.encoding.rules.values():
        if rule.id in view.waiting:  # it says nothing until its term is filled; the term leads to it
            continue
        article, *others = dict.fromkeys(view.law.duty(duty).article for duty in rule.duties)
        cited = "、".join(map(view.cite, filter(None, (article, *others))))
        title = view.say("search-rule", title=view.title(rule))
        where = {"article": article, "section": section_of(article)}
        # The id says in English what the title says in Chinese, and the law's words are found in its article: hundreds of
        # rules that repeat them would double the index.
        yield _document("rule", f"rules/{rule.id}", title, cited, words=rule.id, **where)
    for record in view.book.types.values():
        title = view.say("search-record", title=words.record_title(view, record))
        yield _document("record", f"records/{record.id}", title, record.description, words=f"{record.id} {record.title_en}")
    yield from (_document("page", page, view.say(f"nav-{name}"), "") for name, page in PAGES.items())
    yield from _terms(view)


def _terms(view: View) -> Iterable[dict[str, str]]:
    """One document for each wording of open terms, with every article that has it."""
    places: dict[str, list[tuple[str, str]]] = {}
    for term, data in view.entries("term"):
        places.setdefault(str(data.get("quote", term)), []).append((term, str(data["article"])))
    for quote, found in places.items():
        cited = "、".join(dict.fromkeys(view.cite(article) for _, article in found))
        term, article = found[0]
        where = {"article": article, "section": section_of(article)}
        yield _document("term", "terms", view.say("search-term", quote=quote), cited, term, **where)


def _synonyms(book: Book, table: dict[str, str]) -> tuple[list[tuple[set[str], set[str]]], set[str], set[str]]:
    """Groups (the regulation's own words, the others), and words that carry nothing or little; folded, without blanks."""
    value = book.apparatus.synonyms

    def folded(word: object) -> str:
        return "".join(fold(str(word), table).split())

    groups = []
    for group in value.get("synonyms") or []:
        listed = [str(word) for word in group.get("words") or []]
        own = {folded(word[:-1]) for word in listed if word.endswith("*")}
        groups.append((own, {folded(word) for word in listed if not word.endswith("*")} - own))
    ignored, light = ({folded(word) for word in value.get(key) or []} for key in ("ignored", "light"))
    return groups, ignored, light
