"""What changed between two texts, character by character: ``<del>`` and ``<ins>`` with words for those who do not see them."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence

from checker.site.markup import esc

_TOKENS = re.compile(r"[A-Za-z]+|\d+(?:\.\d+)*|\s+|.", re.DOTALL)
_SHORT = 2  # an unchanged stretch of so few tokens between two changes reads worse than changing it too


def pieces(before: str, after: str) -> list[tuple[str, str]]:
    """The texts as runs of ``("same" | "del" | "ins", text)``. Han by the character, Latin words and numbers whole.

    The ``same`` and ``del`` runs together are ``before``, the ``same`` and ``ins`` runs ``after``.
    """
    old, new = _TOKENS.findall(before), _TOKENS.findall(after)
    if not old or not new:
        return [run for run in (("del", before), ("ins", after)) if run[1]]
    blocks = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    runs: list[tuple[str, str]] = []
    for removed, added, same in _joined(blocks, old, new):
        runs += [run for run in (("del", removed), ("ins", added), ("same", same)) if run[1]]
    return runs


def _joined(blocks: Sequence[tuple[str, int, int, int, int]], old: list[str], new: list[str]) -> Iterator[tuple[str, str, str]]:
    """(removed, added, unchanged after them), short unchanged stretches between two changes taken into the change."""
    removed = added = ""
    for index, (action, a, b, c, d) in enumerate(blocks):
        same = "".join(old[a:b]) if action == "equal" else ""
        if action != "equal":
            removed, added = removed + "".join(old[a:b]), added + "".join(new[c:d])
        elif 0 < index < len(blocks) - 1 and b - a <= _SHORT and "\n" not in same:
            removed, added = removed + same, added + same
        else:
            yield removed, added, same
            removed = added = ""
    if removed or added:
        yield removed, added, ""


def redline(before: str, after: str, deleted: str, inserted: str) -> str:
    """The change as HTML; ``deleted`` and ``inserted`` are the words said before each stretch."""
    return "".join(
        esc(text) if kind == "same" else f'<{kind}><span class="hb-said-only">{esc(said)}</span>{esc(text)}</{kind}>'
        for kind, text in pieces(before, after)
        for said in [deleted if kind == "del" else inserted]
    ).replace("\n", "<br>")
