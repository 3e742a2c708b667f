"""Every way to break a regulation by one small change: a norm, a quote, an article or a line of the concordance taken out, a
figure or a modal verb changed. Each is a name and the changed files; lint must find every one by more than the history.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.model import Place
from checker.regulation.files import Files
from checker.rules.model import read_model

CONCORDANCE = "docs/reference/concordance.yml"
Break = tuple[str, Files]


def every_break(files: Files) -> Iterator[Break]:
    yield from norms_deleted(files)
    yield from articles_deleted(files)
    yield from quotes_deleted(files)
    yield from concordance_lines_deleted(files)
    yield from figures_changed(files)
    yield from modals_changed(files)


def norms_deleted(files: Files) -> Iterator[Break]:
    """Each duty's entry out of its YAML file."""
    for path in sorted(p for p in files if p.startswith("docs/data/") and "duties:" in files[p]):
        lines = files[path].splitlines(keepends=True)
        starts = [n for n, line in enumerate(lines) if re.match(r"\s*- \{?id: ", line)]
        for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
            name = lines[start].strip()
            if re.search(r"id: \"?\d[\d.]*-[\d-]+\.[a-z]", name) and ".t" not in name:
                yield f"norm {name}", files | {path: "".join(lines[:start] + lines[end:])}


def articles_deleted(files: Files) -> Iterator[Break]:
    """Each article, from its heading to the next."""
    for path in sorted(p for p in files if p.startswith("docs/regulation/")):
        pieces = re.split(r"(?m)^(?=#)", files[path])
        for number, piece in enumerate(pieces):
            if piece.startswith("### "):
                yield f"article {piece.splitlines()[0]}", files | {path: "".join(pieces[:number] + pieces[number + 1 :])}


def quotes_deleted(files: Files) -> Iterator[Break]:
    """Each quoted run of words out of its article."""
    for key, quote, article in _quoted(files):
        yield f"quote of {key}", files | _in_article(files, article, quote, "")


def concordance_lines_deleted(files: Files) -> Iterator[Break]:
    """Each line of the source out of the concordance (an editor's remark on an article that has its line may go)."""
    lines = files.get(CONCORDANCE, "").splitlines(keepends=True)
    for number, line in enumerate(lines):
        if line.startswith("- {line: "):
            yield f"concordance {line.strip()[:40]}", files | {CONCORDANCE: "".join(lines[:number] + lines[number + 1 :])}


def figures_changed(files: Files) -> Iterator[Break]:
    """Each figure in a quote, in the text alone."""
    for key, quote, article in _quoted(files):
        for match in re.finditer(r"\d+", quote):
            changed = quote[: match.start()] + str(int(match[0]) + 1) + quote[match.end() :]
            yield f"figure of {key} in the text", files | _in_article(files, article, quote, changed)


def modals_changed(files: Files) -> Iterator[Break]:
    """Each modal verb of a duty, in the text alone and in text and data together."""
    units = read_model(files).book.present.units
    swaps = {"obligation": ("應", "可"), "prohibition": ("不得", "應"), "permission": ("可", "應")}
    for key, quote, article in _quoted(files):
        verb, other = swaps.get(str(units[key].get("modality")), ("", ""))
        if not key.startswith("duty/") or verb not in quote or not verb:
            continue
        changed = quote.replace(verb, other)
        yield f"modal of {key} in the text", files | _in_article(files, article, quote, changed)
        both = {
            p: text.replace(quote, changed) for p, text in files.items() if p.startswith(("docs/regulation/", "docs/data/"))
        }
        yield f"modal of {key} in text and data", files | both


def _quoted(files: Files) -> Iterator[tuple[str, str, Place]]:
    """Unit, quote and the place of the article, of every unit that quotes one."""
    present = read_model(files).book.present
    for key in sorted(present.units):
        data = present.units[key]
        article = str(data.get("article", ""))
        if "quote" in data and f"article/{article}" in present.places:
            yield key, data["quote"], present.places[f"article/{article}"]


def _in_article(files: Files, place: Place, old: str, new: str) -> Files:
    """The file of an article with some of its words replaced there, and nowhere else."""
    lines = files[place.file].splitlines(keepends=True)
    end = next((n for n in range(place.line, len(lines)) if lines[n].startswith("#")), len(lines))
    body = "".join(lines[place.line : end])
    return {place.file: "".join(lines[: place.line]) + body.replace(old, new, 1) + "".join(lines[end:])}
