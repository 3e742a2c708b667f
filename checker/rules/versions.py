"""Rule versions: what each interval of time gives a rule, from the editions and the interpretations in force in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from checker.regulation.book import Book
from checker.regulation.history import History
from checker.regulation.law import Law
from checker.rules.keys.key import Given, Lacking
from checker.rules.kinds import KINDS, Values
from checker.rules.load import Rule


@dataclass(frozen=True, slots=True)
class Version:
    """One interval [start, end) in µs of a rule; ``end`` None goes on. ``gap`` names why it cannot be assessed then.

    ``presumed`` is true when the values rest on an interpretation by a presumed holder of the power.
    """

    start: int
    end: int | None
    values: Values
    gap: str | None = None
    term: str | None = None
    presumed: bool = False


def about_gap(version: Version, book: Book) -> dict[str, str]:
    """What leaves a version without values, as people know it: its id, the words it stands for and their article."""
    law, term = book.law(), str(version.term)
    unit = next((law.data(kind, term) for kind in ("term", "duty", "sla") if law.has(kind, term)), {})
    return {"term": str(version.term), "quote": str(unit.get("quote", version.term)), "article": str(unit.get("article", ""))}


def versions(rule: Rule, book: Book) -> list[Version]:
    """The rule's versions in order, equal neighbours merged; none for a time when its duty was not law."""
    history = book.history
    days = history.boundaries()
    found: list[Version] = []
    for index, day in enumerate(days):
        end = book.midnight(days[index + 1]) if index + 1 < len(days) else None
        version = _on(rule, book, history, day)
        if version is None:
            continue
        version = replace(version, start=book.midnight(day), end=end)
        if found and found[-1].end == version.start and _same(found[-1], version):
            found[-1] = replace(found[-1], end=version.end)
        else:
            found.append(version)
    return found


def waiting(rules: Iterable[Rule], book: Book, day: date) -> dict[str, str]:
    """The rules that on a day wait for an interpretation, by their ids, and the open term that each waits for."""
    found = {rule.id: _on(rule, book, book.history, day) for rule in rules if rule.kind in KINDS}
    return {name: str(version.term) for name, version in found.items() if version and version.gap == "open-term"}


def _same(one: Version, two: Version) -> bool:
    return replace(one, start=0, end=None) == replace(two, start=0, end=None)


def _on(rule: Rule, book: Book, history: History, day: date) -> Version | None:
    edition = history.on(day)
    if edition is None or rule.encodes not in edition.units:
        return None
    law, readings = Law(edition.units), history.readings(day)
    version = Version(0, None, Values())
    for key, wanted, value in KINDS[rule.kind].given(rule):
        given = Given(
            law,
            readings,
            book.calendars,
            rule.params,
            book.types[rule.record],
            version.values,
            book.types,
            book.apparatus.bearers,
        )
        found = wanted.resolve(key, value, given)
        if isinstance(found, Lacking):
            version = replace(version, gap=found.gap, term=found.term)
        else:
            version = replace(version, values=found.values, presumed=version.presumed or found.presumed)
    return version
