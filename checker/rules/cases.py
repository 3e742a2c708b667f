"""The case book for readers: small stories with the verdict that an article gives, written without sight of the rules.

It lies where it is tried on the rules (``tests/cases/<section>.yml``, their loader there knows the records); a regulation may
have none. ``open/<section>.txt`` lists the cases that the rules do not yet decide as the text does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from checker import yamlio
from checker.model import Data

FOLDER = "tests/cases/"
SAYS = ("clear", "accused", "unsatisfied")
"""The verdicts: nobody may be accused; the norm is broken; it must not pass as fulfilled."""


@dataclass(frozen=True, slots=True)
class Case:
    """A story about a duty and its verdict; ``words`` of the article decide. ``open``: the rules do not say so yet.

    ``dispute`` says why the verdict is not followed. ``unruled`` says why no rule decides the duty.
    """

    id: str
    duty: str
    story: str
    says: str
    words: str
    open: bool = False
    dispute: str = ""
    unruled: str = ""

    @property
    def settled(self) -> bool:
        """Whether the rules say what the case says."""
        return not (self.open or self.dispute or self.unruled)


class CaseBook:
    """The cases by their duty; a section is read when one of its duties is first asked for, and what has no form is left out:
    the tests tell."""

    def __init__(self, texts: yamlio.Texts) -> None:
        self._texts = texts
        self._sections: dict[str, list[Case]] = {}

    def of(self, duty: str) -> list[Case]:
        """The cases of a duty, in their order, from the ordinary ones to the hardest; none where there is no case book."""
        section = duty.partition("-")[0]
        if section not in self._sections:
            self._sections[section] = self._read(section)
        return [case for case in self._sections[section] if case.duty == duty]

    def _read(self, section: str) -> list[Case]:
        still_open = self._texts.files.get(f"{FOLDER}open/{section}.txt", "").split()
        entries = self._texts.document(f"{FOLDER}{section}.yml").data.get("cases")
        found = [
            _case(entry, still_open) for entry in (entries if isinstance(entries, list) else []) if isinstance(entry, dict)
        ]
        return [case for case in found if case is not None]


def _case(entry: Data, still_open: Sequence[str]) -> Case | None:
    told = {key: entry.get(key) for key in ("id", "duty", "story", "says", "words")}
    more = {key: str(entry.get(key) or "") for key in ("dispute", "unruled")}
    if not all(isinstance(value, str) and value for value in told.values()) or told["says"] not in SAYS:
        return None
    return Case(**told, **more, open=told["id"] in still_open)  # type: ignore[arg-type]


def telling(cases: Sequence[Case]) -> list[Case]:
    """The two that tell most: of those that the rules decide as the text does, the hardest innocent and the hardest guilty."""
    last = {case.says: case for case in cases if case.settled}
    pair = (last.get("clear"), last.get("accused") or last.get("unsatisfied"))
    return [case for case in pair if case]
