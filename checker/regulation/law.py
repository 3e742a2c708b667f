"""A law as its readers want it: articles, duties, limits, terms and roles with their fields, over the units of an edition.

Folding and hashing work on the units themselves. Reading never fails: what is not law is an entry with an id and nothing else,
and a value of a wrong type, which the schema check reports, is read as none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from checker.citation import in_script
from checker.model import Data, UnitKey, Units


@dataclass(frozen=True, slots=True)
class Article:
    """An article or section; a section has no text."""

    id: str
    title: str
    text: str
    status: str

    @property
    def reserved(self) -> bool:
        return self.status == "reserved"


@dataclass(frozen=True, slots=True)
class Duty:
    """A norm. ``bearer`` is a role, ``sla`` a time limit, ``terms`` are open terms; ``frequency`` is ISO 8601.

    A frequency that the law leaves open is the term ``frequency_term`` instead. ``trigger`` are the words for what starts it.
    """

    id: str
    article: str
    quote: str
    modality: str
    bearer: str
    sla: str
    terms: tuple[str, ...]
    frequency: str
    frequency_term: str
    trigger: str


@dataclass(frozen=True, slots=True)
class Sla:
    """A time limit: ``limit`` as the law writes it, empty where it has none; ``term`` is what it leaves open instead."""

    id: str
    article: str
    quote: str
    limit: Data
    term: str


@dataclass(frozen=True, slots=True)
class Term:
    """An open term: what it ``needs`` (limit, interval, number, list, meaning) and the ``items`` that the law names already."""

    id: str
    article: str
    quote: str
    needs: str
    items: tuple[str, ...]

    @property
    def words(self) -> str:
        """The words of the law, or the id where there are none."""
        return self.quote or self.id


@dataclass(frozen=True, slots=True)
class Role:
    """Who bears duties; ``part_of`` is the role it belongs to."""

    id: str
    article: str
    kind: str
    status: str
    part_of: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Law:
    """The law of one edition; ``english`` gives the English name of a unit by its key."""

    units: Units
    english: Mapping[str, str] = field(default_factory=dict)

    def data(self, kind: str, id: str) -> Data:
        """One datum as it is written; empty where there is none."""
        return self.units.get(UnitKey(kind, id), {})

    def has(self, kind: str, id: str) -> bool:
        return UnitKey(kind, id) in self.units

    def all(self, kind: str) -> Iterator[tuple[UnitKey, Data]]:
        """Every unit of a kind, in the order of the units."""
        start = f"{kind}/"
        return ((key, data) for key, data in self.units.items() if key.startswith(start))

    def ids(self, kind: str) -> list[str]:
        return [key.id for key, _ in self.all(kind)]

    def article(self, id: str) -> Article:
        data = self.data("article", id)
        return Article(id, text_of(data, "title"), text_of(data, "text"), text_of(data, "status"))

    def duty(self, id: str) -> Duty:
        data = self.data("duty", id)
        return Duty(
            id=id,
            article=text_of(data, "article"),
            quote=text_of(data, "quote"),
            modality=text_of(data, "modality"),
            bearer=text_of(data, "bearer"),
            sla=text_of(data, "sla"),
            terms=tuple(texts_of(data, "terms")),
            frequency=text_of(data, "frequency"),
            frequency_term=text_of(map_of(data, "frequency"), "term"),
            trigger=text_of(data, "trigger"),
        )

    def sla(self, id: str) -> Sla:
        data = self.data("sla", id)
        limit = map_of(data, "limit")
        return Sla(id, text_of(data, "article"), text_of(data, "quote"), limit, text_of(limit, "term"))

    def term(self, id: str) -> Term:
        data = self.data("term", id)
        items = tuple(texts_of(data, "items"))
        return Term(id, text_of(data, "article"), text_of(data, "quote"), text_of(data, "needs"), items)

    def role(self, id: str) -> Role:
        data = self.data("role", id)
        return Role(
            id=id,
            article=text_of(data, "article"),
            kind=text_of(data, "kind"),
            status=text_of(data, "status"),
            part_of=text_of(data, "part_of"),
            aliases=tuple(texts_of(data, "aliases")),
        )

    def article_of(self, unit: UnitKey) -> str:
        """The article or section a unit belongs to: ``duty/4.1-2.a`` to ``4.1-2``; for one that is no law, what its id says."""
        if unit.kind in ("article", "section"):
            return unit.id
        return text_of(self.units.get(unit, {}), "article") or unit.id.rpartition(".")[0] or unit.id

    def name(self, unit: UnitKey, lang: str) -> str:
        """What a unit is called: its title or name, in English where one is given and asked for; else its id."""
        data = self.units.get(unit, {})
        own = text_of(data, "title") or text_of(data, "name") or unit.id
        return self.english.get(unit, own) if lang == "en" else in_script(own, lang)


def text_of(data: Data, key: str) -> str:
    """The text under a key; empty where there is none, or something else that the schema check reports."""
    value = data.get(key)
    return value if isinstance(value, str) else ""


def texts_of(data: Data, key: str) -> list[str]:
    """The texts under a key that holds one or a list of them."""
    value = data.get(key)
    return [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, str)]


def map_of(data: Data, key: str) -> Data:
    """The map under a key; empty where there is none."""
    value = data.get(key)
    return value if isinstance(value, dict) else {}
