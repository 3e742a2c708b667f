"""The case book, tried on the rules: a case whose verdict is still wrong stands in ``open``, and only there.

``python -m tests.cases`` prints every case that differs, with its story.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from checker.regulation.law import Law
from tests.cases.book import FOLDER, MODEL, Case, cases, differs, untellable

BOOK = list(cases())
SECTIONS = sorted({case.section for case in BOOK})


@pytest.mark.parametrize("section", SECTIONS)
def test_rules_say_what_the_text_says(section: str, tmp_path: Path) -> None:
    known = set((FOLDER / "open" / f"{section}.txt").read_text(encoding="utf-8").split())
    wrong = []
    for number, case in enumerate(case for case in BOOK if case.section == section and case.rules):
        folder = tmp_path / str(number)
        folder.mkdir()
        why = differs(case, folder, case.rules)
        if bool(why) != (case.id in known):
            wrong.append(f"{case.id} must be {case.says}: {why}" if why else f"{case.id} is right now: take it off the list")
    if wrong:
        pytest.fail("\n".join(wrong), pytrace=False)


def test_the_words_that_decide_stand_in_the_article() -> None:
    law = Law(MODEL.book.present.units)
    text = {case.duty: "".join(law.article(law.duty(case.duty).article).text.split()) for case in BOOK}
    strange = [case.id for case in BOOK if "".join(case.words.split()) not in text[case.duty]]
    assert not strange


def test_each_case_has_a_name_of_its_own_and_each_open_one_is_a_case() -> None:
    ids = Counter(case.id for case in BOOK)
    assert set(ids.values()) == {1}
    listed = [name for path in (FOLDER / "open").glob("*.txt") for name in path.read_text(encoding="utf-8").split()]
    assert set(listed) <= set(ids)
    assert not [case.id for case in BOOK if case.id in listed and not case.rules]


def unmarked(book: Iterable[Case]) -> list[str]:
    """The cases of a norm that has a rule and is said to have none, or has none and nobody says why."""
    return [case.id for case in book if bool(case.rules) == bool(case.unruled)]


def test_a_norm_has_a_rule_or_its_cases_say_why_it_has_none() -> None:
    assert not unmarked(BOOK)
    ruled = next(case for case in BOOK if case.rules)
    assert unmarked([replace(ruled, unruled="無從判斷"), replace(ruled, duty="0-0.a")]) == [ruled.id, ruled.id]


def few(book: Iterable[Case]) -> set[str]:
    """The ruled norms that have not yet two innocents and two guilty."""
    told: dict[str, Counter[bool]] = defaultdict(Counter)
    for case in book:
        told[case.duty][case.says == "clear"] += 1
    ruled = {duty for rule in MODEL.encoding.rules.values() for duty in rule.duties}
    return {duty for duty in ruled if min(told[duty][True], told[duty][False]) < 2}


def test_each_ruled_norm_has_two_innocents_and_two_guilty() -> None:
    """Or the book says why they can't be told; a reason for what is told after all has to go."""
    assert few(BOOK) == untellable().keys()
    guilty = [case for case in BOOK if case.duty == "4.1-2.a" and case.says != "clear"]
    assert few(case for case in BOOK if case not in guilty[1:]) == {"4.1-2.a", *untellable()}


def test_readers_see_every_case() -> None:
    """The loader of the pages and of ``explain`` leaves out what has no form, and looks in the file of the norm's section."""
    told = [case for duty in dict.fromkeys(case.duty for case in BOOK) for case in MODEL.encoding.cases.of(duty)]
    listed = {name for path in (FOLDER / "open").glob("*.txt") for name in path.read_text(encoding="utf-8").split()}
    assert {(case.id, case.story, case.says, case.words, case.dispute, case.unruled) for case in told} == {
        (case.id, case.story, case.says, case.words, case.dispute, case.unruled) for case in BOOK
    }
    assert {case.id for case in told if case.open} == listed
