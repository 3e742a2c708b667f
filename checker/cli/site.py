"""``handbook site``: build the handbook as a site; with --pdf also the whole text for print."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import click

from checker.catalog import say
from checker.cli.common import HOUSE_LANG, Refusal, command_help, option_help, root_option
from checker.regulation.files import find_root

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
PATIENCE = 180  # seconds for Chromium to print


@click.command("site", help=command_help("site"))
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), help=option_help("site-output"))
@click.option("--pdf", is_flag=True, help=option_help("pdf"))
@root_option
def command(output: Path | None, pdf: bool, root: Path | None) -> None:
    lang = HOUSE_LANG
    chromium = _chromium() if pdf else None
    if pdf and chromium is None:
        raise Refusal(say("site-command.no-chromium", lang, names="、".join(BROWSERS)))
    root = find_root(root).resolve()
    if not (root / "mkdocs.yml").is_file():
        raise Refusal(say("site-command.no-mkdocs-yml", lang, root=root))
    folder = (output or root / "site").resolve()
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    try:
        from checker.site.adapter import build
    except ImportError as error:
        raise Refusal(say("site-command.no-mkdocs", lang, name=error.name)) from error
    try:
        build(root, folder)
    except ValueError as error:
        raise Refusal(say("site-command.failed", lang, detail=error)) from error
    click.echo(say("site-command.built", lang, path=folder / "index.html"))
    if chromium:
        target = folder / "handbook.pdf"
        print_pdf(chromium, folder / "full" / "index.html", target)
        click.echo(say("site-command.printed", lang, path=target))


def _chromium() -> str | None:
    """The browser named by CHROMIUM, else the first of the usual names on the path."""
    return (
        shutil.which(os.environ["CHROMIUM"])
        if os.environ.get("CHROMIUM")
        else next(filter(None, map(shutil.which, BROWSERS)), None)
    )


def print_pdf(chromium: str, page: Path, target: Path) -> None:
    """Print a built page. A Refusal says what Chromium said where it does not."""
    with tempfile.TemporaryDirectory() as profile:
        arguments = [chromium, "--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
        arguments += [f"--user-data-dir={profile}", "--no-pdf-header-footer", f"--print-to-pdf={target}", page.as_uri()]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            arguments.insert(1, "--no-sandbox")  # Chromium refuses to run as root with it, as in a container
        try:
            done = subprocess.run(arguments, capture_output=True, text=True, errors="replace", timeout=PATIENCE)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise Refusal(say("site-command.not-printed", HOUSE_LANG, detail=error)) from error
    if not target.is_file() or not target.read_bytes().startswith(b"%PDF"):
        detail = (done.stderr.strip().splitlines() or ["?"])[-1]
        raise Refusal(say("site-command.not-printed", HOUSE_LANG, detail=detail))
