"""What a run comes to: one verdict and its exit code. Green means decided and fine, never merely nothing found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from checker.result import Result, RuleResult

FAIL_ON = ("violation", "warning", "never")
MAX_REJECTED = 1.0  # percent of the records
MAX_UNDECIDED = 5.0  # percent of the records that a rule was activated by
FEW = 3  # undecided records below which no rule is said to leave too much open


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a run in which nothing was found is not a clean one, the figures of its message, and the rules it is about.

    ``reason`` is ``failed`` | ``nothing`` | ``unread`` | ``damaged`` | ``undecided``.
    """

    reason: str
    params: Mapping[str, Any] = field(default_factory=dict)
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """``state``: violations | warnings | clean, or the reason of the first of ``doubts``. ``code`` is the exit code."""

    state: str
    code: int
    violations: int
    warnings: int
    notes: int
    rules_broken: int
    pending: int
    indeterminate: int
    not_assessed: int
    doubts: tuple[Doubt, ...] = ()


def conclude(
    result: Result,
    fail_on: str = "violation",
    max_rejected: float = MAX_REJECTED,
    max_undecided: float = MAX_UNDECIDED,
) -> Verdict:
    """Exit 2 where a rule could not be run, 1 for violations (and warnings, if asked), 3 for doubts, else 0; the limits are
    percentages."""
    count = dict.fromkeys(("violation", "warning", "note"), 0)
    for rule in result.rules:
        count[rule.severity] += rule.outcomes["violated"]
    doubts = tuple(_doubts(result, max_rejected, max_undecided))
    state = doubts[0].reason if doubts else "clean"
    if any(count.values()):
        state = "violations" if count["violation"] else "warnings"
    failed = fail_on != "never" and (count["violation"] or (fail_on == "warning" and count["warning"]))
    return Verdict(
        state=state,
        code=2 if any(doubt.reason == "failed" for doubt in doubts) else 1 if failed else 3 if doubts else 0,
        violations=count["violation"],
        warnings=count["warning"],
        notes=count["note"],
        rules_broken=sum(1 for r in result.rules if r.outcomes["violated"]),
        pending=sum(r.outcomes["pending"] for r in result.rules),
        indeterminate=sum(r.outcomes["indeterminate"] for r in result.rules),
        not_assessed=sum(1 for r in result.rules if r.not_assessed),
        doubts=doubts,
    )


def _doubts(result: Result, max_rejected: float, max_undecided: float) -> Iterator[Doubt]:
    """Proxies and assurances decide nothing by themselves: they are asked only where nothing else was."""
    lame = [rule for rule in result.rules if any(gap.reason == "failed" for gap in rule.not_assessed)]
    if lame:
        yield Doubt("failed", {"count": len(lame), "titles": [rule.title for rule in lame[:3]]}, tuple(r.rule for r in lame))
    direct = [rule for rule in result.rules if rule.severity == "violation"] or list(result.rules)
    if not any(rule.outcomes[name] for rule in direct for name in ("satisfied", "violated", "waived")):
        yield Doubt("nothing")
    unread = [file.file for file in result.files if file.type is None]
    if unread:
        yield Doubt("unread", {"count": len(unread), "files": unread[:3]})
    account = result.account
    if account.rejected * 100 > max_rejected * account.records:
        yield Doubt("damaged", {"rejected": account.rejected, "records": account.records})
    open_ = [rule for rule in direct if _undecided(rule, max_undecided)]
    if open_:
        titles = [rule.title for rule in open_[:3]]
        yield Doubt(
            "undecided", {"count": len(open_), "percent": max_undecided, "titles": titles}, tuple(r.rule for r in open_)
        )


def _undecided(rule: RuleResult, most: float) -> bool:
    """Whether a rule leaves too many of the records open that it was activated by, those aside that are not due yet."""
    open_ = rule.outcomes["indeterminate"]
    activated = sum(rule.outcomes.values()) - rule.outcomes["not_applicable"] - rule.outcomes["pending"]
    return open_ >= FEW and open_ * 100 > most * activated
