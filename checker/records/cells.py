"""What a cell of an export means, for every spelling that is accepted: the only definition, in plain Python.

What the database reads by itself (:mod:`checker.records.usual`) is a faster way to the same, and a test holds the two together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from zoneinfo import ZoneInfo

from checker.model import Column
from checker.records.blanks import is_blank, trimmed
from checker.records.instants import read_instant
from checker.text import fold

TRUE = ("true", "yes", "y", "t", "1", "1.0", "是", "對", "真", "√", "✓", "✔")
FALSE = ("false", "no", "n", "f", "0", "0.0", "否", "不是", "錯", "假", "×", "✗", "✘")

Value = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Meaning:
    """``value`` (None: blank, or unreadable); of an instant the first µs, and ``end`` its open end.

    ``unreadable``: the cell holds something that its column can't hold.
    """

    value: Value = None
    end: int | None = None
    unreadable: bool = False


BLANK, UNREADABLE = Meaning(), Meaning(unreadable=True)

Reader = Callable[[str], Meaning]
"""From a trimmed cell that is not blank to its meaning."""


def read(cell: str, column: Column, zone: ZoneInfo) -> Meaning:
    """What a cell means in a column; times without an offset are in ``zone``. A code in no list stands as it is."""
    text = trimmed(cell)
    if is_blank(text):
        return BLANK if column.blank is None else _READERS[column.kind](column, zone)(column.blank)
    return _READERS[column.kind](column, zone)(text)


def _text(column: Column, zone: ZoneInfo) -> Reader:
    return Meaning


def _instant(column: Column, zone: ZoneInfo) -> Reader:
    def read_one(text: str) -> Meaning:
        found = read_instant(text, zone)
        if isinstance(found, tuple):
            return Meaning(*found)
        return UNREADABLE if found is None else BLANK

    return read_one


def _code(column: Column, zone: ZoneInfo) -> Reader:
    known = spellings(column)
    return lambda text: Meaning(known.get(fold(text) or text, text))


def _boolean(column: Column, zone: ZoneInfo) -> Reader:
    known = spellings(column)

    def read_one(text: str) -> Meaning:
        word = known.get(fold(text) or text)
        return UNREADABLE if word is None else Meaning(word == "true")

    return read_one


_WIDE = str.maketrans("０１２３４５６７８９，．－＋", "0123456789,.-+")
_INTEGER = re.compile(r"([+-]?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+))(?:\.0+)?")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_LARGEST = 2**63 - 1


def _integer(column: Column, zone: ZoneInfo) -> Reader:
    def read_one(text: str) -> Meaning:
        found = _INTEGER.fullmatch(text.translate(_WIDE))
        number = int(found[1].replace(",", "")) if found else _LARGEST + 1
        return Meaning(number) if -_LARGEST - 1 <= number <= _LARGEST else UNREADABLE

    return read_one


def _number(column: Column, zone: ZoneInfo) -> Reader:
    def read_one(text: str) -> Meaning:
        plain = text.translate(_WIDE)
        number = float(plain.replace(",", "")) if _NUMBER.fullmatch(plain) else float("inf")
        return Meaning(number) if abs(number) != float("inf") else UNREADABLE

    return read_one


_READERS: Mapping[str, Callable[[Column, ZoneInfo], Reader]] = {
    "text": _text,
    "code": _code,
    "boolean": _boolean,
    "integer": _integer,
    "number": _number,
    "instant": _instant,
}


def spellings(column: Column) -> Mapping[str, str]:
    """Folded spelling to code, of a column of codes or booleans (whose codes are ``true`` and ``false``)."""
    return _spellings(column.kind == "boolean", tuple((code, tuple(words)) for code, words in column.values.items()))


@cache
def _spellings(boolean: bool, values: tuple[tuple[str, tuple[str, ...]], ...]) -> Mapping[str, str]:
    spelt = {code: [code, *words] for code, words in values}
    if boolean:
        spelt["true"] = [*spelt.get("true", ()), *TRUE]
        spelt["false"] = [*spelt.get("false", ()), *FALSE]
    found: dict[str, str] = {}
    for code, words in spelt.items():
        for word in words:
            found.setdefault(fold(word) or word, code)
    return found
