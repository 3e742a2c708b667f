"""``handbook show``: an article, a section or a chapter, as of a date."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from checker import describe
from checker.catalog import say
from checker.citation import in_script
from checker.cli.common import (
    Refusal,
    command_help,
    emit_json,
    format_option,
    lang_option,
    load,
    option_help,
    refuse_unknown,
    root_option,
)


@click.command("show", help=command_help("show"))
@click.argument("name", metavar="ARTICLE")
@click.option("--on", "on", metavar="DATE", help=option_help("on"))
@format_option("text", "json")
@lang_option
@root_option
def command(name: str, on: str | None, form: str, lang: str, root: Path | None) -> None:
    model = load(root)
    book, encoding = model.book, model.encoding
    try:
        day = date.fromisoformat(on) if on else datetime.now(ZoneInfo(book.zone)).date()
    except ValueError:
        raise Refusal(say("error.date", lang, value=on)) from None
    edition = book.edition(day)
    names = describe.articles_of(edition, name)
    if not names:
        known = [*book.law(edition).ids("article"), *book.law(edition).ids("section")]
        raise refuse_unknown(name, known, lang)
    found = [describe.article(book, encoding, edition, item, lang, max(day, edition.effective)) for item in names]
    if form == "json":
        emit_json({"articles": found})
        return
    for number, item in enumerate(found):
        if number:
            click.echo()
        _print(item, lang)


def _print(item: dict[str, Any], lang: str) -> None:
    click.secho(f"{item['article']}  {item['title']}", bold=True)
    click.echo(in_script(item["citation"], lang))
    click.echo()
    text = say("show.reserved", lang) if item["status"] == "reserved" else in_script(item["text"], lang)
    click.echo("\n".join(f"  {line}" for line in text.splitlines()))
    if item["norms"]:
        click.echo(f"\n{say('show.norms', lang)}")
    for norm in item["norms"]:
        bearer = in_script(norm["bearer"]["name"], lang)
        click.echo(f"  {norm['duty']}  {say('modality.' + norm['modality'], lang)}｜{bearer}｜{in_script(norm['quote'], lang)}")
        for rule in norm["rules"]:
            later = say("show.awaits", lang) if rule["waits_for"] else ""
            click.echo(f"      {'–' if later else '✓'} {rule['rule']}  {rule['title']}{later}")
        if norm["unchecked"]:
            why = say("why." + norm["unchecked"]["why"], lang)
            click.echo("      – " + say("show.unchecked", lang, why=why, reason=in_script(norm["unchecked"]["reason"], lang)))
    if item["limits"]:
        click.echo(f"\n{say('show.limits', lang)}")
    for limit in item["limits"]:
        value = limit["limit"].get("value") or limit["limit"].get("term")
        click.echo(f"  {limit['sla']}  {in_script(limit['quote'], lang)}（{value}）")
    if item["terms"]:
        click.echo(f"\n{say('show.terms', lang)}")
    for term in item["terms"]:
        state = say("show.unfilled", lang)
        if term["filled"]:
            filled = term["filled"]
            state = say(
                "show.filled", lang, effective=filled["effective"], number=filled["interpretation"], fill=filled["fill"]
            ) + (say("report.presumed", lang) if filled["presumed"] else "")
        click.echo(f"  {term['term']}  「{in_script(term['quote'], lang)}」 {state}")
