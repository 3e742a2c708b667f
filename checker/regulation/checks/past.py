"""The present against the past: ``docs/`` is what the adopted revisions make it, and readings fit what their terms need."""

from __future__ import annotations

from collections.abc import Iterator

from checker.model import Change, Place, Problem
from checker.regulation.checks.schema import explain, named
from checker.regulation.checks.source import Source
from checker.regulation.history import differences
from checker.regulation.law import Law

_CODES = {"insert": "docs-added", "amend": "docs-changed", "repeal": "docs-removed"}
UNADOPTED = frozenset(_CODES.values())
"""A change under way: no revision has adopted it yet, so records are judged without it."""


def check_fold(source: Source) -> Iterator[Problem]:
    """Each unit in which ``docs/`` differs from the fold of the adopted revisions."""
    history = source.book.history
    if not history.revisions:
        yield Problem("history-missing", Place("revisions"))
        return
    law = history.editions[-1].units
    for change in differences(law, source.book.present.units):
        article = (Law(law) if change.after is None else source.law).article_of(change.unit)
        yield Problem(_CODES[change.action], _place(source, change), {"unit": change.unit, "article": article})


def _place(source: Source, change: Change) -> Place:
    """A unit of ``docs/`` where it stands; one that is gone, where the last revision that touched it speaks of it."""
    if change.after is not None:
        return source.place(change.unit, *_first_difference(change))
    for revision in reversed(source.book.history.revisions):
        document = source.documents[revision.place.file]
        changes = document.value.get("changes")
        for index, entry in enumerate(changes if isinstance(changes, list) else []):
            if isinstance(entry, dict) and entry.get("unit") == change.unit:
                return document.place("changes", index)
    return Place("revisions")


def _first_difference(change: Change) -> tuple[str, ...]:
    before, after = change.before or {}, change.after or {}
    changed = [key for key in after if before.get(key) != after[key]]
    return (changed[0],) if changed and change.before is not None else ()


def check_fills(source: Source) -> Iterator[Problem]:
    """What an interpretation fills in has the form its term needs: a limit, an interval, a list, a meaning."""
    history = source.book.history
    for act in history.interpretations:
        edition = history.on(act.issued)
        document = source.documents[act.place.file]
        for term, fill in act.fills.items():
            need = Law(edition.units).term(term).needs if edition else ""
            if need in ("limit", "interval", "number", "list", "meaning"):
                yield from explain(named(f"limit.json#/$defs/{need}"), fill, document, ("fills", term))
