"""SQL that reads a time as people and systems write it into a half-open [lo, hi) of epoch microseconds.

Read: ``2026-01-05 10:00:00[.ffffff]`` (a blank or T between), the same with Z or ±HH[:MM], ``2026/1/5 10:00``, ``2026.1.5``,
``2026年1月5日 10時05分[30秒]``, ``20260105[100000]``, 上午/下午/AM/PM, full-width digits, 24:00 (the next midnight). A
stamp to the second or finer is taken at face value (hi = lo + 1); a minute, an hour, a day span what they leave open. Times
without an offset are in the source's zone. Epoch numbers are not guessed. 9999 (never) is NULL; the zero days of systems
(1900-01-01, 1970-01-01 …) are unreadable.
"""

from __future__ import annotations

from checker.records.store import Store, literal, one_of

_FULL = "'%Y-%m-%d %H:%M:%S'"
_PLAIN = "BETWEEN TIMESTAMP '1970-01-02' AND TIMESTAMP '9998-12-31'"
_ZEROS = ("0001-01-01", "1899-12-30", "1899-12-31", "1900-01-00", "1900-01-01", "1970-01-01")
_FROM, _TO = "０１２３４５６７８９：／－．＋，\u3000年月日号號時时点點分秒", "0123456789:/-.+, --   HHHHMS"
_MARKS = {"A": ("上午", "凌晨", "早上", "AM", "A.M."), "P": ("下午", "晚上", "PM", "P.M.")}
_SHAPE = (
    r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})"
    r"(?:[ T]+(?:([AP]) *)?(\d{1,2})(?:[:H](\d{1,2})(?:[:M](\d{1,2})(?:[.,](\d{1,9}))?S?|M)?|H)(?: *([AP]))?)?"
    r"(?: *(Z|UTC|GMT|[+-]\d{1,2}(?::?\d{2})?))? *$"
)
_COMPACT = (
    (r"(\d{4})(\d{2})(\d{2})", r"\1-\2-\3"),
    (r"(\d{4})(\d{2})(\d{2})[ T]?(\d{2})(\d{2})", r"\1-\2-\3 \4:\5"),
    (r"(\d{4})(\d{2})(\d{2})[ T]?(\d{2})(\d{2})(\d{2})", r"\1-\2-\3 \4:\5:\6"),
)
_GROUPS = ("y", "m", "d", "before", "h", "mi", "s", "frac", "after", "off")


def layers(cell: str, text: str, key: str, zone: str) -> list[dict[str, str]]:
    """The nested SELECTs that read ``cell`` (``text``: the same, trimmed or NULL), as new columns by name, inner first.

    ``key`` makes the names unique. The last layer holds ``{key}lo``, ``{key}hi`` (BIGINT) and ``{key}bad`` (BOOLEAN). Only
    what the common 19-character form does not fit goes through the regular expression.
    """
    k = key
    number = {g: f"CAST(nullif({k}g.{g}, '') AS BIGINT)" for g in ("h", "mi", "s")}
    mark = f"coalesce(nullif({k}g.before, ''), nullif({k}g.after, ''))"
    hour = (
        f"CASE WHEN {mark} = 'P' AND {number['h']} < 12 THEN {number['h']} + 12 "
        f"WHEN {mark} = 'A' AND {number['h']} = 12 THEN 0 WHEN {mark} = 'A' AND {number['h']} > 12 THEN 99 "
        f"ELSE coalesce({number['h']}, 0) END"
    )
    day = f"concat({k}g.y, '-', lpad({k}g.m, 2, '0'), '-', lpad({k}g.d, 2, '0'))"
    clock = (
        f"(coalesce({number['mi']}, 0) * 60 + coalesce({number['s']}, 0)) * 1000000"
        f" + CAST(left(rpad({k}g.frac, 6, '0'), 6) AS BIGINT)"
    )
    span = (
        f"CASE WHEN {k}g.h = '' THEN 86400000000 WHEN {k}g.mi = '' THEN 3600000000 WHEN {k}g.s = '' THEN 60000000 ELSE 1 END"
    )
    digits = f"regexp_replace({k}g.off, '[^0-9]', '', 'g')"
    shift = (
        f"CASE WHEN {k}g.off = '' THEN NULL WHEN {k}g.off IN ('Z', 'UTC', 'GMT') THEN 0 ELSE "
        f"(CASE WHEN {k}g.off < '-' THEN 1 ELSE -1 END) * CASE WHEN strlen({digits}) > 2 THEN "
        f"CAST(left({digits}, strlen({digits}) - 2) AS BIGINT) * 60 + CAST(right({digits}, 2) AS BIGINT) "
        f"ELSE CAST({digits} AS BIGINT) * 60 END * 60000000 END"
    )
    sound = (
        f"({k}hour <= 23 AND {k}clock < 3600000000 OR {k}hour = 24 AND {k}clock = 0) AND coalesce({number['s']}, 0) < 60"
        f" AND coalesce({number['mi']}, 0) < 60 AND abs(coalesce({k}off, 0)) <= 50400000000"
        f" AND {one_of(f'{k}day', _ZEROS)} IS NOT TRUE"
    )
    end = f"CASE WHEN {k}span = 1 THEN {{lo}} + 1 ELSE {utc(f'({k}us + {k}span)', zone)} END"
    return [
        {f"{k}f": f"try_strptime({cell}, {_FULL})"},
        {
            f"{k}n": f"CASE WHEN {k}f {_PLAIN} THEN epoch_us({k}f) END",
            f"{k}t": f"CASE WHEN {k}f {_PLAIN} THEN NULL ELSE {text} END",
        },
        {f"{k}p": f"CASE WHEN {k}t IS NOT NULL THEN {_plain(f'{k}t')} END"},
        {f"{k}g": f"CASE WHEN {k}p IS NOT NULL THEN {_matched(_spread(f'{k}p'))} END"},
        {f"{k}day": f"CASE WHEN {k}g.y <> '' THEN {day} END", f"{k}hour": f"CASE WHEN {k}g.y <> '' THEN {hour} END",
         f"{k}clock": f"CASE WHEN {k}g.y <> '' THEN {clock} END", f"{k}span": f"CASE WHEN {k}g.y <> '' THEN {span} END",
         f"{k}off": f"CASE WHEN {k}g.y <> '' THEN {shift} END"},
        {f"{k}us": f"CASE WHEN {k}g.y <> '' AND {k}g.y <> '9999' AND {sound} THEN "
                   f"epoch_us(CAST(TRY_CAST({k}day AS DATE) AS TIMESTAMP)) + {k}hour * 3600000000 + {k}clock END"},
        {f"{k}lo": f"CASE WHEN {k}n IS NOT NULL THEN {utc(f'{k}n', zone)} "
                   f"WHEN {k}us IS NULL THEN NULL WHEN {k}off IS NOT NULL THEN {k}us - {k}off ELSE {utc(f'{k}us', zone)} END"},
        {f"{k}hi": f"CASE WHEN {k}n IS NOT NULL THEN {k}lo + 1 WHEN {k}us IS NULL THEN NULL "
                   f"WHEN {k}off IS NOT NULL THEN {k}lo + {k}span ELSE {end.format(lo=f'{k}lo')} END",
         f"{k}bad": f"{k}t IS NOT NULL AND {k}lo IS NULL AND ({k}g.y = '9999') IS NOT TRUE"},
    ]  # fmt: skip


def _plain(text: str) -> str:
    """SQL: digits, colons and marks made plain."""
    plain = f"translate(upper({text}), {literal(_FROM)}, {literal(_TO)})"
    for mark, words in _MARKS.items():
        for word in words:
            plain = f"replace({plain}, {literal(word)}, ' {mark} ')"
    return f"trim({plain})"


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
