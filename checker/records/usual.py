"""The usual spellings, which the database reads by itself: a faster way to what :mod:`checker.records.cells` says.

Every expression here is NULL for a cell that is not plainly usual; such a cell is then read by that module.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from zoneinfo import ZoneInfo

from checker.model import Column
from checker.quantity import DAY, MINUTE
from checker.records import cells
from checker.records.blanks import BLANK, SPACE, WORDS, is_blank, trimmed
from checker.records.instants import EXACT, steady
from checker.records.store import literal
from checker.text import fold

SQL_TYPES = {"text": "VARCHAR", "code": "VARCHAR", "boolean": "BOOLEAN", "integer": "BIGINT", "number": "DOUBLE",
             "instant": "BIGINT"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Form:
    """A common spelling of instants: its shape, its strptime pattern, the microseconds it leaves open."""

    shape: re.Pattern[str]
    pattern: str
    leaves: int


FORMS = tuple(
    Form(re.compile(shape), pattern, leaves)
    for shape, pattern, leaves in (
        (r"\d{4}-\d\d?-\d\d? \d\d?:\d\d:\d\d", "%Y-%m-%d %H:%M:%S", EXACT),
        (r"\d{4}/\d\d?/\d\d? \d\d?:\d\d:\d\d", "%Y/%m/%d %H:%M:%S", EXACT),
        (r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", "%Y-%m-%dT%H:%M:%S", EXACT),
        (r"\d{4}-\d\d?-\d\d? \d\d?:\d\d", "%Y-%m-%d %H:%M", MINUTE),
        (r"\d{4}/\d\d?/\d\d? \d\d?:\d\d", "%Y/%m/%d %H:%M", MINUTE),
        (r"\d{4}-\d\d?-\d\d?", "%Y-%m-%d", DAY),
        (r"\d{4}/\d\d?/\d\d?", "%Y/%m/%d", DAY),
        (r"\d{4}年\d\d?月\d\d?日", "%Y年%m月%d日", DAY),
    )
)

_LONGEST = 19  # bytes of an instant in any of the forms

_PLAIN = (("A", "N"), ("0", ":"), ("a", "n"), ("O", "["), ("o", "{"))
"""First characters, from and up to, with which no word for nothing begins (a test holds it)."""
_HAN = ("\u3400", "\ufe00")
_NOTHING = tuple(sorted(word for word in WORDS if word >= _HAN[0]))
"""The words for nothing that begin with a Han character."""
_FEW = 5  # constants up to which DuckDB compares them one by one, and makes no table of them
_PRINTED = (("!", "\x7f"), ("\u3001", "\ufe00"), ("\uff01", "\uffef"))  # no white space among them
_WORDS = 12  # spellings of codes that are tried one after the other


def usual_form(sample: Iterable[str]) -> Form | None:
    """How the instants of a column are usually written, by some of its cells; None where they are written in no common form.

    It decides about speed alone: to try a form on cells that are not of it costs more than to read them.
    """
    filled = [cell for cell in map(trimmed, sample) if not is_blank(cell)]
    found = next((form for cell in filled for form in FORMS if form.shape.fullmatch(cell)), None)
    return found or (None if filled else FORMS[0])


def text(cell: str, sample: Sequence[str], exotic: bool) -> str:
    """A text that begins with a plain character and ends in no white space stands as it is.

    ``exotic``: the file holds white space other than U+0020 and U+3000. What the sample begins with is tried first.
    """
    seen = Counter(limits for one in sample for limits in (*_PLAIN, _HAN) if limits[0] <= one < limits[1])
    plain = " OR ".join(_within(cell, limits) for limits in sorted(_PLAIN, key=lambda limits: -seen[limits]))
    ends = _ends_printed(cell) if exotic else f"NOT ends_with({cell}, ' ') AND NOT ends_with({cell}, '\u3000')"
    longest = max(len(word.encode()) for word in _NOTHING)
    firsts = sorted({word[0] for word in _NOTHING})
    listed = (", ".join(map(literal, firsts[n : n + _FEW])) for n in range(0, len(firsts), _FEW))
    perhaps = " OR ".join(f"{cell}[1] IN ({one})" for one in listed)
    filled = f"strlen({cell}) > {longest} OR NOT ({perhaps})"
    arms = [
        (sum(seen[limits] for limits in _PLAIN), f"WHEN {plain} THEN {cell}"),
        (seen[_HAN], f"WHEN {_within(cell, _HAN)} AND ({filled}) THEN {cell}"),
    ]
    return f"CASE WHEN {ends} THEN CASE {' '.join(arm for _, arm in sorted(arms, reverse=True))} END END"


def _within(cell: str, limits: tuple[str, str]) -> str:
    return f"({cell} >= {literal(limits[0])} AND {cell} < {literal(limits[1])})"


def _ends_printed(cell: str) -> str:
    last = f"{cell}[-1]"
    return f"({' OR '.join(_within(last, limits) for limits in _PRINTED)})"


def clock(cell: str, form: Form) -> str:
    """A cell of the form as a TIMESTAMP of the local clock."""
    return f"CASE WHEN strlen({cell}) <= {_LONGEST} THEN try_strptime({cell}, {literal(form.pattern)}) END"


def instant(clock: str, form: Form, zone: ZoneInfo, sample: Iterable[str]) -> str:
    """The first µs of a time of the local clock, within the years about the sample in which the zone's clocks are not
    changed."""
    year = next((int(one.strip()[:4]) for one in sample if form.shape.fullmatch(one.strip())), datetime.now().year)
    low, high, offset = steady(zone, year)
    within = f"{clock} >= TIMESTAMP '{low:%Y-%m-%d}' AND {clock} < TIMESTAMP '{high:%Y-%m-%d}'"
    return f"CASE WHEN {within} THEN epoch_us({clock}) - ({offset}) END"


def code(cell: str, column: Column, sample: Iterable[str]) -> str:
    """A code or boolean by its common spellings, those of the sample first; an empty cell by what that means."""
    known = cells.spellings(column)
    spelt = [(code, *words) for code, words in column.values.items()]
    if column.kind == "boolean":
        spelt += [cells.TRUE, cells.FALSE]
    words = [word for turn in zip_longest(*spelt) for word in turn if word]  # the first of each code, then the second …
    tried = [word for word in dict.fromkeys([*sample, *words]) if word == trimmed(word) and not is_blank(word)]
    meant = {word: known.get(fold(word) or word) for word in tried}
    arms = [(word, meaning) for word, meaning in meant.items() if meaning is not None][:_WORDS]
    if column.blank is not None:
        arms.append(("", column.blank))
    written = {word: meaning.upper() if column.kind == "boolean" else literal(meaning) for word, meaning in arms}
    listed = " ".join(f"WHEN {literal(word)} THEN {value}" for word, value in written.items())
    return f"CASE {cell} {listed} END" if listed else f"CAST(NULL AS {SQL_TYPES[column.kind]})"


def number(cell: str, column: Column) -> str:
    """Plain figures: fifteen digits, which a double keeps, and of a fraction nine more, which both readers round alike."""
    shape, type_ = ("", "BIGINT") if column.kind == "integer" else (r"(\.[0-9]{1,9})?", "DOUBLE")
    figure = f"CASE WHEN regexp_full_match({cell}, {literal('-?[0-9]{1,15}' + shape)}) THEN TRY_CAST({cell} AS {type_}) END"
    if column.blank is None:
        return figure
    return f"CASE WHEN {cell} = '' THEN CAST({literal(column.blank)} AS {type_}) ELSE {figure} END"


def no_record_like(cell: str, header: str, footer: str) -> str:
    """Whether the row of this key cell may be no record: the cell is blank, a total, the header again or oddly begun."""
    plain = " OR ".join(_within(cell, limits) for limits in (("0", ":"), ("A", "G"), ("H", "N"), ("O", "S")))
    odd = f"{cell} < '0' OR ({cell} >= '\x7f' AND {cell} < '\u3001') OR {cell} >= '\ufe00'"
    like = f"{footer}|^{BLANK}[{re.escape(SPACE)}]*$"
    tried = f"CASE WHEN {plain} THEN FALSE ELSE {odd} OR regexp_matches({cell}, {literal(like)}) END"
    if not (title := trimmed(header)):
        return tried
    again = f"trim({cell}, {literal(SPACE)}) = {literal(title)}"
    return f"CASE WHEN starts_with({cell}, {literal(title)}) THEN {again} ELSE {tried} END"
