"""Which record type a table is, where its header stands, and which cell holds which column."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from checker.model import RecordType
from checker.records.blanks import SPACE
from checker.text import fold

HEAD = 30  # rows among which the header is looked for


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a table. ``row`` is its index among the rows given; ``places`` maps columns to cells; ``unmapped`` are the
    other named cells; ``repeated`` the columns that two cells claim with equal right (such a table can't be read)."""

    type: str
    row: int
    cells: tuple[str, ...]
    places: Mapping[str, int]
    unmapped: tuple[str, ...]
    repeated: tuple[str, ...]

    @property
    def rest(self) -> tuple[tuple[str, int], ...]:
        """The named cells that are no columns, by name and place, in the order of their names."""
        taken = set(self.places.values())
        named = ((cell.strip(SPACE), place) for place, cell in enumerate(self.cells) if place not in taken)
        return tuple(sorted(one for one in named if one[0]))

    @property
    def width(self) -> int:
        """Cells up to the last named one."""
        return max((i + 1 for i, cell in enumerate(self.cells) if cell.strip(SPACE)), default=0)


class Recogniser:
    """Knows the record types' names and headers, folded."""

    def __init__(self, types: Mapping[str, RecordType]) -> None:
        self.types = types
        self._lookup = {record.id: _lookup(record) for record in types.values()}
        self._names = [
            (word, record.id)
            for record in types.values()
            for word in map(fold, (*record.names, record.id, record.title, record.title_en))
            if word
        ]
        self._headings = frozenset().union(*self._lookup.values())

    def by_name(self, *names: str) -> str | None:
        """The type that a name speaks of: the longest of its words wins; of several names the first that says anything."""
        for name in names:
            folded = fold(name)
            found = {(len(word), type_) for word, type_ in self._names if word in folded}
            longest = [type_ for length, type_ in found if length == max(found)[0]]
            if len(longest) == 1:
                return longest[0]
        return None

    def header(self, rows: Sequence[Sequence[str]], named: str | None, forced: str | None) -> Header | tuple[str, ...]:
        """The header among the first rows, or the types it might be (none, or several): the table is then not recognised.

        ``forced`` is the only type looked for; else ``named`` when the header confirms it; else the type with most columns
        found, its whole key among them, and no other with as many.
        """
        folded = [(row, cells, frozenset(map(fold, cells))) for row, cells in enumerate(rows[:HEAD])]
        heads = [head for head in folded if not self._headings.isdisjoint(head[2])]
        if forced or named:
            best = self._best(heads, forced or named or "")
            if best and self._confirmed(best):
                return best
            if forced:
                return ()
        every = [best for type_ in self.types if (best := self._best(heads, type_))]
        whole = [best for best in every if set(self.types[best.type].key) <= _found(best)]
        most = max((len(_found(best)) for best in whole), default=0)
        winners = [best for best in whole if len(_found(best)) == most]
        if len(winners) == 1 and self._confirmed(winners[0]):
            return winners[0]
        return tuple(sorted(best.type for best in winners))

    def match(self, cells: Sequence[str], type_: str, row: int = 0) -> Header:
        """The cells read as a header of the type. A column's own name beats an alias for it."""
        lookup = self._lookup[type_]
        claims: dict[str, list[tuple[int, int]]] = {}
        for place, cell in enumerate(cells):
            if entry := lookup.get(fold(cell)):
                claims.setdefault(entry[0], []).append((entry[1], place))
        places = {column: min(claim)[1] for column, claim in claims.items()}
        repeated = [column for column, claim in claims.items() if sum(rank == min(claim)[0] for rank, _ in claim) > 1]
        taken = set(places.values())
        unmapped = (cell.strip(SPACE) for place, cell in enumerate(cells) if place not in taken)
        return Header(type_, row, tuple(cells), places, tuple(u for u in unmapped if u), tuple(repeated))

    def _best(self, heads: Sequence[tuple[int, Sequence[str], frozenset[str]]], type_: str) -> Header | None:
        """The row that says most of a type; of each its place, its cells, and these folded."""
        lookup = self._lookup[type_]
        matches = [self.match(cells, type_, row) for row, cells, folded in heads if not lookup.keys().isdisjoint(folded)]
        best = max(matches, key=lambda m: len(m.places), default=None)
        return best if best and best.places else None

    def _confirmed(self, header: Header) -> bool:
        return len(header.places) >= 2 or set(self.types[header.type].key) <= _found(header)


def _found(header: Header) -> set[str]:
    return set(header.places)


def _lookup(record: RecordType) -> dict[str, tuple[str, int]]:
    """Folded header -> (column, 0 for its own name or 1 for an alias)."""
    found: dict[str, tuple[str, int]] = {}
    for rank in (0, 1):
        for column in record.columns.values():
            names = (column.id, column.title, column.title_en) if rank == 0 else column.aliases
            for name in names:
                found.setdefault(fold(name), (column.id, rank))
    found.pop("", None)
    return found


_SPACE = f"[{re.escape(SPACE)}]"
FOOTER = (
    f"^{_SPACE}*(?:合計|合计|總計|总计|小計|小计|共計|共计|"
    f"(?i:(?:grand[ -]?total|sub-?total|total|sum)(?:{_SPACE}*$|{_SPACE}*[:：=(（]|{_SPACE}+[0-9])))"
)
"""How a row begins that adds up the ones above it; in the syntax that Python and RE2 share."""
_FOOTER = re.compile(FOOTER)


def is_total(text: str) -> bool:
    """Whether a cell begins as the first one of a totals row does."""
    return bool(_FOOTER.match(text))


def is_footer(cells: Sequence[str], header: Header, key: Sequence[str]) -> bool:
    """True for a totals row: its first filled cell says so, and no key cell holds anything else."""
    first = next((cell for cell in cells if cell.strip(SPACE)), "")
    keys = [cells[place] for k in key if (place := header.places.get(k, len(cells))) < len(cells)]
    return is_total(first) and all(not k.strip(SPACE) or is_total(k) for k in keys)
