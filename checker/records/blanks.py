"""What counts as an empty cell, and how a cell's text is trimmed: the one list of white space and of words for nothing."""

from __future__ import annotations

from checker.records.store import literal, one_of

SPACE = " \t\r\n\f\v\u00a0\u1680\u2028\u2029\u202f\u205f\u2060\u3000\ufeff" + "".join(map(chr, range(0x2000, 0x200E)))

WORDS = (
    "無", "无", "暫無", "暂无", "空", "空白", "未填", "未填寫", "未填写",
    "n/a", "#n/a", "na", "n.a.", "null", "(null)", "[null]", "<null>", "none", "nil", "nan", "nat", "\\n",
)  # fmt: skip
DASHES = "-‐‑‒–—―─_/\\.·…*~－＿／．～＊"  # a cell of nothing but these is empty too

_WIDE = {chr(code + 0xFEE0): chr(code) for code in range(0x21, 0x7F)}
TO_NARROW = (literal("".join(_WIDE)), literal("".join(_WIDE.values())))

_COMMON_ENDS = (" ", "\u3000")
_ASCII = (("0", "N"), ("O", "["), ("a", "n"), ("o", "~"))  # first characters of no blank word
_HAN = tuple(word for word in WORDS if word > "\u3000")


def trimmed(cell: str) -> str:
    """SQL: the cell without the blanks around it."""
    return f"trim({cell}, {literal(SPACE)})"


def filled(cell: str, *, exotic: bool) -> str:
    """SQL: the trimmed text of a cell, NULL when blank.

    Most cells begin with a plain character and end in neither kind of space: comparisons tell them apart at a tenth of the
    cost of trimming. ``exotic``: the file holds white space other than those two, so that every kind must be tried.
    """
    spaced = " OR ".join(f"ends_with({cell}, {literal(end)})" for end in (tuple(SPACE) if exotic else _COMMON_ENDS))
    ascii_plain = " OR ".join(f"{cell} BETWEEN {literal(low)} AND {literal(high)}" for low, high in _ASCII)
    han_blank = " ".join(f"WHEN {literal(word)} THEN NULL" for word in _HAN)
    return (
        f"CASE WHEN ({ascii_plain}) AND NOT ({spaced}) THEN {cell} WHEN {cell} = '' THEN NULL "
        f"WHEN {cell} BETWEEN '\u3001' AND '\ufe00' AND NOT ({spaced}) THEN CASE {cell} {han_blank} ELSE {cell} END "
        f"ELSE {filled_slowly(cell)} END"
    )


def filled_slowly(cell: str) -> str:
    """SQL: as ``filled``, by trimming whatever comes."""
    bare = trimmed(cell)
    folded = f"lower(translate({bare}, {TO_NARROW[0]}, {TO_NARROW[1]}))"
    dashes = literal("[" + "".join("\\" + c if c in "-\\/." else c for c in DASHES) + "]*")
    return f"CASE WHEN {one_of(folded, WORDS)} OR regexp_full_match({bare}, {dashes}) THEN NULL ELSE {bare} END"
