"""Rule versions: what each interval of time gives a rule, from the editions and the interpretations in force in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from checker import quantity
from checker.model import Column, Data, Limit, Units
from checker.regulation.book import Book
from checker.regulation.calendars import CIVIL, Calendar
from checker.regulation.history import History
from checker.regulation.law import Law, text_of
from checker.rules.kinds import KINDS, Values
from checker.rules.load import Rule
from checker.rules.periods import divides
from checker.text import fold


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


def _same(one: Version, two: Version) -> bool:
    return replace(one, start=0, end=None) == replace(two, start=0, end=None)


def _on(rule: Rule, book: Book, history: History, day: date) -> Version | None:
    edition = history.on(day)
    if edition is None or rule.encodes not in edition.units:
        return None
    version = Version(0, None, Values())
    for key, kind in KINDS[rule.kind].params().items():
        if key in rule.params and kind == "limit":
            version = _limit(version, edition.units, rule.params[key]["sla"], history.readings(day), book.calendars)
        elif key in rule.params and kind == "list":
            column = book.types[rule.record].columns[rule.params["field"]]
            version = _list(version, edition.units, rule.params[key], history.readings(day), column)
        elif key in rule.params and kind == "bound" and isinstance(rule.params[key], dict):
            version = _number(version, key, rule.params[key]["term"], history.readings(day))
        elif key in rule.params and kind == "figures":
            version = _figures(version, edition.units, rule.params[key], rule.params.get("unit", "month"))
        elif key in rule.params and kind == "every":
            version = _every(version, edition.units, rule.params[key]["duty"], history.readings(day))
        elif key in rule.params and kind == "interval":
            version = _times(version, rule.params[key]["term"], history.readings(day))
    return version


def _times(version: Version, term: str, readings: Mapping[str, Any]) -> Version:
    """How many of its periods a frequency goes into an interval; a gap when that is no whole number."""
    if version.gap:
        return version
    if term not in readings:
        return replace(version, gap="open-term", term=term)
    act, fill = readings[term]
    whole, part = quantity.parse(fill["value"]), quantity.parse(version.values.every)
    size, amount = (part.months, whole.months) if part.months else (part.micros, whole.micros)
    rest = whole.micros if part.months else whole.months
    if rest or not amount or amount % size:
        return replace(version, gap="odd-interval", term=term)
    presumed = version.presumed or act.presumed
    return replace(version, values=replace(version.values, times=amount // size), presumed=presumed)


def _every(version: Version, units: Units, duty: str, readings: Mapping[str, Any]) -> Version:
    """The frequency of a duty, its own or what fills its open term; a gap when it does not divide the calendar."""
    encoded, presumed = Law(units).duty(duty), version.presumed
    frequency = encoded.frequency
    if term := encoded.frequency_term:
        if term not in readings:
            return replace(version, gap="open-term", term=term)
        act, fill = readings[term]
        frequency, presumed = fill["value"], presumed or act.presumed
    if not frequency or not divides(frequency):
        return replace(version, gap="no-figure", term=duty)
    return replace(version, values=replace(version.values, every=frequency), presumed=presumed)


def _number(version: Version, key: str, term: str, readings: Mapping[str, Any]) -> Version:
    if term not in readings:
        return replace(version, gap="open-term", term=term)
    act, fill = readings[term]
    numbers = {**version.values.numbers, key: str(fill["value"])}
    return replace(version, values=replace(version.values, numbers=numbers), presumed=version.presumed or act.presumed)


def _figures(version: Version, units: Units, words: Mapping[str, str], unit: str) -> Version:
    """The least and the greatest duration in the words of a duty or a term; a gap when ``unit`` can count none of them."""
    ((kind, name),) = words.items()
    spoken = list(quantity.in_prose(text_of(Law(units).data(kind, name), "quote")))
    counts = [quantity.count(figure, unit) for figure in spoken]
    found = sorted(count for count in counts if count is not None)
    if not found or len(found) < len(counts):
        return replace(version, gap="no-figure", term=name)
    return replace(version, values=replace(version.values, figures=(str(found[0]), str(found[-1]))))


def _limit(version: Version, units: Units, sla: str, readings: Mapping[str, Any], calendars: Mapping[str, Calendar]) -> Version:
    found = Law(units).sla(sla)
    spec, term = found.limit, found.term
    presumed = version.presumed
    if term:
        if term not in readings:
            return replace(version, gap="open-term", term=term)
        act, spec = readings[term]
        presumed = presumed or act.presumed
    elif not spec:
        return replace(version, gap="no-limit", term=sla)
    limit = limit_of(spec)
    if limit.calendar not in ("", CIVIL, *calendars):
        return replace(version, gap="calendar-unknown", term=limit.calendar)
    return replace(version, values=replace(version.values, limit=limit), presumed=presumed)


def limit_of(spec: Data) -> Limit:
    """A limit as data: ``{value: PT30S, clock, boundary}`` or ``{value: 3, unit: working-day, calendar, boundary, first_day}``.

    Years and months follow the civil calendar; hours, minutes and seconds have a fixed length whatever they are written as.
    """
    inclusive = spec.get("boundary", "inclusive") == "inclusive"
    if "unit" not in spec:
        length = quantity.parse(spec["value"])
        if length.months:
            return Limit(spec["value"], None, inclusive, length.months, length.micros, calendar=CIVIL)
        return Limit(spec["value"], length.micros, inclusive)
    count, unit = spec["value"], spec["unit"]
    if unit in ("hour", "minute", "second"):
        return limit_of({**{k: v for k, v in spec.items() if k != "unit"}, "value": f"PT{count}{unit[0].upper()}"})
    first_day = spec.get("first_day", "not-counted") == "counted"
    calendar = spec.get("calendar", CIVIL)
    return Limit(f"{count} {unit}", None, inclusive, count=count, unit=unit, calendar=calendar, first_day=first_day)


def _list(version: Version, units: Units, term: str, readings: Mapping[str, Any], column: Column) -> Version:
    items, closed, presumed = list(Law(units).term(term).items), False, version.presumed
    if term in readings:
        act, fill = readings[term]
        items, closed, presumed = list(fill.get("items", items)), bool(fill.get("closed", False)), presumed or act.presumed
    if not items:
        return replace(version, gap="open-term", term=term)
    codes = tuple(sorted({code for item in items for code in codes_of(item, column)}))
    return replace(version, values=replace(version.values, items=codes, closed=closed), presumed=presumed)


def codes_of(item: str, column: Column) -> list[str]:
    """What a cell of the column holds when it means the item: its codes by spelling, else the item itself."""
    wanted = fold(item)
    return [code for code, words in column.values.items() if wanted in {fold(code), *map(fold, words)}] or [item]
