"""One export across an amendment and an interpretation: each record under the law of its own day, and findings say which."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from checker import yamlio
from checker.catalog import say
from checker.engine.check import checking
from checker.records.exports import Exports
from checker.rules.kinds import KINDS
from checker.rules.model import read_model
from tests import law
from tests.law import SECOND

RULE = {
    "id": "quick-end",
    "title": {"zh-Hant": "迅速", "en": "Quick"},
    "duty": "1-1.a",
    "kind": "response",
    "record": "things",
    "target": "ended_at",
    "within": {"sla": "quick"},
}
OPEN = RULE | {"within": {"sla": "open"}}
FILL = {"1-1.t1": {"value": "PT60S", "clock": "elapsed", "boundary": "inclusive"}}

EXPORT = [
    ("before-20", "2026-01-31 23:59:00", "2026-01-31 23:59:20"),
    ("before-40", "2026-01-31 23:59:00", "2026-01-31 23:59:40"),
    ("across-20", "2026-01-31 23:59:50", "2026-02-01 00:00:10"),
    ("after-10", "2026-02-01 00:00:00", "2026-02-01 00:00:10"),
    ("after-15", "2026-02-01 00:00:00", "2026-02-01 00:00:15"),
    ("after-16", "2026-02-01 00:00:00", "2026-02-01 00:00:16"),
    ("after-61", "2026-02-01 00:00:00", "2026-02-01 00:01:01"),
    ("earlier", "2025-12-31 23:59:59", "2026-01-05 00:00:00"),
]


@pytest.fixture
def export(tmp_path: Path) -> Path:
    path = tmp_path / "things.jsonl"
    rows = [{"id": name, "started_at": start, "ended_at": end} for name, start, end in EXPORT]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_amended_limit(export: Path) -> None:
    with checking(law.regulation(RULE, second=15), Exports([export])) as result:
        found = {f.key["id"]: f for f in result.findings}
        assert {
            name: (f.outcome, f.ground.edition.revision, f.evidence["limit"]) for name, f in found.items() if f.ground.edition
        } == {
            "before-40": ("violated", 1, "PT30S"),
            "after-16": ("violated", 2, "PT15S"),
            "after-61": ("violated", 2, "PT15S"),
        }
        (rule,) = result.rules
        assert rule.outcomes["satisfied"] == 4
        assert rule.outcomes["not_applicable"] == 1, "a record from before the first edition is under no law"


def test_filled_term(export: Path) -> None:
    with checking(law.regulation(OPEN, fill=FILL), Exports([export])) as result:
        (rule,) = result.rules
        assert [(gap.reason, gap.records, gap.params["term"]) for gap in rule.not_assessed] == [("open-term", 3, "1-1.t1")]
        assert {f.key["id"]: f.evidence["elapsed"] for f in result.findings} == {"after-61": "PT61S"}
        assert rule.outcomes["satisfied"] == 3


def test_open_term_gives_no_verdict(export: Path) -> None:
    with checking(law.regulation(OPEN), Exports([export])) as result:
        (rule,) = result.rules
        assert not len(result.findings)
        assert not any(rule.outcomes[name] for name in ("satisfied", "violated", "pending", "indeterminate"))
        assert rule.not_assessed[0].records == 7


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"issuer": "stranger"}, "no-power"),
        ({"power": "waive"}, "no-power"),
        ({"issued": "2025-12-01"}, "no-power"),
        ({"effective": "2025-12-31"}, "effective-before-published"),
        ({"fills": {"1-1.t9": {"value": "PT1S"}}}, "fills-unknown-term"),
        ({"issued": "soon"}, "date-wrong"),
    ],
)
def test_unlawful_act_is_refused(change: dict[str, object], code: str) -> None:
    files = law.files(OPEN, fill=FILL)
    path = "revisions/interpretations/0001.yml"
    act = yamlio.parse(files[path], path).value | change
    problems = read_model(files | {path: yamlio.dump(act)}).book.problems
    assert code in {problem.code for problem in problems}


@pytest.mark.parametrize(("status", "refused"), [("disputed", True), ("presumed", False), ("conferred", False)])
def test_disputed_power_is_refused_and_presumed_power_says_so(status: str, refused: bool, export: Path) -> None:
    files = law.files(OPEN, fill=FILL, power=status)
    model = read_model(files)
    assert ("power-disputed" in {problem.code for problem in model.problems}) is refused
    if not refused:
        with checking(model, Exports([export])) as result:
            assert [finding.presumed for finding in result.findings] == [status == "presumed"]


def test_interpretation_lapses_when_its_term_is_amended() -> None:
    book = law.regulation(OPEN, fill=FILL).book
    assert "1-1.t1" in book.history.readings(SECOND)
    changed = {
        key: (unit | {"quote": "規定時"} if key == "term/1-1.t1" else unit)
        for key, unit in book.history.editions[-1].units.items()
    }
    later = replace(book.history.editions[-1], effective=SECOND, units=changed)
    history = replace(book.history, editions=(*book.history.editions, later))
    assert "1-1.t1" not in history.readings(SECOND)


def test_every_kind_has_words() -> None:
    assert all(say(f"kind.{kind}", "en") for kind in KINDS)
