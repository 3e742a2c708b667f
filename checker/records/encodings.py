"""Whether bytes that could be GB18030 are Chinese at all: almost any bytes could be.

Text in the wrong encoding is made of characters that hardly anybody writes, or of half-width kana, or of accents between
capitals. So every encoding that fits the bytes is asked how common the characters are that it makes of them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache

CLAIMED = {
    "utf-8": "utf-8",
    "gb18030": "gb18030",
    "gbk": "gb18030",
    "gb2312": "gb18030",
    "big5": "big5hkscs",
    "utf-16-le": "utf-16-le",
    "utf-16-be": "utf-16-be",
    "shift-jis": "cp932",
    "latin-1": "cp1252",
}
"""What ``encoding`` in a sources file may say, and Python's name for it."""

_RIVALS = {"GB18030": "gb18030", "Big5": "big5hkscs", "Shift-JIS": "cp932", "Latin-1": "cp1252"}
_PLAIN, _BETTER = 0.85, 0.05  # the share of common characters that is plainly text; by how much a rival has to be better
_DAMAGE = 0.1  # of the lines may be damaged


@cache
def _common() -> frozenset[str]:
    """The characters of everyday Chinese: the first level of GB 2312 (3,755) and of Big5 (5,401)."""
    gb = (bytes((row, cell)) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
    trails = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    big5 = (bytes((lead, trail)) for lead in range(0xA4, 0xC7) for trail in trails)
    return frozenset(
        "".join(one.decode("gb2312", "ignore") for one in gb) + "".join(one.decode("big5", "ignore") for one in big5)
    )


def doubts(lines: Iterable[bytes]) -> tuple[str, ...]:
    """The encodings that some lines beyond ASCII may be in, by their usual names, the likeliest first; none where they plainly
    are GB18030."""
    sample = list(lines)
    shares = {name: share for name, codec in _RIVALS.items() if (share := _share(sample, codec)) is not None}
    gb = shares.get("GB18030", 0.0)
    best = max(shares.values(), default=0.0)
    if gb >= _PLAIN and best - gb < _BETTER:
        return ()
    likely = sorted(shares, key=lambda name: -shares[name])
    return tuple(name for name in likely if shares[name] >= _PLAIN) or tuple(likely)


def either(lines: Iterable[bytes]) -> tuple[str, ...]:
    """The encodings that lines may be in whose characters beyond ASCII all are of two bytes, in UTF-8 as in GB18030; none where
    they plainly are UTF-8: signs, or accents in words of the Latin alphabet."""
    sample = list(lines)
    text = b"".join(sample).decode("utf-8")
    letters = [char for char in text if char > "\x7f" and not _neutral(char)]
    latin = sum(_between_letters(text)) >= _PLAIN * len(letters)
    return () if latin or (_share(sample, "gb18030") or 0) < _PLAIN else ("GB18030", "UTF-8")


def _share(sample: Sequence[bytes], codec: str) -> float | None:
    """How many of the characters beyond ASCII are common ones; None where the encoding does not know the bytes."""
    read = [text for line in sample if (text := _decoded(line, codec)) is not None]
    if len(read) < (1 - _DAMAGE) * len(sample):
        return None
    text = "".join(read)
    told = [char for char in text if char > "\x7f" and not _neutral(char)]
    if codec == "cp1252":
        return sum(_between_letters(text)) / max(len(told), 1)
    if codec == "cp932":
        return sum("\u3041" <= char <= "\u30ff" or char in _common() for char in told) / max(len(told), 1)
    return sum(char in _common() for char in told) / len(told) if told else 1.0


def _decoded(line: bytes, codec: str) -> str | None:
    try:
        return line.decode(codec)
    except UnicodeDecodeError:
        return None


def _neutral(char: str) -> bool:
    """Punctuation, full-width forms and signs, which stand in every language of the region."""
    return "\u3000" <= char <= "\u303f" or "\uff00" <= char <= "\uffef" or unicodedata.category(char)[0] in "PSZN"


def _between_letters(text: str) -> Iterable[bool]:
    """Of each accented letter whether it stands in a word of the Latin alphabet, as in ``café``; of a degree sign, after a
    figure."""
    for before, char, after in zip(" " + text, text, text[1:] + " ", strict=False):
        if "\xc0" <= char <= "\u024f":
            yield (before.isascii() and before.isalpha()) or (after.isascii() and after.islower())
