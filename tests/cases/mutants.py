"""Which ways to get a rule wrong the case book would not notice: ``python -m tests.cases --mutants [SECTION …]``.

The examples of a rule notice every one (``tests/rules``), but its own encoder wrote them. A mutant that no case notices is a
difference that no story of the norm turns on: a case is missing, or the rule says more than the text.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from checker.rules.load import Rule
from tests.cases.book import Case, against, judged
from tests.rules.examples import BOOK
from tests.rules.mutate import mutants


def unnoticed(rule: Rule, book: Sequence[Case]) -> Iterator[tuple[bool, str]]:
    """Each way to spoil a rule, and whether no case that the rules decide as the text does is decided otherwise by it."""
    others = {one.id: one for case in book for one in case.rules if one.id != rule.id}
    names = {}
    alive = []
    for number, (what, spoilt) in enumerate(mutants(rule, BOOK.types)):
        alive.append(replace(spoilt, id=f"{rule.id}~{number}"))
        names[alive[-1].id] = what
    told = list(names)
    for case in book:
        with tempfile.TemporaryDirectory() as folder, judged(case, Path(folder), [*others.values(), *alive]) as result:
            beside = {one.id for one in case.rules} - {rule.id}
            alive = [mutant for mutant in alive if not against(case, result, {*beside, mutant.id})]
    left = {mutant.id for mutant in alive}
    yield from ((one in left, names[one]) for one in told)
