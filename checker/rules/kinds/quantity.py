"""How many of the matching records a rule asks for: any, at least so many, one for each value of a list, all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add

from checker.model import Data
from checker.rules.conditions import Row, Shown, condition, shown_count
from checker.rules.kinds.kind import Subject
from checker.rules.kinds.matching import Facts, Others, facts_of
from checker.sql.expr import TRUE, Expr, both, case, either, value
from checker.sql.functions import aggregate, call, coalesce, count, windowed
from checker.sql.select import Join, Select, Source, named


@dataclass(frozen=True, slots=True)
class Told:
    """What the counts say: ``enough`` is TRUE where there are as many as asked for; ``possible`` where there may be, were all
    that is open read as it suits; neither is ever NULL. ``reason`` says what is lacking, ``evidence`` shows it."""

    enough: Expr
    possible: Expr
    reason: Expr
    evidence: dict[str, Shown]


@dataclass(frozen=True, slots=True)
class Quantity:
    """What ``how_many`` asks of the matching records, ``row`` being one of them; without it any one will do.

    ``sure`` is TRUE for one that counts, ``may`` for one that may or does. ``instant``, first and last µs, is when it counts.
    """

    asked: Data
    row: Row
    sure: Expr
    may: Expr
    instant: tuple[Expr, Expr] | None = None

    @property
    def least(self) -> int:
        return int(self.asked.get("least", 1))

    @property
    def unclear(self) -> Expr:
        """TRUE for a matching record of which it can't be told which value of the list it has, or whether it fits."""
        if "each" in self.asked:
            return self._says(*self.asked["each"]["of"]).null
        return condition(self.asked.get("all"), self.row).null

    def _says(self, *values: str) -> Expr:
        return self.row.says(self.asked["each"]["field"], values)

    def columns(self) -> dict[str, Expr]:
        """What must be counted over the matching records."""
        low, high = self.instant or (None, None)
        columns: dict[str, Expr] = {"n": count(self.sure), "may": count(self.may)}
        parts: dict[str, Expr] = {"": TRUE}
        if "each" in self.asked:
            parts = {f" {number}": self._says(one).certain for number, one in enumerate(self.asked["each"]["of"])}
            columns["unclear"] = count(self.may & self.unclear)
            for name, has in parts.items():
                columns |= {f"has{name}": count(self.sure & has), f"can{name}": count(self.may & has)}
        if "all" in self.asked:
            fits = condition(self.asked["all"], self.row)
            columns["unfit"] = count(self.sure & (~fits).certain)
            columns["unproven"] = count(self.may & ~fits.certain)
            columns["fit"] = count(self.may & fits.possible)
        if low is not None and high is not None and self.least == 1:
            for name, has in parts.items():
                columns[f"first{name}"] = aggregate("min", case((self.sure & has, low)))
                columns[f"latest{name}"] = aggregate("min", case((self.sure & has, high)))
        return columns

    def told(self, fact: Callable[[str], Expr], nothing: Expr | str) -> Told:
        """What the counts say, ``fact`` being one of ``columns`` by its name.

        ``nothing`` is the reason where no record counts at all.
        """

        def number(name: str) -> Expr:
            return coalesce(fact(name), 0)

        n = number("n")
        shown = {"count": shown_count(fact("n"))}
        if "each" in self.asked:
            words = self.row.type.columns[self.asked["each"]["field"]].values
            parts = {f" {place}": one for place, one in enumerate(self.asked["each"]["of"])}
            lacking = [number(f"has{name}").eq(0) for name in parts]
            out_of_reach = [case((number(f"can{name}").eq(0), 1), otherwise=0) for name in parts]
            total = out_of_reach[0]
            for one in out_of_reach[1:]:
                total = total + one
            texts = [case((lack, words.get(one, (one,))[0])) for lack, one in zip(lacking, parts.values(), strict=True)]
            return Told(
                both(*(~lack for lack in lacking)),
                total <= number("unclear"),
                case((n.eq(0), nothing), otherwise="not-each"),
                shown | {"lacking": Shown("words", tuple(texts))},
            )
        if "all" in self.asked:
            return Told(
                (n > 0) & number("unproven").eq(0),
                number("unfit").eq(0) & (number("fit") > 0),
                case((n.eq(0), nothing), otherwise="not-all"),
                shown | {"unfit": shown_count(fact("unfit"))},
            )
        if self.least > 1:
            shown["needed"] = Shown("integer", (value(self.least),))
        reason = case((n.eq(0), nothing), otherwise="too-few" if self.least > 1 else nothing)
        return Told(n >= self.least, number("may") >= self.least, reason, shown)

    def reached(
        self, c: Subject, other: Others, found: Facts, enough: Expr, begun: tuple[Join, ...] = ()
    ) -> tuple[Expr, Expr, tuple[Join, ...]]:
        """When there were enough, first and last µs; NULL while there are not. The joins bring it in; ``begun`` are those that
        tell when a record counts."""
        if self.least > 1:
            nth = self._nth(c, other, begun)
            return nth("first"), nth("latest"), (nth.join,)
        if "each" not in self.asked:
            return case((enough, found("first"))), case((enough, found("latest"))), ()
        places = range(len(self.asked["each"]["of"]))
        first, latest = (call("greatest", *(found(f"{name} {n}") for n in places)) for name in ("first", "latest"))
        return case((enough, first)), case((enough, latest)), ()

    def _nth(self, c: Subject, other: Others, begun: tuple[Join, ...]) -> Facts:
        """The instant of the record that completes the number, counted by what is earliest and by what is latest of each."""
        assert self.instant
        place = c.row.identity
        columns: dict[str, Expr] = {**place}
        for name, at in zip(("first", "latest"), self.instant, strict=True):
            columns |= {name: at, f"{name} turn": windowed("row_number", partition=c.row.place, order=(at,))}
        ranked = Source(Select(named(columns), c.row.source, (*other.joins, *begun), where=self.sure), "ranked")
        own = {name: ranked.column(name, maybe=False) for name in place}
        told = {
            name: aggregate("min", case((ranked.column(f"{name} turn").eq(self.least), ranked.column(name))))
            for name in ("first", "latest")
        }
        return facts_of(c, Source(Select(named({**own, **told}), ranked, group=tuple(own.values())), "nth"))


def any_told(parts: Sequence[Told]) -> Told:
    """What the parts of a union say together: one of them is enough."""
    if len(parts) == 1:
        return parts[0]
    counts = [part.evidence["count"].values[0] for part in parts]
    return Told(
        either(*(part.enough for part in parts)),
        either(*(part.possible for part in parts)),
        parts[0].reason,
        {"count": Shown("integer", (reduce(add, counts),))},
    )


def earliest(instants: Sequence[Expr]) -> Expr:
    """The least of some instants, those aside that are not there."""
    return instants[0] if len(instants) == 1 else call("greatest", *(one * -1 for one in instants)) * -1


def quantity(spec: Data, other: Others, sure: Expr, may: Expr, instant: tuple[Expr, Expr] | None = None) -> Quantity:
    """What the spec of other records asks, of those that count (``sure``) and those that may (``may``)."""
    return Quantity(spec.get("how_many", {}), other.row, sure, may.possible, instant)


__all__ = ["Quantity", "Told", "any_told", "earliest", "quantity"]
