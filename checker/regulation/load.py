"""What ``docs/`` says now: articles from Markdown, data from YAML, each as a unit with the place where it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from checker import yamlio
from checker.citation import ARTICLE_ID
from checker.model import Data, Place, Problem, UnitKey

UNIT_KINDS = {
    "roles": "role",
    "duties": "duty",
    "slas": "sla",
    "terms": "term",
    "sanctions": "sanction",
    "laws": "law",
    "authorities": "authority",
}
"""Top keys of ``docs/data`` and the kind of unit each holds."""

_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*(?:\{\s*#([^\s}]+)\s*((?:\.[\w-]+\s*)*)\})?\s*$")
SECTION_ID = re.compile(r"[1-9]\d*(\.[1-9]\d*)*\Z")


@dataclass(slots=True)
class Present:
    """The units in ``docs/`` and where each stands; ``groups`` are editorial headings: article id to the heading before it."""

    units: dict[UnitKey, Data] = field(default_factory=dict)
    places: dict[UnitKey, Place] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def add(self, key: UnitKey, data: Data, place: Place) -> None:
        if key in self.units:
            self.problems.append(Problem("duplicate-id", place, {"id": key, "first": _at(self.places[key])}))
            return
        self.units[key] = data
        self.places[key] = place


def _at(place: Place) -> str:
    return f"{place.file}:{place.line}"


def read_present(texts: yamlio.Texts) -> Present:
    """Read every article and datum; problems are collected, never raised."""
    present, files = Present(), texts.files
    for path in sorted(p for p in files if p.startswith("docs/regulation/") and p.endswith(".md")):
        _read_articles(files[path], path, present)
    for document in texts.documents("docs/data/"):
        present.problems.extend(document.problems)
        _read_data(document, present)
    return present


def _read_articles(text: str, file: str, present: Present) -> None:
    section: str | None = None
    group = ""
    open_article: tuple[UnitKey, dict[str, object], Place, list[str]] | None = None

    def close() -> None:
        if open_article:
            key, data, place, lines = open_article
            present.add(key, {**data, "text": _body(lines)}, place)

    for number, line in enumerate(text.splitlines(), 1):
        match = _HEADING.match(line) if line.startswith("#") else None
        if not match:
            if open_article:
                open_article[3].append(line)
            elif line.strip():
                present.problems.append(Problem("text-outside-article", Place(file, number), {"text": line.strip()[:40]}))
            continue
        close()
        open_article = None
        level, title, anchor, classes = len(match[1]), match[2], match[3], (match[4] or "").split()
        place = Place(file, number)
        if level == 1 and anchor and SECTION_ID.match(anchor):
            section, group = anchor, ""
            present.add(UnitKey("section", anchor), {"title": title}, place)
        elif level == 2 and not anchor:
            group = title
        elif level == 3 and anchor and (found := ARTICLE_ID.match(anchor)):
            if found[1] != section:
                present.problems.append(Problem("article-misplaced", place, {"article": anchor, "section": section or "—"}))
            data: dict[str, object] = {"title": title} | ({"status": "reserved"} if ".reserved" in classes else {})
            open_article = (UnitKey("article", anchor), data, place, [])
            if group:
                present.groups[anchor] = group
        else:
            present.problems.append(Problem("heading-malformed", place, {"heading": line.strip()}))
    close()


def _body(lines: list[str]) -> str:
    """The text of an article: trailing blanks gone, paragraphs one blank line apart."""
    text = "\n".join(line.rstrip() for line in lines).strip()
    return re.sub(r"\n{3,}", "\n\n", text)


def _read_data(document: yamlio.Document, present: Present) -> None:
    if not isinstance(document.value, dict):
        if document.value is not None:
            present.problems.append(Problem("not-a-map", Place(document.file)))
        return
    for top, entries in document.value.items():
        if top not in UNIT_KINDS:
            present.problems.append(Problem("unknown-key", document.place(top), {"key": top, "known": "、".join(UNIT_KINDS)}))
            continue
        for index, entry in enumerate(entries if isinstance(entries, list) else []):
            place = document.place(top, index)
            if not isinstance(entry, dict) or not isinstance(entry.get("id"), str):
                present.problems.append(Problem("datum-without-id", place, {"key": top}))
                continue
            data = {name: value for name, value in entry.items() if name != "id"}
            present.add(UnitKey(UNIT_KINDS[top], entry["id"]), data, place)
