"""Parquet files: their columns as text, with the digits a float has lost named."""

from __future__ import annotations

from pathlib import Path

from checker.records.grid import Grid
from checker.records.recognise import Header
from checker.records.store import Store, file_argument, literal, name
from checker.records.table import Cells

_WHOLE = 1_000_000_000_000_000  # a double that is larger has lost digits of an id
_NESTED = ("STRUCT", "MAP", "UNION", "BLOB")


def columns(store: Store, path: Path) -> tuple[list[str], int]:
    """The names of the columns in order, and the number of rows the file says it has."""
    argument = file_argument(str(path))
    names = [str(row[0]) for row in store.execute(f"DESCRIBE SELECT * FROM read_parquet({argument})").fetchall()]
    rows = store.execute(f"SELECT sum(num_rows) FROM parquet_file_metadata({argument})").fetchone()[0]
    return names, int(rows or 0)


def cells(store: Store, path: Path, header: Header) -> Cells:
    """The file as cells of text. A nested value stands as its JSON text, which no typed column accepts."""
    argument = file_argument(str(path))
    described = store.execute(f"DESCRIBE SELECT * FROM read_parquet({argument})").fetchall()
    owner = {place: column for column, place in header.places.items()}
    texts, lost = [], []
    for place, row in enumerate(described):
        source, kind = name(str(row[0])), str(row[1])
        text = f"CAST({source} AS VARCHAR)"
        if kind.endswith("[]") or kind.startswith(_NESTED):
            text = f"CAST(to_json({source}) AS VARCHAR)"
        if kind in ("DOUBLE", "FLOAT") and place in owner:
            gone = f"({source} = trunc({source}) AND abs({source}) >= {_WHOLE})"
            whole = f"({source} = trunc({source}) AND abs({source}) < {_WHOLE})"
            member = literal(f'"{owner[place]}":')
            lost.append(f"CASE WHEN {gone} THEN concat({member}, CAST(to_json({text}) AS VARCHAR)) END")
            text = f"CASE WHEN {whole} THEN CAST(CAST({source} AS BIGINT) AS VARCHAR) WHEN {gone} THEN NULL ELSE {text} END"
        texts.append(f"coalesce({text}, '') AS c{place}")
    width = len(texts)
    gathered = f"concat_ws(',', {', '.join(lost)})" if lost else "''"
    texts.append(f"{gathered} AS c{width}")
    return Cells(
        f"(SELECT {', '.join(texts)} FROM read_parquet({argument}))", Grid(width + 1, header.places, (), width, header.rest)
    )
