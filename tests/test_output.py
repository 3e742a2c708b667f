"""Where reports go, and how a command ends early: nothing is written over that was to be read, nothing is half there."""

from __future__ import annotations

import json
import os
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT, Run
from tests.generate import write_inquiries

HEAD = "inquiry_id,received_at,replied_at,channel\n"
CLEAN = HEAD + "I1,2026-01-07 18:12:19,2026-01-07 18:12:29,電話\n"
LATE = HEAD + "I1,2026-01-07 18:12:19,2026-01-07 18:14:29,電話\n"
RULE = ("--rule", "inquiry-reply-time", "--cutoff", "2026-01-31")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    exports = tmp_path / "exports"
    exports.mkdir()
    (exports / "inquiries.csv").write_text(CLEAN, encoding="utf-8")
    return exports


def as_itself(export: Path) -> Path:
    return export


def as_a_hard_link(export: Path) -> Path:
    link = export.parent.parent / "report.csv"
    os.link(export, link)
    return link


def by_another_way(export: Path) -> Path:
    return export.parent / ".." / export.parent.name / export.name


@pytest.mark.parametrize("named", [as_itself, as_a_hard_link, by_another_way])
@pytest.mark.parametrize("given", ["folder", "file"])
def test_an_input_is_not_written_over(handbook: Run, folder: Path, given: str, named: Callable[[Path], Path]) -> None:
    export = folder / "inquiries.csv"
    target = named(export)
    done = handbook("check", export if given == "file" or named is as_a_hard_link else folder, *RULE, "--output", target)
    assert (done.returncode, export.read_text(encoding="utf-8")) == (2, CLEAN)
    assert "之中" in done.stderr


def a_link(path: Path) -> None:
    (path.parent / "kept.txt").write_text("kept", encoding="utf-8")
    path.symlink_to(path.parent / "kept.txt")


def a_dead_link(path: Path) -> None:
    path.symlink_to(path.parent / "nothing")


def a_loop(path: Path) -> None:
    path.symlink_to(path)


def read_only(path: Path) -> None:
    path.write_text("kept", encoding="utf-8")
    path.chmod(0o444)


def a_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(str(path))


@pytest.mark.parametrize("make", [a_link, a_dead_link, a_loop, read_only, a_socket], ids=lambda make: str(make.__name__))
def test_what_is_no_plain_file_is_not_replaced(
    handbook: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Callable[[Path], None]
) -> None:
    monkeypatch.chdir(tmp_path)  # a socket's path has to be short
    make(Path("report"))
    before = os.lstat("report")
    done = handbook("check", folder, *RULE, "--output", tmp_path / "report")
    assert (done.returncode, done.stdout) == (2, "")
    assert "report" in done.stderr
    assert "內部" not in done.stderr
    assert (os.lstat("report").st_ino, os.lstat("report").st_mode) == (before.st_ino, before.st_mode)
    assert not Path("kept.txt").exists() or Path("kept.txt").read_text(encoding="utf-8") == "kept"
    assert not Path("nothing").exists()


def test_a_pipe_is_written_to(handbook: Run, folder: Path, tmp_path: Path) -> None:
    pipe, read = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: read.append(pipe.read_text(encoding="utf-8")))
    reader.start()
    done = handbook("check", folder, *RULE, "--format", "json", "--output", pipe)
    reader.join(20)
    assert (done.returncode, json.loads(read[0])["findings"]) == (0, [])
    assert stat.S_ISFIFO(os.lstat(pipe).st_mode)


def test_a_device_is_written_to(handbook: Run, folder: Path, tmp_path: Path) -> None:
    """One that swallows everything, in a folder of its own."""
    sink = tmp_path / "sink"
    try:
        os.mknod(sink, stat.S_IFCHR | 0o666, os.makedev(1, 3))
        sink.write_text("x", encoding="utf-8")
    except OSError:
        pytest.skip("this machine lets nobody make a device here")
    assert handbook("check", folder, *RULE, "--output", sink).returncode == 0
    assert stat.S_ISCHR(os.lstat(sink).st_mode)


def test_rights_are_kept_and_nothing_else_is_left(handbook: Run, folder: Path, tmp_path: Path) -> None:
    old = tmp_path / "old.json"
    old.write_text("before", encoding="utf-8")
    old.chmod(0o640)
    for name in ("old.json", "new.json"):
        assert handbook("check", folder, *RULE, "--format", "json", "--output", tmp_path / name).returncode == 0
        assert json.loads((tmp_path / name).read_text(encoding="utf-8"))["findings"] == []
    mask = os.umask(0)
    os.umask(mask)
    assert [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("old.json", "new.json")] == [0o640, 0o666 & ~mask]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["exports", "new.json", "old.json"]


def started(*arguments: str | Path, **more: object) -> subprocess.Popen[bytes]:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "HANDBOOK_LANG": "zh-Hant", **more.pop("env", {})}  # type: ignore[dict-item]
    command = [sys.executable, "-m", "checker", *map(str, arguments)]
    return subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, **more)  # type: ignore[call-overload,no-any-return]


def test_runs_side_by_side_do_not_disturb_each_other(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "report.json"
    runs = [started("check", folder, *RULE, "--format", "json", "--output", target) for _ in range(3)]
    assert [(run.communicate(timeout=60), run.returncode)[1] for run in runs] == [0, 0, 0]
    assert json.loads(target.read_text(encoding="utf-8"))["findings"] == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["exports", "report.json"]


@pytest.mark.parametrize(("text", "code"), [(CLEAN, 0), (LATE, 1)], ids=["clean", "late"])
@pytest.mark.parametrize("closed", ["a pipe that nobody reads", "no stream at all"])
def test_the_verdict_does_not_hang_on_who_reads_it(folder: Path, closed: str, text: str, code: int) -> None:
    (folder / "inquiries.csv").write_text(text, encoding="utf-8")
    if closed.startswith("a pipe"):
        run = started("check", folder, *RULE, stdout=subprocess.PIPE)
        assert run.stdout
        run.stdout.close()
    else:
        run = started("check", folder, *RULE, preexec_fn=lambda: os.close(1))
    _, said = run.communicate(timeout=60)
    assert (run.returncode, said) == (code, b"")


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM], ids=["ctrl-c", "term"])
def test_whoever_stops_it_finds_nothing_left(tmp_path: Path, sent: signal.Signals) -> None:
    """At whatever moment: while it reads the law, loads, judges or writes."""
    export, target, scratch = tmp_path / "inquiries.csv", tmp_path / "report.json", tmp_path / "scratch"
    write_inquiries(export, 200_000)
    export.write_bytes(export.read_bytes().replace("電話".encode(), "電話\u00a0".encode()))  # work for the careful reader
    scratch.mkdir()
    codes = []
    for wait in (0.3, 0.5, 0.7, 0.9, 1.1, 1.3, 1.6, 2.0):
        run = started("check", export, "--format", "json", "--output", target, env={"TMPDIR": str(scratch)})
        time.sleep(wait)
        run.send_signal(sent)
        _, said = run.communicate(timeout=60)
        codes.append(run.returncode)
        assert b"Traceback" not in said
        assert "內部".encode() not in said
        assert list(scratch.iterdir()) == []
        if target.exists():
            json.loads(target.read_text(encoding="utf-8"))
            target.unlink()
    assert 128 + sent in codes
    assert set(codes) <= {128 + sent, -sent, 0, 1, 3}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["inquiries.csv", "scratch"]
