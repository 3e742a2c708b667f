"""Rules, reasons for having none, and statistics, as ``docs/rules/*.yml`` declares them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from checker import yamlio
from checker.model import Data, Place, Problem, UnitKey, Units
from checker.regulation.law import Law
from checker.rules.cases import CaseBook
from checker.rules.examples import whole

COMMON = (
    "id", "title", "duty", "also_duties", "confirmed", "strength", "note", "kind", "record", "activation", "when", "undecided",
    "examples",
)  # fmt: skip
"""Keys every rule may have; all others belong to its kind."""

SIDES: Mapping[str, tuple[str, ...]] = {
    "kept": ("satisfied",),
    "broken": ("violated",),
    "outside": ("not_applicable",),
    "undecided": ("pending", "indeterminate"),
}
"""The lists of a rule's examples, and the outcomes their records must have. The first is never empty."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One encoding of a duty: an instance of a kind. ``params`` are the kind's own keys.

    ``also`` are further duties that the same test decides, each with its strength: the law repeats itself, and one act is
    accused once. Version, bearer and severity are those of ``duty``.
    ``note`` says in Chinese why it looks at what it does; a proxy always has one. ``confirmed`` is the hash of the
    units against which a person last read it (``checker.rules.confirmed``). ``undecided``: on which condition of the record
    (``when``), or of what the one in ``field`` was at the time (``unless``), it is left open what the records do not show to be
    met (neither: always), and ``because`` of what. ``examples`` are written out whole, beside what they are ``given``.
    """

    id: str
    title: Mapping[str, str]
    duty: str
    confirmed: str
    strength: str
    kind: str
    record: str
    activation: str | None
    when: Data | None
    params: Data
    examples: Mapping[str, Any]
    place: Place
    note: str = ""
    undecided: Data | None = None
    also: Mapping[str, str] = field(default_factory=dict)

    @property
    def encodes(self) -> UnitKey:
        return UnitKey("duty", self.duty)

    @property
    def duties(self) -> tuple[str, ...]:
        """Every duty that the rule decides, the main one first."""
        return (self.duty, *(duty for duty in self.also if duty != self.duty))

    def strength_for(self, duty: str) -> str:
        """How the rule decides one of its duties."""
        return self.strength if duty == self.duty else self.also[duty]

    def severity(self, units: Units, duty: str = "") -> str:
        """A proxy only warns, an assurance not borne out is a note, all else is a violation; of the main duty if none is
        named."""
        duty = duty or self.duty
        if Law(units).duty(duty).modality == "assurance":
            return "note"
        return "warning" if self.strength_for(duty) == "proxy" else "violation"

    def also_articles(self, law: Law) -> tuple[str, ...]:
        """The other articles that say what the main duty's says, of those whose duty stands in a law."""
        main = law.article_of(self.encodes)
        standing = [key for duty in self.duties[1:] if (key := UnitKey("duty", duty)) in law.units]
        return tuple(dict.fromkeys(article for key in standing if (article := law.article_of(key)) != main))


@dataclass(frozen=True, slots=True)
class Unchecked:
    """Why no rule decides a duty: needs-data, open-term, judgement or declaratory, with the reason in words."""

    duty: str
    why: str
    reason: str
    place: Place


@dataclass(frozen=True, slots=True)
class Share:
    """What a statistic draws from one record type: ``count`` of ``of`` among the records whose ``at`` lies in a month; in all,
    and apart for each value of each column of ``by``."""

    record: str
    at: str
    count: Data
    of: Data
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Statistic:
    """A figure the regulation orders: a share of one month's records, over one record type or several.

    ``reading`` says, by language, what was chosen where the words leave it open; it may be empty.
    """

    id: str
    title: Mapping[str, str]
    duty: str
    confirmed: str
    shares: tuple[Share, ...]
    reading: Mapping[str, str]
    place: Place

    @property
    def encodes(self) -> UnitKey:
        return UnitKey("duty", self.duty)

    @property
    def duties(self) -> tuple[str, ...]:
        return (self.duty,)


@dataclass(slots=True)
class Encoding:
    """All of ``docs/rules``, and the cases that are told of it."""

    rules: dict[str, Rule] = field(default_factory=dict)
    unchecked: list[Unchecked] = field(default_factory=list)
    statistics: dict[str, Statistic] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    cases: CaseBook = field(default_factory=lambda: CaseBook(yamlio.Texts({})))
    _checks: dict[str, list[Rule | Statistic]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def checks(self, duty: str) -> list[Rule | Statistic]:
        """What looks at a duty; to be asked when all is read."""
        if not self._checks:
            everything: list[Rule | Statistic] = [*self.rules.values(), *self.statistics.values()]
            for item in everything:
                for one in item.duties:
                    self._checks.setdefault(one, []).append(item)
        return list(self._checks.get(duty, ()))


def read_encoding(texts: yamlio.Texts) -> Encoding:
    """Read every rule file; what cannot be read is a problem and left out."""
    encoding = Encoding(cases=CaseBook(texts))
    for document in texts.documents("docs/rules/"):
        encoding.problems.extend(document.problems)
        value = document.data
        for key in value.keys() - {"rules", "unchecked", "statistics"}:
            encoding.problems.append(
                Problem("unknown-key", document.place(key), {"key": key, "known": "rules、unchecked、statistics"})
            )
        for entry, place in _entries(document, value, "rules"):
            _add(encoding, encoding.rules, entry, place, _rule)
        for entry, place in _entries(document, value, "statistics"):
            _add(encoding, encoding.statistics, entry, place, _statistic)
        for entry, place in _entries(document, value, "unchecked"):
            encoding.unchecked.append(Unchecked(str(entry.get("duty")), str(entry.get("why")), str(entry.get("reason")), place))
    return encoding


def _entries(document: yamlio.Document, value: Data, top: str) -> Sequence[tuple[Data, Place]]:
    entries = value.get(top)
    if not isinstance(entries, list):
        return []
    return [(entry, document.place(top, n)) for n, entry in enumerate(entries) if isinstance(entry, dict)]


def _add(encoding: Encoding, into: dict[str, Any], entry: Data, place: Place, build: Any) -> None:
    try:
        item = build(entry, place)
    except KeyError as error:
        encoding.problems.append(Problem("key-missing", place, {"key": error.args[0], "id": str(entry.get("id", "?"))}))
        return
    if not isinstance(item.id, str):  # the schema says so to the editor
        return
    if item.id in into:
        first = into[item.id].place
        encoding.problems.append(Problem("duplicate-id", place, {"id": item.id, "first": f"{first.file}:{first.line}"}))
        return
    into[item.id] = item


def _rule(entry: Data, place: Place) -> Rule:
    return Rule(
        id=entry["id"],
        title=entry["title"],
        duty=entry["duty"],
        confirmed=entry["confirmed"],
        strength=entry.get("strength", "direct"),
        kind=entry["kind"],
        record=entry["record"],
        activation=entry.get("activation"),
        when=entry.get("when"),
        params={name: value for name, value in entry.items() if name not in COMMON},
        examples=whole(entry.get("examples"), tuple(SIDES)),
        place=place,
        note=str(entry.get("note", "")),
        undecided=entry.get("undecided"),
        also=also if isinstance(also := entry.get("also_duties"), dict) else {},
    )


def _statistic(entry: Data, place: Place) -> Statistic:
    parts = entry["from"]
    return Statistic(
        id=entry["id"],
        title=entry["title"],
        duty=entry["duty"],
        confirmed=entry["confirmed"],
        shares=tuple(_share(part) for part in parts if isinstance(part, dict)) if isinstance(parts, list) else (),
        reading=entry.get("reading") or {},
        place=place,
    )


def _share(part: Data) -> Share:
    by = part.get("by")
    return Share(part["record"], part["at"], part["count"], part["of"], tuple(by) if isinstance(by, list) else ())
