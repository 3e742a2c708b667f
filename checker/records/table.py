"""From cells of text to a table with types. The database reads what is plainly usual in one pass; every other spelling that
occurs goes once through :mod:`checker.records.cells`, and no record is lost for a cell that can't be read."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from checker.model import Column, RecordType
from checker.records import cells as meanings
from checker.records import usual
from checker.records.grid import REST, Grid, member, no_record
from checker.records.recognise import FOOTER
from checker.records.store import Store, literal, name
from checker.records.types import HI
from checker.records.usual import SQL_TYPES

_BATCH = 20_000
_NOTHING = "CAST(NULL AS VARCHAR)"


@dataclass(frozen=True, slots=True)
class Cells:
    """Rows of text in the database's reach: ``sql`` is a relation with VARCHAR columns c0 … c{width-1}, in file order.

    ``exotic``: there may be white space other than U+0020 and U+3000. ``sample``: some rows, by which the usual spellings are
    chosen; it decides about speed alone.
    """

    sql: str
    grid: Grid
    exotic: bool = True
    sample: Sequence[Sequence[str]] = ()

    def seen(self, place: int) -> list[str]:
        """The cells of the sample at a place."""
        return [row[place] for row in self.sample if place < len(row)]


@dataclass(frozen=True, slots=True)
class Typed:
    """A table that was made: its rows, how many of those read were no records, and its columns ``_row``, ``_bad``, ``_rest``.

    These are SQL: the place of the record among the rows read, from 0; JSON of its cells that could not be read, else NULL;
    the cells that are no columns, as one text, NULL where they are empty.
    """

    rows: int
    skipped: int = 0
    row: str = "rowid"
    bad: str = _NOTHING
    rest: str = _NOTHING


def create(store: Store, table: str, cells: Cells, record: RecordType, zone: ZoneInfo) -> Typed:
    """Load ``cells`` into a new table with the columns of ``record`` that the file has, in the order of the file."""
    columns = {place: record.columns[column] for column, place in cells.grid.places.items()}
    store.execute(f"DROP TABLE IF EXISTS {name(table)}")
    store.execute(f"CREATE TABLE {name(table)} AS {first_pass(cells, record, columns, zone)}")
    count, odd = store.execute(f"SELECT count(*), count(_raw) FROM {name(table)}").fetchone()
    if not odd:
        return Typed(int(count), rest="_rest" if cells.grid.rest else _NOTHING)
    return _finish(store, table, cells, record, columns, zone)


def first_pass(cells: Cells, record: RecordType, columns: Mapping[int, Column], zone: ZoneInfo) -> str:
    """SQL: the usual cells typed; ``_raw`` is the row as it stands where any cell, or the row itself, is not plainly usual.

    In three layers, so that no cell is read twice: local clocks, typed values, what is made of these.
    """
    grid, key = cells.grid, cells.grid.key(record)
    clocks: dict[str, str] = {}
    typed: dict[str, str] = {}
    out: list[str] = []
    odd = [] if grid.lost is None else [f"c{grid.lost} <> ''"]
    for place, column in columns.items():
        cell, value, sample = f"c{place}", name(column.id), cells.seen(place)
        out.append(value)
        odd.append(f"({value} IS NULL AND {cell} <> '')")
        if column.kind != "instant":
            typed[value] = _usual(column, cell, sample, cells.exotic)
            continue
        form, end = usual.usual_form(sample), name(column.id + HI)
        if form is None:
            typed[value] = "CAST(NULL AS BIGINT)"
            out.append(f"{value} AS {end}")
        else:
            clocks[f"n{place}"] = usual.clock(cell, form)
            typed[value] = usual.instant(f"n{place}", form, zone, sample)
            out.append(f"{value} + {form.leaves} AS {end}")
    odd.append(usual.no_record_like(f"c{key}", grid.title(record), FOOTER))
    rows = ", ".join(f"c{place}" for place in range(grid.width))
    out.append(f"CASE WHEN {' OR '.join(odd)} THEN [{rows}] END AS _raw")
    if grid.rest:
        named = (f"CASE WHEN c{place} <> '' THEN concat({literal(f'{title}=')}, c{place}) END" for title, place in grid.rest)
        out.append(f"nullif(concat_ws({literal(REST)}, {', '.join(named)}), '') AS _rest")
    source = f"(SELECT {rows}{_named(clocks)} FROM {cells.sql})" if clocks else cells.sql
    return f"SELECT {', '.join(out)} FROM (SELECT {rows}{_named(typed)} FROM {source})"


def _named(columns: Mapping[str, str]) -> str:
    return "".join(f", {sql} AS {column}" for column, sql in columns.items())


def _usual(column: Column, cell: str, sample: Sequence[str], exotic: bool) -> str:
    if column.kind == "text":
        return usual.text(cell, sample, exotic)
    return usual.code(cell, column, sample) if column.kind in ("code", "boolean") else usual.number(cell, column)


def _finish(store: Store, table: str, cells: Cells, record: RecordType, columns: Mapping[int, Column], zone: ZoneInfo) -> Typed:
    """The table again with the cells that were not usual, without the rows that are no records."""
    old, skip = f"{table}_first", f"{table}_skip"
    store.execute(f"ALTER TABLE {name(table)} RENAME TO {name(old)}")
    lost = None if cells.grid.lost is None else f"t._raw[{cells.grid.lost + 1}]"
    skipped = _skipped(store, old, skip, cells.grid, record)
    joins, bad = [], [] if lost is None else [f"nullif({lost}, '')"]
    out = ["t.rowid AS _row"]
    made = [old, skip]
    for place, column in columns.items():
        mine, raw = f"m{place}", f"t._raw[{place + 1}]"
        values = {c: f"t.{name(c)}" for c in ([column.id, column.id + HI] if column.kind == "instant" else [column.id])}
        if _meanings(store, f"{table}_{mine}", old, place, column, zone):
            made.append(f"{table}_{mine}")
            joins.append(f"LEFT JOIN {name(made[-1])} AS {mine} ON {values[column.id]} IS NULL AND {mine}.cell = {raw}")
            bad.append(f"{mine}.bad")
            meant = zip(values.items(), ("value", "ends"), strict=False)
            values = {c: f"coalesce({value}, {mine}.{one})" for (c, value), one in meant}
        if column.blank is not None and lost is not None:
            gone = f"contains({lost}, {literal(json.dumps(column.id) + ':')})"
            values = {c: f"CASE WHEN {gone} THEN NULL ELSE {value} END" for c, value in values.items()}
        out += [f"{value} AS {name(c)}" for c, value in values.items()]
    members = f"concat_ws(',', {', '.join(bad)})" if bad else "''"
    out.append(f"CASE WHEN {members} <> '' THEN concat('{{', {members}, '}}') END AS _bad")
    out.append("t._rest" if cells.grid.rest else f"{_NOTHING} AS _rest")
    kept = f"t.rowid NOT IN (SELECT place FROM {name(skip)})" if skipped else "TRUE"
    store.execute(f"CREATE TABLE {name(table)} AS SELECT {', '.join(out)} FROM {name(old)} AS t {' '.join(joins)} WHERE {kept}")
    rows = store.execute(f"SELECT count(*) FROM {name(old)}").fetchone()[0]
    for one in made:
        store.execute(f"DROP TABLE {name(one)}")
    return Typed(int(rows), skipped, "_row", "_bad", "_rest")


def _skipped(store: Store, table: str, into: str, grid: Grid, record: RecordType) -> int:
    """Put the places of the rows that are no records into a table; their number."""
    store.execute(f"CREATE TABLE {name(into)} (place BIGINT)")
    key = grid.key(record)
    like = usual.no_record_like(f"_raw[{key + 1}]", grid.title(record), FOOTER)
    rows = store.cursor().execute(f"SELECT rowid, _raw FROM {name(table)} WHERE _raw IS NOT NULL AND {like}")
    found = 0
    while batch := rows.fetchmany(_BATCH):
        places = [place for place, raw in batch if no_record(raw, grid, record)]
        found += len(places)
        store.execute(f"INSERT INTO {name(into)} SELECT unnest(?)", [places])
    return found


def _meanings(store: Store, into: str, table: str, place: int, column: Column, zone: ZoneInfo) -> int:
    """Put what the unusual spellings of a column mean into a table; their number. No table where there are none."""
    cell = f"_raw[{place + 1}]"
    spelt = store.cursor().execute(
        f"SELECT DISTINCT {cell} FROM {name(table)} WHERE _raw IS NOT NULL AND {name(column.id)} IS NULL AND {cell} <> ''"
    )
    found = 0
    while batch := [row[0] for row in spelt.fetchmany(_BATCH)]:
        if not found:
            type_ = SQL_TYPES[column.kind]
            store.execute(f"CREATE TABLE {name(into)} (cell VARCHAR, value {type_}, ends BIGINT, bad VARCHAR)")
        found += len(batch)
        meant = [meanings.read(one, column, zone) for one in batch]
        bad = [member(column.id, one) if m.unreadable else None for one, m in zip(batch, meant, strict=True)]
        store.execute(
            f"INSERT INTO {name(into)} SELECT unnest(?), unnest(?), unnest(?), unnest(?)",
            [batch, [m.value for m in meant], [m.end for m in meant], bad],
        )
    return found
