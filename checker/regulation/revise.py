"""The next revision, drafted from the present: what ``docs/`` says that the adopted law does not, with its hashes."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from checker import yamlio
from checker.model import Change
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


def closed(book: Book) -> tuple[str, str] | None:
    """Why the first edition can't be corrected in place (``missing``, ``adopted``, ``followed``), and the file that tells so.

    None while it is provisional, neither adopted nor published, and no other act, be it an interpretation, rests on it.
    """
    if not book.history.revisions:
        return "missing", ""
    first, *later = book.history.revisions
    following = [act.place.file for act in later] + [act.place.file for act in book.history.interpretations]
    if following:
        return "followed", following[0]
    if not first.provisional or first.adopted or first.published:
        return "adopted", first.place.file
    return None


def reseal(book: Book, texts: yamlio.Texts) -> tuple[str, str, list[Change]] | None:
    """File, text and corrections of the first edition as ``docs/`` has it now; None when that is what it says already.

    Its title, reason, dates and issuer stay. The caller sees to it that it is not ``closed`` and that nothing is unsound.
    """
    corrections = differences(book.history.editions[-1].units, book.present.units)
    if not corrections:
        return None
    file = book.history.revisions[0].place.file
    changes = [_written(change) for change in differences({}, book.present.units)]
    document = {**texts.document(file).data, "result": digest(book.present.units), "changes": changes}
    return file, yamlio.dump(document), corrections


def _changes(book: Book) -> list[dict[str, Any]]:
    """What ``docs/`` says that the adopted law does not, as the files of acts write it."""
    editions = book.history.editions
    return [_written(change) for change in differences(editions[-1].units if editions else {}, book.present.units)]


def _written(change: Change) -> dict[str, Any]:
    """A change as the files of acts write it."""
    sides = {"before": change.before, "after": change.after}
    written = {name: data for name, data in sides.items() if data is not None}
    return {"unit": str(change.unit), "action": change.action, **written}
