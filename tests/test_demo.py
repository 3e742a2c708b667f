"""The demo: quick, leaves only exports, ends with commands that work as they stand."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

from tests.conftest import ROOT, Run

EXPORTS = ROOT / "tests" / "exports"


def _spent() -> float:
    """CPU seconds of the commands run so far."""
    times = os.times()
    return times.children_user + times.children_system


def test_demo(handbook: Run, tmp_path: Path) -> None:
    before = _spent()
    done = handbook("demo", "a demo", cwd=tmp_path)
    demo = _spent() - before
    assert done.returncode == 0, done.stderr
    assert "發現違反" in done.stdout
    before = _spent()
    handbook("check", EXPORTS)
    assert demo < 1.5 * (_spent() - before), "it does little besides one check"
    assert {path.name for path in tmp_path.iterdir()} == {"a demo"}
    assert {path.name for path in (tmp_path / "a demo").iterdir()} == {path.name for path in EXPORTS.iterdir()}
    again = handbook("demo", "a demo", cwd=tmp_path)
    assert again.stdout == done.stdout, "it may be looked at twice"
    _, _, following = done.stdout.partition("示範完成")
    commands = [shlex.split(line.strip()) for line in following.splitlines() if line.strip().startswith("handbook ")]
    assert len(commands) == 4
    for command in commands:
        tried = handbook(*command[1:], cwd=tmp_path)
        assert tried.returncode == (1 if command[1] == "check" else 0), (command, tried.stderr)
        assert tried.stderr == ""
    assert (tmp_path / "findings.csv").read_text(encoding="utf-8-sig").count("inquiry-reply-time") >= 15
    assert {path.name for path in (tmp_path / "a demo").iterdir()} == {path.name for path in EXPORTS.iterdir()}


def test_demo_does_not_mix_with_what_is_there(handbook: Run, tmp_path: Path) -> None:
    (tmp_path / "inquiries.csv").write_text("inquiry_id\n", encoding="utf-8")
    done = handbook("demo", tmp_path)
    assert done.returncode == 2
    assert "inquiries.csv" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["inquiries.csv"]
