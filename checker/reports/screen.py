"""Parts of the screen beside what was found: what was read and what not, what is undecided, pending, not assessed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from checker.catalog import pick, say
from checker.citation import in_script
from checker.reports.terminal import Line, beneath, cell_len, named, packed, some
from checker.reports.words import also_words, bracketed, cause_words, message
from checker.reports.words import title as column_title
from checker.result import Finding, Gap, Result, RuleResult
from checker.verdict import Verdict

UNREAD, CAUSES, GAPS, WHERE = 3, 4, 4, 3
"""How many are named, more being counted: reasons why files were not read, causes of doubt, causes why rules were not assessed,
articles of a cause."""


LEAST = 3
"""Lines left below which no example is begun."""
_SEPARATOR = re.compile(r"[/\\]")


def read(result: Result, lang: str, width: int) -> list[Line]:
    """What became of the records, and every kind of trouble in reading with one case of it."""
    account = {name: f"{getattr(result.account, name):,}" for name in result.account.__slots__}
    files = sum(1 for file in result.files if file.type)
    lines = beneath("", say("screen.read", lang, account, files=files), width)
    for words in _trouble(result, lang):
        lines += beneath("- ", words, width, "yellow")
    return lines


def _trouble(result: Result, lang: str) -> Iterator[str]:
    unread = [file for file in result.files if not file.type]
    reasons = Counter(say(key, lang, params) for file in unread for key, params in file.notes)
    for why, count in reasons.most_common(UNREAD):
        yield say("screen.unread", lang, count=count, why=why)
    if len(reasons) > UNREAD:
        yield say("screen.more-unread", lang, reasons=len(reasons) - UNREAD)
    if result.rejects:
        one = result.rejects[0]
        where = f"{one.file} {say('report.line', lang, line=one.line)}"
        yield say("screen.rejects", lang, count=f"{len(result.rejects):,}", where=where, why=say(one.reason, lang, one.params))
    if unmapped := [(file.file, column) for file in result.files for column in file.unmapped]:
        yield say("screen.unmapped", lang, count=len(unmapped), file=unmapped[0][0], column=unmapped[0][1])
    if notes := [(file.file, *note) for file in result.files if file.type for note in file.notes]:
        yield say("screen.notes", lang, count=len(notes), where=notes[0][0], why=say(notes[0][1], lang, notes[0][2]))
    if result.beyond:
        late = result.beyond[0]
        where = f"{late.file} {say('report.row', lang, row=late.row)}"
        column = column_title(late.record, late.column, result.names, lang)
        told = {"count": len(result.beyond), "where": where, "column": column, "value": late.instant.isoformat(" ")}
        yield say("screen.beyond", lang, told)


def examples(result: Result, lang: str, width: int, room: int) -> list[Line]:
    """The first findings of each rule, where ``room`` lines are left for them."""
    total = sum(rule.outcomes["violated"] for rule in result.rules)
    if not total or room < LEAST:
        return []
    told: list[Line] = []
    shown = 0
    for item in result.findings.worst(room):
        key = "/".join(map(str, item.key.values()))
        where = f"{_SEPARATOR.split(item.file)[-1]} {say('report.row', lang, row=item.row)}  " if item.file else ""
        lines = beneath("  ", f"{item.ground.article}  {key}  {where}{_told(item, result, lang)}", width)
        if len(told) + len(lines) + 1 > room:
            break
        told, shown = told + lines, shown + 1
    return [*beneath("", say("report.findings", lang, total=f"{total:,}", shown=shown), width, "bold"), *told] if shown else []


def _told(item: Finding, result: Result, lang: str) -> str:
    """What is wrong, and which further articles say so."""
    words, also = message(item, result.names, lang), also_words(item.ground, lang)
    return words + bracketed(also, lang) if also else words


def undecided(result: Result, verdict: Verdict, lang: str, width: int) -> list[Line]:
    """What could not be told, by cause; the words that no list has; what is pending, and the oldest of it."""
    lines: list[Line] = []
    if verdict.indeterminate:
        lines += beneath("? ", say("screen.undecided", lang, count=f"{verdict.indeterminate:,}"), width, "bold magenta")
        lines += _causes(result, lang, width)
    if words := result.unlisted:
        told = [f"{_column(result, one.record, one.column, lang)} {_quoted(one.word, lang)} {one.count:,}" for one in words]
        lead = "  " + say("screen.unlisted", lang, count=len(words))
        lines.append((lead + packed(told, width - cell_len(lead), lang, keep=0), ""))
    if waiting := [rule for rule in result.rules if rule.outcomes["pending"]]:
        oldest = max(waiting, key=lambda rule: rule.pending_days)
        about = {"title": pick(oldest.title, lang), "article": oldest.article, "days": f"{oldest.pending_days:,}"}
        told_pending = say("screen.pending", lang, about, count=f"{verdict.pending:,}", rules=len(waiting))
        lines += beneath("~ ", told_pending, width)
    return lines


def _causes(result: Result, lang: str, width: int) -> list[Line]:
    rules = {rule.rule: rule for rule in result.rules}
    totals: Counter[str] = Counter()
    places: dict[str, Counter[str]] = {}
    for cause in result.findings.causes():
        totals[cause.reason] += cause.count
        places.setdefault(cause.reason, Counter())[rules[cause.rule].article] += cause.count
    order = sorted(totals.items(), key=lambda one: (-one[1], one[0]))
    shown = order if len(order) <= CAUSES else order[: CAUSES - 1]
    counts = len(f"{order[0][1]:,}") if order else 0
    lines: list[Line] = []
    for reason, count in shown:
        articles = [article for article, _ in places[reason].most_common()]
        where = say("screen.where", lang, articles=some(articles, min(WHERE, len(articles)), lang))
        lines += beneath(f"  {count:>{counts},}  ", cause_words(reason, lang) + where, width)
    if rest := order[len(shown) :]:
        words = say("screen.more-causes", lang, causes=len(rest), count=f"{sum(count for _, count in rest):,}")
        lines.append(("  " + words, "bold"))
    return lines


def not_assessed(result: Result, lang: str, width: int) -> list[Line]:
    """Rules that had nothing to go by, by cause; all types of records that are missing in one line."""
    grouped: dict[str, list[tuple[RuleResult, Gap]]] = {}
    for rule in result.rules:
        for gap in rule.not_assessed:
            missing = gap.reason == "record-missing" or (gap.reason == "no-records" and gap.params["record"] in result.missing)
            grouped.setdefault("missing" if missing else gap.reason, []).append((rule, gap))
    if not grouped:
        return []
    counted = {reason: len({rule.rule for rule, _ in found}) for reason, found in grouped.items()}
    total = sum(1 for rule in result.rules if rule.not_assessed)
    head = "– " + say("screen.not-assessed", lang, count=total)
    if len(grouped) == 1:
        (reason,) = grouped
        return _gap(head, reason, grouped[reason], result, lang, width)
    lines = beneath("", head, width)
    order = sorted(grouped, key=lambda reason: (reason != "missing", -counted[reason], reason))
    shown = order if len(order) <= GAPS else order[: GAPS - 1]
    for reason in shown:
        lead = f"  {counted[reason]:>{len(str(max(counted.values())))}}  "
        lines += _gap(lead, reason, grouped[reason], result, lang, width)
    if rest := order[len(shown) :]:
        rules = len({rule.rule for reason in rest for rule, _ in grouped[reason]})
        lines.append(("  " + say("screen.more-gaps", lang, causes=len(rest), rules=rules), "bold"))
    return lines


def _gap(lead: str, reason: str, found: list[tuple[RuleResult, Gap]], result: Result, lang: str, width: int) -> list[Line]:
    about = list(dict.fromkeys(_about(gap, result, lang) for _, gap in found))
    if reason == "missing":
        about = [named(result, record, lang=lang) for record in result.missing]
    room = width - cell_len(lead + say(f"screen.gap-{reason}", lang, kinds=len(about), what=""))
    words = say(f"screen.gap-{reason}", lang, kinds=len(about), what=packed(about, room, lang))
    return beneath(lead, words, width)


def _about(gap: Gap, result: Result, lang: str) -> str:
    """The record, the column or the words of the law that a gap is about."""
    if "column" in gap.params:
        return _column(result, gap.params["record"], gap.params["column"], lang)
    if "record" in gap.params:
        return named(result, gap.params["record"], lang=lang)
    return _quoted(in_script(str(gap.params.get("quote", "")), lang), lang)


def _column(result: Result, record: str, column: str, lang: str) -> str:
    return f"{named(result, record, lang=lang)}{'.' if lang == 'en' else ' '}{named(result, record, column, lang=lang)}"


def _quoted(word: str, lang: str) -> str:
    return f"“{word}”" if lang == "en" else f"「{word}」"
