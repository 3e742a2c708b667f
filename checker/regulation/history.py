"""The past, derived: revisions folded into editions, and the interpretations in force on a day.

The law of a day is the fold of the revisions effective by then. Dates are days in the regulation's zone; an edition begins at
midnight of its effective date.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest

from checker import yamlio
from checker.model import Change, Data, Edition, Interpretation, Place, Problem, Revision, UnitKey, Units
from checker.regulation import authority
from checker.regulation.acts import Acts, canonical, read_acts


def digest(units: Units) -> str:
    """The hash of a whole edition."""
    lines = "".join(f"{key}\t{canonical(units[key])}\n" for key in sorted(units))
    return "sha256:" + hashlib.sha256(lines.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class History:
    """Editions in order, and interpretations in order of effect; ``head`` is the seal of the latest revision's file."""

    revisions: tuple[Revision, ...]
    editions: tuple[Edition, ...]
    interpretations: tuple[Interpretation, ...]
    head: str | None = None

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


def read_history(texts: yamlio.Texts) -> tuple[History, list[Problem]]:
    """Read the acts, fold the revisions, judge who issued what; unlawful or broken acts are problems."""
    acts = read_acts(texts)
    editions, folded = _editions(acts)
    judged, unlawful = _judged(acts, editions)
    history = History(tuple(judged), _last_of_each_day(editions), (), _head(acts))
    interpretations, wrong = _interpretations(acts.interpretations, history)
    return replace(history, interpretations=interpretations), [*acts.problems, *folded, *unlawful, *wrong]


def _editions(acts: Acts) -> tuple[list[Edition], list[Problem]]:
    """The law after each revision, and where the chain of revisions does not hold."""
    editions: list[Edition] = []
    problems: list[Problem] = []
    units: dict[UnitKey, Data] = {}
    for index, revision in enumerate(acts.revisions):
        before = acts.revisions[index - 1] if index else None
        problems.extend(_sequence(revision, before, acts.seals[before.place.file] if before else None))
        units, found = fold(units, revision)
        problems.extend(found)
        if digest(units) != revision.result:
            problems.append(Problem("result-hash", acts.places[revision.place.file], {"expected": digest(units)}))
        editions.append(Edition(revision.effective, revision.number, revision.provisional, units))
    return editions, problems


def _judged(acts: Acts, editions: Sequence[Edition]) -> tuple[list[Revision], list[Problem]]:
    """The revisions, each with what its issuer's power rests on by the law before it; the first edition makes the powers."""
    judged = list(acts.revisions[:1])
    problems: list[Problem] = []
    for revision, edition in zip(acts.revisions[1:], editions, strict=False):
        ruling = authority.may_act(revision.issuer, revision.power, [c.unit for c in revision.changes], edition.units)
        problems.extend(ruling.problems(revision.place, _act_name(revision.place)))
        judged.append(replace(revision, presumed=ruling.presumed))
    return judged, problems


def _last_of_each_day(editions: Sequence[Edition]) -> tuple[Edition, ...]:
    """Of editions that follow one another on one day only the last can be seen."""
    return tuple(one for one, after in zip_longest(editions, editions[1:]) if after is None or after.effective != one.effective)


def _head(acts: Acts) -> str | None:
    return acts.seals[acts.revisions[-1].place.file] if acts.revisions else None


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


def _act_name(place: Place) -> str:
    return place.file.rsplit("/", 1)[-1]


def _sequence(revision: Revision, before: Revision | None, previous: str | None) -> list[Problem]:
    problems = []
    number = before.number + 1 if before else 1
    if revision.number != number:
        problems.append(Problem("revision-number", revision.place, {"found": revision.number, "expected": number}))
    if before and revision.effective < before.effective:
        problems.append(Problem("effective-decreases", revision.place, {"effective": str(revision.effective)}))
    if revision.published and revision.effective < revision.published:
        problems.append(Problem("effective-before-published", revision.place, {"published": str(revision.published)}))
    if revision.previous != previous:
        problems.append(Problem("previous-hash", revision.place, {"expected": previous or "null"}))
    return problems


def _interpretations(acts: Iterable[Interpretation], history: History) -> tuple[tuple[Interpretation, ...], list[Problem]]:
    """The interpretations in order of effect, each with what its issuer's power rests on by the law of its day."""
    found: list[Interpretation] = []
    problems: list[Problem] = []
    taken: dict[tuple[str, date], str] = {}
    for act in acts:
        edition = history.on(act.issued)
        law = edition.units if edition else {}
        ruling = authority.may_act(act.issuer, act.power, [UnitKey("term", term) for term in act.fills], law)
        problems.extend(ruling.problems(act.place, _act_name(act.place)))
        for term in act.fills:
            if UnitKey("term", term) not in law:
                problems.append(Problem("fills-unknown-term", act.place, {"term": term, "issued": str(act.issued)}))
            if (term, act.effective) in taken:
                other = taken[term, act.effective]
                problems.append(Problem("fills-tie", act.place, {"term": term, "other": other}))
            taken[term, act.effective] = act.place.file
        found.append(replace(act, presumed=ruling.presumed))
    return tuple(sorted(found, key=lambda act: (act.effective, act.number))), problems
