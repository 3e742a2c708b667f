"""The words the law defines: a page of them, and those that an article uses."""

from __future__ import annotations

from collections.abc import Iterator

from checker.catalog import listed
from checker.site.definitions import Definition
from checker.site.markup import article_link, esc, page, tag
from checker.site.view import View


def used(view: View, article: str, here: str) -> Iterator[str]:
    """The defined words that an article uses and another defines, with links."""
    text = view.law.article(article).text
    for one in view.definitions:
        if one.article != article and any(name in text for name in (one.word, *one.aliases)):
            yield f"{esc(view.say('quoted', words=one.word))} {article_link(here, one.article, view.cite(one.article))}"


def glossary_page(view: View) -> str:
    """Every defined word with the words that define it."""
    here = "glossary"
    title = view.say("nav-glossary")
    items = "".join(_entry(view, one, here) for one in view.definitions)
    listing = tag("dl", items, "hb-glossary") if items else tag("p", esc(view.say("glossary-none")))
    return page(title, f"# {title}", view.say("glossary-intro"), listing)


def _entry(view: View, one: Definition, here: str) -> str:
    names = listed([one.word, *one.aliases], view.lang)
    defined = _sentence(view, one) if view.law.has("article", one.article) else one.quote
    cited = article_link(here, one.article, view.cite(one.article))
    return f"<dt>{esc(names)}</dt><dd>{esc(defined)} {cited}</dd>"


def _sentence(view: View, one: Definition) -> str:
    """The whole sentence in which the defining words stand."""
    text = view.law.article(one.article).text
    at = text.find(one.quote)
    if at < 0:
        return one.quote
    start = max(text.rfind(stop, 0, at) for stop in ("。", "\n", ". ")) + 1
    ends = [end for stop in ("。", "\n", ". ") if (end := text.find(stop, at + len(one.quote) - 1)) >= 0]
    return text[start : min(ends) + 1 if ends else len(text)].strip()
