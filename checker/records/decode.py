"""From the bytes of a text file to UTF-8 with one record a line: strictly, streaming, every undecodable line named.

A byte order mark, else what the sources say, else strict UTF-8, else strict GB18030 if it is Chinese then; where neither fits,
the one with fewer undecodable lines, which are then left empty in the copy and reported. A file whose lines beyond ASCII mostly
are UTF-8 stays UTF-8 even where GB18030 would fit: almost any bytes do. Nothing is ever replaced.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from checker.records.blanks import SPACE
from checker.records.csvfile import LONGEST
from checker.records.encodings import doubts, either

CHUNK = 1 << 18
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_SAMPLE = 10_000  # lines beyond ASCII that decide between UTF-8 with damage, GB18030 and others
_ODD: dict[bytes, tuple[bytes, ...]] = {}  # white space other than U+0020 and U+3000, by the first byte of its UTF-8
for _space in sorted(set(SPACE) - set(" \r\n\u3000")):
    _ODD[_space.encode()[:1]] = (*_ODD.get(_space.encode()[:1], ()), _space.encode())


@dataclass(frozen=True, slots=True)
class Scan:
    """What one pass over the bytes of a UTF-8 file says, independently of any parser. ``lines`` counts newlines, plus a last
    line without one. ``exotic``: white space other than U+0020 and U+3000 occurs within the lines; ``quoted``: a quote does."""

    lines: int
    exotic: bool
    quoted: bool


@dataclass(frozen=True, slots=True)
class Text:
    """A UTF-8 file to read. ``bad`` maps the physical lines that could not be decoded to the offset of the byte in the line;
    ``maybe`` are the encodings it may have been in, where that is not plain: then nothing of it counts."""

    path: Path
    encoding: str
    bom: int = 0
    bad: Mapping[int, int] = field(default_factory=dict)
    maybe: tuple[str, ...] = ()


def scan(path: Path, bom: int = 0) -> Scan:
    """Count the newlines of a file and look for odd white space and quotes in it, once through its bytes."""
    newlines, exotic, quoted, before = 0, False, False, b""
    with path.open("rb") as stream:
        stream.seek(bom)
        while chunk := stream.read(CHUNK):
            newlines += chunk.count(b"\n")
            exotic = exotic or _exotic(before + chunk)
            quoted = quoted or b'"' in chunk
            before = chunk[-2:]  # a character, or the end of a line, may lie across two chunks
    return Scan(newlines + (before[-1:] not in (b"", b"\n")), exotic or before.endswith(b"\r"), quoted)


def _exotic(chunk: bytes) -> bool:
    """Whether white space other than U+0020 and U+3000 is in it; a return at its very end is for the next to tell."""
    chunk = chunk[:-1] if chunk.endswith(b"\r") else chunk
    if b"\r" in chunk and chunk.count(b"\r") != chunk.count(b"\r\n"):
        return True
    return any(lead in chunk and any(space in chunk for space in spaces) for lead, spaces in _ODD.items())


def is_utf8(path: Path, bom: int = 0) -> bool:
    """Whether all bytes of a file are UTF-8, strictly."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as stream:
        stream.seek(bom)
        try:
            while chunk := stream.read(CHUNK):
                if not (chunk.isascii() and not decoder.getstate()[0]):
                    decoder.decode(chunk)
            decoder.decode(b"", True)
        except UnicodeDecodeError:
            return False
    return True


def peek(path: Path) -> Text | None:
    """A text file that seems to be UTF-8 with lines, by its beginning alone; None where ``to_utf8`` must look at all of it."""
    with path.open("rb") as stream:
        head = stream.read(CHUNK)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or _mac(head):
        return None
    bom = len(codecs.BOM_UTF8) if head.startswith(codecs.BOM_UTF8) else 0
    if not bom and _twofold(head):
        return None
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return None
    return Text(path, "utf-8-sig" if bom else "utf-8", bom)


def to_utf8(path: Path, into: Path, claimed: str = "") -> Text:
    """Decode a text file, by the codec that is ``claimed`` for it or by what it is. The result is the file itself when it is
    UTF-8 with lines, else a copy ``into``."""
    with path.open("rb") as stream:
        head = stream.read(CHUNK)
    mark, codec = next((m for m in _MARKS if head.startswith(m[0])), (b"", ""))
    codec = codec or claimed
    mac = not codec.startswith("utf-16") and _mac(head)
    if mac:
        path = _split_returns(path, into.with_suffix(".lines"))
    twofold = not mark and _twofold(head)
    other = codec.startswith("utf-16") or (twofold and codec not in ("", "utf-8"))
    if not other and is_utf8(path, len(mark)):  # what else is UTF-8, is so by no chance
        maybe = either(_beyond_ascii(path)) if twofold and not codec else ()
        return Text(path, "utf-8-sig" if mark else "utf-8", len(mark), maybe=maybe)
    weighed, codec = not codec, codec or _weigh(path)
    maybe = doubts(_beyond_ascii(path)) if weighed and codec == "gb18030" else ()
    with path.open("rb") as stream, into.open("wb") as copy:
        stream.seek(len(mark))
        bad = _copy(stream, copy, codec)
    if mac:
        path.unlink()
    return Text(into, "utf-8-sig" if mark and codec == "utf-8" else codec, 0, bad, maybe)


def _beyond_ascii(path: Path) -> Iterator[bytes]:
    """Some lines that are not ASCII."""
    with path.open("rb") as stream:
        yield from islice((line for line in pieces(stream) if not line.isascii()), _SAMPLE)


def _twofold(head: bytes) -> bool:
    """Whether a small file has nothing beyond ASCII but what may be characters of two bytes, as 一 in GB18030 is һ in UTF-8."""
    return len(head) < CHUNK and not head.isascii() and max(head) < 0xE0


def _mac(head: bytes) -> bool:
    """True when CR alone ends the lines."""
    return b"\r" in head and b"\n" not in head


def _split_returns(path: Path, into: Path) -> Path:
    with path.open("rb") as stream, into.open("wb") as copy:
        while chunk := stream.read(CHUNK):
            copy.write(chunk.replace(b"\r", b"\n"))
    return into


def _weigh(path: Path) -> str:
    """UTF-8 or GB18030 for a file that is not strictly UTF-8."""
    beyond = utf8 = gb = 0
    with path.open("rb") as stream:
        for line in pieces(stream):
            if line.isascii():
                continue
            beyond += 1
            utf8 += not _decodes(line, "utf-8")
            gb += not _decodes(line, "gb18030")
            if beyond == _SAMPLE and gb == 0 and 2 * utf8 > beyond:
                return "gb18030"
    return "utf-8" if 2 * utf8 < beyond or utf8 < gb else "gb18030"


def _decodes(line: bytes, codec: str) -> bool:
    try:
        line.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def _copy(stream: BinaryIO, copy: BinaryIO, codec: str) -> dict[int, int]:
    """Transcode line by line; an undecodable line becomes an empty one, listed by its number."""
    bad: dict[int, int] = {}
    number, newline = 1, "\n".encode(codec)
    for line in _wide_lines(stream, newline) if len(newline) == 2 else pieces(stream):
        try:
            text = line.decode(codec)
        except UnicodeDecodeError as error:
            bad.setdefault(number, error.start)
            text = "\n"  # also where the last line has no end: it must not vanish
        copy.write(text.encode("utf-8"))
        number += text.count("\n")
    return bad


def pieces(stream: BinaryIO) -> Iterator[bytes]:
    """The lines of a stream with their ends; an overlong one in several pieces."""
    return iter(lambda: stream.readline(LONGEST), b"")


def _wide_lines(stream: BinaryIO, newline: bytes) -> Iterator[bytes]:
    """The lines of a stream of two-byte units."""
    rest = b""
    while chunk := stream.read(CHUNK):
        rest += chunk
        start = at = 0
        while (at := rest.find(newline, at)) >= 0:
            if at % 2:
                at += 1
                continue
            yield rest[start : at + 2]
            start = at = at + 2
        rest = rest[start:]
        if len(rest) > LONGEST:
            yield rest[: len(rest) & ~1]
            rest = rest[len(rest) & ~1 :]
    if rest:
        yield rest


def count_lines(path: Path) -> int:
    """Newlines in a file of any kind, plus a last line without one."""
    newlines, last = 0, b"\n"
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            newlines += chunk.count(b"\n")
            last = chunk[-1:]
    return newlines + (last != b"\n")
