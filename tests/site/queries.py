"""What readers type: the development set and the held-out set, and how many of them the first results answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
SETS = {"development": HERE / "queries.yml", "held-out": HERE / "heldout.yml"}
SCRIPTS = ("hant", "hans")

Rank = Callable[[str], Sequence[tuple[str, bool]]]
"""The sections shown for a query, best first, and whether each says what it lacks; near sections are left out."""


def queries(name: str, known: Iterable[str] | None = None) -> list[dict[str, Any]]:
    """The answerable queries of a set; with ``known`` sections only those that these can answer in full."""
    found: list[dict[str, Any]] = yaml.safe_load(SETS[name].read_text(encoding="utf-8"))["queries"]
    sections = set(known) if known is not None else None
    return [query for query in found if sections is None or sections.issuperset(map(str, query["sections"]))]


def unanswerable(name: str) -> list[str]:
    return [str(query) for query in yaml.safe_load(SETS[name].read_text(encoding="utf-8"))["unanswerable"]]


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares of a set: answered by the first and by the first three sections, by none; of its keywords by the first."""

    count: int
    first: float
    three: float
    none: float
    keywords: float
    missed: tuple[str, ...]


def measure(asked: Sequence[dict[str, Any]], script: str, rank: Rank) -> Figures:
    places, keywords, missed = [], [], []
    for query in asked:
        sections = list(dict.fromkeys(section for section, _ in rank(str(query[script]))))
        right = [place for place, section in enumerate(sections, 1) if section in map(str, query["sections"])]
        places.append((right[0] if right else 99) if sections else 0)
        keywords += [places[-1] == 1] if query["kind"] == "keyword" else []
        missed += [str(query[script])] if places[-1] != 1 else []

    def share(hits: list[bool]) -> float:
        return sum(hits) / max(len(hits), 1)

    return Figures(
        count=len(asked),
        first=share([place == 1 for place in places]),
        three=share([1 <= place <= 3 for place in places]),
        none=share([place == 0 for place in places]),
        keywords=share(keywords) if keywords else 1.0,
        missed=tuple(missed),
    )


def unlabelled(asked: Sequence[str], rank: Rank) -> list[str]:
    """Unanswerable queries for which something is shown that does not say what it lacks."""
    return [query for query in asked if any(not labelled for _, labelled in rank(query))]
