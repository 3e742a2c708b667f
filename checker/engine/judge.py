"""Compiled rules to counts and findings: one query for all that a record decides, one for each rule that looks at others."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from checker.engine.compile import Compiled
from checker.engine.duckdb import DIALECT, FEW, Failed
from checker.engine.outcomes import NAMES, PENDING
from checker.engine.queries import FIELDS, FINDINGS, KEPT, counting, finding, keeping, kept_counts, looks_beyond
from checker.model import Edition, RecordType
from checker.quantity import DAY
from checker.records.store import Store
from checker.regulation.book import Book
from checker.regulation.law import Law
from checker.result import OUTCOMES, Gap, RuleResult
from checker.sql.functions import aggregate, count
from checker.sql.select import Select, Source, Table, named


@dataclass(frozen=True, slots=True)
class Counts:
    """Records in all, those that a rule was activated by, those in each of its gaps, and those that it is about."""

    total: int = 0
    activated: int = 0
    gaps: tuple[int, ...] = ()
    about: int = 0


@dataclass(frozen=True, slots=True)
class Emitted:
    """The findings of a rule by outcome, and when (µs) the oldest began of those that are pending."""

    outcomes: Mapping[str, int] = field(default_factory=dict)
    oldest: int | None = None


def judge(
    compiled: Sequence[Compiled],
    book: Book,
    records: Set[str],
    edition: Edition,
    cutoff: int,
    store: Store,
    progress: Callable[[str], None],
) -> list[RuleResult]:
    """Put into ``FINDINGS`` every record that a rule does not find satisfied; the results in the order of the rules.

    ``records`` are the record types of which there is any record.
    """
    store.execute(DIALECT.create(FINDINGS, FIELDS))
    counts: dict[int, Counts] = {}
    failed: dict[int, str] = {}
    for record in sorted({c.rule.record for c in compiled}):
        mine = [c for c in compiled if c.rule.record == record]
        found = _Table(book.types[record], store, progress, failed).judged(mine) if record in records else {}
        counts |= {c.index: found.get(c.index, Counts()) for c in mine}
    emitted = _emitted(store)
    there = records | {record.id for record in book.types.values() if record.implied}
    told = [replace(c, whole=Gap("failed", 0, {"detail": failed[c.index]})) if c.index in failed else c for c in compiled]
    return [_result(c, edition, counts[c.index], emitted.get(c.index, Emitted()), cutoff, c.rule.record in there) for c in told]


@dataclass(slots=True)
class _Table:
    """The rules of one record type. One that can't be run is told in ``failed``, by its index, and stops no other."""

    record: RecordType
    store: Store
    progress: Callable[[str], None]
    failed: dict[int, str]
    total: int = 0
    counts: dict[int, Counts] = field(default_factory=dict)
    kept: set[int] = field(default_factory=set)

    def judged(self, compiled: Sequence[Compiled]) -> dict[int, Counts]:
        """Those that the record decides together, the others one by one."""
        active = [c for c in compiled if c.whole is None]
        for group in ([c for c in active if not looks_beyond(c)], *([c] for c in active if looks_beyond(c))):
            self._try(self._count, group)
        judging = [c for c in active if c.says and c.index not in self.kept and c.index in self.counts]
        judging = [c for c in judging if self.counts[c.index].activated]
        for group in ([c for c in judging if not c.joins], *([c] for c in judging if c.joins)):
            if group:
                self._try(self._find, group)
        return {c.index: self.counts.get(c.index, Counts(self.total)) for c in compiled}

    def _try(self, work: Callable[[Sequence[Compiled]], None], group: Sequence[Compiled]) -> None:
        """Of a group that fails each rule by itself, so that only the one to blame does."""
        self.progress(group[0].rule.id if len(group) == 1 else self.record.id)
        try:
            work(group)
        except Failed as error:
            if len(group) > 1:
                for one in group:
                    self._try(work, [one])
            elif group:
                self.failed[group[0].index] = str(error).split("\n", 1)[0][:300]
            else:
                raise

    def _count(self, group: Sequence[Compiled]) -> None:
        if 0 < self.total <= FEW and (only := group[0]).says and looks_beyond(only):
            self.counts[only.index] = _once(self.record, only, self.store)
            self.kept.add(only.index)
            return
        self.total, *found = map(int, self.store.execute(DIALECT.query(counting(self.record, group))).fetchone())
        rest = iter(found)
        self.counts |= {c.index: Counts(self.total, next(rest), tuple(next(rest) for _ in c.gaps), next(rest)) for c in group}

    def _find(self, group: Sequence[Compiled]) -> None:
        self.store.execute(DIALECT.insert(FINDINGS, finding(self.record, group)))


def _once(record: RecordType, compiled: Compiled, store: Store) -> Counts:
    """Judge few records by one rule once, and count and find from what was kept of them."""
    try:
        store.execute(DIALECT.keep(KEPT, keeping(record, compiled)))
        total, activated, *gaps, about = map(int, store.execute(DIALECT.query(kept_counts(compiled))).fetchone())
        store.execute(DIALECT.insert(FINDINGS, finding(record, [compiled], kept=True)))
    finally:
        store.execute(DIALECT.drop(KEPT))
    return Counts(total, activated, tuple(gaps), about)


def _emitted(store: Store) -> Mapping[int, Emitted]:
    source = Source(Table(FINDINGS, loaded=False), "f")
    rule, outcome = source.column("rule"), source.column("outcome")
    oldest = aggregate("min", source.column("instant"))
    select = Select(named({"rule": rule, "outcome": outcome, "n": count(), "oldest": oldest}), source, group=(rule, outcome))
    found: dict[int, Emitted] = {}
    for index, number, n, at in store.execute(DIALECT.query(select)).fetchall():
        before = found.get(index, Emitted())
        found[index] = Emitted({**before.outcomes, NAMES[number]: n}, at if number == PENDING else before.oldest)
    return found


def _result(compiled: Compiled, edition: Edition, counts: Counts, emitted: Emitted, cutoff: int, there: bool) -> RuleResult:
    rule = compiled.rule
    outcomes = dict.fromkeys(OUTCOMES, 0)
    gaps = [replace(gap, records=n) for (gap, _), n in zip(compiled.gaps, counts.gaps, strict=True) if n] if counts.gaps else []
    if compiled.whole is not None:
        gaps = [replace(compiled.whole, records=counts.total)]
    else:
        outcomes |= emitted.outcomes
        outcomes["satisfied"] = counts.activated - sum(emitted.outcomes.values())
        outcomes["not_applicable"] = counts.total - counts.activated - sum(gap.records for gap in gaps)
        if counts.total and not counts.about:
            gaps.append(Gap("no-subject", 0, {"record": rule.record}))
    return RuleResult(
        rule=rule.id,
        title=rule.title,
        article=Law(edition.units).article_of(rule.encodes),
        also=rule.also_articles(Law(edition.units)),
        kind=rule.kind,
        severity=rule.severity(edition.units),
        record=rule.record,
        outcomes=outcomes,
        not_assessed=tuple(gaps) if there else (Gap("no-records", 0, {"record": rule.record}),),
        pending_days=0 if emitted.oldest is None else max(0, (cutoff - emitted.oldest) // DAY),
    )
