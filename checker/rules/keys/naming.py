"""Whether the record types, columns and codes that an entry of ``docs/rules`` names are there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from checker import yamlio
from checker.model import Column, Data, Place, Problem, RecordType
from checker.regulation.checks.source import either, shorten

_KINDS_OF = {"instant": ("instant",), "number": ("integer", "number")}
HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
"""A character of Chinese: what is written in them is spelt in two scripts at least, and no column of texts folds them."""

_CONSTANTS = {"text": str, "integer": int, "number": int}
"""The kinds of column and the type of the constants compared with them. An instant has none: what it holds is no date."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry and where it stands; ``problems`` are those of its form, and one that has some is not looked at further."""

    top: str
    data: Data
    document: yamlio.Document
    path: yamlio.Path
    problems: tuple[Problem, ...]

    def place(self, *path: str | int) -> Place:
        return self.document.place(*self.path, *path)

    def where(self, word: str) -> Place:
        """Where a column or id is first named, outside the examples."""
        found = _find({key: value for key, value in self.data.items() if key != "examples"}, word)
        return self.place(*(found or ()))


def _find(value: object, word: str) -> yamlio.Path | None:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        if word in (key, inner):
            return (key,)
        if (rest := _find(inner, word)) is not None:
            return (key, *rest)
    return None


@dataclass(frozen=True, slots=True)
class Naming:
    """The names that an entry may use: ``own`` is the record type it is about, ``types`` are all."""

    entry: Entry
    own: RecordType
    types: Mapping[str, RecordType]

    def column(self, name: str, record: RecordType, path: yamlio.Path, needs: str = "") -> Iterator[Problem]:
        """The column exists, and is an instant or a number where one is needed."""
        params = {"record": record.id, "column": name}
        if name not in record.columns:
            known = list(record.columns)
            yield either("unknown-column", "unknown-column-near", self.entry.place(*path), name, known, **params)
        elif needs and record.columns[name].kind not in _KINDS_OF[needs]:
            place = self.entry.place(*path)
            yield Problem("not-an-instant", place, params) if needs == "instant" else Problem("not-a-number", place, params)

    def comparable(self, name: str, record: RecordType, ours: str, path: yamlio.Path) -> Iterator[Problem]:
        """The column can be compared with one of the entry's own record; that both exist is asked apart."""
        one, two = record.columns.get(name), self.own.columns.get(ours)
        params = {"record": record.id, "column": name, "own": self.own.id, "other": ours}
        if one and two and not _alike(one, two):
            yield Problem("columns-unlike", self.entry.place(*path), params)
        elif one and two and one.kind == "instant":  # a day and a minute of it may be the same, and are not written the same
            yield Problem("instants-compared", self.entry.place(*path), params)

    def apart(self, name: str, other: str, record: RecordType, path: yamlio.Path) -> Iterator[Problem]:
        """Two columns of one record that are compared are not the same one, and can be compared."""
        if name == other:
            yield Problem("column-with-itself", self.entry.place(*path), {"column": name})
        else:
            yield from replace(self, own=record).comparable(name, record, other, path)

    def condition(self, spec: Data, record: RecordType, path: yamlio.Path) -> Iterator[Problem]:
        """The columns and codes a condition names; ``{}`` never gets here, and its form has been checked."""
        for key in ("all", "any"):
            for index, part in enumerate(spec.get(key, ())):
                yield from self.condition(part, record, (*path, key, index))
        if "not" in spec:
            yield from self.condition(spec["not"], record, (*path, "not"))
        if "field" in spec:
            yield from self.column(spec["field"], record, (*path, "field"))
            if "as" in spec:
                yield from self.column(spec["as"], record, (*path, "as"))
                yield from self.apart(spec["field"], spec["as"], record, (*path, "as"))
            for value in spec.get("in", [spec["equals"]] if "equals" in spec else []):
                yield from self.value(value, spec["field"], record, (*path, "in" if "in" in spec else "equals"))

    def value(self, value: str | int | bool, name: str, record: RecordType, path: yamlio.Path) -> Iterator[Problem]:
        """The column can hold the value."""
        column = record.columns.get(name)
        if column is None:
            return
        params = {"record": record.id, "column": name, "value": str(value)}
        codes: dict[str, list[object]] = {"boolean": [True, False], "code": list(column.values)}
        known = codes.get(column.kind)
        if known is None:
            if type(value) is not _CONSTANTS.get(column.kind):  # not isinstance: to Python a truth value is a number
                yield Problem("value-unlike", self.entry.place(*path), params)
            elif isinstance(value, str) and HAN.search(value):
                yield Problem("value-in-words", self.entry.place(*path), params)
        elif not any(value is one or (value == one and isinstance(one, str)) for one in known):
            words = "、".join(str(one).lower() if isinstance(one, bool) else str(one) for one in known)
            yield Problem("unknown-code", self.entry.place(*path), params | {"known": shorten(words)})


def _alike(one: Column, two: Column) -> bool:
    """Whether two columns can agree other than by accident: a code stands for every spelling of it, a text for itself."""
    if one.kind == two.kind == "code":
        return not one.values.keys().isdisjoint(two.values)
    return one.kind == two.kind or {one.kind, two.kind} <= {*_KINDS_OF["number"]}


def record_named(entry: Entry, name: str, types: Mapping[str, RecordType], path: yamlio.Path) -> RecordType | Problem:
    """The record type of a name, or that there is none."""
    if name in types:
        return types[name]
    return Problem("unknown-record", entry.place(*path), {"record": name, "known": "、".join(map(str, types))})
