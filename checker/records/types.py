"""Record types from ``schema/records/*.json``: what an export holds, read from a JSON Schema and its ``x-`` annotations."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from checker.model import Column, Ending, Place, Problem, RecordType, Time

FOLDER = "schema/records/"
HI = "__hi"  # suffix of the column that holds the open end of an instant


def read_types(files: Mapping[str, str]) -> tuple[dict[str, RecordType], list[Problem]]:
    """The record types of a regulation's files, by id, and what is wrong with those that cannot be read."""
    types: dict[str, RecordType] = {}
    problems: list[Problem] = []
    for path in sorted(p for p in files if p.startswith(FOLDER) and p.endswith(".json")):
        try:
            record = _record_type(json.loads(files[path]))
        except (ValueError, LookupError, TypeError, AttributeError, StopIteration) as error:
            problems.append(Problem("record-unreadable", Place(path), {"detail": f"{type(error).__name__}: {error}"}))
            continue
        types[record.id] = record
    return types, problems


def _record_type(schema: Mapping[str, Any]) -> RecordType:
    own = schema["x-record"]
    return RecordType(
        id=str(own["type"]),
        title=schema["title"],
        title_en=schema.get("x-title-en", own["type"]),
        description=schema.get("description", ""),
        key=tuple(own["key"]),
        activation=own["activation"],
        fallback=own.get("fallback"),
        names=tuple(own.get("names", ())),
        columns={name: _column(name, spec) for name, spec in schema["properties"].items()},
        example=schema["examples"][0],
        time=_time(own["time"]),
        parents=_parents(own.get("parent")),
        implied=bool(own.get("implied", False)),
    )


def _parents(spec: Mapping[str, Any] | None) -> dict[str, str]:
    if spec is None:
        return {}
    types = [spec["type"]] if isinstance(spec["type"], str) else spec["type"]
    return dict.fromkeys(types, spec["column"])


def _time(spec: Mapping[str, Any]) -> Time:
    ((form, columns),) = spec.items()
    ended_by = columns.get("ended_by")
    begins, ends = {"event": ("at", ""), "case": ("opens", "ends"), "life": ("from", "to"), "covers": ("from", "to")}[form]
    return Time(
        form, columns[begins], columns.get(ends), columns.get("known"), Ending(**ended_by) if ended_by is not None else None
    )


def _column(name: str, spec: Mapping[str, Any]) -> Column:
    return Column(
        id=name,
        title=spec["title"],
        title_en=spec.get("x-title-en", name),
        description=spec.get("description", ""),
        kind=_kind(spec),
        aliases=tuple(spec.get("x-aliases", ())),
        values={code: tuple(spellings) for code, spellings in spec.get("x-values", {}).items()},
        personal=bool(spec.get("x-personal", False)),
        blank=_blank(spec.get("x-blank")),
        planned=bool(spec.get("x-planned", False)),
        open=bool(spec.get("x-open", False)),
        shared=tuple(spec.get("x-shared", ())),
        none=bool(spec.get("x-none", False)),
    )


def _blank(value: object) -> str | None:
    """As a cell would say it."""
    return None if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _kind(spec: Mapping[str, Any]) -> str:
    plain = spec["type"] if isinstance(spec["type"], str) else next(t for t in spec["type"] if t != "null")
    if spec.get("format") in ("date-time", "date"):
        return "instant"
    if plain == "string":
        return "code" if "x-values" in spec else "text"
    if plain in ("boolean", "integer", "number"):
        return str(plain)
    raise ValueError(f"column {name_of(spec)}: type {plain} is not one a cell can hold")


def name_of(spec: Mapping[str, object]) -> str:
    """The title of a column's schema, for messages."""
    return str(spec.get("title", "?"))
