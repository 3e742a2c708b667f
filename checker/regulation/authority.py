"""Who may interpret, supplement, amend or waive what: whether an act was lawful on its day.

A power is *conferred*, *presumed* (rivals claim it too, but this holder is named for the time being: its acts count and say so
wherever they appear) or *disputed* (a rival claim: acts resting on it are refused).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from checker.model import Data, Place, Problem, UnitKey, Units
from checker.regulation.law import Law

POWERS = ("interpret", "supplement", "amend", "waive")


@dataclass(frozen=True, slots=True)
class Ruling:
    """``code`` is None when the act is lawful, else why it is not; ``presumed`` when it rests on a presumption."""

    code: str | None
    issuer: str
    power: str
    presumed: bool = False
    detail: str = ""

    def problems(self, place: Place, act: str) -> Iterator[Problem]:
        if self.code:
            yield Problem(self.code, place, {"act": act, "issuer": self.issuer, "power": self.power, "detail": self.detail})


def may_act(issuer: str, power: str, units: Iterable[UnitKey], law: Units) -> Ruling:
    """Whether ``issuer`` held ``power`` over every one of ``units`` under ``law`` (the edition before the act)."""
    held = [data for key, data in law.items() if key.kind == "authority" and data.get("power") == power]
    mine = [data for data in held if data.get("holder") == issuer]
    presumed = False
    for unit in units:
        over = [data for data in mine if covers(data, Law(law).article_of(unit))]
        if not over:
            holders = sorted({str(d.get("holder")) for d in held if d.get("status") != "disputed"})
            return Ruling("no-power", issuer, power, detail="、".join(holders) or "—")
        if all(data.get("status") == "disputed" for data in over):
            return Ruling("power-disputed", issuer, power, detail=unit)
        presumed = presumed or not any(data.get("status") == "conferred" for data in over)
    return Ruling(None, issuer, power, presumed)


def covers(data: Data, article: str) -> bool:
    """Whether a power reaches an article or section."""
    scope = data.get("scope", "all")
    if scope == "all":
        return True
    return isinstance(scope, list) and any(article == part or article.startswith((f"{part}-", f"{part}.")) for part in scope)
