"""What a run comes to: outcomes by rule, findings, figures. All that a report may see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from checker.model import Edition

OUTCOMES = ("satisfied", "violated", "pending", "indeterminate", "not_applicable", "waived", "error")
SEVERITIES = ("violation", "warning", "note")


@dataclass(frozen=True, slots=True)
class Reject:
    """A record that could not be read: the physical line (or sheet row) and the reason, a key of the message catalog."""

    file: str
    line: int
    reason: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Account:
    """Where every line went: lines = header + skipped + records, records = judged + rejected + duplicates +
    superseded."""

    lines: int = 0
    header: int = 0
    skipped: int = 0
    records: int = 0
    judged: int = 0
    rejected: int = 0
    duplicates: int = 0
    superseded: int = 0

    def __add__(self, other: Account) -> Account:
        return Account(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))

    @property
    def balanced(self) -> bool:
        records = self.judged + self.rejected + self.duplicates + self.superseded
        return self.lines == self.header + self.skipped + self.records and self.records == records


@dataclass(frozen=True, slots=True)
class FileAccount:
    """One file or sheet: what it was taken for, how it was read, and its account. ``type`` is None where nothing matched."""

    file: str
    type: str | None
    format: str
    encoding: str | None
    account: Account
    unmapped: tuple[str, ...] = ()
    notes: tuple[tuple[str, Mapping[str, object]], ...] = ()


@dataclass(frozen=True, slots=True)
class Beyond:
    """A time so far beyond all others that it can't be the end of the exports: most likely mistyped."""

    file: str
    row: int
    record: str
    column: str
    instant: datetime


@dataclass(frozen=True, slots=True)
class Unlisted:
    """A word that stands ``count`` times in a column of codes and that its list does not have; ``near`` is the nearest that it
    has, empty where none is."""

    record: str
    column: str
    word: str
    count: int
    near: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Why a rule could not assess ``records`` of its records: a key of the message catalog and its parameters."""

    reason: str
    records: int
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lapse:
    """Whole days, the ``first`` and the ``last`` included, on which a record did not have what must stand for it."""

    key: Mapping[str, Any]
    file: str
    row: int
    first: date
    last: date
    days: int


@dataclass(frozen=True, slots=True)
class Lapses:
    """Of how many records something lapsed without a whole month missing, so that it is no violation, and the ``longest``."""

    records: int
    longest: Sequence[Lapse]


@dataclass(frozen=True, slots=True)
class RuleResult:
    """One rule over all its records: ``outcomes`` and the gaps add up to the records judged of its type.

    ``pending_days``: how long before the cutoff the oldest began of those that are pending. ``lapses``: None where the rule
    asks for nothing that can lapse, or where what is missing proves nothing. ``also`` are further articles that say the same.
    """

    rule: str
    title: Mapping[str, str]
    article: str
    kind: str
    severity: str
    record: str
    outcomes: Mapping[str, int]
    not_assessed: tuple[Gap, ...] = ()
    pending_days: int = 0
    lapses: Lapses | None = None
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """What all findings of a rule, by one version of it under one edition, have in common; the same one, so compared by
    identity. ``undecided`` says, by language, why the rule leaves open what it does not accuse; it may be empty. ``also`` are
    further articles that say what ``article`` says; bearer and severity are those of the latter."""

    rule: str
    kind: str
    title: Mapping[str, str]
    article: str
    bearer: str
    bearer_name: Mapping[str, str]
    severity: str
    record: str
    edition: Edition | None
    undecided: Mapping[str, str] = field(default_factory=dict)
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One record against one rule, with what proves it. ``row`` counts as a spreadsheet shows it, from 1."""

    ground: Ground
    outcome: str
    reason: str
    key: Mapping[str, Any]
    file: str
    row: int
    activation: str | None
    evidence: Mapping[str, Any]
    presumed: bool = False


@dataclass(frozen=True, slots=True)
class Cause:
    """How many records a rule could not decide for one reason."""

    rule: str
    reason: str
    count: int


class Findings(Protocol):
    """The findings of a run, the worst outcome first, then in the order of the rules, by file and row; may be walked again and
    again. ``worst``: the first so many that are violated, taken in turn from every rule."""

    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[Finding]: ...
    def worst(self, number: int) -> Sequence[Finding]: ...
    def causes(self) -> Sequence[Cause]: ...


@dataclass(frozen=True, slots=True)
class Figure:
    """A statistic the regulation orders: ``count`` of ``of`` records in one month (``period`` is ``2026-01``), ``of`` never 0.

    ``records`` are the record types counted: all that the statistic draws on (``whole``), or one of several. ``group`` is a
    column and the value that all records counted have in it, None where they are not broken down. ``running``: the month was
    not over at the cutoff. ``reading`` says, by language, what was chosen where the law leaves it open; it may be empty.
    """

    statistic: str
    title: Mapping[str, str]
    reading: Mapping[str, str]
    article: str
    records: tuple[str, ...]
    whole: bool
    period: str
    running: bool
    group: tuple[str, str] | None
    count: int
    of: int


@dataclass(frozen=True, slots=True)
class Result:
    """All a report needs, and all it may see."""

    title: Mapping[str, str]
    cutoff: int | None
    cutoff_text: str
    cutoff_given: bool
    period: tuple[date, date] | None
    beyond: tuple[Beyond, ...]
    edition: Edition
    files: tuple[FileAccount, ...]
    account: Account
    rejects: tuple[Reject, ...]
    unlisted: tuple[Unlisted, ...]
    rules: tuple[RuleResult, ...]
    figures: tuple[Figure, ...]
    findings: Findings
    names: Mapping[str, str]  # record type and column ids -> Chinese titles, "inquiries", "inquiries.received_at"
    missing: tuple[str, ...]  # record types that rules ask about and no file holds, those that the most rules ask about first
    headings: Mapping[str, Mapping[str, str]]  # titles of the articles that rules encode and of their chapters, by language
