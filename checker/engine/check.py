"""One run: load the exports, judge every record by every rule in one query per table, and keep what is not satisfied."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from checker.engine import duckdb
from checker.engine.clock import lay_out
from checker.engine.compile import Compiled, compile_rule
from checker.engine.figures import figures
from checker.engine.findings import COLUMNS, StoredFindings, moment
from checker.model import Edition, Part, RecordType
from checker.records.ingest import Loaded, ingest, relation
from checker.regulation.book import Book, article_order
from checker.result import OUTCOMES, SEVERITIES, Gap, Result, RuleResult
from checker.rules.load import Encoding, Rule
from checker.rules.sql import Row, literal, name


def _rank(code: str) -> str:
    return f"CASE split_part({code}, '|', 1) WHEN 'violated' THEN 0 WHEN 'indeterminate' THEN 1 ELSE 2 END"


@contextmanager
def checking(
    book: Book,
    encoding: Encoding,
    paths: Sequence[Path],
    *,
    forced: Mapping[Path, str] | None = None,
    only: Sequence[str] = (),
    cutoff: int | None = None,
    memory: str = "1GB",
    progress: Callable[[str], None] = lambda _: None,
) -> Iterator[Result]:
    """Check exports against the regulation; the result's findings can be read until the block ends.

    ``paths`` are files or folders, ``forced`` names the record type of a file, ``only`` keeps some rules, ``cutoff`` (µs)
    is the instant up to which the exports are complete: by default the latest instant in them. Raises ``InputError`` for
    unusable paths.
    """
    with tempfile.TemporaryDirectory(prefix="handbook-", ignore_cleanup_errors=True) as folder:
        store = duckdb.connect(Path(folder), memory)
        try:
            loaded = ingest(
                paths, book.types, store, zone=book.zone, forced=forced or {}, workdir=Path(folder), progress=progress
            )
            duckdb.lock(store)
            yield _judge(book, encoding, loaded, store, only, cutoff, progress)
        finally:
            store.close()


def _judge(
    book: Book,
    encoding: Encoding,
    loaded: Loaded,
    store: Any,
    only: Sequence[str],
    cutoff: int | None,
    progress: Callable[[str], None],
) -> Result:
    loaded_types = sorted({part.type for part in loaded.parts})
    for record in loaded_types:
        store.execute(f"CREATE VIEW {name(record)} AS {relation(loaded.parts, book.types[record])}")
    latest = cutoff if cutoff is not None else _latest(book.types, loaded.parts, store)
    edition = book.edition(None if latest is None else moment(latest, ZoneInfo(book.zone)).date())
    rules = sorted((r for r in encoding.rules.values() if not only or r.id in only), key=lambda r: _order(r, edition))
    compiled = [compile_rule(rule, index, book, loaded.parts, latest) for index, rule in enumerate(rules)]
    lay_out(compiled, book, latest, store)
    store.execute(f"CREATE TABLE _findings ({COLUMNS})")
    results: dict[int, RuleResult] = {}
    for record in sorted({rule.record for rule in rules}):
        progress(record)
        mine = [c for c in compiled if c.rule.record == record]
        results |= _run(book, record, mine, record in loaded_types, store, edition)
    files = {part.index: part.file for part in loaded.parts}
    return Result(
        title=book.title,
        cutoff=latest,
        cutoff_text="" if latest is None else moment(latest, ZoneInfo(book.zone)).isoformat(sep=" "),
        cutoff_given=cutoff is not None,
        edition=edition,
        files=loaded.files,
        account=sum((file.account for file in loaded.files[1:]), loaded.files[0].account),
        rejects=loaded.rejects,
        rules=tuple(results[c.index] for c in compiled),
        figures=figures(book, encoding, loaded.parts, store) if not only else (),
        findings=StoredFindings(store, book, compiled, files, loaded.rows),
        names=_names(book.types),
    )


def _order(rule: Rule, edition: Edition) -> tuple[Any, ...]:
    """Severity, then place in the regulation: the order in which a reader wants them."""
    return (SEVERITIES.index(rule.severity(edition.units)), article_order(rule.duty.rpartition(".")[0]), rule.duty, rule.id)


def _names(types: Mapping[str, RecordType]) -> dict[str, str]:
    names = {record.id: record.title for record in types.values()}
    for record in types.values():
        for column in record.columns.values():
            names[f"{record.id}.{column.id}"] = column.title
            names |= {f"{record.id}.{column.id}={code}": words[0] for code, words in column.values.items() if words}
    return names


def _latest(types: Mapping[str, RecordType], parts: Sequence[Part], store: Any) -> int | None:
    """The latest instant in the data, planned ones aside."""
    found = []
    for part in parts:
        for column in types[part.type].columns.values():
            if column.kind == "instant" and not column.planned and column.id in part.columns:
                found.append(f"SELECT max({name(column.id)}) AS latest FROM {name(part.type)} WHERE _file = {part.index}")
    if not found:
        return None
    latest = store.execute(f"SELECT max(latest) FROM ({' UNION ALL '.join(found)})").fetchone()[0]
    return None if latest is None else int(latest)


def _run(
    book: Book, record: str, compiled: Sequence[Compiled], loaded: bool, store: Any, edition: Edition
) -> dict[int, RuleResult]:
    """All rules of one record type: those that one record decides together, the others one by one."""
    active = [c for c in compiled if c.whole is None] if loaded else []
    together = [c for c in active if not c.joins]
    total, counts = _count(record, together, store)
    if together:
        _emit(book.types[record], together, store)
    for single in (c for c in active if c.joins):
        total, alone = _count(record, [single], store)
        counts |= alone
        _emit(book.types[record], [single], store)
    emitted = _emitted(store)
    if loaded and not active:
        total = int(store.execute(f"SELECT count(*) FROM {name(record)}").fetchone()[0])
    return {c.index: _rule_result(c, edition, total if loaded else 0, counts.get(c.index, []), emitted) for c in compiled}


def _count(record: str, compiled: Sequence[Compiled], store: Any) -> tuple[int, dict[int, list[int]]]:
    """Records in all, and for each rule those it applies to, then those in each of its gaps."""
    wanted = [f"count(*) FILTER (WHERE {sql})" for c in compiled for sql in [c.activated, *(g for _, g in c.gaps)]]
    joins = compiled[0].joins if compiled else ""
    row = (
        store.execute(f"SELECT {', '.join(['count(*)', *wanted])} FROM {_from(record, joins)}").fetchone() if compiled else [0]
    )
    rest = iter(row[1:])
    return int(row[0]), {c.index: [int(next(rest)) for _ in range(1 + len(c.gaps))] for c in compiled}


def _from(record: str, joins: str) -> str:
    return f"{name(record)} AS t {joins}"


def _emit(record: RecordType, compiled: Sequence[Compiled], store: Any) -> None:
    """Put every record that a rule does not find satisfied into ``findings``; the table is read once for all rules."""
    row = Row(record)
    fields = ", ".join(f"{literal(column)}: {row.shown(column)}" for column in record.key)
    key = f"CAST(to_json({{{fields}}}) AS VARCHAR)"
    if len(compiled) == 1:
        only = compiled[0]
        columns = [str(only.index), _rank(only.code), only.code, "t._file", "t._row", only.at or "NULL", key, only.evidence]
        source = f"{_from(record.id, only.joins)} WHERE ({only.code}) IS NOT NULL"
        store.execute(f"INSERT INTO _findings SELECT {', '.join(columns)} FROM {source}")
        return
    codes = ", ".join(f"{c.code} AS c{c.index}" for c in compiled)
    entries = ", ".join(
        f"CASE WHEN t.c{c.index} IS NOT NULL THEN "
        f"{{'rule': {c.index}, 'code': t.c{c.index}, 'instant': {c.at or 'NULL::BIGINT'}, 'evidence': {c.evidence}}} END"
        for c in compiled
    )
    any_code = " OR ".join(f"c{c.index} IS NOT NULL" for c in compiled)
    store.execute(
        f"INSERT INTO _findings SELECT e.rule, {_rank('e.code')}, e.code, _file, _row, e.instant, key, e.evidence FROM ("
        f"SELECT t._file, t._row, {key} AS key, unnest([{entries}]) AS e FROM ("
        f"SELECT t.*, {codes} FROM {_from(record.id, '')}) AS t WHERE {any_code}) WHERE e IS NOT NULL"
    )


def _emitted(store: Any) -> dict[tuple[int, str], int]:
    rows = store.execute("SELECT rule, split_part(code, '|', 1), count(*) FROM _findings GROUP BY ALL").fetchall()
    return {(rule, outcome): count for rule, outcome, count in rows}


def _rule_result(
    compiled: Compiled, edition: Edition, total: int, counts: Sequence[int], emitted: Mapping[tuple[int, str], int]
) -> RuleResult:
    rule = compiled.rule
    outcomes = dict.fromkeys(OUTCOMES, 0)
    gaps = [replace(gap, records=count) for (gap, _), count in zip(compiled.gaps, counts[1:], strict=True) if count]
    if compiled.whole is not None:
        gaps = [replace(compiled.whole, records=total)]
    elif counts:
        shown = {outcome: emitted.get((compiled.index, outcome), 0) for outcome in ("violated", "pending", "indeterminate")}
        outcomes |= shown
        outcomes["satisfied"] = counts[0] - sum(shown.values())
        outcomes["not_applicable"] = total - counts[0] - sum(gap.records for gap in gaps)
    duty = edition.units.get(f"duty/{rule.duty}", {})
    return RuleResult(
        rule=rule.id,
        title=rule.title,
        article=str(duty.get("article", rule.duty.rpartition(".")[0])),
        kind=rule.kind,
        severity=rule.severity(edition.units),
        record=rule.record,
        outcomes=outcomes,
        not_assessed=tuple(gaps) if total else (Gap("no-records", 0, {"record": rule.record}),),
    )
