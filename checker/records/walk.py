"""The files of a check: those that were named, and those in the folders. What is passed over is told, not left out."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from checker.records.account import Note
from checker.records.sources import FILE

_LITTER = (".DS_Store", ".localized", "Thumbs.db", "ehthumbs.db", "desktop.ini")
_PREFIXES = ("._", "~$", ".~lock.", ".Trash", ".nfs")
_KEPT_BY_PROGRAMS = (".git", ".svn", ".hg", ".idea", ".vscode", ".ipynb_checkpoints", "__MACOSX", "$RECYCLE.BIN")


@dataclass(frozen=True, slots=True)
class Met:
    """A path that was met on the way: a file to read, or with the reason why it is ``passed`` over."""

    path: Path
    passed: Note | None = None


def walk(folder: Path) -> Iterator[Met]:
    """Every file below a folder, in order. What systems and programs leave behind (lock files, thumbnails, ``.git``) is no
    input; hidden files, links to folders, folders that can't be listed and what is no file are passed over by name."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield Met(folder, ("folder-unreadable", {"detail": error.strerror or type(error).__name__}))
        return
    folders = []
    for entry in entries:
        path = folder / entry.name
        if entry.name.startswith(_PREFIXES) or entry.name in (*_LITTER, *_KEPT_BY_PROGRAMS, FILE):
            continue
        if entry.name.startswith("."):
            yield Met(path, ("hidden", {}))
        elif entry.is_symlink() and not path.is_file():
            yield Met(path, ("linked-folder" if path.is_dir() else "link-to-nothing", {}))
        elif entry.is_dir():
            folders.append(path)
        else:
            yield Met(path, no_file(path))
    for one in folders:
        yield from walk(one)


def no_file(path: Path) -> Note | None:
    """Why a path is never opened: a pipe, a socket or a device would have the check wait for ever."""
    try:
        return None if stat.S_ISREG(path.stat().st_mode) else ("no-file", {})
    except OSError:  # a link that leads to itself; whoever opens anything else says why it can't be read
        return ("link-to-nothing", {}) if path.is_symlink() else None


def named(path: Path) -> Sequence[Met]:
    """What a path that was given stands for; nothing where there is nothing."""
    return list(walk(path)) if path.is_dir() else [Met(path, no_file(path))] if os.path.lexists(path) else []
