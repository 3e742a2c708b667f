"""How records write the roles of the law: who bears a duty stands there as the code of a unit or of a post."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from checker.model import Data
from checker.regulation.law import text_of, texts_of


@dataclass(frozen=True, slots=True)
class Bearer:
    """A ``role`` of the law and the ``code`` records have for it; ``unit`` is the code of the unit it serves in, which is all
    that a column of units can tell of it.

    ``perhaps`` are codes of what may be the same under another name, or part of it: the open ``question`` says which.
    ``anyone``: no unit and no post, so that it may be anybody.
    """

    role: str
    code: str
    unit: str = ""
    perhaps: tuple[str, ...] = ()
    anyone: bool = False
    question: str = ""


def read_bearers(entries: Iterable[Data]) -> dict[str, Bearer]:
    """The bearers by role, the first where roles repeat; a role's code is its id where none is given."""
    found: dict[str, Bearer] = {}
    for entry in entries:
        role = text_of(entry, "role")
        code, unit = text_of(entry, "code") or role, text_of(entry, "unit")
        perhaps, anyone = tuple(texts_of(entry, "perhaps")), bool(text_of(entry, "anyone"))
        found.setdefault(role, Bearer(role, code, unit, perhaps, anyone, text_of(entry, "question")))
    return found
