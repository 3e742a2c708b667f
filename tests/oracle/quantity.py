"""How many other records there must be, told slowly: every way in which what is open may turn out, one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.oracle.base import BAD, LISTED, Row, holds

Candidate = tuple[Row, bool]
"""A record that may count, and whether it surely does."""


def enough(spec: Any, found: Sequence[Candidate]) -> bool | None:
    """Whether there are as many as asked for; None where that depends on how the open ones turn out."""
    asked = spec.get("how_many", {})
    ways = {(0, frozenset[Any](), True)}
    for record, sure in found:
        after = set() if sure else set(ways)
        for n, values, fit in ways:
            after |= {
                (n + 1, values | {value}, fit and fits) for value in _values(asked, record) for fits in _fits(asked, record)
            }
        ways = after
    answers = {_enough(asked, *way) for way in ways}
    return None if len(answers) > 1 else answers.pop()


def _enough(asked: Any, n: int, values: frozenset[Any], fit: bool) -> bool:
    if "each" in asked:
        return all(value in values for value in asked["each"]["of"])
    return n >= asked.get("least", 1) and fit


def _values(asked: Any, record: Row) -> list[Any]:
    """What the listed column may hold: any word where it is blank, or none that the column knows."""
    if "each" not in asked:
        return [None]
    value, known = record.get(asked["each"]["field"]), LISTED.get(asked["each"]["field"])
    if value is None or value is BAD or (known and isinstance(value, str) and value not in known):
        return [*asked["each"]["of"], "another"]
    return [value]


def _fits(asked: Any, record: Row) -> list[bool]:
    answer = holds(asked.get("all"), record)
    return [True, False] if answer is None else [answer]


def unclear(spec: Any, record: Row) -> bool:
    """Whether it can't be told what a record counts for."""
    asked = spec.get("how_many", {})
    return len(_values(asked, record)) > 1 or len(_fits(asked, record)) > 1


def reached(spec: Any, dated: Sequence[tuple[Row, tuple[int, int]]]) -> tuple[int, int]:
    """When records that surely count were enough, taken at the first and at the last moment that each may be."""
    ends = []
    for side in (0, 1):
        moments = sorted({moment[side] for _, moment in dated})
        until = ([(record, True) for record, moment in dated if moment[side] <= then] for then in moments)
        ends.append(next(then for then, there in zip(moments, until, strict=True) if enough(spec, there)))
    return ends[0], ends[1]
