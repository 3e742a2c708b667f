"""``handbook revise``: the difference between ``docs/`` and the adopted law, written as the next revision or into the first."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import click

from checker.catalog import say
from checker.cli.common import Refusal, command_help, lang_option, load, option_help, refuse_unknown, root_option
from checker.cli.first import correct_first
from checker.regulation import authority
from checker.regulation.files import find_root
from checker.regulation.revise import draft
from checker.regulation.revise import propose as proposal


@click.command("revise", help=command_help("revise"))
@click.option("--effective", metavar="DATE", help=option_help("effective"))
@click.option("--issuer", metavar="ROLE", help=option_help("issuer"))
@click.option("--power", type=click.Choice(authority.POWERS), show_default="amend", help=option_help("power"))
@click.option("--title", help=option_help("title"))
@click.option("--reason", help=option_help("reason"))
@click.option("--propose", metavar="NAME", help=option_help("propose"))
@click.option("--provisional", is_flag=True, help=option_help("provisional"))
@click.option("--first", is_flag=True, help=option_help("first"))
@lang_option
@root_option
def command(
    effective: str | None,
    issuer: str | None,
    power: str | None,
    title: str | None,
    reason: str | None,
    propose: str | None,
    provisional: bool,
    first: bool,
    lang: str,
    root: Path | None,
) -> None:
    model = load(root)
    book = model.book
    if first:
        others = {
            "effective": effective,
            "issuer": issuer,
            "power": power,
            "title": title,
            "reason": reason,
            "propose": propose,
        }
        given = [f"--{name}" for name, value in {**others, "provisional": provisional}.items() if value]
        if given:
            raise Refusal(say("revise.first-alone", lang, options="、".join(given)))
        correct_first(model, find_root(root), lang)
        return
    power = power or "amend"
    if not (effective and issuer and title and reason):
        raise Refusal(say("revise.needs", lang))
    if not book.law().has("role", issuer):
        raise refuse_unknown(issuer, book.law().ids("role"), lang)
    try:
        day = date.fromisoformat(effective)
    except ValueError:
        raise Refusal(say("error.date", lang, value=effective)) from None
    if propose is not None and not re.fullmatch("[a-z][a-z0-9]*(-[a-z0-9]+)*", propose):
        raise Refusal(say("revise.name", lang, name=propose))
    if propose:
        written = proposal(book, propose, day, issuer=issuer, power=power, title=title, reason=reason)
    else:
        written = draft(book, day, issuer=issuer, power=power, title=title, reason=reason, provisional=provisional)
    if written is None:
        click.echo(say("revise.none", lang))
        return
    name, text, changes = written
    path = find_root(root) / "revisions" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    click.echo(say("revise.wrote", lang, path=path, changes=changes))
