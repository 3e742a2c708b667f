"""What the files of acts say, one by one: revisions, interpretations, and the changes and days that proposals share with them.

Whether an act was lawful, and what follows from all of them, is for ``history`` and ``authority``.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from checker import yamlio
from checker.model import Change, Data, Interpretation, Place, Problem, Revision, UnitKey


def read_revision(document: yamlio.Document, problems: list[Problem]) -> Revision | None:
    """The revision a file holds; None, and why in ``problems``, where it cannot be used."""
    value = document.value
    if not isinstance(value, dict) or not isinstance(value.get("revision"), int):
        problems.append(Problem("act-unreadable", Place(document.file), {"key": "revision"}))
        return None
    effective = day_of(document, "effective", problems)
    if effective is None:
        return None
    return Revision(
        number=value["revision"],
        title=str(value.get("title", "")),
        reason=str(value.get("reason", "")),
        issuer=str(value.get("issuer", "")),
        power=str(value.get("power", "amend")),
        adopted=day_of(document, "adopted", problems, optional=True),
        published=day_of(document, "published", problems, optional=True),
        effective=effective,
        provisional=bool(value.get("provisional", False)),
        previous=value.get("previous"),
        result=str(value.get("result", "")),
        changes=changes_of(value.get("changes")),
        place=Place(document.file),
    )


def read_interpretation(document: yamlio.Document, problems: list[Problem]) -> Interpretation | None:
    """The interpretation a file holds; None, and why in ``problems``, where it cannot be used."""
    value = document.value
    if not isinstance(value, dict) or not isinstance(value.get("interpretation"), int):
        problems.append(Problem("act-unreadable", Place(document.file), {"key": "interpretation"}))
        return None
    issued, effective = day_of(document, "issued", problems), day_of(document, "effective", problems)
    if issued is None or effective is None:
        return None
    if effective < issued:
        problems.append(Problem("effective-before-published", Place(document.file), {"published": str(issued)}))
    fills = value.get("fills")
    return Interpretation(
        number=value["interpretation"],
        title=str(value.get("title", "")),
        issuer=str(value.get("issuer", "")),
        power=str(value.get("power", "interpret")),
        issued=issued,
        effective=effective,
        fills=fills if isinstance(fills, dict) else {},
        place=Place(document.file),
    )


def changes_of(listed: Any) -> tuple[Change, ...]:
    """The well-formed entries of a list of changes."""
    entries = [c for c in listed if _well_formed(c)] if isinstance(listed, list) else []
    return tuple(
        Change(UnitKey.parse(c["unit"]), str(c.get("action", "")), c.get("before"), c.get("after"), _replaced(c))
        for c in entries
    )


def _replaced(change: Data) -> UnitKey | None:
    replaces = change.get("replaces")
    return UnitKey.parse(replaces) if isinstance(replaces, str) else None


def _well_formed(change: Any) -> bool:
    """What the fold can use; the schema and the result hash tell the editor of the rest."""
    if not isinstance(change, dict) or not isinstance(change.get("unit"), str):
        return False
    return all(isinstance(change.get(side), dict | None) for side in ("before", "after"))


def day_of(document: yamlio.Document, name: str, problems: list[Problem], optional: bool = False) -> date | None:
    """The day under a key of a document; what is none is a problem."""
    value = document.value.get(name)
    if value is None and optional:
        return None
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        problems.append(Problem("date-wrong", document.place(name), {"key": name, "value": str(value)}))
        return None
