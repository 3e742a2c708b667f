"""What ingest asks of a database: statements in, rows out. The connection itself comes from the engine."""

from __future__ import annotations

from typing import Any, Protocol


class Answer(Protocol):
    """The rows of one statement."""

    def fetchone(self) -> Any: ...
    def fetchall(self) -> list[Any]: ...


class Store(Protocol):
    """A DuckDB connection, as far as ingest uses it."""

    def execute(self, query: str, parameters: Any = None, /) -> Answer: ...


def name(identifier: str) -> str:
    """An identifier, quoted."""
    return '"' + identifier.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A string constant."""
    return "'" + text.replace("'", "''") + "'"


def one_of(expression: str, texts: list[str] | tuple[str, ...]) -> str:
    """Membership of a list of string constants; FALSE for NULL.

    A CASE, for an IN of six or more becomes a join: it is evaluated for rows that a CASE around it excludes, and the table
    that comes out is no longer in the order of the file.
    """
    arms = " ".join(f"WHEN {literal(text)} THEN TRUE" for text in texts)
    return f"(CASE {expression} {arms} ELSE FALSE END)"


def file_argument(path: str) -> str:
    """A path as a constant for ``read_csv``/``read_parquet``: its glob characters stand for themselves."""
    return literal("".join(f"[{c}]" if c in "*?[" else c for c in path))
