"""How a command ends before its end: by Ctrl-C, by a signal, by a reader who has seen enough."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import click

from checker.catalog import say


class _Stopped(BaseException):
    """No KeyboardInterrupt: the interpreter remembers one that passed through code of a library, and ends by SIGINT for it."""


@contextmanager
def stoppable(lang: str) -> Iterator[None]:
    """Ctrl-C and SIGTERM end the block in order, so that scratch folders and half a report go with it: exit 128 + the signal.

    Whatever the database makes of an interruption (it has an error of its own) is told as one.
    """
    stopped: list[int] = []

    def stop(number: int, frame: FrameType | None) -> None:
        stopped.append(number)
        raise _Stopped

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    except BaseException:
        if not stopped:
            raise
        click.echo(say("error.stopped", lang), err=True)
        sys.exit(128 + stopped[0])
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def fill_closed() -> None:
    """A closed standard stream gets a place to write to, so that no file of ours is opened under its number."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115


def hush() -> None:
    """Nobody reads on: what is still to be flushed goes nowhere, and is no error."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
