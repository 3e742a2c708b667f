"""Kinds about how records stand to each other, told slowly: every pair of moments the stamps allow must agree."""

from __future__ import annotations

from typing import Any

from tests.oracle.base import BAD, Row, Span, bears, established, holds, is_nobody, parts
from tests.oracle.lives import life
from tests.oracle.quantity import reached, unclear
from tests.oracle.rows import ended, last_moment, overdue
from tests.oracle.sets import belonging, blind, enough_of, known, stray, until

FOREVER = 2**62


def absence(rule: Any, row: Row, at: Any, span: Span, cutoff: int, data: Any) -> str:
    spec = rule["forbidden"]
    if blind(spec, row):
        return "indeterminate"
    answers = []
    for other, sure in belonging(spec, row, data):
        began = other.get("at") if spec.get("seen") == "law" else (FOREVER, FOREVER)
        if known(began) and began[0] < span.since:
            continue
        moment = other.get(spec["at"]) if "at" in spec else (FOREVER, FOREVER)
        if not known(moment) or not known(began):
            answers.append("indeterminate")
        elif sure and all(m >= a for m in moment for a in at):
            return "violated"
        elif any(m >= a for m in moment for a in at):
            answers.append("indeterminate")
    return "indeterminate" if answers else "satisfied"


def precedence(rule: Any, row: Row, at: Any, span: Span, cutoff: int, data: Any) -> str:
    spec = rule["preceded_by"]
    found = []
    for other, sure in belonging(spec, row, data):
        moment = other.get(spec["at"])
        if not known(moment):
            found.append((other, False))
        elif all(m <= a for m in moment for a in at) or tuple(moment) == tuple(at):
            found.append((other, sure))
        elif any(m <= a for m in moment for a in at):
            found.append((other, False))
    answer = enough_of(spec, found)
    return "satisfied" if answer else "indeterminate" if answer is None or blind(spec, row) else "violated"


def existence(rule: Any, row: Row, at: Any, span: Span, cutoff: int, data: Any) -> str:
    specs = parts(rule["target"])
    hidden = any(blind(spec, row) for spec in specs)
    if span.due is None:
        answers = [_exists(spec, row, at, data) for spec in specs]
        if True in answers:
            return "satisfied"
        if None in answers or hidden:
            return "indeterminate"
        return "violated" if "until" not in rule or ended(rule, row, cutoff) else "pending"
    lows, highs, perhaps = [], [], hidden
    for spec in specs:
        found = [(other, sure, other.get(spec["at"])) for other, sure in belonging(spec, row, data)]
        answer = enough_of(spec, [(other, sure and known(moment)) for other, sure, moment in found])
        perhaps = perhaps or answer is None
        if answer:
            low, high = reached(spec, [(other, moment) for other, sure, moment in found if sure and known(moment)])
            lows.append(low)
            highs.append(high)
            perhaps = perhaps or any(not sure or not known(moment) or unclear(spec, other) for other, sure, moment in found)
    if highs and min(highs) <= last_moment(span, at[0]):
        return "satisfied"
    if perhaps:
        return "indeterminate"
    if not highs:
        return overdue(rule, row, at, span, cutoff)
    return "indeterminate" if min(lows) <= last_moment(span, at[1]) else "violated"


def _exists(spec: Any, row: Row, at: Any, data: Any) -> bool | None:
    """Whether there are enough of one type, or may be."""
    there = [(other, _there(spec, other, sure, at, data)) for other, sure in belonging(spec, row, data)]
    answer = enough_of(spec, [(other, counts is True) for other, counts in there if counts is not False])
    between = belonging(spec["through"], row, data) if "through" in spec and not answer else []
    return None if any(stray(spec["through"], other) for other, _ in between) else answer


def linked(rule: Any, row: Row, data: Any) -> bool:
    """Whether anything stands between the record and those that are looked for, or may."""
    spec = rule["target"]
    return "through" not in spec or blind(spec, row) or bool(belonging(spec["through"], row, data))


def _there(spec: Any, other: Row, sure: bool, at: Any, data: Any) -> bool | None:
    """Whether another record counts: one that has a life must be alive at some moment of the activation."""
    if spec["record"] != "spans":
        return sure or None
    begins, ends, doubt = life(other, data)
    if stray(spec, other):
        ends = None  # nobody knows which other record ends it
    alive = (begins is None or begins <= at[1]) and (ends is None or ends > at[0])
    return (None if doubt or not sure else True) if alive or doubt else False


def role_at_time(rule: Any, row: Row, at: Any, span: Span, cutoff: int, data: Any) -> str:
    source = rule["source"]
    if is_nobody(row[rule["field"]]):
        return "indeterminate"
    doubt = False
    for entry in data[source["record"]]:
        if entry.get(source["key"]) != row[rule["field"]]:
            continue
        fits, there = _fits(rule, entry), covers(source, entry, row, at, span, cutoff)
        if there is None:
            doubt = doubt or fits is not False
        elif there:
            if fits:
                return "satisfied"
            doubt = doubt or fits is None or _may_bear(rule, entry)
    return "indeterminate" if doubt or _nobody(rule, data[source["record"]]) else "violated"


def covers(source: Any, entry: Row, row: Row, at: Any, span: Span, cutoff: int) -> bool | None:
    """Whether an entry was in force at the moment, or at any of a case that goes on; None where that cannot be told."""
    starts, ends = entry.get(source["from"]), entry.get(source["to"])
    if starts is None or starts is BAD or ends is BAD:
        return None
    return bool(starts[0] <= until(row, at, span, cutoff) and (ends is None or ends[1] >= at[0]))


def _told(rule: Any, entry: Row) -> list[str]:
    return [bears(rule["bearers"], column, entry.get(column)) for column in rule["source"].get("by", ())]


def _fits(rule: Any, entry: Row) -> bool | None:
    """Any of what is asked for is true, or all of it is false, or it cannot be told."""
    answers = [{"yes": True, "no": False, "perhaps": False}.get(one) for one in _told(rule, entry)]
    if "having" in rule["source"]:
        answers.append(holds(rule["source"]["having"], entry))
    return True if True in answers else None if None in answers else False


def _may_bear(rule: Any, entry: Row) -> bool:
    return "perhaps" in _told(rule, entry)


def _nobody(rule: Any, entries: Any) -> bool:
    """Whether the law only names the bearers, and no entry knows one."""
    if "by" not in rule["source"] or established(rule["bearers"]):
        return False
    return not any(_fits(rule, entry) for entry in entries)
