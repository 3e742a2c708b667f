"""``handbook check``: exports in, findings out."""

from __future__ import annotations

import sys
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import click

from checker import reports, verdict
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
from checker.cli.given import claims, forced_types, parse_instant, parse_memory, parse_period
from checker.cli.output import destination, refuse
from checker.cli.stopping import hush
from checker.cli.stopwatch import Stopwatch
from checker.model import Problem
from checker.records.exports import MEMORY, Exports
from checker.rules.model import Model


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
@click.option("--memory", default=MEMORY, show_default=True, metavar="SIZE", help=option_help("memory"))
@click.option("--threads", type=click.IntRange(1, 1024), metavar="N", help=option_help("threads"))
@click.option("--temp-dir", type=click.Path(exists=True, file_okay=False, path_type=Path), help=option_help("temp-dir"))
@click.option("--timings", is_flag=True, help=option_help("timings"))
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
    memory: str,
    threads: int | None,
    temp_dir: Path | None,
    timings: bool,
    lang: str,
    root: Path | None,
) -> None:
    means = Means(parse_memory(memory, lang), threads, temp_dir, timings)
    model = sound(root, lang)
    for rule in rules:
        if rule not in model.encoding.rules:
            raise refuse_unknown(rule, model.encoding.rules, lang)
    until = parse_instant(cutoff, model.book, lang) if cutoff else None
    exports = Exports(paths, forced_types(forced, lang), until, claims(paths, complete, model.book, lang))
    shape = "details" if details and form == "text" else form
    reporting = Reporting(lang, shape, output, fail_on=fail_on, max_rejected=max_rejected, max_undecided=max_undecided)
    asked = parse_period(period, model.book, lang) if period is not None else None
    sys.exit(run(model, exports, reporting, rules, asked, means))


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


@dataclass(frozen=True, slots=True)
class Means:
    """What a run may take: memory of the database, threads, a folder for scratch; ``timings`` tells what took how long."""

    memory: str = MEMORY
    threads: int | None = None
    scratch: Path | None = None
    timings: bool = False


def run(
    model: Model,
    exports: Exports,
    reporting: Reporting,
    rules: Sequence[str] = (),
    period: tuple[int, int] | None = None,
    means: Means = Means(),
) -> int:
    """Check and report; the exit code. Unusable input is told all at once. ``rules`` keeps some of them, ``period`` (µs) what
    was decided in it."""
    from checker.engine.check import Options, checking
    from checker.engine.duckdb import OutOfMemory
    from checker.records.ingest import InputError

    lang, targets = reporting.lang, [(reporting.form, reporting.output), *reporting.also.items()]
    for _, path in targets:
        refuse(path, lang, exports.paths)
    watch = Stopwatch(lang)
    try:
        options = Options(
            only=rules,
            period=period,
            memory=means.memory,
            threads=means.threads,
            scratch=means.scratch,
            progress=watch.turn,
            fit=lambda records: _fit(model, records, lang),
        )
        with checking(model, exports, options) as result:
            found = verdict.conclude(result, reporting.fail_on, reporting.max_rejected, reporting.max_undecided)
            watch.turn("")
            try:
                for shape, path in targets:
                    with destination(path, lang, shape == "csv", exports.paths) as out:
                        reports.write(shape, result, found, lang, out)
            except BrokenPipeError:  # the verdict is no other for a reader who has seen enough
                hush()
            if means.timings:
                watch.tell()
            return found.code
    except OutOfMemory as error:
        raise Refusal(say("error.memory", lang, memory=means.memory)) from error
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
