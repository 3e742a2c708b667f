"""``handbook search``: the articles that answer a query, ranked as on the site."""

from __future__ import annotations

from pathlib import Path

import click

from checker.catalog import listed, say
from checker.citation import in_script
from checker.cli.common import command_help, emit_json, format_option, lang_option, load, option_help, root_option
from checker.site import search


@click.command("search", help=command_help("search"))
@click.argument("query", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(min=1), help=option_help("limit"))
@format_option("text", "json")
@lang_option
@root_option
def command(query: tuple[str, ...], limit: int | None, form: str, lang: str, root: Path | None) -> None:
    model = load(root)
    book, encoding = model.book, model.encoding
    index = search.index(book, encoding)
    hits = search.Ranking(index).query(" ".join(query))
    if form == "json":
        emit_json(hits[:limit])
        return
    if not hits or hits[0]["near"]:
        click.echo(say("search.none", lang))
    texts = {doc["location"]: doc["text"] for doc in index["docs"]}
    for hit in hits[: limit or 10]:
        label = say("search.near", lang) if hit["near"] else ""
        click.secho(f"{hit['article'] or hit['section'] or hit['kind']}  {label}{in_script(hit['title'], lang)}", bold=True)
        if text := texts[hit["location"]]:
            click.echo(f"  {in_script(text if len(text) <= 90 else text[:89] + '…', lang)}")
        if hit["missing"]:
            click.echo("  " + say("search.missing", lang, words=listed(hit["missing"], lang)))
