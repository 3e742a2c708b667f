"""Chinese text: folding for comparison, figures and durations written in prose, the order and citation of articles."""

from __future__ import annotations

import functools
import re
import unicodedata
from importlib import resources

PUNCTUATION = re.compile(r"[\s\-_/:：、，。．・()（）\[\]【】<>《》「」『』\"'“”‘’*#]+")

VARIANTS = str.maketrans("帐着覆姪羣峯啟裏箇檯", "账著复侄群峰启里个台")  # twins that the script table leaves apart


@functools.cache
def hans_table() -> dict[int, str]:
    """Traditional to Simplified, one character to one character, so that offsets stay valid."""
    lines = resources.files("checker").joinpath("hans.txt").read_text(encoding="utf-8").splitlines()
    return {ord(old): new for old, new in zip(lines[0], lines[1], strict=True)}


def to_hans(text: str) -> str:
    """The text in Simplified characters."""
    return text.translate(hans_table())


@functools.lru_cache(maxsize=1 << 16)  # headers and spellings come again with every file
def fold(text: str) -> str:
    """Text for comparison: width, case and script folded, punctuation and blanks dropped."""
    return PUNCTUATION.sub("", to_hans(unicodedata.normalize("NFKC", text).casefold()).translate(VARIANTS))


_SIGNS = {n: chr(0x2400 + n) for n in range(32)} | {0x7F: "␡", ord("\n"): "⏎", ord("\t"): " "}
_TURNS = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
_PLAIN = str.maketrans(_SIGNS | dict.fromkeys((*range(0x80, 0xA0), *_TURNS), "\ufffd"))


def plain(words: str) -> str:
    """Words with a sign for each character that would command the terminal, break the line or turn its reading."""
    return words if words.isascii() and words.isprintable() else words.replace("\r\n", "\n").translate(_PLAIN)
