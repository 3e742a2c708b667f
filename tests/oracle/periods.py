"""Kinds judged over time, told slowly: walk the months, ask of each period whether it was owed and what was done in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from tests.oracle.base import BAD, Row, Span, holds, parts
from tests.oracle.clock import day_of, midnight
from tests.oracle.lives import covered, life
from tests.oracle.quantity import enough
from tests.oracle.sets import belonging, blind, enough_of, known, stray

EVER = (-(2**62), 2**62)
"""The period of which everything is asked."""

RANK = ["violated", "indeterminate", "pending", "satisfied"]


def judge(tell: Callable[..., str | None], rule: Any, row: Row, spans: Sequence[Span], cutoff: int, data: Any) -> str | None:
    """The worst answer of all spans; a gap only where no assessed span owed anything."""
    applies = holds(rule.get("when"), row)
    at = row.get(rule.get("activation", "started_at"))
    if applies is False:
        return None
    if at is None or at is BAD:
        return "indeterminate" if any(span.assessed for span in spans) else "gap"
    told = [tell(rule, row, at, span, cutoff, data) for span in spans if span.assessed]
    answers = [answer for answer in told if answer]
    if answers:
        return "indeterminate" if applies is None else min(answers, key=RANK.index)
    return "gap" if any(not span.assessed and lived(rule, row, at, span, cutoff) for span in spans) else None


def lived(rule: Any, row: Row, at: Any, span: Span, cutoff: int) -> bool:
    left = row.get(rule.get("ends", ""))
    return at[0] < min(span.end, cutoff) and (left is None or left is BAD or left[1] + 1 > max(span.start, at[0]))


def owed(rule: Any, row: Row, at: Any, span: Span, cutoff: int, last: int = EVER[1]) -> list[tuple[int, int, int]]:
    """(place, start, end) of the whole periods of the entity that begin in the span, before the cutoff and by ``last``."""
    left = row.get(rule.get("ends", ""))
    found, month, place = [], 2026 * 12, 0
    while (start := midnight(date(month // 12, month % 12 + 1, 1))) < cutoff:
        month += span.months
        end = midnight(date(month // 12, month % 12 + 1, 1))
        inside = span.start <= start < span.end and at[0] <= start <= last
        if inside and (left is None or left is BAD or end <= left[1] + 1):
            found.append((place, start, end))
        place += 1
    return found


def standing(rule: Any, row: Row, at: Any, span: Span, cutoff: int, data: Any, period: tuple[int, int] = EVER) -> str | None:
    specs = parts(rule["target"])
    lasting = [spec for spec in specs if monthly(spec)]
    others = [spec for spec in specs if not monthly(spec)]
    kept = _kept(lasting, rule, row, at, span, cutoff, data, period) if lasting else None
    once = _once(others, rule, row, at, span, cutoff, data) if others else None
    if not (lasting and others):
        return kept if lasting else once
    if kept is None:
        return None
    return next((one for one in ("satisfied", "indeterminate") if one in (kept, once)), kept)


def monthly(spec: Any) -> bool:
    """Whether it must be there in every month, not once."""
    return spec["record"] != "events" and spec.get("seen") != "once"


def _kept(
    specs: Sequence[Any], rule: Any, row: Row, at: Any, span: Span, cutoff: int, data: Any, period: tuple[int, int]
) -> str | None:
    """Of a period those months that are known in it, and as pending those that begin in it and are known later."""
    grace = 1 if any(spec["record"] == "things" for spec in specs) else 0
    months = owed(rule, row, at, replace(span, months=1), cutoff, period[1])
    asked = [(months_on(end, grace) - 1, start, end) for _, start, end in months]
    asked = [(known_at, start, end) for known_at, start, end in asked if known_at >= period[0]]
    if not asked:
        return None
    over = [one for one in asked if one[0] <= period[1]]
    told = [(known_at, _any(_month(spec, row, start, end, data) for spec in specs)) for known_at, start, end in over]
    answers = [answer for _, answer in told]
    if all(answer is True for answer in answers):
        return "satisfied" if len(told) == len(asked) else "pending"
    loose = [(spec, other) for spec in specs for other, _ in belonging(spec, row, data) if stray(spec, other)]
    if any(under_the_law(spec, other, span, cutoff) for spec, other in loose):
        return "indeterminate"
    if any(blind(spec, row) for spec in specs) or row.get(rule.get("ends", "")) is BAD:
        return "indeterminate"
    if any(answer is False and known_at <= cutoff for known_at, answer in told):
        return "violated"
    return "indeterminate" if None in answers else "pending"


def _any(answers: Iterable[bool | None]) -> bool | None:
    """Whether any of several is there, or may be."""
    told = list(answers)
    return True if True in told else None if None in told else False


def under_the_law(spec: Any, other: Row, span: Span, cutoff: int) -> bool:
    """Whether a record that may belong to any may have lived under the law."""
    names = ("started_at", "ended_at") if spec["record"] == "things" else ("begins_on", "ends_on")
    begins, ends = (other.get(name) for name in names)
    return (not known(begins) or begins[0] <= cutoff) and (not known(ends) or ends[1] >= span.since)


def _month(spec: Any, row: Row, start: int, end: int, data: Any) -> bool | None:
    """Whether enough matching records were alive on some day of a month; None where they may have been."""
    found = []
    for other, sure in belonging(spec, row, data):
        if stray(spec, other):
            continue
        begins, ends, doubt = covered(other) if spec["record"] == "things" else life(other, data)
        if (begins is None or begins < end) and (ends is None or ends > start):
            found.append((other, sure and not doubt))
    return enough(spec, found)


def _once(specs: Sequence[Any], rule: Any, row: Row, at: Any, span: Span, cutoff: int, data: Any) -> str | None:
    if not lived(rule, row, at, span, cutoff):
        return None
    left = row.get(rule.get("ends", ""))
    found = [(spec, seen(spec, row, span, cutoff, data)) for spec in specs]
    answer = _any(enough_of(spec, [(other, sure) for other, sure, _ in there]) for spec, there in found)
    if answer:
        return "satisfied"
    if answer is None or left is BAD or any(blind(spec, row) for spec in specs):
        return "indeterminate"
    return "violated" if left is not None and left[1] < cutoff else "pending"


def seen(spec: Any, row: Row, span: Span, cutoff: int, data: Any) -> list[tuple[Row, bool, Any]]:
    """What may count for what must be there once, whether it surely does, and then the first and last µs from which."""
    found: list[tuple[Row, bool, Any]] = []
    for other, sure in belonging(spec, row, data):
        if spec["record"] != "events":
            begins, ends, doubt = covered(other) if spec["record"] == "things" else life(other, data)
            if (begins is None or begins <= cutoff) and (ends is None or ends > span.since):
                found.append((other, sure and not doubt, (begins, begins)))
            continue
        moment = other.get("at")
        if not known(moment):
            found.append((other, False, moment))
        elif moment[0] <= cutoff and (spec.get("seen") == "ever" or moment[1] >= span.since):
            found.append((other, sure, moment))
    return found


def streak(rule: Any, row: Row, at: Any, span: Span, cutoff: int, data: Any, period: tuple[int, int] = EVER) -> str | None:
    return series(rule, row, at, span, cutoff, data, period)[0]


def series(rule: Any, row: Row, at: Any, span: Span, cutoff: int, data: Any, period: tuple[int, int]) -> tuple[str | None, int]:
    """Write the series down as below, not below, or no result; then look at every place a run could be complete.

    Of a period what begins in it or before. The second is when it was decided: when the measure that lacks first is due, else
    at the end of the last run.
    """
    periods = owed(rule, row, at, span, cutoff, period[1])
    result: dict[int, tuple[bool, int]] = {}
    for other, sure in belonging(rule["series"], row, data):
        if not sure:
            continue
        moment, bad = other.get(rule["series"]["at"]), holds(rule["below"], other)
        place = next((p for p, start, end in periods if moment not in (None, BAD) and start <= moment[0] < end), None)
        if place is None or bad is None:
            continue
        was, since = result.get(place, (False, 0))
        result[place] = (was or bad, max(since, moment[0]) if bad else since)
    found = [(other.get(rule["measure"]["at"]), sure) for other, sure in belonging(rule["measure"], row, data)]
    measures = [moment for moment, sure in found if sure]
    runs, failed, perhaps, latest = 0, [], False, 0
    for place, (bad, since) in result.items():
        if not bad:
            continue
        length = 1
        while result.get(place - length, (False, 0))[0]:
            length += 1
        reach, back = 1, place - 1
        while back >= 0 and result.get(back, (True, 0))[0]:
            if back in result:
                reach = place - back + 1
            back -= 1
        measured = any(m not in (None, BAD) and m[1] >= since for m in measures)
        if length == span.times:
            runs, latest = runs + 1, max(latest, _end(span, place) - 1)
            if not measured:
                failed.append(place)
        elif length < span.times <= reach and not measured:
            perhaps, latest = True, max(latest, _end(span, place) - 1)
    if not failed:
        return "indeterminate" if perhaps else "satisfied" if runs else None, latest
    due = _end(span, min(failed) + 1) - 1
    if blind(rule["measure"], row) or any(not sure or not known(moment) for moment, sure in found):
        return "indeterminate", due
    return "violated" if due < cutoff else "pending", due


def months_on(start: int, count: int) -> int:
    """The beginning of the month so many after the one that begins at ``start``."""
    day = day_of(start)
    month = day.year * 12 + day.month - 1 + count
    return midnight(date(month // 12, month % 12 + 1, 1))


def _end(span: Span, place: int) -> int:
    month = 2026 * 12 + (place + 1) * span.months
    return midnight(date(month // 12, month % 12 + 1, 1))


__all__ = ["day_of", "judge", "owed", "standing", "streak", "under_the_law"]
