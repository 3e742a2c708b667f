"""Records of another type that fit all else, but whose cell by which they would belong to a record is blank or unreadable:
each may belong to any, unless the column says that a blank means none.

``a = b OR a IS NULL`` is no equi-join, and a register with many blanks would meet every record: strays are summed up apart,
by what is left to match them by, and joined to the record by that.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations

from checker.model import Data
from checker.rules.conditions import Row
from checker.rules.kinds.kind import Subject
from checker.rules.kinds.matching import Others, pairs_of, told_of
from checker.sql.expr import FALSE, TRUE, Expr, both, either
from checker.sql.functions import aggregate, count
from checker.sql.select import Join, Select, Source, named


@dataclass(frozen=True, slots=True)
class Strays:
    """One source for each way to lack a value: ``n`` of them, the ``first`` and ``last`` moment (µs) of any, ``undated``."""

    sources: tuple[Source, ...]
    joins: tuple[Join, ...]

    @property
    def there(self) -> Expr:
        """Whether there is one; never NULL."""
        return either(*((source.column("n") > 0).certain for source in self.sources))

    def by(self, instant: Expr) -> Expr:
        """Whether one may stand at an instant or before it; never NULL."""
        return self._any(lambda source: source.column("first") <= instant)

    def since(self, instant: Expr) -> Expr:
        """Whether one may stand at an instant or after it; never NULL."""
        return self._any(lambda source: source.column("last") >= instant)

    def _any(self, told: Callable[[Source], Expr]) -> Expr:
        return either(*(source.column("undated").certain | told(source).certain for source in self.sources))


def strays(spec: Data, c: Subject, at: str = "", counts: Callable[[Row], Expr] = lambda _: TRUE, part: str = "") -> Strays:
    """Those of a ``spec`` (as of ``matching.others``) that ``counts``; ``at`` is the instant that matters, else what places it.

    Of what is found through a third record, those of that. ``part`` tells one part of a union from the others.
    """
    if "through" in spec:
        return strays(spec["through"], c)
    pairs = pairs_of(spec)
    sources: list[Source] = []
    joins: list[Join] = []
    unknown = [pair for pair in pairs if _may_lack(c.other(spec["record"], "stray"), pair[0])]
    for size in range(1, len(unknown) + 1):
        for blank in combinations(unknown, size):
            row = c.other(spec["record"], "stray")
            first, end = (row(at), row.hi(at)) if at else row.activation
            fits = (one.possible for one in told_of(spec, row))
            kept = [pair for pair in pairs if pair not in blank]
            columns = {theirs: row.told(theirs) for theirs, _ in kept} | {
                "n": count(),
                "first": aggregate("min", first),
                "last": aggregate("max", end - 1),
                "undated": aggregate("bool_or", first.null),
            }
            where = both(*(row.told(theirs).null for theirs, _ in blank), *fits, counts(row).possible)
            summed = Select(named(columns), row.source, where=where, group=tuple(row.told(theirs) for theirs, _ in kept))
            source = Source(summed, f"strays{part} {len(sources)} {c.number}")
            sources.append(source)
            joins.append(Join(source, both(*(source.column(theirs).eq(c.row.told(ours)) for theirs, ours in kept)), outer=True))
    return Strays(tuple(sources), tuple(joins))


def astray(spec: Data, c: Subject) -> Others | None:
    """The same one by one, for records of which there are few: what belongs only if a blank says so. None where none can."""
    row = c.other(spec["record"], "astray")
    pairs = [(row.told(theirs), c.row.told(ours), _may_lack(row, theirs)) for theirs, ours in pairs_of(spec)]
    alike = [either(theirs.null, theirs.eq(ours)) if lacks else theirs.eq(ours) for theirs, ours, lacks in pairs]
    lacking = either(*(theirs.null for theirs, _, lacks in pairs if lacks))
    if lacking == FALSE:
        return None
    return Others(row, both(lacking, *alike, *(one.possible for one in told_of(spec, row))))


def _may_lack(row: Row, column: str) -> bool:
    """Whether some record may have no value there that would say to whom it belongs."""
    return not row.type.columns[column].none and row.told(column).maybe
