"""HTML and Markdown of the generated pages: escaping, links between pages, tables. Pure text in, pure text out.

A page is named by its address (``regulation/4.1``, ``rules/index``) and served as a folder (``/regulation/4.1/``).
"""

from __future__ import annotations

import html
import posixpath
from collections.abc import Iterable, Sequence

from checker.citation import section_of


def esc(text: object) -> str:
    """Text as HTML, for element content and for quoted attributes alike."""
    return html.escape(str(text), quote=True)


def law_text(text: str) -> str:
    """The text of an article for a Markdown page: its paragraphs and lists hold, HTML in it does not."""
    return text.replace("&", "&amp;").replace("<", "&lt;")


def folder(page: str) -> str:
    """The folder a page is served as: ``rules/index`` as ``rules/``, ``index`` as the empty string."""
    if page == "index":
        return ""
    return page.removesuffix("index") if page.endswith("/index") else f"{page}/"


def url(source: str, target: str, anchor: str = "") -> str:
    """The relative address of one page from another."""
    path = posixpath.relpath("/" + folder(target), "/" + folder(source))
    path = "" if path == "." else path + "/"
    return f"{path}#{anchor}" if anchor else path or "./"


def link(source: str, target: str, label: str, anchor: str = "") -> str:
    """A link; ``label`` is plain text."""
    return f'<a href="{esc(url(source, target, anchor))}">{esc(label)}</a>'


def article_link(source: str, article: str, label: str) -> str:
    """A link to an article (or section, named by its number) on the page of its section, which knows also those gone."""
    address = url(source, f"regulation/{section_of(article)}", article)
    return f'<a class="hb-art" href="{esc(address)}">{esc(label)}</a>'


def tag(name: str, content: str, css: str = "") -> str:
    """One element around content that is already HTML."""
    return f'<{name} class="{css}">{content}</{name}>' if css else f"<{name}>{content}</{name}>"


def facts(rows: Iterable[tuple[str, str]], css: str = "hb-facts") -> str:
    """Labelled facts; a label is plain text, its content HTML, and a fact without content is left out."""
    items = "".join(f"<div><dt>{esc(label)}</dt><dd>{content}</dd></div>" for label, content in rows if content)
    return f'<dl class="{css}">{items}</dl>' if items else ""


def table(header: Sequence[str], rows: Iterable[Sequence[str]], label: str = "") -> str:
    """A table that scrolls by itself where it is too wide. Header cells are plain text, the others HTML."""
    head = "".join(f'<th scope="col">{esc(cell)}</th>' for cell in header)
    body = "".join(tag("tr", "".join(tag("td", cell) for cell in row)) for row in rows)
    named = f' role="group" tabindex="0" aria-label="{esc(label)}"' if label else ""
    return (
        f'<div class="hb-table"{named}><table class="hb-grid"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def listed(items: Iterable[str], css: str = "") -> str:
    """A list of HTML items; nothing for no items."""
    inner = "".join(tag("li", item) for item in items)
    return tag("ul", inner, css) if inner else ""


def page(title: str, *blocks: str, hide: Sequence[str] = ()) -> str:
    """A Markdown page: its title for menus and tabs, then blocks (Markdown or one HTML element each) a blank line apart.

    ``hide`` names side columns that it does without (navigation, toc).
    """
    quoted = title.replace("\\", "\\\\").replace('"', '\\"')
    hidden = f"hide: [{', '.join(hide)}]\n" if hide else ""
    return f'---\ntitle: "{quoted}"\n{hidden}---\n\n' + "\n\n".join(block for block in blocks if block) + "\n"
