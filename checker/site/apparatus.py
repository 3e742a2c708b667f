"""What ``docs/reference`` adds to the law for readers: open questions, ways of doing things, the repository."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checker import yamlio
from checker.model import Data
from checker.regulation.book import Book

REGULATION = "docs/reference/regulation.yml"
QUESTIONS = "docs/reference/questions.yml"
PROCESSES = "docs/reference/processes.yml"
SIMPLIFIED = "docs/reference/simplified.yml"


def reference(book: Book, path: str) -> Mapping[str, Any]:
    """One file of ``docs/reference`` as data; empty where there is none."""
    value = yamlio.parse(book.files[path], path).value if path in book.files else None
    return value if isinstance(value, dict) else {}


def questions(book: Book) -> list[Data]:
    """The open questions: ``{id, severity, articles, title, open, to}``, the graver first."""
    found = reference(book, QUESTIONS).get("questions")
    return sorted(found, key=lambda one: (one["severity"], one["id"])) if isinstance(found, list) else []


def processes(book: Book) -> list[Data]:
    """Ways of doing things, step by step: ``{id, title, steps: [{duty, label}]}``."""
    found = reference(book, PROCESSES).get("processes")
    return found if isinstance(found, list) else []


def simplified(book: Book) -> Mapping[str, str]:
    """Words whose Simplified form is not that of their characters one by one; both sides are of one length."""
    found = reference(book, SIMPLIFIED).get("simplified")
    return found if isinstance(found, dict) else {}


def repository(book: Book) -> str:
    """The address of the repository, without a slash at its end; empty where none is given."""
    return str(reference(book, REGULATION).get("repository") or "").rstrip("/")
