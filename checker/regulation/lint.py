"""Everything wrong with the law, its data and its history at once. ``checker.rules.lint`` adds what only rules can tell."""

from __future__ import annotations

from collections.abc import Iterator

from checker.model import Problem
from checker.regulation.checks import concordance, laws, past, quotes, records, references, schema, words
from checker.regulation.checks.source import Check, Source

SCHEMAS: tuple[Check, ...] = (schema.check_files, records.check_records)
"""Files against the JSON Schemas of their kinds: half the time, and nothing that a run over records depends on."""

CHECKS: tuple[Check, ...] = (
    references.check_names,
    references.check_homes,
    references.check_circles,
    references.check_processes,
    references.check_use,
    quotes.check_quotes,
    quotes.check_sentences,
    quotes.check_figures,
    quotes.check_modality,
    concordance.check_concordance,
    laws.check_laws,
    past.check_fold,
    past.check_fills,
    words.check_english,
    words.check_wording,
)


def lint_law(source: Source, schemas: bool = True) -> Iterator[Problem]:
    """The problems of reading and of every check, in no particular order; never raises for what the files hold."""
    yield from source.book.problems
    for check in (*SCHEMAS, *CHECKS) if schemas else CHECKS:
        yield from check(source)
