"""What the reports on a terminal share: its width, lines that break where Chinese may break, names and accounts in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.table import Table
from rich.text import Text

from checker.catalog import listed, pick, say
from checker.result import Account, Result
from checker.text import plain

STYLES = {"violations": "bold red", "warnings": "bold yellow", "clean": "bold green"}
MARKS = {"violation": ("✗", "red"), "warning": ("!", "yellow"), "note": ("·", "cyan")}
__all__ = [
    "MARKS", "STYLES", "Console", "Line", "Table", "Text", "account_words", "beneath", "cell_len", "console", "cut", "heading",
    "indented", "named", "packed", "print_lines", "print_table", "some", "wrapped",
]  # fmt: skip

Line = tuple[str, str]
"""A line and its style."""
_WIDE, _OPENS, _CLOSES = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef", "（「『《", "，。、；：）」』》！？"
_PIECE = re.compile(rf"\s+|[{_OPENS}]*(?:[^\s{_WIDE}]+|[{_WIDE}])[{_CLOSES}]*")


class _Console(Console):
    def on_broken_pipe(self) -> None:
        """Told like any other: Rich would end the program with 1, which says that something was found."""
        raise BrokenPipeError


def console(out: TextIO, width: int) -> Console:
    """As wide as the terminal, or ``width`` columns where there is none. BrokenPipeError where nobody reads on."""
    return _Console(file=out, width=None if out.isatty() else width, highlight=False, soft_wrap=False)


def wrapped(words: str, width: int) -> list[str]:
    """Lines of at most ``width`` columns, broken at blanks or between Chinese characters, never before a closing mark."""
    lines = [""]
    for piece in _pieces(plain(words), max(width, 2)):
        if lines[-1] and cell_len(lines[-1] + piece.rstrip()) > width:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return [line.rstrip() for line in lines]


def _pieces(words: str, width: int) -> Iterator[str]:
    """What must stay together; of a piece that no line could hold, as much as one does."""
    for piece in _PIECE.findall(words):
        while cell_len(piece) > width:
            head = set_cell_size(piece, width).rstrip()
            yield head
            piece = piece[len(head) :]
        yield piece


def cut(words: str, width: int) -> str:
    """Words in exactly ``width`` columns, filled up with blanks; what does not fit ends in an ellipsis."""
    return set_cell_size(words, width) if cell_len(words) <= width else set_cell_size(words, width - 1) + "…"[:width]


def beneath(mark: str, words: str, width: int, style: str = "") -> list[Line]:
    """Words after a mark that their later lines stand clear of."""
    indent = " " * cell_len(mark)
    found = wrapped(words, width - len(indent))
    return [((indent if number else mark) + line, style) for number, line in enumerate(found)]


def packed(parts: Sequence[str], width: int, lang: str, keep: int = 1) -> str:
    """As many of the parts as one line of ``width`` columns holds, at least ``keep``, and how many there are beside."""
    for shown in range(len(parts), keep, -1):
        words = some(parts, shown, lang)
        if cell_len(words) <= width:
            return words
    return some(parts, keep, lang)


def some(parts: Sequence[str], shown: int, lang: str) -> str:
    """The first of the parts, and how many there are beside."""
    more = len(parts) - shown
    words = plain(listed(parts[:shown], lang))
    return words + (say("screen.more", lang, more=more) if more > 0 else "")


def print_lines(to: Console, lines: Iterable[Line]) -> None:
    """Lines as they are: none is broken or cut."""
    for line, style in lines:
        to.print(Text(plain(line.rstrip()), style=style), no_wrap=True, overflow="ignore", crop=False)


def print_table(to: Console, table: Table) -> None:
    """A table without the blanks that would fill its last column."""
    with to.capture() as captured:
        to.print(table)
    for line in captured.get().splitlines():
        to.file.write(line.rstrip() + "\n")


def heading(to: Console, words: str) -> None:
    to.print()
    to.print(Text(words, style="bold"))


def indented(to: Console, depth: int, words: str, style: str = "", bold: str = "") -> None:
    """Words after an indent that their later lines keep, ``bold`` before them; nothing is padded on the right."""
    for number, line in enumerate(wrapped(bold + words, to.width - depth)):
        text = Text(" " * depth + line, style=style)
        if bold and not number:
            text.stylize("bold", depth, depth + len(bold))
        to.print(text)


def named(result: Result, record: str, column: str = "", *, lang: str) -> str:
    """A record type or a column of it: by its title, in English by its id."""
    name = f"{record}.{column}" if column else record
    return column or record if lang == "en" else pick({"zh-Hant": result.names[name]}, lang)


def account_words(account: Account, lang: str) -> str:
    return say("report.account-line", lang, {name: f"{getattr(account, name):,}" for name in account.__slots__})
