"""What lies in a folder is read, or named with the reason why it was not; nothing is waited for."""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.records.conftest import Load

CALLS = "call_id,at\nC1,2026-01-05\n"


def told(load: Load, folder: Path) -> dict[str, str | None]:
    """What became of each file: its record type, or the first note on it."""
    files = load(folder).loaded.files
    return {Path(file.file).relative_to(folder).as_posix(): file.type or file.notes[0][0] for file in files}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "exports"
    (folder / "part").mkdir(parents=True)
    (folder / "part" / "calls.csv").write_text(CALLS, encoding="utf-8")
    monkeypatch.chdir(folder)  # a socket's path has to be short
    return folder


def test_folders_within_are_read(load: Load, folder: Path) -> None:
    assert told(load, folder) == {"part/calls.csv": "calls"}


@pytest.mark.parametrize(
    "name",
    [".DS_Store", "._calls.csv", "~$calls.xlsx", ".~lock.calls.ods#", "Thumbs.db", "desktop.ini", ".git/HEAD", "__MACOSX/._x"],
)
def test_what_programs_leave_behind_is_no_input(load: Load, folder: Path, name: str) -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_bytes(b"\0" * 100)
    assert told(load, folder) == {"part/calls.csv": "calls"}


def hidden(at: Path) -> str:
    (at / ".calls.csv").write_text(CALLS, encoding="utf-8")
    return ".calls.csv"


def hidden_folder(at: Path) -> str:
    (at / ".old").mkdir()
    (at / ".old" / "calls.csv").write_text(CALLS, encoding="utf-8")
    return ".old"


def linked_folder(at: Path) -> str:
    (at.parent / "elsewhere").mkdir()
    (at / "more").symlink_to(at.parent / "elsewhere")
    return "more"


def link_to_itself(at: Path) -> str:
    (at / "loop.csv").symlink_to(at / "loop.csv")
    return "loop.csv"


def link_to_nothing(at: Path) -> str:
    (at / "gone.csv").symlink_to(at / "nothing.csv")
    return "gone.csv"


def link_to_the_folder_around(at: Path) -> str:
    (at / "again").symlink_to(at)
    return "again"


def pipe(at: Path) -> str:
    os.mkfifo(at / "calls.csv")
    return "calls.csv"


def a_socket(at: Path) -> str:
    with socket.socket(socket.AF_UNIX) as one:
        one.bind("calls.csv")
    return "calls.csv"


PASSED: dict[Callable[[Path], str], str] = {
    hidden: "hidden",
    hidden_folder: "hidden",
    linked_folder: "linked-folder",
    link_to_the_folder_around: "linked-folder",
    link_to_itself: "link-to-nothing",
    link_to_nothing: "link-to-nothing",
    pipe: "no-file",
    a_socket: "no-file",
}


@pytest.mark.parametrize(("make", "reason"), PASSED.items(), ids=lambda one: getattr(one, "__name__", ""))
def test_what_is_passed_over_is_named(load: Load, folder: Path, make: Callable[[Path], str], reason: str) -> None:
    name = make(folder)
    assert told(load, folder) == {"part/calls.csv": "calls", name: reason}


def test_a_link_to_a_file_is_read(load: Load, folder: Path) -> None:
    (folder.parent / "january.csv").write_text(CALLS.replace("C1", "C2"), encoding="utf-8")
    (folder / "calls.csv").symlink_to(folder.parent / "january.csv")
    assert told(load, folder) == {"part/calls.csv": "calls", "calls.csv": "calls"}


def test_a_folder_that_cannot_be_listed_is_named(load: Load, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "shut").mkdir()
    listed = os.scandir

    def scandir(path: str | Path) -> object:
        if Path(path).name == "shut":
            raise PermissionError(13, "Permission denied")
        return listed(path)

    monkeypatch.setattr("checker.records.walk.os.scandir", scandir)
    assert told(load, folder) == {"part/calls.csv": "calls", "shut": "folder-unreadable"}


@pytest.mark.parametrize("make", [pipe, a_socket, hidden, link_to_itself], ids=lambda one: one.__name__)
@pytest.mark.parametrize("lang", ["zh-Hant", "en"])
def test_the_command_waits_for_nobody_and_is_not_green(
    handbook: Run, folder: Path, make: Callable[[Path], str], lang: str
) -> None:
    name = make(folder)
    whole = handbook("check", folder, "--lang", lang)
    assert whole.returncode in (2, 3)
    assert name in "".join((whole.stdout + whole.stderr).split())
    alone = handbook("check", folder / name, "--lang", lang)
    assert alone.returncode == (3 if make is hidden else 2), "whoever names a hidden file means it"
    assert not re.search("Error|內部", alone.stderr)


def test_lint_waits_for_nobody(handbook: Run, tmp_path: Path) -> None:
    copy = tmp_path / "law"
    pipes = (
        "docs/regulation/1.md",
        "docs/rules/1.yml",
        "docs/data/roles.yml",
        "revisions/0001-first.yml",
        "schema/records/a.json",
    )
    for one in pipes:
        (copy / one).parent.mkdir(parents=True, exist_ok=True)
        os.mkfifo(copy / one)
    done = handbook("lint", "--root", copy)
    assert done.returncode == 2
    for one in pipes:
        assert f"{one}: 不是檔案" in done.stderr
