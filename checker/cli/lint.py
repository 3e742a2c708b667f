"""``handbook lint``: everything that is wrong with the regulation, where, and what to do."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from checker.catalog import say
from checker.cli.common import command_help, emit_json, format_option, lang_option, load, option_help, root_option
from checker.cli.confirm import confirm
from checker.regulation.files import find_root
from checker.regulation.revise import closed
from checker.rules.model import Model
from checker.text import plain


@click.command("lint", help=command_help("lint"))
@click.option("--confirm", "read", metavar="ID", multiple=True, help=option_help("confirm"))
@format_option("text", "json")
@lang_option
@root_option
def command(read: tuple[str, ...], form: str, lang: str, root: Path | None) -> None:
    from checker.rules.lint import lint

    model = load(root)
    if read:
        confirm(model, find_root(root), read, lang)
        model = load(root)
    problems = lint(model)
    errors = sum(problem.severity == "error" for problem in problems)
    if form == "json":
        emit_json(
            {
                "errors": errors,
                "warnings": len(problems) - errors,
                "problems": [
                    {
                        "code": p.code,
                        "severity": p.severity,
                        "file": p.place.file,
                        "line": p.place.line,
                        "message": say(f"lint.{p.code}", lang, p.params),
                        "remedy": say(f"lint.{p.code}.do", lang, p.params),
                    }
                    for p in problems
                ],
            }
        )
    else:
        for p in problems:
            label = say(f"lint.{p.severity}", lang)
            click.echo(plain(f"{p.place.file}:{p.place.line}: {label} [{p.code}] {say(f'lint.{p.code}', lang, p.params)}"))
            click.echo(plain(f"    → {say(f'lint.{p.code}.do', lang, p.params)}"))
        click.echo(say("lint.found", lang, errors=errors, warnings=len(problems) - errors) if problems else _clean(model, lang))
        if closed(model.book) is None:
            click.echo(say("lint.first-open", lang, effective=model.book.history.revisions[0].effective))
    sys.exit(2 if errors else 0)


def _clean(model: Model, lang: str) -> str:
    law = model.book.law()
    return say(
        "lint.clean",
        lang,
        articles=len(law.ids("article")),
        duties=len(law.ids("duty")),
        rules=len(model.encoding.rules),
        revisions=len(model.book.history.revisions),
    )
