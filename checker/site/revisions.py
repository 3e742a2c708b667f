"""A page per revision: what changed, by whom, why and with what power; and the list of them with the timeline of editions."""

from __future__ import annotations

from collections.abc import Iterable

from checker.citation import article_order, section_of
from checker.model import Edition, Revision, UnitKey
from checker.regulation import authority
from checker.site import proposals, times
from checker.site.changes import redlines
from checker.site.drawings import timeline
from checker.site.markup import article_link, esc, facts, link, page, table, tag
from checker.site.view import View


def revision_page(view: View, revision: Revision, before: Edition | None) -> str:
    """One revision against the edition ``before`` it (None for the first)."""
    here = f"revisions/{revision.number}"
    title = view.say("revision", number=revision.number, title=revision.title)
    blocks = [tag("p", link(here, "revisions/index", view.say("nav-revisions")), "hb-eyebrow"), f"# {esc(title)}"]
    blocks.append(facts(_about(view, revision, before, here), "hb-facts hb-encoding"))
    if before is None:
        return page(title, *blocks, f"## {view.say('changes')} {{ #changes }}", *_first(view, revision, here))
    return page(title, *blocks, *redlines(view, revision.changes, before, here))


def _about(view: View, revision: Revision, before: Edition | None, here: str) -> Iterable[tuple[str, str]]:
    yield view.say("reason"), esc(revision.reason)
    issuer = view.book.law(before).name(UnitKey("role", revision.issuer), view.lang)
    known = view.law.has("role", revision.issuer)
    yield view.say("issuer"), link(here, f"roles/{revision.issuer}", issuer) if known else esc(issuer)
    yield view.say("power"), esc(view.say(f"power-{revision.power}")) + " " + esc(_standing(view, revision, before))
    for name in ("adopted", "published", "effective"):
        yield view.say(name), esc(getattr(revision, name) or view.say("unknown"))
    if revision.provisional:
        yield view.say("provisional-label"), esc(view.say("provisional"))
    edition = next((e for e in view.book.history.editions if e.revision == revision.number), None)
    if edition:
        yield view.say("edition"), link(here, times.address(edition), view.say("edition-of", effective=edition.effective))
    yield view.say("seal"), tag("code", esc(revision.result))


def _standing(view: View, revision: Revision, before: Edition | None) -> str:
    """Whether the issuer's power was conferred or presumed, by the law before the act."""
    if before is None:
        return view.say("standing-first")
    ruling = authority.may_act(revision.issuer, revision.power, [c.unit for c in revision.changes], before.units)
    if ruling.code:
        return view.say("standing-none")
    return view.say("standing-presumed" if ruling.presumed else "standing-conferred")


def _first(view: View, revision: Revision, here: str) -> list[str]:
    """The first edition: how much it brought in, section by section; the words themselves are the edition's page."""
    articles = [c.unit.id for c in revision.changes if c.unit.kind == "article"]
    sections = [c for c in revision.changes if c.unit.kind == "section"]
    rows = []
    for change in sorted(sections, key=lambda c: article_order(c.unit.id)):
        name = change.unit.id
        count = sum(section_of(article) == name for article in articles)
        title = str((change.after or {}).get("title", ""))
        rows.append([article_link(here, name, f"{view.cite(name)} {title}"), str(count)])
    header = [view.say("section"), view.say("article-count")]
    said = view.say("first-edition", articles=len(articles), notes=len(revision.changes) - len(articles) - len(sections))
    return [tag("p", esc(said)), table(header, rows, view.say("changes"))]


def revisions_index(view: View) -> str:
    """The editions on a line of time, and every revision, the newest first."""
    here = "revisions/index"
    title = view.say("nav-revisions")
    states = {edition.revision: state for edition, state in times.editions(view)}
    rows = []
    for revision in reversed(view.book.history.revisions):
        edition = next((e for e in view.book.history.editions if e.revision == revision.number), None)
        read = link(here, times.address(edition), view.say("read-edition")) if edition else ""
        state = view.say(f"status-{states[revision.number]}") if revision.number in states else view.say("merged")
        note = view.say("provisional-note") if revision.provisional else ""
        name = link(here, f"revisions/{revision.number}", view.say("revision", number=revision.number, title=revision.title))
        rows.append([name, esc(f"{revision.effective}{note}"), esc(state), esc(revision.reason), read])
    header = [view.say(key) for key in ("revision-label", "effective", "state", "reason", "edition")]
    feed = f'<a href="../revisions.xml" type="application/atom+xml">{esc(view.say("feed"))}</a>'
    intro = tag("p", esc(view.say("revisions-intro")) + " " + feed)
    return page(title, f"# {title}", intro, table(header, rows, title), timeline(view), *proposals.listing(view))
