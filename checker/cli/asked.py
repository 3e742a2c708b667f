"""Which rules somebody means who names one by its id, its title or a part of it, its article or its duty."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from checker import describe
from checker.citation import citations
from checker.model import Edition, UnitKey
from checker.regulation.book import Book
from checker.regulation.law import Law
from checker.rules.load import Encoding, Rule
from checker.site import search
from checker.text import fold

NEAREST = 5
_HANT = str.maketrans("节条", "節條")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a name means: one rule, or several, or the articles whose rules are meant; nothing where all are empty."""

    rules: tuple[Rule, ...] = ()
    articles: tuple[str, ...] = ()


def meant(name: str, book: Book, encoding: Encoding, edition: Edition) -> Asked:
    """An id, an article, section or duty as the law or its readers write it, a title, else what holds the words in its title or
    id; in either script."""
    wanted = name.strip()
    if wanted in encoding.rules:
        return Asked((encoding.rules[wanted],))
    if articles := _articles(wanted, encoding, edition):
        return Asked(articles=articles)
    key = fold(wanted)
    if not key:
        return Asked()
    told = {rule.id: [fold(rule.id), *map(fold, rule.title.values())] for rule in encoding.rules.values()}
    same = [rule for rule in encoding.rules.values() if key in told[rule.id]]
    part = [rule for rule in encoding.rules.values() if any(key in words for words in told[rule.id])]
    return Asked(tuple(sorted(same or part, key=lambda rule: rule.id)))


def _articles(name: str, encoding: Encoding, edition: Edition) -> tuple[str, ...]:
    """The articles that an id, a citation, a duty's id or a statistic's names."""
    duty = UnitKey("duty", encoding.statistics[name].duty if name in encoding.statistics else name)
    if duty in edition.units:
        return (Law(edition.units).article_of(duty),)
    cited = [target for one in citations(name.translate(_HANT), "") for target in one.targets if one.start == 0]
    return tuple(dict.fromkeys(article for target in [name, *cited] for article in describe.articles_of(edition, target)))


def nearest(name: str, book: Book, encoding: Encoding, edition: Edition) -> list[str]:
    """What somebody may have meant who named nothing that is there: rules and articles of like names, else the articles that
    a search for the words finds."""
    known = {rule.id: rule.id for rule in encoding.rules.values()}
    known |= {fold(words): rule.id for rule in encoding.rules.values() for words in rule.title.values()}
    known |= {key.id: key.id for key in edition.units if key.kind == "article"}
    if near := list(dict.fromkeys(known[one] for one in _near(name, known))):
        return near
    found = search.Ranking(search.index(book, encoding)).query(name)
    return [hit["article"] for hit in found if hit["article"] and not hit["near"]][:NEAREST]


def _near(name: str, known: Iterable[str]) -> list[str]:
    names = list(known)
    found = difflib.get_close_matches(name, names, NEAREST, 0.5) + difflib.get_close_matches(fold(name), names, NEAREST, 0.4)
    return found[:NEAREST]
