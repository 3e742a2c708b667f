"""What the pages look at: one edition of a regulation, its data gathered by article, and the words of its language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from checker.catalog import pick, say
from checker.citation import article_order, citation, citations, cite, section_of
from checker.model import Change, Data, Edition, Interpretation, Revision, UnitKey
from checker.regulation import authority
from checker.regulation.book import Book
from checker.regulation.law import Law
from checker.rules.load import Encoding, Rule, Statistic, Unchecked
from checker.rules.versions import waiting
from checker.site.definitions import Definition, definitions

Entries = list[tuple[str, Data]]


@dataclass(frozen=True, slots=True)
class View:
    """One edition, read on one day. ``sections`` maps each section to its articles, both in the order of the law.

    ``day`` is the reader's; ``until`` the day on which the next edition begins, if there is one. ``data`` maps (kind, article)
    to the entries (id, datum) annotating that article; ``readings`` what fills each open term (on ``day``, or on the edition's
    day nearest to it); ``waiting`` the rules that wait for an open term to be filled; ``duties_of`` a role to the duties it
    bears; ``changes`` every change ever adopted, by unit; ``history`` an article to the revisions that touched it or what is
    noted of it; ``referrers`` an article or section to the articles that cite it; ``definitions`` the words it defines;
    ``questions`` those still open.
    """

    book: Book
    encoding: Encoding
    day: date
    edition: Edition
    sections: Mapping[str, list[str]]
    data: Mapping[tuple[str, str], Entries]
    readings: Mapping[str, tuple[Interpretation, Data]]
    duties_of: Mapping[str, Entries]
    unchecked: Mapping[str, Unchecked]
    waiting: Mapping[str, str]
    until: date | None
    changes: Mapping[UnitKey, list[tuple[Revision, Change]]]
    history: Mapping[str, list[tuple[Revision, list[Change]]]]
    referrers: Mapping[str, list[str]]
    definitions: list[Definition]
    questions: Sequence[Data]

    @property
    def state(self) -> str:
        """Whether the edition is ``current`` on the reader's day, ``future`` or ``past``."""
        if self.edition.effective > self.day:
            return "future"
        return "past" if self.until is not None and self.until <= self.day else "current"

    @property
    def lang(self) -> str:
        return self.book.language

    def say(self, key: str, **params: object) -> str:
        """A message of this package's catalog in the regulation's language."""
        return say(f"site.{key}", self.lang, params)

    @property
    def law(self) -> Law:
        """The edition, for reading."""
        return self.book.law(self.edition)

    def name(self, kind: str, id: str) -> str:
        """What a unit of the edition is called."""
        return self.law.name(UnitKey(kind, id), self.lang)

    def cite(self, article: str) -> str:
        return cite(article, self.lang)

    def number(self, article: str) -> str:
        """An article's number within its section: 第2條."""
        whole, section = self.cite(article), self.cite(section_of(article))
        return whole if self.lang == "en" else whole.removeprefix(section)

    def citation(self, article: str) -> str:
        return citation(self.book.title, article, self.edition, self.lang)

    def entries(self, kind: str, article: str | None = None) -> Entries:
        """The data of a kind: those of one article in the order of their ids, or all in the order of the law."""
        if article is not None:
            return self.data.get((kind, article), [])
        return [entry for articles in self.sections.values() for key in articles for entry in self.data.get((kind, key), [])]

    def all(self, kind: str) -> Entries:
        """Every datum of a kind, wherever its article is."""
        return sorted((key.id, data) for key, data in self.law.all(kind))

    def checks(self, duty: str) -> list[Rule | Statistic]:
        return self.encoding.checks(duty)

    def rules(self) -> list[Rule]:
        """Every rule in the order of the articles it encodes."""
        articles = {rule.id: self.law.duty(rule.duty).article for rule in self.encoding.rules.values()}
        placed = [rule for rule in self.encoding.rules.values() if articles[rule.id]]
        lost = [rule for rule in self.encoding.rules.values() if not articles[rule.id]]
        return sorted(placed, key=lambda rule: (article_order(articles[rule.id]), rule.duty, rule.id)) + lost

    def title(self, item: Rule | Statistic) -> str:
        """A rule's or statistic's title in the regulation's language."""
        return pick(item.title, self.lang) or item.id

    def may_read(self, term: str) -> list[tuple[str, bool]]:
        """Who may fill an open term: the roles holding the power to interpret its article, and whether only presumably."""
        holders = sorted({str(data.get("holder")) for _, data in self.all("authority") if data.get("power") == "interpret"})
        over = [UnitKey("term", term)]
        rulings = [(holder, authority.may_act(holder, "interpret", over, self.edition.units)) for holder in holders]
        return [(holder, ruling.presumed) for holder, ruling in rulings if ruling.code is None]

    def acts(self, term: str) -> list[Interpretation]:
        """Every interpretation of an open term, in the order of effect, those to come included."""
        return [act for act in self.book.history.interpretations if term in act.fills]


def look(book: Book, encoding: Encoding, day: date | None = None, edition: Edition | None = None) -> View:
    """An edition (that of the day if none is given), gathered for reading on a day (today in the regulation's zone)."""
    day = day or datetime.now(ZoneInfo(book.zone)).date()
    edition = edition or book.edition(day)
    later = [other.effective for other in book.history.editions if other.effective > edition.effective]
    until = min(later, default=None)
    sections: dict[str, list[str]] = {section: [] for section in _ordered(edition, "section")}
    for article in _ordered(edition, "article"):
        sections.setdefault(section_of(article), []).append(article)
    data: dict[tuple[str, str], Entries] = defaultdict(list)
    duties_of: dict[str, Entries] = defaultdict(list)
    for key, datum in sorted(edition.units.items()):
        if isinstance(named := datum.get("article"), str):
            data[key.kind, named].append((key.id, datum))
            if key.kind == "duty":
                duties_of[str(datum.get("bearer"))].append((key.id, datum))
    for entries in duties_of.values():
        entries.sort(key=lambda entry: (article_order(entry[1]["article"]), entry[0]))
    nearest = _nearest(day, edition.effective, until)
    return View(
        book=book,
        encoding=encoding,
        day=day,
        edition=edition,
        sections=dict(sorted(sections.items(), key=lambda item: article_order(item[0]))),
        data=dict(data),
        readings=book.history.readings(nearest),
        duties_of=dict(duties_of),
        waiting=waiting(encoding.rules.values(), book, nearest),
        unchecked={item.duty: item for item in encoding.unchecked},
        until=until,
        changes=_changes(book),
        history=_history(book),
        referrers=_referrers(edition),
        definitions=definitions(edition.units),
        questions=book.apparatus.questions,
    )


def _nearest(day: date, start: date, until: date | None) -> date:
    """The day of an edition that is nearest to a day."""
    return max(day if until is None else min(day, until - timedelta(days=1)), start)


def _changes(book: Book) -> dict[UnitKey, list[tuple[Revision, Change]]]:
    found: dict[UnitKey, list[tuple[Revision, Change]]] = defaultdict(list)
    for revision in book.history.revisions:
        for change in revision.changes:
            found[change.unit].append((revision, change))
    return dict(found)


def _history(book: Book) -> dict[str, list[tuple[Revision, list[Change]]]]:
    found: dict[str, list[tuple[Revision, list[Change]]]] = defaultdict(list)
    for revision in book.history.revisions:
        touched: dict[str, list[Change]] = defaultdict(list)
        for change in revision.changes:
            sides = [side["article"] for side in (change.before, change.after) if side and "article" in side]
            for article in dict.fromkeys([change.unit.id] if change.unit.kind == "article" else sides):
                touched[str(article)].append(change)
        for article, changes in touched.items():
            found[article].append((revision, changes))
    return dict(found)


def _referrers(edition: Edition) -> dict[str, list[str]]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    law = Law(edition.units)
    for article in _ordered(edition, "article"):
        for named in citations(law.article(article).text, section_of(article)):
            for target in named.targets:
                if target != article:
                    found[target][article] = None
    return {target: list(articles) for target, articles in found.items()}


def _ordered(edition: Edition, kind: str) -> list[str]:
    return sorted(Law(edition.units).ids(kind), key=article_order)
