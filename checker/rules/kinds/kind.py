"""What a kind is given and what it answers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field

from checker.model import Data, Limit, RecordType
from checker.rules.conditions import Row, Shown, fields_of
from checker.rules.load import Rule
from checker.sql.expr import FALSE, NULL, TRUE, Expr
from checker.sql.select import Join, read_by
from checker.sql.tree import ColumnRef, answers_of, columns_of

OTHERS = ("target", "series", "source", "holding")
"""Types of keys that are about another record."""

OF = {"of-condition": "of", "of-number": "of", "series-condition": "series"}
"""Types of keys over a record that another key names, and that key."""


@dataclass(frozen=True, slots=True)
class Values:
    """What the law of one interval gives a rule: its limit, the items of its list and whether the list is closed, numbers.

    ``numbers`` are decimal texts by key of the rule; ``figures`` the least and the greatest figure in the words of a duty;
    ``every`` a frequency (ISO 8601) and ``times`` how many of its periods another interval of the law is.
    """

    limit: Limit | None = None
    items: tuple[str, ...] = ()
    closed: bool = False
    numbers: Mapping[str, str] = field(default_factory=dict)
    figures: tuple[str, str] | None = None
    every: str = ""
    times: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """How one record is judged: expressions over the record and what ``joins`` bring in.

    ``satisfied`` is a boolean; ``unknown`` the reason why it cannot be told, else NULL; ``due`` the last instant at which the
    duty could still be met while nothing has met it (NULL: it is settled already); ``reason`` says in what way it is violated;
    ``activated`` narrows the rule's own condition; ``evidence`` names the values that prove the outcome. ``outside`` is TRUE
    for a record beyond what ``calendar`` knows: it is not assessed at all.
    """

    satisfied: Expr
    reason: Expr
    unknown: Expr = NULL
    due: Expr = NULL
    activated: Expr = TRUE
    evidence: Mapping[str, Shown] = field(default_factory=dict)
    joins: tuple[Join, ...] = ()
    outside: Expr = FALSE
    calendar: str = ""

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
    that is built, ``number`` its place among the rule's versions.
    """

    row: Row
    at: str
    first: Expr
    last: Expr
    types: Mapping[str, RecordType]
    cutoff: int = 0
    number: int = 0
    interval: tuple[int, int | None] = (0, None)

    def other(self, record: str, alias: str) -> Row:
        return Row(self.types[record], alias)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind: its function, the types of its keys (a key that ends in ``?`` may be left out), and every reason it may give for
    an outcome, violated or unknown; the message ``finding.<reason>`` has the words for it.

    ``across``: a record is judged by every version it lived through, not by the one at its activation alone.

    Types, by the names of ``schema/rules.json``: ``column``, ``columns``, ``number``, ``instant``, ``instants`` are columns of
    the rule's record; ``condition`` is over it; ``bound`` is zero, a column or ``{term: id}``. Values of the law are ``limit``
    ``{sla: id}``, ``list`` (a term's id), ``figures`` ``{duty: id}`` or ``{term: id}``, ``every`` ``{duty: id}``, ``interval``
    ``{term: id}``. About another
    record are ``target`` ``{record, at, match?, where?}``, ``series`` (the same, only ``record`` needed), ``source``
    ``{record, key, from, to}`` and ``holding`` (the same and a condition ``having``); ``of-condition``, ``of-number`` and
    ``series-condition`` are over the record that the key ``of`` or ``series`` names.
    """

    build: Callable[[Rule, Values, Subject], Answer]
    keys: Mapping[str, str]
    reasons: tuple[str, ...]
    across: bool = False

    def answer(self, rule: Rule, values: Values, subject: Subject) -> Answer:
        """What the kind answers. Raises ``ValueError`` for a reason that it does not declare, for which nobody has words."""
        answer = self.build(rule, values, subject)
        given = {reason for expr in (answer.reason, answer.unknown) for reason in answers_of(expr)} - {None}
        if undeclared := given - set(self.reasons):
            raise ValueError(f"kind {rule.kind} gives reasons that it does not declare: {sorted(map(str, undeclared))}")
        return answer

    def params(self) -> dict[str, str]:
        """Key to type, without the mark of optional ones."""
        return {key.removesuffix("?"): kind for key, kind in self.keys.items()}

    def required(self) -> list[str]:
        return [key for key in self.keys if not key.endswith("?")]

    def columns(self, rule: Rule) -> Iterator[tuple[str, str]]:
        """Every (record type, column) that a rule of this kind names, its conditions included."""
        for key in ([rule.activation] if rule.activation else []) + fields_of(rule.when):
            yield rule.record, key
        for key, kind in self.params().items():
            value = rule.params.get(key)
            if value is None:
                continue
            if kind in ("column", "instant", "number") or (kind == "bound" and isinstance(value, str)):
                yield rule.record, value
            elif kind in ("columns", "instants"):
                yield from ((rule.record, column) for column in value)
            elif kind == "condition":
                yield from ((rule.record, column) for column in fields_of(value))
            elif kind in OF:
                named = [value] if isinstance(value, str) else fields_of(value)
                yield from ((rule.params[OF[kind]]["record"], column) for column in named)
            elif kind in OTHERS:
                yield from _other_columns(rule, value)

    def records(self, rule: Rule) -> set[str]:
        """The record types without which a rule cannot be assessed, its own included."""
        others = [key for key, kind in self.params().items() if kind in OTHERS and key in rule.params]
        return {record for record, _ in self.columns(rule)} | {rule.params[key]["record"] for key in others} | {rule.record}


def _other_columns(rule: Rule, spec: Data) -> Iterator[tuple[str, str]]:
    record = spec["record"]
    for key in ("at", "key", "from", "to"):
        if key in spec:
            yield record, spec[key]
    for theirs, ours in spec.get("match", {}).items():
        yield record, theirs
        if isinstance(ours, str):
            yield rule.record, ours
    for column in [*fields_of(spec.get("where")), *fields_of(spec.get("having"))]:
        yield record, column
