"""Names and spellings: English names of what readers see, and the standard forms of Chinese words."""

from __future__ import annotations

from collections.abc import Iterator

from checker.model import Place, Problem
from checker.regulation.checks.source import Source, either
from checker.regulation.law import map_of

ENGLISH = "docs/reference/english.yml"
WORDING = "docs/reference/wording.yml"


def check_english(source: Source) -> Iterator[Problem]:
    """Every section, article and role has an English name, and every name belongs to a unit that exists."""
    book = source.book
    units = book.present.units
    past = {unit for edition in book.history.editions for unit in edition.units}
    for unit in book.english:
        if unit not in units and unit not in past:
            place = source.documents[ENGLISH].place("english", unit)
            yield either("english-unknown", "english-unknown-near", place, unit, list(units), unit=unit)
    if book.language == "en":
        return
    for unit in units:
        if unit.kind in ("section", "article", "role") and unit not in book.english:
            yield Problem("english-missing", source.place(unit), {"unit": unit}, "warning")


def check_wording(source: Source) -> Iterator[Problem]:
    """Words in the law and its data that are spelt another way here (``docs/reference/wording.yml``)."""
    value = source.documents[WORDING].value if WORDING in source.documents else None
    forbidden = map_of(value, "forbidden") if isinstance(value, dict) else {}
    for path, text in source.files.items():
        if not path.startswith(("docs/regulation/", "docs/data/")):
            continue
        for number, line in enumerate(text.splitlines(), 1):
            for found, use in forbidden.items():
                if found in line:
                    yield Problem("wording", Place(path, number), {"found": found, "use": use})
