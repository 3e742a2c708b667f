"""A query taken apart: its letters, the words that carry nothing, its synonyms, and the terms to look for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from checker.site.documents import fold


@dataclass(frozen=True, slots=True)
class Term:
    """Something to look for: any of ``words``; ``start``–``end`` the characters of the query it explains."""

    words: tuple[str, ...]
    weight: float
    start: int
    end: int


def is_han(char: str) -> bool:
    return "㐀" <= char <= "鿿"


def is_latin(char: str) -> bool:
    return "a" <= char <= "z" or "0" <= char <= "9"


def count(text: str, word: str) -> int:
    """How often a folded word stands in a folded text; a Latin one at the beginning of a word, a short one as a whole."""
    if not is_latin(word[0]):
        return text.count(word)
    found, at = 0, text.find(word)
    while at >= 0:
        end = at + len(word)
        begins = at == 0 or not is_latin(text[at - 1])
        whole = end == len(text) or not is_latin(text[end])
        found += begins and (whole or len(word) > 3)
        at = text.find(word, end)
    return found


def spell(text: str, table: dict[str, str]) -> tuple[list[str], list[str], list[bool]]:
    """The letters of a query: folded, as typed, and whether something that is no letter stood before each."""
    chars: list[str] = []
    shown: list[str] = []
    gaps: list[bool] = []
    gap = True
    for char in text:
        for c in fold(char, table):
            if is_han(c) or is_latin(c):
                chars.append(c)
                shown.append(char)
                gaps.append(gap)
                gap = False
            else:
                gap = True
    return chars, shown, gaps


def read(chars: list[str], gaps: list[bool], tables: Mapping[str, Any]) -> tuple[set[int], list[tuple[int, int, list[str]]]]:
    """Walk the query by the longest known word: positions that carry nothing, and synonyms (start, end, own words)."""
    known: dict[str, list[str]] = {word: [] for word in tables["ignored"]}
    for own, also in tables["synonyms"]:
        for word in (*own, *also):
            known.setdefault(word, []).extend(own)
    longest = max((len(word) for word in known), default=0)
    whole = "".join(chars)
    ignored: set[int] = set()
    synonyms: list[tuple[int, int, list[str]]] = []
    at = 0
    while at < len(chars):
        end = min(len(chars), at + longest)
        while end > at and not (whole[at:end] in known and bounded(chars, gaps, at, end)):
            end -= 1
        if end == at:
            at += 1
            continue
        own = known[whole[at:end]]
        if own:
            synonyms.append((at, end, own))
        else:
            ignored.update(range(at, end))
        at = end
    return ignored, synonyms


def bounded(chars: list[str], gaps: list[bool], start: int, end: int) -> bool:
    """Whether a word that begins or ends in a Latin letter stands by itself."""
    before = start == 0 or gaps[start] or not (is_latin(chars[start]) and is_latin(chars[start - 1]))
    return before and (end == len(chars) or gaps[end] or not (is_latin(chars[end]) and is_latin(chars[end - 1])))


def terms(
    chars: list[str],
    gaps: list[bool],
    ignored: set[int],
    synonyms: list[tuple[int, int, list[str]]],
    everything: str,
    tables: Mapping[str, Any],
) -> list[Term]:
    """What to look for. A synonym counts fully where the regulation does not have the word itself, little where it does."""
    found: list[Term] = []
    for start, end in stretches(chars, gaps, ignored):
        run = "".join(chars[start:end])
        if is_latin(run[0]):
            found.append(Term((run,), 1.0, start, end))
        elif len(run) == 1:
            found += [Term((run,), 0.5, start, end)] if run not in tables["little"] else []
        else:
            found += [Term((run[i : i + 2],), 1.0, start + i, start + i + 2) for i in range(len(run) - 1)]
            found += [Term((run,), 1.0, start, end)] if len(run) > 2 else []
    for start, end, own in synonyms:
        literal = "".join(chars[start:end])
        others = tuple(sorted({word for word in own if word != literal}))
        if others:
            weight = tables["weights"]["related" if count(everything, literal) else "synonym"]
            found.append(Term(others, weight, start, end))
    return found


def stretches(chars: list[str], gaps: list[bool], ignored: set[int]) -> list[tuple[int, int]]:
    """Unbroken runs of one script, without what is ignored."""
    found: list[tuple[int, int]] = []
    for at, char in enumerate(chars):
        if at in ignored:
            continue
        joins = at > 0 and not gaps[at] and at - 1 not in ignored and is_latin(char) == is_latin(chars[at - 1])
        if joins and found:
            found[-1] = (found[-1][0], at + 1)
        else:
            found.append((at, at + 1))
    return found


def runs(shown: list[str], gaps: list[bool], positions: list[int]) -> list[str]:
    """Neighbouring positions as the words that were typed."""
    found: list[str] = []
    last = -2
    for at in positions:
        if at == last + 1 and not gaps[at]:
            found[-1] += shown[at]
        else:
            found.append(shown[at])
        last = at
    return list(dict.fromkeys(found))
