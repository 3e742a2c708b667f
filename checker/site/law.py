"""The words of the law on a page: citations in them become links, HTML in them does not hold."""

from __future__ import annotations

from collections.abc import Callable

from checker.citation import citations, section_of
from checker.site.markup import esc, law_text, url
from checker.site.view import View

Address = Callable[[str], str]
"""From an article or section to where it is read, or to the empty string where it is not."""


def pages_of(view: View, here: str) -> Address:
    """Articles on the pages of their sections, seen from the page ``here``."""

    def address(target: str) -> str:
        kind = "article" if "-" in target else "section"
        if not view.law.has(kind, target):
            return ""
        return url(here, f"regulation/{section_of(target)}", target)

    return address


def on_this_page(view: View) -> Address:
    """Articles on one page that holds them all."""

    def address(target: str) -> str:
        kind = "article" if "-" in target else "section"
        return f"#{target}" if view.law.has(kind, target) else ""

    return address


def linked(text: str, article: str, address: Address) -> str:
    """The text of an article for a Markdown page, with links where it cites others."""
    parts, last = [], 0
    for cited in citations(text, section_of(article)):
        target = address(cited.targets[0]) if cited.targets[0] != article else ""
        if target:
            parts += [law_text(text[last : cited.start])]
            parts += [f'<a class="hb-cited" href="{esc(target)}">{law_text(text[cited.start : cited.end])}</a>']
            last = cited.end
    return "".join([*parts, law_text(text[last:])])
