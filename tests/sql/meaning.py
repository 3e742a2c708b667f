"""What expressions mean, said a second time: every constructor beside a plain Python function of a record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from checker.sql import expr as sql
from checker.sql.expr import Column, Expr
from checker.sql.functions import call, contains, nullif

Record = Mapping[str, Any]
NUMBERS, TRUTHS, TEXTS = ("a", "b"), ("p", "q"), ("x",)


@dataclass(frozen=True)
class Meant:
    """An expression and the value it must have for a record (None is NULL)."""

    expr: Expr
    of: Callable[[Record], Any]


def conjunction(*values: bool | None) -> bool | None:
    return False if False in values else None if None in values else True


def disjunction(*values: bool | None) -> bool | None:
    return True if True in values else None if None in values else False


def negation(value: bool | None) -> bool | None:
    return None if value is None else not value


def lifted(function: Callable[..., Any]) -> Callable[..., Any]:
    """NULL where an argument is."""
    return lambda *args: None if None in args else function(*args)


def column(name: str) -> Meant:
    return Meant(Column("column", alias="t", name=name), lambda r: r[name])


def constant(value: Any) -> Meant:
    return Meant(sql.value(value), lambda r: value)


def _both(one: Meant, two: Meant) -> Meant:
    return Meant(one.expr & two.expr, lambda r: conjunction(one.of(r), two.of(r)))


def _either(one: Meant, two: Meant) -> Meant:
    return Meant(one.expr | two.expr, lambda r: disjunction(one.of(r), two.of(r)))


def _not(one: Meant) -> Meant:
    return Meant(~one.expr, lambda r: negation(one.of(r)))


def _null(one: Meant) -> Meant:
    return Meant(one.expr.null, lambda r: one.of(r) is None)


def _there(one: Meant) -> Meant:
    return Meant(one.expr.there, lambda r: one.of(r) is not None)


def _certain(one: Meant) -> Meant:
    return Meant(one.expr.certain, lambda r: one.of(r) is True)


def _possible(one: Meant) -> Meant:
    return Meant(one.expr.possible, lambda r: one.of(r) is not False)


def _compared(word: str, one: Meant, two: Meant) -> Meant:
    signs: dict[str, tuple[Callable[[Expr, Expr], Expr], Callable[[Any, Any], bool]]] = {
        "=": (lambda a, b: a.eq(b), lambda a, b: a == b),
        "<>": (lambda a, b: a.ne(b), lambda a, b: a != b),
        "<": (lambda a, b: a < b, lambda a, b: a < b),
        "<=": (lambda a, b: a <= b, lambda a, b: a <= b),
        ">": (lambda a, b: a > b, lambda a, b: a > b),
        ">=": (lambda a, b: a >= b, lambda a, b: a >= b),
    }
    make, holds = signs[word]
    return Meant(make(one.expr, two.expr), lambda r: lifted(holds)(one.of(r), two.of(r)))


def _among(one: Meant, values: list[int]) -> Meant:
    return Meant(one.expr.among(values), lambda r: False if not values else lifted(lambda v: v in values)(one.of(r)))


def _case(arms: list[tuple[Meant, Meant]], otherwise: Meant) -> Meant:
    def chosen(record: Record) -> Any:
        return next((answer.of(record) for condition, answer in arms if condition.of(record)), otherwise.of(record))

    return Meant(sql.case(*((c.expr, a.expr) for c, a in arms), otherwise=otherwise.expr), chosen)


def _opposed(condition: Meant, one: Meant, two: Meant, otherwise: Meant) -> Meant:
    return _case([(condition, one), (_not(condition), two)], otherwise)


def _unanswered(condition: Meant, answer: Meant) -> Meant:
    return _null(_case([(condition, answer)], constant(None)))


def _or_else(one: Meant, two: Meant) -> Meant:
    return Meant(one.expr.or_else(two.expr), lambda r: two.of(r) if one.of(r) is None else one.of(r))


def _greatest(one: Meant, two: Meant) -> Meant:
    def most(record: Record) -> Any:
        return max((v for v in (one.of(record), two.of(record)) if v is not None), default=None)

    return Meant(call("greatest", one.expr, two.expr), most)


def _nullif(one: Meant, other: int) -> Meant:
    return Meant(nullif(one.expr, other), lambda r: None if one.of(r) == other else one.of(r))


def _sum(one: Meant, two: Meant) -> Meant:
    return Meant(one.expr + two.expr, lambda r: lifted(lambda a, b: a + b)(one.of(r), two.of(r)))


def _contains(one: Meant, part: str) -> Meant:
    return Meant(contains(one.expr, part), lambda r: lifted(lambda text: part in text)(one.of(r)))


small = st.integers(-2, 2)
texts = st.one_of(st.sampled_from([column(name) for name in TEXTS]), st.sampled_from(["", "a'b", '"x":']).map(constant))
number_leaves = st.one_of(st.sampled_from([column(n) for n in NUMBERS]), small.map(constant), st.just(constant(None)))
truth_leaves = st.one_of(
    st.sampled_from([column(n) for n in TRUTHS]), st.booleans().map(constant), st.just(constant(None)),
    st.builds(_contains, texts, st.sampled_from(["", "a", "'", '"x":'])),
)  # fmt: skip
SIGNS = st.sampled_from(["=", "<>", "<", "<=", ">", ">="])


def _numbers(truths: st.SearchStrategy[Meant]) -> st.SearchStrategy[Meant]:
    return st.recursive(
        number_leaves,
        lambda inner: st.one_of(
            st.builds(_sum, inner, inner), st.builds(_or_else, inner, inner), st.builds(_greatest, inner, inner),
            st.builds(_nullif, inner, small), st.builds(_case, st.lists(st.tuples(truths, inner), max_size=2), inner),
        ),
        max_leaves=4,
    )  # fmt: skip


def _deeper(inner: st.SearchStrategy[Meant]) -> st.SearchStrategy[Meant]:
    numbers = _numbers(inner)
    return st.one_of(
        st.builds(_both, inner, inner), st.builds(_either, inner, inner), st.builds(_not, inner),
        st.builds(_null, st.one_of(inner, numbers)), st.builds(_there, st.one_of(inner, numbers)),
        st.builds(_certain, inner), st.builds(_possible, inner), st.builds(_compared, SIGNS, numbers, numbers),
        st.builds(_among, numbers, st.lists(small, max_size=2)),
        st.builds(_case, st.lists(st.tuples(inner, inner), max_size=3), inner),
        st.builds(_opposed, inner, inner, inner, inner), st.builds(_unanswered, inner, inner),
    )  # fmt: skip


truths = st.recursive(truth_leaves, _deeper, max_leaves=8)
