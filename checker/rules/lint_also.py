"""One rule for several duties (``also_duties``): each would be decided so, and no more severely, by a rule of its own."""

from __future__ import annotations

from collections.abc import Iterator

from checker import quantity
from checker.model import Problem, UnitKey
from checker.regulation.checks.source import Source
from checker.regulation.law import Duty, Law
from checker.result import SEVERITIES
from checker.rules.confirmed import limits_of
from checker.rules.keys.bearers import BEARERS
from checker.rules.keys.naming import Entry
from checker.rules.load import Rule


def check_rule(rule: Rule, entry: Entry, source: Source) -> Iterator[Problem]:
    """What a well-formed rule names beside its main duty; one that is no law is reported with the rule."""
    law = source.law
    for name in rule.also:
        place, params = entry.place("also_duties", name), {"id": rule.id, "duty": name, "main": rule.duty}
        if name == rule.duty:
            yield Problem("also-main", place, params)
            continue
        if not law.has("duty", name):
            continue
        if SEVERITIES.index(rule.severity(law.units, name)) < SEVERITIES.index(rule.severity(law.units)):
            yield Problem("also-more-severe", place, params)
        for unit, wanted in limits_of(rule):
            if wanted is not BEARERS and unit in law.units and not _has(law, law.duty(name), unit):
                yield Problem("also-other-value", place, params | {"unit": unit})
        if "bearers" in rule.params and law.duty(name).bearer not in {law.duty(one).bearer for one in rule.params["bearers"]}:
            yield Problem("bearers-without-own", entry.place("bearers"), {"duty": name})
        yield from _outlived(rule, name, entry, source)


def _has(law: Law, duty: Duty, unit: UnitKey) -> bool:
    """Whether a duty has the very value that a rule takes from a unit, and not one that could come to differ from it."""
    if unit.kind == "sla":
        limit = law.sla(unit.id)
        return law.sla(duty.sla).limit == limit.limit if duty.sla else limit.article == duty.article
    if unit.kind == "duty":
        return _often(law, duty) == _often(law, law.duty(unit.id))
    terms = [*duty.terms, law.sla(duty.sla).term, duty.frequency_term]
    term = law.term(unit.id)
    alike = any(law.term(one).needs == term.needs for one in terms if one)
    return unit.id in terms or (term.article == duty.article and not alike)


def _often(law: Law, duty: Duty) -> tuple[object, ...]:
    """How often a duty orders something, and the figures of its words."""
    return duty.frequency, duty.frequency_term, frozenset(quantity.in_prose(duty.quote))


def _outlived(rule: Rule, name: str, entry: Entry, source: Source) -> Iterator[Problem]:
    """A rule is silent while its main duty is no law: it must be one for as long as any other of its duties."""
    history = [(edition.effective.isoformat(), edition.units) for edition in source.book.history.editions]
    for since, units in [*history, ("docs/", source.law.units)]:
        if UnitKey("duty", name) in units and rule.encodes not in units:
            params = {"id": rule.id, "duty": name, "main": rule.duty, "since": since}
            yield Problem("also-outlives", entry.place("also_duties", name), params)
            return
