"""The whole site as text: a pure function of the regulation, its rules and the day it is read. No site builder here."""

from __future__ import annotations

from datetime import date
from typing import Any

from checker.regulation.book import Book
from checker.rules.load import Encoding
from checker.site import articles, registers, rule_pages
from checker.site.view import View, look


def pages(book: Book, encoding: Encoding, day: date | None = None) -> dict[str, str]:
    """Every generated page: path (``regulation/4.1/index.md``, served as ``/regulation/4.1/``) to Markdown with a ``title``.

    ``day`` says from when the reader looks (which edition, which readings); today if none is given.
    """
    view = look(book, encoding, day)
    found = {
        "regulation/index": registers.contents(view),
        "rules/index": rule_pages.rules_index(view),
        "records/index": registers.records_index(view),
        "roles/index": registers.roles_index(view),
        "terms": registers.terms_page(view),
    }
    found |= {f"regulation/{section}/index": articles.section_page(view, section) for section in view.sections}
    found |= {f"rules/{rule.id}": rule_pages.rule_page(view, rule) for rule in encoding.rules.values()}
    found |= {f"records/{kind.id}": registers.record_page(view, kind) for kind in book.types.values()}
    found |= {f"roles/{role}": registers.role_page(view, role) for role, _ in view.all("role")}
    return {f"{path}.md": text for path, text in found.items()}


def navigation(book: Book, encoding: Encoding, day: date | None = None) -> list[dict[str, Any]]:
    """The menu over the generated pages: a list of ``{title: path or sub-menu}``; a bare path opens its menu."""
    view = look(book, encoding, day)
    rules = [{view.title(rule): f"rules/{rule.id}.md"} for rule in view.rules()]
    records = [{_title(view, kind): f"records/{kind}.md"} for kind in sorted(book.types)]
    roles = [{view.name(f"role/{role}"): f"roles/{role}.md"} for role, _ in view.all("role")]
    return [
        {view.say("nav-regulation"): ["regulation/index.md", *_sections(view)]},
        {view.say("nav-roles"): ["roles/index.md", *roles]},
        {view.say("nav-terms"): "terms.md"},
        {view.say("nav-rules"): ["rules/index.md", *rules]},
        {view.say("nav-records"): ["records/index.md", *records]},
    ]


def _title(view: View, kind: str) -> str:
    found = view.book.types[kind]
    return found.title_en if view.lang == "en" else found.title


def _sections(view: View) -> list[dict[str, Any]]:
    """Sections under their chapters; a section whose chapter has no page stands by itself."""
    tree: list[dict[str, Any]] = []
    above = {section.rpartition(".")[0] for section in view.sections}
    under: dict[str, list[Any]] = {section: [f"regulation/{section}/index.md"] for section in view.sections if section in above}
    for section in view.sections:
        entry = {articles.section_name(view, section): under.get(section, f"regulation/{section}/index.md")}
        under.get(section.rpartition(".")[0], tree).append(entry)
    return tree
