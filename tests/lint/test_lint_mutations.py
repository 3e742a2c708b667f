"""Breaks written by hand (``mutations.yml``), and breaks made of every quote, figure and modal verb: lint finds them all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from checker.catalog import say
from checker.regulation.checks.quotes import modals
from checker.rules.model import read_model

TABLE = yaml.safe_load(Path(__file__).with_name("mutations.yml").read_text(encoding="utf-8"))
NAMES = TABLE["files"]
SAMPLE = 24  # breaks of each sort tried on a large regulation
LAW = ("docs/regulation/", "docs/data/")
TEXT_CODES = {"quote-missing", "quote-repeated", "sentence-without-norm", "article-empty"}
FIGURE_CODES = {"figure-differs", "figure-absent", "figure-unvalued", "figure-unquoted"}


def broken(files: dict[str, str], row: dict[str, Any]) -> dict[str, str]:
    result, path = dict(files), NAMES[row["file"]]
    if "find" in row:
        assert row["find"] in result[path]
        result[path] = result[path].replace(row["find"], row["replace"], 1)
    if "whole" in row:
        result[path] = row["whole"]
    for name in row.get("remove", ()):
        del result[NAMES[name]]
    return result | row.get("add", {})


@pytest.mark.parametrize("row", TABLE["mutations"], ids=lambda row: row["name"])
def test_a_break_is_found_where_it_stands(row, second, problems_of):
    problems = problems_of(broken(second, row))
    at = row.get("at", row["file"])
    place = (NAMES.get(at, at), row["line"])
    assert (row["code"], *place) in {(p.code, p.place.file, p.place.line) for p in problems}
    assert all(problem.place.line >= 1 for problem in problems)


@pytest.mark.parametrize("row", TABLE["mutations"], ids=lambda row: row["name"])
def test_every_message_and_remedy_can_be_said(row, second, problems_of):
    for problem in problems_of(broken(second, row)):
        for lang in ("zh-Hant", "zh-Hans", "en"):
            assert say(f"lint.{problem.code}", lang, problem.params)
            assert say(f"lint.{problem.code}.do", lang, problem.params)


@pytest.fixture(params=["first", "second"])
def regulation(request):
    return request.getfixturevalue(request.param)


def quotes(files: dict[str, str], *kinds: str) -> list[tuple[str, str, str]]:
    """Unit, quote and modality of every unit of the kinds that quotes its article."""
    units = read_model(files).book.present.units
    found = [(key, units[key]) for key in sorted(units) if key.startswith(kinds)]
    return [(key, data["quote"], data.get("modality", "")) for key, data in found if "quote" in data]


def sample(breaks: Iterator[Any]) -> list[Any]:
    """All of a few, and evenly spread ones of many: the same every time."""
    every = list(breaks)
    return every[:: max(1, -(-len(every) // SAMPLE))]


def everywhere(files: dict[str, str], old: str, new: str, *parts: str) -> dict[str, str]:
    return {path: text.replace(old, new) if path.startswith(parts) else text for path, text in files.items()}


def test_words_taken_from_the_text_are_missed(regulation, problems_of):
    for _, quote, _ in sample(iter(quotes(regulation, "duty/", "sla/", "term/", "authority/"))):
        files = everywhere(regulation, quote, "", "docs/regulation/")
        assert TEXT_CODES & {problem.code for problem in problems_of(files)}, quote


def test_a_figure_cannot_change_alone(regulation, problems_of):
    units = [quote for _, quote, _ in quotes(regulation, "sla/") if re.search(r"\d", quote)]
    assert units
    for quote in sample(iter(units)):
        changed = re.sub(r"\d+", lambda match: str(int(match[0]) + 1), quote, count=1)
        text = {problem.code for problem in problems_of(everywhere(regulation, quote, changed, "docs/regulation/"))}
        assert "quote-missing" in text, quote
        data = {problem.code for problem in problems_of(everywhere(regulation, quote, changed, "docs/data/"))}
        assert "quote-missing" in data, quote
        both = {problem.code for problem in problems_of(everywhere(regulation, quote, changed, *LAW))}
        assert FIGURE_CODES & both, quote


def test_a_value_cannot_change_alone(regulation, problems_of):
    data = "".join(text for path, text in regulation.items() if path.startswith("docs/data/"))
    for value in sorted(set(re.findall(r"value: (P\w+)", data))):
        codes = {problem.code for problem in problems_of(everywhere(regulation, value, "PT77S", "docs/data/"))}
        assert "figure-differs" in codes, value


def test_a_modal_verb_cannot_change_alone(regulation, problems_of):
    language = "en" if read_model(regulation).book.language == "en" else "zh"
    breaks = [(key, quote, modality) for key, quote, modality in quotes(regulation, "duty/") if modality in SWAPS[language]]
    assert breaks
    for key, quote, modality in sample(iter(breaks)):
        verb, other = SWAPS[language][modality]
        at = [match.start() for match in re.finditer(verb, quote)]
        swaps = [quote[:start] + re.sub(verb, other, quote[start:], count=1) for start in at]
        changed = next(words for words in swaps if modals(words, language) != modals(quote, language))
        files = everywhere(regulation, quote, changed, *LAW)
        found = {problem.code for problem in problems_of(files) if problem.params.get("id") == key}
        assert {"modal-missing", "modal-contrary"} & found, (quote, changed)


SWAPS = {
    "zh": {"obligation": ("應", "可"), "prohibition": ("不得", "可"), "permission": ("可", "應")},
    "en": {"obligation": ("shall|must", "may"), "prohibition": ("(shall|must|may) not", "may"), "permission": ("may", "shall")},
}
