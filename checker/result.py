"""What a run comes to: outcomes by rule, findings, figures. All that a report may see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from checker.model import Account, Edition, FileAccount, Reject

OUTCOMES = ("satisfied", "violated", "pending", "indeterminate", "not_applicable", "waived", "error")
SEVERITIES = ("violation", "warning", "note")


@dataclass(frozen=True, slots=True)
class Gap:
    """Why a rule could not assess ``records`` of its records: a key of the message catalog and its parameters."""

    reason: str
    records: int
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RuleResult:
    """One rule over all its records: ``outcomes`` and the gaps add up to the records judged of its type."""

    rule: str
    title: Mapping[str, str]
    article: str
    kind: str
    severity: str
    record: str
    outcomes: Mapping[str, int]
    not_assessed: tuple[Gap, ...] = ()
    stale: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """One record against one rule, with what proves it. ``row`` counts as a spreadsheet shows it, from 1."""

    rule: str
    title: Mapping[str, str]
    article: str
    bearer: str
    bearer_name: Mapping[str, str]
    outcome: str
    reason: str
    severity: str
    record: str
    key: Mapping[str, Any]
    file: str
    row: int
    activation: str | None
    edition: Edition | None
    evidence: Mapping[str, Any]
    kind: str
    presumed: bool = False


class Findings(Protocol):
    """The findings of a run, in the order rule severity, rule, file, row; may be walked again and again."""

    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[Finding]: ...
    def worst(self, count: int) -> Sequence[Finding]: ...


@dataclass(frozen=True, slots=True)
class Figure:
    """A statistic the regulation orders: ``count`` of ``of`` records in one month (``period`` is ``2026-01``)."""

    statistic: str
    title: Mapping[str, str]
    article: str
    record: str
    period: str
    count: int
    of: int


@dataclass(frozen=True, slots=True)
class Result:
    """All a report needs, and all it may see."""

    title: Mapping[str, str]
    cutoff: int | None
    cutoff_text: str
    cutoff_given: bool
    edition: Edition
    files: tuple[FileAccount, ...]
    account: Account
    rejects: tuple[Reject, ...]
    rules: tuple[RuleResult, ...]
    figures: tuple[Figure, ...]
    findings: Findings
    names: Mapping[str, str]  # record type and column ids -> Chinese titles, "inquiries", "inquiries.received_at"
