"""Entries of ``docs/rules`` one by one: their form, the record types and columns they name, their conditions and examples."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from checker import yamlio
from checker.model import Data, Problem, RecordType
from checker.regulation.checks.schema import Form, explain, named, schemas
from checker.regulation.checks.source import Source, either
from checker.regulation.law import text_of
from checker.rules.examples import own
from checker.rules.keys.column import INSTANT
from checker.rules.keys.condition import CONDITION
from checker.rules.keys.items import codes_of
from checker.rules.keys.naming import Entry, Naming, record_named
from checker.rules.keys.targets import HOLDING
from checker.rules.kinds import KINDS
from checker.rules.load import SIDES

TOPS = {"rules": "rule", "statistics": "statistic", "unchecked": "unchecked"}
"""Top keys of a rule file and the part of ``schema/rules.json`` that describes an entry."""


def read_entries(source: Source) -> Iterator[Entry]:
    """Every entry of every rule file, its form checked."""
    for top, data, document, at in _listed(source, TOPS):
        yield Entry(top, data if isinstance(data, dict) else {}, document, at, tuple(_form(top, data, document, at, True)))


def read_judging(source: Source, records: Collection[str]) -> Iterator[Entry]:
    """The rules and statistics about some record types, and those that can't even be listed beside them, their form checked
    but for that of the examples, which judge no record."""
    for top, data, document, at in _listed(source, ("rules", "statistics")):
        types = source.book.types
        if not _listable(top, data, types) or not {*_hung_on(top, data, types)}.isdisjoint(records):
            yield Entry(top, data if isinstance(data, dict) else {}, document, at, tuple(_form(top, data, document, at, False)))


def _listable(top: str, data: Any, types: Collection[str]) -> bool:
    """Whether an entry has what a report says of every one, and is about record types that there are."""
    if not isinstance(data, dict) or not isinstance(data.get("title"), dict):
        return False
    if not all(isinstance(data.get(key), str) for key in ("id", "duty")):
        return False
    records = _records(top, data)
    return bool(records) and all(isinstance(record, str) and record in types for record in records)


def _records(top: str, data: Data) -> list[Any]:
    """The record type a rule is about, or all that a statistic draws on, as they are written."""
    if top == "rules":
        return [data.get("record")]
    parts = data.get("from")
    return [part.get("record") if isinstance(part, dict) else None for part in parts] if isinstance(parts, list) else []


def _hung_on(top: str, data: Data, types: Mapping[str, RecordType]) -> list[Any]:
    """The same, but of a rule about what is implied the types that it names elsewhere."""
    own = _records(top, data)
    if top != "rules" or not types[own[0]].implied:
        return own
    return [name for key, value in data.items() if key != "examples" for name in _named(value)]


def _named(value: Any) -> Iterator[str]:
    """The record types that a value names, however deep."""
    if isinstance(value, dict):
        yield from (name for key, name in value.items() if key == "record" and isinstance(name, str))
        for inner in value.values():
            yield from _named(inner)


def _listed(source: Source, tops: Iterable[str]) -> Iterator[tuple[str, Any, yamlio.Document, yamlio.Path]]:
    """Each entry as it stands; what stands in place of a list of them, as one."""
    for path, document in source.documents.items():
        if not path.startswith("docs/rules/") or not isinstance(document.value, dict):
            continue
        for top in tops:
            entries = document.value.get(top, [])
            if isinstance(entries, list):
                yield from ((top, entry, document, (top, index)) for index, entry in enumerate(entries))
            else:
                yield top, entries, document, (top,)


def _form(top: str, entry: Any, document: yamlio.Document, at: yamlio.Path, examples: bool) -> Iterator[Problem]:
    if len(at) == 1:
        yield from explain(named("rules.json"), {top: entry}, document)
        return
    kind = entry.get("kind") if top == "rules" and isinstance(entry, dict) else None
    if isinstance(kind, str) and kind not in KINDS:
        params = {"id": text_of(entry, "id"), "kind": kind}
        yield either("unknown-kind", "unknown-kind-near", document.place(*at, "kind"), kind, list(KINDS), **params)
    if isinstance(kind, str) and kind in KINDS:
        yield from explain(_kind_form(kind, examples), entry, document, at)
    else:
        yield from explain(named(f"rules.json#/$defs/{TOPS[top]}"), entry, document, at)


@functools.cache
def _kind_form(kind: str, examples: bool) -> Form:
    """The schema of a rule of one kind: the keys every rule has, and the kind's own by their types and its form."""
    common = schemas()["rules"]["$defs"]["rule"]
    own = {key: wanted.schema for key, wanted in KINDS[kind].params().items()}
    return Form(
        {
            "type": "object",
            "properties": {**common["properties"], **own} | ({} if examples else {"examples": {}}),
            "required": [*common["required"], *KINDS[kind].required()],
            "if": common["if"],
            "then": common["then"],
            "allOf": [KINDS[kind].form],
            "additionalProperties": False,
        }
    )


def check_entry(entry: Entry, source: Source, examples: bool = True) -> Iterator[Problem]:
    """What a well-formed entry names: record types, columns, codes; and whether a rule's examples fit."""
    types = source.book.types
    if entry.top == "statistics":
        yield from _shares(entry, types)
    if entry.top != "rules":
        return
    record = record_named(entry, entry.data["record"], types, ("record",))
    if isinstance(record, Problem):
        yield record
        return
    naming = Naming(entry, record, types)
    yield from _names(naming)
    if examples:
        yield from _examples(naming, source)
    yield from _list(entry, record, source)


def _names(naming: Naming) -> Iterator[Problem]:
    """What the common keys of a rule name, and those of its kind, by their types."""
    data, own = naming.entry.data, naming.own
    for key, type_ in {"activation": INSTANT, "when": CONDITION, **KINDS[data["kind"]].params()}.items():
        record = naming.types.get(type_.about(data, own.id)) if key in data else None
        if record:  # one that another key names and nobody knows is a problem of that key
            yield from type_.problems(naming, data[key], record, (key,))
    left = data.get("undecided", {})
    if "when" in left:
        yield from naming.condition(left["when"], own, ("undecided", "when"))
    if "unless" in left:
        yield from naming.column(left["field"], own, ("undecided", "field"))
        held = replace(naming.entry, data={**data, "field": left["field"]})
        yield from HOLDING.problems(replace(naming, entry=held), left["unless"], own, ("undecided", "unless"))


def _shares(entry: Entry, types: Mapping[str, RecordType]) -> Iterator[Problem]:
    """What the parts of a statistic name: each another record type, broken down by what is a name and nobody's own."""
    seen: set[str] = set()
    for index, part in enumerate(entry.data["from"]):
        at: yamlio.Path = ("from", index)
        record = record_named(entry, part["record"], types, (*at, "record"))
        if isinstance(record, Problem):
            yield record
            continue
        if record.id in seen:
            yield Problem("share-twice", entry.place(*at, "record"), {"record": record.id})
        seen.add(record.id)
        naming = Naming(entry, record, types)
        yield from INSTANT.problems(naming, part["at"], record, (*at, "at"))
        for key in ("count", "of"):
            yield from CONDITION.problems(naming, part[key], record, (*at, key))
        for number, name in enumerate(part.get("by", ())):
            yield from naming.column(name, record, (*at, "by", number))
            column = record.columns.get(name)
            if column and (column.personal or column.kind not in ("code", "text")):
                yield Problem("share-by", entry.place(*at, "by", number), {"record": record.id, "column": name})


def _examples(naming: Naming, source: Source) -> Iterator[Problem]:
    entry, examples = naming.entry, naming.entry.data["examples"]
    yield from _example(naming, examples.get("given", {}), ("examples", "given"))
    for side in SIDES:
        for index, row in enumerate(examples.get(side, [])):
            yield from _example(naming, row, ("examples", side, index))
    for term, fill in examples.get("assuming", {}).items():
        need = source.law.term(term).needs
        if need in ("limit", "interval", "number", "list", "meaning"):
            at = (*entry.path, "examples", "assuming", term)
            yield from explain(named(f"limit.json#/$defs/{need}"), fill, entry.document, at)


def _example(naming: Naming, row: Data, path: yamlio.Path) -> Iterator[Problem]:
    """The columns and record types that an example names, or what is given, or a change of it."""
    for name in own(row):
        yield from naming.column(name, naming.own, (*path, name))
    for other, rows in (row.get("also") or {}).items():
        found = record_named(naming.entry, other, naming.types, (*path, "also", other))
        if isinstance(found, Problem):
            yield found
            continue
        for index, more in enumerate(rows or ()):
            for name in more:
                yield from naming.column(name, found, (*path, "also", other, index, name))


def _list(entry: Entry, record: RecordType, source: Source) -> Iterator[Problem]:
    """The items of a list are words, and spellings of codes of the column, or no record would ever match them."""
    column = record.columns.get(text_of(entry.data, "field"))
    if "list" not in entry.data or column is None:
        return
    if column.kind not in ("text", "code"):
        params = {"record": record.id, "column": column.id, "value": entry.data["list"]}
        yield Problem("value-unlike", entry.place("list"), params)
    if not column.values or not all(isinstance(word, str) for words in column.values.values() for word in words):
        return  # reported with the record type
    for item in source.law.term(entry.data["list"]).items:
        if not set(codes_of(item, column)) & column.values.keys():
            params = {"term": entry.data["list"], "item": item, "record": record.id, "column": column.id}
            yield Problem("item-without-code", entry.place("list"), params, "warning")
