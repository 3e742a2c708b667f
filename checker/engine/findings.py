"""Findings as they lie in the database, turned into :class:`Finding` one by one, so that millions never stand in memory."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from checker.engine.compile import Compiled
from checker.model import Edition
from checker.records.account import Rows
from checker.regulation.book import Book
from checker.result import Finding

COLUMNS = "rule SMALLINT, rank TINYINT, code VARCHAR, _file INTEGER, _row BIGINT, instant BIGINT, key VARCHAR, evidence VARCHAR"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SPANS = ((86_400_000_000, "%Y-%m-%d"), (60_000_000, "%Y-%m-%d %H:%M"))
_DURATIONS = ("elapsed", "limit")
_CHUNK = 5_000


def moment(instant: int, zone: ZoneInfo) -> datetime:
    """An instant as a time of the zone; one beyond the calendar is held at its ends."""
    return (_EPOCH + timedelta(microseconds=max(min(instant, 253402000000000000), -62135000000000000))).astimezone(zone)


def show_instant(low: int, high: int, zone: ZoneInfo) -> str:
    """An instant as it was written: to the day, the minute or the second, in the zone."""
    form = next((form for span, form in _SPANS if high - low >= span), "%Y-%m-%d %H:%M:%S")
    shown = moment(low, zone)
    return shown.strftime(form) + (f".{shown.microsecond:06d}".rstrip("0") if shown.microsecond else "")


def iso_duration(micros: int) -> str:
    """``PT45S``: whole and part seconds, a minus sign before the P of a negative one."""
    seconds, rest = divmod(abs(micros), 1_000_000)
    part = f".{rest:06d}".rstrip("0") if rest else ""
    return f"{'-' if micros < 0 else ''}PT{seconds}{part}S"


class StoredFindings:
    """A run's findings in the order outcome, severity, article, file, row. Satisfies :class:`checker.model.Findings`."""

    def __init__(self, store: Any, book: Book, compiled: Sequence[Compiled], files: Mapping[int, str], rows: Rows) -> None:
        self._store = store
        self._book = book
        self._rules = {c.index: c for c in compiled}
        self._files = files
        self._rows = rows
        self._zone = ZoneInfo(book.zone)
        self._editions = [(book.midnight(edition.effective), edition) for edition in book.history.editions]

    def __len__(self) -> int:
        return int(self._store.execute("SELECT count(*) FROM _findings").fetchone()[0])

    def __iter__(self) -> Iterator[Finding]:
        cursor = self._store.cursor()
        cursor.execute("SELECT * FROM _findings ORDER BY rank, rule, _file, _row")
        while rows := cursor.fetchmany(_CHUNK):
            yield from map(self._finding, rows)

    def worst(self, count: int) -> list[Finding]:
        """The first ``count`` that are violated, taken in turn from every rule, so that one cannot hide the others."""
        query = (
            "SELECT * EXCLUDE turn FROM (SELECT *, row_number() OVER (PARTITION BY rule ORDER BY _file, _row) AS turn "
            f"FROM _findings WHERE rank = 0) WHERE turn <= {count} ORDER BY turn, rule LIMIT {count}"
        )
        found = [self._finding(row) for row in self._store.execute(query).fetchall()]
        order = {index: place for place, index in enumerate(sorted(self._rules))}
        names = {c.rule.id: order[i] for i, c in self._rules.items()}
        return sorted(found, key=lambda f: names[f.rule])

    def _finding(self, row: Sequence[Any]) -> Finding:
        index, _, code, file, record_row, at, key, evidence = row
        compiled = self._rules[index]
        rule = compiled.rule
        outcome, reason, version = code.split("|")
        edition = self._edition(at)
        units = (edition or self._book.edition()).units
        duty = units.get(f"duty/{rule.duty}", {})
        bearer = str(duty.get("bearer", ""))
        return Finding(
            rule=rule.id,
            title=rule.title,
            article=str(duty.get("article", rule.duty.rpartition(".")[0])),
            bearer=bearer,
            bearer_name={lang: self._book.name(f"role/{bearer}", lang, units) for lang in ("zh-Hant", "en")},
            outcome=outcome,
            reason=reason,
            severity=rule.severity(units),
            record=rule.record,
            key={name: "" if value is None else str(value) for name, value in self._evidence(json.loads(key)).items()},
            file=self._files[file],
            row=self._rows.row(file, record_row),
            activation=None if at is None else moment(at, self._zone).isoformat(),
            edition=edition,
            evidence=self._evidence(json.loads(evidence)),
            kind=rule.kind,
            presumed=bool(version) and compiled.versions[int(version)].presumed,
        )

    def _edition(self, at: int | None) -> Edition | None:
        if at is None:
            return None
        return next((edition for start, edition in reversed(self._editions) if start <= at), None)

    def _evidence(self, values: Mapping[str, Any]) -> dict[str, Any]:
        shown: dict[str, Any] = {}
        for name, value in values.items():
            if name in _DURATIONS:
                shown[name] = None if value is None else iso_duration(value)
            elif isinstance(value, list):
                shown[name] = show_instant(value[0], value[1], self._zone)
            else:
                shown[name] = value
        return shown
