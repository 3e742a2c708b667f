"""Record types (``schema/records``): the schema of schemas, and what it cannot say — columns that exist, headers told apart."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from checker import yamlio
from checker.model import Place, Problem, RecordType
from checker.records.types import FOLDER
from checker.regulation.checks.schema import explain, named
from checker.regulation.checks.source import Source
from checker.text import fold


def check_records(source: Source) -> Iterator[Problem]:
    """Every record type on its own, and the file names they are recognised by against each other."""
    types = source.book.types
    names: dict[str, str] = {}
    for path, text in sorted(source.files.items()):
        if not path.startswith(FOLDER):
            continue
        schema, problems, document = _read(text, path)
        yield from problems
        record = types.get(path[len(FOLDER) : -len(".json")])
        if not isinstance(schema, dict) or problems:
            continue
        own = schema["x-record"]
        if record is None:
            yield Problem("record-name", document.place("x-record", "type"), {"type": own["type"]})
            continue
        yield from _columns(record, schema, document, types)
        yield from _headers(record, document)
        for name in record.names:
            other = names.setdefault(fold(name), record.id)
            if other != record.id:
                params = {"word": name, "one": other, "other": record.id}
                yield Problem("record-word-shared", document.place("x-record", "names"), params)


@functools.lru_cache(maxsize=256)
def _read(text: str, path: str) -> tuple[object, tuple[Problem, ...], yamlio.Document]:
    """The schema, its violations, and the lines of its keys: JSON is YAML enough for that."""
    document = yamlio.parse(text, path)
    try:
        schema = json.loads(text)
    except ValueError as error:
        return None, (Problem("json-syntax", Place(path, getattr(error, "lineno", 1)), {"detail": str(error)}),), document
    twice = (problem for problem in document.problems if problem.code == "yaml-duplicate-key")
    return schema, (*twice, *explain(named("record-type.json"), schema, document)), document


def _columns(
    record: RecordType, schema: Mapping[str, Any], document: yamlio.Document, types: Mapping[str, RecordType]
) -> Iterator[Problem]:
    own = schema["x-record"]
    parent = own.get("parent", {})
    named_columns = [("key", c) for c in record.key] + [("activation", record.activation)]
    named_columns += [("fallback", own["fallback"])] if "fallback" in own else []
    named_columns += [("time", c) for c in (record.time.begins, record.time.ends, record.time.known) if c]
    if by := record.time.ended_by:
        named_columns += [("ended_by", c) for c in (by.same, by.names, by.at) if c]
    named_columns += [("parent", parent[k]) for k in ("column", "type_column") if k in parent]
    for key, column in named_columns:
        place = document.place("x-record", "time" if key == "ended_by" else key)
        if column not in record.columns:
            yield Problem("unknown-column", place, _unknown(record, column))
        elif key in ("activation", "fallback", "time") and record.columns[column].kind != "instant":
            yield Problem("not-an-instant", place, {"record": record.id, "column": column})
    if sorted(schema["required"]) != sorted(record.key):
        yield Problem("required-not-key", document.place("required"), {"record": record.id, "key": "、".join(record.key)})
    for other in [parent["type"]] if isinstance(parent.get("type"), str) else parent.get("type", []):
        if other not in types:
            yield Problem("unknown-record", document.place("x-record", "parent"), {"record": other, "known": "、".join(types)})
    for column in record.example.keys() - record.columns.keys():
        yield Problem("unknown-column", document.place("examples", 0, column), _unknown(record, column))


def _headers(record: RecordType, document: yamlio.Document) -> Iterator[Problem]:
    headers: dict[str, str] = {}
    for column in record.columns.values():
        own = {fold(word) for word in (column.id, column.title, column.title_en, *column.aliases)}
        place = document.place("properties", column.id)
        yield from _shared(own, column.id, headers, place, record.id)
        spellings: dict[str, str] = {}
        for code, words in column.values.items():
            spelt = document.place("properties", column.id, "x-values", code)
            yield from _shared({fold(word) for word in (code, *words)}, code, spellings, spelt, record.id)


def _shared(words: Iterable[str], owner: str, taken: dict[str, str], place: Place, record: str) -> Iterator[Problem]:
    for word in sorted(words):
        other = taken.setdefault(word, owner)
        if other != owner:
            yield Problem("spelling-shared", place, {"record": record, "word": word, "one": other, "other": owner})


def _unknown(record: RecordType, column: str) -> dict[str, str]:
    return {"record": record.id, "column": column, "known": "、".join(record.columns)}
