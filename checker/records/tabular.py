"""Delimited text, line by line: the careful reader for files that are not clean.

It copies the good records to a clean file and names every other line. It resynchronises on each line, so that a
stray quote costs the line it stands on and no other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from checker.records.account import Note, Tally
from checker.records.blanks import SPACE
from checker.records.csvfile import LONGEST
from checker.records.decode import Text
from checker.records.layout import Layout
from checker.records.lines import Lines, split
from checker.records.recognise import is_footer

TALLEST = 100  # lines of one record


def start(layout: Layout, file: str) -> Tally:
    """The tally after the header."""
    breaks = len(layout.above) - layout.rows
    return Tally(file, layout.rows, layout.rows - layout.blank, layout.blank, breaks=breaks)


def clean(text: Text, layout: Layout, key: tuple[str, ...], file: str, into: Path, refuse: Note | None = None) -> Tally:
    """Copy the good records to ``into`` (delimiter as in the file, no header) and tally all others.

    ``refuse`` (reason and parameters) rejects every record: nothing is then copied but the account is complete.
    """
    reader = _Careful(text, layout, key, start(layout, file), refuse)
    with text.path.open("rb") as stream, into.open("wb") as out:
        reader.run(Lines(stream, text.bom), out)
    return reader.tally


class _Careful:
    def __init__(self, text: Text, layout: Layout, key: tuple[str, ...], tally: Tally, refuse: Note | None) -> None:
        self.bad: Mapping[int, int] = text.bad
        self.layout, self.key, self.tally, self.refuse = layout, key, tally, refuse
        self.delimiter = layout.delimiter.encode()
        self.count = len(layout.header.cells)
        self.titles = {line.strip() for line in layout.above}

    def run(self, lines: Lines, out: BinaryIO) -> None:
        """Read on after the header to the end."""
        for _ in self.layout.above:
            lines.next()
        delimiter, inner, bad = self.delimiter, self.count - 1, self.bad
        whole = self.refuse is None and self.layout.void is None
        while (line := lines.next()) is not None:
            plain = whole and line.count(delimiter) == inner and b'"' not in line and b"\r" not in line
            if plain and 0 < len(line) < LONGEST:
                out.write(line + b"\n")
                self.tally.kept += 1
            else:
                self._odd(line, lines, out, bad)
        self.tally.physical = lines.number

    def _odd(self, line: bytes, lines: Lines, out: BinaryIO, bad: Mapping[int, int]) -> None:
        """A line that is not plainly one good record."""
        tally, number = self.tally, lines.number
        if number in bad:
            tally.reject(number, "undecodable", {"offset": bad[number]})
        elif not line.decode("utf-8", "ignore").strip(SPACE):
            tally.skip()
        elif self.refuse:
            tally.reject(number, *self.refuse)
        elif len(line) >= LONGEST:
            tally.reject(number, "line-too-long", {"bytes": LONGEST})
        else:
            self._record(line, lines, out)

    def _record(self, line: bytes, lines: Lines, out: BinaryIO) -> None:
        tally, number = self.tally, lines.number
        cells = split(line, self.delimiter)
        if cells == "open":
            cells = self._tall(line, lines)
            tally.breaks += lines.number - number
        if isinstance(cells, str):
            tally.reject(number, "stray-quote", {})
            return
        if self._fits(cells):
            out.write(self.delimiter.join(b'"' + cell.replace(b'"', b'""') + b'"' for cell in cells) + b"\n")
            tally.kept += 1
        elif self._no_record(line, cells):
            tally.skip()
        elif len(cells) == self.count:
            tally.reject(number, "shifted", {})
        elif not lines.ended and len(cells) < self.count:
            tally.reject(number, "truncated", {"expected": self.count, "found": len(cells)})
        else:
            tally.reject(number, "ragged", {"expected": self.count, "found": len(cells)})

    def _tall(self, line: bytes, lines: Lines) -> list[bytes] | str:
        """The record that begins with an open quote and runs over several lines, or what is wrong with it.

        It must close soon and have the right number of cells, and its lines must not look like records themselves: rather a
        visible rejection than rows swallowed by a cell.
        """
        taken = [line]
        while len(taken) < TALLEST and (more := lines.next()) is not None:
            taken.append(more)
            whole = b"\n".join(taken)
            if b'"' not in more and lines.number not in self.bad and len(whole) < LONGEST:
                continue
            cells = split(whole, self.delimiter) if len(whole) < LONGEST and lines.number not in self.bad else "broken"
            if cells == "open":
                continue
            if isinstance(cells, list) and self._fits(cells) and not self._swallows(taken):
                return cells
            break
        lines.put_back(taken[1:])
        return "open"

    def _swallows(self, taken: list[bytes]) -> bool:
        """True when each of the lines, its quotes taken as text, would be a record by itself: then the quote is the mistake."""
        return self.count > 2 and all(line.count(self.delimiter) == self.count - 1 for line in taken)

    def _fits(self, cells: Sequence[bytes]) -> bool:
        """Whether there are as many cells as the header has, and nothing where nothing belongs."""
        void = self.layout.void
        return len(cells) == self.count and (void is None or not any(cell.strip() for cell in cells[void:]))

    def _no_record(self, line: bytes, cells: list[bytes]) -> bool:
        """True for a repeated title, a totals row, and separators alone."""
        texts = [cell.decode("utf-8", "ignore") for cell in cells]
        again = line.strip() in self.titles
        return again or not any(text.strip(SPACE) for text in texts) or is_footer(texts, self.layout.header, self.key)
