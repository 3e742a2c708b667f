"""Proposals: revisions that nobody has adopted. They change no edition and judge no record; people read and discuss them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from checker import yamlio
from checker.model import Place, Problem, Proposal, UnitKey, Units
from checker.regulation.acts import changes_of, days_of
from checker.regulation.authority import covers
from checker.regulation.history import History
from checker.regulation.law import Law

FOLDER = "revisions/proposed/"


def read_proposals(texts: yamlio.Texts, history: History) -> tuple[tuple[Proposal, ...], list[Problem]]:
    """``revisions/proposed/*.yml`` in the order of their names; what cannot be read is a problem and left out.

    A proposal that was drafted against another law than the latest adopted one is a warning: it has to be drafted again.
    """
    proposals: list[Proposal] = []
    problems: list[Problem] = []
    law = history.editions[-1].units if history.editions else {}
    for document in texts.documents(FOLDER):
        problems.extend(document.problems)
        value = document.data
        name = PurePosixPath(document.file).stem
        if value.get("proposal") != name:
            problems.append(Problem("proposal-name", document.place("proposal"), {"name": name}))
            continue
        days, wrong = days_of(document, ("effective",))
        problems.extend(wrong)
        effective = days["effective"]
        if effective is None:
            continue
        changes = changes_of(value.get("changes"))
        for change in changes:
            if law.get(change.unit) != change.before:
                problems.append(Problem("proposal-outdated", Place(document.file), {"unit": change.unit}, "warning"))
        proposals.append(
            Proposal(
                name=name,
                title=str(value.get("title", "")),
                reason=str(value.get("reason", "")),
                issuer=str(value.get("issuer", "")),
                power=str(value.get("power", "amend")),
                effective=effective,
                changes=changes,
            )
        )
    return tuple(proposals), problems


def adopters(power: str, units: Iterable[UnitKey], law: Units) -> list[tuple[str, str]]:
    """Who holds a power over all of some units, with the status of that power (``conferred`` first); disputed claims last."""
    articles = [Law(law).article_of(unit) for unit in units]
    held = [data for key, data in sorted(law.items()) if key.kind == "authority" and data.get("power") == power]
    able = {(str(data["holder"]), str(data["status"])) for data in held if all(covers(data, article) for article in articles)}
    order = ("conferred", "presumed", "disputed")
    return sorted(able, key=lambda one: (order.index(one[1]) if one[1] in order else len(order), one[0]))
