"""What counts as an empty cell, and how a cell's text is trimmed: the one list of white space and of words for nothing, or for
nothing yet."""

from __future__ import annotations

import re

SPACE = " \t\r\n\f\v\u00a0\u1680\u2028\u2029\u202f\u205f\u2060\u3000\ufeff" + "".join(map(chr, range(0x2000, 0x200E)))

WORDS = frozenset({
    "無", "无", "暫無", "暂无", "空", "空白", "未填", "未填寫", "未填写",
    "待定", "待議", "待议", "待填", "待補", "待补", "待分派", "待指派", "待確認", "待确认", "未定", "未確定", "未确定",
    "略", "未指定", "未分類", "未分类", "未分級", "未分级", "不詳", "不详",
    "n/a", "#n/a", "na", "n.a.", "null", "(null)", "[null]", "<null>", "none", "nil", "nan", "nat", "\\n",
})  # fmt: skip
DASHES = frozenset("-‐‑‒–—―─_/\\.·…*~－＿／．～＊")  # a cell of nothing but these is empty too

_NARROW = {code + 0xFEE0: code for code in range(0x21, 0x7F)}

BLANK = f"(?i:{'|'.join(map(re.escape, sorted(WORDS)))}|[{re.escape(''.join(sorted(DASHES)))}]+)"
"""The same as a pattern, for cells in half width, in the syntax that Python and RE2 share."""


def trimmed(cell: str) -> str:
    """The cell without the blanks around it."""
    return cell.strip(SPACE)


def is_blank(text: str) -> bool:
    """Whether a trimmed cell says that there is nothing: empty, a word for nothing in any case and width, or dashes."""
    return DASHES.issuperset(text) or text.translate(_NARROW).lower() in WORDS
