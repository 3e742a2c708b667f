"""One run: load the exports, judge every record by every rule in one query per table, and keep what is not satisfied."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from zoneinfo import ZoneInfo

from checker.citation import article_order, chapter_of
from checker.engine import duckdb
from checker.engine.clock import lay_out
from checker.engine.compile import Asked, Compiled, compile_rule
from checker.engine.evidence import day_of, moment
from checker.engine.figures import figures
from checker.engine.findings import StoredFindings
from checker.engine.implied import hangs_on, implied
from checker.engine.judge import judge
from checker.engine.lapses import lapses
from checker.engine.nobodies import nobodies
from checker.engine.seen import seen
from checker.engine.unlisted import unlisted
from checker.model import Edition, RecordType, UnitKey
from checker.records.exports import MEMORY, Exports
from checker.records.ingest import InputError, InputProblem, Loaded, ingest
from checker.records.latest import latest
from checker.records.sources import extents
from checker.records.store import Store
from checker.records.views import expose
from checker.regulation.book import Book
from checker.regulation.law import Law
from checker.result import SEVERITIES, Beyond, Figure, Gap, Result
from checker.rules.kinds import KINDS
from checker.rules.load import Rule
from checker.rules.model import Model
from checker.rules.versions import Version, versions


@dataclass(frozen=True, slots=True)
class Options:
    """``only`` keeps some rules; ``memory`` and ``threads`` are what the database may take, ``scratch`` a folder for what it
    can't hold (None: as many as there are; the system's); ``progress`` is told what is being worked on;
    ``values`` gives a rule its versions; ``fit`` is told the record types that were exported before any rule judges them, and
    raises where it may not; ``period`` (µs, both included) keeps what was decided in it, or was open at its end.
    """

    only: Sequence[str] = ()
    memory: str = MEMORY
    threads: int | None = None
    scratch: Path | None = None
    progress: Callable[[str], None] = lambda _: None
    values: Callable[[Rule, Book], list[Version]] = versions
    fit: Callable[[Collection[str]], None] = lambda _: None
    period: tuple[int, int] | None = None


DEFAULTS = Options()


@contextmanager
def checking(model: Model, exports: Exports, options: Options = DEFAULTS) -> Iterator[Result]:
    """Check exports against the regulation; the result's findings can be read until the block ends.

    Raises ``InputError`` for unusable paths.
    """
    book = model.book
    with tempfile.TemporaryDirectory(prefix="handbook-", dir=options.scratch, ignore_cleanup_errors=True) as folder:
        store = duckdb.connect(Path(folder), options.memory, options.threads)
        try:
            loaded = ingest(
                exports.paths,
                book.types,
                store,
                zone=book.zone,
                forced=exports.forced,
                workdir=Path(folder),
                sources=exports.sources,
                cutoff=exports.cutoff,
                progress=options.progress,
            )
            if unused := exports.sources.unused([file.file for file in loaded.files]):
                raise InputError([InputProblem(code, params) for code, params in unused])
            duckdb.lock(store, _judged(loaded))
            yield _run(model, loaded, store, exports, options)
        finally:
            store.close()


def _run(model: Model, loaded: Loaded, store: Store, exports: Exports, options: Options) -> Result:
    book, encoding, only, cutoff = model.book, model.encoding, options.only, exports.cutoff
    options.progress("docs/rules")
    there = {file.type for file in loaded.files if file.type and file.account.judged}
    exported = {file.type for file in loaded.files if file.type}
    options.fit(exported)
    rules = [rule for rule in encoding.rules.values() if not only or rule.id in only]
    speak = {rule.id for rule in rules if hangs_on(rule, book.types) & exported}
    alone = implied(book, {rule.record for rule in rules if rule.id in speak} - there, loaded.parts, store)
    parts = expose(store, (*loaded.parts, *alone), book.types, _judged(loaded) <= duckdb.FEW)
    there |= {part.type for part in alone}
    until, beyond = (cutoff, []) if cutoff is not None else latest(store, loaded.parts, book.types)
    zone = ZoneInfo(book.zone)
    book = seen(book, parts, loaded.distinct, store)
    edition = book.edition(None if until is None else day_of(until, zone))
    rules.sort(key=lambda rule: _order(rule, edition))
    asked = Asked(
        parts,
        until or 0,
        extents(exports.sources, loaded.parts, book.midnight),
        options.period,
        nobodies(book, rules, loaded.parts, store),
    )
    compiled = [
        compile_rule(rule, index, options.values(rule, book), book, asked)
        if rule.id in speak
        else Compiled(rule, index, (), whole=Gap("record-missing", 0, {"record": min(hangs_on(rule, book.types))}))
        for index, rule in enumerate(rules)
    ]
    lay_out(compiled, book, until, store)
    ended = min([until or 0, *(options.period or ())[1:]])
    files, types = {part.index: part.file for part in parts}, {part.index: part.type for part in parts}
    rows = loaded.rows.beside(len(alone))
    results = judge(compiled, book, there, edition, ended, store, options.progress)
    lapsed = lapses([c for c in compiled if c.rule.record in there], book, options.period, store, files, rows)
    return Result(
        title=book.title,
        cutoff=until,
        cutoff_text="" if until is None else moment(until, zone).isoformat(sep=" "),
        cutoff_given=cutoff is not None,
        period=None if options.period is None else (day_of(options.period[0], zone), day_of(options.period[1], zone)),
        beyond=tuple(
            Beyond(files[o.part], loaded.rows.row(o.part, o.row), types[o.part], o.column, moment(o.instant, zone))
            for o in beyond
        ),
        edition=edition,
        files=loaded.files,
        account=sum((file.account for file in loaded.files[1:]), loaded.files[0].account),
        rejects=loaded.rejects,
        unlisted=unlisted(book, loaded.parts, store),
        rules=tuple(replace(result, lapses=lapsed.get(index)) for index, result in enumerate(results)),
        figures=_in_period(figures(book, encoding, loaded.parts, until, store), options.period, zone) if not only else (),
        findings=StoredFindings(store, book, compiled, files, rows),
        names=_names(book.types),
        missing=_missing(rules, exported, book.types),
        headings=_headings(book.law(edition), [article for result in results for article in (result.article, *result.also)]),
    )


def _judged(loaded: Loaded) -> int:
    return sum(file.account.judged for file in loaded.files)


def _in_period(found: tuple[Figure, ...], period: tuple[int, int] | None, zone: ZoneInfo) -> tuple[Figure, ...]:
    """The figures of the months that a period has days of."""
    if period is None:
        return found
    first, last = (day_of(instant, zone).isoformat()[:7] for instant in period)
    return tuple(figure for figure in found if first <= figure.period <= last)


def _order(rule: Rule, edition: Edition) -> tuple[object, ...]:
    """Severity, then place in the regulation: the order in which a reader wants them."""
    article = Law(edition.units).article_of(rule.encodes)
    return (SEVERITIES.index(rule.severity(edition.units)), article_order(article), rule.duty, rule.id)


def _missing(rules: Sequence[Rule], exported: Collection[str], types: Mapping[str, RecordType]) -> tuple[str, ...]:
    """The record types that rules ask about and no file holds, those that the most rules ask about first."""
    asked = Counter(record for rule in rules for record in {rule.record} | KINDS[rule.kind].records(rule))
    lacking = [record for record in asked if record not in exported and not types[record].implied]
    return tuple(sorted(lacking, key=lambda record: (-asked[record], record)))


def _headings(law: Law, articles: Sequence[str]) -> dict[str, dict[str, str]]:
    """What the articles and their chapters are called; nothing of one that the edition does not have."""
    units = [UnitKey("article" if "-" in article else "section", article) for article in articles]
    units += [UnitKey("section", chapter_of(article)) for article in articles]
    return {unit.id: {lang: law.name(unit, lang) for lang in ("zh-Hant", "en")} for unit in units if unit in law.units}


def _names(types: Mapping[str, RecordType]) -> dict[str, str]:
    names = {record.id: record.title for record in types.values()}
    for record in types.values():
        for column in record.columns.values():
            names[f"{record.id}.{column.id}"] = column.title
            names |= {f"{record.id}.{column.id}={code}": words[0] for code, words in column.values.items() if words}
    return names
