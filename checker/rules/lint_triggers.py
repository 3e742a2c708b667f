"""A duty is judged from its trigger on, and without a term until its case ends: what the law calls the trigger
(``docs/reference/triggers.yml``) against the activation of each rule, and ``until`` against the end of the record."""

from __future__ import annotations

from collections.abc import Iterator

from checker.model import Data, Place, Problem, RecordType
from checker.regulation.checks.schema import explain, named
from checker.regulation.checks.source import Source, either
from checker.regulation.law import text_of
from checker.regulation.triggers import Trigger
from checker.rules.keys.naming import Entry, Naming, record_named
from checker.rules.kinds import KINDS
from checker.rules.load import Rule

FILE = "docs/reference/triggers.yml"

ACT_ITSELF = frozenset({"ordering", "precedence", "role-at-time", "reference"})
"""Kinds that look back from an act, or at who did it: their activation is the act, and what started the duty lies before it."""


def check_table(source: Source) -> Iterator[Problem]:
    """The table's own entries, and the triggers of the law that it lacks."""
    used = {text_of(data, "trigger"): source.place(unit, "trigger") for unit, _, data in reversed([*source.units("duty")])}
    used.pop("", None)
    document = source.documents.get(FILE)
    listed = document.data.get("triggers") if document else None
    seen: dict[str, Place] = {}
    for number, data in enumerate(listed if isinstance(listed, list) else []):
        assert document
        entry = Entry("triggers", data if isinstance(data, dict) else {}, document, ("triggers", number), ())
        words, place = text_of(entry.data, "words"), entry.place("words")
        if words in seen:
            first = seen[words]
            yield Problem("duplicate-id", place, {"id": words, "first": f"{first.file}:{first.line}"})
        elif words and words not in used:
            yield either("trigger-unused", "trigger-unused-near", place, words, list(used), words=words)
        seen.setdefault(words, place)
        if not list(explain(named("triggers.json#/$defs/entry"), data, document, entry.path)):  # the file's check says so
            yield from _events(entry, source)
    for words in used.keys() - seen.keys():
        yield either("trigger-unknown", "trigger-unknown-near", used[words], words, [w for w in seen if w], words=words)


def _events(entry: Entry, source: Source) -> Iterator[Problem]:
    for number, event in enumerate(entry.data.get("events", ())):
        at = ("events", number)
        record = record_named(entry, event["record"], source.book.types, (*at, "record"))
        if isinstance(record, Problem):
            yield record
            continue
        naming = Naming(entry, record, source.book.types)
        yield from naming.column(event["at"], record, (*at, "at"), "instant")
        if "when" in event:
            yield from naming.condition(event["when"], record, (*at, "when"))


def check_rule(rule: Rule, entry: Entry, source: Source) -> Iterator[Problem]:
    """A well-formed rule starts with its duty's trigger, and one without a term is due when its case ends."""
    record = source.book.types[rule.record]
    yield from _started(rule, entry, source, record)
    yield from _ended(rule, entry, record)


def _started(rule: Rule, entry: Entry, source: Source, record: RecordType) -> Iterator[Problem]:
    """Direct rules start at one of the trigger's events. A proxy looks at something else instead, for which its note answers;
    but where its record holds the event, it too starts there."""
    if rule.kind in ACT_ITSELF:
        return
    for duty in rule.duties:
        trigger = source.book.apparatus.triggers.get(source.law.duty(duty).trigger)
        if trigger is not None:
            yield from _started_by(trigger, rule.strength_for(duty), rule, entry, record)


def _started_by(trigger: Trigger, strength: str, rule: Rule, entry: Entry, record: RecordType) -> Iterator[Problem]:
    at = rule.activation or record.activation
    here = [event for event in trigger.events if event.record == record.id]
    known = "；".join(f"{event.record}.{event.at}" for event in here or trigger.events)
    params = {"id": rule.id, "words": trigger.words, "found": f"{record.id}.{at}", "known": known}
    place = entry.place("activation" if rule.activation else "record")
    if not here:
        if strength == "direct" and not (trigger.standing and KINDS[rule.kind].across):
            if trigger.events:
                yield Problem("trigger-in-another-record", place, params)
            else:
                yield Problem("trigger-without-event", place, {**params, "why": trigger.standing or trigger.unrecorded or "—"})
        return
    there = [event for event in here if event.at == at]
    if not there:
        yield Problem("trigger-elsewhere", place, params)
    elif not any(implies(rule.when or {}, event.when) for event in there):
        wanted = "；".join(_plain(event.when) for event in there)
        yield Problem("trigger-of-some", entry.place("when" if rule.when else "record"), {**params, "when": wanted})


def implies(when: Data, wanted: Data) -> bool:
    """Whether a condition demands what another one does, part by part: more of it, or fewer values of a column."""
    return all(any(_narrower(part, want) for part in _parts(when)) for want in _parts(wanted))


def _parts(condition: Data) -> list[Data]:
    if "all" in condition:
        return [part for one in condition["all"] for part in _parts(one)]
    return [condition] if condition else []


def _narrower(part: Data, want: Data) -> bool:
    if part == want:
        return True
    if part.get("field") is None or part.get("field") != want.get("field"):
        return False
    values, wanted = _values(part), _values(want)
    return bool(values) and (want.get("filled") is True or (bool(wanted) and all(one in wanted for one in values)))


def _values(test: Data) -> list[object]:
    return list(test.get("in", [test["equals"]] if "equals" in test else []))


def _plain(condition: Data) -> str:
    """A condition as an editor would write it."""
    return " + ".join(", ".join(f"{key}: {value}" for key, value in part.items()) for part in _parts(condition))


def _ended(rule: Rule, entry: Entry, record: RecordType) -> Iterator[Problem]:
    """``until`` is a later instant than the activation; of a case without a term it is its end, or what comes after that.

    The columns of a record type stand in the order in which things happen.
    """
    until, at, ends = rule.params.get("until"), rule.activation or record.activation, record.time.ends
    params = {"id": rule.id, "record": record.id, "until": until or "—", "ends": ends or ""}
    if rule.params.get("since") == at:
        yield Problem("since-is-activation", entry.place("since"), {"id": rule.id, "since": at})
    if until == at:
        yield Problem("until-is-activation", entry.place("until"), params)
        return
    if "until" not in KINDS[rule.kind].params() or "within" in rule.params or record.time.form != "case" or not ends:
        return
    order = list(record.columns)
    last = order.index(ends)
    if order.index(at) >= last or {"field": ends, "filled": True} in _parts(rule.when or {}):
        return  # it is asked of cases that have ended
    if until is None or order.index(until) < last:
        yield Problem("until-before-the-end", entry.place("until" if until else "record"), params)
