"""What exports claim to hold. One that claims nothing proves nothing by what it lacks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fnmatch import fnmatchcase
from pathlib import Path

from checker.model import Part

FILE = "sources.yml"
ALL = "all"

Complete = Mapping[str, date | None]
"""Record types that are complete, each from a day on (None: from the beginning); ``all`` is every type that has a file."""

Fault = tuple[str, Mapping[str, object]]
"""What is wrong with a claim: a key of the message catalog and its parameters."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What is said of files: that they hold everything (``complete``; of some ``types`` only, where a folder says so), of which
    days, up to which day, out of which system they came, and by which codec their bytes are text."""

    complete: bool | None = None
    types: Complete = field(default_factory=dict)
    period: tuple[date, date] | None = None
    as_of: date | None = None
    system: str = ""
    encoding: str = ""

    @property
    def known(self) -> date | None:
        """The last day of which they know; None where that is not said."""
        return min((day for day in (self.period and self.period[1], self.as_of) if day), default=None)

    @property
    def drawn(self) -> date | None:
        """The day that tells which of two exports is the later one; None where that is not said."""
        return self.as_of or (self.period and self.period[1])


@dataclass(frozen=True, slots=True)
class Sources:
    """``options`` speak of types and win; ``claims`` of the files whose path fits a pattern: what the first of them says
    counts. ``expected`` are the patterns that should fit some file, each with where it stands."""

    options: Complete = field(default_factory=dict)
    claims: Sequence[tuple[str, Claim]] = ()
    expected: Sequence[tuple[str, Fault]] = ()

    def of(self, file: str) -> Claim:
        """What is said of a file, or of a sheet of it (``book.xlsx#January``)."""
        mine = [claim for pattern, claim in self.claims if _fits(file, pattern)]
        return Claim(
            complete=next((one.complete for one in mine if one.complete is not None), None),
            types=next((one.types for one in mine if one.types), {}),
            period=next((one.period for one in mine if one.period), None),
            as_of=next((one.as_of for one in mine if one.as_of), None),
            system=next((one.system for one in mine if one.system), ""),
            encoding=next((one.encoding for one in mine if one.encoding), ""),
        )

    def unused(self, files: Collection[str]) -> list[Fault]:
        """The patterns that fit none of some files."""
        return [fault for pattern, fault in self.expected if not any(_fits(file, pattern) for file in files)]

    def since(self, part: Part) -> tuple[date | None] | None:
        """From which day on (None: from the beginning) a part is complete; None where it is not said to be."""
        claim, type_ = self.of(part.file), part.type
        for said in (self.options, {} if claim.complete is False else claim.types):
            if type_ in said or ALL in said:
                return (said[type_ if type_ in said else ALL],)
        return (None,) if claim.complete else None


def _fits(file: str, pattern: str) -> bool:
    path = Path(file).resolve().as_posix()
    return fnmatchcase(path, pattern) or ("#" in path and fnmatchcase(path.rpartition("#")[0], pattern))


NOTHING_SAID = Sources()


@dataclass(frozen=True, slots=True)
class Extent:
    """From when on, and until when (None: until the cutoff), everything of a type is there: µs, both included."""

    since: int = 0
    until: int | None = None


def extents(sources: Sources, parts: Sequence[Part], midnight: Callable[[date], int]) -> dict[str, Extent]:
    """The record types of which everything is there. Files for one period after the other count as far back as no day is
    missing between them; what one system lacks no other makes up for."""
    spans: dict[str, dict[str, list[tuple[date | None, date | None]]]] = {}
    for part in parts:
        since, claim = sources.since(part), sources.of(part.file)
        mine = spans.setdefault(part.type, {}).setdefault(claim.system, [])
        if since is not None:
            first = max((day for day in (since[0], claim.period and claim.period[0]) if day), default=None)
            mine.append((first, claim.known))
    found: dict[str, Extent] = {}
    for type_, systems in spans.items():
        if all(systems.values()):
            firsts, lasts = zip(*map(_joined, systems.values()), strict=True)
            since, until = max(filter(None, firsts), default=None), min(filter(None, lasts), default=None)
            end = None if until is None else midnight(until + timedelta(days=1)) - 1
            found[type_] = Extent(midnight(since) if since else 0, end)
    return found


def _joined(spans: Sequence[tuple[date | None, date | None]]) -> tuple[date | None, date | None]:
    """The last days without a gap that several spans hold together; None is without a beginning, or without an end."""
    ordered = sorted(spans, key=lambda span: (span[0] or date.min, span[1] or date.max))
    first, last = ordered[0]
    for begins, ends in ordered[1:]:
        if last is not None and begins is not None and begins > last + timedelta(days=1):
            first, last = begins, ends
        elif last is not None:
            last = None if ends is None else max(last, ends)
    return first, last
