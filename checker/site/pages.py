"""The whole site as text: a pure function of the regulation, its rules and the day it is read. No site builder here."""

from __future__ import annotations

from datetime import date
from typing import Any

from checker.citation import chapter_of, section_of
from checker.regulation.book import Book
from checker.rules.load import Encoding
from checker.site import (
    articles,
    coverage_page,
    editions,
    glossary,
    home,
    machines,
    proposals,
    record_pages,
    registers,
    revisions,
    roles,
    rule_pages,
    times,
    training,
)
from checker.site.view import View, look


def pages(book: Book, encoding: Encoding, day: date | None = None) -> dict[str, str]:
    """Every generated page: path (``regulation/4.1/index.md``, served as ``/regulation/4.1/``) to Markdown with a ``title``.

    ``day`` says from when the reader looks (which edition, which readings); today if none is given. A section, role or article
    of any edition has its page or anchor, whatever became of it.
    """
    view = look(book, encoding, day)
    found = {
        "index": home.home_page(view),
        "full": editions.full_page(view),
        "regulation/index": registers.contents(view),
        "revisions/index": revisions.revisions_index(view),
        "glossary": glossary.glossary_page(view),
        "terms": registers.terms_page(view),
        "questions": registers.questions_page(view),
        "roles/index": roles.roles_index(view),
        "training": training.training_page(view),
        "coverage": coverage_page.coverage_page(view),
        "rules/index": rule_pages.rules_index(view),
        "records/index": record_pages.records_index(view),
    }
    found |= {f"regulation/{section}/index": articles.section_page(view, section) for section in view.sections}
    found |= {f"regulation/{section}/index": articles.gone_page(view, section) for section in _gone_sections(view)}
    found |= {f"rules/{rule.id}": rule_pages.rule_page(view, rule) for rule in encoding.rules.values()}
    found |= {f"records/{kind.id}": record_pages.record_page(view, kind) for kind in book.types.values()}
    found |= {f"roles/{role}": roles.role_page(view, role) for role, _ in view.all("role")}
    found |= {f"roles/{role}": roles.gone_role(view, role) for role in times.gone(view, "role")}
    return {f"{path}.md": text for path, text in (found | _past(view)).items()}


def files(book: Book, encoding: Encoding, day: date | None = None) -> dict[str, bytes]:
    """Every generated file that is no page: path in the site to its bytes, the same for the same regulation and day."""
    view = look(book, encoding, day)
    return machines.files(view) | training.files(view)


def _past(view: View) -> dict[str, str]:
    """A page for each edition, each revision and each proposal."""
    known = view.book.history
    looks = [look(view.book, view.encoding, view.day, edition) for edition in known.editions]
    found = {times.address(one.edition): editions.edition_page(one, view) for one in looks}
    for revision in known.revisions:
        before = [edition for edition in known.editions if edition.revision < revision.number]
        found[f"revisions/{revision.number}"] = revisions.revision_page(view, revision, before[-1] if before else None)
    found |= {proposals.address(one): proposals.proposal_page(view, one) for one in view.book.proposals if known.editions}
    return found


def _gone_sections(view: View) -> list[str]:
    """Sections that only other editions have, be it by their title or by an article."""
    names = [*times.gone(view, "section"), *(section_of(article) for article in times.gone(view, "article"))]
    return [name for name in dict.fromkeys(names) if name not in view.sections]


def navigation(book: Book, encoding: Encoding, day: date | None = None) -> list[dict[str, object]]:
    """The menu: a list of ``{title: path or sub-menu}``; a bare path opens its menu. Editions and revisions have none."""
    view = look(book, encoding, day)
    records = [{_title(view, kind): f"records/{kind}.md"} for kind in sorted(book.types)]
    own_roles = [{view.name("role", role): f"roles/{role}.md"} for role, _ in view.all("role")]
    beside = [("full", "full.md"), ("revisions", "revisions/index.md"), ("terms", "terms.md"), ("glossary", "glossary.md")]
    checking = [
        ("rules", ["rules/index.md", *_rules_by_chapter(view)]),
        ("records", ["records/index.md", *records]),
        ("questions", "questions.md"),
    ]

    def named(entries: list[tuple[str, Any]]) -> list[Any]:
        return [{view.say(f"nav-{name}"): target} for name, target in entries]

    return [
        {view.say("nav-home"): "index.md"},
        {view.say("nav-regulation"): ["regulation/index.md", *_sections(view), *named(beside)]},
        {view.say("nav-roles"): ["roles/index.md", *own_roles]},
        {view.say("nav-compliance"): ["coverage.md", *named(checking)]},
        {view.say("nav-training"): "training.md"},
    ]


def _rules_by_chapter(view: View) -> list[dict[str, object]]:
    """Rules under the chapter of their article: several hundred in one list help nobody."""
    chapters: dict[str, list[dict[str, str]]] = {}
    for rule in view.rules():
        chapter = chapter_of(view.law.duty(rule.duty).article or rule.duty)
        chapters.setdefault(articles.section_name(view, chapter), []).append({view.title(rule): f"rules/{rule.id}.md"})
    return [{name: pages} for name, pages in chapters.items()]


def _title(view: View, kind: str) -> str:
    found = view.book.types[kind]
    return found.title_en if view.lang == "en" else found.title


def _sections(view: View) -> list[dict[str, object]]:
    """Sections under their chapters; a section whose chapter has no page stands by itself."""
    tree: list[dict[str, object]] = []
    above = {section.rpartition(".")[0] for section in view.sections}
    under: dict[str, list[Any]] = {section: [f"regulation/{section}/index.md"] for section in view.sections if section in above}
    for section in view.sections:
        entry = {articles.section_name(view, section): under.get(section, f"regulation/{section}/index.md")}
        under.get(section.rpartition(".")[0], tree).append(entry)
    return tree
