"""``handbook check``: exports in, findings out."""

from __future__ import annotations

import sys
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from checker import quantity, reports, verdict
from checker.catalog import say
from checker.cli.common import (
    Refusal,
    command_help,
    format_option,
    lang_option,
    load,
    option_help,
    refuse_unknown,
    root_option,
)
from checker.cli.output import destination, refuse
from checker.cli.stopping import hush
from checker.model import Problem
from checker.records.claims import claimed, read_sources
from checker.records.exports import Exports
from checker.records.sources import Fault, Sources
from checker.regulation.book import Book
from checker.rules.model import Model
from checker.text import plain

_LAST_YEAR = 9999  # stands for "never" wherever it is read


@click.command("check", help=command_help("check"))
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH…")
@click.option("--as", "forced", multiple=True, metavar="TYPE=FILE", help=option_help("as"))
@click.option("--rule", "rules", multiple=True, metavar="ID", help=option_help("rule"))
@click.option("--complete", multiple=True, metavar="TYPE,…|all", help=option_help("complete"))
@click.option("--cutoff", metavar="INSTANT", help=option_help("cutoff"))
@click.option("--period", metavar="PERIOD", help=option_help("period"))
@format_option(*(form for form in reports.FORMATS if form != "details"))
@click.option("--details", is_flag=True, help=option_help("details"))
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help=option_help("output"))
@click.option(
    "--fail-on",
    type=click.Choice(verdict.FAIL_ON),
    default=verdict.FAIL_ON[0],
    show_default=True,
    help=option_help("fail-on"),
)
@click.option(
    "--max-rejected",
    type=click.FloatRange(0, 100),
    default=verdict.MAX_REJECTED,
    show_default=True,
    metavar="PERCENT",
    help=option_help("max-rejected"),
)
@click.option(
    "--max-undecided",
    type=click.FloatRange(0, 100),
    default=verdict.MAX_UNDECIDED,
    show_default=True,
    metavar="PERCENT",
    help=option_help("max-undecided"),
)
@lang_option
@root_option
def command(
    paths: tuple[Path, ...],
    forced: tuple[str, ...],
    rules: tuple[str, ...],
    complete: tuple[str, ...],
    cutoff: str | None,
    period: str | None,
    form: str,
    details: bool,
    output: Path | None,
    fail_on: str,
    max_rejected: float,
    max_undecided: float,
    lang: str,
    root: Path | None,
) -> None:
    model = sound(root, lang)
    for rule in rules:
        if rule not in model.encoding.rules:
            raise refuse_unknown(rule, model.encoding.rules, lang)
    until = parse_instant(cutoff, model.book, lang) if cutoff else None
    exports = Exports(paths, _forced(forced, lang), until, claims(paths, complete, model.book, lang))
    shape = "details" if details and form == "text" else form
    reporting = Reporting(lang, shape, output, fail_on=fail_on, max_rejected=max_rejected, max_undecided=max_undecided)
    sys.exit(run(model, exports, reporting, rules, parse_period(period, model.book, lang) if period is not None else None))


@dataclass(frozen=True, slots=True)
class Reporting:
    """How a run is told: in which language and ``form``, where to; ``also`` are further reports, form to file.

    ``fail_on``, ``max_rejected`` and ``max_undecided`` (percent) say when it has failed.
    """

    lang: str = "zh-Hant"
    form: str = "text"
    output: Path | None = None
    also: Mapping[str, Path] = field(default_factory=dict)
    fail_on: str = verdict.FAIL_ON[0]
    max_rejected: float = verdict.MAX_REJECTED
    max_undecided: float = verdict.MAX_UNDECIDED


def run(
    model: Model,
    exports: Exports,
    reporting: Reporting,
    rules: Sequence[str] = (),
    period: tuple[int, int] | None = None,
) -> int:
    """Check and report; the exit code. Unusable input is told all at once. ``rules`` keeps some of them, ``period`` (µs) what
    was decided in it."""
    from checker.engine.check import Options, checking
    from checker.records.ingest import InputError

    lang, targets = reporting.lang, [(reporting.form, reporting.output), *reporting.also.items()]
    for _, path in targets:
        refuse(path, lang, exports.paths)
    try:
        options = Options(
            only=rules,
            period=period,
            progress=lambda name: _progress(name, lang),
            fit=lambda records: _fit(model, records, lang),
        )
        with checking(model, exports, options) as result:
            found = verdict.conclude(result, reporting.fail_on, reporting.max_rejected, reporting.max_undecided)
            _progress("", lang)
            try:
                for shape, path in targets:
                    with destination(path, lang, shape == "csv", exports.paths) as out:
                        reports.write(shape, result, found, lang, out)
            except BrokenPipeError:  # the verdict is no other for a reader who has seen enough
                hush()
            return found.code
    except InputError as error:
        raise Refusal(*(say(p.code, lang, p.params) for p in error.problems)) from error


def sound(root: Path | None, lang: str) -> Model:
    """The regulation, refused when its law is not fit to judge by."""
    from checker.regulation.checks.past import UNADOPTED
    from checker.rules.lint import lint_for_check

    model = load(root)
    found = lint_for_check(model)
    if any(problem.code in UNADOPTED for problem in found):
        click.echo(say("error.unadopted", lang), err=True)
    _refuse([problem for problem in found if problem.code not in UNADOPTED], lang)
    return model


def _fit(model: Model, records: Collection[str], lang: str) -> None:
    """Refuse to judge records by rules that are not sound."""
    from checker.rules.lint import lint_rules

    _refuse(lint_rules(model, records), lang)


def _refuse(problems: Sequence[Problem], lang: str) -> None:
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        shown = [f"{p.place.file}:{p.place.line}: {say(f'lint.{p.code}', lang, p.params)}" for p in errors[:10]]
        raise Refusal(say("error.model", lang, count=len(errors)), *shown)


def parse_instant(value: str, book: Book, lang: str) -> int:
    """An instant in µs: a date is its last moment, a naive time is in the regulation's zone."""
    try:
        day = date.fromisoformat(value)
        if day.year < _LAST_YEAR:
            return book.midnight(day + timedelta(days=1)) - 1
    except ValueError:
        pass
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise Refusal(say("error.date", lang, value=value)) from None
    if moment.year >= _LAST_YEAR:
        raise Refusal(say("error.date", lang, value=value))
    moment = moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(book.zone))
    return int(moment.timestamp()) * 1_000_000 + moment.microsecond


def parse_period(value: str, book: Book, lang: str) -> tuple[int, int]:
    """The first and the last µs of ``2026``, ``2026-Q1``, ``2026-01``, a day, or ``FROM..TO``, in the regulation's zone."""
    days = quantity.days(value)
    if days is None or days[1].year >= _LAST_YEAR:
        raise Refusal(say("error.period", lang, value=value))
    return book.midnight(days[0]), book.midnight(days[1] + timedelta(days=1)) - 1


def fault_words(fault: Fault, lang: str) -> str:
    """What is wrong with a claim of the exports, and what the strict YAML refuses in it."""
    code, params = fault
    problem = params.get("problem")
    detail = say(f"lint.{problem.code}", lang, problem.params) if isinstance(problem, Problem) else ""
    return say(code, lang, {**params, "detail": detail})


def claims(paths: Sequence[Path], said: Sequence[str], book: Book, lang: str) -> Sources:
    """What the exports claim to hold: ``sources.yml`` in their folders, then the options, which win."""
    faults: list[Fault] = []
    told, found = read_sources(paths, book.types, faults), claimed(said, book.types, faults)
    if faults:
        raise Refusal(*(fault_words(fault, lang) for fault in faults))
    return replace(told, options=found)


def _forced(pairs: tuple[str, ...], lang: str) -> dict[Path, str]:
    wrong = [pair for pair in pairs if "=" not in pair]
    if wrong:
        raise Refusal(*(say("error.as", lang, value=pair) for pair in wrong))
    return {Path(file): record for record, _, file in (pair.partition("=") for pair in pairs)}


def _progress(name: str, lang: str) -> None:
    """One line on a terminal, rewritten; nothing in a pipe."""
    if sys.stderr.isatty():
        words = plain(say("progress.reading", lang, name=name))[:70] if name else ""
        click.echo(f"\r{words:<70}\r", err=True, nl=False)
