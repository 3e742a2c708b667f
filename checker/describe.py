"""What the law says about an article or a rule, gathered for people: the same facts for the terminal and the site."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from checker.catalog import pick, say
from checker.citation import article_order, citation, cite
from checker.model import Data, Edition, Interpretation, UnitKey
from checker.regulation.book import Book
from checker.regulation.history import History
from checker.regulation.law import Duty, Law, Sla, Term
from checker.regulation.triggers import Event
from checker.rules.cases import Case
from checker.rules.load import SIDES, Encoding, Rule
from checker.rules.versions import Version, about_gap, versions, waiting


def articles_of(edition: Edition, name: str) -> list[str]:
    """The articles an id names: itself, or those of a section, or of a chapter with its sections; in order."""
    ids = Law(edition.units).ids("article")
    chosen = [a for a in ids if a == name or a.startswith((f"{name}-", f"{name}."))]
    return sorted([name] if name in ids else chosen, key=article_order)


def article(book: Book, encoding: Encoding, edition: Edition, name: str, lang: str, day: date) -> dict[str, Any]:
    """One article with its norms, limits, open terms and rules, as JSON types."""
    law = book.law(edition)
    data = law.article(name)
    mine = [key for key, unit in sorted(edition.units.items()) if unit.get("article") == name]
    readings = book.history.readings(day)
    waits = waiting(encoding.rules.values(), book, day)
    return {
        "article": name,
        "title": law.name(UnitKey("article", name), lang),
        "citation": citation(book.title, name, edition, lang),
        "status": data.status or "in-force",
        "text": data.text,
        "norms": [_norm(encoding, law, law.duty(key.id), waits, lang) for key in mine if key.kind == "duty"],
        "limits": [_limit(law.sla(key.id)) for key in mine if key.kind == "sla"],
        "terms": [_term(law.term(key.id), readings) for key in mine if key.kind == "term"],
    }


def _norm(encoding: Encoding, law: Law, duty: Duty, waits: Mapping[str, str], lang: str) -> dict[str, object]:
    unchecked = next((item for item in encoding.unchecked if item.duty == duty.id), None)
    return {
        "duty": duty.id,
        "quote": duty.quote or None,
        "modality": duty.modality or None,
        "bearer": _bearer(law, duty, lang),
        "rules": [
            {"rule": item.id, "title": pick(item.title, lang), "waits_for": waits.get(item.id)}
            for item in encoding.checks(duty.id)
        ],
        "unchecked": unchecked and {"why": unchecked.why, "reason": unchecked.reason},
    }


def _bearer(law: Law, duty: Duty, lang: str) -> dict[str, str | None]:
    return {"id": duty.bearer or None, "name": law.name(UnitKey("role", str(duty.bearer or None)), lang)}


def _limit(sla: Sla) -> dict[str, object]:
    return {"sla": sla.id, "quote": sla.quote or None, "limit": sla.limit}


def _term(term: Term, readings: Mapping[str, tuple[Interpretation, Data]]) -> dict[str, object]:
    filled = None
    if term.id in readings:
        act, fill = readings[term.id]
        filled = {"interpretation": act.number, "effective": str(act.effective), "presumed": act.presumed, "fill": dict(fill)}
    items = list(term.items) or None
    return {"term": term.id, "quote": term.quote or None, "needs": term.needs or None, "items": items, "filled": filled}


def rule(book: Book, encoding: Encoding, chosen: Rule, lang: str) -> dict[str, object]:
    """One rule: what it looks at, under which article, with which values when, the cases of its norm, and its examples."""
    edition = book.edition()
    law = book.law(edition)
    known = law if chosen.encodes in edition.units else book.law()
    duty, name = known.duty(chosen.duty), known.article_of(chosen.encodes)
    from checker.rules.kinds import KINDS

    return {
        "rule": chosen.id,
        "title": pick(chosen.title, lang),
        "kind": chosen.kind,
        "what": say(f"kind.{chosen.kind}", lang),
        "article": name,
        "citation": citation(book.title, name, edition, lang),
        "duty": chosen.duty,
        "quote": duty.quote or None,
        "also": [_also(book, chosen, known, edition, one, lang) for one in chosen.duties[1:]],
        "trigger": _trigger(book, duty.trigger, lang),
        "rests_on": [_titled(book, type_, lang) for type_ in sorted(KINDS[chosen.kind].absent(chosen))],
        "until": _until(book, chosen, lang),
        "bearer": _bearer(law, duty, lang),
        "strength": chosen.strength,
        "note": chosen.note or None,
        "undecided": _undecided(chosen, lang),
        "severity": chosen.severity(edition.units),
        "record": chosen.record,
        "columns": sorted({f"{record}.{column}" for record, column in KINDS[chosen.kind].columns(chosen)}),
        "versions": [_version(book.history, book, version) for version in versions(chosen, book)],
        "cases": [_case(case) for one in chosen.duties for case in encoding.cases.of(one)],
        "examples": {side: list(chosen.examples.get(side) or []) for side in SIDES},
    }


def _also(book: Book, chosen: Rule, law: Law, edition: Edition, name: str, lang: str) -> dict[str, object]:
    """A further duty that the rule decides, and how."""
    duty, article = law.duty(name), law.article_of(UnitKey("duty", name))
    return {
        "duty": name,
        "article": article,
        "citation": citation(book.title, article, edition, lang),
        "quote": duty.quote or None,
        "bearer": _bearer(law, duty, lang),
        "strength": chosen.strength_for(name),
    }


def _case(case: Case) -> dict[str, object]:
    told = {"id": case.id, "says": case.says, "story": case.story, "words": case.words}
    return {**told, "settled": case.settled, "dispute": case.dispute or None}


def _undecided(rule: Rule, lang: str) -> dict[str, object] | None:
    """Which records the rule does not accuse (``when``, or what the one in ``field`` was, ``unless``; neither: any) and because
    of what; None where it accuses all."""
    spec = rule.undecided
    if spec is None:
        return None
    return {key: spec.get(key) for key in ("when", "field", "unless")} | {"because": pick(spec["because"], lang)}


def _titled(book: Book, record: str, lang: str) -> dict[str, str]:
    known = book.types[record]
    return {"id": record, "title": pick({"zh-Hant": known.title, "en": known.title_en}, lang)}


def _until(book: Book, rule: Rule, lang: str) -> dict[str, str] | None:
    """The instant up to which a duty without a term may be met; None where it has one, or needs none."""
    column = book.types[rule.record].columns.get(str(rule.params.get("until")))
    return None if column is None else {"id": column.id, "title": pick({"zh-Hant": column.title, "en": column.title_en}, lang)}


def _trigger(book: Book, words: str, lang: str) -> dict[str, object] | None:
    """What starts the duty: the law's words, the events of the records that are it, or why there are none."""
    if not words:
        return None
    found = book.apparatus.triggers.get(words)
    return {
        "words": words,
        "events": [_event(book, event, lang) for event in found.events] if found else [],
        "standing": (found and found.standing) or None,
        "unrecorded": (found and found.unrecorded) or None,
    }


def _event(book: Book, event: Event, lang: str) -> dict[str, object]:
    record = book.types.get(event.record)
    column = record.columns.get(event.at) if record else None
    return {
        "record": event.record,
        "record_title": pick({"zh-Hant": record.title, "en": record.title_en}, lang) if record else event.record,
        "at": event.at,
        "at_title": pick({"zh-Hant": column.title, "en": column.title_en}, lang) if column else event.at,
        "when": event.when or None,
        "note": event.note or None,
    }


def _version(history: History, book: Book, version: Version) -> dict[str, object]:
    start = next(day for day in history.boundaries() if book.midnight(day) == version.start)
    end = next((day for day in history.boundaries() if book.midnight(day) == version.end), None)
    values = version.values
    about = about_gap(version, book)
    return {
        "from": str(start),
        "to": end and str(end),
        "limit": values.limit and values.limit.value,
        "items": list(values.items),
        "closed": values.closed,
        "numbers": dict(values.numbers) | dict(zip(("least", "most"), values.figures or (), strict=False)),
        "every": values.every or None,
        "times": values.times or None,
        "gap": version.gap,
        "open_term": version.term if version.gap else None,
        "quote": about["quote"] if version.gap else None,
        "presumed": version.presumed,
    }


__all__ = ["article", "articles_of", "cite", "rule"]
