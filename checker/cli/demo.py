"""``handbook demo``: the sample exports, written out and checked, so that a newcomer sees the main job done."""

from __future__ import annotations

import os
import shlex
import shutil
from pathlib import Path

import click

from checker.catalog import pick, say
from checker.cli.check import Reporting, run, sound
from checker.cli.common import HOUSE_LANG, Refusal, command_help, lang_option
from checker.cli.given import claims
from checker.records.exports import Exports
from checker.records.sources import FILE as SOURCES
from checker.regulation.files import bundled

NEXT = {
    "explain": "handbook explain 4.1-2",
    "details": "handbook check {folder} --details",
    "csv": "handbook check {folder} --format csv --output findings.csv",
    "own": "handbook records feedback --template feedback.csv",
}
"""What to try next, each to be copied as it stands."""


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
        if others := sorted({path.name for path in folder.iterdir()} - {SOURCES, *(sample.name for sample in found)}):
            raise Refusal(say("demo.others", lang, folder=folder, name=others[0], count=len(others)))
        paths = [Path(shutil.copyfile(sample, folder / sample.name)) for sample in found]
        shutil.copyfile(found[0].parent / SOURCES, folder / SOURCES)
    except OSError as error:
        raise Refusal(say("error.output", lang, path=folder, detail=error.strerror or error)) from error
    model = sound(bundled(), lang)
    title, place = pick(model.book.title, lang), quoted(folder)
    click.echo(say("demo.wrote", lang, count=len(paths), folder=folder, regulation=title))
    click.echo(f"  handbook check {place}\n")
    exports = Exports(paths, sources=claims([folder], (), model.book, lang))
    code = run(model, exports, Reporting(lang))
    click.echo("\n" + say("demo.done", lang, code=code))
    spoken = "" if lang == HOUSE_LANG else f" --lang {lang}"
    for name, words in NEXT.items():
        click.echo(f"  {say(f'demo.next-{name}', lang)}\n    {words.format(folder=place)}{spoken}")


def quoted(path: Path) -> str:
    """A path as one word of a command that can be copied."""
    words = str(path)
    return f'"{words}"' if os.name == "nt" and " " in words else words if os.name == "nt" else shlex.quote(words)
