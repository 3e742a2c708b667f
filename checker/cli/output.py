"""Where reports go: standard output, a file that appears whole or not at all, or a pipe. What was asked to be read is never
written over."""

from __future__ import annotations

import io
import os
import stat
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO

from checker.catalog import say
from checker.cli.common import Refusal


@contextmanager
def destination(path: Path | None, lang: str, bom: bool = False, inputs: Iterable[Path] = ()) -> Iterator[Any]:
    """Standard output, or UTF-8 text into a file as ``replaced`` makes it."""
    if path is None or _is_stdout(path):
        yield sys.stdout
        sys.stdout.flush()
        return
    with replaced(path, lang, inputs) as raw:
        out = io.TextIOWrapper(raw, encoding="utf-8-sig" if bom else "utf-8", newline="")
        yield out
        out.flush()
        out.detach()


@contextmanager
def replaced(path: Path, lang: str, inputs: Iterable[Path] = ()) -> Iterator[BinaryIO]:
    """Bytes of a file that appears whole or not at all, with the rights of the one that it replaces.

    A pipe or a device is written to and stays what it is. Refusal for all that may not be replaced, see ``refuse``.
    """
    refuse(path, lang, inputs)
    try:
        if path.exists() and not path.is_file():
            with path.open("wb", buffering=0) as stream:
                yield io.BufferedWriter(stream)
            return
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:100]}.", suffix=".partial", dir=path.parent)
        try:
            with open(handle, "wb") as out:
                yield out
            os.chmod(name, _rights(path))
            os.replace(name, path)
        finally:
            with suppress(FileNotFoundError):
                os.unlink(name)
    except OSError as error:
        raise Refusal(say("error.output", lang, path=path, detail=error.strerror or error)) from error


def refuse(path: Path | None, lang: str, inputs: Iterable[Path] = ()) -> None:
    """A Refusal where a report would replace an input, a link, a file that is read-only, or what is no file at all.

    ``inputs`` are files, and folders with all that is in them.
    """
    if path is None or _is_stdout(path):
        return
    try:
        mode = path.lstat().st_mode
        target = path.resolve()
        if path.is_file() and any(_among(target, one) for one in inputs):
            raise Refusal(say("error.output-input", lang, path=path))
        if stat.S_ISLNK(mode):
            raise Refusal(say("error.output-link", lang, path=path, target=target))
        if stat.S_ISREG(mode) and not (mode & 0o222 and os.access(path, os.W_OK)):
            raise Refusal(say("error.output-read-only", lang, path=path))
        if stat.S_ISDIR(mode) or stat.S_ISSOCK(mode):
            raise Refusal(say("error.output-no-file", lang, path=path))
    except FileNotFoundError:
        return
    except (OSError, RuntimeError) as error:
        raise Refusal(say("error.output", lang, path=path, detail=getattr(error, "strerror", None) or error)) from error


def _among(target: Path, given: Path) -> bool:
    """Whether a file is a path that was given, or lies in it."""
    try:
        return target.is_relative_to(given.resolve()) or os.path.samefile(target, given)
    except (OSError, RuntimeError):
        return False


def _is_stdout(path: Path) -> bool:
    """Whether a path is another name of standard output."""
    try:
        return path.is_symlink() and os.path.samestat(path.stat(), os.fstat(1))
    except (OSError, RuntimeError):
        return False


def _rights(path: Path) -> int:
    """Those of the file to be replaced, else those that any new file has."""
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except OSError:
        mask = os.umask(0o022)
        os.umask(mask)
        return 0o666 & ~mask
