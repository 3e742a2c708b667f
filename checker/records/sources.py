"""What exports claim to hold: ``sources.yml`` in a checked folder, and the same said on the command line.

    complete: all                       # every type that has a file here
    complete: [employees, organisation]
    complete: {complaints: "2026-01-01", employees: all}   # cases and events from that day on
    as_of: "2026-02-01"                 # the last day of which they know
    files:
      "crm/complaints-202601*.csv": {complete: true, period: 2026-01, system: crm}

An export that claims nothing proves nothing by what it lacks.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fnmatch import fnmatchcase
from pathlib import Path

from checker import quantity, yamlio
from checker.model import Data, Part

FILE = "sources.yml"
ALL = "all"

Complete = Mapping[str, date | None]
"""Record types that are complete, each from a day on (None: from the beginning); ``all`` is every type that has a file."""

Fault = tuple[str, Mapping[str, object]]
"""What is wrong with a claim: a key of the message catalog and its parameters."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What is said of files: that they hold everything (``complete``; of some ``types`` only, where a folder says so), of which
    days, up to which day, and out of which system they came."""

    complete: bool | None = None
    types: Complete = field(default_factory=dict)
    period: tuple[date, date] | None = None
    as_of: date | None = None
    system: str = ""

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


def claimed(words: Sequence[str], types: Collection[str], faults: list[Fault]) -> Complete:
    """What ``--complete`` says: ``all``, types between commas, ``TYPE:2026-01-01`` for one from a day on."""
    found: dict[str, date | None] = {}
    for word in (one.strip() for words_ in words for one in words_.split(",")):
        if word:
            type_, _, since = word.partition(":")
            found |= dict(_one(type_, since or ALL, "--complete", types, faults))
    return found


def read_sources(paths: Sequence[Path], types: Collection[str], faults: list[Fault]) -> Sources:
    """What the ``sources.yml`` of the folders say, of those within them, and of files that are named, those beside them.

    Each speaks of what lies in its own folder; of two, the nearer one is asked first.
    """
    whole = [one for one in paths if one.is_dir()]
    folders = [Path(place) for one in whole for place, _, names in os.walk(one) if FILE in names]
    beside = [one.parent for one in paths if not one.is_dir() and (one.parent / FILE).is_file()]
    claims: list[tuple[str, Claim]] = []
    expected: list[tuple[str, Fault]] = []
    for folder in sorted(
        {one.resolve(): one for one in (*beside, *folders)}.values(), key=lambda one: -len(one.resolve().parts)
    ):
        read = Reading(folder / FILE, types, faults)
        claims += read.claims()
        expected += read.expected if folder in folders else []
    return Sources({}, tuple(claims), tuple(expected))


def _one(type_: str, since: str, place: str, types: Collection[str], faults: list[Fault]) -> Iterator[tuple[str, date | None]]:
    if type_ != ALL and type_ not in types:
        faults.append(("sources-type", {"file": place, "type": type_, "known": ", ".join(types)}))
        return
    try:
        yield type_, None if since == ALL else date.fromisoformat(since)
    except ValueError:
        faults.append(("sources-day", {"file": place, "type": type_, "value": since}))


class Reading:
    """One file while it is read; what is wrong with it is added to ``faults``, and then it claims nothing."""

    def __init__(self, path: Path, types: Collection[str], faults: list[Fault]) -> None:
        self.path, self.types, self.faults = path, types, faults
        self.expected: list[tuple[str, Fault]] = []
        self.document = yamlio.Document(str(path))

    def claims(self) -> list[tuple[str, Claim]]:
        """The patterns of files, each with what is said of them; last the folder itself."""
        before = len(self.faults)
        try:
            self.document = yamlio.parse(self.path.read_text(encoding="utf-8-sig"), str(self.path))
        except (OSError, UnicodeDecodeError) as error:
            self.faults.append(("input-unreadable", {"file": str(self.path), "detail": type(error).__name__}))
            return []
        for problem in self.document.problems:
            told = {"file": str(self.path), "line": problem.place.line, "problem": problem}
            self.faults.append(("sources-yaml", told))
        if not isinstance(self.document.value, dict | None):
            self._fault("sources-form")
        data, files = self.document.data, self.document.data.get("files", {})
        self._keys(data, ("complete", "period", "as_of", "files"))
        found = [(self._under("*"), replace(self._claim(data, folder=True), types=self._complete(data.get("complete", {}))))]
        if isinstance(files, dict):
            found[:0] = [(self._under(pattern), self._file(pattern, spec)) for pattern, spec in files.items()]
        else:
            self._fault("sources-form", "files")
        return found if len(self.faults) == before else []

    def _under(self, pattern: str) -> str:
        """A pattern for paths below the folder, whose own name is no pattern."""
        prefix = f"{self.path.parent.resolve().as_posix().rstrip('/')}/"
        return "".join(f"[{c}]" if c in "*?[" else c for c in prefix) + pattern

    def _fault(self, code: str, *place: str, **params: object) -> None:
        self.faults.append((code, {"file": str(self.path), "line": self.document.place(*place).line, **params}))

    def _keys(self, data: Data, known: Sequence[str], *place: str) -> None:
        for key in sorted(data.keys() - set(known)):
            self._fault("sources-key", *place, key, key=key, known=", ".join(known))

    def _complete(self, claim: object) -> Complete:
        pairs = {ALL: ALL} if claim == ALL else dict.fromkeys(claim, ALL) if isinstance(claim, list) else claim
        if not isinstance(pairs, dict) or not all(isinstance(one, str) for pair in pairs.items() for one in pair):
            self._fault("sources-form", "complete")
            return {}
        every = (_one(type_, day, str(self.path), self.types, self.faults) for type_, day in pairs.items())
        return dict(found for one in every for found in one)

    def _file(self, pattern: str, spec: object) -> Claim:
        if not isinstance(spec, dict):
            self._fault("sources-form", "files", pattern)
            return Claim()
        self._keys(spec, ("complete", "period", "as_of", "system"), "files", pattern)
        line = self.document.place("files", pattern).line
        fault = ("sources-unused", {"file": str(self.path), "line": line, "pattern": pattern})
        self.expected.append((self._under(pattern), fault))
        return self._claim(spec, "files", pattern)

    def _claim(self, spec: Data, *place: str, folder: bool = False) -> Claim:
        """``folder``: of all in it, where ``complete`` speaks of types."""
        complete, system = None if folder else spec.get("complete"), spec.get("system", "")
        if not (complete is None or isinstance(complete, bool)) or not isinstance(system, str):
            self._fault("sources-form", *place)
            return Claim()
        day = self._days(spec, "as_of", *place)
        if day is not None and day[0] != day[1]:
            self._fault("sources-period", *place, "as_of", value=spec["as_of"])
        return Claim(complete, {}, self._days(spec, "period", *place), day and day[1], system)

    def _days(self, spec: Data, key: str, *place: str) -> tuple[date, date] | None:
        if spec.get(key) is None:
            return None
        days = quantity.days(str(spec[key]))
        if days is None or days[1].year >= date.max.year:
            self._fault("sources-period", *place, key, value=spec[key])
            return None
        return days
