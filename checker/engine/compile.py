"""Rules to expressions: what a kind answers for each version becomes outcome, reason, version and evidence of a record.

The engine alone knows versions, the cutoff and which files lack a column.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from checker.engine.evidence import packed
from checker.engine.needs import lacking_in, needs_of
from checker.engine.outcomes import Judged, Says, said
from checker.model import Part, RecordType
from checker.records.sources import Extent
from checker.regulation.book import Book
from checker.result import Gap
from checker.rules.conditions import Row, Shown, condition
from checker.rules.kinds import KINDS, Answer
from checker.rules.kinds.kind import Subject
from checker.rules.kinds.periods import lived
from checker.rules.load import Rule
from checker.rules.untold import untold
from checker.rules.versions import Version, about_gap
from checker.sql.expr import FALSE, NULL, TRUE, Expr, both, case, either
from checker.sql.functions import call
from checker.sql.select import Join, Select, joined


@dataclass(frozen=True, slots=True)
class Asked:
    """What a run is asked about: the ``parts`` that were loaded, the ``cutoff`` (µs), the types of which everything is there,
    and the ``period`` (µs, both included) in which a record must have been decided, or open at its end; None: all.
    ``nobodies`` are the ids among the records that are no person's."""

    parts: Sequence[Part]
    cutoff: int
    complete: Mapping[str, Extent] = field(default_factory=dict)
    period: tuple[int, int] | None = None
    nobodies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Compiled:
    """One rule over one record type, as expressions over alias ``t`` and what ``joins`` bring in.

    ``instant`` is the activation, ``evidence`` an array of texts whose meaning ``shown`` tells by version; ``gaps`` pairs each
    gap with the condition of its records; ``about`` is TRUE for those that a rule on what must stand is about. Without ``says``
    no version can be judged; ``whole`` is set instead of all of them when nothing can be assessed at all.

    ``lives`` has those of each version that tells them; to be looked at are records that are ``here``: in files that have every
    column that is needed.
    """

    rule: Rule
    index: int
    versions: Sequence[Version]
    says: Says | None = None
    instant: Expr = NULL
    evidence: Expr = NULL
    shown: Mapping[int, Mapping[str, Shown]] = field(default_factory=dict)
    joins: tuple[Join, ...] = ()
    gaps: tuple[tuple[Gap, Expr], ...] = ()
    about: Expr = TRUE
    here: Expr = TRUE
    lives: Mapping[int, Select] = field(default_factory=dict)
    whole: Gap | None = None


@dataclass(frozen=True, slots=True)
class _Build:
    """A rule while it is compiled. ``here``: the record's own file has every column that is needed; ``untold``: the rule does
    not accuse the record, or may not."""

    rule: Rule
    subject: Subject
    versions: Sequence[Version]
    answers: Mapping[int, Answer]
    when: Expr
    here: Expr
    across: bool
    untold: Expr = FALSE

    @property
    def instant(self) -> Expr:
        return self.subject.first

    @property
    def applies(self) -> Expr:
        return self.here & self.when.possible

    def active(self, number: int) -> Expr:
        """Whether a version with an answer judges a record; never NULL."""
        answer = self.answers[number]
        if self.across:
            return answer.activated.certain
        return within(self.instant, self.versions[number]) & ~answer.outside

    def judged(self, unproven: Expr) -> Iterator[Judged]:
        """Each answer where it is active, and in the period that is asked about."""
        c, ends = self.subject, self.subject.case_ends(self.rule)
        settled = c.row.last(ends).or_else(c.first) if ends else c.first
        for number, answer in self.answers.items():
            began = call("greatest", c.first, self.versions[number].start) if self.across else c.first
            decided = call("greatest", answer.decided.or_else(settled), began)
            in_doubt = either(self.when.null, answer.unknown.there) & (decided > c.cutoff)
            decided = case((in_doubt, c.cutoff), otherwise=decided)
            one = Judged(number, TRUE, answer, c.cutoff, unproven, decided, c.period, self.untold)
            yield replace(one, active=self.active(number) & one.within(began, self.when))

    def gaps(self, book: Book) -> Iterator[tuple[Gap, Expr]]:
        """The versions without values, then what lies beyond the calendars of the others.

        A record that no version can judge is a gap of every version that might be its own.
        """
        alone, seen = not self.answers, either(*(self.active(number) for number in self.answers)) if self.across else FALSE
        for number, version in enumerate(self.versions):
            if number in self.answers:
                continue
            there = within(self.instant, version)
            if self.across:
                there = lived(self.rule, self.subject, (version.start, version.end)).certain
            mine = either(self.instant.null, there) if alone else there
            yield Gap(str(version.gap), 0, about_gap(version, book)), both(self.applies, ~seen, mine)
            seen = either(seen, mine) if self.across else FALSE
        for number, answer in self.answers.items():
            if answer.outside != FALSE:
                beyond = both(self.applies, within(self.instant, self.versions[number]), answer.outside)
                yield Gap("calendar-unknown", 0, {"quote": answer.calendar}), beyond


def activation(rule: Rule, record: RecordType) -> str:
    """The column of the instant under whose law a record is judged."""
    return rule.activation or record.activation


def compile_rule(rule: Rule, index: int, versions: Sequence[Version], book: Book, asked: Asked) -> Compiled:
    """The expressions of a rule over what was loaded."""
    parts, period = asked.parts, asked.period
    whole = rule
    rule, complete = _exported(whole, asked)
    record, kind = book.types[rule.record], KINDS[rule.kind]
    until = min([asked.cutoff, *(known for type_ in kind.absent(rule) if (known := _known(complete, type_)) is not None)])
    since = versions[0].start if versions else 0
    systems = {part.index: part.system for part in parts if part.type == rule.record}
    subject = replace(
        _subject(rule, record, book.types),
        cutoff=until,
        since=since,
        systems=systems,
        period=period,
        nobodies=asked.nobodies,
    )
    partial, unproven = _unproven(whole, subject, complete)
    subject = replace(subject, whole=unproven == FALSE)
    answers = {
        number: kind.answer(rule, v.values, replace(subject, number=number, interval=(v.start, v.end)))
        for number, v in enumerate(versions)
        if not v.gap
    }
    bare = Compiled(rule, index, versions)
    spared, posts = untold(rule, subject, {part.type for part in parts})
    build = _Build(rule, subject, versions, answers, condition(rule.when, subject.row), TRUE, kind.across, spared)
    needs = needs_of(rule, subject, answers, build.when, build.untold)
    missing = sorted({type_ for type_, _ in needs} - {part.type for part in parts})
    if missing:
        return replace(bare, whole=Gap("record-missing", 0, {"record": missing[0]}))
    file = subject.row.place[0]
    lacking, lost = lacking_in(rule, subject, needs, parts)
    timeless = lacking - lacking_in(rule, subject, needs - {(rule.record, (rule.activation or "",))}, parts)[0]
    if len(lacking) == sum(part.type == rule.record for part in parts) and not timeless:
        return replace(bare, whole=lost[0][0])
    when = build.when if kind.across else both(build.when, *_activated(rule, answers))
    # a word that nobody knows is told by name, though its file has no column for the instant
    unsaid = file.among(sorted(timeless)) & when.null if timeless else FALSE
    lost = [(gap, both(gone, ~unsaid)) for gap, gone in lost]
    build = replace(build, when=when, here=either(~file.among(sorted(lacking)), unsaid))
    about = build.when.possible if kind.across else TRUE
    done = replace(bare, gaps=(*lost, *build.gaps(book)), instant=subject.first, about=about)
    if not answers:
        return done
    dated = TRUE if period is None or period[0] <= until <= period[1] else subject.first.there
    says = said(list(build.judged(unproven)), build.applies & dated, build.when, subject.first, kind.across)
    began = [(says.version.eq(n) & subject.first.there, call("greatest", subject.first, versions[n].start)) for n in answers]
    texts = {number: packed(answer.evidence.values()) for number, answer in answers.items()}
    first, *others = texts
    return replace(
        done,
        gaps=(*done.gaps, *((Gap("incomplete", 0, {"record": type_}), says.unproven) for type_ in partial[:1])),
        says=says,
        instant=case(*began) if kind.across else subject.first,
        evidence=case(*((says.version.eq(n), texts[n]) for n in others), otherwise=texts[first]),
        shown={number: answer.evidence for number, answer in answers.items()},
        joins=joined([*(answer.joins for answer in answers.values()), posts]),
        here=build.here,
        lives={number: answer.lives for number, answer in answers.items() if answer.lives},
    )


def _exported(rule: Rule, asked: Asked) -> tuple[Rule, Mapping[str, Extent]]:
    """The rule without the parts of a union of which there is no file, unless there is none of any; and what is complete: of a
    type without a file nothing is, so that what the others lack proves nothing."""
    target, loaded = rule.params.get("target"), {part.type for part in asked.parts}
    union = target["any"] if isinstance(target, Mapping) and "any" in target else []
    there = [part for part in union if part["record"] in loaded]
    if not there or len(there) == len(union):
        return rule, asked.complete
    lost = {part["record"] for part in union} - loaded
    complete = {type_: extent for type_, extent in asked.complete.items() if type_ not in lost}
    return replace(rule, params={**rule.params, "target": {"any": there}}), complete


def _known(complete: Mapping[str, Extent], type_: str) -> int | None:
    """The last µs up to which all records of a type are there, where that may be before the cutoff."""
    return complete[type_].until if type_ in complete else None


def _unproven(rule: Rule, c: Subject, complete: Mapping[str, Extent]) -> tuple[list[str], Expr]:
    """The record types that a violation rests on and that are not known to be complete, and for which records they are not."""
    kind = KINDS[rule.kind]
    types = sorted(kind.absent(rule))
    missing = [type_ for type_ in types if type_ not in complete]
    if missing:
        return missing, TRUE
    since = max((complete[type_].since for type_ in types), default=0)
    late = [type_ for type_ in types if complete[type_].since == since]
    if since <= c.since:
        return [], FALSE
    return late, (c.first < since).possible if kind.onward else TRUE


def _activated(rule: Rule, answers: Mapping[int, Answer]) -> Collection[Expr]:
    """The one condition of the answers: were it another under each edition, one edition could take records from another."""
    found = {answer.activated for answer in answers.values()}
    if len(found) > 1:
        raise ValueError(f"{rule.id}: what it is about must not depend on the edition")
    return found


def _subject(rule: Rule, record: RecordType, types: Mapping[str, RecordType]) -> Subject:
    row = Row(record)
    first, end = (row(rule.activation), row.hi(rule.activation)) if rule.activation else row.activation
    return Subject(row, activation(rule, record), first, end - 1, types)


def within(instant: Expr, version: Version) -> Expr:
    """Whether an instant lies in the interval of a version; never NULL."""
    return ((instant >= version.start) & (TRUE if version.end is None else instant < version.end)).certain
