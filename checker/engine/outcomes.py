"""From the answers of a rule's versions to one outcome, one reason and one version for each record.

An outcome is a small number, so that the worst of several is the greatest: NULL where the rule does not apply.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from checker.rules.kinds import Answer
from checker.sql.expr import FALSE, NULL, TRUE, Expr, both, case, either, value
from checker.sql.functions import call, coalesce, nullif

SATISFIED, PENDING, INDETERMINATE, VIOLATED, UNPROVEN = range(5)
NAMES = ("satisfied", "pending", "indeterminate", "violated")
"""Of the outcomes by their number. Unproven is none of a record: it is told of the rule, once."""

UNPLACED = ("no-instant", "condition", "ahead")
"""Reasons that do not rest on the values of a version: the record has no activation, the rule's condition can't be told, the
activation lies after the cutoff."""

REASONS = (*UNPLACED, "undecided", "untold")
"""The engine's own reasons: of a record of which a kind says neither yes nor no nor why (``undecided``), and of one that the
rule itself does not accuse (``untold``)."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What one version of a rule says of a record, where it is ``active``: TRUE or FALSE, never NULL.

    ``unproven``: what a violation rests on may stand in what was not exported; never NULL. ``decided`` is the instant of the
    answer's own, ``period`` the one (µs, both included) in which that must lie. ``untold``: a record that did not meet the
    duty is not accused, since the rule says that it may have met it unrecorded; never NULL.
    """

    number: int
    active: Expr
    answer: Answer
    cutoff: int
    unproven: Expr = FALSE
    decided: Expr = NULL
    period: tuple[int, int] | None = None
    untold: Expr = FALSE

    @property
    def outcome(self) -> Expr:
        """Violated only when the due instant lies before the cutoff: an export is complete up to it. What was still open when
        the period ended is pending."""
        return case((self.open, PENDING), otherwise=self._known)

    @property
    def open(self) -> Expr:
        """Whether it was decided only after the period; never NULL."""
        return FALSE if self.period is None else (self.decided > self.period[1]).certain

    def within(self, instant: Expr, when: Expr) -> Expr:
        """Whether what was activated at an instant belongs to the period: decided in it, or still open at its end; ``when`` is
        the rule's condition, without which nothing is open but what lies ahead."""
        if self.period is None:
            return TRUE
        first, last = self.period
        still = either(self._known.eq(PENDING) & when.there, instant > self.cutoff)
        return ((instant <= last) & either(self.decided >= first, still)).certain

    @property
    def _known(self) -> Expr:
        answer = self.answer
        return case(
            (answer.unknown.there, INDETERMINATE),
            (answer.satisfied, SATISFIED),
            (answer.due >= self.cutoff, PENDING),
            (~answer.satisfied & self.unproven, UNPROVEN),
            (~answer.satisfied & self.untold, INDETERMINATE),
            (~answer.satisfied, VIOLATED),
            otherwise=INDETERMINATE,
        )

    @property
    def reason(self) -> Expr:
        answer = self.answer
        over = ~(answer.due >= self.cutoff).certain
        own = ((answer.satisfied.null & over, "undecided"), (both(self.untold, over, ~self.open), "untold"))
        return answer.unknown.or_else(case(*own, otherwise=answer.reason))


@dataclass(frozen=True, slots=True)
class Says:
    """What a rule says of a record under the law of its time."""

    outcome: Expr
    reason: Expr
    version: Expr
    activated: Expr
    unproven: Expr = FALSE


def said(judged: Sequence[Judged], applies: Expr, when: Expr, instant: Expr, across: bool) -> Says:
    """What the active version says; ``across``: of several that are active the worst, of equally bad ones the first. What is
    activated after the cutoff is pending, whatever it says.

    ``applies`` is never NULL; ``when`` is the rule's own condition, NULL where it can't be told; a record without ``instant``
    belongs to no version and can't be judged.
    """
    active = either(*(one.active for one in judged))
    open_ = FALSE if judged[0].period is None else both(*(~one.active | one.open for one in judged))
    version = _version(judged, across)
    outcome = case(
        (~applies, NULL),
        (instant.null, INDETERMINATE),
        (~active, NULL),
        (instant > judged[0].cutoff, PENDING),
        (open_, PENDING),
        (when.null, INDETERMINATE),
        otherwise=_outcome(judged, across),
    )
    unproven: Expr = FALSE
    if any(one.unproven != FALSE for one in judged):
        unproven = outcome.eq(UNPROVEN).certain
        outcome = case((~unproven, outcome))
    reasons = [(version.eq(one.number), one.reason) for one in judged[1:]]
    ahead = instant > judged[0].cutoff
    reason = case(
        (instant.null, "no-instant"), (ahead, "ahead"), (when.null, "condition"), *reasons, otherwise=judged[0].reason
    )
    return Says(outcome, reason, version, both(applies, either(instant.null, active), ~unproven), unproven)


def _outcome(judged: Sequence[Judged], across: bool) -> Expr:
    if len(judged) == 1:
        return judged[0].outcome
    outcomes = [case((one.active, one.outcome)) for one in judged]
    none = -1
    return nullif(call("greatest", *(coalesce(one, none) for one in outcomes)), none) if across else coalesce(*outcomes)


def _version(judged: Sequence[Judged], across: bool) -> Expr:
    """The version whose outcome counts; of a rule that has but one, that one, whatever the record."""
    if len(judged) == 1:
        return value(judged[0].number)
    if not across:
        return case(*((one.active, one.number) for one in judged))
    worst_first = reversed(range(UNPROVEN + 1))
    return case(*((one.active & one.outcome.eq(level), one.number) for level in worst_first for one in judged))
