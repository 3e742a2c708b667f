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
    what the common 19-character form does not fit goes through the regular expression, in one guarded expression.
    """
    k = key
    plain = f"{k}f {_PLAIN}"
    return [
        {f"{k}f": f"try_strptime(nullif({cell}, ''), {_FULL})"},
        {f"{k}n": f"CASE WHEN {plain} THEN {utc(f'epoch_us({k}f)', zone)} END",
         f"{k}x": f"CASE WHEN {plain} OR {cell} = '' THEN NULL ELSE {_let('t', text, _read('t', zone))} END"},
        {f"{k}lo": f"CASE WHEN {k}x IS NULL THEN {k}n ELSE {k}x.lo END",
         f"{k}hi": f"CASE WHEN {k}x IS NULL THEN {k}n + 1 ELSE {k}x.hi END",
         f"{k}bad": f"{k}x IS NOT NULL AND {k}x.bad"},
    ]  # fmt: skip


def _let(variable: str, value: str, body: str) -> str:
    """SQL: ``body`` with ``variable`` evaluated once."""
    return f"list_transform([{value}], lambda {variable}: {body})[1]"


def _read(text: str, zone: str) -> str:
    """SQL: the struct (lo, hi, bad) of a trimmed text in any spelling; NULL for NULL."""
    number = {g: f"CAST(nullif(g.{g}, '') AS BIGINT)" for g in ("h", "mi", "s")}
    mark = "coalesce(nullif(g.before, ''), nullif(g.after, ''))"
    hour = (
        f"CASE WHEN {mark} = 'P' AND {number['h']} < 12 THEN {number['h']} + 12 "
        f"WHEN {mark} = 'A' AND {number['h']} = 12 THEN 0 WHEN {mark} = 'A' AND {number['h']} > 12 THEN 99 "
        f"ELSE coalesce({number['h']}, 0) END"
    )
    parts = {
        "day": "concat(g.y, '-', lpad(g.m, 2, '0'), '-', lpad(g.d, 2, '0'))",
        "hour": hour,
        "mi": f"coalesce({number['mi']}, 0)",
        "s": f"coalesce({number['s']}, 0)",
        "frac": "CAST(left(rpad(g.frac, 6, '0'), 6) AS BIGINT)",
        "span": "CASE WHEN g.h = '' THEN 86400000000 WHEN g.mi = '' THEN 3600000000 WHEN g.s = '' THEN 60000000 ELSE 1 END",
        "off": _shift("g.off", "regexp_replace(g.off, '[^0-9]', '', 'g')"),
    }
    sound = (
        "(v.hour <= 23 OR v.hour = 24 AND v.mi = 0 AND v.s = 0 AND v.frac = 0) AND v.s < 60 AND v.mi < 60"
        f" AND abs(coalesce(v.off, 0)) <= 50400000000 AND NOT {one_of('v.day', _ZEROS)}"
    )
    micros = (
        f"CASE WHEN {sound} THEN epoch_us(CAST(TRY_CAST(v.day AS DATE) AS TIMESTAMP))"
        " + ((v.hour * 60 + v.mi) * 60 + v.s) * 1000000 + v.frac END"
    )
    lo = f"CASE WHEN v.off IS NOT NULL THEN us - v.off ELSE {utc('us', zone)} END"
    hi = f"CASE WHEN v.span = 1 THEN lo + 1 WHEN v.off IS NOT NULL THEN lo + v.span ELSE {utc('(us + v.span)', zone)} END"
    span = _let("us", micros, _let("lo", lo, f"{{'lo': lo, 'hi': {hi}, 'bad': us IS NULL}}"))
    known = _let("v", "{" + ", ".join(f"'{key}': {sql}" for key, sql in parts.items()) + "}", span)
    nothing = "{'lo': CAST(NULL AS BIGINT), 'hi': CAST(NULL AS BIGINT), 'bad': {bad}}"
    result = (
        f"CASE WHEN g.y = '' THEN {nothing.replace('{bad}', 'TRUE')} "
        f"WHEN g.y = '9999' THEN {nothing.replace('{bad}', 'FALSE')} ELSE {known} END"
    )
    matched = _let("p", _plain(text), _let("g", _matched(_spread("p")), result))
    return f"CASE WHEN {text} IS NULL THEN NULL ELSE {matched} END"


def _shift(off: str, digits: str) -> str:
    """SQL: an offset (Z, +8, +08, +0800, +08:00) in microseconds; NULL without one."""
    minutes = (
        f"CASE WHEN strlen({digits}) > 2 THEN CAST(left({digits}, strlen({digits}) - 2) AS BIGINT) * 60"
        f" + CAST(right({digits}, 2) AS BIGINT) ELSE CAST({digits} AS BIGINT) * 60 END"
    )
    signed = f"(CASE WHEN {off} < '-' THEN 1 ELSE -1 END) * {minutes} * 60000000"
    return f"CASE WHEN {off} = '' THEN NULL WHEN {off} IN ('Z', 'UTC', 'GMT') THEN 0 ELSE {signed} END"


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
