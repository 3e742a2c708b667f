"""Everything wrong with a regulation at once: the law and its history, and the rules that encode it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from checker.model import Problem, UnitKey
from checker.regulation.checks.references import ids
from checker.regulation.checks.source import Source, either, read_source
from checker.regulation.law import Law
from checker.regulation.lint import lint_law
from checker.rules import lint_also, lint_bearers, lint_entries, lint_triggers
from checker.rules.confirmed import encodings, fingerprint, limits_of, stale, well_formed
from checker.rules.keys.naming import Entry
from checker.rules.load import Encoding, Rule, Statistic, Unchecked
from checker.rules.model import Model


def lint(model: Model) -> list[Problem]:
    """All problems, each once, by file and line."""
    source = read_source(model.book, model.texts)
    return _sorted(
        [
            *lint_law(source),
            *_reading(model, source),
            *lint_triggers.check_table(source),
            *lint_bearers.check_table(source),
            *_stale(model, [model.book.law()], odd=True),
            *_entries(model, source, lint_entries.read_entries(source)),
        ]
    )


def lint_for_check(model: Model) -> list[Problem]:
    """The problems on which any run over records depends, whatever was exported: those of the law and of reading.

    Records are judged by the adopted law while a change of ``docs/`` is under way, and rules confirmed against either will do.
    """
    source = read_source(model.book, model.texts, whole=False)
    laws = [model.book.law(), *map(model.book.law, model.book.history.editions[-1:])]
    return _sorted([*lint_law(source, whole=False), *_reading(model, source), *_stale(model, laws, odd=False)])


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
            yield from lint_bearers.check_rule(rule, entry, source)
            yield from lint_also.check_rule(rule, entry, source)
            if whole and not any(problem.severity == "error" for problem in named):
                yield from lint_triggers.check_rule(rule, entry, source)


def _stale(model: Model, laws: Sequence[Law], odd: bool) -> Iterator[Problem]:
    """What was confirmed against none of some laws; unless ``odd``, without what the form of entries tells of anyway."""
    law = model.book.law()
    for _, item in encodings(model.encoding):
        if (odd or well_formed(item)) and stale(item, laws):
            article, value = law.article_of(item.encodes), fingerprint(item, law)
            duties = "、".join(map(str, item.duties))
            yield Problem("stale", item.place, {"id": item.id, "duty": duties, "article": article, "value": value})


def _duties(source: Source, encoding: Encoding) -> Iterator[Problem]:
    known = ids(source, "duty")
    items: list[Rule | Statistic | Unchecked] = [*encoding.rules.values(), *encoding.statistics.values(), *encoding.unchecked]
    for item in items:
        for duty in (item.duty,) if isinstance(item, Unchecked) else item.duties:
            if isinstance(duty, str) and duty not in known:
                key = "duty" if duty == item.duty else "also_duties"
                params = {"id": getattr(item, "id", "unchecked"), "key": key, "target": UnitKey("duty", duty)}
                yield either("dangling", "dangling-near", item.place, duty, known, **params)


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
