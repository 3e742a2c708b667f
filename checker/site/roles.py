"""我的崗位: a page per role: what it must, must not and may do, its limits in figures, what is checked, what follows."""

from __future__ import annotations

from datetime import timedelta

from checker.model import Data, UnitKey
from checker.site import times, words
from checker.site.drawings import duty_limit, organisation
from checker.site.editions import running_head
from checker.site.markup import esc, facts, link, listed, page, table, tag
from checker.site.notes import article_link, sanction, status
from checker.site.view import Entries, View

LATELY = timedelta(days=365)
ORDER = ("obligation", "prohibition", "permission", "power", "assurance", "principle", "definition")
"""What a reader looks for first: what must be done, what must not, what may."""


def role_page(view: View, role: str) -> str:
    """Everything the law says of a role, gathered; printed, it is a card for the wall."""
    here = f"roles/{role}"
    name = view.name("role", role)
    duties = view.duties_of.get(role, [])
    button = f'<button type="button" class="hb-copy hb-print">{esc(view.say("print-card"))}</button>'
    blocks = [
        tag("p", link(here, "roles/index", view.say("nav-roles")), "hb-eyebrow"),
        f"# {esc(name)}",
        running_head(view),
        facts(_about(view, role, here)),
        tag("p", f"{button} {_jumps(view, duties)}", "hb-screen") if duties else tag("p", esc(view.say("no-duties"))),
        *_limits(view, duties, here),
        *_by_modality(view, duties, here),
        *_inherited(view, role, here),
        *_sanctions(view, role, duties, here),
        *_lately(view, role, here),
    ]
    return page(name, *blocks)


def gone_role(view: View, role: str) -> str:
    """A role of another edition, at its old address."""
    here = f"roles/{role}"
    name = times.last_name(view, UnitKey("role", role))
    return page(name, f"# {esc(name)}", tag("p", times.became(view, UnitKey("role", role), here)))


def _about(view: View, role: str, here: str) -> list[tuple[str, str]]:
    found = view.law.role(role)
    members = [name for name, other in view.all("role") if other.get("part_of") == role]
    return [
        (view.say("role-kind"), esc(view.say(f"role-{found.kind}")) if found.kind else ""),
        (view.say("role-status"), esc(view.say(f"role-{found.status}")) if found.status else ""),
        (view.say("named-in"), article_link(view, found.article, here)),
        (view.say("part-of"), role_link(view, found.part_of, here) if found.part_of else ""),
        (view.say("members"), words.sequence(view, (role_link(view, name, here) for name in members))),
        (view.say("aliases"), esc(words.enumeration(view, list(found.aliases)))),
    ]


def role_link(view: View, role: str, here: str) -> str:
    return link(here, f"roles/{role}", view.name("role", role))


def _jumps(view: View, duties: Entries) -> str:
    """How many of each there are, leading there."""
    found = [(modality, sum(duty.get("modality") == modality for _, duty in duties)) for modality in ORDER]
    return words.sequence(
        view,
        (
            f'<a href="#{m}">{esc(view.say("counted-norms", what=view.say(f"role-heading-{m}"), n=n))}</a>'
            for m, n in found
            if n
        ),
    )


def _limits(view: View, duties: Entries, here: str) -> list[str]:
    """Every limit of the role: the figures, or that none has been fixed."""
    rows = []
    for key, duty in duties:
        limit = duty_limit(view, view.law.duty(key), here)
        if limit:
            rows.append([esc(duty.get("quote", "")), limit, article_link(view, str(duty["article"]), here)])
    if not rows:
        return []
    header = [view.say(one) for one in ("norm", "limits", "article")]
    title = view.say("my-limits")
    return [f"## {title} {{ #limits }}", table(header, rows, title)]


def _by_modality(view: View, duties: Entries, here: str) -> list[str]:
    blocks = []
    for modality in ORDER:
        own = [entry for entry in duties if entry[1].get("modality") == modality]
        if own:
            blocks += [f"## {view.say(f'role-heading-{modality}')} {{ #{modality} }}", _duties(view, own, here)]
    return blocks


def _duties(view: View, duties: Entries, here: str) -> str:
    items = []
    for key, duty in duties:
        limit = duty_limit(view, view.law.duty(key), here)
        items.append(
            tag("p", esc(duty.get("quote", "")))
            + tag("p", " ".join(filter(None, [article_link(view, str(duty["article"]), here), limit])), "hb-fine")
            + tag("p", status(view, key, here), "hb-fine hb-screen")
        )
    return listed(items, "hb-duties")


def _inherited(view: View, role: str, here: str) -> list[str]:
    """The groups that the role belongs to, which have norms of their own."""
    above, items, seen = view.law.role(role).part_of, [], {role}
    while above and above not in seen and view.law.has("role", above):
        seen.add(above)
        count = len(view.duties_of.get(above, []))
        if count:
            items.append(view.say("also-as", role=role_link(view, above, here), n=count))
        above = view.law.role(above).part_of
    return [f"## {view.say('also')} {{ #also }}", listed(items)] if items else []


def _sanctions(view: View, role: str, duties: Entries, here: str) -> list[str]:
    """Measures and rewards attached to the role's norms, and those it decides on."""
    names, articles = {name for name, _ in duties}, {str(duty["article"]) for _, duty in duties}
    attached, decided = [], []
    for _, data in view.all("sanction"):
        to = set(data.get("duties") or [])
        if to & names or (not to and data.get("article") in articles):
            attached.append(sanction(view, data, here))
        if data.get("holder") == role:
            decided.append(sanction(view, data, here))
    blocks = [f"## {view.say('measures')} {{ #measures }}", listed(attached)] if attached else []
    return blocks + ([f"## {view.say('measures-held')} {{ #measures-held }}", listed(decided)] if decided else [])


def _lately(view: View, role: str, here: str) -> list[str]:
    """What the revisions of the last year, and those to come, changed for the role; the first edition changed nothing."""
    items = []
    for number, revision in enumerate(view.book.history.revisions):
        if not number or revision.effective < view.day - LATELY:
            continue
        touched = [
            c
            for c in revision.changes
            if _concerns(c.before, role) or _concerns(c.after, role) or c.unit == UnitKey("role", role)
        ]
        places = dict.fromkeys(str((c.after or c.before or {}).get("article", "")) for c in touched)
        if touched:
            name = link(
                here, f"revisions/{revision.number}", view.say("revision", number=revision.number, title=revision.title)
            )
            cited = words.sequence(view, (article_link(view, place, here) for place in places if place))
            items.append(f"{esc(revision.effective)} {name} {cited}")
    said = listed(reversed(items)) if items else tag("p", esc(view.say("nothing-lately")), "hb-fine")
    return [f"## {view.say('lately')} {{ #lately }}", said]


def _concerns(data: Data | None, role: str) -> bool:
    return bool(data) and role in ((data or {}).get("bearer"), (data or {}).get("holder"))


def roles_index(view: View) -> str:
    """Every role by its kind with how many norms it bears, and who is part of whom."""
    here = "roles/index"
    title = view.say("nav-roles")
    rows = [
        [
            role_link(view, role, here),
            esc(view.say(f"role-{data['kind']}")) if "kind" in data else "",
            article_link(view, str(data.get("article", "")), here),
            str(len(view.duties_of.get(role, []))),
        ]
        for role, data in sorted(view.all("role"), key=lambda entry: (-len(view.duties_of.get(entry[0], [])), entry[0]))
    ]
    header = [view.say(key) for key in ("role", "role-kind", "named-in", "norm-count")]
    return page(title, f"# {title}", view.say("roles-intro"), table(header, rows, title), organisation(view))
