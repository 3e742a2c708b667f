"""Up to when exports go: the latest instant in them, mistyped ones set aside and named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from checker.model import Part, RecordType
from checker.quantity import DAY, midnight
from checker.records.sources import Sources
from checker.records.store import Store, name
from checker.records.views import apart

_CLUSTER = 31 * DAY
_FAR, _ABSURD = 180 * DAY, 1100 * DAY
_SHOWN = 20

Columns = Sequence[tuple[str, str]]
"""The instants asked about: the SQL of a relation with ``_file`` and ``_row``, and a column of it."""


@dataclass(frozen=True, slots=True)
class Outlier:
    """An instant that lies so far beyond all others that nobody would take it for the end of the exports."""

    part: int
    row: int
    column: str
    instant: int


def latest(store: Store, parts: Sequence[Part], types: Mapping[str, RecordType]) -> tuple[int | None, list[Outlier]]:
    """The latest instant at which something happened, None where there is none, and what was set aside to find it.

    What may be planned (an appointment, the beginning and the end of a life) says nothing of when the exports were drawn: it
    is asked only where nothing else is. Set aside are instants of one month that lie half a year beyond all others and are less
    than a twentieth of them; or three years beyond, and a tenth of them or less than their last month holds.
    """
    happened, planned = list(_columns(parts, types, lives=False)), list(_columns(parts, types, lives=True))
    for columns in (happened, planned):
        found, below = _within(store, columns)
        if found is not None:
            return found, [] if below is None else list(_beyond(store, columns, below))
    return None, []


def ranks(
    store: Store,
    parts: Sequence[Part],
    types: Mapping[str, RecordType],
    sources: Sources,
    zone: ZoneInfo,
    cutoff: int | None,
) -> dict[int, int]:
    """How late each file is (µs): the end of the day it was drawn or of its period, else its latest instant, those aside that
    are mistyped or lie after the cutoff; -1 where nothing tells."""
    found = dict.fromkeys((part.index for part in parts), -1)
    bound = cutoff if cutoff is not None else latest(store, parts, types)[0]
    asked: dict[int, Part] = {}
    for part in parts:
        day = sources.of(part.file).drawn
        if day is None:
            asked[part.index] = part
        else:
            found[part.index] = midnight(day + timedelta(days=1), zone) - 1
    told = "max(moment)" if bound is None else f"max(moment) FILTER (WHERE moment <= {bound})"
    for lives in (False, True):
        for source, column in _columns(list(asked.values()), types, lives=lives):
            ends = store.execute(
                f"SELECT _file, {told} FROM (SELECT _file, {name(column)} AS moment FROM ({source})) GROUP BY _file"
            ).fetchall()
            found |= {file: max(found[file], int(end)) for file, end in ends if file in asked and end is not None}
        asked = {index: part for index, part in asked.items() if not _has(part, types, lives)}
    return found


def _asked_of(record: RecordType, column: str, lives: bool) -> bool:
    """Whether a column is an instant that happened; one at which what ``lives`` begins or ends."""
    spans = {record.time.begins, record.time.ends} if record.time.form in ("life", "covers") else set()
    kind = record.columns[column]
    return kind.kind == "instant" and not kind.planned and (column in spans) == lives


def _has(part: Part, types: Mapping[str, RecordType], lives: bool) -> bool:
    return any(_asked_of(types[part.type], column, lives) for column in part.columns)


def _columns(parts: Sequence[Part], types: Mapping[str, RecordType], *, lives: bool) -> Iterator[tuple[str, str]]:
    found: dict[tuple[str, str], None] = {}
    for part in parts:
        (source,) = apart([part])
        for column in types[part.type].columns:
            if column in part.columns and _asked_of(types[part.type], column, lives):
                found[source, column] = None
    return iter(found)


def _within(store: Store, columns: Columns) -> tuple[int | None, int | None]:
    """The latest instant that is not set aside, and the first that is."""
    below: int | None = None
    while columns:
        under = "TRUE" if below is None else f"moment < {below}"
        ends = _asked(store, columns, f"max(moment) FILTER (WHERE {under})")
        end = max((one for (one,) in ends if one is not None), default=None)
        if end is None:
            break
        near, before = f"moment > {end - _CLUSTER} AND {under}", f"moment <= {end - _CLUSTER}"
        told = f"min(moment) FILTER (WHERE {near}), count(moment) FILTER (WHERE {near})"
        told += f", max(moment) FILTER (WHERE {before}), count(moment) FILTER (WHERE {before})"
        firsts, few, lasts, others = zip(*_asked(store, columns, told), strict=True)
        first = min(one for one in firsts if one is not None)
        last = max((one for one in lasts if one is not None), default=first)
        if first - last <= _FAR or not _rare(store, columns, first - last, sum(few), last, sum(others)):
            return end, below
        below = first
    return None, None


def _rare(store: Store, columns: Columns, gap: int, few: int, last: int, others: int) -> bool:
    """Whether ``few`` instants, so long after the ``last`` of the ``others``, are rather mistyped than the end."""
    if few * 20 < others or gap <= _ABSURD:
        return few * 20 < others
    month = f"count(moment) FILTER (WHERE moment > {last - _CLUSTER} AND moment <= {last})"
    return few * 10 <= others or few < sum(n for (n,) in _asked(store, columns, month))


def _asked(store: Store, columns: Columns, told: str) -> list[tuple[int, ...]]:
    """The same figures of every column."""
    selects = (f"SELECT {told} FROM (SELECT {name(column)} AS moment FROM ({source}))" for source, column in columns)
    return store.execute(" UNION ALL ".join(selects)).fetchall()


def _beyond(store: Store, columns: Columns, below: int) -> Iterator[Outlier]:
    for source, column in columns:
        at = name(column)
        rows = store.execute(
            f"SELECT _file, _row, {at} FROM ({source}) WHERE {at} >= {below} ORDER BY _file, _row LIMIT {_SHOWN}"
        )
        yield from (Outlier(int(part), int(row), column, int(instant)) for part, row, instant in rows.fetchall())
