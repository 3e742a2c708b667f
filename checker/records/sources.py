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

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
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
    """What a file says of itself: that it holds everything, of which days, up to which day, and out of which system it came."""

    complete: bool | None = None
    period: tuple[date, date] | None = None
    as_of: date | None = None
    system: str = ""

    @property
    def known(self) -> date | None:
        """The last day of which it knows; None where it does not say."""
        return min((day for day in (self.period and self.period[1], self.as_of) if day), default=None)


@dataclass(frozen=True, slots=True)
class Sources:
    """``complete`` speaks of types, ``files`` of the files whose path fits a pattern: what the first of them says counts."""

    complete: Complete = field(default_factory=dict)
    files: Sequence[tuple[str, Claim]] = ()

    def of(self, file: str) -> Claim:
        """What is said of a file, or of a sheet of it."""
        path = file.partition("#")[0]
        mine = [claim for pattern, claim in self.files if fnmatchcase(path, pattern)]
        return Claim(
            complete=next((one.complete for one in mine if one.complete is not None), None),
            period=next((one.period for one in mine if one.period), None),
            as_of=next((one.as_of for one in mine if one.as_of), None),
            system=next((one.system for one in mine if one.system), ""),
        )


@dataclass(frozen=True, slots=True)
class Extent:
    """From when on, and until when (None: until the cutoff), everything of a type is there: µs, both included."""

    since: int = 0
    until: int | None = None


def extents(sources: Sources, parts: Sequence[Part], midnight: Callable[[date], int]) -> dict[str, Extent]:
    """The record types of which everything is there. Files for one period after the other count as far back as no day is
    missing between them."""
    found: dict[str, Extent] = {}
    for type_ in dict.fromkeys(part.type for part in parts):
        whole = type_ in sources.complete or ALL in sources.complete
        spans = [_span(claim) for claim in (sources.of(part.file) for part in parts if part.type == type_)
                 if whole or claim.complete]  # fmt: skip
        if spans:
            since, until = _joined(spans)
            since = sources.complete.get(type_) or since
            end = None if until is None else midnight(until + timedelta(days=1)) - 1
            found[type_] = Extent(midnight(since) if since else 0, end)
    return found


def _span(claim: Claim) -> tuple[date | None, date | None]:
    return claim.period and claim.period[0], claim.known


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
    """What the ``sources.yml`` of the folders say, and of files that are named, those beside them."""
    complete: dict[str, date | None] = {}
    files: list[tuple[str, Claim]] = []
    for path in dict.fromkeys((one if one.is_dir() else one.parent) / FILE for one in paths):
        if path.is_file():
            found = _read(path, types, faults)
            complete |= found.complete
            files += found.files
    return Sources(complete, tuple(files))


def _read(path: Path, types: Collection[str], faults: list[Fault]) -> Sources:
    try:
        document = yamlio.parse(path.read_text(encoding="utf-8-sig"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        faults.append(("input-unreadable", {"file": str(path), "detail": type(error).__name__}))
        return Sources()
    before = len(faults)
    faults += [("sources-yaml", {"file": str(path), "line": problem.place.line}) for problem in document.problems]
    reading = _Reading(str(path), document, types, faults)
    if len(faults) > before:
        return Sources()
    files = document.data.get("files", {})
    reading.keys(document.data, ("complete", "period", "as_of", "files"))
    claims = [(_under(path.parent, "*"), reading.claim(document.data, whole=True))]
    if isinstance(files, dict):
        claims[:0] = [(_under(path.parent, pattern), reading.file(pattern, spec)) for pattern, spec in files.items()]
    else:
        reading.fault("sources-form", "files")
    found = Sources(reading.complete(document.data.get("complete", {})), tuple(claims))
    return found if len(faults) == before else Sources()


def _under(folder: Path, pattern: str) -> str:
    """A pattern for paths below a folder, whose own name is no pattern."""
    prefix = "" if folder == Path() else f"{folder.as_posix().rstrip('/')}/"
    return "".join(f"[{c}]" if c in "*?[" else c for c in prefix) + pattern


@dataclass(frozen=True, slots=True)
class _Reading:
    """One file while it is read; what is wrong is added to ``faults``."""

    path: str
    document: yamlio.Document
    types: Collection[str]
    faults: list[Fault]

    def fault(self, code: str, *place: str, **params: object) -> None:
        self.faults.append((code, {"file": self.path, "line": self.document.place(*place).line, **params}))

    def keys(self, data: Data, known: Sequence[str], *place: str) -> None:
        for key in sorted(data.keys() - set(known)):
            self.fault("sources-key", *place, key, key=key, known=", ".join(known))

    def complete(self, claim: object) -> Complete:
        pairs = {ALL: ALL} if claim == ALL else dict.fromkeys(claim, ALL) if isinstance(claim, list) else claim
        if not isinstance(pairs, dict) or not all(isinstance(one, str) for pair in pairs.items() for one in pair):
            self.fault("sources-form", "complete")
            return {}
        return dict(found for type_, day in pairs.items() for found in _one(type_, day, self.path, self.types, self.faults))

    def file(self, pattern: str, spec: object) -> Claim:
        if not isinstance(spec, dict):
            self.fault("sources-form", "files", pattern)
            return Claim()
        self.keys(spec, ("complete", "period", "as_of", "system"), "files", pattern)
        return self.claim(spec, "files", pattern)

    def claim(self, spec: Data, *place: str, whole: bool = False) -> Claim:
        """``whole``: of the folder, where ``complete`` speaks of types."""
        period, as_of, complete = spec.get("period"), spec.get("as_of"), None if whole else spec.get("complete")
        days = None if period is None else quantity.days(str(period))
        if period is not None and days is None:
            self.fault("sources-period", *place, "period", value=period)
        if not (complete is None or isinstance(complete, bool)):
            self.fault("sources-form", *place, "complete")
            complete = None
        known = None if as_of is None else quantity.days(str(as_of))
        if as_of is not None and (known is None or known[0] != known[1]):
            self.fault("sources-period", *place, "as_of", value=as_of)
            known = None
        return Claim(complete, days, known and known[1], str(spec.get("system") or ""))


def _one(type_: str, since: str, place: str, types: Collection[str], faults: list[Fault]) -> Iterator[tuple[str, date | None]]:
    if type_ != ALL and type_ not in types:
        faults.append(("sources-type", {"file": place, "type": type_, "known": ", ".join(types)}))
        return
    try:
        yield type_, None if since == ALL else date.fromisoformat(since)
    except ValueError:
        faults.append(("sources-day", {"file": place, "type": type_, "value": since}))
