"""The past, derived: revisions folded into editions, and the interpretations in force on a day.

The law of a day is the fold of the revisions effective by then. Dates are days in the regulation's zone; an edition begins at
midnight of its effective date.
"""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from checker import yamlio
from checker.model import Change, Data, Edition, Interpretation, Problem, Revision, UnitKey, Units
from checker.regulation import authority
from checker.regulation.acts import read_interpretation, read_revision


def canonical(data: Any) -> str:
    """The one spelling of a datum: JSON, keys sorted, no blanks."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(units: Units) -> str:
    """The hash of a whole edition."""
    lines = "".join(f"{key}\t{canonical(units[key])}\n" for key in sorted(units))
    return "sha256:" + hashlib.sha256(lines.encode()).hexdigest()


def seal(document: Any) -> str:
    """The hash of one revision file's content, whatever its layout: what its successor carries as ``previous``."""
    return "sha256:" + hashlib.sha256(canonical(document).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class History:
    """Editions in order, and interpretations in order of effect."""

    revisions: tuple[Revision, ...]
    editions: tuple[Edition, ...]
    interpretations: tuple[Interpretation, ...]

    def on(self, day: date) -> Edition | None:
        """The edition in force on a day; None before the first."""
        index = bisect_right([edition.effective for edition in self.editions], day)
        return self.editions[index - 1] if index else None

    def readings(self, day: date) -> dict[str, tuple[Interpretation, Data]]:
        """What fills each open term on a day: the latest effective one, unless the term has been amended since."""
        edition = self.on(day)
        found: dict[str, tuple[Interpretation, Data]] = {}
        for act in self.interpretations:
            if act.effective > day or edition is None:
                continue
            read = self.on(act.issued)
            for term, fill in act.fills.items():
                key = UnitKey("term", term)
                if read and key in edition.units and edition.units[key] == read.units.get(key):
                    found[term] = (act, fill)
        return found

    def boundaries(self) -> list[date]:
        """The days on which anything that a rule depends on may change."""
        return sorted({e.effective for e in self.editions} | {i.effective for i in self.interpretations})


EMPTY = History((), (), ())


def read_history(files: Mapping[str, str]) -> tuple[History, list[Problem]]:
    """Fold ``revisions/NNNN-*.yml`` and gather ``revisions/interpretations/``; unlawful or broken acts are problems."""
    problems: list[Problem] = []
    revisions: list[Revision] = []
    editions: list[Edition] = []
    units: dict[UnitKey, Data] = {}
    previous: str | None = None
    for document in yamlio.documents(files, ["revisions/"]):
        if document.file.count("/") != 1:
            continue
        problems.extend(document.problems)
        revision = read_revision(document, problems)
        if revision is None:
            continue
        problems.extend(_sequence(revision, revisions, previous))
        if editions:  # the first edition makes the powers, so none is asked of it
            ruling = authority.may_act(revision.issuer, revision.power, [c.unit for c in revision.changes], editions[-1].units)
            problems.extend(ruling.problems(revision.place, _act_name(document)))
            revision = replace(revision, presumed=ruling.presumed)
        units, found = fold(units, revision)
        problems.extend(found)
        if digest(units) != revision.result:
            problems.append(Problem("result-hash", document.place("result"), {"expected": digest(units)}))
        revisions.append(revision)
        edition = Edition(revision.effective, revision.number, revision.provisional, dict(units))
        if editions and editions[-1].effective == edition.effective:
            editions.pop()
        editions.append(edition)
        previous = seal(document.value)
    history = History(tuple(revisions), tuple(editions), ())
    acts = _interpretations(files, history, problems)
    return replace(history, interpretations=acts), problems


def fold(units: Units, revision: Revision) -> tuple[dict[UnitKey, Data], list[Problem]]:
    """The units after one revision; a change whose ``before`` is not what stands there is a problem (and still applied)."""
    result = dict(units)
    problems: list[Problem] = []
    for change in revision.changes:
        if result.get(change.unit) != change.before:
            problems.append(Problem("before-differs", revision.place, {"unit": change.unit, "revision": revision.number}))
        expected = _action(change)
        if change.action != expected:
            problems.append(Problem("action-wrong", revision.place, {"unit": change.unit, "action": expected}))
        if change.after is None:
            result.pop(change.unit, None)
        else:
            result[change.unit] = change.after
    return result, problems


def _action(change: Change) -> str:
    if change.before is None:
        return "insert"
    return "repeal" if change.after is None else "amend"


def differences(before: Units, after: Units) -> list[Change]:
    """The changes that lead from one set of units to another, in the order of their keys."""
    changes = []
    for key in sorted(before.keys() | after.keys()):
        old, new = before.get(key), after.get(key)
        if old != new:
            change = Change(key, "", old, new)
            changes.append(replace(change, action=_action(change)))
    return changes


def _act_name(document: yamlio.Document) -> str:
    return document.file.rsplit("/", 1)[-1]


def _sequence(revision: Revision, earlier: list[Revision], previous: str | None) -> list[Problem]:
    problems = []
    number = earlier[-1].number + 1 if earlier else 1
    if revision.number != number:
        problems.append(Problem("revision-number", revision.place, {"found": revision.number, "expected": number}))
    if earlier and revision.effective < earlier[-1].effective:
        problems.append(Problem("effective-decreases", revision.place, {"effective": str(revision.effective)}))
    if revision.published and revision.effective < revision.published:
        problems.append(Problem("effective-before-published", revision.place, {"published": str(revision.published)}))
    if revision.previous != previous:
        problems.append(Problem("previous-hash", revision.place, {"expected": previous or "null"}))
    return problems


def _interpretations(files: Mapping[str, str], history: History, problems: list[Problem]) -> tuple[Interpretation, ...]:
    acts: list[Interpretation] = []
    taken: dict[tuple[str, date], str] = {}
    for document in yamlio.documents(files, ["revisions/interpretations/"]):
        problems.extend(document.problems)
        act = read_interpretation(document, problems)
        if act is None:
            continue
        edition = history.on(act.issued)
        terms = [UnitKey("term", term) for term in act.fills]
        ruling = authority.may_act(act.issuer, act.power, terms, edition.units if edition else {})
        problems.extend(ruling.problems(act.place, _act_name(document)))
        for term in act.fills:
            if edition is None or UnitKey("term", term) not in edition.units:
                problems.append(Problem("fills-unknown-term", act.place, {"term": term, "issued": str(act.issued)}))
            if (term, act.effective) in taken:
                other = taken[term, act.effective]
                problems.append(Problem("fills-tie", act.place, {"term": term, "other": other}))
            taken[term, act.effective] = document.file
        acts.append(replace(act, presumed=ruling.presumed))
    return tuple(sorted(acts, key=lambda act: (act.effective, act.number)))
