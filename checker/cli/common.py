"""What the commands share: options, languages, output that survives any console, errors for people."""

from __future__ import annotations

import difflib
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TextIO, TypeVar

import click

from checker.catalog import LANGUAGES, say
from checker.regulation.files import find_root, read
from checker.rules.model import Model, read_model
from checker.text import plain

F = TypeVar("F", bound=Callable[..., object])

HOUSE_LANG = os.environ.get("HANDBOOK_LANG", "zh-Hant")
if HOUSE_LANG not in LANGUAGES:
    HOUSE_LANG = "zh-Hant"


class Refusal(click.ClickException):
    """An error for people: exit 2, every message on a line of its own. What files say can't command the terminal."""

    exit_code = 2

    def __init__(self, *messages: str) -> None:
        super().__init__("\n".join(plain(line) for message in messages for line in message.split("\n")))

    def show(self, file: Any = None) -> None:
        click.echo(self.message, file=file or sys.stderr)


def option_help(name: str) -> str:
    return say(f"option.{name}", HOUSE_LANG)


def command_help(name: str) -> str:
    return say(f"help.{name}", HOUSE_LANG)


def root_option(command: F) -> F:
    folder = click.Path(exists=True, file_okay=False, path_type=Path)
    return click.option("--root", type=folder, envvar="HANDBOOK_ROOT", help=option_help("root"))(command)


def lang_option(command: F) -> F:
    return click.option(
        "--lang", type=click.Choice(LANGUAGES), default=HOUSE_LANG, show_default=True, help=option_help("lang")
    )(command)


def format_option(*forms: str) -> Callable[[F], F]:
    return click.option(
        "--format", "form", type=click.Choice(forms), default=forms[0], show_default=True, help=option_help("format")
    )


def load(root: Path | None) -> Model:
    """The regulation asked for; files that cannot be read are among its problems."""
    files, problems = read(find_root(root))
    if not files:
        raise Refusal(*(f"{p.place.file}: {say(f'lint.{p.code}', HOUSE_LANG, p.params)}" for p in problems))
    return read_model(files, problems)


def refuse_unknown(name: str, known: Iterable[str], lang: str) -> Refusal:
    """There is no such thing; perhaps one of these was meant."""
    names = sorted(known)
    near = difflib.get_close_matches(name, names, 3, 0.5)
    hint = say("error.near", lang, names="、".join(near)) if near else say("error.known", lang, names="、".join(names[:30]))
    return Refusal(say("error.unknown", lang, name=name, hint=hint))


def prepare_output() -> None:
    """Files and pipes get UTF-8; a console keeps its own encoding, and what it lacks is replaced rather than fatal."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is None:
            continue
        if stream.isatty():
            reconfigure(errors="replace")
        else:
            reconfigure(encoding="utf-8", errors="replace")


def emit_json(value: Any, out: TextIO | None = None) -> None:
    """JSON for machines, readable by people."""
    import json

    click.echo(json.dumps(value, ensure_ascii=False, indent=2), file=out)
