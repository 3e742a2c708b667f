"""The closed vocabulary of functions: nothing that is not in these tables can be said of a record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from checker.sql.expr import TRUE, Expr, Over, Scalar, lift

FUNCTIONS: Mapping[str, Callable[[Iterable[bool]], bool]] = {
    "abs": any,
    "coalesce": all,
    "contains": any,
    "greatest": all,
    "nullif": lambda _: True,
    "round": any,
}
"""Functions of one record's values; each says from whether its arguments may be NULL whether its value may."""

WITH_A_WORD = ("cast", "month")
"""Functions that take, besides values, a word of their own: a type, a zone."""

AGGREGATES = ("bool_or", "count", "max", "min", "string_agg", "sum")
"""Functions over the records of a group; over a window, those and ``row_number``."""


def call(name: str, *args: Expr | Scalar) -> Expr:
    """One of ``FUNCTIONS``."""
    lifted = tuple(map(lift, args))
    return Expr(name, lifted, FUNCTIONS[name](arg.maybe for arg in lifted))


def coalesce(*args: Expr | Scalar) -> Expr:
    return call("coalesce", *args)


def nullif(one: Expr, other: Scalar) -> Expr:
    return call("nullif", one, other)


def cast(what: Expr, type_: str) -> Expr:
    """``type_`` is VARCHAR, BIGINT, DOUBLE or BOOLEAN."""
    return Expr("cast", (what,), what.maybe, type_)


def month(instant: Expr, zone: str) -> Expr:
    """The month of an instant (µs) in a zone: ``2026-01``."""
    return Expr("month", (instant,), instant.maybe, zone)


def contains(text: Expr, part: str) -> Expr:
    return call("contains", text, part)


def aggregate(name: str, *args: Expr | Scalar, where: Expr = TRUE, order: Expr | None = None) -> Over:
    """One of ``AGGREGATES`` over a group; ``count`` without an argument counts records. Only a count is never NULL."""
    if name not in AGGREGATES:
        raise ValueError(f"{name} is not among the aggregates of the vocabulary")
    kept = None if where == TRUE else where
    return Over(name, tuple(map(lift, args)), name != "count", where=kept, order=() if order is None else (order,))


def count(where: Expr = TRUE) -> Over:
    return aggregate("count", where=where)


def windowed(name: str, *args: Expr, partition: tuple[Expr, ...], order: tuple[Expr, ...] = ()) -> Over:
    """An aggregate or ``row_number`` over a partition, from its beginning to this record where there is an order."""
    if name not in (*AGGREGATES, "row_number"):
        raise ValueError(f"{name} is not among the window functions of the vocabulary")
    return Over(name, args, name not in ("count", "row_number"), partition=partition, order=order, window=True)


def array(items: Iterable[Expr]) -> Expr:
    return Expr("array", tuple(items), False)
