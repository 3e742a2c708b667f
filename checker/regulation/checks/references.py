"""Ids that lead somewhere: every unit a datum names exists and is of the kind it should be."""

from __future__ import annotations

from collections.abc import Iterator

from checker.model import Data, Problem, UnitKey
from checker.regulation.checks.source import Source, either
from checker.regulation.law import map_of, text_of, texts_of

NAMES = {
    "role": {"article": "article", "part_of": "role"},
    "duty": {"article": "article", "bearer": "role", "sla": "sla", "terms": "term"},
    "sla": {"article": "article"},
    "term": {"article": "article"},
    "sanction": {"article": "article", "duties": "duty", "holder": "role"},
    "law": {"article": "article"},
    "authority": {"article": "article", "holder": "role", "rivals": "authority"},
}
"""Per kind of unit, the keys that name another and the kind they name."""

OPEN = {"sla": ("limit", "limit"), "duty": ("frequency", "interval")}
"""Where a datum may leave its value to an open term: the key, and what that term must need."""


def ids(source: Source, kind: str) -> list[str]:
    return [name for _, name, _ in source.units(kind)]


def dangling(source: Source, unit: UnitKey, key: str, kind: str, name: str, *path: str | int) -> Iterator[Problem]:
    """One problem if there is no such unit."""
    if not source.law.has(kind, name):
        params = {"id": unit, "key": key, "target": UnitKey(kind, name)}
        yield either("dangling", "dangling-near", source.place(unit, *path), name, ids(source, kind), **params)


def check_names(source: Source) -> Iterator[Problem]:
    """Articles, roles, time limits, terms, duties and authorities that a datum names."""
    for kind, keys in NAMES.items():
        for unit, _, data in source.units(kind):
            for key, target in keys.items():
                for name in texts_of(data, key):
                    yield from dangling(source, unit, key, target, name, key)
            yield from _open_term(source, kind, unit, data)


def _open_term(source: Source, kind: str, unit: UnitKey, data: Data) -> Iterator[Problem]:
    key, need = OPEN.get(kind, ("", ""))
    name = text_of(map_of(data, key), "term")
    if not name:
        return
    yield from dangling(source, unit, key, "term", name, key, "term")
    found = source.law.term(name).needs
    if found and found != need:
        params = {"id": unit, "target": UnitKey("term", name), "found": found, "needs": need}
        yield Problem("term-needs-other", source.place(unit, key, "term"), params)


def check_homes(source: Source) -> Iterator[Problem]:
    """The id of a duty or a term begins with its article."""
    for kind in ("duty", "term"):
        for unit, name, data in source.units(kind):
            article = text_of(data, "article")
            if article and name.rpartition(".")[0] != article:
                yield Problem("id-misplaced", source.place(unit, "id"), {"id": unit, "article": article})


def check_circles(source: Source) -> Iterator[Problem]:
    """No role is part of itself, over however many steps."""
    parts = {name: text_of(data, "part_of") for _, name, data in source.units("role")}
    for name in parts:
        seen, at = {name}, parts[name]
        while at and at not in seen:
            seen.add(at)
            at = parts.get(at, "")
        if at == name:
            role = UnitKey("role", name)
            yield Problem("part-of-itself", source.place(role, "part_of"), {"id": role})


PROCESSES = "docs/reference/processes.yml"


def check_processes(source: Source) -> Iterator[Problem]:
    """The steps of the processes that are drawn name norms of the law."""
    document = source.documents.get(PROCESSES)
    listed = document.value.get("processes") if document and isinstance(document.value, dict) else None
    for number, entry in enumerate(listed if isinstance(listed, list) else []):
        steps = entry.get("steps") if isinstance(entry, dict) else None
        for step, data in enumerate(steps if isinstance(steps, list) else []):
            name = text_of(data, "duty") if isinstance(data, dict) else ""
            if document and name and not source.law.has("duty", name):
                place = document.place("processes", number, "steps", step, "duty")
                params = {"id": str(entry.get("id")), "key": "duty", "target": UnitKey("duty", name)}
                yield either("dangling", "dangling-near", place, name, ids(source, "duty"), **params)


def check_use(source: Source) -> Iterator[Problem]:
    """Terms and time limits that no datum uses."""
    used: set[str] = set()
    for kind in ("duty", "sla"):
        for _, _, data in source.units(kind):
            used.add(UnitKey("sla", text_of(data, "sla")))
            terms = [text_of(map_of(data, OPEN[kind][0]), "term"), *texts_of(data, "terms")]
            used.update(UnitKey("term", name) for name in terms)
    for kind in ("term", "sla"):
        for unit, _, _ in source.units(kind):
            if unit not in used:
                yield Problem("unused", source.place(unit), {"id": unit}, "warning")
