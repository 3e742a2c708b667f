"""What a run may take, what it tells of its time, and a rule that can't be run: it says so and stops no other."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from checker import verdict
from checker.engine import judge
from checker.engine.check import Options, checking
from checker.engine.compile import Compiled
from checker.engine.queries import counting, finding
from checker.model import RecordType
from checker.records.exports import Exports
from checker.records.sources import ALL, Sources
from checker.rules.conditions import Row
from checker.sql.select import Select, named
from tests.conftest import ROOT, Run
from tests.rules.examples import MODEL

SAMPLE = ROOT / "tests" / "exports"


def spoilt(id: str, real: object) -> object:
    """A select that asks for a column that is not there, wherever the rule is among those asked about."""

    def select(record: RecordType, compiled: Sequence[Compiled], **more: bool) -> Select:
        if any(c.rule.id == id for c in compiled):
            row = Row(record)
            return Select(named({"x": row.source.column("no such column")}), row.source)
        return real(record, compiled, **more)  # type: ignore[operator,no-any-return]

    return select


@pytest.mark.parametrize(
    ("id", "part"),
    [
        ("inquiry-reply-time", "finding"),  # decided by the record, with others
        ("inquiry-reply-time", "counting"),
        ("employee-has-contract", "finding"),  # looks at other records
    ],
)
def test_a_rule_that_fails_stops_no_other(id: str, part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    exports = Exports([SAMPLE], sources=Sources({ALL: None}))
    with checking(MODEL, exports) as result:
        whole = {rule.rule: rule for rule in result.rules}
        assert verdict.conclude(result).code == 1
    monkeypatch.setattr(judge, part, spoilt(id, {"finding": finding, "counting": counting}[part]))
    with checking(MODEL, exports) as result:
        rules = {rule.rule: rule for rule in result.rules}
        found = verdict.conclude(result)
        assert {finding.ground.rule for finding in result.findings} == {
            r
            for r, one in whole.items()
            if r != id and any(one.outcomes[name] for name in ("violated", "pending", "indeterminate"))
        }
    assert (found.code, found.doubts[0].reason, found.doubts[0].rules) == (2, "failed", (id,))
    (gap,) = rules[id].not_assessed
    assert gap.reason == "failed"
    assert "no such column" in gap.params["detail"]
    assert not any(rules[id].outcomes.values())
    assert {r: one for r, one in rules.items() if r != id} == {r: one for r, one in whole.items() if r != id}


def test_an_interruption_is_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(record: RecordType, compiled: Sequence[Compiled]) -> Select:
        raise RuntimeError("Query interrupted")

    monkeypatch.setattr(judge, "counting", stopped)
    with pytest.raises(RuntimeError, match="interrupted"), checking(MODEL, Exports([SAMPLE])):
        pass


def test_scratch_files_go_where_they_were_told_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []

    def seen(record: RecordType, compiled: Sequence[Compiled]) -> Select:
        made.extend(path.name for path in tmp_path.iterdir())
        return counting(record, compiled)

    monkeypatch.setattr(judge, "counting", seen)
    with checking(MODEL, Exports([SAMPLE / "inquiries-202601.csv"]), Options(scratch=tmp_path, threads=2, memory="300MB")):
        pass
    assert {name[:9] for name in made} == {"handbook-"}
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("size", ["", "much", "1", "12MB", "-1GB", "1e9GB", "1GB; DROP TABLE x"])
def test_what_is_no_size_is_refused(handbook: Run, size: str) -> None:
    done = handbook("check", SAMPLE, "--memory", size)
    assert done.returncode == 2
    assert "512MB" in done.stderr


def test_timings_name_files_types_and_rules(handbook: Run, tmp_path: Path) -> None:
    done = handbook(
        "check", SAMPLE, "--timings", "--format", "json", "--memory", "512 mib", "--threads", "1", "--temp-dir", tmp_path
    )
    told = dict(reversed(line.split(None, 1)) for line in done.stderr.splitlines()[1:])
    assert done.returncode == 1
    assert json.loads(done.stdout)["verdict"]["exit_code"] == 1
    assert {"inquiries", "employee-has-contract"} <= told.keys()
    assert any(name.endswith("inquiries-202601.csv") for name in told)
    assert all(float(seconds) >= 0 for seconds in told.values())


def test_too_little_memory_is_told(handbook: Run) -> None:
    """The database says in vain what it needs where it may not have it."""
    done = handbook("check", SAMPLE, "--memory", "128MB", "--threads", "1")
    assert done.returncode in (1, 2)
    assert "內部" not in done.stderr
