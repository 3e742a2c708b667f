"""What the oracle's judgements share: values, spans of the law, conditions.

A value is None (blank), BAD (not readable), a text, a boolean, or an instant as the pair of the first and last µs it may be.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.law import VALUES

BAD = object()
LISTED = VALUES
"""The words that a column of codes knows."""
Row = Mapping[str, Any]

BEARERS: Mapping[str, Mapping[str, str]] = {
    "1-1.a": {"anyone": "it may be"},
    "1-2.a": {"color": "red", "role": "agent", "or perhaps": "green", "defined": "yes"},
    "1-2.b": {"color": "blue", "role": "clerk"},
}
"""Who bears each duty: its code by column, what may be it too, whether the law says what it is."""


def parts(spec: Any) -> list[Any]:
    """The record types that a target names: one, or any of several."""
    return list(spec.get("any", [spec]))


def is_nobody(name: Any) -> bool:
    """Whether a name is that of an account which nobody in particular has."""
    return name == "BOT-7"


def bears(duties: Any, column: str, word: Any) -> str:
    """Whether a word of a column means a bearer of some of the duties: yes, no, perhaps, or blank or unknown."""
    if word is None:
        return "blank"
    if any(BEARERS[duty].get(column) == word for duty in duties):
        return "yes"
    if word not in LISTED[column]:
        return "unknown"
    perhaps = any("anyone" in BEARERS[duty] or BEARERS[duty].get("or perhaps") == word for duty in duties)
    return "perhaps" if perhaps else "no"


def established(duties: Any) -> bool:
    """Whether the law itself says what some bearer is."""
    return any("defined" in BEARERS[duty] or "anyone" in BEARERS[duty] for duty in duties)


@dataclass(frozen=True)
class Span:
    """The law from ``start`` to before ``end`` (µs): what it gives the rule; ``assessed`` is false while a term is open."""

    start: int
    end: float
    due: Callable[[int], int | None] | None = None  # the last moment in time for a duty that began at this one
    items: tuple[str, ...] = ()
    closed: bool = False
    assessed: bool = True
    numbers: Mapping[str, float] = field(default_factory=dict)
    figures: tuple[int, int] | None = None
    months: int = 0  # of the frequency
    times: int = 0
    since: int = 0  # when the rule's first span began
    closes: str | None = None  # the column that ends the record's case


def elapsed(limit: int, inclusive: bool = True) -> Callable[[int], int]:
    """So many µs after the beginning, whatever the clock says."""
    return lambda start: start + limit - (0 if inclusive else 1)


def untold(value: Any, column: str) -> bool:
    """Whether nobody can tell what a cell means: it is blank, unreadable, or a word that its column does not know."""
    return value is None or value is BAD or (isinstance(value, str) and value not in LISTED.get(column, [value]))


def holds(spec: Any, row: Row) -> bool | None:
    """A condition: true, false, or None where a blank, an unreadable cell or an unlisted word leaves it open (Kleene)."""
    if not spec:
        return True
    if "all" in spec:
        answers = [holds(part, row) for part in spec["all"]]
        return False if False in answers else None if None in answers else True
    if "any" in spec:
        answers = [holds(part, row) for part in spec["any"]]
        return True if True in answers else None if None in answers else False
    if "not" in spec:
        inner = holds(spec["not"], row)
        return None if inner is None else not inner
    value = row.get(spec["field"])
    if "filled" in spec:
        return (value is not None) == spec["filled"]
    if untold(value, spec["field"]):
        return None
    if "as" in spec:
        other = row.get(spec["as"])
        return None if untold(other, spec["as"]) else value == other
    return value in (spec["in"] if "in" in spec else [spec["equals"]])
