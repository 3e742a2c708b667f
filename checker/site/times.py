"""Time as readers see it: which edition a page shows, what an article went through, and what became of those gone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from checker.citation import article_order, section_of
from checker.model import Change, Edition, Revision, UnitKey
from checker.regulation.law import Law
from checker.site.markup import esc, link, tag
from checker.site.view import View

TEXT = ("article", "section")
"""The kinds of unit that are the words of the law; the others annotate them."""


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a unit: ``state`` is current, reserved, future or repealed.

    ``revision`` made it so (None where no revision is known), ``successor`` is the unit that replaces it, ``seen`` the edition
    in which it can be read.
    """

    state: str
    revision: Revision | None = None
    successor: UnitKey | None = None
    seen: Edition | None = None


def address(edition: Edition) -> str:
    """The page of an edition."""
    return f"v/{edition.effective}"


def fate(view: View, unit: UnitKey) -> Fate:
    """What became of a unit that is, was or will be in some edition."""
    known = view.changes.get(unit, [])
    past = [(revision, change) for revision, change in known if revision.effective <= view.edition.effective]
    if unit in view.edition.units:
        reserved = view.edition.units[unit].get("status") == "reserved"
        return Fate("reserved" if reserved else "current", past[-1][0] if past else None, None, view.edition)
    having = [edition for edition in view.book.history.editions if unit in edition.units]
    if past:
        before = [edition for edition in having if edition.effective < past[-1][0].effective]
        return Fate("repealed", past[-1][0], successor(view, unit), before[-1] if before else None)
    return Fate("future", known[0][0] if known else None, None, having[0] if having else None)


def successor(view: View, unit: UnitKey) -> UnitKey | None:
    """The unit that a revision in force put in the place of another."""
    for changes in view.changes.values():
        for revision, change in changes:
            if change.replaces == unit and change.after is not None and revision.effective <= view.edition.effective:
                return change.unit
    return None


def gone(view: View, kind: str) -> list[str]:
    """The ids of a kind that some edition has and this one has not, in the order of the law where they have one."""
    every = {key for edition in view.book.history.editions for key, _ in Law(edition.units).all(kind)}
    names = [key.id for key in every - view.edition.units.keys()]
    return sorted(names, key=(lambda name: article_order(name)) if kind in TEXT else (lambda name: (name,)))


def last_name(view: View, unit: UnitKey) -> str:
    """What a unit is called, or was called where it was last seen."""
    seen = fate(view, unit).seen
    return view.book.law(seen).name(unit, view.lang)


def history_line(view: View, revision: Revision, changes: list[Change], article: str, here: str) -> str:
    """One step of an article's history: when, by which revision, and whether its words or only its notes changed."""
    own = [change for change in changes if change.unit == UnitKey("article", article)]
    what = view.say(f"did-{own[0].action}") if own else view.say("did-notes")
    name = link(here, f"revisions/{revision.number}", view.say("revision", number=revision.number, title=revision.title))
    ahead = f" {esc(view.say('state-future'))}" if revision.effective > view.day else ""
    return f"{esc(revision.effective)} {esc(what)} {name}{ahead}"


def state_words(view: View, found: Fate) -> str:
    """現行, 未生效, 已廢止 or 保留."""
    return view.say(f"state-{found.state}")


def became(view: View, unit: UnitKey, here: str) -> str:
    """What became of a unit that this edition does not have, in a sentence, with links to what replaced it and to its words."""
    found = fate(view, unit)
    parts = [tag("strong", esc(state_words(view, found)))]
    if found.revision:
        by = link(here, f"revisions/{found.revision.number}", view.say("revision-short", number=found.revision.number))
        parts.append(view.say(f"became-{found.state}", effective=found.revision.effective, revision=by))
    if found.successor:
        to = found.successor.id
        linked = link(here, f"regulation/{section_of(to)}", view.cite(to), to) if unit.kind in TEXT else esc(to)
        parts.append(view.say("became-replaced", article=linked))
    if found.seen:
        where = link(
            here,
            address(found.seen),
            view.say("edition-of", effective=found.seen.effective),
            unit.id if unit.kind in TEXT else "",
        )
        parts.append(view.say("became-seen", edition=where))
    return " ".join(parts)


def editions(view: View) -> list[tuple[Edition, str]]:
    """Every edition with its state on the reader's day: past, current or future."""
    found = view.book.history.editions
    starts: list[date | None] = [*(edition.effective for edition in found[1:]), None]
    return [(edition, _state(view.day, edition, until)) for edition, until in zip(found, starts[: len(found)], strict=True)]


def _state(day: date, edition: Edition, until: date | None) -> str:
    if edition.effective > day:
        return "future"
    return "past" if until is not None and until <= day else "current"
