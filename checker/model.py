"""What crosses the walls between packages: the law, the record types, what was read. Imports nothing of ours.
Instants are integers: microseconds since 1970-01-01T00:00Z. Dates of the law are ``datetime.date`` in the regulation's zone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

Data = Mapping[str, Any]
"""One datum of the law in plain JSON types: strings, integers, booleans, lists, maps, null."""


class UnitKey(str):
    """The key of a unit of the law: ``duty/4.1-2.a`` is its ``kind`` and its ``id``. One read from a file may lack either."""

    def __new__(cls, kind: str, id: str) -> UnitKey:
        return cls.parse(f"{kind}/{id}")

    @classmethod
    def parse(cls, text: str) -> UnitKey:
        return str.__new__(cls, text)

    @property
    def kind(self) -> str:
        return self.partition("/")[0]

    @property
    def id(self) -> str:
        return self.partition("/")[2]


Units = Mapping[UnitKey, Data]
"""The law at one moment: each of its units and the datum."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands: a file of the regulation (posix, relative to its root) and a line counted from 1."""

    file: str
    line: int = 1


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with the regulation: a key of the message catalog, its parameters, and where it is."""

    code: str
    place: Place
    params: Mapping[str, object] = field(default_factory=dict)
    severity: str = "error"  # error | warning


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit. Inclusive means that exactly the limit is still in time.

    ``value`` is what people see: an ISO 8601 duration, or a count and its unit (``3 working-day``). ``micros`` is its length
    where it has a fixed one. Else it is ``months`` plus ``extra`` µs, or ``count`` of ``unit`` (``day``, ``working-day``,
    ``working-hour``) in a ``calendar``; ``first_day`` says whether the day it begins on is counted.
    """

    value: str
    micros: int | None
    inclusive: bool = True
    months: int = 0
    extra: int = 0
    count: int = 0
    unit: str = ""
    calendar: str = ""
    first_day: bool = False

    @property
    def by_day(self) -> bool:
        """Whether it ends with the end of a day."""
        return self.unit in ("day", "working-day")

    @property
    def key(self) -> str:
        """One text for limits that are counted alike."""
        return f"{self.value} {self.calendar} {'from' if self.first_day else 'after'} {'to' if self.inclusive else 'before'}"


@dataclass(frozen=True, slots=True)
class Interpretation:
    """An official reading: who gave it, when, from which day it counts, and what it fills."""

    number: int
    title: str
    issuer: str
    power: str
    issued: date
    effective: date
    fills: Mapping[str, Data]
    place: Place
    presumed: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """One unit in one revision. ``before`` is null for an insert, ``after`` for a repeal."""

    unit: UnitKey
    action: str  # insert | amend | repeal
    before: Data | None
    after: Data | None
    replaces: UnitKey | None = None


@dataclass(frozen=True, slots=True)
class Revision:
    """One adopted act: the units it changes and the day from which they count."""

    number: int
    title: str
    reason: str
    issuer: str
    power: str
    adopted: date | None
    published: date | None
    effective: date
    provisional: bool
    previous: str | None
    result: str
    changes: tuple[Change, ...]
    place: Place
    presumed: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """A revision that is not adopted: what it would change, who puts it forward, and from which day on it should count."""

    name: str
    title: str
    reason: str
    issuer: str
    power: str
    effective: date
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """The law from ``effective`` until the next edition: the fold of the revisions up to ``revision``."""

    effective: date
    revision: int
    provisional: bool
    units: Units


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a record type. ``kind``: text, code, boolean, integer, number, instant.

    ``values`` maps each canonical code to the spellings found in exports; ``blank`` is the code that an empty
    cell means; ``planned`` marks an instant that may lie ahead of the export (a booking, the end of a contract); ``open`` one
    whose unlisted words are simply other values, such as names; ``shared``, in the column that names people, are the
    words for accounts that are no person; a blank of one that is ``none`` says that there is none, and is not unknown.
    """

    id: str
    title: str
    title_en: str
    description: str
    kind: str
    aliases: tuple[str, ...] = ()
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    personal: bool = False
    blank: str | None = None
    planned: bool = False
    open: bool = False
    shared: tuple[str, ...] = ()
    none: bool = False


@dataclass(frozen=True, slots=True)
class Ending:
    """What ends the life of a record besides its own ``to``: a record of the type that has the same ``same`` and begins later,
    or one that ``names`` this one's key and fits the condition ``where``, from its instant ``at`` on."""

    same: str = ""
    names: str = ""
    where: Data = field(default_factory=dict)
    at: str = ""


@dataclass(frozen=True, slots=True)
class Time:
    """What a record is in time, by its columns of instants.

    ``event``: it happens (``begins``). ``case``: it opens (``begins``) and may end. ``life``: it holds from ``begins`` until it
    ``ends`` or is ``ended_by`` another. ``covers``: it tells, ``known`` from a day on, what was from ``begins`` to ``ends``."""

    form: str
    begins: str
    ends: str | None = None
    known: str | None = None
    ended_by: Ending | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """Of all records of a type at hand: columns ``filled``, those of ``listed`` words only; all readable, no key twice."""

    filled: frozenset[str] = frozenset()
    listed: frozenset[str] = frozenset()
    readable: bool = False
    distinct: bool = False


@dataclass(frozen=True, slots=True)
class RecordType:
    """One kind of exported record. ``implied``: there is one, exported or not. ``parents``: type to the column of its key."""

    id: str
    title: str
    title_en: str
    description: str
    key: tuple[str, ...]
    activation: str
    fallback: str | None
    names: tuple[str, ...]
    columns: Mapping[str, Column]
    example: Mapping[str, object]
    time: Time
    parents: Mapping[str, str] = field(default_factory=dict)
    implied: bool = False
    seen: Seen = Seen()


@dataclass(frozen=True, slots=True)
class Part:
    """One loaded file or sheet of a record type.

    ``relation`` is the SQL relation that holds it: the type's columns (an instant ``c`` is the half-open pair of BIGINT ``c``,
    ``c__hi``), ``_row`` (index among the records read), ``_bad`` (JSON of unreadable cells or NULL), ``_rest`` (other cells as
    one text); ``whole``, if any, the table with ``_file`` of all files of its type. ``columns`` are those the file has.
    """

    index: int
    file: str
    type: str
    relation: str
    columns: frozenset[str]
    system: str = ""
    whole: str = ""
