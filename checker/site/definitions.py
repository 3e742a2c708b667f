"""Words that the law defines: definitions among its norms, and the roles it defines."""

from __future__ import annotations

import re
from dataclasses import dataclass

from checker.citation import article_order
from checker.model import Units

_MEANS = re.compile(r"(?P<word>[^，。；：]{1,20})，(?:係)?指|[“\"](?P<english>[^”\"]{1,60})[”\"],? (?:means|is)\b")
"""How the law says what a word means: 問題解決率，指…; “loan” means …"""


@dataclass(frozen=True, slots=True)
class Definition:
    """A defined word, its other names, the article that defines it, and the defining words."""

    word: str
    aliases: tuple[str, ...]
    article: str
    quote: str


def definitions(units: Units) -> list[Definition]:
    """Every definition in the order of the law. A definition that names no word of its own is not one of a word."""
    found = []
    for key, data in sorted(units.items()):
        article, quote = str(data.get("article", "")), str(data.get("quote", ""))
        if key.kind == "duty" and data.get("modality") == "definition":
            match = _MEANS.match(quote)
            word = data.get("object") or (match and (match["word"] or match["english"]))
            if word:
                found.append(Definition(str(word), (), article, quote))
        elif key.kind == "role" and data.get("status") == "defined" and article:
            found.append(Definition(str(data.get("name", "")), tuple(map(str, data.get("aliases") or ())), article, quote))
    return sorted(found, key=lambda one: (article_order(one.article), one.word))
