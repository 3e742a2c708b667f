"""What a kind is given and what it answers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field

from checker.model import Data, RecordType
from checker.rules.conditions import FOREVER, Row, Shown, fields_of
from checker.rules.keys.key import Key, Value
from checker.rules.load import Rule
from checker.rules.values import Values
from checker.sql.expr import FALSE, NULL, TRUE, Expr, case
from checker.sql.select import Join, Select, read_by
from checker.sql.tree import ColumnRef, answers_of, columns_of


@dataclass(frozen=True, slots=True)
class Answer:
    """How one record is judged: expressions over the record and what ``joins`` bring in.

    ``satisfied`` is a boolean; ``unknown`` the reason why it cannot be told, else NULL; ``due`` the last instant at which the
    duty could still be met while nothing has met it (NULL: it is settled already); ``decided`` when it was met or fell due,
    whichever came first (NULL: when its case ended, else at the activation); ``reason`` says in what way it is violated;
    ``activated`` narrows the rule's own condition; ``evidence`` names the values that prove the outcome. ``outside`` is TRUE
    for a record beyond what ``calendar`` knows: it is not assessed at all. ``lives`` are no part of the verdict:
    from when to when what must stand was alive (``kinds.lapses``), where a kind tells it.
    """

    satisfied: Expr
    reason: Expr
    unknown: Expr = NULL
    due: Expr = NULL
    decided: Expr = NULL
    activated: Expr = TRUE
    evidence: Mapping[str, Shown] = field(default_factory=dict)
    joins: tuple[Join, ...] = ()
    outside: Expr = FALSE
    calendar: str = ""
    lives: Select | None = None

    def reads(self, apart: Collection[Expr] = ()) -> Iterator[ColumnRef]:
        """Every column that decides, other than within the expressions of ``apart``; evidence decides nothing."""
        for expr in (self.satisfied, self.reason, self.unknown, self.due, self.activated, self.outside):
            yield from columns_of(expr, apart)
        for join in self.joins:
            yield from (*read_by(join.source.relation, apart), *columns_of(join.on, apart))


@dataclass(frozen=True, slots=True)
class Subject:
    """The record under judgement and every record type.

    ``at`` is the column of the activation instant, ``first`` and ``last`` the first and last microsecond it may be
    (a blank activation may be stood in for by the record type's fallback column). ``interval`` is that of the version
    that is built, ``number`` its place among the rule's versions; ``since`` is when the first of them began; ``systems`` tells
    out of which system each file of the record's type came; ``period`` (µs, both included) is the one in which it must be
    decided; ``whole``: all that a violation would rest on was exported, so that nothing found is a fact; ``nobodies`` are the
    ids among the records that are no person's.
    """

    row: Row
    at: str
    first: Expr
    last: Expr
    types: Mapping[str, RecordType]
    cutoff: int = 0
    number: int = 0
    interval: tuple[int, int | None] = (0, None)
    since: int = 0
    systems: Mapping[int, str] = field(default_factory=dict)
    period: tuple[int, int] | None = None
    whole: bool = True
    nobodies: tuple[str, ...] = ()

    @property
    def until(self) -> int:
        """The last instant by which something must be decided: that of the period that is asked for, else the cutoff."""
        return self.cutoff if self.period is None else min(self.cutoff, self.period[1])

    def system(self, row: Row) -> Expr | None:
        """Out of which system a record of the same type came; None where there is but one."""
        told = [(row.place[0].eq(file), system) for file, system in self.systems.items()]
        return case(*told) if len(set(self.systems.values())) > 1 else None

    def case_ends(self, rule: Rule) -> str | None:
        """The column that ends the record, where it is a case that the rule looks at from its opening on."""
        time = self.row.type.time
        return time.ends if time.form == "case" and rule.activation in (None, time.begins) else None

    def other(self, record: str, alias: str) -> Row:
        return Row(self.types[record], alias)


def earlier(met: Expr, due: Expr) -> Expr:
    """When a duty was decided that was met at an instant, NULL where it was not, or fell due."""
    return case((met < due, met), otherwise=due)


def when_ended(c: Subject, until: str | None, otherwise: Expr = NULL) -> Expr:
    """Until when what has no term may still be met: the last µs of the instant ``until``, for ever while that is blank."""
    return c.row.last(until).or_else(FOREVER) if until else otherwise


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind: its function, the types of its keys (a key that ends in ``?`` may be left out), and every reason it may give for
    an outcome, violated or unknown; the message ``finding.<reason>`` has the words for it.

    ``rests_on``: the keys that name the records which a violation lacks; an empty one is the rule's own record type;
    ``onward``: they come after the activation, so that an export that is complete from that day on is enough.

    ``across``: a record is judged by every version it lived through, not by the one at its activation alone. ``form`` is a
    schema of the whole rule: which of its keys need or exclude one another.

    The types are those of ``checker.rules.keys``.
    """

    build: Callable[[Rule, Values, Subject], Answer]
    keys: Mapping[str, Key]
    reasons: tuple[str, ...]
    across: bool = False
    form: Data = field(default_factory=dict)
    rests_on: tuple[str, ...] = ()
    onward: bool = False

    def answer(self, rule: Rule, values: Values, subject: Subject) -> Answer:
        """What the kind answers. Raises ``ValueError`` for a reason that it does not declare, for which nobody has words."""
        answer = self.build(rule, values, subject)
        given = {reason for expr in (answer.reason, answer.unknown) for reason in answers_of(expr)} - {None}
        if undeclared := given - set(self.reasons):
            raise ValueError(f"kind {rule.kind} gives reasons that it does not declare: {sorted(map(str, undeclared))}")
        return answer

    def params(self) -> dict[str, Key]:
        """Key to type, without the mark of optional ones."""
        return {key.removesuffix("?"): wanted for key, wanted in self.keys.items()}

    def required(self) -> list[str]:
        return [key for key in self.keys if not key.endswith("?")]

    def absent(self, rule: Rule) -> set[str]:
        """The record types of which a violation lacks a record: it is proven only where they were exported completely."""
        others = (record for key in self.rests_on if key for record in self.params()[key].records(rule.params[key]))
        return {*others, *([rule.record] if "" in self.rests_on else [])}

    def given(self, rule: Rule) -> Iterator[tuple[str, Key, Value]]:
        """Each key that a rule gives, its type and its value, in the kind's order."""
        return ((key, wanted, rule.params[key]) for key, wanted in self.params().items() if rule.params.get(key) is not None)

    def columns(self, rule: Rule) -> Iterator[tuple[str, str]]:
        """Every (record type, column) that a rule of this kind names, its conditions included."""
        left = rule.undecided or {}
        own = [rule.activation, left.get("field"), *fields_of(rule.when), *fields_of(left.get("when"))]
        yield from ((rule.record, column) for column in own if column)
        if post := left.get("unless"):
            told = (post["key"], post["from"], post["to"], *fields_of(post["having"]))
            yield from ((post["record"], column) for column in told)
        for _, wanted, value in self.given(rule):
            yield from wanted.columns(value, wanted.about(rule.params, rule.record), rule.record)

    def records(self, rule: Rule) -> set[str]:
        """The record types without which a rule cannot be assessed, its own included."""
        others = {record for _, wanted, value in self.given(rule) for record in wanted.records(value)}
        return {record for record, _ in self.columns(rule)} | others | {rule.record}


__all__ = ["Answer", "Kind", "Subject", "Values"]
