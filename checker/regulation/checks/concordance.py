"""The concordance: every line and norm of the source is kept in an article, and every article comes from there or says why not.

The source itself is not part of the regulation; ``docs/reference/concordance.yml`` names its lines and norms, and this check
holds the list complete in both directions. A regulation without a concordance has no source to account for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from checker import yamlio
from checker.model import Data, Place, Problem
from checker.regulation.checks.source import Source
from checker.regulation.law import map_of, text_of, texts_of

PATH = "docs/reference/concordance.yml"


def check_concordance(source: Source) -> Iterator[Problem]:
    """Lines counted, norms traced to the articles of the duties that keep them, articles to lines or an editor's reason."""
    document = source.documents.get(PATH)
    value = document.value if document else None
    if document is None or not isinstance(value, dict):
        return
    entries, editorial = (_maps(value.get(top)) for top in ("concordance", "editorial"))
    extent = map_of(value, "source")
    yield from _lines(entries, extent, document)
    yield from _norms(entries, extent, document, source)
    yield from _articles(entries, editorial, document, source)


def _maps(listed: object) -> list[Data]:
    return [entry for entry in listed if isinstance(entry, dict)] if isinstance(listed, list) else []


def _count(extent: Data, key: str) -> int:
    """How many there are; none where the number is none, which the schema check reports."""
    number = extent.get(key)
    return number if isinstance(number, int) else 0


def _lines(entries: list[Data], extent: Data, document: yamlio.Document) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, entry in enumerate(entries):
        line = entry.get("line")
        if str(line) in seen:
            yield Problem("concordance-line-twice", document.place("concordance", index), {"line": line})
        seen.add(str(line))
        if not entry.get("articles") and not entry.get("nothing"):
            yield Problem("concordance-line-empty", document.place("concordance", index), {"line": line})
    for number in range(1, _count(extent, "lines") + 1):
        if str(number) not in seen:
            yield Problem("concordance-line-missing", document.place("concordance"), {"line": number})


def _norms(entries: list[Data], extent: Data, document: yamlio.Document, source: Source) -> Iterator[Problem]:
    """Each norm stands on one line and in the ``source`` of a duty whose article that line names."""
    homes: dict[str, tuple[int, Data]] = {}
    for index, entry in enumerate(entries):
        for norm in texts_of(entry, "norms"):
            if norm in homes:
                yield Problem("concordance-norm-twice", document.place("concordance", index), {"norm": norm})
            homes[norm] = (index, entry)
    traced: Counter[str] = Counter()
    for key, duty, data in source.units("duty"):
        for norm in texts_of(data, "source"):
            traced[norm] += 1
            if norm not in homes:
                yield Problem("norm-unknown", source.place(key, "source"), {"norm": norm, "duty": duty})
            elif text_of(data, "article") not in texts_of(homes[norm][1], "articles"):
                index, entry = homes[norm]
                params = {"norm": norm, "article": text_of(data, "article"), "line": entry.get("line")}
                yield Problem("concordance-article-missing", document.place("concordance", index), params)
    for number in range(1, _count(extent, "norms") + 1):
        norm = f"N{number:03d}"
        if norm not in homes:
            yield Problem("concordance-norm-missing", document.place("concordance"), {"norm": norm})
        if not traced[norm]:
            place = document.place("concordance", homes[norm][0]) if norm in homes else Place(PATH)
            yield Problem("norm-untraced", place, {"norm": norm})


def _articles(entries: list[Data], editorial: list[Data], document: yamlio.Document, source: Source) -> Iterator[Problem]:
    """Every article is named by a line or by the editor; nothing named is missing from the regulation."""
    law = source.law
    named: set[str] = set()
    for top, listed in (("concordance", entries), ("editorial", editorial)):
        for index, entry in enumerate(listed):
            for name in texts_of(entry, "articles") + texts_of(entry, "article"):
                named.add(name)
                if not law.has("article", name) and not law.has("section", name):
                    yield Problem("concordance-article-unknown", document.place(top, index), {"article": name})
    for key, article, _ in source.units("article"):
        if article not in named:
            yield Problem("article-untraced", source.place(key), {"article": article})
    excused = {name for entry in editorial for name in texts_of(entry, "article")}
    for key, duty, data in source.units("duty"):
        if not texts_of(data, "source") and text_of(data, "article") not in excused:
            yield Problem("duty-untraced", source.place(key), {"duty": duty})
