"""What the checks look at: the book, its YAML files with their lines, and where each unit and word stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from checker import yamlio
from checker.model import Data, Place, Problem, UnitKey
from checker.regulation.book import Book
from checker.regulation.law import Law
from checker.regulation.load import UNIT_KINDS


@dataclass(frozen=True, slots=True)
class Source:
    """``files`` are the texts and ``documents`` the YAML ones parsed, by file name.

    ``paths`` leads from a unit to its file and the path of its entry there.
    """

    book: Book
    files: Mapping[str, str]
    documents: Mapping[str, yamlio.Document]
    paths: Mapping[UnitKey, tuple[str, yamlio.Path]]

    @property
    def law(self) -> Law:
        """What ``docs/`` says now."""
        return self.book.law()

    def units(self, kind: str) -> Iterator[tuple[UnitKey, str, Data]]:
        """Key, id and datum of every unit of a kind that ``docs/`` holds now."""
        for key, data in self.law.all(kind):
            yield key, key.id, data

    def place(self, unit: UnitKey, *path: str | int) -> Place:
        """Where a key of a unit stands, or the nearest thing around it."""
        if unit not in self.paths:
            return self.book.present.places.get(unit, Place("docs"))
        file, start = self.paths[unit]
        return self.documents[file].place(*start, *path)

    def words(self, article: str, words: str) -> Place:
        """The line of an article on which some of its words begin; its heading where they cannot be found."""
        heading = self.book.present.places[UnitKey("article", article)]
        lines = self.files[heading.file].splitlines()
        first = words.strip().splitlines()[0] if words.strip() else ""
        for number in range(heading.line, len(lines)):
            if lines[number].startswith("#"):
                break
            if first and first in lines[number]:
                return Place(heading.file, number + 1)
        return heading


Check = Callable[[Source], Iterator[Problem]]


def read_source(book: Book, texts: yamlio.Texts, whole: bool = True) -> Source:
    """Take every YAML file of the regulation and note where each datum of the law stands; unless ``whole``, without the
    apparatus around the law. The case book is no part of it: tests hold it to its form."""
    apart = ("tests/",) if whole else ("tests/", "docs/reference/")
    documents = {path: texts.document(path) for path in texts.paths() if not path.startswith(apart)}
    paths: dict[UnitKey, tuple[str, yamlio.Path]] = {}
    for path, document in documents.items():
        if not path.startswith("docs/data/") or not isinstance(document.value, dict):
            continue
        for top, entries in document.value.items():
            for index, entry in enumerate(entries if top in UNIT_KINDS and isinstance(entries, list) else []):
                if isinstance(entry, dict) and isinstance(entry.get("id"), str):
                    paths.setdefault(UnitKey(UNIT_KINDS[top], entry["id"]), (path, (top, index)))
    return Source(book, texts.files, documents, paths)


def nearest(word: object, known: list[str]) -> str | None:
    """The known word that a misspelt one was probably meant to be."""
    found = get_close_matches(word, known, 1, 0.7) if isinstance(word, str) else []
    return found[0] if found else None


def either(code: str, near_code: str, place: Place, word: str, known: list[str], **params: object) -> Problem:
    """A problem that names the word probably meant, or else all that are known."""
    near = nearest(word, known)
    if near:
        return Problem(near_code, place, {**params, "near": near})
    return Problem(code, place, {**params, "known": shorten("、".join(known)) or "—"})


def shorten(words: str, longest: int = 120) -> str:
    """Words short enough for a message, on one line."""
    words = " ".join(words.split())
    return words if len(words) <= longest else words[: longest - 1] + "…"
