"""Expressions: an operator over arguments that folds constants, knows whether it may be NULL and which columns it reads.

Three-valued as SQL is. ``maybe`` is False only where NULL is impossible; an expression that is TRUE, FALSE or NULL whatever
the record is *is* the constant ``TRUE``, ``FALSE`` or ``NULL``, so that nobody has to look at text to find out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

Scalar = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Expr:
    """``op`` over ``args``; ``maybe`` says whether it may be NULL. ``word`` is the type of a cast."""

    op: str
    args: tuple[Expr, ...] = ()
    maybe: bool = True
    word: str = ""

    def __and__(self, other: Expr) -> Expr:
        return both(self, other)

    def __or__(self, other: Expr) -> Expr:
        return either(self, other)

    def __invert__(self) -> Expr:
        """NOT; NULL stays NULL."""
        if self in (TRUE, FALSE):
            return FALSE if self == TRUE else TRUE
        return self if self == NULL else self.args[0] if self.op == "not" else Expr("not", (self,), self.maybe)

    def eq(self, other: Expr | Scalar) -> Expr:
        return _binary("=", self, other)

    def ne(self, other: Expr | Scalar) -> Expr:
        return _binary("<>", self, other)

    def __lt__(self, other: Expr | Scalar) -> Expr:
        return _binary("<", self, other)

    def __le__(self, other: Expr | Scalar) -> Expr:
        return _binary("<=", self, other)

    def __gt__(self, other: Expr | Scalar) -> Expr:
        return _binary(">", self, other)

    def __ge__(self, other: Expr | Scalar) -> Expr:
        return _binary(">=", self, other)

    def __add__(self, other: Expr | Scalar) -> Expr:
        return _binary("+", self, other)

    def __sub__(self, other: Expr | Scalar) -> Expr:
        return _binary("-", self, other)

    def __mul__(self, other: Expr | Scalar) -> Expr:
        return _binary("*", self, other)

    def __truediv__(self, other: Expr | Scalar) -> Expr:
        """A quotient of numbers as DOUBLE: some engines divide integers without the rest."""
        return _binary("/", Expr("cast", (self,), self.maybe, "DOUBLE"), other)

    @property
    def null(self) -> Expr:
        """IS NULL; never NULL itself."""
        if not self.maybe:
            return FALSE
        if self.op == "case" and self.args[-1] == NULL and not any(value.maybe for value in self.args[1:-1:2]):
            return ~either(*(condition.certain for condition in self.args[:-1:2]))
        return TRUE if self == NULL else Expr("null?", (self,), False)

    @property
    def there(self) -> Expr:
        """IS NOT NULL; never NULL itself."""
        return ~self.null

    @property
    def certain(self) -> Expr:
        """IS TRUE; never NULL itself."""
        if not self.maybe:
            return self
        if self.op in ("and", "or"):
            return (both if self.op == "and" else either)(*(arg.certain for arg in self.args))
        return FALSE if self == NULL else Expr("true?", (self,), False)

    @property
    def possible(self) -> Expr:
        """IS NOT FALSE; never NULL itself."""
        return ~(~self).certain

    def among(self, values: Iterable[Scalar]) -> Expr:
        """Whether it is one of the values; NULL where it is NULL, FALSE of none."""
        listed = tuple(dict.fromkeys(map(value, values)))
        return Expr("in", (self, *listed), self.maybe) if listed else FALSE

    def or_else(self, other: Expr | Scalar) -> Expr:
        """``coalesce`` of two."""
        right = lift(other)
        return right if self == NULL else Expr("coalesce", (self, right), right.maybe) if self.maybe else self


@dataclass(frozen=True, slots=True)
class Value(Expr):
    """A constant. ``of`` is its type, because Python takes 1 and TRUE for equal; a ``decimal`` is printed as it was written."""

    constant: Scalar = None
    of: str = ""


@dataclass(frozen=True, slots=True)
class Column(Expr):
    """``alias.name``; ``table`` names the loaded table that the alias stands for, or is empty for a derived one."""

    alias: str = ""
    name: str = ""
    table: str = ""


@dataclass(frozen=True, slots=True)
class Over(Expr):
    """A function over the whole group (no ``window``), or over the records of its partition up to this one in order.

    ``where`` keeps some records; ``order`` sorts (of ``string_agg``: the texts).
    """

    where: Expr | None = None
    order: tuple[Expr, ...] = ()
    partition: tuple[Expr, ...] = ()
    window: bool = False


def value(constant: Scalar) -> Value:
    """A constant: text, whole number, double, boolean or NULL."""
    return Value("value", maybe=constant is None, constant=constant, of=type(constant).__name__)


def decimal(text: str) -> Value:
    """A number as it is written in the law. Raises ``ValueError`` when it is not one."""
    if not re.fullmatch(r"-?\d+(\.\d+)?", text):
        raise ValueError(f"{text!r} is not a decimal number")
    return Value("value", maybe=False, constant=text, of="decimal")


TRUE, FALSE, NULL = value(True), value(False), value(None)


def both(*conditions: Expr) -> Expr:
    """The conjunction; TRUE of none."""
    return _joined("and", conditions, TRUE, FALSE)


def either(*conditions: Expr) -> Expr:
    """The disjunction; FALSE of none."""
    return _joined("or", conditions, FALSE, TRUE)


def _joined(op: str, conditions: Iterable[Expr], neutral: Expr, final: Expr) -> Expr:
    flat = (part for c in conditions for part in (c.args if c.op == op else (c,)))
    kept = tuple(dict.fromkeys(part for part in flat if part != neutral))
    if final in kept or not kept:
        return final if kept else neutral
    return kept[0] if len(kept) == 1 else Expr(op, kept, any(part.maybe for part in kept))


def case(*arms: tuple[Expr, Expr | Scalar], otherwise: Expr | Scalar = None) -> Expr:
    """The value of the first arm whose condition is TRUE. Arms that can't be reached are left out."""
    kept: list[Expr] = []
    last = lift(otherwise)
    for condition, answer in arms:
        if condition == TRUE or (not condition.maybe and ~condition in kept[::2]):
            last = lift(answer)
            break
        if condition not in (FALSE, NULL):
            kept += [condition, lift(answer)]
    values = [*kept[1::2], last]
    if all(one == last for one in values):
        return last
    return Expr("case", (*kept, last), any(one.maybe for one in values))


def lift(what: Expr | Scalar) -> Expr:
    return what if isinstance(what, Expr) else value(what)


def _binary(op: str, one: Expr, other: Expr | Scalar) -> Expr:
    right = lift(other)
    if NULL in (one, right):
        return NULL
    if op == "=" and isinstance(one, Value) and isinstance(right, Value) and one.of == right.of:
        pair = one.constant, right.constant
        first, second = (Decimal(str(number)) for number in pair) if one.of == "decimal" else pair
        return value(first == second)
    return Expr(op, (one, right), one.maybe or right.maybe)
