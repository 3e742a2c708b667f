"""The first page: who are you, what do you need."""

from __future__ import annotations

from checker.catalog import pick
from checker.site.articles import edition_note
from checker.site.markup import esc, folder, listed, page, tag
from checker.site.roles import role_link
from checker.site.view import View

KINDS = ("post", "unit", "group", "body", "party")
NEEDS = {
    "limit": "training#figures",
    "read": "regulation/index",
    "past": "revisions/index",
    "train": "training",
    "comply": "coverage",
    "records": "records/index",
    "terms": "terms",
    "edit": "guide/revising",
}
"""What people come for, and the page that has it (its words: ``site.need-…``)."""


def home_page(view: View) -> str:
    """Doors by person and by need; the search is above them on every page."""
    title = pick(view.book.title, view.lang)
    return page(
        view.say("nav-home"),
        f"# {esc(title)}",
        edition_note(view, "index"),
        f"## {view.say('who')} {{ #who }}",
        tag("p", esc(view.say("who-intro"))),
        *_who(view),
        f"## {view.say('what')} {{ #what }}",
        tag("div", "".join(_door(view, need, target) for need, target in NEEDS.items()), "hb-doors"),
        tag("p", view.say("home-search"), "hb-fine"),
        hide=["navigation", "toc"],
    )


def _who(view: View) -> list[str]:
    """The roles that bear norms, by kind; the others are on the page of all roles."""
    blocks = []
    for kind in KINDS:
        roles = [role for role, data in view.all("role") if data.get("kind") == kind and view.duties_of.get(role)]
        roles.sort(key=lambda role: -len(view.duties_of[role]))
        if roles:
            name = tag("h3", esc(view.say(f"role-{kind}")))
            blocks.append(
                tag("section", name + listed((role_link(view, role, "index") for role in roles), "hb-chips"), "hb-who")
            )
    return blocks


def _door(view: View, need: str, target: str) -> str:
    place, _, anchor = target.partition("#")
    address = folder(place) + (f"#{anchor}" if anchor else "")
    said = tag("strong", esc(view.say(f"need-{need}"))) + tag("span", esc(view.say(f"need-{need}-there")))
    return f'<a href="{esc(address)}">{said}</a>'
