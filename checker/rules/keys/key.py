"""What a type of key is: the columns and units that a value of it names, what the law makes of it, its faults and its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from checker.model import Data, Interpretation, Problem, RecordType, UnitKey
from checker.regulation.bearers import Bearer
from checker.regulation.calendars import Calendar
from checker.regulation.law import Law
from checker.rules.keys.naming import Naming
from checker.rules.values import Values
from checker.yamlio import Path

Value = Any
"""The value of a key as YAML gives it; its form is the key's schema."""

Spoilt = Iterator[tuple[str, Value]]
"""Ways to get a value wrong: what was done, and the value."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a rule may take its values from on a day: the law, what fills its open terms, the calendars; and its own keys.

    ``values`` are those that the keys before have found; ``bearers`` says how records write the roles of the law.
    """

    law: Law
    readings: Mapping[str, tuple[Interpretation, Data]]
    calendars: Mapping[str, Calendar]
    params: Data
    record: RecordType
    values: Values
    types: Mapping[str, RecordType]
    bearers: Mapping[str, Bearer]


@dataclass(frozen=True, slots=True)
class Found:
    """The values with those of one more key; ``presumed`` when they rest on an interpretation by a presumed holder."""

    values: Values
    presumed: bool = False


@dataclass(frozen=True, slots=True)
class Lacking:
    """Why there is no value: the word of a gap, and the id of what it lacks."""

    gap: str
    term: str


class Teller(Protocol):
    """Who says values in words for a page."""

    def column(self, record: str, name: str) -> str: ...
    def sequence(self, items: Iterable[str]) -> str: ...
    def condition(self, spec: Data, record: str) -> str: ...
    def limit(self, sla: str) -> str: ...
    def term(self, term: str) -> str: ...
    def quote(self, duty: str) -> str: ...
    def bearer(self, duty: str) -> str: ...
    def frequency(self, duty: str) -> str: ...
    def choice(self, key: str, value: str) -> str: ...
    def number(self, value: int) -> str: ...
    def other(self, spec: Data, own: str) -> str: ...
    def any_of(self, items: Iterable[str]) -> str: ...


@dataclass(frozen=True, eq=False)
class Key:
    """A type of key. ``schema`` is the form of a value; ``over`` names the key whose record the value is about, the rule's own
    record if empty; ``needs`` is what an open term that a value names must need; ``label`` is said instead of the key's name.
    """

    name: str
    schema: Data = field(repr=False)
    over: str = ""
    needs: str = ""
    label: str = ""

    def about(self, params: Data, own: str) -> str:
        """The record type that a value is about."""
        return str(params[self.over]["record"]) if self.over else own

    def records(self, value: Value) -> Sequence[str]:
        """The record types, besides that it is about, without which a rule cannot be assessed."""
        return ()

    def columns(self, value: Value, record: str, own: str) -> Iterable[tuple[str, str]]:
        """Every (record type, column) that a value names; ``record`` is what it is about, ``own`` the rule's."""
        return ()

    def units(self, value: Value) -> Sequence[UnitKey]:
        """The units of the law from which a value comes; a change to one makes the rule stale. Any value, however malformed."""
        return ()

    def resolve(self, key: str, value: Value, given: Given) -> Found | Lacking:
        """What the law of a day makes of a value."""
        return Found(given.values)

    def problems(self, naming: Naming, value: Value, record: RecordType, path: Path) -> Iterable[Problem]:
        """What a well-formed value names wrongly; ``record`` is what it is about."""
        return ()

    def mutants(self, value: Value, record: RecordType, own: RecordType, types: Mapping[str, RecordType]) -> Spoilt:
        """Every small way in which an author could get a value wrong."""
        return iter(())

    def words(self, tell: Teller, value: Value, record: str, own: str) -> str:
        """A value in words."""
        raise NotImplementedError


def ref(path: str) -> dict[str, str]:
    """A reference to another schema: ``id.json#/$defs/column``."""
    return {"$ref": path}


def units_named(value: Value) -> Sequence[UnitKey]:
    """The units that ``{duty: id}`` or ``{term: id}`` names; none of anything else."""
    return [UnitKey(kind, str(name)) for kind, name in value.items()] if isinstance(value, dict) else []


def filled(term: str, given: Given) -> tuple[Interpretation, Data] | None:
    """The reading that fills an open term on the day, and what with."""
    return given.readings.get(term)


def others_like(record: RecordType, column: str) -> list[str]:
    """The columns of the same type: those an author could have taken by mistake."""
    kind = record.columns[column].kind
    return [other for other, data in record.columns.items() if other != column and data.kind == kind]
