"""``handbook coverage``: how much of the regulation is checked, by chapter, and why the rest is not."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from checker.catalog import say
from checker.citation import cite, in_script
from checker.cli.common import Refusal, command_help, emit_json, format_option, lang_option, load, option_help, root_option
from checker.coverage import CHECKED, UNCHECKED, WAITING, coverage


@click.command("coverage", help=command_help("coverage"))
@click.option("--on", "on", metavar="DATE", help=option_help("on"))
@click.option("--unchecked", is_flag=True, help=option_help("unchecked"))
@format_option("text", "json")
@lang_option
@root_option
def command(on: str | None, unchecked: bool, form: str, lang: str, root: Path | None) -> None:
    model = load(root)
    book, encoding = model.book, model.encoding
    try:
        day = date.fromisoformat(on) if on else datetime.now(ZoneInfo(book.zone)).date()
    except ValueError:
        raise Refusal(say("error.date", lang, value=on)) from None
    found = coverage(book, encoding, lang, day)
    if form == "json":
        emit_json(found)
        return
    edition = found["edition"]
    click.echo(say("coverage.edition", lang, effective=edition["effective"], revision=edition["revision"]))
    for part in found["chapters"]:
        name = f"{cite(part['chapter'], lang)} {in_script(part['title'], lang)}"
        click.secho(f"\n{name}", bold=True)
        _counts(part, lang)
        if unchecked:
            _reasons(part, lang)
    click.secho(f"\n{say('coverage.total', lang)}", bold=True)
    _counts(found["total"], lang)


def _counts(part: dict[str, Any], lang: str) -> None:
    click.echo("  " + say("coverage.articles", lang, articles=part["articles"], reserved=part["reserved"], norms=part["norms"]))
    stop = ", " if lang == "en" else "，"
    for statuses, key in ((CHECKED, "coverage.checked"), (UNCHECKED, "coverage.unchecked")):
        counts = {status: part["by_status"][status] for status in statuses}
        named = stop.join(f"{say(f'coverage.{status}', lang)} {count}" for status, count in counts.items() if count)
        click.echo(
            "  " + say(key, lang, count=sum(counts.values()), detail=f"（{named}）" if named and lang != "en" else named)
        )
    if part["by_status"][WAITING]:
        click.echo("  " + say("coverage.awaited", lang, count=part["by_status"][WAITING]))
    click.echo("  " + say("coverage.terms", lang, open=part["terms"]["open"], filled=part["terms"]["filled"]))


def _reasons(part: dict[str, Any], lang: str) -> None:
    for duty in part["duties"]:
        if duty["status"] not in CHECKED:
            why = say(f"coverage.{duty['status']}", lang)
            rules = (", " if lang == "en" else "、").join(check["id"] for check in duty["checks"])
            reason = say("coverage.will-check", lang, rules=rules) if rules else in_script(duty["reason"] or "", lang)
            click.echo(f"    {duty['duty']}  {why}  {reason}")
