"""Delimited text, line by line: finding the header, and the careful reader for files that are not clean.

The careful reader copies the good records to a clean file and names every other line. It resynchronises on each line, so that a
stray quote costs the line it stands on and no other.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from checker.records.account import Note, Tally
from checker.records.blanks import SPACE
from checker.records.csvfile import LONGEST
from checker.records.decode import Text, pieces
from checker.records.recognise import HEAD, Header, Recogniser, is_footer

DELIMITERS = (",", "\t", ";", "|", "，")
TALLEST = 100  # lines of one record
_QUOTED = re.compile(rb' *"((?:[^"]++|"")*+)(" *)?')


@dataclass(frozen=True, slots=True)
class Layout:
    """How a delimited file is laid out. ``above`` are the physical lines up to and including the header, as they stand."""

    header: Header
    delimiter: str
    above: tuple[bytes, ...]
    crlf: bool
    rows: int  # logical rows up to and including the header
    blank: int  # blank ones among them
    sample: tuple[tuple[str, ...], ...]  # some rows below it


class Lines:
    """The physical lines of a file from a byte offset, numbered from 1, without their ends; lines can be put back."""

    def __init__(self, stream: BinaryIO, bom: int) -> None:
        stream.seek(bom)
        self._pieces = pieces(stream)
        self._back: deque[bytes] = deque()
        self.number = 0
        self.ended = True

    def next(self) -> bytes | None:
        """The next line; None at the end. Of an overlong line only ``LONGEST`` bytes come, so that memory stays bounded."""
        if self._back:
            self.number += 1
            return self._back.popleft()
        line = next(self._pieces, None)
        if line is None:
            return None
        self.number += 1
        piece = line
        while not piece.endswith(b"\n") and len(piece) == LONGEST:
            piece = next(self._pieces, b"")
        self.ended = piece.endswith(b"\n") if piece is line or piece else False
        return line[:-2] if line.endswith(b"\r\n") else line[:-1] if line.endswith(b"\n") else line

    def put_back(self, lines: list[bytes]) -> None:
        """Take back the last lines, which will be given again."""
        self._back.extendleft(reversed(lines))
        self.number -= len(lines)


def split(record: bytes, delimiter: bytes) -> list[bytes] | str:
    """The cells of a record; ``open`` when a quote does not close in it, ``broken`` when text follows a closing quote.

    As DuckDB's strict mode has it: a quote opens a cell only at its start (spaces before are dropped); elsewhere it is text.
    """
    cells: list[bytes] = []
    at, step = 0, len(delimiter)
    while True:
        quoted = _QUOTED.match(record, at)
        if quoted:
            if quoted[2] is None:
                return "open"
            cells.append(quoted[1].replace(b'""', b'"'))
            end = quoted.end()
            if end < len(record) and not record.startswith(delimiter, end):
                return "broken"
        else:
            end = record.find(delimiter, at)
            end = len(record) if end < 0 else end
            cells.append(record[at:end])
        if end >= len(record):
            return cells
        at = end + step


def find_layout(text: Text, recogniser: Recogniser, named: str | None, forced: str | None) -> Layout | tuple[str, ...]:
    """The header of a delimited file and its delimiter: the one under which most columns are known. Else as ``header``."""
    best: Layout | None = None
    with text.path.open("rb") as stream:
        crlf = next(pieces(stream), b"").endswith(b"\r\n")
    maybe: tuple[str, ...] = ()
    for delimiter in DELIMITERS:
        rows = list(_head(text, delimiter.encode()))
        found = recogniser.header([cells for cells, _ in rows], named, forced)
        if isinstance(found, tuple):
            maybe = maybe or found
        elif best is None or len(found.places) > len(best.header.places):
            upto = rows[: found.row + 1]
            blank = sum(not any(c.strip(SPACE) for c in cells) for cells, _ in upto)
            above = tuple(line for _, lines in upto for line in lines)
            sample = tuple(tuple(cells) for cells, _ in rows[found.row + 1 :])
            best = Layout(found, delimiter, above, crlf, len(upto), blank, sample)
    return best or maybe


def _head(text: Text, delimiter: bytes) -> Iterator[tuple[list[str], list[bytes]]]:
    """The first rows: cells, and the physical lines they stand on. A header cell may hold line breaks."""
    with text.path.open("rb") as stream:
        lines = Lines(stream, text.bom)
        for _ in range(HEAD):
            line = lines.next()
            if line is None:
                return
            taken = [line]
            cells = split(line, delimiter)
            while cells == "open" and len(taken) < 6 and (more := lines.next()) is not None:
                taken.append(more)
                cells = split(b"\n".join(taken), delimiter)
            if isinstance(cells, str):
                lines.put_back(taken[1:])
                taken, cells = [line], line.split(delimiter)
            yield [cell.decode("utf-8", "ignore") for cell in cells], taken


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
        self.width = layout.header.width
        self.titles = {line.strip() for line in layout.above}

    def run(self, lines: Lines, out: BinaryIO) -> None:
        """Read on after the header to the end."""
        for _ in self.layout.above:
            lines.next()
        delimiter, inner, refuse, bad = self.delimiter, self.count - 1, self.refuse, self.bad
        while (line := lines.next()) is not None:
            plain = refuse is None and line.count(delimiter) == inner and b'"' not in line and b"\r" not in line
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
        fitted = self._fitted(cells)
        if fitted is not None:
            out.write(self.delimiter.join(b'"' + cell.replace(b'"', b'""') + b'"' for cell in fitted) + b"\n")
            tally.kept += 1
        elif self._no_record(line, cells):
            tally.skip()
        elif not lines.ended and len(cells) < self.width:
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
            if isinstance(cells, list) and self._fitted(cells) is not None and not self._swallows(taken):
                return cells
            break
        lines.put_back(taken[1:])
        return "open"

    def _swallows(self, taken: list[bytes]) -> bool:
        """True when each of the lines, its quotes taken as text, would be a record by itself: then the quote is the mistake."""
        return self.count > 2 and all(line.count(self.delimiter) == self.count - 1 for line in taken)

    def _fitted(self, cells: list[bytes]) -> list[bytes] | None:
        """The cells, as many as the header has; None when some are missing or in excess. Unnamed empty ones don't matter."""
        if len(cells) == self.count:
            return cells
        if len(cells) < self.width or any(cell.strip() for cell in cells[self.count :]):
            return None
        return (cells + [b""] * self.count)[: self.count]

    def _no_record(self, line: bytes, cells: list[bytes]) -> bool:
        """True for a repeated title and for a totals row."""
        texts = [cell.decode("utf-8", "ignore") for cell in cells]
        return line.strip() in self.titles or is_footer(texts, self.layout.header, self.key)
