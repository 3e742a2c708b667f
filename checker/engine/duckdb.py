"""The one place that opens DuckDB: an in-memory database that cannot reach the network or load code."""

from __future__ import annotations

from pathlib import Path

import duckdb

from checker.records.exports import MEMORY
from checker.sql.dialect import DuckDB

DIALECT = DuckDB()
"""How the engine's selects become text: the words of the database that this module opens."""


Failed, OutOfMemory = duckdb.Error, duckdb.OutOfMemoryException
"""What a statement that can't be run raises; an interrupted one raises RuntimeError."""


def connect(workdir: Path, memory: str = MEMORY, threads: int | None = None) -> duckdb.DuckDBPyConnection:
    """A connection that spills to ``workdir`` beyond ``memory``. Input order is kept, because a row's place is evidence."""
    connection = duckdb.connect(
        config={
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "memory_limit": memory,
            "temp_directory": str(workdir / "spill"),
            "preserve_insertion_order": True,
            **({"threads": threads} if threads else {}),
        }
    )
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute("SET enable_progress_bar = false")
    return connection


FEW = 50_000
"""Records up to which planning a statement costs more than running it."""

VERY_FEW = 10_000
"""Records up to which nothing is planned at all: that costs as much as it saves at some 46,000, and a product of two types must
stay cheap. Nor is there work for a second thread."""


def lock(connection: duckdb.DuckDBPyConnection, records: int) -> None:
    """After loading: no file, no network, no change of settings. With few ``records`` statements are run as they stand."""
    if records <= VERY_FEW:
        connection.execute("PRAGMA disable_optimizer")
        connection.execute("SET threads = 1")
    elif records <= FEW:
        connection.execute("SET disabled_optimizers = 'common_subexpressions,expression_rewriter'")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
