"""What the files of acts say, one by one: revisions, interpretations, and the changes and days that proposals share with them.

Whether an act was lawful, and what follows from all of them, is for ``history`` and ``authority``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from checker import yamlio
from checker.model import Change, Data, Interpretation, Place, Problem, Revision, UnitKey


@dataclass(frozen=True, slots=True)
class Acts:
    """What the files of acts say, in the order of their paths, and what was wrong with them.

    ``seals`` has the hash of each revision's file, ``places`` where its ``result`` stands; both by file.
    """

    revisions: tuple[Revision, ...]
    interpretations: tuple[Interpretation, ...]
    seals: Mapping[str, str]
    places: Mapping[str, Place]
    problems: tuple[Problem, ...]


def read_acts(texts: yamlio.Texts) -> Acts:
    """Read ``revisions/NNNN-*.yml`` and ``revisions/interpretations/``; what cannot be used is a problem and left out."""
    documents = [document for document in texts.documents("revisions/") if document.file.count("/") == 1]
    revisions = [read_revision(document) for document in documents]
    others = texts.documents("revisions/interpretations/")
    interpretations = [read_interpretation(document) for document in others]
    return Acts(
        revisions=tuple(act for act, _ in revisions if act),
        interpretations=tuple(act for act, _ in interpretations if act),
        seals={document.file: seal(document.value) for document in documents},
        places={document.file: document.place("result") for document in documents},
        problems=(
            *(problem for document in (*documents, *others) for problem in document.problems),
            *(problem for _, problems in (*revisions, *interpretations) for problem in problems),
        ),
    )


def canonical(data: object) -> str:
    """The one spelling of a datum: JSON, keys sorted, no blanks."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def seal(document: object) -> str:
    """The hash of one revision file's content, whatever its layout: what its successor carries as ``previous``."""
    return "sha256:" + hashlib.sha256(canonical(document).encode()).hexdigest()


def read_revision(document: yamlio.Document) -> tuple[Revision | None, list[Problem]]:
    """The revision a file holds; None, and why, where it cannot be used."""
    value = document.data
    if not isinstance(value.get("revision"), int):
        return None, [Problem("act-unreadable", Place(document.file), {"key": "revision"})]
    days, problems = days_of(document, ("effective", "adopted", "published"), optional=("adopted", "published"))
    effective = days["effective"]
    if effective is None:
        return None, problems
    revision = Revision(
        number=value["revision"],
        title=str(value.get("title", "")),
        reason=str(value.get("reason", "")),
        issuer=str(value.get("issuer", "")),
        power=str(value.get("power", "amend")),
        adopted=days["adopted"],
        published=days["published"],
        effective=effective,
        provisional=bool(value.get("provisional", False)),
        previous=value.get("previous"),
        result=str(value.get("result", "")),
        changes=changes_of(value.get("changes")),
        place=Place(document.file),
    )
    return revision, problems


def read_interpretation(document: yamlio.Document) -> tuple[Interpretation | None, list[Problem]]:
    """The interpretation a file holds; None, and why, where it cannot be used."""
    value = document.data
    if not isinstance(value.get("interpretation"), int):
        return None, [Problem("act-unreadable", Place(document.file), {"key": "interpretation"})]
    days, problems = days_of(document, ("issued", "effective"))
    issued, effective = days["issued"], days["effective"]
    if issued is None or effective is None:
        return None, problems
    if effective < issued:
        problems.append(Problem("effective-before-published", Place(document.file), {"published": str(issued)}))
    fills = value.get("fills")
    interpretation = Interpretation(
        number=value["interpretation"],
        title=str(value.get("title", "")),
        issuer=str(value.get("issuer", "")),
        power=str(value.get("power", "interpret")),
        issued=issued,
        effective=effective,
        fills=fills if isinstance(fills, dict) else {},
        place=Place(document.file),
    )
    return interpretation, problems


def changes_of(listed: object) -> tuple[Change, ...]:
    """The well-formed entries of a list of changes."""
    entries = [c for c in listed if _well_formed(c)] if isinstance(listed, list) else []
    return tuple(
        Change(UnitKey.parse(c["unit"]), str(c.get("action", "")), c.get("before"), c.get("after"), _replaced(c))
        for c in entries
    )


def _replaced(change: Data) -> UnitKey | None:
    replaces = change.get("replaces")
    return UnitKey.parse(replaces) if isinstance(replaces, str) else None


def _well_formed(change: object) -> bool:
    """What the fold can use; the schema and the result hash tell the editor of the rest."""
    if not isinstance(change, dict) or not isinstance(change.get("unit"), str):
        return False
    return all(isinstance(change.get(side), dict | None) for side in ("before", "after"))


def days_of(
    document: yamlio.Document, names: Iterable[str], optional: Iterable[str] = ()
) -> tuple[dict[str, date | None], list[Problem]]:
    """The days under some keys of a document; what is none is a problem."""
    days: dict[str, date | None] = {}
    problems: list[Problem] = []
    for name in names:
        value = document.data.get(name)
        days[name] = None
        if value is None and name in optional:
            continue
        try:
            days[name] = date.fromisoformat(str(value))
        except ValueError:
            problems.append(Problem("date-wrong", document.place(name), {"key": name, "value": str(value)}))
    return days, problems
