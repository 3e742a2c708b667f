"""Compiled rules to selects: what is counted of them, and the findings they give. Nothing is run here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from checker.engine.compile import Compiled
from checker.engine.evidence import packed
from checker.model import RecordType
from checker.rules.conditions import JUDGED, Row, Shown
from checker.sql.expr import FALSE, Column, Expr, case, either, value
from checker.sql.functions import array, count
from checker.sql.select import Select, Source, Table, Unfolded, named
from checker.sql.tree import columns_in, rewritten

FINDINGS = "_findings"
FIELDS = {
    "rule": "SMALLINT",
    "outcome": "SMALLINT",
    "reason": "VARCHAR",
    "version": "SMALLINT",
    "instant": "BIGINT",
    "evidence": "TEXTS",
    "_file": "INTEGER",
    "_row": "BIGINT",
    "key": "TEXTS",
}
"""Columns of the findings and their types. ``outcome`` is one of :mod:`checker.engine.outcomes`; ``key`` and ``evidence`` are
texts whose meaning the record type and the rule's version tell."""


KEPT = "_kept"
"""The table of the records of one rule, judged once, for counts and findings alike."""

_KEPT = Source(Table(KEPT, loaded=False), "j")


def counted(compiled: Compiled) -> list[Expr]:
    """The records that are counted of a rule: those it is activated by, those in each of its gaps, those that it is about."""
    return [compiled.says.activated if compiled.says else FALSE, *(gap for _, gap in compiled.gaps), compiled.about]


def looks_beyond(compiled: Compiled) -> bool:
    """Whether counting takes more than the record itself."""
    return any(column.alias != JUDGED for condition in counted(compiled) for column in columns_in(condition))


def counting(record: RecordType, compiled: Sequence[Compiled]) -> Select:
    """The number of records, then those that are counted of each rule; several rules may not look beyond the record."""
    columns: dict[str, Expr] = {"n": count()}
    for c in compiled:
        columns |= {f"n{c.index} {place}": count(condition) for place, condition in enumerate(counted(c))}
    joins = compiled[0].joins if len(compiled) == 1 and looks_beyond(compiled[0]) else ()
    return Select(named(columns), Row(record).source, joins)


def finding(record: RecordType, compiled: Sequence[Compiled], kept: bool = False) -> Select:
    """The findings of one rule, or of several that need nothing but the record: it is read once for all of them.

    Every outcome is computed in an inner select, which hands on the columns that the findings show; or was, where it was
    ``kept``. Only rules that say something; the result has the columns of ``FIELDS`` in their order.
    """
    said, handed, told = {c.index: _said(c) for c in compiled}, _handed(record, compiled), _told(record)
    columns, outcomes = _judged(record, compiled), [c.index for c in compiled]
    judged = _KEPT if kept else Source(Select(named(columns), Row(record).source, compiled[0].joins), "j")
    source = judged if len(compiled) == 1 else _by_rule(judged, tuple(columns), outcomes)
    moved: dict[Expr, Expr] = {column: source.column(name, column.maybe) for name, column in handed.items()}
    rows = {index: {"outcome": source.column(_outcome(index)), **_moved(one, moved)} for index, one in said.items()}
    if len(compiled) == 1:
        ((index, row),) = rows.items()
        return Select(named({"rule": value(index), **row, **_moved(told, moved)}), source, where=row["outcome"] > 0)
    rule = source.column("rule", maybe=False)
    fields = {
        field: case(*((rule.eq(index), row[field]) for index, row in rows.items()))
        for field in ("outcome", "reason", "version", "instant", "evidence")
    }
    return Select(named({"rule": rule, **fields, **_moved(told, moved)}), source)


def keeping(record: RecordType, compiled: Compiled) -> Select:
    """Everything that ``finding`` and ``kept_counts`` ask about one rule, of every record."""
    flags = {f"n {place}": condition for place, condition in enumerate(counted(compiled))}
    return Select(named(_judged(record, [compiled]) | flags), Row(record).source, compiled.joins)


def kept_counts(compiled: Compiled) -> Select:
    """As ``counting`` of one rule, of what was kept."""
    flags = {f"n {place}": count(_KEPT.column(f"n {place}")) for place, _ in enumerate(counted(compiled))}
    return Select(named({"n": count()} | flags), _KEPT)


def _told(record: RecordType) -> dict[str, Expr]:
    """What every finding on a record says of it."""
    file, place = Row(record).place
    return {"_file": file, "_row": place, "key": packed(key_of(record).values())}


def _handed(record: RecordType, compiled: Sequence[Compiled]) -> dict[str, Column]:
    """The columns that findings show, by the name under which they are handed on."""
    shown = [*_told(record).values(), *(expr for c in compiled for expr in _said(c).values())]
    read = dict.fromkeys(column for expr in shown for column in columns_in(expr))
    return {f"{column.alias}.{column.name}": column for column in read}


def _judged(record: RecordType, compiled: Sequence[Compiled]) -> dict[str, Expr]:
    return {**_handed(record, compiled), **{_outcome(c.index): c.says.outcome for c in compiled if c.says}}


def _outcome(index: int) -> str:
    return f"outcome {index}"


def _by_rule(judged: Source, columns: tuple[str, ...], rules: Sequence[int]) -> Source:
    """Each judged record once for every rule that gives a finding on it."""
    found = {index: judged.column(_outcome(index)) > 0 for index in rules}
    kept: dict[str, Expr] = {name: judged.column(name) for name in columns}
    kept["rules"] = array(case((emitted, index)) for index, emitted in found.items())
    broken = Select(named(kept), judged, where=either(*found.values()))
    return Source(Unfolded(broken, "rules", "rule", columns), "u")


def _moved(exprs: Mapping[str, Expr], columns: Mapping[Expr, Expr]) -> dict[str, Expr]:
    return {name: rewritten(expr, columns) for name, expr in exprs.items()}


def _said(compiled: Compiled) -> dict[str, Expr]:
    """What a rule says of a record besides the outcome."""
    says = compiled.says
    if says is None:
        raise ValueError(f"{compiled.rule.id} has no version that can be judged")
    return {"reason": says.reason, "version": says.version, "instant": compiled.instant, "evidence": compiled.evidence}


def key_of(record: RecordType) -> dict[str, Shown]:
    """The key of a record as evidence."""
    row = Row(record)
    return {column: row.shown(column) for column in record.key}
