"""What ingest asks of a database: statements in, rows out. The connection itself comes from the engine."""

from __future__ import annotations

from typing import Any, Protocol

from checker.sql.dialect import DuckDB


class Answer(Protocol):
    """The rows of one statement."""

    def fetchone(self) -> Any: ...
    def fetchall(self) -> list[Any]: ...
    def fetchmany(self, size: int = 1, /) -> list[Any]: ...


class Store(Protocol):
    """A DuckDB connection, as far as it is used."""

    def cursor(self) -> Store: ...
    def execute(self, query: str, parameters: Any = None, /) -> Answer: ...


name, literal = DuckDB().quoted, DuckDB().text
"""An identifier and a string constant, quoted."""


def file_argument(path: str) -> str:
    """A path as a constant for ``read_csv``/``read_parquet``: its glob characters stand for themselves."""
    return literal("".join(f"[{c}]" if c in "*?[" else c for c in path))
