"""Walks over expressions: the columns they read, the constants they may come to, the same with other columns."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from checker.sql.expr import Column, Expr, Over, Scalar, Value


class ColumnRef(NamedTuple):
    """A column of a table that was loaded: the table's name and the column's."""

    table: str
    column: str


def columns_in(expr: Expr, apart: Collection[Expr] = ()) -> Iterator[Column]:
    """Every column that an expression reads, other than within the expressions of ``apart``."""
    ahead = [expr]
    while ahead:
        one = ahead.pop()
        if apart and one in apart:
            continue
        if isinstance(one, Column):
            yield one
        elif isinstance(one, Over):
            where = () if one.where is None else (one.where,)
            ahead += reversed((*one.args, *one.order, *one.partition, *where))
        else:
            ahead += reversed(one.args)


def columns_of(expr: Expr, apart: Collection[Expr] = ()) -> Iterator[ColumnRef]:
    """Those of them that belong to loaded tables."""
    return (ColumnRef(column.table, column.name) for column in columns_in(expr, apart) if column.table)


def answers_of(expr: Expr) -> Iterator[Scalar]:
    """The constants that an expression of cases and fallbacks may come to."""
    if isinstance(expr, Value):
        yield expr.constant
    elif expr.op in ("case", "coalesce"):
        for answer in (*expr.args[1:-1:2], expr.args[-1]) if expr.op == "case" else expr.args:
            yield from answers_of(answer)


def rewritten(expr: Expr, columns: Mapping[Expr, Expr]) -> Expr:
    """An expression of one record's values with some of its columns replaced."""
    if isinstance(expr, Column):
        return columns.get(expr, expr)
    if isinstance(expr, Over):
        raise TypeError(f"{expr.op} is of a group, not of one record")
    args = tuple([rewritten(arg, columns) for arg in expr.args])
    return Expr(expr.op, args, expr.maybe, expr.word) if args else expr
