"""What a run comes to: red is proven, green is decided, and every doubt is said."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.engine.unlisted import nearest
from checker.result import OUTCOMES, Account, FileAccount, RuleResult
from checker.verdict import conclude
from tests.conftest import Run
from tests.rules.examples import BOOK


@dataclass(frozen=True)
class Told:
    """As much of a result as a verdict looks at."""

    rules: list[RuleResult]
    files: list[FileAccount] = field(default_factory=list)
    account: Account = field(default_factory=Account)


def rule(severity: str = "violation", **outcomes: int) -> RuleResult:
    return RuleResult("r", {}, "1-1", "holds", severity, "things", dict.fromkeys(OUTCOMES, 0) | outcomes)


COUNTS = st.sampled_from([0, 1, 2, 3, 4, 57, 58, 60])
RULE = st.builds(
    rule, st.sampled_from(["violation", "warning", "note"]), satisfied=COUNTS, violated=COUNTS, pending=COUNTS,
    indeterminate=COUNTS, not_applicable=COUNTS,
)  # fmt: skip


@given(rules=st.lists(RULE, max_size=4), rejected=st.sampled_from([0, 1, 2]), records=st.sampled_from([100, 200]),
       unread=st.booleans(), fail_on=st.sampled_from(["violation", "warning", "never"]))  # fmt: skip
def test_as_told_slowly(rules: list[RuleResult], rejected: int, records: int, unread: bool, fail_on: str) -> None:
    files = [FileAccount("a.txt", None if unread else "things", "csv", None, Account())]
    found = conclude(Told(rules, files, Account(rejected=rejected, records=records)), fail_on)  # type: ignore[arg-type]
    doubts = set()
    direct = [r for r in rules if r.severity == "violation"] or rules
    if sum(r.outcomes["satisfied"] + r.outcomes["violated"] for r in direct) == 0:
        doubts.add("nothing")
    if unread:
        doubts.add("unread")
    if rejected / records > 0.01:
        doubts.add("damaged")
    for r in direct:
        decided = r.outcomes["satisfied"] + r.outcomes["violated"]
        if r.outcomes["indeterminate"] > 2 and r.outcomes["indeterminate"] / (decided + r.outcomes["indeterminate"]) > 0.05:
            doubts.add("undecided")
    assert {doubt.reason for doubt in found.doubts} == doubts
    red = sum(r.outcomes["violated"] for r in rules if r.severity == "violation")
    yellow = sum(r.outcomes["violated"] for r in rules if r.severity == "warning")
    failed = (fail_on != "never" and red) or (fail_on == "warning" and yellow)
    assert found.code == (1 if failed else 3 if doubts else 0)


@pytest.mark.parametrize(
    ("open_", "decided", "code"),
    [(3, 56, 3), (3, 57, 0), (2, 0, 3), (2, 1, 0), (3, 0, 3)],  # 3 of 59 is beyond 5 %, 3 of 60 is not; two are few
)
def test_the_boundary(open_: int, decided: int, code: int) -> None:
    one = rule(indeterminate=open_, satisfied=decided, pending=1000, not_applicable=1000)
    assert conclude(Told([one])).code == code  # type: ignore[arg-type]


COMPLAINTS = "complaint_id,received_at,verdict,closed_at\n"


def check(handbook: Run, folder: Path, *options: str) -> tuple[int, dict[str, Any]]:
    done = handbook("check", folder, "--format", "json", "--complete", "all", *options)
    return done.returncode, json.loads(done.stdout)


def test_99_undated_records_are_not_green(handbook: Run, tmp_path: Path) -> None:
    rows = ["Q0,2026-01-05 10:00:00,2026-01-05 10:00:10\n", *(f"Q{n},,2026-01-05 10:00:10\n" for n in range(1, 100))]
    (tmp_path / "inquiries.csv").write_text("inquiry_id,received_at,replied_at\n" + "".join(rows), encoding="utf-8")
    code, report = check(handbook, tmp_path, "--rule", "inquiry-reply-time")
    assert (code, [doubt["reason"] for doubt in report["verdict"]["doubts"]]) == (3, ["undecided"])
    assert report["verdict"]["doubts"][0]["rules"] == ["inquiry-reply-time"]
    code, report = check(handbook, tmp_path, "--rule", "inquiry-reply-time", "--max-undecided", "99")
    assert (code, report["verdict"]["state"]) == (0, "clean")


def test_a_file_that_nobody_read_is_said(handbook: Run, tmp_path: Path) -> None:
    (tmp_path / "complaints.csv").write_text(COMPLAINTS + "C1,2026-01-05 10:00:00,不屬實,\n", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("nothing of ours\n", encoding="utf-8")
    code, report = check(handbook, tmp_path, "--rule", "complaint-id-unique")
    assert code == 3
    assert [doubt["reason"] for doubt in report["verdict"]["doubts"]] == ["unread"]
    assert "notes.txt" in report["verdict"]["message"]


def test_words_that_no_list_has(handbook: Run, tmp_path: Path) -> None:
    rows = ["C1,2026-01-05 10:00:00,部分屬實,\n", "C2,2026-01-05 11:00:00,部分屬實,\n", "C3,2026-01-05 12:00:00,屬實,\n"]
    (tmp_path / "complaints.csv").write_text(COMPLAINTS + "".join(rows), encoding="utf-8")
    _, report = check(handbook, tmp_path)
    (one,) = report["unlisted"]
    assert (one["record"], one["column"], one["word"], one["count"]) == ("complaints", "verdict", "部分屬實", 2)
    assert one["nearest"] == "屬實"


def test_no_word_is_near_by_force() -> None:
    column = BOOK.types["complaints"].columns["verdict"]
    assert nearest("ZZZ", column) == ""
    assert nearest("属实", column) == nearest("屬實", column)


def test_a_rule_whose_subject_is_not_there_is_no_silence(handbook: Run, tmp_path: Path) -> None:
    text = "unit_id,name,kind,function,parent_id,established_on,closed_on\nU1,運營管理中心,部門,客戶服務部,U0,2016-01-01,\n"
    operations = "operation_id,started_at,kind,result\n"
    (tmp_path / "security-operations.csv").write_text(operations, encoding="utf-8")
    (tmp_path / "organisation.csv").write_text(text, encoding="utf-8")
    _, report = check(handbook, tmp_path, "--rule", "backups-made", "--cutoff", "2026-02-28")
    assert [gap["reason"] for gap in report["rules"][0]["not_assessed"]] == ["no-subject"]
    (tmp_path / "organisation.csv").write_text(text + "U2,技術支持部,部門,技術支持部,U0,2015-01-01,\n", encoding="utf-8")
    _, report = check(handbook, tmp_path, "--rule", "backups-made", "--cutoff", "2026-02-28")
    assert report["rules"][0]["not_assessed"] == []


def test_what_is_never_closed_does_not_hide(handbook: Run, tmp_path: Path) -> None:
    header = "complaint_id,received_at,investigated_at,verdict,apology_at,closed_at\n"
    rows = "C1,2026-01-05,2026-01-05 10:00:00,屬實,,\nC2,2026-01-08,2026-01-09 10:00:00,屬實,,\n"
    (tmp_path / "complaints.csv").write_text(header + rows, encoding="utf-8")
    _, report = check(handbook, tmp_path, "--rule", "complaint-upheld-apology", "--cutoff", "2026-02-01T10:00:00+08:00")
    assert (report["rules"][0]["outcomes"]["pending"], report["rules"][0]["pending_days"]) == (2, 27)
