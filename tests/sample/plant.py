"""Plants: entries of ``plants/*.yml`` that break one rule of one record each; the README of that folder says how."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from checker.model import RecordType
from checker.records.types import read_types
from checker.regulation.files import read
from checker.rules.keys.items import codes_of
from checker.rules.load import Rule
from checker.rules.model import read_model
from tests.sample.month import Month, Row, written

FOLDER = Path(__file__).parent / "plants"
ROOT = Path(__file__).resolve().parents[2]
Planted = tuple[str, str, str]
"""Rule, record type, key of the record (cells joined by ``/``)."""


@dataclass
class _Bed:
    """The month under the spade: rows that some plant has touched already, by identity, and rows that only lost others.

    A row whose own cells stay as they are may be broken by several plants, each taking away something else that it needs.
    """

    month: Month
    rules: Mapping[str, Rule]
    types: Mapping[str, RecordType]
    touched: set[int] = field(default_factory=set)
    shared: set[int] = field(default_factory=set)
    planted: list[Planted] = field(default_factory=list)
    implied: dict[str, list[Row]] = field(default_factory=dict)

    def rows(self, record: str) -> list[Row]:
        """The rows of a type; of one that needs no export the one that there is."""
        kind = self.types[record]
        if kind.implied:
            return self.implied.setdefault(record, [{kind.key[0]: kind.title}])
        return self.month.rows[record]

    def key(self, record: str, row: Row) -> str:
        """The key as a finding tells it: cells joined by ``/``, a code by its canonical name."""
        kind = self.types[record]
        return "/".join((codes_of(row[name], kind.columns[name]) or [""])[0] for name in kind.key)


def read_plants() -> list[dict[str, Any]]:
    """All entries, in the order of the files' names; each knows its file for the messages."""
    return [
        entry | {"file": path.name}
        for path in sorted(FOLDER.glob("*.yml"))
        for entry in yaml.safe_load(path.read_text(encoding="utf-8")).get("plants") or []
    ]


def unplanted() -> dict[str, str]:
    """Rules that a month cannot break, and why."""
    return {
        entry["rule"]: entry["why"]
        for path in sorted(FOLDER.glob("*.yml"))
        for entry in yaml.safe_load(path.read_text(encoding="utf-8")).get("unplanted", [])
    }


def plant(month: Month, entries: list[dict[str, Any]]) -> list[Planted]:
    """Break the month as the entries say. A row is used once; a row that a plant needs whole is not used either."""
    files, _ = read(ROOT)
    bed = _Bed(month, read_model(files).encoding.rules, read_types(files)[0])
    for entry in entries:
        for _ in range(entry.get("count", 1)):
            _one(bed, entry)
    return bed.planted


def _one(bed: _Bed, entry: Mapping[str, Any]) -> None:
    record = bed.rules[entry["rule"]].record
    row = next(_free(bed, record, entry), None)
    if row is None:
        raise ValueError(f"{entry['file']}: {entry['rule']} finds no untouched row of {record} with {entry.get('where', {})}")
    (bed.touched if _spoils(entry) else bed.shared).add(id(row))
    for other, match in entry.get("drop", {}).items():
        for gone in _related(bed, other, match, row):
            bed.touched.add(id(gone))
            bed.month.rows[other] = [r for r in bed.month.rows[other] if r is not gone]
    for other, change in entry.get("change", {}).items():
        for changed in _related(bed, other, change["match"], row):
            bed.touched.add(id(changed))
            _set(changed, change["set"], row)
    for other, new in entry.get("add", {}).items():
        for cells in new:
            bed.touched.add(id(bed.month.add(other, **{name: _value(value, row) for name, value in cells.items()})))
    _set(row, entry.get("set", {}), row)
    bed.planted.append((entry["rule"], record, bed.key(record, row)))
    if "twin" in entry:
        twin = row | {name: _value(value, row) for name, value in entry["twin"].items()}
        bed.touched.add(id(twin))
        bed.month.rows[record].append(twin)
        bed.planted.append((entry["rule"], record, bed.key(record, twin)))
    for also in entry.get("also", ()):
        if isinstance(also, str):
            bed.planted.append((also, record, bed.key(record, row)))
        else:
            bed.planted.append((also["rule"], also["record"], str(_value(also["key"], row))))


def _spoils(entry: Mapping[str, Any]) -> bool:
    """Whether the plant changes the row that it breaks, and not others alone."""
    return "set" in entry or "twin" in entry


def _free(bed: _Bed, record: str, entry: Mapping[str, Any]) -> Iterator[Row]:
    """Rows that fit, untouched themselves and in what the plant changes or removes."""
    for row in bed.rows(record):
        used = bed.touched | bed.shared if _spoils(entry) else bed.touched
        again = (entry["rule"], record, bed.key(record, row)) in bed.planted
        if id(row) in used or again or not _fits(row, entry.get("where", {})):
            continue
        changed = [r for other, change in entry.get("change", {}).items() for r in _related(bed, other, change["match"], row)]
        gone = [r for other, match in entry.get("drop", {}).items() for r in _related(bed, other, match, row)]
        taken = any(id(r) in bed.touched for r in changed) or any(id(r) in bed.touched | bed.shared for r in gone)
        if not taken and bool(changed or gone) == bool(entry.get("change") or entry.get("drop")):
            yield row


def _fits(row: Row, where: Mapping[str, Any]) -> bool:
    """Each cell equals what is wanted; a list names several, ``{filled: true}`` anything."""
    for column, wanted in where.items():
        if isinstance(wanted, Mapping):
            if bool(row[column]) != wanted["filled"]:
                return False
        elif row[column] not in (wanted if isinstance(wanted, list) else [wanted]):
            return False
    return True


def _related(bed: _Bed, other: str, match: Mapping[str, Any], row: Row) -> list[Row]:
    """Rows of another type whose cells are ours: ``{their column: our column, or {value: …}}``."""
    wanted = {theirs: row[ours] if isinstance(ours, str) else ours["value"] for theirs, ours in match.items()}
    return [r for r in bed.month.rows[other] if r is not row and _fits(r, wanted)]


def _set(row: Row, cells: Mapping[str, Any], own: Row) -> None:
    unknown = cells.keys() - row.keys()
    if unknown:
        raise ValueError(f"no such columns: {sorted(unknown)}")
    row.update({name: _value(value, own) for name, value in cells.items()})


def _value(value: Any, row: Row) -> str:
    """A cell: text as it stands, ``{cell: column}`` another cell, ``{after: column, days|hours|minutes|seconds: n}`` a time."""
    if not isinstance(value, Mapping):
        return written(value)
    if "cell" in value:
        return row[value["cell"]]
    start = row[value["after"]]
    length = timedelta(**{unit: n for unit, n in value.items() if unit != "after"})
    return written((date if len(start) == 10 else datetime).fromisoformat(start) + length)
