"""What must have been exported for a rule, and which files lack it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from checker.model import Data, Part, RecordType
from checker.records.types import HI
from checker.result import Gap
from checker.rules.conditions import fields_of
from checker.rules.kinds import KINDS, Answer
from checker.rules.kinds.kind import Subject
from checker.rules.load import Rule
from checker.sql.expr import Expr
from checker.sql.tree import columns_of

Needs = set[tuple[str, tuple[str, ...]]]
"""Record types and columns, of which one must be there; no column: the type itself."""


def needs_of(rule: Rule, subject: Subject, answers: Mapping[int, Answer], *conditions: Expr) -> Needs:
    """What must have been exported for the rule: the record itself and every column that decides, the rule's own ``conditions``
    included.

    Where the activation has a fallback, one of the two is enough.
    """
    record = subject.row.type
    instants = (subject.first, subject.last)
    pair = (record.activation, record.fallback) if rule.activation is None and record.fallback else ()
    read = {ref for answer in answers.values() for ref in answer.reads(instants)}
    read.update(*map(columns_of, conditions), () if pair else columns_of(subject.first))
    found: Needs = {(rule.record, tuple(name for name in pair if name))}
    never = {(rule.record, record.time.ends)} if record.time.form == "case" else set()  # nobody saw such a case end
    never |= _unasked(rule)
    named = set(KINDS[rule.kind].columns(rule)) - never
    for table, column in read:
        name = column.removesuffix(HI)
        type_ = subject.types[table]
        if (table, name) in never:
            continue
        if (table, name) in named or name not in _spare(type_):
            either_of = (name, type_.fallback) if name == type_.activation and (table, name) not in named else (name,)
            found.add((table, () if name.startswith("_") or not name else tuple(one for one in either_of if one)))
    return found


def _unasked(rule: Rule) -> set[tuple[str, str]]:
    """The columns that a record has to leave blank to count for sure as what must be there: a file that does not know them
    leaves them blank, and accuses nobody who would not be accused with them. Of a figure one too many may accuse."""
    kind, params = KINDS[rule.kind], dict(rule.params)
    if "figure" in params:
        return set()
    for key in filter(None, kind.rests_on):
        spec = dict(params[key])
        if "all" not in spec.get("how_many", {}):
            _drop(spec, "where", "all", {"filled": False})
        _drop(spec, "perhaps", "any", {"filled": True})
        params[key] = spec
    return set(kind.columns(rule)) - set(kind.columns(replace(rule, params=params)))


def _drop(spec: dict[str, Any], key: str, joined: str, like: Data) -> None:
    """Take out of a condition, one or several ``joined``, what has ``like`` in it; when nothing is left, the condition."""
    if key not in spec:
        return
    parts = spec[key].get(joined, [spec[key]])
    left = [part for part in parts if not like.items() <= part.items()]
    if len(left) < len(parts):
        spec[key] = {joined: left}
        if not left:
            del spec[key]


def _spare(record: RecordType) -> set[str]:
    """The columns without which its records are placed in time all the same, if less well."""
    by, ends = record.time.ended_by, record.time.ends if record.time.form == "case" else None
    return {record.fallback or "", ends or "", *((by.names, by.at, *fields_of(by.where)) if by and by.names else ())} - {""}


def lacking_in(rule: Rule, subject: Subject, needs: Needs, parts: Sequence[Part]) -> tuple[set[int], list[tuple[Gap, Expr]]]:
    """The files that lack a column the rule needs, and the gap each leaves.

    A column missing from another record's files is a gap of the whole rule, told by every own file.
    """
    mine, (file, _) = rule.record, subject.row.place
    lacking: set[int] = set()
    gaps: list[tuple[Gap, Expr]] = []
    for record, columns in sorted(needs):
        short = [p for p in parts if p.type == record and columns and not p.columns.intersection(columns)]
        if not short:
            continue
        own = [p.index for p in (short if record == mine else parts) if p.type == mine]
        fresh = [index for index in own if index not in lacking]
        lacking.update(fresh)
        gaps.append(
            (Gap("column-missing", 0, {"record": record, "column": columns[0], "file": short[0].file}), file.among(fresh))
        )
    return lacking, gaps
