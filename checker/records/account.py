"""Where every line of a file went, and which row of a spreadsheet a record is."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from checker.result import Reject

Note = tuple[str, Mapping[str, object]]
"""A key of the message catalog and its parameters."""


@dataclass(slots=True)
class Tally:
    """The count of one file or sheet while it is read.

    A row is a line as a spreadsheet shows it: a record over several lines is one row. ``above`` rows come before the first
    record, ``header`` of them title and header, ``skipped`` (so far) blank. ``kept`` rows go on to the table; the others are
    ``gaps`` among them. ``breaks`` are line breaks within cells: ``physical`` lines = rows + breaks.
    """

    file: str
    above: int
    header: int
    skipped: int
    kept: int = 0
    breaks: int = 0
    physical: int = 0
    rejects: list[Reject] = field(default_factory=list)
    gaps: array[int] = field(default_factory=lambda: array("q"))
    _params: dict[tuple[object, ...], Mapping[str, object]] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """Rows so far."""
        return self.above + self.kept + len(self.gaps)

    def skip(self) -> None:
        """The next row is no record."""
        self.gaps.append(self.rows + 1)
        self.skipped += 1

    def reject(self, line: int, reason: str, params: Mapping[str, object]) -> None:
        """The next row, which begins at a physical line, can't be read."""
        self.gaps.append(self.rows + 1)
        shared = self._params.setdefault((reason, *params.items()), params)
        self.rejects.append(Reject(self.file, line, reason, shared))


class Positions:
    """Row numbers as a spreadsheet shows them: from 1, with title, header, blank, rejected and skipped rows counted."""

    def __init__(self, parts: Sequence[tuple[int, Sequence[int]]]) -> None:
        """For each part: the rows above its records, and the rows (ascending) that are not in its table."""
        self._parts = [(above, array("q", (gap - above - i - 1 for i, gap in enumerate(gaps)))) for above, gaps in parts]

    def row(self, part: int, record: int) -> int:
        """The row of record ``record`` (``_row``, from 0) of a part."""
        above, before = self._parts[part]
        return above + record + 1 + bisect_right(before, record)

    def beside(self, parts: int) -> Positions:
        """The same with further parts, whose one record stands in no file: its row is 0."""
        more = Positions([])
        more._parts = [*self._parts, *[(-1, array("q"))] * parts]
        return more
