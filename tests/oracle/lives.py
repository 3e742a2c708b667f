"""When a record lives, told slowly: a span of a person ends when the next one of the same person begins."""

from __future__ import annotations

from typing import Any

from tests.oracle.base import BAD, Row


def life(span: Row, data: Any) -> tuple[int | None, int | None, bool]:
    """Its first µs, the µs after its last (None: it goes on), and whether either can't be told."""
    begins, ends = span.get("begins_on"), span.get("ends_on")
    if begins is None or begins is BAD:
        return None, None if ends in (None, BAD) else ends[1] + 1, True
    starts = [other.get("begins_on") for other in data["spans"] if other.get("person") == span.get("person")]
    after = [start[0] for start in starts if start is not None and start is not BAD and start[0] > begins[0]]
    next_one = min(after) if after and span.get("person") is not None else None
    if ends is BAD:
        return begins[0], next_one, next_one is None
    closed = [one for one in (next_one, None if ends is None else ends[1] + 1) if one is not None]
    return begins[0], min(closed, default=None), False


def covered(thing: Row) -> tuple[int | None, int | None, bool]:
    """The same of what covers a period."""
    begins, ends = thing.get("started_at"), thing.get("ended_at")
    first = None if begins in (None, BAD) else begins[0]
    return first, None if ends in (None, BAD) else ends[1] + 1, first is None or ends is BAD


def gone(span: Row, data: Any) -> tuple[int | None, int | None]:
    """Its first µs and the µs after the last at which it may yet have been alive, None where there is no such: what began on a
    day may have ended it on the evening of that day. One of which that can't be told may have been alive at any time."""
    begins, ends = span.get("begins_on"), span.get("ends_on")
    if begins is None or begins is BAD:
        return None, None
    starts = [o["begins_on"] for o in data["spans"] if o.get("person") == span.get("person") is not None]
    after = [start[1] + 1 for start in starts if start is not None and start is not BAD and start[0] > begins[0]]
    if ends is BAD and not after:
        return None, None
    closed = [*after, *([] if ends in (None, BAD) else [ends[1] + 1])]
    return begins[0], min(closed, default=None)
