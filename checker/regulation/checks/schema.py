"""Files against the JSON Schemas of their kinds (``schema/*.json``); a message says which key, what is allowed, and where."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from checker import yamlio
from checker.model import Problem
from checker.regulation.calendars import FOLDER
from checker.regulation.checks.source import Source, either, shorten
from checker.regulation.files import bundled
from checker.regulation.load import UNIT_KINDS
from checker.regulation.proposals import FOLDER as PROPOSED

BASE = "https://handbook.invalid/schema/"

_REFERENCE = {
    "docs/reference/regulation.yml": "regulation",
    "docs/reference/english.yml": "english",
    "docs/reference/wording.yml": "wording",
    "docs/reference/questions.yml": "questions",
    "docs/reference/synonyms.yml": "synonyms",
    "docs/reference/processes.yml": "processes",
    "docs/reference/triggers.yml": "triggers",
    "docs/reference/bearers.yml": "bearers",
    "docs/reference/simplified.yml": "simplified",
    "docs/reference/concordance.yml": "concordance",
    "docs/reference/laws.yml": "law-register",
}
_TYPES = {
    "string": '"…"',
    "integer": "0",
    "number": "0",
    "boolean": "true | false",
    "array": "[…]",
    "object": "{…}",
    "null": "null",
}


@functools.cache
def schemas() -> Mapping[str, Any]:
    """The schemas of the file kinds, by name."""
    found = sorted((bundled() / "schema").glob("*.json"))
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in found}


class Form:
    """A schema to hold values against: at once whether one fits, at leisure what is wrong with one that does not."""

    def __init__(self, schema: Mapping[str, object]) -> None:
        self._schema: dict[str, object] = {"$id": BASE + "own.json", **schema}

    def fits(self, value: object) -> bool:
        """Whether nothing is wrong with a value; of one that is no JSON (a date, a key that is a number) never."""
        try:
            return bool(self._quick.is_valid(value))
        except ValueError:
            return False

    def errors(self, value: object) -> Iterator[Any]:
        """What is wrong with it."""
        found: Iterator[Any] = self._thorough.iter_errors(value)
        return found

    @functools.cached_property
    def _quick(self) -> Any:
        from jsonschema_rs import Draft202012Validator

        return Draft202012Validator(self._schema, registry=_quick_registry())

    @functools.cached_property
    def _thorough(self) -> Any:
        from jsonschema import Draft202012Validator

        return Draft202012Validator(self._schema, registry=_registry())


@functools.cache
def _registry() -> Any:
    from referencing import Registry, Resource

    return Registry().with_resources((BASE + f"{name}.json", Resource.from_contents(s)) for name, s in schemas().items())


@functools.cache
def _quick_registry() -> Any:
    from jsonschema_rs import Registry

    return Registry([(BASE + f"{name}.json", s) for name, s in schemas().items()])


@functools.cache
def named(reference: str) -> Form:
    """One of our schemas or a part of it: ``slas.json``, ``limit.json#/$defs/list``."""
    return Form({"$ref": reference})


def check_files(source: Source) -> Iterator[Problem]:
    """Every file of the law, its history and its apparatus; ``docs/rules`` is checked where the kinds of rule are known."""
    for path, document in source.documents.items():
        yield from document.problems
        if path.startswith("docs/data/") and isinstance(document.value, dict):
            for top in document.value.keys() & UNIT_KINDS.keys():
                yield from explain(named(f"{top}.json"), {top: document.value[top]}, document)
        elif kind := _kind(path):
            yield from explain(named(f"{kind}.json"), document.value, document)


def _kind(path: str) -> str | None:
    if path in _REFERENCE:
        return _REFERENCE[path]
    if path.startswith("revisions/interpretations/"):
        return "interpretation"
    if path.startswith(FOLDER):
        return "calendar"
    if path.startswith(PROPOSED):
        return "proposal"
    return "revision" if path.startswith("revisions/") and path.count("/") == 1 else None


def explain(form: Form, value: Any, document: yamlio.Document, at: yamlio.Path = ()) -> Iterator[Problem]:
    """The violations of a schema in the value that stands at a path of a document, in words for people."""
    if form.fits(value):
        return
    seen: set[str] = set()
    for error in form.errors(value):
        for problem in _translate(error, document, at):
            mark = f"{problem.code} {problem.place} {problem.params}"
            if mark not in seen:
                seen.add(mark)
                yield problem


def _translate(error: Any, document: yamlio.Document, at: yamlio.Path) -> Iterable[Problem]:
    path = (*at, *error.absolute_path)
    place = document.place(*path)
    key = next((part for part in reversed(path) if isinstance(part, str)), document.file)
    value, wanted, rule = error.instance, error.validator_value, error.validator
    params = {"key": key, "value": shorten(json.dumps(value, ensure_ascii=False), 60)}
    if rule == "additionalProperties":
        known = list(error.schema.get("properties", ()))
        return [
            either("unknown-key", "misspelt-key", document.place(*path, extra), extra, known, key=extra)
            for extra in value
            if extra not in known
        ]
    if rule in ("required", "dependentRequired"):
        names = wanted if rule == "required" else {n for k, ns in wanted.items() if k in value for n in ns}
        return [Problem("key-missing", place, {"key": n, "id": _owner(value, path)}) for n in names if n not in value]
    if rule == "anyOf":  # of keys alone
        either_of = " | ".join(name for one in wanted for name in one["required"])
        return [Problem("key-missing", place, {"key": either_of, "id": _owner(value, path)})]
    if rule in ("enum", "const"):
        allowed = [str(one) for one in (wanted if rule == "enum" else [wanted])]
        return [either("value-not-allowed", "misspelt-value", place, str(value), allowed, **params)]
    if rule == "type":
        types = [wanted] if isinstance(wanted, str) else wanted
        return [Problem("type-wrong", place, {**params, "expected": " | ".join(_TYPES[t] for t in types)})]
    if rule in (
        "not",
        None,
    ):  # a key forbidden here: {"not": {}} in the schema, since of a bare false jsonschema loses the path
        return [Problem("key-not-here", place, {"key": key})]
    if rule == "uniqueItems":
        return [Problem("items-repeat", place, params)]
    if rule.startswith("min") and value in ("", [], {}):
        return [Problem("value-empty", place, {"key": key})]
    example = shorten(str(next(iter(error.schema.get("examples", ())), f"{rule}: {wanted}")), 80)
    return [Problem("form-wrong", place, {**params, "example": example})]


def _owner(value: object, path: yamlio.Path) -> str:
    named_by = value.get("id") or value.get("unit") if isinstance(value, dict) else None
    return str(named_by or next((part for part in reversed(path) if isinstance(part, str)), "—"))
