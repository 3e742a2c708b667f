"""What the law of one interval of time gives a rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from checker.model import Limit


@dataclass(frozen=True, slots=True)
class Bearers:
    """Who may act, as codes by column: those who bear a duty for ``sure``, and what may be one of them under another name
    (``perhaps``).

    ``anybody``: a bearer stands in no column, so that nobody is known not to be one. ``defined``: the law says of one of them
    what it is; of the others it only speaks, and whether there is one the records must tell.
    """

    sure: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    perhaps: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    anybody: bool = False
    defined: bool = True


@dataclass(frozen=True, slots=True)
class Values:
    """What the law of one interval gives a rule: its limit, the items of its list and whether the list is closed, numbers.

    ``numbers`` are decimal texts by key of the rule; ``figures`` the least and the greatest figure in the words of a duty;
    ``every`` a frequency (ISO 8601) and ``times`` how many of its periods another interval of the law is.
    """

    limit: Limit | None = None
    items: tuple[str, ...] = ()
    closed: bool = False
    numbers: Mapping[str, str] = field(default_factory=dict)
    figures: tuple[str, str] | None = None
    every: str = ""
    times: int = 0
    bearers: Bearers = field(default_factory=Bearers)
