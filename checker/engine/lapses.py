"""The days without what must stand, told beside the outcomes of the rules that ask for it: they change none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from checker.engine.compile import Compiled
from checker.engine.duckdb import DIALECT
from checker.engine.evidence import day_of, packed, unpacking
from checker.engine.queries import key_of
from checker.model import RecordType
from checker.records.account import Positions
from checker.records.store import Store
from checker.regulation.book import Book
from checker.result import Lapse, Lapses
from checker.rules.kinds.periods import MONTH
from checker.rules.periods import TABLE
from checker.sql.expr import NULL, TRUE, Column, Expr, both, case, either, value
from checker.sql.functions import aggregate, array, count, windowed
from checker.sql.select import Join, Select, Source, Table, Unfolded, Union, named

LONGEST = 20
"""How many are named of each rule."""

DAILY = "P1D"
"""The frequency whose periods they are counted in."""

_ENTITY = ("rule", "_file", "_row", "version", "key")


def lapses(
    compiled: Sequence[Compiled],
    book: Book,
    period: tuple[int, int] | None,
    store: Store,
    files: Mapping[int, str],
    rows: Positions,
) -> dict[int, Lapses]:
    """What lapsed under each rule that asks for something that can, by the rule's index; ``period`` (µs, both included) keeps
    what was over in it; ``files`` and ``rows`` tell where a record stands."""
    asking = {c.index: c for c in compiled if c.lives}
    if not asking:
        return {}
    zone = ZoneInfo(book.zone)
    keys = {index: unpacking(key_of(book.types[c.rule.record]), zone) for index, c in asking.items()}
    longest: dict[int, list[Lapse]] = {index: [] for index in asking}
    records = dict.fromkeys(asking, 0)
    found = store.execute(DIALECT.query(longest_of(list(asking.values()), book.types, period))).fetchall()
    for index, file, row, key, first, last, days, n in found:
        told = {name: "" if one is None else str(one) for name, one in keys[index](key).items()}
        span = day_of(first, zone), day_of(last, zone), days
        longest[index].append(Lapse(told, files[file], rows.row(file, row), *span))
        records[index] = n
    return {index: Lapses(records[index], told) for index, told in longest.items()}


def longest_of(asking: Sequence[Compiled], types: Mapping[str, RecordType], period: tuple[int, int] | None) -> Select:
    """The longest lapses of each rule: its index, file, row and key of the record, the first and the last µs, days; then the
    number of records that have any under the rule."""
    lapse = Source(_stretches(_silences(_changes(asking, types)), period), "l")
    columns = _columns(lapse, "rule", "_file", "_row", "key", "first", "last", "days")
    rule, place, first = columns["rule"], (columns["_file"], columns["_row"]), columns["first"]
    turns: dict[str, Expr] = {
        "place": windowed("row_number", partition=(rule,), order=(columns["days"] * -1, *place, first)),
        "turn": windowed("row_number", partition=(rule, *place), order=(first,)),
    }
    r = Source(Select(named({**columns, **turns}), lapse), "r")
    shown = _columns(r, *columns)
    one = case((r.column("turn", maybe=False).eq(1), 1), otherwise=0)
    records = windowed("sum", one, partition=(shown["rule"],))
    n = Source(Select(named({**shown, "n": records, "place": r.column("place", maybe=False)}), r), "n")
    at = n.column("place", maybe=False)
    return Select(named(_columns(n, *shown, "n")), n, where=at <= LONGEST, order=(n.column("rule"), at))


def _stretches(silences: Select, period: tuple[int, int] | None) -> Select:
    """The whole days of each silence that holds no whole month: of one that does a verdict speaks."""
    gap = Source(silences, "g")
    entity, opens = _columns(gap, *_ENTITY), gap.column("opens", maybe=False)
    closes = gap.column("closes").or_else(gap.column("until", maybe=False))
    day, month = Source(Table(TABLE, loaded=False), "day"), Source(Table(TABLE, loaded=False), "month")

    def within(p: Source, every: str) -> Expr:
        return both(p.column("every").eq(every), p.column("start") >= opens, p.column("ends") <= closes)

    told = {"first": aggregate("min", day.column("start")), "ends": aggregate("max", day.column("ends")), "days": count()}
    joins = (Join(day, within(day, DAILY)), Join(month, within(month, MONTH), outer=True))
    none = month.column("start").null
    s = Source(Select(named({**entity, **told}), gap, joins, where=none, group=(*entity.values(), opens)), "s")
    last = s.column("ends", maybe=False) - 1
    kept = _columns(s, "rule", "_file", "_row", "key", "first", "days")
    over = TRUE if period is None else both(last >= period[0], last <= period[1])
    return Select(named({**kept, "last": last}), s, where=over)


def _silences(changes: Select) -> Select:
    """When nothing was alive: from ``opens`` to before ``closes``, or, where that is NULL, ``until`` the entity's time is over.

    How many live after each change, and how often there were none by then: what comes after one silence and before the next
    has that number in common with it.
    """
    e = Source(changes, "e")
    kept = _columns(e, *_ENTITY, "until", "at")
    alive = windowed("sum", e.column("change"), partition=_whose(e), order=(kept["at"],))
    a = Source(Select(named({**kept, "alive": alive}), e), "a")
    kept, none = _columns(a, *_ENTITY, "until", "at"), a.column("alive", maybe=False).eq(0)
    number = windowed("sum", case((none, 1), otherwise=0), partition=_whose(a), order=(kept["at"],))
    n = Source(Select(named({**kept, "none": none, "silence": number}), a), "n")
    group, none, at = _columns(n, *_ENTITY, "until", "silence"), n.column("none", maybe=False), n.column("at", maybe=False)
    told = {"opens": aggregate("min", case((none, at))), "closes": aggregate("min", case((~none, at)))}
    g = Source(Select(named({**group, **told}), n, group=tuple(group.values())), "silences")
    kept = _columns(g, *_ENTITY, "until")
    opens = g.column("opens")
    return Select(named({**kept, "opens": opens, "closes": g.column("closes")}), g, where=opens.there)


def _changes(asking: Sequence[Compiled], types: Mapping[str, RecordType]) -> Select:
    """The instants ``at`` which the time of an entity begins, and at which something begins and ends within it, with the
    ``change`` of the number that live."""
    union = Union(tuple(_of(c, version, types[c.rule.record]) for c in asking for version in c.lives))
    one = Source(union, "one")
    kept = _columns(one, *_ENTITY, "since", "until")
    since, until, begins, gone = kept["since"], kept["until"], one.column("begins"), one.column("gone")
    meets = both(begins < until, either(gone.null, both(gone > since, gone > begins)))
    begun = case((~meets.certain, NULL), (begins > since, begins), otherwise=since)
    over = case((both(meets, gone < until), gone))
    bare = case((~begun.eq(since).certain, since))
    clipped = Select(named({**kept, "begun": begun, "ends": array((bare, begun, over))}), one, where=since < until)
    u = Source(Unfolded(clipped, "ends", "at", (*kept, "begun")), "u")
    at, since = u.column("at", maybe=False), u.column("since", maybe=False)
    change = case((at.eq(u.column("begun")), 1), (at.eq(since), 0), otherwise=-1)
    return Select(named({**_columns(u, *_ENTITY, "until", "at"), "change": change}), u)


def _of(c: Compiled, version: int, record: RecordType) -> Select:
    """What a version of a rule tells of the lives, and of which record under which rule."""
    told, key = c.lives[version], packed(key_of(record).values())
    columns = (*told.columns, *named({"rule": value(c.index), "version": value(version), "key": key}))
    return replace(told, columns=columns, where=told.where & c.here)


def _whose(source: Source) -> tuple[Column, ...]:
    return tuple(_columns(source, "rule", "_file", "_row", "version").values())


def _columns(source: Source, *names: str) -> dict[str, Column]:
    return {name: source.column(name, maybe=False) for name in names}
