"""``handbook``: the commands, each imported when it is called, so that help and reading stay quick."""

from __future__ import annotations

import gc
import importlib
import os
import sys
from collections.abc import Sequence
from itertools import pairwise

import click

from checker import __version__
from checker.catalog import LANGUAGES, say
from checker.cli.common import HOUSE_LANG, command_help, prepare_output
from checker.cli.stopping import fill_closed, hush, stoppable
from checker.text import plain

COMMANDS = {
    "check": "checker.cli.check",
    "demo": "checker.cli.demo",
    "lint": "checker.cli.lint",
    "show": "checker.cli.show",
    "search": "checker.cli.search",
    "explain": "checker.cli.explain",
    "records": "checker.cli.records",
    "coverage": "checker.cli.coverage",
    "site": "checker.cli.site",
    "revise": "checker.cli.revise",
}


class Commands(click.Group):
    """The commands by name, in the order of the table."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(COMMANDS[cmd_name]).command
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; who reads its output may stop reading."""
        try:
            found = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            hush()
            return None
        return found


@click.group(cls=Commands, help=command_help("main"), context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="handbook")
def cli() -> None:
    pass


def main() -> None:
    """Run a command. Whatever goes wrong is one line and exit 2, never a traceback (HANDBOOK_DEBUG=1 shows it)."""
    fill_closed()
    prepare_output()
    gc.disable()  # a command is one short run over a regulation of a million small objects that stay to its end
    try:
        with stoppable(_lang(sys.argv)):
            cli(prog_name="handbook")
    except Exception as error:  # the last line of defence: people get a sentence, not a stack
        if os.environ.get("HANDBOOK_DEBUG"):
            raise
        detail = f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}"
        click.echo(plain(say("error.internal", _lang(sys.argv), detail=detail[:300])), err=True)
        sys.exit(2)
    finally:
        gc.freeze()  # the interpreter would look through all of them once more before it ends


def _lang(arguments: Sequence[str]) -> str:
    """The language asked for, also where the arguments could not be read to their end."""
    asked = [after for word, after in pairwise(arguments) if word == "--lang"]
    asked += [word.removeprefix("--lang=") for word in arguments if word.startswith("--lang=")]
    return next((lang for lang in asked if lang in LANGUAGES), HOUSE_LANG)
