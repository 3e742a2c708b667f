"""Everything wrong with the law, its data and its history at once. ``checker.rules.lint`` adds what only rules can tell."""

from __future__ import annotations

from collections.abc import Iterator

from checker.model import Problem
from checker.regulation.checks import concordance, laws, past, quotes, records, references, schema, words
from checker.regulation.checks.source import Check, Source

LAW: tuple[Check, ...] = (
    references.check_names,
    references.check_circles,
    quotes.check_quotes,
    quotes.check_figures,
    past.check_fold,
    past.check_fills,
)
"""What a run over records depends on: the names lead somewhere, the words say what the data say and are what was adopted."""

CHECKS: tuple[Check, ...] = (
    schema.check_files,
    records.check_records,
    *LAW,
    references.check_homes,
    references.check_processes,
    references.check_use,
    quotes.check_sentences,
    quotes.check_modality,
    concordance.check_concordance,
    laws.check_laws,
    words.check_english,
    words.check_wording,
)


def lint_law(source: Source, whole: bool = True) -> Iterator[Problem]:
    """The problems of every check, in no particular order; never raises for what the files hold.

    Unless ``whole``, only what a run over records depends on: not the form of the files, nor the apparatus around the law.
    """
    for check in CHECKS if whole else LAW:
        yield from check(source)
