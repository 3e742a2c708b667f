"""What the law of one interval of time gives a rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from checker.model import Limit


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
