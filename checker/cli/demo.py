"""``handbook demo``: the sample exports, written out and checked, so that a newcomer sees the main job done."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from checker.catalog import pick, say
from checker.cli.check import Reporting, claims, run, sound
from checker.cli.common import Refusal, command_help, lang_option
from checker.records.exports import Exports
from checker.records.sources import FILE as SOURCES
from checker.regulation.files import bundled

FINDINGS = "findings.csv"


def samples() -> list[Path]:
    """The sample exports that came with the program: inside the wheel, or in the checkout's tests."""
    for folder in (bundled() / "exports", bundled() / "tests" / "exports"):
        if folder.is_dir():
            return sorted(p for p in folder.iterdir() if p.suffix in (".csv", ".xlsx", ".jsonl", ".parquet", ".tsv"))
    return []


@click.command("demo", help=command_help("demo"))
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=Path("handbook-demo"))
@lang_option
def command(folder: Path, lang: str) -> None:
    found = samples()
    if not found:
        raise Refusal(say("error.no-samples", lang))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        paths = [Path(shutil.copyfile(sample, folder / sample.name)) for sample in found]
        shutil.copyfile(found[0].parent / SOURCES, folder / SOURCES)
    except OSError as error:
        raise Refusal(say("error.output", lang, path=folder, detail=error.strerror or error)) from error
    model = sound(bundled(), lang)
    title = pick(model.book.title, lang)
    click.echo(say("demo.wrote", lang, count=len(paths), folder=folder, regulation=title))
    click.echo(f"  handbook check {folder}\n")
    exports = Exports(paths, sources=claims([folder], (), model.book, lang))
    code = run(model, exports, Reporting(lang, also={"csv": folder / FINDINGS}))
    click.echo("\n" + say("demo.done", lang, code=code, path=folder / FINDINGS))
