"""Expressions come out of the database as plain Python says, folded or not, and know themselves whether they may be NULL."""

from __future__ import annotations

import itertools

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.sql.dialect import DuckDB
from checker.sql.expr import FALSE, NULL, TRUE, Expr, both, case, decimal, either, value
from checker.sql.functions import call
from tests.sql.meaning import NUMBERS, TEXTS, TRUTHS, Meant, column, truths

RECORDS = [
    dict(zip((*NUMBERS, *TRUTHS, *TEXTS), cells, strict=True))
    for cells in itertools.product((None, -1, 0, 2), (None, 0), (None, False, True), (None, True), (None, "", "a'", '{"x":1}'))
]


@pytest.fixture(scope="module")
def store() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute("CREATE TABLE t (n INTEGER, a BIGINT, b BIGINT, p BOOLEAN, q BOOLEAN, x VARCHAR)")
    connection.executemany("INSERT INTO t VALUES (?, ?, ?, ?, ?, ?)", [[n, *r.values()] for n, r in enumerate(RECORDS)])
    return connection


@settings(max_examples=150, deadline=None)
@given(batch=st.lists(truths, min_size=12, max_size=12))
def test_the_database_says_what_is_meant(store: duckdb.DuckDBPyConnection, batch: list[Meant]) -> None:
    selected = ", ".join(f"CAST({DuckDB().expr(meant.expr)} AS BOOLEAN)" for meant in batch)
    found = store.execute(f"SELECT {selected} FROM t ORDER BY n").fetchall()
    for place, meant in enumerate(batch):
        wanted = [meant.of(record) for record in RECORDS]
        assert [row[place] for row in found] == wanted, DuckDB().expr(meant.expr)
        assert meant.expr.maybe or None not in wanted, DuckDB().expr(meant.expr)


P = column("p").expr
A = column("a").expr
FOLDED: list[tuple[Expr, Expr]] = [
    (both(), TRUE),
    (either(), FALSE),
    (P & TRUE, P),
    (P & FALSE, FALSE),
    (P | TRUE, TRUE),
    (P | FALSE, P),
    (P & P, P),
    (~~P, P),
    (~NULL, NULL),
    (A.among([]), FALSE),
    (A < NULL, NULL),
    (value(1).eq(1), TRUE),
    (value("a").eq("b"), FALSE),
    (decimal("1.0").eq(decimal("1")), TRUE),
    (P.certain.null, FALSE),
    (P.certain.certain, P.certain),
    (case((FALSE, 1), (NULL, 2)), NULL),
    (case((TRUE, 1), (P, 2)), value(1)),
    (case((P.null, 1), (P.there, 2), otherwise=3), case((P.null, 1), otherwise=2)),
    (case((P.certain, "late")).there, P.certain),
    (NULL.or_else(A), A),
    (A.null.or_else(P), A.null),
]


@pytest.mark.parametrize(("folded", "to"), FOLDED, ids=range(len(FOLDED)))
def test_constants_fold(folded: Expr, to: Expr) -> None:
    assert folded == to


def test_one_and_true_are_two_things() -> None:
    assert value(1) != value(True)
    assert case((P, 1), otherwise=True) != value(1)


def test_decimals_stand_as_they_were_written() -> None:
    assert DuckDB().expr(decimal("0.90")) == "0.90"
    assert DuckDB().expr(value(0.5)) == "0.5e0"
    for text in ("1; DROP TABLE t", "1e3", "", "."):
        with pytest.raises(ValueError, match="not a decimal"):
            decimal(text)


def test_the_vocabulary_is_closed() -> None:
    with pytest.raises(KeyError):
        call("pg_sleep", 1)
