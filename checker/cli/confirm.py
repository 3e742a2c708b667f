"""``handbook lint --confirm``: a person has read a rule or statistic against the law again; its ``confirmed`` says so."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from checker import yamlio
from checker.catalog import say
from checker.cli.common import Refusal, refuse_unknown
from checker.cli.output import destination
from checker.rules.confirmed import encodings, fingerprint
from checker.rules.model import Model


def confirm(model: Model, root: Path, ids: Sequence[str], lang: str) -> None:
    """Write what ``confirmed`` has to be for each of some rules and statistics, touching nothing else of their files."""
    law = model.book.law()
    found = {id: [(top, item) for top, item in encodings(model.encoding) if item.id == id] for id in ids}
    for id, items in found.items():
        if not items:
            raise refuse_unknown(id, {item.id for _, item in encodings(model.encoding)}, lang)
        for _, item in items:
            for duty in item.duties:
                if not law.has("duty", duty):
                    raise Refusal(say("lint.confirm-dangling", lang, id=id, duty=duty))
    for id, items in found.items():
        for top, item in items:
            value = fingerprint(item, law)
            _write(root / item.place.file, top, id, value, lang)
            click.echo(say("lint.confirmed", lang, id=id, place=f"{item.place.file}:{item.place.line}", value=value), err=True)


def _write(path: Path, top: str, id: str, value: str, lang: str) -> None:
    text = path.read_bytes().decode("utf-8")
    entries = yamlio.parse(text, path.name).data[top]
    number = next(n for n, entry in enumerate(entries) if isinstance(entry, dict) and entry.get("id") == id)
    with destination(path, lang) as out:
        out.write(yamlio.with_text(text, (top, number, "confirmed"), value))
