"""Simplified for readers: the table that the browser's switch applies, restricted to the characters in use.

Characters go one to one; words for which that is wrong are listed in ``docs/reference/simplified.yml``, both sides of one
length. The text keeps its length, so that marks and links stay where they are.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from checker.text import hans_table


@dataclass(frozen=True, slots=True)
class Table:
    """``old[i]`` becomes ``new[i]``; ``words`` come first, the longer before the shorter."""

    old: str
    new: str
    words: Mapping[str, str]


def table(words: Mapping[str, str], used: Iterable[str]) -> Table:
    """The part of the script table that the characters ``used`` need, and the words made of them."""
    have = set(used)
    pairs = sorted((chr(code), new) for code, new in hans_table().items() if chr(code) in have)
    chosen = {old: new for old, new in words.items() if have.issuperset(old)}
    order = sorted(chosen, key=lambda word: (-len(word), word))
    return Table("".join(old for old, _ in pairs), "".join(new for _, new in pairs), {word: chosen[word] for word in order})


def convert(text: str, chosen: Table) -> str:
    """The text in Simplified; ``assets/script.js`` does the same."""
    single = {ord(old): new for old, new in zip(chosen.old, chosen.new, strict=True)}
    if not chosen.words:
        return text.translate(single)
    found = re.compile("|".join(map(re.escape, chosen.words)))
    parts, last = [], 0
    for match in found.finditer(text):
        parts += [text[last : match.start()].translate(single), chosen.words[match[0]]]
        last = match.end()
    return "".join([*parts, text[last:].translate(single)])


def script(chosen: Table) -> str:
    """The table as a script, so that a copy opened as files has it too."""
    value = json.dumps([chosen.old, chosen.new, dict(chosen.words)], ensure_ascii=False, separators=(",", ":"))
    return f"globalThis.handbookHans={value}\n"
