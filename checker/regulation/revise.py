"""The next revision, drafted from the present: what ``docs/`` says that the adopted law does not, with its hashes."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from checker import yamlio
from checker.regulation.book import Book
from checker.regulation.history import differences, digest


def draft(
    book: Book, effective: date, *, issuer: str, power: str, title: str, reason: str, provisional: bool
) -> tuple[str, str, int] | None:
    """File name, text and number of changes of the next revision; None when there is nothing to change.

    The caller sees to it that the dates and the issuer are meant; ``handbook lint`` judges the result.
    """
    changes = _changes(book)
    if not changes:
        return None
    revisions = book.history.revisions
    number = revisions[-1].number + 1 if revisions else 1
    document: dict[str, object] = {
        "revision": number,
        "title": title,
        "reason": reason,
        "issuer": issuer,
        "power": power,
        "adopted": None,
        "published": None,
        "effective": effective.isoformat(),
        "provisional": provisional,
        "previous": book.history.head,
        "result": digest(book.present.units),
        "changes": changes,
    }
    slug = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-") or effective.isoformat()
    return f"{number:04d}-{slug}.yml", yamlio.dump(document), len(changes)


def propose(
    book: Book, name: str, effective: date, *, issuer: str, power: str, title: str, reason: str
) -> tuple[str, str, int] | None:
    """The same difference as a proposal, which anybody may put forward: it is no act and carries no hashes."""
    changes = _changes(book)
    if not changes:
        return None
    document = {
        "proposal": name,
        "title": title,
        "reason": reason,
        "issuer": issuer,
        "power": power,
        "effective": effective.isoformat(),
        "changes": changes,
    }
    return f"proposed/{name}.yml", yamlio.dump(document), len(changes)


def _changes(book: Book) -> list[dict[str, Any]]:
    """What ``docs/`` says that the adopted law does not, as the files of acts write it."""
    editions = book.history.editions
    return [
        {"unit": str(c.unit), "action": c.action}
        | ({"before": c.before} if c.before is not None else {})
        | ({"after": c.after} if c.after is not None else {})
        for c in differences(editions[-1].units if editions else {}, book.present.units)
    ]
