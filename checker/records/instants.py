"""SQL that reads a time as people and systems write it into a half-open [lo, hi) of epoch microseconds.

Read: ``2026-01-05 10:00:00[.ffffff]`` (a blank or T between), the same with Z or ±HH[:MM], ``2026/1/5 10:00``, ``2026.1.5``,
``2026年1月5日 10時05分[30秒]``, ``20260105[100000]``, 上午/下午/AM/PM, full-width digits, 24:00 (the next midnight). A
stamp to the second or finer is taken at face value (hi = lo + 1); a minute, an hour, a day span what they leave open. Times
without an offset are in the source's zone. Epoch numbers are not guessed. 9999 (never) is NULL; the zero days of systems
(1900-01-01, 1970-01-01 …) are unreadable.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from checker.records.blanks import filled_slowly, trimmed
from checker.records.store import Store, literal, one_of

Form = tuple[str, str, int]
"""A common spelling: its shape, its strptime format, the microseconds it leaves open."""

FORMS: tuple[Form, ...] = (
    (r"\d{4}-\d\d?-\d\d? \d\d?:\d\d:\d\d", "%Y-%m-%d %H:%M:%S", 1),
    (r"\d{4}/\d\d?/\d\d? \d\d?:\d\d:\d\d", "%Y/%m/%d %H:%M:%S", 1),
    (r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", "%Y-%m-%dT%H:%M:%S", 1),
    (r"\d{4}-\d\d?-\d\d? \d\d?:\d\d", "%Y-%m-%d %H:%M", 60_000_000),
    (r"\d{4}/\d\d?/\d\d? \d\d?:\d\d", "%Y/%m/%d %H:%M", 60_000_000),
    (r"\d{4}-\d\d?-\d\d?", "%Y-%m-%d", 86_400_000_000),
    (r"\d{4}/\d\d?/\d\d?", "%Y/%m/%d", 86_400_000_000),
)
_PLAIN = "BETWEEN TIMESTAMP '1970-01-02' AND TIMESTAMP '9998-12-31'"
_ZEROS = ("0001-01-01", "1899-12-30", "1899-12-31", "1900-01-00", "1900-01-01", "1970-01-01")
_FROM, _TO = "０１２３４５６７８９：／－．＋，\u3000年月日号號時时點点分秒", "0123456789:/-.+, --   HHHHMS"
_MARK = r"(上午|凌晨|早上|下午|晚上|[AP]\.?M\.?)"
_SHAPE = (
    r"(?i)^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:(?: *" + _MARK + r" *|[ T]+)"
    r"(\d{1,2})(?:[:H](\d{1,2})(?:[:M](\d{1,2})(?:[.,](\d{1,9}))?S?|M)?|H)(?: *" + _MARK + r")?)?"
    r"(?: *(Z|UTC|GMT|[+-]\d{1,2}(?::?\d{2})?))?$"
)
_COMPACT = (
    (r"(\d{4})(\d{2})(\d{2})", r"\1-\2-\3"),
    (r"(\d{4})(\d{2})(\d{2})[ T]?(\d{2})(\d{2})", r"\1-\2-\3 \4:\5"),
    (r"(\d{4})(\d{2})(\d{2})[ T]?(\d{2})(\d{2})(\d{2})", r"\1-\2-\3 \4:\5:\6"),
)
_GROUPS = ("y", "m", "d", "before", "h", "mi", "s", "frac", "after", "off")


def usual(cells: Iterable[str]) -> Form:
    """The form to try first on a column, from some of its cells. It decides about speed alone."""
    for cell in cells:
        for form in FORMS:
            if re.fullmatch(form[0], cell.strip()):
                return form
    return FORMS[0]


def layers(cell: str, key: str, zone: str, form: Form = FORMS[0]) -> list[dict[str, str]]:
    """The nested SELECTs that read ``cell``, as new columns by name, inner first; ``key`` makes the names unique.

    The last layer holds ``{key}lo``, ``{key}hi`` (BIGINT) and ``{key}bad`` (BOOLEAN). What is of the usual ``form`` is done
    after the second; every later expression is guarded, because a CASE costs nothing where it does not hold.
    """
    _, pattern, open_ = form
    k, plain = key, f"{key}f {_PLAIN}"
    lo = f"CASE WHEN {k}v.off IS NOT NULL THEN {k}us - {k}v.off ELSE {utc(f'{k}us', zone)} END"
    hi = (
        f"CASE WHEN {k}v.span = 1 THEN {k}lo + 1 WHEN {k}v.off IS NOT NULL THEN {k}lo + {k}v.span "
        f"ELSE {utc(f'({k}us + {k}v.span)', zone)} END"
    )
    usual_hi = f"{k}n + 1" if open_ == 1 else utc(f"(epoch_us({k}f) + {open_})", zone)
    unread = f"{k}g.y <> '9999' AND {filled_slowly(cell)} IS NOT NULL"
    return [
        {f"{k}f": f"try_strptime(nullif({cell}, ''), {literal(pattern)})"},
        {f"{k}n": f"CASE WHEN {plain} THEN {utc(f'epoch_us({k}f)', zone)} END",
         f"{k}p": f"CASE WHEN {plain} OR {cell} = '' THEN NULL ELSE {_plain(cell)} END"},
        {f"{k}g": f"CASE WHEN {k}p IS NOT NULL THEN {_matched(_spread(f'{k}p'))} END"},
        {f"{k}v": f"CASE WHEN {k}g.y <> '' AND {k}g.y <> '9999' THEN {_values(f'{k}g')} END"},
        {f"{k}us": f"CASE WHEN {k}v IS NOT NULL THEN {_micros(f'{k}v')} END"},
        {f"{k}lo": f"CASE WHEN {k}p IS NULL THEN {k}n WHEN {k}us IS NOT NULL THEN {lo} END"},
        {f"{k}hi": f"CASE WHEN {k}p IS NULL THEN {usual_hi} WHEN {k}us IS NOT NULL THEN {hi} END",
         f"{k}bad": f"CASE WHEN {k}p IS NULL OR {k}lo IS NOT NULL THEN FALSE ELSE {unread} END"},
    ]  # fmt: skip


def _values(g: str) -> str:
    """SQL: the matched groups as a struct of day (text) and figures."""
    number = {part: f"CAST(nullif({g}.{part}, '') AS BIGINT)" for part in ("h", "mi", "s")}
    mark = f"left(upper(concat({g}.before, {g}.after)), 1)"
    hour = (
        f"CASE WHEN {mark} IN ('P', '下', '晚') AND {number['h']} < 12 THEN {number['h']} + 12 "
        f"WHEN {mark} IN ('A', '上', '凌', '早') AND {number['h']} >= 12 THEN CASE {number['h']} WHEN 12 THEN 0 ELSE 99 END "
        f"ELSE coalesce({number['h']}, 0) END"
    )
    span = f"WHEN {g}.h = '' THEN 86400000000 WHEN {g}.mi = '' THEN 3600000000 WHEN {g}.s = '' THEN 60000000"
    values = {
        "day": f"concat({g}.y, '-', lpad({g}.m, 2, '0'), '-', lpad({g}.d, 2, '0'))",
        "hour": hour,
        "mi": f"coalesce({number['mi']}, 0)",
        "s": f"coalesce({number['s']}, 0)",
        "frac": f"CAST(left(rpad({g}.frac, 6, '0'), 6) AS BIGINT)",
        "span": f"CASE {span} ELSE 1 END",
        "off": _shift(f"{g}.off", f"regexp_replace({g}.off, '[^0-9]', '', 'g')"),
    }
    return "{" + ", ".join(f"'{name}': {sql}" for name, sql in values.items()) + "}"


def _micros(v: str) -> str:
    """SQL: naive microseconds; NULL for a day, a clock time or an offset that does not exist, and for the zero days."""
    midnight = f"{v}.hour = 24 AND {v}.mi = 0 AND {v}.s = 0 AND {v}.frac = 0"
    sound = (
        f"({v}.hour <= 23 OR {midnight}) AND {v}.s < 60 AND {v}.mi < 60"
        f" AND abs(coalesce({v}.off, 0)) <= 50400000000 AND NOT {one_of(f'{v}.day', _ZEROS)}"
    )
    return (
        f"CASE WHEN {sound} THEN epoch_us(CAST(TRY_CAST({v}.day AS DATE) AS TIMESTAMP))"
        f" + (({v}.hour * 60 + {v}.mi) * 60 + {v}.s) * 1000000 + {v}.frac END"
    )


def _shift(off: str, digits: str) -> str:
    """SQL: an offset (Z, +8, +08, +0800, +08:00) in microseconds; NULL without one."""
    minutes = (
        f"CASE WHEN strlen({digits}) > 2 THEN CAST(left({digits}, strlen({digits}) - 2) AS BIGINT) * 60"
        f" + CAST(right({digits}, 2) AS BIGINT) ELSE CAST({digits} AS BIGINT) * 60 END"
    )
    signed = f"(CASE WHEN {off} < '-' THEN 1 ELSE -1 END) * {minutes} * 60000000"
    return f"CASE WHEN {off} = '' THEN NULL WHEN upper({off}) IN ('Z', 'UTC', 'GMT') THEN 0 ELSE {signed} END"


def _plain(cell: str) -> str:
    """SQL: the trimmed text with digits, colons and the words between them made plain."""
    bare = trimmed(cell)
    wide = f"trim(translate({bare}, {literal(_FROM)}, {literal(_TO)}))"
    return f"CASE WHEN strlen({cell}) = length({cell}) THEN {bare} ELSE {wide} END"


def _spread(plain: str) -> str:
    """SQL: the compact forms (8, 12, 14 digits) with marks between."""
    arms = "".join(
        f"WHEN regexp_full_match({plain}, {literal(shape)}) THEN regexp_replace({plain}, {literal(shape)}, {literal(to)}) "
        for shape, to in _COMPACT
    )
    return f"CASE WHEN {plain}[5] IN ('-', '/', '.') THEN {plain} {arms} ELSE {plain} END"


def _matched(text: str) -> str:
    return f"regexp_extract({text}, {literal(_SHAPE)}, [{', '.join(literal(g) for g in _GROUPS)}])"


def utc(naive: str, zone: str) -> str:
    """SQL: naive local microseconds as epoch microseconds; ``zone`` is the text that ``zone_rule`` made."""
    return zone.replace("{us}", naive)


def zone_rule(store: Store, zone: str) -> str:
    """SQL with ``{us}`` for the naive local time: a subtraction since the zone's last change of offset, ICU before.

    Zones that still change (summer time) go through ICU for every value.
    """
    icu = f"epoch_us(timezone({literal(zone)}, make_timestamp({{us}})))"
    hourly = "SELECT unnest(generate_series(0, 2208988800000000, 43200000000)) AS us"  # 1970 to 2040, twice a day
    offset = icu.replace("{us}", "us")
    found = store.execute(
        f"SELECT max(us), max_by(off, us) FROM (SELECT us, us - {offset} AS off, lag(us - {offset}) OVER (ORDER BY us) AS old "
        f"FROM ({hourly})) WHERE off IS DISTINCT FROM old"
    ).fetchone()
    last, off = int(found[0]), int(found[1])
    if last > 1_700_000_000_000_000:
        return icu
    return f"CASE WHEN {{us}} >= {last + 86_400_000_000} THEN {{us}} - ({off}) ELSE {icu} END"
