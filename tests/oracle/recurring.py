"""What comes again, told slowly: ask of each period owed whether enough was done in it."""

from __future__ import annotations

from typing import Any

from tests.oracle.base import BAD, Row, Span, parts
from tests.oracle.lives import covered, life
from tests.oracle.periods import EVER, months_on, owed
from tests.oracle.quantity import enough
from tests.oracle.sets import belonging, blind, known, stray


def recurrence(rule: Any, row: Row, at: Any, span: Span, cutoff: int, data: Any, period: tuple[int, int] = EVER) -> str | None:
    """Of a period those of its own that are known in it, and as pending those that begin in it and are known later."""
    specs = parts(rule["target"])
    grace = span.months if any(_covers(spec) for spec in specs) else 0
    asked = [(months_on(end, grace) - 1, start, end) for _, start, end in owed(rule, row, at, span, cutoff, period[1])]
    asked = [one for one in asked if one[0] >= period[0]]
    if not asked:
        return None
    told = [(known_at, _done(specs, row, start, end, data)) for known_at, start, end in asked if known_at <= period[1]]
    answers = [answer for _, answer in told]
    if all(answers):
        return "satisfied" if len(told) == len(asked) else "pending"
    found = [(spec, other) for spec in specs for other, _ in belonging(spec, row, data)]
    if any(stray(spec, other) or _lasting(spec, other, data) is None for spec, other in found):
        return "indeterminate"
    if any(blind(spec, row) for spec in specs) or row.get(rule.get("ends", "")) is BAD:
        return "indeterminate"
    if any(answer is False and known_at <= cutoff for known_at, answer in told):
        return "violated"
    return "indeterminate" if None in answers else "pending"


def _covers(spec: Any) -> bool:
    """Whether records count by the period that they cover, which is known in the one after it."""
    return spec["record"] == "things" and spec.get("at") in (None, "ended_at")


def _done(specs: Any, row: Row, start: int, end: int, data: Any) -> bool | None:
    """Whether there is enough of any in a period; None where there may be."""
    answers = []
    for spec in specs:
        found = [(other, sure, _lasting(spec, other, data)) for other, sure in belonging(spec, row, data)]
        found = [one for one in found if not stray(spec, one[0])]
        answers.append(enough(spec, [(other, sure) for other, sure, t in found if t and t[0] < end and t[1] > start]))
    return True if True in answers else None if None in answers else False


def _lasting(spec: Any, other: Row, data: Any) -> tuple[int, float] | None:
    """From when to before when a record counts; None where nobody can tell."""
    if "at" in spec:
        moment = other.get(spec["at"])
        return (moment[0], moment[0] + 1) if known(moment) else None
    begins, ends, doubt = covered(other) if spec["record"] == "things" else life(other, data)
    return None if doubt or begins is None else (begins, float("inf") if ends is None else ends)
