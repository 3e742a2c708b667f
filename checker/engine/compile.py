"""Rules to SQL: the four expressions of a kind, per version, become one code per record.

A code is ``outcome|reason|version``, or NULL where the rule does not apply or is satisfied; satisfied is counted by
subtraction. The engine alone knows versions, the cutoff and which files lack a column.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from checker.model import Part, RecordType
from checker.regulation.book import Book
from checker.result import Gap
from checker.rules.kinds import KINDS, Test, Values
from checker.rules.kinds.kind import Context
from checker.rules.kinds.matching import merged
from checker.rules.kinds.periods import lived
from checker.rules.load import Rule
from checker.rules.sql import Row, both, condition, either, literal
from checker.rules.versions import Version, about_gap, versions


@dataclass(frozen=True, slots=True)
class Compiled:
    """One rule over one record type.

    ``code``, ``activated`` and ``at`` (the activation instant) are SQL over alias ``t`` (after ``joins``); ``gaps`` pairs
    each gap with the SQL that counts its records; ``evidence`` is SQL for a JSON text. ``whole`` is set instead when nothing
    can be assessed at all.
    """

    rule: Rule
    index: int
    versions: Sequence[Version]
    at: str = ""
    code: str = "NULL"
    activated: str = "FALSE"
    evidence: str = "NULL"
    joins: str = ""
    gaps: tuple[tuple[Gap, str], ...] = ()
    whole: Gap | None = None


def across(base: Compiled, book: Book, c: Context, built: Sequence[Test | None], here: str, when: str) -> Compiled:
    """A record judged by every version it lived through: the worst answer stands, and names its version.

    A version without values is a gap for the records that lived in it and were activated by no other.
    """
    tests = [(number, test) for number, test in enumerate(built) if test]
    owing = {number: test.activated for number, test in tests}
    codes = [f"(CASE WHEN {owing[number]} THEN {_judge(test, number, c.cutoff)} END)" for number, test in tests]
    any_owing = either(owing.values())
    worst = " ".join(
        f"WHEN starts_with({code}, '{outcome}') THEN {code}" for outcome in ("violated", "indeterminate") for code in codes
    )
    answer = f"CASE {worst} ELSE coalesce({', '.join([*codes, 'NULL'])}) END" if len(codes) > 1 else "".join(codes) or "NULL"
    code = (
        f"CASE WHEN NOT {here} OR ({when}) IS FALSE THEN NULL WHEN {c.first} IS NULL THEN 'indeterminate|no-instant|' "
        f"WHEN NOT {any_owing} THEN NULL WHEN ({when}) IS NULL THEN 'indeterminate|condition|' ELSE {answer} END"
    )
    if not tests:
        code = "NULL"
    gaps, seen = list(base.gaps), any_owing
    for number, version in enumerate(base.versions):
        if built[number] is not None:
            continue
        alive = lived(base.rule, c, (version.start, version.end))
        there = alive if tests else either([f"{c.first} IS NULL", alive])
        counted = both([here, f"({when}) IS NOT FALSE", f"NOT {seen}", f"({there}) IS TRUE"])
        gaps.append((Gap(str(version.gap), 0, about_gap(version, book)), counted))
        seen = either([seen, f"({there}) IS TRUE"])
    shown = {number: _json(test.evidence) for number, test in tests}
    mark = f"split_part({code}, '|', 3)"
    began = {number: f"greatest({c.first}, {version.start})" for number, version in enumerate(base.versions)}
    return replace(
        base,
        code=code,
        activated=both([here, f"({when}) IS NOT FALSE", either([f"{c.first} IS NULL", any_owing])]) if tests else "FALSE",
        at=_choose(mark, {number: began[number] for number in shown}, c.first),
        evidence=_choose(mark, shown, next(iter(shown.values()), "NULL")),
        joins=merged(test.joins for _, test in tests),
        gaps=tuple(gaps),
    )


def _choose(mark: str, values: Mapping[int, str], otherwise: str) -> str:
    arms = " ".join(f"WHEN '{number}' THEN {value}" for number, value in values.items())
    return f"CASE {mark} {arms} ELSE {otherwise} END" if arms else otherwise


def activation(rule: Rule, record: RecordType) -> str:
    """The column of the instant under whose law a record is judged."""
    return rule.activation or record.activation


def compile_rule(rule: Rule, index: int, book: Book, parts: Sequence[Part], cutoff: int | None) -> Compiled:
    """The SQL of a rule over the parts that were loaded."""
    record = book.types[rule.record]
    spans = versions(rule, book)
    loaded = {part.type for part in parts}
    kind = KINDS[rule.kind]
    missing = sorted(kind.records(rule) - loaded)
    if missing:
        return Compiled(rule, index, spans, whole=Gap("record-missing", 0, {"record": missing[0]}))
    lacking, gaps = _lacking(rule, book.types, parts)
    own = [part for part in parts if part.type == rule.record]
    if len(lacking) == len(own):
        return Compiled(rule, index, spans, whole=gaps[0][0])
    row = Row(record)
    column = activation(rule, record)
    instant, last = row(column), row.last(column)
    if rule.activation is None and record.fallback:
        instant, last = f"coalesce({instant}, {row(record.fallback)})", f"coalesce({last}, {row.last(record.fallback)})"
    context = Context(row, column, instant, last, book.types, cutoff or 0)
    here = f"(t._file NOT IN ({', '.join(map(str, sorted(lacking)))}))" if lacking else "TRUE"
    when = condition(rule.when, row)
    built = [
        kind.build(rule, v.values, replace(context, number=n, span=(v.start, v.end))) if not v.gap else None
        for n, v in enumerate(spans)
    ]
    if kind.across:
        return across(Compiled(rule, index, spans, at=instant, gaps=tuple(gaps)), book, context, built, here, when)
    tests = [test for test in built if test]
    for version, test in zip(spans, built, strict=True):
        if test is None:
            counted = both([here, f"({when}) IS NOT FALSE", _within(instant, version, alone=not tests)])
            gaps.append((Gap(str(version.gap), 0, about_gap(version, book)), counted))
    if not tests:
        return Compiled(rule, index, spans, gaps=tuple(gaps), at=instant)
    for version, test in zip(spans, built, strict=True):
        if test and test.outside != "FALSE":
            beyond = both([here, f"({when}) IS NOT FALSE", _within(instant, version), test.outside])
            gaps.append((Gap("calendar-unknown", 0, {"quote": test.calendar}), beyond))
    when = both([when, *dict.fromkeys(test.activated for test in tests if test.activated != "TRUE")])
    arms = [
        f"WHEN {_within(instant, version)} THEN {_judge(test, number, cutoff)}"
        for number, (version, test) in enumerate(zip(spans, built, strict=True))
        if test
    ]
    code = (
        f"CASE WHEN NOT {here} OR ({when}) IS FALSE THEN NULL WHEN {instant} IS NULL THEN 'indeterminate|no-instant|' "
        f"{' '.join(_conditional(arm, when) for arm in arms)} END"
    )
    covered = either(
        [
            f"{instant} IS NULL",
            *(_reached(t, _within(instant, v)) for v, t in zip(spans, built, strict=True) if t),
        ]
    )
    return Compiled(
        rule,
        index,
        spans,
        at=instant,
        code=code,
        activated=both([here, f"({when}) IS NOT FALSE", covered]),
        evidence=_evidence(spans, built, instant),
        joins=merged(test.joins for test in tests),
        gaps=tuple(gaps),
    )


def _conditional(arm: str, when: str) -> str:
    """An arm that answers ``condition`` where the rule's own condition cannot be told."""
    if when == "TRUE":
        return arm
    head, _, body = arm.partition(" THEN ")
    return f"{head} THEN CASE WHEN ({when}) IS NULL THEN 'indeterminate|condition|' ELSE {body} END"


def _reached(test: Test, within: str) -> str:
    """Within a version and within what its calendar knows."""
    return within if test.outside == "FALSE" else f"({within} AND NOT {test.outside})"


def _within(instant: str, version: Version, alone: bool = False) -> str:
    bounds = [f"{instant} >= {version.start}"]
    if version.end is not None:
        bounds.append(f"{instant} < {version.end}")
    return f"({both(bounds)} OR {instant} IS NULL)" if alone else both(bounds)


def _judge(test: Test, number: int, cutoff: int | None) -> str:
    """The outcome of one version. Violated only when the due instant lies before the cutoff: an export is complete up to it."""
    tail = literal(f"|{number}")
    arms = [f"WHEN {test.satisfied} THEN NULL"]
    beyond = [] if test.outside == "FALSE" else [f"WHEN {test.outside} THEN NULL"]
    if test.unknown != "NULL":
        arms.insert(0, f"WHEN {test.unknown} IS NOT NULL THEN 'indeterminate|' || {test.unknown} || {tail}")
    if test.due is not None:
        arms.append(f"WHEN {test.due} >= {cutoff if cutoff is not None else 0} THEN 'pending|' || {test.reason} || {tail}")
    arms.append(f"WHEN NOT {test.satisfied} THEN 'violated|' || {test.reason} || {tail}")
    return f"CASE {' '.join([*beyond, *arms])} ELSE 'indeterminate|undecided{tail[1:-1]}' END"


def _evidence(spans: Sequence[Version], built: Sequence[Test | None], instant: str) -> str:
    """The evidence of the version that judged, as JSON text; a record without an instant shows the first version's."""
    shown = [(v, _json(t.evidence)) for v, t in zip(spans, built, strict=True) if t]
    if len({json for _, json in shown}) == 1:
        return shown[0][1]
    arms = " ".join(f"WHEN {_within(instant, version)} THEN {json}" for version, json in shown)
    return f"CASE {arms} ELSE {shown[0][1]} END"


def _json(evidence: Mapping[str, str]) -> str:
    fields = ", ".join(f"{literal(key)}: {value}" for key, value in evidence.items())
    return f"CAST(to_json({{{fields}}}) AS VARCHAR)"


def _lacking(rule: Rule, types: Mapping[str, RecordType], parts: Sequence[Part]) -> tuple[set[int], list[tuple[Gap, str]]]:
    """The files that lack a column the rule needs, and the gap each leaves.

    A column missing from another record's files is a gap of the whole rule, told by every own file.
    """
    record = types[rule.record]
    needs: set[tuple[str, tuple[str, ...]]] = {(record_id, (column,)) for record_id, column in KINDS[rule.kind].columns(rule)}
    if rule.activation is None:
        needs.add((rule.record, (record.activation, *filter(None, [record.fallback]))))
    lacking: set[int] = set()
    gaps: list[tuple[Gap, str]] = []
    for record_id, columns in sorted(needs):
        short = [p for p in parts if p.type == record_id and not p.columns.intersection(columns)]
        if not short:
            continue
        own = [p.index for p in (short if record_id == rule.record else parts) if p.type == rule.record]
        fresh = [index for index in own if index not in lacking]
        lacking.update(fresh)
        counted = f"(t._file IN ({', '.join(map(str, fresh))}))" if fresh else "FALSE"
        gaps.append((Gap("column-missing", 0, {"record": record_id, "column": columns[0], "file": short[0].file}), counted))
    return lacking, gaps


__all__ = ["Compiled", "Values", "activation", "compile_rule"]
