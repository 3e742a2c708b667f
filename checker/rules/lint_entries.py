"""Entries of ``docs/rules`` one by one: their form, the record types and columns they name, their conditions and examples."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from checker import yamlio
from checker.model import Data, Place, Problem, RecordType
from checker.regulation.checks.schema import explain, named, schemas, validator
from checker.regulation.checks.source import Source, either, shorten
from checker.regulation.law import text_of
from checker.rules.kinds import KINDS
from checker.rules.kinds.kind import OF, OTHERS
from checker.rules.load import SIDES
from checker.rules.versions import codes_of

TOPS = {"rules": "rule", "statistics": "statistic", "unchecked": "unchecked"}
"""Top keys of a rule file and the part of ``schema/rules.json`` that describes an entry."""

_INSTANTS = {"activation", "at", "from", "to"}  # keys that name an instant, whatever the kind
_COLUMNS = {"column": "", "columns": "", "instant": "instant", "instants": "instant", "number": "number", "bound": "number"}
_KINDS_OF = {"instant": ("instant",), "number": ("integer", "number")}
_APART = {"also", "cutoff"}  # keys of an example that are no columns


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


def _find(value: Any, word: str) -> yamlio.Path | None:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        if word in (key, inner):
            return (key,)
        if (rest := _find(inner, word)) is not None:
            return (key, *rest)
    return None


def read_entries(source: Source, examples: bool = True) -> Iterator[Entry]:
    """Every entry of every rule file, its form checked; that of the examples, which judge no record, only if wanted."""
    for path, document in source.documents.items():
        if not path.startswith("docs/rules/") or not isinstance(document.value, dict):
            continue
        for top in TOPS:
            entries = document.value.get(top, [])
            if not isinstance(entries, list):
                yield Entry(top, {}, document, (top,), tuple(explain(named("rules.json"), {top: entries}, document)))
                continue
            for index, entry in enumerate(entries):
                at = (top, index)
                data = entry if isinstance(entry, dict) else {}
                yield Entry(top, data, document, at, tuple(_form(top, entry, document, at, examples)))


def _form(top: str, entry: Any, document: yamlio.Document, at: yamlio.Path, examples: bool) -> Iterator[Problem]:
    kind = entry.get("kind") if top == "rules" and isinstance(entry, dict) else None
    if isinstance(kind, str) and kind not in KINDS:
        params = {"id": text_of(entry, "id"), "kind": kind}
        yield either("unknown-kind", "unknown-kind-near", document.place(*at, "kind"), kind, list(KINDS), **params)
    if isinstance(kind, str) and kind in KINDS:
        yield from explain(_kind_validator(kind, examples), entry, document, at)
    else:
        yield from explain(named(f"rules.json#/$defs/{TOPS[top]}"), entry, document, at)


@functools.cache
def _kind_validator(kind: str, examples: bool) -> Any:
    """The schema of a rule of one kind: the keys every rule has, and the kind's own by their types."""
    common = schemas()["rules"]["$defs"]["rule"]
    own = {key: {"$ref": f"rules.json#/$defs/{wanted}"} for key, wanted in KINDS[kind].params().items()}
    return validator(
        {
            "type": "object",
            "properties": {**common["properties"], **own} | ({} if examples else {"examples": {}}),
            "required": [*common["required"], *KINDS[kind].required()],
            "if": common["if"],
            "then": common["then"],
            "additionalProperties": False,
        }
    )


def check_entry(entry: Entry, source: Source, examples: bool = True) -> Iterator[Problem]:
    """What a well-formed rule or statistic names: record types, columns, codes; and whether its examples fit."""
    types = source.book.types
    if entry.top == "unchecked":
        return
    record = _record(entry, entry.data["record"], types, ("record",))
    yield from record if isinstance(record, list) else _names(entry, record, types)
    if entry.top != "rules" or isinstance(record, list):
        return
    if examples:
        yield from _examples(entry, record, source)
    yield from _list(entry, record, source)


def _examples(entry: Entry, record: RecordType, source: Source) -> Iterator[Problem]:
    for which in SIDES:
        for index, row in enumerate(entry.data["examples"].get(which, [])):
            yield from _example(entry, row, record, source.book.types, ("examples", which, index))
    for term, fill in entry.data["examples"].get("assuming", {}).items():
        need = source.law.term(term).needs
        if need in ("limit", "interval", "number", "list", "meaning"):
            at = (*entry.path, "examples", "assuming", term)
            yield from explain(named(f"limit.json#/$defs/{need}"), fill, entry.document, at)


def _names(entry: Entry, record: RecordType, types: Mapping[str, RecordType]) -> Iterator[Problem]:
    wanted = KINDS[entry.data["kind"]].params() if entry.top == "rules" else {"count": "condition", "of": "condition"}
    for key, kind in {"activation": "instant", "at": "instant", "when": "condition", **wanted}.items():
        value = entry.data.get(key)
        if value is None:
            continue
        if kind == "condition":
            yield from _condition(entry, value, record, (key,))
        elif kind in _COLUMNS and not isinstance(value, int | dict):
            for index, column in enumerate([value] if isinstance(value, str) else value):
                path = (key,) if isinstance(value, str) else (key, index)
                yield from _column(entry, column, record, path, _COLUMNS[kind])
        elif kind in OF:
            other = types.get(str(entry.data[OF[kind]]["record"]))
            if other and kind == "of-number":
                yield from _column(entry, value, other, (key,), "number")
            elif other:
                yield from _condition(entry, value, other, (key,))
        elif kind in OTHERS:
            yield from _other(entry, value, record, types, key)


def _other(entry: Entry, spec: Data, record: RecordType, types: Mapping[str, RecordType], key: str) -> Iterator[Problem]:
    other = _record(entry, spec["record"], types, (key, "record"))
    if isinstance(other, list):
        yield from other
        return
    for name in ("at", "key", "from", "to"):
        if name in spec:
            yield from _column(entry, spec[name], other, (key, name), "instant" if name in _INSTANTS else "")
    for theirs, ours in spec.get("match", {}).items():
        path = (key, "match", theirs)
        yield from _column(entry, theirs, other, path)
        if isinstance(ours, str):
            yield from _column(entry, ours, record, path)
        else:
            yield from _value(entry, ours["value"], theirs, other, path)
    for name in ("where", "having"):
        if name in spec:
            yield from _condition(entry, spec[name], other, (key, name))


def _record(entry: Entry, name: str, types: Mapping[str, RecordType], path: yamlio.Path) -> RecordType | list[Problem]:
    if name in types:
        return types[name]
    params = {"record": name, "known": "、".join(map(str, types))}
    return [Problem("unknown-record", entry.place(*path), params)]


def _column(entry: Entry, name: str, record: RecordType, path: yamlio.Path, needs: str = "") -> Iterator[Problem]:
    """The column exists, and is an instant or a number where one is needed."""
    params = {"record": record.id, "column": name}
    if name not in record.columns:
        yield either("unknown-column", "unknown-column-near", entry.place(*path), name, list(record.columns), **params)
    elif needs and record.columns[name].kind not in _KINDS_OF[needs]:
        place = entry.place(*path)
        yield Problem("not-an-instant", place, params) if needs == "instant" else Problem("not-a-number", place, params)


def _condition(entry: Entry, spec: Data, record: RecordType, path: yamlio.Path) -> Iterator[Problem]:
    """The columns and codes a condition names; ``{}`` never gets here, and its form has been checked."""
    for key in ("all", "any"):
        for index, part in enumerate(spec.get(key, ())):
            yield from _condition(entry, part, record, (*path, key, index))
    if "not" in spec:
        yield from _condition(entry, spec["not"], record, (*path, "not"))
    if "field" in spec:
        yield from _column(entry, spec["field"], record, (*path, "field"))
        for value in spec.get("in", [spec["equals"]] if "equals" in spec else []):
            yield from _value(entry, value, spec["field"], record, (*path, "in" if "in" in spec else "equals"))


def _value(entry: Entry, value: Any, name: str, record: RecordType, path: yamlio.Path) -> Iterator[Problem]:
    column = record.columns.get(name)
    codes: dict[str, list[Any]] = {"boolean": [True, False], "code": list(column.values) if column else []}
    known = codes.get(column.kind) if column else None
    if known is not None and not any(value is one or (value == one and isinstance(one, str)) for one in known):
        words = "、".join(str(one).lower() if isinstance(one, bool) else str(one) for one in known)
        params = {"record": record.id, "column": name, "value": str(value), "known": shorten(words)}
        yield Problem("unknown-code", entry.place(*path), params)


def _example(
    entry: Entry, row: Data, record: RecordType, types: Mapping[str, RecordType], path: yamlio.Path
) -> Iterator[Problem]:
    for name in row.keys() - _APART:
        yield from _column(entry, name, record, (*path, name))
    for other, rows in row.get("also", {}).items():
        found = _record(entry, other, types, (*path, "also", other))
        if isinstance(found, list):
            yield from found
            continue
        for index, more in enumerate(rows):
            for name in more:
                yield from _column(entry, name, found, (*path, "also", other, index, name))


def _list(entry: Entry, record: RecordType, source: Source) -> Iterator[Problem]:
    """The items of a list are spellings of codes of the column, or no record would ever match them."""
    column = record.columns.get(text_of(entry.data, "field"))
    if "list" not in entry.data or column is None or not column.values:
        return
    if not all(isinstance(word, str) for words in column.values.values() for word in words):
        return  # reported with the record type
    for item in source.law.term(entry.data["list"]).items:
        if not set(codes_of(item, column)) & column.values.keys():
            params = {"term": entry.data["list"], "item": item, "record": record.id, "column": column.id}
            yield Problem("item-without-code", entry.place("list"), params, "warning")
