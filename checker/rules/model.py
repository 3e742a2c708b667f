"""The regulation and its encoding as one value, read once at the door: by a command, by the site, by a test."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from checker.model import Problem
from checker.regulation.book import Book, read_book
from checker.rules.load import Encoding, read_encoding
from checker.yamlio import Texts


@dataclass(frozen=True, slots=True)
class Model:
    """``problems`` are those of reading; ``checker.rules.lint`` finds the others in the ``texts`` the rest was read from."""

    book: Book
    encoding: Encoding
    problems: tuple[Problem, ...]
    texts: Texts


def read_model(files: Mapping[str, str], problems: Iterable[Problem] = ()) -> Model:
    """Read everything; never raises for what the files hold. ``problems`` are those of getting at the files."""
    texts = Texts(files)
    book, encoding = read_book(texts), read_encoding(texts)
    return Model(book, encoding, (*problems, *book.problems, *encoding.problems), texts)
