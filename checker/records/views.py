"""The records of a type as rules see them: each file's relation, all files together, the parts of an event placed by it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from checker.model import Part, RecordType
from checker.records.duplicates import contents
from checker.records.store import Store, literal, name
from checker.records.table import Typed
from checker.records.types import HI
from checker.records.usual import SQL_TYPES

MANY, SMALL = 16, 1_000_000
"""Files of one type beyond which they are put into one table, where they have no more rows together."""


def lay(parts: Sequence[Part], record: RecordType, typed: Sequence[Typed], store: Store) -> list[Part]:
    """The relations of the files of one type; of many small files one table, since every statement reads what all names stand
    for."""
    selects = {part.index: _selected(part, record, typed[part.index]) for part in parts}
    if len(parts) <= MANY or sum(typed[part.index].rows for part in parts) > SMALL:
        for part in parts:
            store.execute(f"CREATE VIEW {part.relation} AS {selects[part.index]}")
        return list(parts)
    whole = name(f"_all {record.id}")
    every = " UNION ALL ".join(f"SELECT {index} AS _file, * FROM ({select})" for index, select in selects.items())
    store.execute(f"CREATE TABLE {whole} AS {every}")
    for part in parts:
        store.execute(f"DROP TABLE {_data(part)}")
    return [replace(part, whole=whole) for part in parts]


def _selected(part: Part, record: RecordType, typed: Typed) -> str:
    """SQL of a part's records out of its table."""
    columns = [
        name(column)
        if column.removesuffix(HI) in part.columns
        else f"CAST(NULL AS {SQL_TYPES[record.columns[column.removesuffix(HI)].kind]}) AS {name(column)}"
        for column in contents(record)
    ]
    selected = ", ".join([f"data.{typed.row} AS _row", *columns, f"{typed.bad} AS _bad", f"{typed.rest} AS _rest"])
    return f"SELECT {selected} FROM {_data(part)} AS data"


def _data(part: Part) -> str:
    return name(f"_part{part.index}_data")


def put_aside(store: Store, part: Part, record: RecordType, typed: Typed, aside: str) -> None:
    """Take the records that were set aside out of a part."""
    if part.whole:
        store.execute(f"DELETE FROM {part.whole} WHERE _file = {part.index} AND _row IN (SELECT _row FROM {aside})")
        return
    gone = f"SELECT 1 FROM {aside} AS gone WHERE gone._row = data.{typed.row}"
    store.execute(f"CREATE OR REPLACE VIEW {part.relation} AS {_selected(part, record, typed)} WHERE NOT EXISTS ({gone})")


def relation(parts: Sequence[Part], record: RecordType) -> str | None:
    """SQL of all records of a type: ``_file``, ``_row``, the type's columns (an instant is ``c``, ``c__hi``), ``_bad``,
    ``_rest``.

    None when no file of the type was loaded. Rejected and skipped lines, duplicates and superseded ones are not in it.
    """
    return " UNION ALL ".join(apart(part for part in parts if part.type == record.id)) or None


def apart(parts: Iterable[Part]) -> list[str]:
    """SQL of the relations, with ``_file``, in which the records of some parts stand: each once, in their order."""
    selects = (f"SELECT * FROM {p.whole}" if p.whole else f"SELECT {p.index} AS _file, * FROM {p.relation}" for p in parts)
    return list(dict.fromkeys(selects))


def expose(store: Store, parts: Sequence[Part], types: Mapping[str, RecordType], few: bool = False) -> tuple[Part, ...]:
    """Make the records of each type that was loaded a view that is called as the type; the parts with the columns these have.
    Of ``few`` a table: every statement that names a view reads what the view says anew.

    A part of something that happened happened with it: where its own instant is blank, it is its parent's, which may be any
    of those that parents of that number have. Parents that last (cases, lives) tell nothing of the kind.
    """
    placed = {record: parent for record in {part.type for part in parts} if (parent := _placed_by(types[record], parts, types))}
    for record in sorted({part.type for part in parts}):
        mine = relation(parts, types[record])
        view = _placed(f"({mine})", types[record], placed[record], parts) if record in placed else mine
        store.execute(f"CREATE {'TABLE' if few else 'VIEW'} {name(record)} AS {view}")
    return tuple(
        replace(part, columns=part.columns | {types[part.type].activation}) if part.type in placed else part for part in parts
    )


def _placed_by(record: RecordType, parts: Sequence[Part], types: Mapping[str, RecordType]) -> RecordType | None:
    """The type of the parents whose instant is that of their parts, where they were exported."""
    if len(record.parents) != 1 or record.fallback:
        return None
    parent = types[next(iter(record.parents))]
    there = any(part.type == parent.id and {parent.activation, *parent.key} <= part.columns for part in parts)
    return parent if there and parent.time.form in ("event", "covers") and len(parent.key) == 1 else None


def _placed(mine: str, record: RecordType, parent: RecordType, parts: Sequence[Part]) -> str:
    """The records, an instant that is blank filled from their parents."""
    at, its, key = record.activation, parent.activation, name(parent.key[0])
    blank = f"coalesce(NOT contains(t._bad, {literal(json.dumps(at) + ':')}), TRUE)"
    own = {column: f"t.{name(column)}" for column in contents(record)}
    for column, theirs in ((at, "first"), (at + HI, "ends")):
        own[column] = f"CASE WHEN {blank} THEN coalesce({own[column]}, p.{theirs}) ELSE {own[column]} END"
    columns = ", ".join(f"{sql} AS {name(column)}" for column, sql in own.items())
    parents = (
        f"SELECT {key} AS id, min({name(its)}) AS first, max({name(its + HI)}) AS ends FROM ({relation(parts, parent)}) "
        f"WHERE {name(its)} IS NOT NULL GROUP BY {key}"
    )
    return (
        f"SELECT t._file, t._row, {columns}, t._bad, t._rest FROM {mine} AS t "
        f"LEFT JOIN ({parents}) AS p ON p.id = t.{name(record.parents[parent.id])}"
    )
