"""The whole report on a terminal: every rule that found something, what was not assessed, where every line went."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from checker.catalog import listed, pick, say
from checker.citation import citation, cite, in_script
from checker.reports import terminal
from checker.reports.terminal import (
    MARKS,
    STYLES,
    Console,
    Table,
    Text,
    account_words,
    cell_len,
    heading,
    indented,
    named,
    print_table,
    some,
)
from checker.reports.words import also_words, bracketed, cause_words, gap_words, message, sentence
from checker.reports.words import title as column_title
from checker.result import Cause, Finding, Result, RuleResult
from checker.verdict import Verdict

WIDTH = 100
"""Columns where there is no terminal."""
WORST = 12
REJECTS = 10
WORDS = 20
_SHOWN = ("satisfied", "violated", "pending", "indeterminate", "not_applicable")
_LOUD = ("violated", "pending", "indeterminate")
MANY = 40
"""Rules beyond which those that found nothing are only counted."""


def write_details(result: Result, verdict: Verdict, lang: str, out: TextIO) -> None:
    """Verdict, rules, what was not assessed, statistics, the account, then the worst findings."""
    console = terminal.console(out, WIDTH)
    indented(console, 0, sentence(verdict, lang), style=STYLES.get(verdict.state, "bold magenta"))
    if verdict.pending or verdict.indeterminate or verdict.not_assessed:
        counts = {"pending": verdict.pending, "indeterminate": verdict.indeterminate, "not_assessed": verdict.not_assessed}
        console.print(say("verdict.more", lang, counts))
    title = citation(result.title, "", result.edition, lang)
    console.print(say("report.edition", lang, citation=title))
    kind = "none" if result.cutoff is None else "given" if result.cutoff_given else "data"
    console.print(say(f"report.cutoff-{kind}", lang, cutoff=result.cutoff_text))
    if result.period:
        console.print(say("report.period", lang, first=result.period[0], last=result.period[1]))
    for one in result.beyond:
        where = f"{one.file} {say('report.row', lang, row=one.row)}"
        column = column_title(one.record, one.column, result.names, lang)
        told = say("report.beyond", lang, where=where, column=column, value=one.instant.isoformat(" "))
        indented(console, 2, told, style="yellow")
    _rules(console, result, lang)
    _gaps(console, result, lang)
    _causes(console, result, lang)
    _pending(console, result, lang)
    _lapses(console, result, lang)
    _figures(console, result, lang)
    _unlisted(console, result, lang)
    _account(console, result, lang)
    _findings(console, result, lang)


def _rules(console: Console, result: Result, lang: str) -> None:
    assessed = [rule for rule in result.rules if sum(rule.outcomes.values())]
    if not assessed:
        return
    console.print()
    table = Table(box=None, padding=(0, 1), pad_edge=False, header_style="bold")
    table.add_column("", width=1)
    table.add_column(say("report.rule", lang), ratio=1, overflow="fold")
    table.add_column(say("report.article", lang), no_wrap=True)
    for outcome in _SHOWN:
        table.add_column(say(f"outcome.{outcome}", lang), justify="right", no_wrap=True)
    loud = [rule for rule in assessed if any(rule.outcomes[outcome] for outcome in _LOUD)]
    listed = loud if len(assessed) > MANY else assessed
    for rule in listed:
        broken = rule.outcomes["violated"]
        mark, style = MARKS[rule.severity] if broken else ("✓" if rule.outcomes["satisfied"] else "–", "green")
        numbers = [_number(rule, outcome, style) for outcome in _SHOWN]
        table.add_row(Text(mark, style=style), pick(rule.title, lang), rule.article, *numbers)
    print_table(console, table)
    if len(listed) < len(assessed):
        console.print(say("report.quiet", lang, count=len(assessed) - len(listed)), style="green")


def _number(rule: RuleResult, outcome: str, style: str) -> Text:
    count = rule.outcomes[outcome]
    return Text(f"{count:,}" if count else "–", style=style if outcome == "violated" and count else "" if count else "dim")


def _gaps(console: Console, result: Result, lang: str) -> None:
    gaps = [(rule, gap) for rule in result.rules for gap in rule.not_assessed]
    if not gaps:
        return
    heading(console, say("report.not-assessed", lang))
    if result.missing:
        kinds = [named(result, record, lang=lang) for record in result.missing]
        indented(console, 2, say("screen.gap-missing", lang, kinds=len(kinds), what=some(kinds, len(kinds), lang)))
    grouped: dict[str, list[str]] = {}
    for rule, gap in gaps:
        records = bracketed(say("gap.records", lang, records=f"{gap.records:,}"), lang) if gap.records else ""
        grouped.setdefault(gap_words(gap, result, lang), []).append(f"{pick(rule.title, lang)} {rule.article}{records}")
    for words, rules in grouped.items():
        indented(console, 2, words)
        indented(console, 4, listed(rules, lang), style="dim")


def _causes(console: Console, result: Result, lang: str) -> None:
    """Why records are undecided, each cause with its rules, the most first."""
    rules = {rule.rule: rule for rule in result.rules}
    grouped: dict[str, list[Cause]] = {}
    for cause in sorted(result.findings.causes(), key=lambda cause: (-cause.count, cause.rule)):
        grouped.setdefault(cause.reason, []).append(cause)
    if grouped:
        heading(console, say("report.undecided", lang))
    for reason, causes in sorted(grouped.items(), key=lambda one: -sum(cause.count for cause in one[1])):
        total = sum(cause.count for cause in causes)
        indented(console, 2, f"{total:,}  {cause_words(reason, lang)}")
        about = [f"{pick(rules[one.rule].title, lang)} {rules[one.rule].article} {one.count:,}" for one in causes]
        indented(console, 4, some(about, len(about), lang), style="dim")


def _pending(console: Console, result: Result, lang: str) -> None:
    """The oldest first: a case that is never closed must not hide."""
    open_ = sorted((r for r in result.rules if r.outcomes["pending"]), key=lambda r: -r.pending_days)
    if open_:
        heading(console, say("report.pending", lang))
    for rule in open_:
        told = {"title": pick(rule.title, lang), "article": rule.article, "days": f"{rule.pending_days:,}"}
        indented(console, 2, say("report.pending-age", lang, told, count=f"{rule.outcomes['pending']:,}"))


def _lapses(console: Console, result: Result, lang: str) -> None:
    """What no verdict says, the longest first."""
    lapsed = [(rule, rule.lapses, rule.lapses.longest[0]) for rule in result.rules if rule.lapses and rule.lapses.records]
    if lapsed:
        heading(console, say("report.lapses", lang))
    for rule, lapses, one in sorted(lapsed, key=lambda it: -it[2].days):
        told = {"title": pick(rule.title, lang), "article": rule.article, "count": f"{lapses.records:,}"}
        told |= {"whose": "/".join(map(str, one.key.values())), "first": str(one.first), "last": str(one.last)}
        indented(console, 2, say("report.lapse", lang, told, days=one.days))


def _unlisted(console: Console, result: Result, lang: str) -> None:
    if result.unlisted:
        heading(console, say("report.unlisted", lang))
    for one in result.unlisted[:WORDS]:
        where = in_script(result.names[one.record], lang) if lang != "en" else one.record
        column = f"{where} {column_title(one.record, one.column, result.names, lang)}"
        near = say("report.unlisted-near", lang, near=in_script(one.near, lang)) if one.near else ""
        indented(console, 2, say("report.unlisted-word", lang, column=column, word=one.word, count=f"{one.count:,}") + near)
    if len(result.unlisted) > WORDS:
        indented(console, 2, say("report.more", lang, count=len(result.unlisted) - WORDS), style="dim")


def _figures(console: Console, result: Result, lang: str) -> None:
    if not result.figures:
        return
    heading(console, say("report.figures", lang))
    table = Table(box=None, padding=(0, 1), show_header=False)
    totals = [figure for figure in result.figures if figure.group is None]
    for figure in totals:
        words = pick(figure.title, lang)
        if not figure.whole:
            words = say("report.figure-of", lang, title=words, record=named(result, *figure.records, lang=lang))
        share = f"{100 * figure.count / figure.of:.1f}%"
        running = Text(say("report.running", lang) if figure.running else "", style="yellow")
        table.add_row(figure.period, words, figure.article, share, f"{figure.count:,}/{figure.of:,}", running)
    print_table(console, table)
    readings = {pick(figure.title, lang): pick(figure.reading, lang) for figure in totals if figure.reading}
    for title, reading in readings.items():
        indented(console, 2, say("report.reading", lang, title=title, reading=reading), style="dim")
    groups = [(figure.records[0], figure.group[0]) for figure in result.figures if figure.group]
    if groups:
        columns = listed(dict.fromkeys(named(result, *group, lang=lang) for group in groups), lang)
        indented(console, 2, say("report.groups", lang, count=len(groups), columns=columns), style="dim")


def _account(console: Console, result: Result, lang: str) -> None:
    heading(console, say("report.account", lang))
    for file in result.files:
        kind = say("report.unrecognised", lang) if file.type is None else named(result, file.type, lang=lang)
        how = " ".join(filter(None, (kind, file.format, file.encoding)))
        indented(console, 2, f"  {how}", bold=file.file)
        indented(console, 4, account_words(file.account, lang))
        extra = [say(key, lang, params) for key, params in file.notes]
        if file.unmapped:
            extra.append(say("report.unmapped", lang, columns=listed(file.unmapped, lang)))
        for words in extra:
            indented(console, 4, words, style="yellow")
    if len(result.files) > 1:
        indented(console, 2, f"{say('report.total', lang)}  {account_words(result.account, lang)}")
    if result.rejects:
        shown = result.rejects[:REJECTS]
        heading(console, say("report.rejects", lang, total=f"{len(result.rejects):,}", shown=len(shown)))
        for reject in shown:
            where = f"{reject.file} {say('report.line', lang, line=reject.line)}"
            indented(console, 2, f"{where}：{say(reject.reason, lang, reject.params)}")


def _findings(console: Console, result: Result, lang: str) -> None:
    worst = result.findings.worst(WORST)
    if not worst:
        return
    total = sum(rule.outcomes["violated"] for rule in result.rules)
    heading(console, say("report.findings", lang, total=f"{total:,}", shown=len(worst)))
    for group in _by_rule(worst):
        ground = group[0].ground
        mark, style = MARKS[ground.severity]
        cited = ("; " if lang == "en" else "，").join(filter(None, (cite(ground.article, lang), also_words(ground, lang))))
        where = bracketed(cited, lang) + (" " if lang == "en" else "")
        head = f"{mark} {pick(ground.title, lang)}{where}{pick(ground.bearer_name, lang)}"
        indented(console, 2, head, style=style)
        for item in group:
            key = "/".join(str(value) for value in item.key.values())
            where = f"{item.file} {say('report.row', lang, row=item.row)}" if item.file else ""
            words = message(item, result.names, lang) + (say("report.presumed", lang) if item.presumed else "")
            gap = "  " if cell_len(key) < 18 else " "
            indented(console, 4, f"{gap}{where}  {words}", bold=key)


def _by_rule(findings: Iterable[Finding]) -> list[list[Finding]]:
    groups: dict[str, list[Finding]] = {}
    for item in findings:
        groups.setdefault(item.ground.rule, []).append(item)
    return list(groups.values())
