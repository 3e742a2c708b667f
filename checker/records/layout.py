"""How a delimited file is laid out: where its header stands, what parts the cells, how many there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from checker.records.blanks import SPACE
from checker.records.decode import Text, pieces
from checker.records.lines import Lines, split
from checker.records.recognise import HEAD, Header, Recogniser

DELIMITERS = (",", "\t", ";", "|", "，")


@dataclass(frozen=True, slots=True)
class Layout:
    """How a delimited file is laid out. ``above`` are the physical lines up to and including the header, as they stand.

    ``void``: from which cell on a record has nothing, as most have not: what stands there was shifted.
    """

    header: Header
    delimiter: str
    above: tuple[bytes, ...]
    crlf: bool
    rows: int  # logical rows up to and including the header
    blank: int  # blank ones among them
    sample: tuple[tuple[str, ...], ...]  # some rows below it
    void: int | None = None


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
    return _levelled(best) if best else maybe


def _levelled(layout: Layout) -> Layout:
    """A header with as many unnamed cells at its end as most rows below have: a separator more or less in *every* row is an
    exporter's habit, in one row it is a damage that shifts the cells."""
    header = layout.header
    named, cells = header.width, header.cells
    rows = [row for row in layout.sample if len(row) >= named and any(cell.strip(SPACE) for cell in row)]
    fit = Counter(len(row) for row in rows if not _filled(row[len(cells) :]))
    most, times = max(fit.items(), key=lambda one: (one[1], one[0] == len(cells)), default=(len(cells), 0))
    if most != len(cells) and (most < len(cells) or times > 1):
        header = replace(header, cells=(*cells[:named], *[""] * (most - named)))
    beyond = [row for row in rows if len(row) == most]
    usual = most > named and 2 * sum(_filled(row[named:]) for row in beyond) < len(beyond)
    return replace(layout, header=header, void=named if usual else None)


def _filled(cells: Sequence[str]) -> bool:
    return any(cell.strip(SPACE) for cell in cells)


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
