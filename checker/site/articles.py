"""The pages people read: one a section, each article with what the data says about it."""

from __future__ import annotations

from checker.citation import section_of
from checker.model import UnitKey
from checker.site import times
from checker.site.law import Address, linked, pages_of
from checker.site.markup import esc, link, listed, page, tag
from checker.site.notes import notes
from checker.site.view import View


def section_name(view: View, section: str) -> str:
    """第4.1節 客戶服務標準."""
    return f"{view.cite(section)} {view.name('section', section)}"


def section_page(view: View, section: str) -> str:
    """One section: its title, which edition this is, its articles under their headings, then those gone or to come."""
    here = f"regulation/{section}"
    name = view.name("section", section)
    blocks = [
        _eyebrow(view, section, here),
        f"# {numbered(view.cite(section), name)} {{ #{section} }}",
        edition_note(view, here),
    ]
    group = ""
    for article in view.sections[section]:
        over = view.book.present.groups.get(article, "")
        if over and over != group:
            blocks.append(f"## {over} {{ .hb-group }}")
        group = over
        blocks += _article(view, article, here, 3 if over else 2)
    if not view.sections[section]:
        below = [s for s in view.sections if s.startswith(f"{section}.") and s.count(".") == section.count(".") + 1]
        blocks.append(listed((link(here, f"regulation/{s}", section_name(view, s)) for s in below), "hb-contents"))
    return page(section_name(view, section), *blocks, _gone(view, section, here))


def gone_page(view: View, section: str) -> str:
    """A section that this edition does not have: what became of it and of each of its articles, at their old addresses."""
    here = f"regulation/{section}"
    name = times.last_name(view, UnitKey("section", section))
    title = f"{view.cite(section)} {name}"
    said = tag("p", times.became(view, UnitKey("section", section), here))
    return page(title, f"# {numbered(view.cite(section), name)} {{ #{section} }}", said, _gone(view, section, here))


def _gone(view: View, section: str, here: str) -> str:
    """Articles of other editions, each at its anchor with what became of it."""
    names = [name for name in times.gone(view, "article") if section_of(name) == section]
    items = (
        f'<div id="{esc(name)}">'
        + tag("p", tag("span", esc(view.number(name)), "hb-no") + " " + esc(times.last_name(view, UnitKey("article", name))))
        + tag("p", times.became(view, UnitKey("article", name), here), "hb-fine")
        + "</div>"
        for name in names
    )
    title = view.say("not-in-edition")
    return f"## {title} {{ .hb-group }}\n\n" + listed(items, "hb-terms hb-gone") if names else ""


def edition_note(view: View, here: str) -> str:
    """Which edition the page shows, in words: in force or to come, from when, and what provisional means."""
    edition = view.edition
    since = view.say("since-provisional" if edition.provisional else "since", effective=edition.effective)
    note = tag("strong", esc(view.say(f"status-{view.state}"))) + " " + esc(since)
    if view.until:
        note += " " + esc(view.say("until", until=view.until))
    if view.book.history.editions:
        note += " " + link(here, "revisions/index", view.say("nav-revisions"))
    note = tag("p", note)
    if edition.provisional:
        note += tag("p", esc(view.say("provisional")), "hb-fine")
    return tag("div", note, f"hb-edition hb-edition-{view.state}")


def _eyebrow(view: View, section: str, here: str) -> str:
    chapter = section.partition(".")[0]
    if chapter == section or chapter not in view.sections:
        return ""
    return tag("p", link(here, f"regulation/{chapter}", section_name(view, chapter)), "hb-eyebrow")


def numbered(number: str, title: str) -> str:
    """A number and a title for a Markdown heading."""
    return f'<span class="hb-no">{esc(number)}</span> {esc(title)}'


def article_title(view: View, article: str) -> str:
    found = view.law.article(article)
    return view.say("reserved-title") if found.reserved else found.title


def article_text(view: View, article: str, address: Address) -> str:
    """The words of an article as Markdown; a reserved one says so."""
    found = view.law.article(article)
    if found.reserved and not found.text:
        return tag("p", esc(view.say("reserved")), "hb-gap")
    return linked(found.text, article, address)


def _article(view: View, article: str, here: str, level: int) -> list[str]:
    css = ".hb-article .hb-reserved" if view.law.article(article).reserved else ".hb-article"
    marks = f'{{ #{article} {css} data-hb-cite="{view.cite(article)}" }}'
    heading = f"{'#' * level} {numbered(view.number(article), article_title(view, article))} {marks}"
    return [heading, article_text(view, article, pages_of(view, here)), notes(view, article, here)]
