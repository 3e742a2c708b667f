"""What a rule rests on makes it stale when it changes, and nothing else does; writing a confirmation touches one word."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker import yamlio
from checker.model import UnitKey
from checker.regulation.files import Files, read
from checker.regulation.law import Law
from checker.rules.confirmed import encodings, fingerprint, rests_on, stale
from checker.rules.lint import lint_for_check
from checker.rules.model import Model, read_model
from tests import law
from tests.conftest import ROOT
from tests.lint.conftest import Lint
from tests.oracle import resting

EDITS = {
    "reworded": lambda datum: {**datum, "quote": f"{datum.get('quote', '')}。"},
    "retold": lambda datum: {**datum, "text": f"{datum.get('text', '')} "},
    "longer": lambda datum: {**datum, "more": None},
    "shorter": lambda datum: dict([*datum.items()][:-1]),
    "moved": lambda datum: {**datum, "article": "9-9"},
    "gone": lambda datum: None,
}


@cache
def model_of(name: str) -> Model:
    return read_model(read(ROOT / name)[0])


@cache
def resting_on(name: str) -> dict[str, frozenset[str]]:
    """By the oracle: each rule or statistic, and the units on which it rests."""
    model, found = model_of(name), {}
    for path in model.texts.paths("docs/rules/"):
        for top in ("rules", "statistics"):
            for entry in model.texts.document(path).data.get(top, []):
                found[entry["id"]] = frozenset(resting.rests_on(entry, model.book.present.units))
    return found


@pytest.mark.parametrize("name", [".", "tests/second"])
def test_rests_on_what_the_oracle_says(name: str) -> None:
    model = model_of(name)
    found = {item.id: frozenset(rests_on(item, model.book.law())) for _, item in encodings(model.encoding)}
    assert found == resting_on(name)
    kinds = {UnitKey.parse(unit).kind for units in found.values() for unit in units}
    assert {"duty", "article", "sla", "term"} <= kinds


@given(data=st.data())
@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
def test_an_edit_makes_exactly_those_stale_that_rest_on_the_unit(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([".", "tests/second"]))
    model, units = model_of(name), model_of(name).book.present.units
    encoded = sorted(set().union(*resting_on(name).values()))
    unit = UnitKey.parse(data.draw(st.one_of(st.sampled_from(encoded), st.sampled_from(sorted(units)))))
    edit = data.draw(st.sampled_from(sorted(EDITS)))
    now: dict[UnitKey, Any] = dict(units)
    changed = EDITS[edit](units[unit])
    if changed is None:
        del now[unit]
    else:
        now[unit] = changed
    found = {item.id for _, item in encodings(model.encoding) if stale(item, [Law(now)])}
    expected = {id for id, named in resting_on(name).items() if unit in named}
    assert found == (expected if now != units else set())


def test_an_empty_duty_is_no_ground() -> None:
    """A duty that is not law has a hash of its own, that of nothing."""
    (rule,) = read_model(law.files({**RULE, "duty": "9-9.z"})).encoding.rules.values()
    assert rests_on(rule, Law({})) == []
    assert fingerprint(rule, Law({})) == "44136fa355b3"  # SHA-256 of {}


RULE = {
    "id": "r", "title": {"zh-Hant": "規則", "en": "rule"}, "duty": "1-2.b", "kind": "recurrence", "record": "things",
    "strength": "direct",
}  # fmt: skip


@pytest.mark.parametrize(
    ("keys", "units"),
    [
        ({}, ["article/1-2", "duty/1-2.b"]),
        ({"duty": "1-1.a"}, ["article/1-1", "duty/1-1.a", "sla/quick"]),
        ({"duty": "1-2.c"}, ["article/1-2", "duty/1-2.c", "term/1-2.t1", "term/1-2.t2"]),
        (
            {"also_duties": {"1-1.a": "direct", "1-2.c": "proxy", "9-9.z": "proxy"}},
            ["article/1-1", "article/1-2", "duty/1-1.a", "duty/1-2.b", "duty/1-2.c", "sla/quick", "term/1-2.t1", "term/1-2.t2"],
        ),
        ({"every": {"duty": "1-2.c"}}, ["article/1-2", "duty/1-2.b", "duty/1-2.c", "term/1-2.t1"]),
        ({"kind": "response", "within": {"sla": "open"}}, ["article/1-2", "duty/1-2.b", "sla/open", "term/1-1.t1"]),
        ({"kind": "allowed", "list": "1-1.t2"}, ["article/1-2", "duty/1-2.b", "term/1-1.t2"]),
        ({"kind": "allowed", "list": "9-9.t9"}, ["article/1-2", "duty/1-2.b"]),
        ({"kind": "no-such-kind", "list": "1-1.t2"}, ["article/1-2", "duty/1-2.b"]),
    ],
    ids=str,
)
def test_units_by_key(keys: dict[str, Any], units: list[str]) -> None:
    model = read_model(law.files({**RULE, **keys}))
    assert rests_on(model.encoding.rules["r"], model.book.law()) == units


def test_a_rule_that_names_another_limit_is_to_be_read_again(second: Files, problems_of: Lint) -> None:
    path = "docs/rules/loans.yml"
    changed = {**second, path: second[path].replace("within: {sla: loan-period}", "within: {sla: reminder}")}
    assert ("stale", "return-in-time") in {(p.code, p.params.get("id")) for p in problems_of(changed)}


def test_the_remedy_names_the_value_that_lint_then_accepts(second: Files, problems_of: Lint) -> None:
    path = "docs/rules/loans.yml"
    value = yamlio.parse(second[path], path).data["rules"][0]["confirmed"]
    (problem,) = problems_of({**second, path: second[path].replace(value, "0" * 12)})
    assert problem.params == {"id": "loan-recorded", "duty": "1-1.a", "article": "1-1", "value": value}


def test_a_check_goes_on_while_a_change_is_under_way(second: Files) -> None:
    """Records are judged by the adopted law then; a rule may be read against it, or against the change already."""
    under_way = {
        path: text.replace("within 21 days", "within 28 days").replace("P21D", "P28D") for path, text in second.items()
    }
    under_way = {path: second[path] if path.startswith("revisions/") else text for path, text in under_way.items()}
    confirmed = law.confirmed(under_way)
    assert confirmed != under_way
    for files, count in ((under_way, 0), (confirmed, 0), (other_reading(under_way), 1)):
        found = [problem.code for problem in lint_for_check(read_model(files))]
        assert found.count("stale") == count


def other_reading(files: Files) -> Files:
    path = "docs/rules/loans.yml"
    value = yamlio.parse(files[path], path).data["rules"][2]["confirmed"]
    return {**files, path: files[path].replace(value, "0" * 12)}


AT = ("rules", 1, "confirmed")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("rules:\n- a: 1\n- confirmed: 1\n  b: 2\n", 'rules:\n- a: 1\n- confirmed: "w"\n  b: 2\n'),
        ("rules:\r\n- 甲: 𠮷 # 註\r\n- confirmed:   1  # 註\r\n", 'rules:\r\n- 甲: 𠮷 # 註\r\n- confirmed:   "w"  # 註\r\n'),
        ("\ufeffrules: [{}, {confirmed: 'old', b: 𠮷}]", '\ufeffrules: [{}, {confirmed: "w", b: 𠮷}]'),
        ("rules:\n- {}\n- confirmed:\n  b: 2\n", 'rules:\n- {}\n- confirmed: "w"\n  b: 2\n'),
        ("rules:\n- {}\n- confirmed: |\n    x\n  b: 2\n", 'rules:\n- {}\n- confirmed: "w"\n  b: 2\n'),
        ("rules:\n- {}\n- confirmed: x", 'rules:\n- {}\n- confirmed: "w"'),
    ],
)
def test_one_word_is_written_and_nothing_else(before: str, after: str) -> None:
    assert yamlio.with_text(before, AT, "w") == after
    assert yamlio.parse(after.removeprefix("\ufeff"), "x").data["rules"][1]["confirmed"] == "w"


@pytest.mark.parametrize(
    "text", ["", "rules: []", "rules: [{}, {}]", "rules: [{}, {confirmed: {}}]", "rules: [{}, {confirmed: [1]}]"]
)
def test_where_there_is_no_word_there_is_nothing_to_write(text: str) -> None:
    with pytest.raises(KeyError):
        yamlio.with_text(text, AT, "w")
