"""What a check is working on: one line on a terminal while it runs, and afterwards what took how long."""

from __future__ import annotations

import sys
import time

import click

from checker.catalog import say
from checker.text import plain

_WIDTH = 70


class Stopwatch:
    """Told of each file, record type and rule as its turn comes."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.spent: dict[str, float] = {}
        self.now = ""
        self.since = time.perf_counter()

    def turn(self, name: str) -> None:
        """What comes next is about ``name``; nothing more where it is empty."""
        at = time.perf_counter()
        if self.now:
            self.spent[self.now] = self.spent.get(self.now, 0.0) + at - self.since
        self.now, self.since = name, at
        if sys.stderr.isatty():
            words = plain(say("progress.reading", self.lang, name=name))[:_WIDTH] if name else ""
            click.echo(f"\r{words:<{_WIDTH}}\r", err=True, nl=False)

    def tell(self) -> None:
        """Seconds by file, record type and rule, the longest first, on standard error."""
        click.echo(say("timings.head", self.lang), err=True)
        for name, seconds in sorted(self.spent.items(), key=lambda one: -one[1]):
            click.echo(plain(f"{seconds:9.3f}  {name}"), err=True)
