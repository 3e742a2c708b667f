"""What counts as an empty cell, and how a cell's text is trimmed: one list, used by SQL and by Python alike."""

from __future__ import annotations

from checker.records.store import literal, one_of

SPACE = " \t\r\n\f\v\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u200c\u200d\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"

WORDS = (
    "無", "无", "暫無", "暂无", "空", "空白", "未填", "未填寫", "未填写",
    "n/a", "#n/a", "na", "n.a.", "null", "(null)", "[null]", "<null>", "none", "nil", "nan", "nat", "\\n",
)  # fmt: skip
DASHES = "-‐‑‒–—―─_/\\.·…*~－＿／．～＊"  # a cell of nothing but these is empty too

_WIDE = {chr(code + 0xFEE0): chr(code) for code in range(0x21, 0x7F)}
TO_NARROW = (literal("".join(_WIDE)), literal("".join(_WIDE.values())))

_COMMON_ENDS = (" ", "\u3000")
_EXACT = ("", "\\", "_", "__", "\\N", "~", *sorted({v for w in WORDS for v in (w, w.upper(), w.title(), w.capitalize())}))


def is_blank(text: str) -> bool:
    """True when a cell holds nothing: no text, only dashes, or one of the words that mean so."""
    bare = text.strip(SPACE)
    return not bare.strip(DASHES) or bare.translate({ord(k): v for k, v in _WIDE.items()}).lower() in WORDS


def trimmed(cell: str) -> str:
    """SQL: the cell without the blanks around it."""
    return f"trim({cell}, {literal(SPACE)})"


def filled(cell: str, *, exotic: bool) -> str:
    """SQL: the trimmed text of a cell, NULL when blank.

    Most cells begin with a plain character and end in neither kind of space: they are told apart by comparisons alone, which
    cost a tenth of trimming. ``exotic``: the file holds white space other than those two, so that every kind must be tried.
    """
    ends = tuple(SPACE) if exotic else _COMMON_ENDS
    plain = f"({cell} BETWEEN '0' AND '~' OR {cell} BETWEEN '\u3001' AND '\ufe00')"
    spaced = " OR ".join(f"ends_with({cell}, {literal(end)})" for end in ends)
    bare = trimmed(cell)
    dashes = "[" + "".join("\\" + c if c in "-\\/." else c for c in DASHES) + "]*"
    folded = f"lower(translate({bare}, {TO_NARROW[0]}, {TO_NARROW[1]}))"
    careful = (
        f"CASE WHEN {one_of(folded, WORDS)} OR regexp_full_match({bare}, {literal(dashes)}) THEN NULL ELSE {bare} END"
    )
    return (
        f"CASE WHEN {one_of(cell, _EXACT)} THEN NULL WHEN {plain} AND NOT ({spaced}) THEN {cell} ELSE {careful} END"
    )
