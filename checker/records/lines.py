"""The physical lines of a file, and the cells of one record on them."""

from __future__ import annotations

import re
from collections import deque
from typing import BinaryIO

from checker.records.csvfile import LONGEST
from checker.records.decode import pieces

_QUOTED = re.compile(rb' *"((?:[^"]++|"")*+)(" *)?')


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
    """The cells of a record; ``open`` when a quote does not close in it, ``broken`` when text follows a closing quote, or a
    quote stands inside a cell that is not quoted: whoever wrote it meant either the one or the other.

    Spaces around a quoted cell are dropped.
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
            if b'"' in cells[-1]:
                return "broken"
        if end >= len(record):
            return cells
        at = end + step
