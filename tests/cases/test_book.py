"""The case book, tried on the rules: a case whose verdict is still wrong stands in ``open``, and only there.

``python -m tests.cases`` prints every case that differs, with its story.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from checker.regulation.law import Law
from tests.cases.book import FOLDER, MODEL, cases, differs

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
