"""Examples as differences from one record: what they stand for, what lint says of them, how their page shows them."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from checker.rules.examples import whole
from checker.rules.lint import lint
from checker.rules.load import SIDES
from checker.rules.model import read_model
from checker.site.examples import examples
from checker.site.view import look
from tests import law
from tests.site.conftest import RULE

GIVEN: dict[str, Any] = {
    "id": "T1",
    "note": "整",
    "cutoff": "2026-02-01",
    "also": {"events": [{"event_id": "E1", "good": "是"}, {"event_id": "E2", "good": "否"}]},
}
E1, E2 = GIVEN["also"]["events"]
CASES: dict[str, tuple[Any, Any]] = {
    "as given": ({}, GIVEN),
    "a cell": ({"note": "缺"}, GIVEN | {"note": "缺"}),
    "a blank": ({"note": ""}, GIVEN | {"note": ""}),
    "a cell gone": ({"note": None}, {k: v for k, v in GIVEN.items() if k != "note"}),
    "no cutoff": ({"cutoff": None}, {k: v for k, v in GIVEN.items() if k != "cutoff"}),
    "no others": ({"also": None}, {k: v for k, v in GIVEN.items() if k != "also"}),
    "none of a type": ({"also": {"events": None}}, {k: v for k, v in GIVEN.items() if k != "also"}),
    "the second otherwise": (
        {"also": {"events": [{}, {"good": "是"}]}},
        GIVEN | {"also": {"events": [E1, E2 | {"good": "是"}]}},
    ),
    "one less": ({"also": {"events": [{"good": "否"}]}}, GIVEN | {"also": {"events": [E1 | {"good": "否"}]}}),
    "one more": (
        {"also": {"events": [{}, {}, {"event_id": "E3"}]}},
        GIVEN | {"also": {"events": [E1, E2, E2 | {"event_id": "E3"}]}},
    ),
    "another type": (
        {"also": {"spans": [{"serial": "S1"}]}},
        GIVEN | {"also": {"events": [E1, E2], "spans": [{"serial": "S1"}]}},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_change_stands_for_a_whole_example(name: str) -> None:
    change, wanted = CASES[name]
    found = whole({"given": GIVEN, "kept": [{}], "broken": [change]}, tuple(SIDES))
    assert found["broken"] == [wanted]
    assert found["kept"] == [GIVEN]


@pytest.mark.parametrize("odd", [None, 7, "x", [], [7], {"also": 7}, {"also": {"events": 7}}, {"also": {"events": [7]}}])
def test_what_has_no_form_is_left_to_lint(odd: Any) -> None:
    whole(odd, tuple(SIDES))
    for stated in ({"given": odd, "kept": [{}]}, {"given": GIVEN, "kept": odd}, {"given": GIVEN, "kept": [odd]}):
        whole(stated, tuple(SIDES))
        problems = lint(read_model(law.files(RULE | {"examples": {"broken": [{}], **stated}})))
        assert any(problem.place.file == "docs/rules/1.yml" for problem in problems)


PLAIN = {"id": "T1", "started_at": "2026-01-05 10:00:00", "ended_at": "2026-01-05 10:00:30", "status": "完成"}


@pytest.mark.parametrize(
    ("examples", "code"),
    [
        ({"given": PLAIN, "kept": [{}], "broken": [{"ended_at": ""}]}, ""),
        ({"given": PLAIN, "kept": [{}], "broken": [{"ended_at": None, "also": None}]}, ""),
        ({"given": PLAIN | {"statu": "x"}, "kept": [{}], "broken": [{"ended_at": ""}]}, "unknown-column-near"),
        ({"given": PLAIN, "kept": [{}], "broken": [{"endet_at": ""}]}, "unknown-column-near"),
        ({"given": PLAIN, "kept": [{}], "broken": [{"also": {"events": [{"god": "是"}]}}]}, "unknown-column-near"),
        ({"given": PLAIN, "kept": [{}], "broken": [{"ended_at": 7}]}, "type-wrong"),
        ({"kept": [PLAIN], "broken": [{"ended_at": None}]}, "type-wrong"),
        ({"kept": [PLAIN], "broken": [{}]}, "value-empty"),
    ],
)
def test_lint_reads_what_is_given_and_what_is_changed(examples: dict[str, Any], code: str) -> None:
    files = law.confirmed(law.files(RULE | {"examples": examples}))
    codes = {problem.code for problem in lint(read_model(files)) if problem.place.file == "docs/rules/1.yml"}
    assert codes == ({code} if code else set())


def shown(stated: dict[str, Any]) -> str:
    model = law.regulation(RULE | {"examples": stated})
    return "\n".join(examples(look(model.book, model.encoding, date(2026, 2, 15)), model.encoding.rules["quick-end"]))


def test_the_page_shows_whole_records_and_marks_what_is_otherwise() -> None:
    others = {"also": {"events": [{"event_id": "E1", "good": "是", "kind": "訪"}]}}
    late = {"id": "T2", "ended_at": "2026-01-05 10:00:31", "status": ""}
    more = {"also": {"events": [{"good": "否"}]}}
    text = shown({"given": PLAIN | others, "kept": [{}], "broken": [late, more, {"also": None}]})
    assert re.findall("<strong>(.*?)</strong>", text) == ["2026-01-05 10:00:31", '<span class="hb-blank">—</span>', "否"]
    assert text.count("2026-01-05 10:00:00") == 5, "given, then each example, whole"
    assert text.count("訪") == 2, "other records stand where they are given, and where they are otherwise"
    assert "沒有events" in text


def test_nothing_is_marked_where_nothing_is_given() -> None:
    text = shown({"kept": [PLAIN], "broken": [PLAIN | {"ended_at": "2026-01-05 10:00:31"}]})
    assert "strong" not in text
    assert "各例所本" not in text
