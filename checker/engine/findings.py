"""Findings as they lie in the database, turned into :class:`Finding` one by one, so that millions never stand in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from checker.engine.compile import Compiled
from checker.engine.duckdb import DIALECT
from checker.engine.evidence import Known, iso_instant, unpacking
from checker.engine.outcomes import INDETERMINATE, NAMES, UNPLACED, VIOLATED
from checker.engine.queries import FIELDS, FINDINGS, key_of
from checker.model import Edition, UnitKey
from checker.records.account import Positions
from checker.records.store import Store
from checker.regulation.book import Book
from checker.result import Cause, Finding, Ground
from checker.sql.functions import count, windowed
from checker.sql.select import Select, Source, Table, named

_CHUNK = 5_000
_FOUND = Source(Table(FINDINGS, loaded=False), "f")
_COLUMNS = {name: _FOUND.column(name) for name in FIELDS}
_PLACE = (_COLUMNS["_file"], _COLUMNS["_row"])


@dataclass(frozen=True, slots=True)
class _Head:
    """What reads the findings of one ground."""

    ground: Ground
    presumed: bool
    key: Callable[[Sequence[str | None]], dict[str, Known]]
    evidence: Callable[[Sequence[str | None]], dict[str, Known]]


class StoredFindings:
    """A run's findings, in the order of :class:`checker.result.Findings`, which it satisfies."""

    def __init__(
        self, store: Store, book: Book, compiled: Sequence[Compiled], files: Mapping[int, str], rows: Positions
    ) -> None:
        self._store = store
        self._book = book
        self._rules = {c.index: c for c in compiled}
        self._files = files
        self._rows = rows
        self._zone = ZoneInfo(book.zone)
        self._heads: dict[tuple[int, int, int | None], _Head] = {}
        self._editions = [(book.midnight(edition.effective), edition) for edition in book.history.editions]

    def __len__(self) -> int:
        return int(self._store.execute(DIALECT.query(Select(named({"n": count()}), _FOUND))).fetchone()[0])

    def __iter__(self) -> Iterator[Finding]:
        order = (_COLUMNS["outcome"] * -1, _COLUMNS["rule"], *_PLACE)
        found = self._store.cursor().execute(DIALECT.query(Select(named(_COLUMNS), _FOUND, order=order)))
        while rows := found.fetchmany(_CHUNK):
            yield from map(self._finding, rows)

    def worst(self, number: int) -> list[Finding]:
        """Taken in turn, so that one rule cannot hide the others."""
        turn = windowed("row_number", partition=(_COLUMNS["rule"],), order=_PLACE)
        broken = Select(named(_COLUMNS | {"turn": turn}), _FOUND, where=_COLUMNS["outcome"].eq(VIOLATED))
        v = Source(broken, "v")
        columns = {name: v.column(name) for name in FIELDS}
        first = Select(named(columns), v, where=v.column("turn") <= number, order=(v.column("turn"), columns["rule"]))
        rows = self._store.execute(DIALECT.query(first)).fetchall()[:number]
        return [self._finding(row) for row in sorted(rows, key=lambda row: row[0])]

    def causes(self) -> list[Cause]:
        """Why records are undecided, by rule and reason."""
        by = (_COLUMNS["rule"], _COLUMNS["reason"])
        open_ = _COLUMNS["outcome"].eq(INDETERMINATE)
        tally = Select(named({"rule": by[0], "reason": by[1], "n": count()}), _FOUND, where=open_, group=by)
        found = self._store.execute(DIALECT.query(tally)).fetchall()
        return [Cause(self._rules[rule].rule.id, reason, n) for rule, reason, n in sorted(found)]

    def _finding(self, row: Sequence[Any]) -> Finding:
        index, outcome, reason, version, at, evidence, file, record_row, key = row
        edition = self._edition(at)
        place = index, version, edition.revision if edition else None
        head = self._heads.get(place)
        if head is None:
            head = self._heads[place] = self._head(self._rules[index], version, edition)
        return Finding(
            head.ground,
            NAMES[outcome],
            reason,
            {name: "" if value is None else str(value) for name, value in head.key(key).items()},
            self._files[file],
            self._rows.row(file, record_row),
            None if at is None else iso_instant(at, self._zone),
            head.evidence(evidence),
            head.presumed and reason not in UNPLACED,
        )

    def _head(self, compiled: Compiled, version: int, edition: Edition | None) -> _Head:
        rule, shown = compiled.rule, compiled.shown
        law = self._book.law(edition or self._book.edition())
        bearer = law.duty(rule.duty).bearer
        ground = Ground(
            rule=rule.id,
            kind=rule.kind,
            title=rule.title,
            article=law.article_of(rule.encodes),
            bearer=bearer,
            bearer_name={lang: law.name(UnitKey("role", bearer), lang) for lang in ("zh-Hant", "en")},
            severity=rule.severity(law.units),
            record=rule.record,
            edition=edition,
            undecided=(rule.undecided or {}).get("because", {}),
            also=rule.also_articles(law),
        )
        return _Head(
            ground=ground,
            presumed=version is not None and compiled.versions[version].presumed,
            key=unpacking(key_of(self._book.types[rule.record]), self._zone),
            evidence=unpacking(shown.get(version, next(iter(shown.values()))), self._zone),
        )

    def _edition(self, at: int | None) -> Edition | None:
        if at is None:
            return None
        return next((edition for start, edition in reversed(self._editions) if start <= at), None)
