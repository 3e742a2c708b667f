"""What a workbook would ask for, by its own bytes, before anything opens it: a few kilobytes can unpack to any size."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

UNPACKED = 1_000_000_000
"""Bytes that all parts of a workbook may have together; a sheet of a million rows and fifteen columns has some 700 MB."""
LONGEST = 4_000_000
"""Bytes of one text; a cell of a spreadsheet holds 32,767 characters."""
CELLS = 20_000_000
"""Cells of the used rectangle that are read whatever they hold."""
FULL = 1_048_576
"""Rows a sheet can hold; an export that fills it was probably cut."""

_CHUNK = 1 << 20
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_PLACE = re.compile(rb"""<(?:[\w.-]+:)?(?:c|row)\s(?:[^>]*?\s)?r\s*=\s*["']([^"']*)["']""")
_DIGITS, _LETTERS = b"0123456789", b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


class UnreadableError(Exception):
    """A workbook that cannot or must not be opened; the reason is a key of the catalog."""

    def __init__(self, reason: str, **params: object) -> None:
        super().__init__(reason)
        self.reason, self.params = reason, params


def check(path: Path) -> None:
    """Refuse a workbook whose parts are too large, or whose cells span a rectangle far beyond what they fill: reading it would
    ask for all of the memory. zipfile.BadZipFile, zlib.error, OSError for a damaged one."""
    total = 0
    with zipfile.ZipFile(path) as archive, path.open("rb") as stream:
        for member in archive.infolist():
            sheet = _Sheet() if _SHEET.fullmatch(member.filename) else None
            open_ = 0  # bytes since the last tag
            for chunk in _unpacked(stream, member):
                total += len(chunk)
                if total > UNPACKED:
                    raise UnreadableError("workbook-too-large", limit=f"{UNPACKED // 1_000_000:,} MB")
                if not member.filename.lower().endswith(".xml"):
                    continue
                if b"<!DOCTYPE" in chunk or b"<!ENTITY" in chunk:
                    raise UnreadableError("workbook-damaged", detail="DOCTYPE")
                tag = chunk.rfind(b"<")
                open_ = open_ + len(chunk) if tag < 0 else len(chunk) - tag
                if open_ > LONGEST:
                    raise UnreadableError("cell-too-long", limit=f"{LONGEST // 1_000_000} MB")
                if sheet:
                    sheet.read(chunk)
            if sheet:
                sheet.conclude()


def _unpacked(stream: BinaryIO, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """The bytes of a part as whoever unpacks it to its end gets them, whatever size the directory says."""
    stream.seek(member.header_offset)
    head = stream.read(30)
    if len(head) < 30 or head[:4] != b"PK\x03\x04":
        raise zipfile.BadZipFile("no local header")
    names = sum(struct.unpack("<HH", head[26:30]))
    stream.seek(names, 1)
    left = member.compress_size
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise zipfile.BadZipFile("unknown compression")
    inflate = zlib.decompressobj(-15) if member.compress_type == zipfile.ZIP_DEFLATED else None
    while left > 0 and (packed := stream.read(min(_CHUNK, left))):
        left -= len(packed)
        while inflate and packed:
            yield inflate.decompress(packed, _CHUNK)
            packed = inflate.unconsumed_tail
        if not inflate:
            yield packed


class _Sheet:
    """The places that the cells and rows of a sheet say they have."""

    def __init__(self) -> None:
        self.rest = b""
        self.cells = self.bottom = 0
        self.columns: dict[bytes, int] = {b"": 0}

    def read(self, chunk: bytes) -> None:
        text = self.rest + chunk
        cut = text.rfind(b"<")
        self.rest = text[cut:] if cut > 0 else b""
        places = _PLACE.findall(text[:cut] if cut > 0 else text)
        if not places:
            return
        together = b",".join(places)
        rows = set(together.translate(None, _LETTERS).split(b","))
        if together.translate(None, _LETTERS + _DIGITS + b",") or b"" in rows or len(max(rows, key=len)) > 7:
            raise UnreadableError("workbook-damaged", detail="r")
        self.columns |= {one: _column(one) for one in set(together.translate(None, _DIGITS).split(b",")) - self.columns.keys()}
        self.cells += len(places)
        self.bottom = max(self.bottom, *map(int, rows))

    def conclude(self) -> None:
        right = max(self.columns.values())
        if right * self.bottom > max(CELLS, 100 * self.cells) or self.bottom > FULL:
            raise UnreadableError("sheet-too-wide", rows=self.bottom, columns=right)


def _column(letters: bytes) -> int:
    if not re.fullmatch(rb"[A-Za-z]{1,3}", letters):
        raise UnreadableError("workbook-damaged", detail="r")
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
