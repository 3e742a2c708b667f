"""Everything wrong with a regulation at once: the law and its history, and the rules that encode it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from checker.model import Problem, UnitKey
from checker.regulation.book import Book
from checker.regulation.checks.references import ids
from checker.regulation.checks.source import Source, either, read_source
from checker.regulation.law import Law
from checker.regulation.lint import lint_law
from checker.rules import lint_entries, lint_triggers
from checker.rules.keys.key import Key
from checker.rules.keys.naming import Entry
from checker.rules.kinds import KINDS
from checker.rules.load import Encoding, Rule, Statistic, Unchecked
from checker.rules.model import Model


def lint(model: Model) -> list[Problem]:
    """All problems, each once, by file and line."""
    source = read_source(model.book, model.texts)
    entries = _entries(model, source, lint_entries.read_entries(source))
    return _sorted([*lint_law(source), *_reading(model, source), *lint_triggers.check_table(source), *entries])


def lint_for_check(model: Model) -> list[Problem]:
    """The problems on which any run over records depends, whatever was exported: those of the law and of reading."""
    source = read_source(model.book, model.texts, whole=False)
    return _sorted([*lint_law(source, whole=False), *_reading(model, source)])


def lint_rules(model: Model, records: Collection[str]) -> list[Problem]:
    """The problems of the rules about some record types, and of those about types that nobody knows."""
    source = read_source(model.book, model.texts, whole=False)
    return _sorted(_entries(model, source, lint_entries.read_judging(source, records), whole=False))


def _sorted(problems: Iterable[Problem]) -> list[Problem]:
    return sorted({repr(problem): problem for problem in problems}.values(), key=lambda p: (p.place, p.severity, p.code))


def _reading(model: Model, source: Source) -> Iterator[Problem]:
    yield from model.problems
    yield from _duties(source, model.encoding)
    yield from _statuses(source, model.encoding)
    yield from _stale(model.book, model.encoding)


def _entries(model: Model, source: Source, entries: Iterable[Entry], whole: bool = True) -> Iterator[Problem]:
    """Unless ``whole``, without what only an editor asks: whether the examples fit, and whether a rule starts with its duty."""
    rules = model.encoding.rules
    for entry in entries:
        yield from entry.problems
        if entry.problems:
            continue
        named = list(lint_entries.check_entry(entry, source, whole))
        yield from named
        if entry.top == "rules" and entry.data["id"] in rules:
            rule = rules[entry.data["id"]]
            yield from _values(rule, entry, source)
            if whole and not any(problem.severity == "error" for problem in named):
                yield from lint_triggers.check_rule(rule, entry, source)


def limits_of(rule: Rule) -> list[tuple[UnitKey, Key]]:
    """The units from which a rule takes its values, each with the type of the key that names it."""
    kind = KINDS.get(rule.kind) if isinstance(rule.kind, str) else None
    return [(unit, wanted) for _, wanted, value in (kind.given(rule) if kind else ()) for unit in wanted.units(value)]


def encoded(item: Rule | Statistic, law: Law) -> set[UnitKey]:
    """The units a rule or statistic encodes: a change to one of them makes it stale."""
    duty = law.duty(item.duty)
    units = {UnitKey("article", duty.article), UnitKey("sla", duty.sla), *(UnitKey("term", term) for term in duty.terms)}
    units.update(unit for unit, _ in (limits_of(item) if isinstance(item, Rule) else ()))
    units.update([UnitKey("term", law.sla(unit.id).term) for unit in units if unit.kind == "sla"])
    return units & law.units.keys() | {item.encodes}


def stale(item: Rule | Statistic, book: Book) -> dict[UnitKey, int]:
    """What changed since the encoding was last confirmed: unit to the number of its latest revision."""
    units = encoded(item, book.law())
    return {
        change.unit: revision.number
        for revision in book.history.revisions
        if isinstance(item.confirmed, int) and revision.number > item.confirmed
        for change in revision.changes
        if change.unit in units
    }


def _stale(book: Book, encoding: Encoding) -> Iterator[Problem]:
    last = max((revision.number for revision in book.history.revisions), default=0)
    items: list[Rule | Statistic] = [*encoding.rules.values(), *encoding.statistics.values()]
    for item in items:
        for unit, revision in stale(item, book).items():
            yield Problem("stale", item.place, {"id": item.id, "unit": unit, "revision": revision})
        if last and isinstance(item.confirmed, int) and item.confirmed > last:
            yield Problem("confirmed-ahead", item.place, {"id": item.id, "confirmed": item.confirmed, "last": last})


def _duties(source: Source, encoding: Encoding) -> Iterator[Problem]:
    known = ids(source, "duty")
    items: list[Rule | Statistic | Unchecked] = [*encoding.rules.values(), *encoding.statistics.values(), *encoding.unchecked]
    for item in items:
        if isinstance(item.duty, str) and item.duty not in known:
            name = getattr(item, "id", "unchecked")
            params = {"id": name, "key": "duty", "target": UnitKey("duty", item.duty)}
            yield either("dangling", "dangling-near", item.place, item.duty, known, **params)


def _statuses(source: Source, encoding: Encoding) -> Iterator[Problem]:
    """Every norm is checked, or there is one reason why not."""
    reasons: dict[str, str] = {}
    for entry in encoding.unchecked:
        checks = encoding.checks(entry.duty)
        if checks:
            params = {"duty": entry.duty, "rule": "、".join(check.id for check in checks)}
            yield Problem("norm-checked-and-not", entry.place, params)
        if entry.duty in reasons:
            yield Problem("duplicate-id", entry.place, {"id": entry.duty, "first": reasons[entry.duty]})
        reasons.setdefault(entry.duty, f"{entry.place.file}:{entry.place.line}")
    for unit, name, _ in source.units("duty"):
        if name not in reasons and not encoding.checks(name):
            yield Problem("norm-without-status", source.place(unit), {"duty": name})


def _values(rule: Rule, entry: Entry, source: Source) -> Iterator[Problem]:
    """The limits and lists a rule uses exist and belong to its duty's article."""
    law = source.law
    duty = law.duty(rule.duty)
    for unit, wanted in limits_of(rule):
        kind, name = unit.kind, unit.id
        place = entry.where(name)
        if unit not in law.units:
            params = {"id": rule.id, "key": kind, "target": unit}
            yield either("dangling", "dangling-near", place, name, ids(source, kind), **params)
            continue
        found = law.term(name).needs
        if kind == "term" and wanted.needs and found != wanted.needs:
            params = {"id": rule.id, "target": unit, "found": found, "needs": wanted.needs}
            yield Problem("term-needs-other", place, params)
        if duty.article and name != duty.sla and kind != "duty" and law.article_of(unit) != duty.article:
            params = {"id": rule.id, "unit": unit, "article": duty.article}
            yield Problem("limit-of-another-article", place, params, "warning")
