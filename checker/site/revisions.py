"""A page per revision: what changed, by whom, why and with what power; and the list of them with the timeline of editions."""

from __future__ import annotations

from collections.abc import Iterable

from checker.citation import article_order
from checker.model import Change, Data, Edition, Revision
from checker.regulation import authority
from checker.site import times
from checker.site.changes import data_change
from checker.site.drawings import timeline
from checker.site.markup import article_link, esc, facts, link, listed, page, table, tag
from checker.site.redline import redline
from checker.site.view import View


def revision_page(view: View, revision: Revision, before: Edition | None, proposed: bool = False) -> str:
    """One revision against the edition ``before`` it (None for the first); a proposal looks alike and says that it is one."""
    here = f"revisions/{revision.number}"
    title = view.say("revision", number=revision.number, title=revision.title)
    blocks = [tag("p", link(here, "revisions/index", view.say("nav-revisions")), "hb-eyebrow"), f"# {esc(title)}"]
    if proposed:
        blocks.append(f'<div class="hb-band" role="note">{tag("p", esc(view.say("proposed")))}</div>')
    blocks.append(facts(_about(view, revision, before, here, proposed), "hb-facts hb-encoding"))
    if before is None:
        return page(title, *blocks, f"## {view.say('changes')} {{ #changes }}", *_first(view, revision, here))
    blocks += [f"## {view.say('changes')} {{ #changes }}", tag("p", view.say("redline-key"), "hb-fine")]
    for place, changes in _by_article(view, revision, before).items():
        blocks += _changed(view, place, changes, here, before)
    return page(title, *blocks)


def _about(view: View, revision: Revision, before: Edition | None, here: str, proposed: bool) -> Iterable[tuple[str, str]]:
    yield view.say("reason"), esc(revision.reason)
    issuer = view.book.name(f"role/{revision.issuer}", view.lang, before.units if before else None)
    known = f"role/{revision.issuer}" in view.edition.units
    yield view.say("issuer"), link(here, f"roles/{revision.issuer}", issuer) if known else esc(issuer)
    yield view.say("power"), esc(view.say(f"power-{revision.power}")) + " " + esc(_standing(view, revision, before))
    for name in ("adopted", "published", "effective"):
        yield view.say(name), esc(getattr(revision, name) or view.say("unknown"))
    if revision.provisional:
        yield view.say("provisional-label"), esc(view.say("provisional"))
    if not proposed:
        edition = next((e for e in view.book.history.editions if e.revision == revision.number), None)
        if edition:
            yield view.say("edition"), link(here, times.address(edition), view.say("edition-of", effective=edition.effective))
        yield view.say("seal"), tag("code", esc(revision.result))


def _standing(view: View, revision: Revision, before: Edition | None) -> str:
    """Whether the issuer's power was conferred or presumed, by the law before the act."""
    if before is None:
        return view.say("standing-first")
    verdict = authority.judge(revision.issuer, revision.power, [c.unit for c in revision.changes], before.units)
    if verdict.code:
        return view.say("standing-none")
    return view.say("standing-presumed" if verdict.presumed else "standing-conferred")


def _first(view: View, revision: Revision, here: str) -> list[str]:
    """The first edition: how much it brought in, section by section; the words themselves are the edition's page."""
    articles = [c.unit.partition("/")[2] for c in revision.changes if c.unit.startswith("article/")]
    sections = [c for c in revision.changes if c.unit.startswith("section/")]
    rows = []
    for change in sorted(sections, key=lambda c: article_order(c.unit.partition("/")[2])):
        name = change.unit.partition("/")[2]
        count = sum(article.partition("-")[0] == name for article in articles)
        title = str((change.after or {}).get("title", ""))
        rows.append([article_link(here, name, f"{view.cite(name)} {title}"), str(count)])
    header = [view.say("section"), view.say("article-count")]
    said = view.say("first-edition", articles=len(articles), notes=len(revision.changes) - len(articles) - len(sections))
    return [tag("p", esc(said)), table(header, rows, view.say("changes"))]


def _by_article(view: View, revision: Revision, before: Edition) -> dict[str, list[Change]]:
    """The changes under the article or section they concern, in the order of the law; those of none (roles) last, under ''."""
    found: dict[str, list[Change]] = {}
    for change in revision.changes:
        kind, _, name = change.unit.partition("/")
        article = name if kind in times.TEXT else str((change.after or change.before or {}).get("article", ""))
        found.setdefault(article, []).append(change)
    for changes in found.values():
        changes.sort(key=lambda change: (change.unit.partition("/")[0] not in times.TEXT, change.unit))
    return dict(sorted(found.items(), key=lambda item: (item[0] == "", article_order(item[0]) if item[0] else ())))


def _changed(view: View, place: str, changes: list[Change], here: str, before: Edition) -> list[str]:
    """One article's changes, under the name it has after them (or had before, if they repeal it)."""
    if place:
        unit = f"{'article' if '-' in place else 'section'}/{place}"
        named = next((change.after for change in changes if change.unit == unit and change.after), None)
        name = f"{view.cite(place)} {_title(named or before.units.get(unit))}"
        blocks = [f"### {esc(name)} {{ #{place} }}", tag("p", article_link(here, place, view.say("read-article")), "hb-fine")]
    else:
        blocks = [f"### {view.say('other-changes')} {{ #other }}"]
    words = [change for change in changes if change.unit.partition("/")[0] in times.TEXT]
    for change in words:
        blocks.append(words_changed(view, change, here))
    data = [data_change(view, change) for change in changes if change not in words]
    if data:
        blocks.append(tag("p", esc(view.say("noted-changes")), "hb-fine") + listed(data, "hb-values"))
    return blocks


def words_changed(view: View, change: Change, here: str) -> str:
    """An article or section before and after, as one redline."""
    did = tag("p", tag("strong", esc(view.say(f"did-{change.action}"))) + _replaces(view, change, here))
    marks = view.say("deleted"), view.say("inserted")
    lines = [redline(_title(change.before), _title(change.after), *marks)]
    lines += [redline(old, new, *marks) for old, new in _paragraphs(change.before, change.after)]
    return tag("div", did + "".join(tag("p", line) for line in lines if line), "hb-redline")


def _title(data: Data | None) -> str:
    return str((data or {}).get("title", ""))


def _paragraphs(before: Data | None, after: Data | None) -> list[tuple[str, str]]:
    """Texts in pairs: paragraph by paragraph where they are as many, else as a whole."""
    old, new = str((before or {}).get("text", "")), str((after or {}).get("text", ""))
    olds, news = old.split("\n\n"), new.split("\n\n")
    return list(zip(olds, news, strict=True)) if len(olds) == len(news) else [(old, new)]


def _replaces(view: View, change: Change, here: str) -> str:
    if not change.replaces:
        return ""
    name = change.replaces.partition("/")[2]
    return " " + view.say("replaces", article=article_link(here, name, view.cite(name)))


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
    return page(title, f"# {title}", intro, table(header, rows, title), timeline(view))
