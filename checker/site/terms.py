"""A query taken apart: its letters, the words that carry little or nothing, its synonyms, and the terms to look for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from checker.site.documents import fold

NUMERALS = "零一二三四五六七八九十"
_FIGURE = re.compile(r"[零一二两三四五六七八九十]+(?=秒|分钟|小时|天|日|个月)")
_ENDINGS = ("ments", "ment", "ings", "ing", "ions", "ion", "ers", "er", "ies", "es", "ed", "s", "y", "e")


@dataclass(frozen=True, slots=True)
class Term:
    """Something to look for: any of ``words``; ``start``–``end`` the characters of the query it explains, none if equal."""

    words: tuple[str, ...]
    weight: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Query:
    """The letters of a query, ``chars`` folded and ``shown`` as typed, with ``gaps`` where something else stood before one.

    ``ignored`` carries nothing, ``light`` little (both positions); ``synonyms`` are (start, end, the regulation's own words).
    """

    chars: list[str]
    shown: list[str]
    gaps: list[bool]
    ignored: set[int]
    light: set[int]
    synonyms: list[tuple[int, int, list[str]]]

    def content(self, little: str) -> list[int]:
        """The positions an answer must explain: neither ignored nor light nor a mere particle."""
        return [i for i, c in enumerate(self.chars) if i not in self.ignored | self.light and c not in little]


def is_han(char: str) -> bool:
    return "㐀" <= char <= "鿿"


def is_latin(char: str) -> bool:
    return "a" <= char <= "z" or "0" <= char <= "9"


def stem(word: str) -> str:
    """A Latin word without its ending, if four letters remain: complaints and complaint meet; others as they are."""
    if is_latin(word[0]) and is_latin(word[-1]):
        for ending in _ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= 4:
                return word[: -len(ending)]
    return word


def count(text: str, word: str) -> int:
    """How often a folded word stands in a folded text; a Latin one at the beginning of a word, a short one as a whole."""
    if not is_latin(word[0]):
        return text.count(word)
    found, at = 0, text.find(word)
    while at >= 0:
        end = at + len(word)
        begins = at == 0 or not is_latin(text[at - 1])
        whole = end == len(text) or not is_latin(text[end])
        found += begins and (whole or (len(word) > 3 and not word.isdigit()))
        at = text.find(word, end)
    return found


def figure(numerals: str) -> str:
    """Chinese numerals up to 99 as digits."""
    tens, ten, ones = numerals.replace("两", "二").rpartition("十")
    digits = "".join(str(NUMERALS.index(c)) for c in ones)
    return (str(NUMERALS.index(tens)) if len(tens) == 1 else "1") + (digits or "0") if ten else digits


def take_apart(text: str, table: dict[str, str], tables: Mapping[str, object]) -> Query:
    """A query as typed, read by the longest known word."""
    chars, shown, gaps = spell(text, table)
    ignored, light, synonyms = read(chars, gaps, tables)
    if len(ignored | light) == len(chars):
        light = set()
    return Query(chars, shown, gaps, ignored, light, synonyms)


def spell(text: str, table: dict[str, str]) -> tuple[list[str], list[str], list[bool]]:
    """The letters of a query: folded, as typed, and whether something that is no letter stood before each."""
    letters: list[tuple[str, str, bool]] = []
    gap = True
    for char in text:
        for c in fold(char, table):
            if is_han(c) or is_latin(c):
                letters.append((c, char, gap))
                gap = False
            else:
                gap = True
    for match in reversed(list(_FIGURE.finditer("".join(c for c, _, _ in letters)))):
        typed = "".join(shown for _, shown, _ in letters[match.start() : match.end()])
        digits = figure(match[0])
        as_typed = [typed] + [""] * (len(digits) - 1)
        letters[match.start() : match.end()] = [(d, s, not i) for i, (d, s) in enumerate(zip(digits, as_typed, strict=True))]
    return [c for c, _, _ in letters], [shown for _, shown, _ in letters], [gap for _, _, gap in letters]


def read(
    chars: list[str], gaps: list[bool], tables: Mapping[str, Any]
) -> tuple[set[int], set[int], list[tuple[int, int, list[str]]]]:
    """Walk the query by the longest known word: positions that carry nothing, that carry little, and synonyms."""
    known: dict[str, list[str]] = {word: [] for word in (*tables["ignored"], *tables["light"])}
    slight = set(tables["light"])
    for own, also in tables["synonyms"]:
        for word in (*own, *also):
            known.setdefault(stem(word), []).extend(own)
    longest = max((len(word) for word in known), default=0) + 5
    whole = "".join(chars)
    ignored, light = set[int](), set[int]()
    synonyms: list[tuple[int, int, list[str]]] = []
    at = 0
    while at < len(chars):
        end = min(len(chars), at + longest)
        while end > at and not (bounded(chars, gaps, at, end) and (whole[at:end] in known or stem(whole[at:end]) in known)):
            end -= 1
        if end == at:
            at += 1
            continue
        word = whole[at:end]
        if own := known.get(word) or known.get(stem(word)):
            synonyms.append((at, end, own))
        if word in slight:
            light.update(range(at, end))
        elif not own:
            ignored.update(range(at, end))
        at = end
    return ignored, light, synonyms


def bounded(chars: list[str], gaps: list[bool], start: int, end: int) -> bool:
    """Whether a word that begins or ends in a Latin letter stands by itself."""
    before = start == 0 or gaps[start] or not (is_latin(chars[start]) and is_latin(chars[start - 1]))
    return before and (end == len(chars) or gaps[end] or not (is_latin(chars[end]) and is_latin(chars[end - 1])))


def terms(query: Query, everything: str, tables: Mapping[str, Any]) -> list[Term]:
    """What to look for. A synonym counts fully where the regulation does not have the word itself, little where it does.

    Two characters that meet by chance, a particle and a word's edge, count little and explain nothing.
    """
    weights, found = tables["weights"], list[Term]()
    for start, end in stretches(query):
        run = "".join(query.chars[start:end])
        slight = weights["light"] if query.light.issuperset(range(start, end)) else 1.0
        if is_latin(run[0]):
            words = (run,) if run == stem(run) else (run, stem(run))
            found.append(Term(words, slight, start, end))
        elif len(run) == 1:
            found += [Term((run,), 0.5 * slight, start, end)] if run not in tables["little"] else []
        else:
            for at in range(start, end - 1):
                pair = run[at - start : at - start + 2]
                if by_chance(pair, everything, tables):
                    found.append(Term((pair,), weights["chance"], at, at))
                else:
                    found.append(Term((pair,), weights["light"] if {at, at + 1} <= query.light else 1.0, at, at + 2))
            found += [Term((run,), slight, start, end)] if len(run) > 2 else []
    for start, end, own in query.synonyms:
        literal = "".join(query.chars[start:end])
        others = tuple(sorted({word for word in own if word != literal}))
        if others:
            weight = weights["related" if count(everything, literal) else "synonym"]
            found.append(Term(others, weight, start, end))
    return found


def by_chance(pair: str, everything: str, tables: Mapping[str, Any]) -> bool:
    """Whether a pair with a particle in it is hardly ever one in the regulation, going by how common its characters are."""
    if pair[0] not in tables["little"] and pair[1] not in tables["little"]:
        return False
    rarer = min(everything.count(pair[0]), everything.count(pair[1]))
    return bool(everything.count(pair) < tables["weights"]["cohesion"] * rarer)


def stretches(query: Query) -> list[tuple[int, int]]:
    """Unbroken runs of one script, without what is ignored."""
    chars, ignored = query.chars, query.ignored
    found: list[tuple[int, int]] = []
    for at, char in enumerate(chars):
        if at in ignored:
            continue
        joins = at > 0 and not query.gaps[at] and at - 1 not in ignored and is_latin(char) == is_latin(chars[at - 1])
        if joins and found:
            found[-1] = (found[-1][0], at + 1)
        else:
            found.append((at, at + 1))
    return found


def runs(query: Query, positions: list[int]) -> list[str]:
    """Neighbouring positions as the words that were typed."""
    found: list[str] = []
    last = -2
    for at in positions:
        if at == last + 1 and not query.gaps[at]:
            found[-1] += query.shown[at]
        else:
            found.append(query.shown[at])
        last = at
    return list(dict.fromkeys(found))
