"""What the law says about an article or a rule, gathered for people: the same facts for the terminal and the site."""

from __future__ import annotations

from datetime import date
from typing import Any

from checker.catalog import pick, say
from checker.citation import article_order, citation, cite
from checker.model import Data, Edition
from checker.regulation.book import Book
from checker.regulation.history import History
from checker.rules.load import SIDES, Encoding, Rule
from checker.rules.versions import Version, about_gap, versions


def articles_of(edition: Edition, name: str) -> list[str]:
    """The articles an id names: itself, or those of a section, or of a chapter with its sections; in order."""
    ids = [key.removeprefix("article/") for key in edition.units if key.startswith("article/")]
    chosen = [a for a in ids if a == name or a.startswith((f"{name}-", f"{name}."))]
    return sorted([name] if name in ids else chosen, key=article_order)


def article(book: Book, encoding: Encoding, edition: Edition, name: str, lang: str, day: date) -> dict[str, Any]:
    """One article with its norms, limits, open terms and rules, as JSON types."""
    units = edition.units
    data = units[f"article/{name}"]
    mine = {key: unit for key, unit in sorted(units.items()) if unit.get("article") == name}
    readings = book.history.readings(day)
    return {
        "article": name,
        "title": book.name(f"article/{name}", lang, units),
        "citation": citation(book.title, name, edition, lang),
        "status": data.get("status", "in-force"),
        "text": data.get("text", ""),
        "norms": [_norm(book, encoding, edition, key, unit, lang) for key, unit in mine.items() if key.startswith("duty/")],
        "limits": [_limit(key, unit) for key, unit in mine.items() if key.startswith("sla/")],
        "terms": [_term(key, unit, readings) for key, unit in mine.items() if key.startswith("term/")],
    }


def _norm(book: Book, encoding: Encoding, edition: Edition, key: str, unit: Data, lang: str) -> dict[str, Any]:
    duty = key.removeprefix("duty/")
    unchecked = next((item for item in encoding.unchecked if item.duty == duty), None)
    return {
        "duty": duty,
        "quote": unit.get("quote"),
        "modality": unit.get("modality"),
        "bearer": {"id": unit.get("bearer"), "name": book.name(f"role/{unit.get('bearer')}", lang, edition.units)},
        "rules": [{"rule": item.id, "title": pick(item.title, lang)} for item in encoding.checks(duty)],
        "unchecked": unchecked and {"why": unchecked.why, "reason": unchecked.reason},
    }


def _limit(key: str, unit: Data) -> dict[str, Any]:
    return {"sla": key.removeprefix("sla/"), "quote": unit.get("quote"), "limit": unit.get("limit")}


def _term(key: str, unit: Data, readings: Any) -> dict[str, Any]:
    term = key.removeprefix("term/")
    filled = None
    if term in readings:
        act, fill = readings[term]
        filled = {"interpretation": act.number, "effective": str(act.effective), "presumed": act.presumed, "fill": dict(fill)}
    return {"term": term, "quote": unit.get("quote"), "needs": unit.get("needs"), "items": unit.get("items"), "filled": filled}


def rule(book: Book, encoding: Encoding, chosen: Rule, lang: str) -> dict[str, Any]:
    """One rule: what it looks at, under which article, with which values when, and its examples."""
    edition = book.edition()
    duty = edition.units.get(f"duty/{chosen.duty}", book.present.units.get(f"duty/{chosen.duty}", {}))
    name = str(duty.get("article", chosen.duty.rpartition(".")[0]))
    from checker.rules.kinds import KINDS

    return {
        "rule": chosen.id,
        "title": pick(chosen.title, lang),
        "kind": chosen.kind,
        "what": say(f"kind.{chosen.kind}", lang),
        "article": name,
        "citation": citation(book.title, name, edition, lang),
        "duty": chosen.duty,
        "quote": duty.get("quote"),
        "bearer": {"id": duty.get("bearer"), "name": book.name(f"role/{duty.get('bearer')}", lang, edition.units)},
        "strength": chosen.strength,
        "note": chosen.note or None,
        "severity": chosen.severity(edition.units),
        "record": chosen.record,
        "columns": sorted({f"{record}.{column}" for record, column in KINDS[chosen.kind].columns(chosen)}),
        "versions": [_version(book.history, book, version) for version in versions(chosen, book)],
        "examples": {side: list(chosen.examples.get(side) or []) for side in SIDES},
    }


def _version(history: History, book: Book, version: Version) -> dict[str, Any]:
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
