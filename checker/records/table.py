"""From cells of text to a table with types: one statement, in which no record is lost for a cell that will not cast."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from checker.model import Column, RecordType
from checker.records import instants
from checker.records.blanks import SPACE, filled, filled_slowly, trimmed
from checker.records.recognise import FOOTER
from checker.records.spellings import canonical
from checker.records.store import Store, literal, name
from checker.records.types import HI

SKIPPED = "-"

SQL_TYPES = {"text": "VARCHAR", "code": "VARCHAR", "boolean": "BOOLEAN", "integer": "BIGINT", "number": "DOUBLE",
             "instant": "BIGINT"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cells:
    """Rows of text in the database's reach: ``sql`` is a relation with VARCHAR columns c0 … c{width-1}, in file order.

    ``places`` says which cell holds which column, ``header`` what stands above each. ``exotic``: there may be white space other
    than U+0020 and U+3000. ``lost``: the cell that names, as JSON members, cells whose digits were lost before they got here.
    ``forms``: how columns of instants are usually written.
    """

    sql: str
    width: int
    places: Mapping[str, int]
    header: Sequence[str] = ()
    exotic: bool = True
    lost: int | None = None
    forms: Mapping[str, instants.Form] = field(default_factory=dict)


@dataclass(slots=True)
class _Plan:
    """The statement as it grows: layers of named expressions, inner first, and the columns that come out."""

    layers: list[dict[str, str]] = field(default_factory=list)
    out: list[str] = field(default_factory=list)
    bad: list[tuple[str, int, str]] = field(default_factory=list)

    def add(self, depth: int, named: Mapping[str, str]) -> None:
        while len(self.layers) <= depth:
            self.layers.append({})
        self.layers[depth].update(named)


def create(store: Store, table: str, cells: Cells, record: RecordType, zone: str) -> int:
    """Load ``cells`` into a new table; the number of its rows.

    Its columns: those of ``record`` that the file has, typed, and ``_bad``: JSON of the cells that could not be read, else
    NULL, or ``SKIPPED`` for blank rows, repeated headers and totals. ``rowid`` counts the rows in the order of the file.
    ``zone`` comes from ``instants.zone_rule``.
    """
    plan = _Plan()
    for column, place in cells.places.items():
        _type(plan, record.columns[column], f"c{place}", cells, zone)
    plan.add(0, {"skipped": _skip(cells, record)})
    source = cells.sql
    for layer in plan.layers:
        if layer:
            source = f"(SELECT *, {', '.join(f'{sql} AS {key}' for key, sql in layer.items())} FROM {source})"
    out = [*plan.out, f"CASE WHEN skipped THEN {literal(SKIPPED)} {_bad(plan.bad, cells)} END AS _bad"]
    store.execute(f"DROP TABLE IF EXISTS {name(table)}")
    store.execute(f"CREATE TABLE {name(table)} AS SELECT {', '.join(out)} FROM {source}")
    return int(store.execute(f"SELECT count(*) FROM {name(table)}").fetchone()[0])


def _type(plan: _Plan, column: Column, cell: str, cells: Cells, zone: str) -> None:
    key = f"{cell}_"
    if column.kind == "instant":
        for depth, layer in enumerate(instants.layers(cell, key, zone, cells.forms.get(column.id, instants.FORMS[0]))):
            plan.add(depth, layer)
        plan.out += [f"{key}lo AS {name(column.id)}", f"{key}hi AS {name(column.id + HI)}"]
        plan.bad.append((column.id, int(cell[1:]), f"{key}bad"))
        return
    plan.add(0, {f"{key}t": filled(cell, exotic=cells.exotic)})
    if column.kind == "text":
        plan.out.append(f"{key}t AS {name(column.id)}")
        return
    if column.kind in ("integer", "number"):
        plan.add(1, {f"{key}d": _digits(f"{key}t", column.kind)})
        value = f"TRY_CAST({key}d AS {SQL_TYPES[column.kind]})"
    else:
        value = canonical(column, f"{key}t")
        if column.kind == "code":
            value = f"coalesce({value}, {key}t)"
    plan.add(2, {f"{key}v": value})
    meant = f"{key}v"
    if column.blank is not None:
        kept = "" if cells.lost is None else f" AND c{cells.lost} = ''"
        meant = f"CASE WHEN {key}t IS NULL{kept} THEN {literal(column.blank)} ELSE {key}v END"
    plan.out.append(f"CAST({meant} AS {SQL_TYPES[column.kind]}) AS {name(column.id)}")
    if column.kind != "code":
        plan.bad.append((column.id, int(cell[1:]), f"({key}t IS NOT NULL AND {key}v IS NULL)"))


def _digits(text: str, kind: str) -> str:
    """SQL: a figure with plain digits and no thousands separators; NULL when it is not one. Nothing is rounded."""
    plain = f"translate({text}, '０１２３４５６７８９，．－＋', '0123456789,.-+')"
    part = r"(\.0+)?" if kind == "integer" else r"(\.\d+)?([eE][+-]?\d+)?"
    grouped, single = literal(r"[+-]?\d{1,3}(,\d{3})+" + part), literal(r"[+-]?\d+" + part)
    return (
        f"CASE WHEN regexp_full_match({plain}, {single}) THEN {plain} "
        f"WHEN regexp_full_match({plain}, {grouped}) THEN replace({plain}, ',', '') END"
    )


def _bad(bad: Sequence[tuple[str, int, str]], cells: Cells) -> str:
    """SQL: the arm of a CASE that names, as JSON, the cells whose test holds."""
    members = []
    for column, place, test in bad:
        member, text = literal(f'"{column}":'), trimmed(f"c{place}")
        members.append(f"CASE WHEN {test} THEN concat({member}, CAST(to_json({text}) AS VARCHAR)) END")
    tests = [test for _, _, test in bad]
    if cells.lost is not None:
        members.append(f"nullif(c{cells.lost}, '')")
        tests.append(f"c{cells.lost} <> ''")
    if not tests:
        return ""
    return f"WHEN {' OR '.join(tests)} THEN concat('{{', concat_ws(',', {', '.join(members)}), '}}')"


def _skip(cells: Cells, record: RecordType) -> str:
    """SQL: TRUE for a row that is no record. Rows that begin with a plain character other than G, S, T pass at one glance."""
    count = cells.width if cells.lost is None else cells.lost
    texts = [f"nullif(trim(c{i}, {literal(SPACE)}), '')" for i in range(count)]
    first = texts[0] if count == 1 else f"coalesce({', '.join(texts)})"
    keys = [f"c{cells.places[k]}" for k in record.key if k in cells.places]
    total = " AND ".join(
        [f"regexp_matches({first}, {literal(FOOTER)})"]
        + [f"({filled_slowly(k)} IS NULL OR regexp_matches({k}, {literal(FOOTER)}))" for k in keys]
    )
    tests = [f"{first} IS NULL", f"({total})"]
    plain = "(c0 BETWEEN '0' AND 'G' OR c0 BETWEEN 'H' AND 'S')"
    if any(cells.header):
        repeated = [
            f"coalesce(trim(c{i}, {literal(SPACE)}), '') = {literal(text.strip(SPACE))}" for i, text in enumerate(cells.header)
        ]
        tests.append(f"({' AND '.join(repeated)})")
        if first_header := cells.header[0].strip(SPACE):
            plain = f"({plain} AND NOT starts_with(c0, {literal(first_header)}))"
    return f"CASE WHEN {plain} THEN FALSE ELSE coalesce({' OR '.join(tests)}, FALSE) END"
