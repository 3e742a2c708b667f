"""How a claim is read: ``sources.yml`` in a checked folder, and the same said on the command line.

    complete: all                       # every type that has a file here
    complete: [employees, organisation]
    complete: {complaints: "2026-01-01", employees: all}   # cases and events from that day on
    as_of: "2026-02-01"                 # the last day of which they know
    files:
      "crm/complaints-202601*.csv": {complete: true, period: 2026-01, system: crm, encoding: big5}

What ``--complete`` says wins over the files.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from checker import quantity, yamlio
from checker.model import Data
from checker.records.encodings import CLAIMED
from checker.records.sources import ALL, FILE, Claim, Complete, Fault, Sources


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
    folders = [
        Path(place) for one in whole for place, _, names in os.walk(one) if FILE in names and (Path(place) / FILE).is_file()
    ]
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
        self._keys(data, ("complete", "period", "as_of", "encoding", "files"))
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
        self._keys(spec, ("complete", "period", "as_of", "system", "encoding"), "files", pattern)
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
        return Claim(complete, {}, self._days(spec, "period", *place), day and day[1], system, self._encoding(spec, *place))

    def _encoding(self, spec: Data, *place: str) -> str:
        said = spec.get("encoding", "")
        codec = CLAIMED.get(str(said).lower().replace("_", "-"), "")
        if said and not codec:
            self._fault("sources-encoding", *place, "encoding", value=said, known=", ".join(CLAIMED))
        return codec

    def _days(self, spec: Data, key: str, *place: str) -> tuple[date, date] | None:
        if spec.get(key) is None:
            return None
        days = quantity.days(str(spec[key]))
        if days is None or days[1].year >= date.max.year:
            self._fault("sources-period", *place, key, value=spec[key])
            return None
        return days
