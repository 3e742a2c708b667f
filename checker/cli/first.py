"""``handbook revise --first``: the provisional first edition corrected in place, and what has to be read again."""

from __future__ import annotations

from pathlib import Path

import click

from checker.catalog import say
from checker.cli.common import Refusal
from checker.cli.output import destination
from checker.model import Problem
from checker.regulation.checks.past import UNADOPTED
from checker.regulation.checks.source import read_source
from checker.regulation.lint import lint_law
from checker.regulation.revise import closed, reseal
from checker.rules.confirmed import encodings, fingerprint, stale
from checker.rules.load import Rule, Statistic
from checker.rules.model import Model


def correct_first(model: Model, root: Path, lang: str) -> None:
    """Seal 0001 again as ``docs/`` stands and name what changed; refused where the road is closed or the law unsound."""
    book = model.book
    shut = closed(book)
    if shut:
        code, act = shut
        raise Refusal(say(f"revise.first-{code}", lang, act=act))
    wrong = _unsound(model)
    if wrong:
        shown = [f"{p.place.file}:{p.place.line}: {say(f'lint.{p.code}', lang, p.params)}" for p in wrong]
        raise Refusal(say("revise.first-unsound", lang, count=len(wrong)), *shown)
    sealed = reseal(book, model.texts)
    if sealed is None:
        click.echo(say("revise.first-none", lang))
        return
    file, text, corrections = sealed
    outdated = _outdated(model)
    with destination(root / file, lang) as out:
        out.write(text)
    click.echo(say("revise.resealed", lang, path=root / file, changes=len(corrections)))
    for change in corrections:
        law = book.law(book.history.editions[-1]) if change.after is None else book.law()
        action, article = say(f"revise.{change.action}", lang), law.article_of(change.unit)
        click.echo(say("revise.corrected", lang, action=action, unit=change.unit, article=article))
    click.echo(say("revise.stale", lang, count=len(outdated)) if outdated else say("revise.none-stale", lang))
    for item in outdated:
        click.echo(say("revise.stale-one", lang, id=item.id, duty="、".join(item.duties)))


def _unsound(model: Model) -> list[Problem]:
    """What must not be sealed: files that can't be read, a first edition that is not what was sealed, data that contradict the
    text."""
    found = [*model.problems, *lint_law(read_source(model.book, model.texts, whole=False), whole=False)]
    errors = {repr(p): p for p in found if p.severity == "error" and p.code not in UNADOPTED}
    return sorted(errors.values(), key=lambda p: (p.place, p.code))


def _outdated(model: Model) -> list[Rule | Statistic]:
    """What rests on a unit that was corrected and was not read again since."""
    before, now = model.book.law(model.book.history.editions[-1]), model.book.law()
    items = [item for _, item in encodings(model.encoding)]
    return [item for item in items if fingerprint(item, before) != fingerprint(item, now) and stale(item, [now])]
