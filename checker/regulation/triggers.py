"""What starts a duty: the words in which the law says it, and the events of the records that are it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from checker.model import Data
from checker.regulation.law import map_of, text_of


@dataclass(frozen=True, slots=True)
class Event:
    """An instant ``at`` of a record type; ``when`` tells which of its records are meant (none: all), ``note`` why it stands
    in for an instant that nobody writes down."""

    record: str
    at: str
    when: Data
    note: str


@dataclass(frozen=True, slots=True)
class Trigger:
    """The ``words`` of a duty's trigger and what they are among the records: any of the ``events``; or why it is nothing that
    happens at a time (``standing``), or why no record holds it (``unrecorded``). One of the three is given."""

    words: str
    events: tuple[Event, ...]
    standing: str
    unrecorded: str


def read_triggers(entries: Iterable[Data]) -> dict[str, Trigger]:
    """The triggers by their words, the first where words repeat; what is malformed is empty, and the schema says so."""
    found: dict[str, Trigger] = {}
    for entry in entries:
        listed = entry.get("events")
        events = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
        trigger = Trigger(
            words=text_of(entry, "words"),
            events=tuple(Event(text_of(e, "record"), text_of(e, "at"), map_of(e, "when"), text_of(e, "note")) for e in events),
            standing=text_of(entry, "standing"),
            unrecorded=text_of(entry, "unrecorded"),
        )
        found.setdefault(trigger.words, trigger)
    return found
