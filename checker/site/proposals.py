"""Proposals to read and discuss: a page each, and their list under the revisions."""

from __future__ import annotations

from collections.abc import Iterable

from checker.model import Proposal
from checker.regulation.proposals import adopters
from checker.site.changes import redlines
from checker.site.markup import esc, facts, link, page, table, tag
from checker.site.view import View


def address(proposal: Proposal) -> str:
    """The page of a proposal, by its name."""
    return f"revisions/proposed/{proposal.name}"


def proposal_page(view: View, proposal: Proposal) -> str:
    """What is proposed, why, by whom, who would have to adopt it, and each word it would change in the latest edition."""
    here, title = address(proposal), view.say("proposal", title=proposal.title)
    return page(
        title,
        tag("p", link(here, "revisions/index", view.say("nav-revisions")), "hb-eyebrow"),
        f"# {esc(title)}",
        f'<div class="hb-band" role="note">{tag("p", esc(view.say("proposed")))}</div>',
        facts(_about(view, proposal, here), "hb-facts hb-encoding"),
        *redlines(view, proposal.changes, view.book.history.editions[-1], here),
    )


def _about(view: View, proposal: Proposal, here: str) -> Iterable[tuple[str, str]]:
    yield view.say("reason"), esc(proposal.reason)
    yield view.say("proposer"), _role(view, proposal.issuer, here)
    law = view.book.history.editions[-1].units
    able = adopters(proposal.power, [change.unit for change in proposal.changes], law)
    named = [_role(view, role, here) + esc(view.say(f"adopter-{status}")) for role, status in able]
    yield view.say("adopters"), esc("、" if view.lang != "en" else ", ").join(named) or esc(view.say("standing-none"))
    yield view.say("proposed-effective"), esc(str(proposal.effective))


def _role(view: View, role: str, here: str) -> str:
    name = esc(view.name("role", role))
    return link(here, f"roles/{role}", view.name("role", role)) if view.law.has("role", role) else name


def listing(view: View) -> list[str]:
    """The proposals under discussion, or that there are none."""
    title = view.say("proposals")
    head = f"## {title} {{ #proposed }}"
    if not view.book.proposals:
        return [head, tag("p", esc(view.say("proposals-none")))]
    rows = [
        [link("revisions/index", address(one), one.title), esc(str(one.effective)), esc(one.reason)]
        for one in view.book.proposals
    ]
    return [head, table([view.say(key) for key in ("proposal-label", "proposed-effective", "reason")], rows, title)]
