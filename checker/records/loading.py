"""From a planned file to a table in the database, with its tally: nothing goes in that was not counted apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from zoneinfo import ZoneInfo

from checker.model import RecordType
from checker.records import decode, jsonl, parquet, sheets, small, tabular, workbook
from checker.records.account import Note, Tally
from checker.records.csvfile import nothing, physical, reading
from checker.records.decode import Text
from checker.records.grid import Grid
from checker.records.layout import Layout
from checker.records.recognise import Header, Recogniser
from checker.records.sources import NOTHING_SAID, Sources
from checker.records.store import Store, literal
from checker.records.table import Cells, Typed, create

REFUSED = "duplicate-header"
EMPTY = Typed(0)

SMALL = 1 << 20
"""Bytes below which the careful reader goes first: planning a load that may have to be done again costs more than it saves."""


@dataclass(frozen=True, slots=True)
class Loading:
    """What every loader needs. ``zone`` is that of times without an offset; ``sources`` is what is said of the files."""

    store: Store
    types: Mapping[str, RecordType]
    recogniser: Recogniser
    zone: ZoneInfo
    workdir: Path
    sources: Sources = NOTHING_SAID


@dataclass(frozen=True, slots=True)
class Outcome:
    """A loaded table: what became of its rows, the columns it has, its header's other names. A refused one has no table."""

    tally: Tally
    columns: frozenset[str]
    unmapped: tuple[str, ...]
    typed: Typed = EMPTY
    encoding: str | None = None
    notes: tuple[Note, ...] = ()
    refused: bool = False


def delimited(context: Loading, table: str, path: Path, text: Text, layout: Layout, file: str, scratch: Path) -> Outcome:
    """DuckDB alone for a large clean file, the careful reader for any other; clean is what the independent count confirms."""
    header, record = layout.header, context.types[layout.header.type]
    outcome = _outcome(header, record, tabular.start(layout, file), text.encoding)
    if not text.bad and not outcome.refused and text.path.stat().st_size >= SMALL:
        typed, valid = _clean(context, table, text, layout, record)
        if typed is not None:
            outcome.tally.kept = typed.rows
            remove(context, text.path)
            return _with_breaks(replace(outcome, typed=typed))
        if not valid:
            text = decode.to_utf8(path, scratch.with_suffix(".txt"), context.sources.of(file).encoding)
            if text.maybe:
                outcome = replace(outcome, notes=(unclear(text), *outcome.notes), refused=True)
    into = scratch.with_suffix(".csv")
    tally = tabular.clean(text, layout, record.key, file, into, outcome.notes[0] if outcome.refused else None)
    if tally.physical != decode.count_lines(text.path) or tally.physical != tally.rows + tally.breaks:
        raise RuntimeError(f"{file}: {tally.physical} lines, but {tally.rows} rows and {tally.breaks} line breaks in cells")
    if not outcome.refused:
        cells = Cells("", Grid(len(header.cells), header.places, header.cells, rest=header.rest), sample=layout.sample)
        outcome = replace(outcome, typed=_copy(context, table, into, cells, record, tally, layout.delimiter))
    remove(context, into, text.path)
    return _with_breaks(replace(outcome, tally=tally, encoding=text.encoding))


def _with_breaks(outcome: Outcome) -> Outcome:
    if not outcome.tally.breaks:
        return outcome
    return replace(outcome, notes=(*outcome.notes, ("multiline-cells", {"breaks": outcome.tally.breaks})))


def _outcome(header: Header, record: RecordType, tally: Tally, encoding: str | None, *more: Note) -> Outcome:
    if header.repeated:
        names = "、".join(record.columns[column].title for column in header.repeated)
        notes = ((REFUSED, {"columns": names}), *more)
        return Outcome(tally, frozenset(), header.unmapped, encoding=encoding, notes=notes, refused=True)
    columns = frozenset(header.places)
    return Outcome(tally, columns, header.unmapped, encoding=encoding, notes=(*missing_key(record, columns), *more))


def missing_key(record: RecordType, columns: frozenset[str]) -> tuple[Note, ...]:
    """A note when a table lacks a column of its key."""
    absent = [record.columns[k].title for k in record.key if k not in columns]
    return (("key-missing", {"columns": "、".join(absent)}),) if absent else ()


def _clean(context: Loading, table: str, text: Text, layout: Layout, record: RecordType) -> tuple[Typed | None, bool]:
    """The table loaded straight from the file while its bytes are counted beside, and whether these are UTF-8.

    None unless each line came out as one row: blank lines, line breaks in cells, stray quotes, mixed line ends all show as an
    error or as a difference.
    """
    width, header = len(layout.header.cells), layout.header
    source = reading(text.path, width, layout.delimiter, len(layout.above), crlf=layout.crlf)
    cells = Cells(source, Grid(width, header.places, header.cells, rest=header.rest), exotic=False, sample=layout.sample)
    with ThreadPoolExecutor(1) as pool:
        counting = pool.submit(decode.scan, text.path, text.bom)
        try:
            typed = create(context.store, table, cells, record, context.zone)
            found = counting.result()
            meant = typed.rows == found.lines - len(layout.above) and _as_meant(
                context.store, text, layout, source, found.quoted
            )
        except RuntimeError:  # the database was interrupted
            raise
        except Exception:  # an error of the database, whose classes are not known here: the careful reader tells what is wrong
            meant = False
    if not meant:
        return None, decode.is_utf8(text.path, text.bom)
    if found.exotic:
        typed = create(context.store, table, replace(cells, exotic=True), record, context.zone)
    return typed, True


def unclear(text: Text) -> Note:
    """That the encoding of a file is not plain, and what it may be."""
    return "encoding-unclear", {"names": "、".join(text.maybe)}


def _as_meant(store: Store, text: Text, layout: Layout, source: str, quoted: bool) -> bool:
    """Whether the database took no line for a record that the careful reader would refuse: one with something beyond the last
    column, or with a quote in a cell that is not quoted. Read again only where either may be."""
    width = len(layout.header.cells)
    if layout.void is not None:
        filled = " OR ".join(f"trim(c{place}) <> ''" for place in range(layout.void, width))
        if store.execute(f"SELECT count(*) FROM {source} WHERE {filled}").fetchone()[0]:
            return False
    if not quoted:
        return True
    inside = " OR ".join(f"contains(c{place}, '\"')" for place in range(width))
    if not store.execute(f"SELECT count(*) FROM {source} WHERE {inside}").fetchone()[0]:
        return True
    lines = physical(text.path, len(layout.above), crlf=layout.crlf)
    cell = f' *"(?:[^"]|"")*" *|[^"{layout.delimiter}]*'
    form = literal(f"(?:{cell})(?:[{layout.delimiter}](?:{cell}))*")
    asked = f"SELECT count(*) FROM {lines} WHERE contains(c0, '\"') AND NOT regexp_full_match(c0, {form})"
    return not store.execute(asked).fetchone()[0]


def _copy(
    context: Loading, table: str, into: Path, cells: Cells, record: RecordType, tally: Tally, delimiter: str = ","
) -> Typed:
    """Load a file that a careful reader wrote: not a row more or less than it counted."""
    if into.stat().st_size < SMALL:
        rows, skipped = small.create(context.store, table, into, delimiter, cells.grid, record, context.zone)
        if rows == tally.kept:
            return Typed(rows, skipped, "_row", "_bad", "_rest")
    loaded = Typed(-1)
    for parallel in (True, False):
        source = reading(into, cells.grid.width, delimiter, 0, parallel=parallel)
        if not tally.kept:
            source = nothing(cells.grid.width)
        loaded = create(context.store, table, replace(cells, sql=source), record, context.zone)
        if loaded.rows == tally.kept:
            return loaded
    raise RuntimeError(f"{tally.file}: {tally.kept} rows were written to the clean copy, {loaded.rows} came out of it")


def objects(context: Loading, table: str, path: Path, text: Text, type_: str, file: str, scratch: Path) -> Outcome:
    """JSON lines."""
    record, into = context.types[type_], scratch.with_suffix(".csv")
    if not decode.is_utf8(text.path, text.bom):
        text = decode.to_utf8(path, scratch.with_suffix(".txt"))
    tally, columns, unmapped = jsonl.clean(text, record, context.recogniser, file, into)
    if tally.physical != decode.count_lines(text.path) or tally.physical != tally.rows:
        raise RuntimeError(f"{file}: {tally.physical} lines, but {tally.rows} rows")
    order = list(record.columns)
    places = {column: order.index(column) for column in columns}
    grid = Grid(len(order) + 1, places, rest=(("", len(order)),))
    typed = _copy(context, table, into, Cells("", grid, exotic=False), record, tally)
    remove(context, into, text.path)
    seen = frozenset(columns)
    return Outcome(tally, seen, tuple(unmapped), typed, text.encoding, missing_key(record, seen))


def sheet(context: Loading, table: str, cells: object, header: Header, file: str, scratch: Path) -> Outcome:
    """A sheet of a workbook."""
    record, into, width = context.types[header.type], scratch.with_suffix(".csv"), len(header.cells)
    outcome = _outcome(header, record, Tally(file, 0, 0, 0), None, *full(cells))
    tally = sheets.clean(cells, header, file, into, outcome.notes[0] if outcome.refused else None)
    if tally.rows != sheets.height(cells):
        raise RuntimeError(f"{file}: {sheets.height(cells)} rows, but {tally.rows} read")
    if not outcome.refused:
        made = Cells("", Grid(width + 1, header.places, header.cells, width, header.rest), exotic=False)
        outcome = replace(outcome, typed=_copy(context, table, into, made, record, tally))
    remove(context, into)
    return replace(outcome, tally=tally)


def full(cells: object) -> Sequence[Note]:
    """A note when a sheet is as long as a sheet can be."""
    return [("sheet-full", {"rows": workbook.FULL})] if sheets.height(cells) >= workbook.FULL else []


def columnar(context: Loading, table: str, path: Path, header: Header, lines: int, file: str) -> Outcome:
    """A Parquet file: typed columns, read as text and typed like every other."""
    record = context.types[header.type]
    outcome = _outcome(header, record, Tally(file, 0, 0, 0), None)
    if outcome.refused:
        for line in range(1, lines + 1):
            outcome.tally.reject(line, *outcome.notes[0])
        return outcome
    typed = create(context.store, table, parquet.cells(context.store, path, header), record, context.zone)
    outcome.tally.kept = typed.rows
    if typed.rows != lines:
        raise RuntimeError(f"{file}: {lines} rows by its own account, {typed.rows} read")
    return replace(outcome, typed=typed)


def remove(context: Loading, *paths: Path) -> None:
    """Scratch files are as large as the exports: none outlives its table."""
    for path in paths:
        if path.parent == context.workdir:
            path.unlink(missing_ok=True)
