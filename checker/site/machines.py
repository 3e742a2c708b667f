"""What machines read: every edition as JSON, the feed of revisions, a guide for language models."""

from __future__ import annotations

import json
from xml.sax.saxutils import escape as xml
from xml.sax.saxutils import quoteattr

from checker.catalog import pick
from checker.citation import article_order
from checker.model import Edition
from checker.regulation.history import digest
from checker.site import times
from checker.site.articles import section_name
from checker.site.view import View


def edition(view: View, one: Edition) -> dict[str, object]:
    """An edition as JSON types (``schema/output-edition.json``); ``until`` is the day the next one begins, or null."""
    later = [other.effective for other in view.book.history.editions if other.effective > one.effective]
    law = view.book.law(one)
    return {
        "title": dict(view.book.title),
        "language": view.book.language,
        "effective": str(one.effective),
        "until": str(min(later)) if later else None,
        "revision": one.revision,
        "provisional": one.provisional,
        "digest": digest(one.units),
        "order": sorted([*law.ids("section"), *law.ids("article")], key=article_order),
        "units": {key: one.units[key] for key in sorted(one.units)},
    }


def feed(view: View) -> str:
    """The revisions as an Atom feed, the newest first; addresses are relative to the feed."""
    title = pick(view.book.title, view.lang)
    revisions = list(reversed(view.book.history.revisions))
    entries = []
    for one in revisions:
        day = one.published or one.adopted or one.effective
        name = view.say("revision", number=one.number, title=one.title)
        summary = view.say("feed-summary", effective=one.effective, reason=one.reason)
        entries.append(
            f"<entry><id>urn:{xml(one.result)}</id><title>{xml(name)}</title><updated>{day}T00:00:00Z</updated>"
            f"<link href={quoteattr(f'revisions/{one.number}/')}/><summary>{xml(summary)}</summary></entry>"
        )
    updated = max(
        (str(one.published or one.adopted or one.effective) for one in revisions), default=str(view.edition.effective)
    )
    first = view.book.history.revisions[0].result if revisions else "none"
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{view.lang}">'
        f"<id>urn:feed:{xml(first)}</id><title>{xml(title)}</title><updated>{updated}T00:00:00Z</updated>"
        f'<author><name>{xml(title)}</name></author><link rel="self" href="revisions.xml"/><link href="./"/>'
        + "".join(entries)
        + "</feed>\n"
    )


def guide(view: View) -> str:
    """``llms.txt``: what is here and where, for programs that read text."""
    title = pick(view.book.title, view.lang)
    lines = [f"# {title}", "", f"> {view.say('llms', citation=view.citation(''))}", ""]
    lines += [f"## {view.say('nav-regulation')}", "", f"- [{view.say('nav-full')}](full/)"]
    lines += [f"- [{section_name(view, section)}](regulation/{section}/)" for section in view.sections]
    lines += [
        "",
        f"## {view.say('data')}",
        "",
        "- [api/edition.json](api/edition.json)",
        "- [schema/output-edition.json](schema/output-edition.json)",
    ]
    lines += [f"- [api/{times.address(one)}.json](api/{times.address(one)}.json)" for one in view.book.history.editions]
    lines += [f"- [{view.say('nav-revisions')}](revisions.xml)", f"- [{view.say('nav-rules')}](rules/)"]
    return "\n".join(lines) + "\n"


def files(view: View) -> dict[str, bytes]:
    """All of it by path."""
    found = {"api/edition.json": _json(edition(view, view.edition)), "revisions.xml": feed(view), "llms.txt": guide(view)}
    found |= {f"api/{times.address(one)}.json": _json(edition(view, one)) for one in view.book.history.editions}
    return {path: text.encode() for path, text in found.items()}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
