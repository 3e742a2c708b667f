"""``handbook records``: what an export holds, and an empty one to fill in."""

from __future__ import annotations

import csv
from pathlib import Path

import click

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
from checker.cli.output import destination, replaced
from checker.model import RecordType


@click.command("records", help=command_help("records"))
@click.argument("record", metavar="[TYPE]", required=False)
@click.option("--template", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help=option_help("template"))
@format_option("text", "json")
@lang_option
@root_option
def command(record: str | None, template: Path | None, form: str, lang: str, root: Path | None) -> None:
    types = load(root).book.types
    if (template is not None and record is None) or (record is not None and record not in types):
        raise refuse_unknown(record or "—", types, lang)
    if template is not None:
        write_template(types[str(record)], template, lang)
        click.echo(say("records.wrote", lang, path=template))
        return
    chosen = [types[record]] if record else [types[name] for name in sorted(types)]
    if form == "json":
        emit_json({"records": [as_data(item) for item in chosen]})
    elif record is None:
        for item in chosen:
            click.echo(f"{item.id:<20} {_title(item, lang)}  {in_script(item.description, lang)}")
    else:
        _print(chosen[0], lang)


def as_data(record: RecordType) -> dict[str, object]:
    """A record type as JSON types."""
    return {
        "record": record.id,
        "title": record.title,
        "title_en": record.title_en,
        "description": record.description,
        "key": list(record.key),
        "activation": record.activation,
        "columns": [
            {
                "column": c.id,
                "title": c.title,
                "type": c.kind,
                "description": c.description,
                "aliases": list(c.aliases),
                "values": {code: list(words) for code, words in c.values.items()},
                "personal": c.personal,
            }
            for c in record.columns.values()
        ],
        "example": dict(record.example),
    }


def write_template(record: RecordType, path: Path, lang: str) -> None:
    """An export without records: the headers in Chinese, or the ids in English."""
    headers = [column.id if lang == "en" else in_script(column.title, lang) for column in record.columns.values()]
    if path.suffix == ".csv":
        with destination(path, lang, bom=True) as out:
            csv.writer(out).writerow(headers)
    elif path.suffix == ".xlsx":
        import xlsxwriter

        with replaced(path, lang) as out, xlsxwriter.Workbook(out, {"in_memory": True}) as book:
            sheet = book.add_worksheet(in_script(record.title, lang)[:31] if lang != "en" else record.id[:31])
            text = book.add_format({"num_format": "@"})  # ids of 18 digits must not become numbers
            sheet.set_column(0, len(headers) - 1, 18, text)
            sheet.write_row(0, 0, headers, book.add_format({"bold": True}))
            sheet.freeze_panes(1, 0)
    else:
        raise Refusal(say("error.template", lang, path=path))


def _title(record: RecordType, lang: str) -> str:
    return record.title_en if lang == "en" else in_script(record.title, lang)


def _print(record: RecordType, lang: str) -> None:
    click.secho(f"{record.id}  {_title(record, lang)}", bold=True)
    click.echo(f"  {in_script(record.description, lang)}\n")
    for column in record.columns.values():
        marks = [say("type." + column.kind, lang)]
        marks += [say("records.key", lang)] if column.id in record.key else []
        marks += [say("records.activation", lang)] if column.id == record.activation else []
        marks += [say("records.personal", lang)] if column.personal else []
        title = column.title_en if lang == "en" else in_script(column.title, lang)
        click.echo(f"  {column.id}  {title}（{'、'.join(marks)}）")
        if column.values:
            shown = "；".join(f"{code} = {words[0]}" for code, words in column.values.items() if words)
            click.echo(f"      {say('records.values', lang)}：{in_script(shown, lang)}")
        if column.aliases:
            click.echo(f"      {say('records.aliases', lang)}：{in_script('、'.join(column.aliases), lang)}")
    click.echo(f"\n  {say('records.example', lang)}")
    for key, value in record.example.items():
        click.echo(f"      {key} = {value}")
