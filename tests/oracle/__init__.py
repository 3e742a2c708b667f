"""The slow, obvious judge: one record, one rule, plain Python over typed values. No SQL, no engine, no cleverness.

A value is None (blank), BAD (not readable), a text, a number, a boolean, or an instant as the pair of the first and last µs it
may be. Answers ``None`` where the rule does not apply, else ``satisfied | violated | pending | indeterminate | gap``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tests.oracle import periods, recurring, relations, rows, sets, tallies
from tests.oracle.base import BAD, Row, Span, elapsed, holds


def judge(
    rule: Mapping[str, Any], row: Row, spans: Sequence[Span], cutoff: int, data: Mapping[str, Sequence[Row]]
) -> str | None:
    """The outcome of one record of ``data[rule["record"]]`` under the span in force at its activation."""
    outcome = _judged(rule, row, spans, cutoff, data)
    spared = "undecided" in rule and _spared(rule, rule["undecided"], row, spans, cutoff, data)
    return "indeterminate" if outcome == "violated" and spared else outcome


def _spared(rule: Any, left: Any, row: Row, spans: Sequence[Span], cutoff: int, data: Any) -> bool:
    """Whether the rule does not accuse the record: by a condition, or by what the one who acted was at the time."""
    if ("when" in left or "unless" not in left) and holds(left.get("when"), row) is not False:
        return True
    at = row.get(rule.get("activation", "started_at"))
    if "unless" not in left or at is None or at is BAD or row[left["field"]] is None:
        return False
    post = left["unless"]
    entries = [entry for entry in data[post["record"]] if entry.get(post["key"]) == row[left["field"]]]
    held = [entry for entry in entries if relations.covers(post, entry, row, at, spans[0], cutoff)]
    return bool(held) and not any(holds(post["having"], entry) for entry in held)


def _judged(
    rule: Mapping[str, Any], row: Row, spans: Sequence[Span], cutoff: int, data: Mapping[str, Sequence[Row]]
) -> str | None:
    if rule["kind"] in ACROSS:
        return periods.judge(ACROSS[rule["kind"]], rule, row, spans, cutoff, data)
    at = row.get(rule.get("activation", "started_at"))
    applies = holds(rule.get("when"), row)
    if rule["kind"] in ACTIVATED and not ACTIVATED[rule["kind"]](rule, row, data):
        applies = False
    if applies is False:
        return None
    if not any(span.assessed for span in spans):
        inside = at is None or at is BAD or any(span.start <= at[0] < span.end for span in spans)
        return "gap" if inside else None
    if at is None or at is BAD:
        return "indeterminate"
    span = next((span for span in spans if span.start <= at[0] < span.end), None)
    if span is None:
        return None
    if not span.assessed:
        return "gap"
    if at[0] > cutoff:
        return "pending"
    if applies is None:
        return "indeterminate"
    return KINDS[rule["kind"]](rule, row, at, span, cutoff, data)


ACTIVATED: dict[str, Callable[..., bool]] = {
    "ordering": rows.two_to_compare,
    "existence": relations.linked,
    "reference": sets.named,
    "role-at-time": sets.named,
}
"""Kinds that some records do not activate, whatever the rule's own condition says."""

ACROSS: dict[str, Callable[..., str | None]] = {
    "recurrence": recurring.recurrence,
    "standing": periods.standing,
    "streak": periods.streak,
}
"""Kinds that judge a record by every span it lived through."""

KINDS: dict[str, Callable[..., str | None]] = {
    "response": rows.response,
    "required": rows.required,
    "allowed": rows.allowed,
    "equal": rows.equal,
    "separate": rows.separate,
    "holds": rows.must_hold,
    "borne": rows.borne,
    "ordering": rows.ordering,
    "range": rows.in_range,
    "unique": sets.unique,
    "reference": sets.reference,
    "role-at-time": relations.role_at_time,
    "absence": relations.absence,
    "precedence": relations.precedence,
    "existence": relations.existence,
    "agreement": tallies.agreement,
    "rate": tallies.rate,
    "coverage": tallies.coverage,
    "correlated-response": sets.correlated_response,
    **ACROSS,
}

__all__ = ["BAD", "KINDS", "Row", "Span", "elapsed", "judge"]
