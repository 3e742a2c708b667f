"""What an export claims to hold: ``sources.yml`` in a checked folder, and the same said on the command line.

    complete: all                       # every type that has a file here
    complete: [employees, organisation]
    complete: {complaints: "2026-01-01", employees: all}   # cases and events from that day on

An export that claims nothing proves nothing by what it lacks.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from checker import yamlio

FILE = "sources.yml"
ALL = "all"

Complete = Mapping[str, date | None]
"""Record types that are complete, each from a day on (None: from the beginning); ``all`` is every type that has a file."""

Fault = tuple[str, Mapping[str, object]]
"""What is wrong with a claim: a key of the message catalog and its parameters."""


def claimed(words: Sequence[str], types: Collection[str], faults: list[Fault]) -> Complete:
    """What ``--complete`` says: ``all``, types between commas, ``TYPE:2026-01-01`` for one from a day on."""
    found: dict[str, date | None] = {}
    for word in (one.strip() for words_ in words for one in words_.split(",")):
        if word:
            type_, _, since = word.partition(":")
            found |= dict(_one(type_, since or ALL, "--complete", types, faults))
    return found


def read_sources(paths: Sequence[Path], types: Collection[str], faults: list[Fault]) -> Complete:
    """What the ``sources.yml`` of the folders say."""
    found: dict[str, date | None] = {}
    for path in (folder / FILE for folder in paths if folder.is_dir()):
        if path.is_file():
            found |= _read(path, types, faults)
    return found


def _read(path: Path, types: Collection[str], faults: list[Fault]) -> Complete:
    try:
        document = yamlio.parse(path.read_text(encoding="utf-8-sig"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        faults.append(("input-unreadable", {"file": str(path), "detail": type(error).__name__}))
        return {}
    for problem in document.problems:
        faults.append(("sources-yaml", {"file": str(path), "line": problem.place.line}))
    if document.problems:
        return {}
    unknown = sorted(document.data.keys() - {"complete"})
    claim = document.data.get("complete")
    pairs = {ALL: ALL} if claim == ALL else dict.fromkeys(claim, ALL) if isinstance(claim, list) else claim
    if unknown or not isinstance(pairs, dict) or not all(isinstance(one, str) for pair in pairs.items() for one in pair):
        faults.append(("sources-form", {"file": str(path), "line": document.place(*unknown[:1]).line}))
        return {}
    return dict(found for type_, since in pairs.items() for found in _one(type_, since, str(path), types, faults))


def _one(type_: str, since: str, place: str, types: Collection[str], faults: list[Fault]) -> Iterator[tuple[str, date | None]]:
    if type_ != ALL and type_ not in types:
        faults.append(("sources-type", {"file": place, "type": type_, "known": ", ".join(types)}))
        return
    try:
        yield type_, None if since == ALL else date.fromisoformat(since)
    except ValueError:
        faults.append(("sources-day", {"file": place, "type": type_, "value": since}))
