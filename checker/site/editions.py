"""A whole edition on one page: that of each date (``/v/2026-01-01/``), and the one in force for print (``/full/``)."""

from __future__ import annotations

from checker.catalog import pick
from checker.site import times
from checker.site.articles import article_text, article_title, edition_note, numbered
from checker.site.law import on_this_page
from checker.site.markup import esc, link, listed, page, tag
from checker.site.notes import citation_button
from checker.site.view import View
from checker.site.words import reading


def edition_page(view: View, current: View) -> str:
    """The text of an edition at its dated address; ``current`` is the edition the reader's day has, for the way back."""
    here = times.address(view.edition)
    title = view.say("edition-title", title=pick(view.book.title, view.lang), effective=view.edition.effective)
    return page(
        title, f"# {esc(title)}", _band(view, current, here), _cover(view, here), *_text(view, here), hide=["navigation"]
    )


def full_page(view: View) -> str:
    """The text in force, made for print: edition, date and numbers are on paper."""
    here = "full"
    title = pick(view.book.title, view.lang)
    button = f'<button type="button" class="hb-copy hb-print">{esc(view.say("print"))}</button>'
    blocks = [
        f"# {esc(title)}",
        edition_note(view, here),
        tag("p", button, "hb-screen"),
        _cover(view, here),
        *_text(view, here),
    ]
    return page(view.say("nav-full"), *blocks, hide=["navigation"])


def _band(view: View, current: View, here: str) -> str:
    """Whether this is the edition in force, in words; if not, the way to the one that is."""
    if view.state == "current":
        return edition_note(view, here)
    said = tag("strong", esc(view.say(f"band-{view.state}"))) + " "
    said += esc(view.say("band-from", effective=view.edition.effective))
    if view.until:
        said += esc(view.say("band-until", until=view.until))
    way = link(here, times.address(current.edition), view.say("edition-of", effective=current.edition.effective))
    return f'<div class="hb-band" role="note">{tag("p", said)}{tag("p", view.say("band-now", edition=way))}</div>'


def _cover(view: View, here: str) -> str:
    """How to cite the whole, and what made this edition."""
    made = [r for r in view.book.history.revisions if r.number == view.edition.revision]
    lines = [citation_button(view, "", here)]
    lines += [link(here, f"revisions/{r.number}", view.say("revision", number=r.number, title=r.title)) for r in made]
    return listed(lines, "hb-contents hb-cover") + "\n\n" + running_head(view)


def running_head(view: View) -> str:
    """The regulation and its edition at the head of every sheet of paper."""
    words = "".join(char if char.isalnum() else f"\\{ord(char):x} " for char in view.citation(""))
    return f'<style>@page {{ @top-right {{ content: "{words}"; font-size: 8pt; }} }}</style>'


def _text(view: View, here: str) -> list[str]:
    """Sections as headings of the page, articles with their numbers and anchors; readings in force under their articles."""
    blocks = []
    address = on_this_page(view)
    for section, articles in view.sections.items():
        level = min(section.count(".") + 2, 4)
        blocks.append(f"{'#' * level} {numbered(view.cite(section), view.name('section', section))} {{ #{section} }}")
        group = ""
        for article in articles:
            over = view.book.present.groups.get(article, "")
            if over and over != group:
                blocks.append(tag("p", esc(over), "hb-over"))
            group = over
            blocks.append(_heading(view, article, level + 1))
            blocks.append(article_text(view, article, address))
            blocks.append(_readings(view, article))
    return blocks


def _heading(view: View, article: str, level: int) -> str:
    """An HTML heading, not a Markdown one: hundreds of articles would drown the table of contents."""
    permalink = f'<a class="headerlink" href="#{esc(article)}" aria-label="{esc(view.cite(article))}">#</a>'
    ident = tag("code", esc(article), "hb-id")
    name = f"{numbered(view.number(article), article_title(view, article))} {ident}{permalink}"
    return f'<h{level} class="hb-article" id="{esc(article)}" data-hb-cite="{esc(view.cite(article))}">{name}</h{level}>'


def _readings(view: View, article: str) -> str:
    lines = []
    for term, data in view.entries("term", article):
        if term in view.readings:
            act, fill = view.readings[term]
            said = reading(view, str(data.get("needs")), fill)
            quoted = esc(view.say("quoted", words=data.get("quote", term)))
            lines.append(quoted + view.say("filled", reading=said, number=act.number, effective=act.effective))
    return listed(lines, "hb-contents hb-read")
