"""A rule's own keys in words, each by its type: what it looks at, with what it compares, which other records it wants."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from checker.model import Data
from checker.rules.kinds import KINDS
from checker.rules.kinds.kind import OF
from checker.rules.load import Rule
from checker.site import words
from checker.site.markup import article_link, esc, link
from checker.site.view import View


def params(view: View, rule: Rule, page: str) -> list[tuple[str, str]]:
    """Label and HTML of the rule's condition and of every key of its kind that it gives, in the kind's order."""
    rows = [(view.say("key-when"), words.condition(view, rule.when, rule.record))] if rule.when else []
    for key, wanted in KINDS[rule.kind].params().items():
        if key in rule.params:
            rows.append((_label(view, key, wanted), _said(view, rule, wanted, rule.params[key], page)))
    return rows


def _label(view: View, key: str, wanted: str) -> str:
    """``over`` is a bound of a range and the length of a streak: the type tells which word is meant."""
    return view.say(f"key-{wanted}" if wanted in ("interval", "every") else f"key-{key}")


def _said(view: View, rule: Rule, wanted: str, value: Any, page: str) -> str:
    other = str(rule.params[OF[wanted]]["record"]) if wanted in OF else rule.record
    by_type: Mapping[str, Callable[[], str]] = {
        "column": lambda: words.column(view, rule.record, value),
        "number": lambda: words.column(view, rule.record, value),
        "instant": lambda: words.column(view, rule.record, value),
        "of-number": lambda: words.column(view, other, value),
        "columns": lambda: words.sequence(view, (words.column(view, rule.record, name) for name in value)),
        "instants": lambda: " → ".join(words.column(view, rule.record, name) for name in value),
        "condition": lambda: words.condition(view, value, rule.record),
        "of-condition": lambda: words.condition(view, value, other),
        "series-condition": lambda: words.condition(view, value, other),
        "limit": lambda: words.resolved(view, value["sla"], page),
        "list": lambda: _term(view, value, page),
        "interval": lambda: _term(view, value["term"], page),
        "bound": lambda: _bound(view, rule, value, page),
        "figures": lambda: _figures(view, value, page),
        "every": lambda: _of_duty(view, value["duty"], page, "frequency"),
        "figure": lambda: esc(view.say(f"figure-{value}")),
        "unit": lambda: esc(view.say(f"unit-{value}")),
        "blanks": lambda: esc(view.say(f"blanks-{value}")),
    }
    return by_type[wanted]() if wanted in by_type else _elsewhere(view, rule, value, page)


def _term(view: View, term: str, page: str) -> str:
    """An open term, with what it lists and what fills it on the day of the view."""
    found = view.law.term(term)
    said = link(page, "terms", view.say("quoted", words=found.words), term)
    if found.items:
        said += esc(f" {words.enumeration(view, list(found.items))}")
    if term in view.readings:
        act, fill = view.readings[term]
        said += f" {words.reading(view, found.needs, fill)} "
        said += esc(view.say("by-reading", number=act.number, effective=act.effective))
    return said


def _figures(view: View, value: Data, page: str) -> str:
    return _term(view, value["term"], page) if "term" in value else _of_duty(view, value["duty"], page, "quote")


def _bound(view: View, rule: Rule, value: Any, page: str) -> str:
    if isinstance(value, str):
        return words.column(view, rule.record, value)
    return _term(view, value["term"], page) if isinstance(value, Mapping) else esc(str(value))


def _of_duty(view: View, duty: str, page: str, what: str) -> str:
    """A figure in the words of the law, or how often it orders something, with the article."""
    found = view.law.duty(duty)
    if what == "frequency" and found.frequency_term:
        said = _term(view, found.frequency_term, page)
    elif what == "frequency":
        said = words.duration(view, found.frequency)
    else:
        said = esc(view.say("quoted", words=found.quote))
    return said + " " + article_link(page, found.article, view.cite(found.article))


def _elsewhere(view: View, rule: Rule, spec: Data, page: str) -> str:
    """Records of another type: which, how they are matched to the one judged, and what they must fulfil."""
    other = str(spec["record"])
    said = [words.record(view, other, page)]
    for key in ("at", "key", "from", "to"):
        if key in spec:
            said.append(f"{esc(view.say(f'key-{key}'))} {words.column(view, other, spec[key])}")
    for theirs, ours in spec.get("match", {}).items():
        fixed = isinstance(ours, Mapping)
        mine = esc(words.spelling(view, other, theirs, ours["value"])) if fixed else words.column(view, rule.record, ours)
        said.append(f"{words.column(view, other, theirs)} = {mine}")
    said += [words.condition(view, spec[key], other) for key in ("where", "having") if key in spec]
    return esc("；" if view.lang != "en" else "; ").join(said)
