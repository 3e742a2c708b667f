"""The report on a terminal: what a compliance officer takes in at a glance, in 80 columns."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from checker.catalog import pick, say
from checker.citation import citation, cite, in_script
from checker.reports.data import sentence
from checker.reports.words import gap_words, message
from checker.reports.words import title as column_title
from checker.result import Account, Finding, Result, RuleResult
from checker.verdict import Verdict

WORST = 12
REJECTS = 10
AGED = 10
WORDS = 20
_SHOWN = ("satisfied", "violated", "pending", "indeterminate", "not_applicable")
_LOUD = ("violated", "pending", "indeterminate")
MANY = 40
"""Rules beyond which those that found nothing are only counted."""
_STYLES = {"violations": "bold red", "warnings": "bold yellow", "clean": "bold green"}
_MARKS = {"violation": ("✗", "red"), "warning": ("!", "yellow"), "note": ("·", "cyan")}


def write_text(result: Result, verdict: Verdict, lang: str, out: TextIO) -> None:
    """Verdict, rules, what was not assessed, statistics, the account, then the worst findings."""
    console = Console(file=out, width=_width(out), highlight=False, soft_wrap=False)
    console.print(Text(sentence(result, verdict, lang), style=_STYLES.get(verdict.state, "bold magenta")))
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
        _indented(console, 2, told, style="yellow")
    _rules(console, result, lang)
    _gaps(console, result, lang)
    _pending(console, result, lang)
    _figures(console, result, lang)
    _unlisted(console, result, lang)
    _account(console, result, lang)
    _findings(console, result, lang)


def _width(out: TextIO) -> int | None:
    """The terminal's own width, at least 80; 100 where there is none."""
    return None if out.isatty() else 100


def _heading(console: Console, words: str) -> None:
    console.print()
    console.print(Text(words, style="bold"))


def _indented(console: Console, depth: int, *words: str | tuple[str, str], style: str = "") -> None:
    """Words after an indent that their later lines keep; nothing is padded on the right."""
    for line in Text.assemble(*words, style=style).wrap(console, console.width - depth):
        line.rstrip()
        console.print(Text(" " * depth) + line)


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
        mark, style = _MARKS[rule.severity] if broken else ("✓" if rule.outcomes["satisfied"] else "–", "green")
        numbers = [_number(rule, outcome, style) for outcome in _SHOWN]
        table.add_row(Text(mark, style=style), pick(rule.title, lang), rule.article, *numbers)
    _print_table(console, table)
    if len(listed) < len(assessed):
        console.print(say("report.quiet", lang, count=len(assessed) - len(listed)), style="green")


def _print_table(console: Console, table: Table) -> None:
    """A table without the blanks that would fill its last column."""
    with console.capture() as captured:
        console.print(table)
    for line in captured.get().splitlines():
        console.file.write(line.rstrip() + "\n")


def _number(rule: RuleResult, outcome: str, style: str) -> Text:
    count = rule.outcomes[outcome]
    return Text(f"{count:,}" if count else "–", style=style if outcome == "violated" and count else "" if count else "dim")


def _gaps(console: Console, result: Result, lang: str) -> None:
    gaps = [(rule, gap) for rule in result.rules for gap in rule.not_assessed]
    if not gaps:
        return
    _heading(console, say("report.not-assessed", lang))
    grouped: dict[str, list[str]] = {}
    for rule, gap in gaps:
        records = f"（{say('gap.records', lang, records=f'{gap.records:,}')}）" if gap.records else ""
        grouped.setdefault(gap_words(gap, result, lang), []).append(f"{pick(rule.title, lang)} {rule.article}{records}")
    for words, rules in grouped.items():
        _indented(console, 2, words)
        _indented(console, 4, "、".join(rules), style="dim")


def _pending(console: Console, result: Result, lang: str) -> None:
    """The oldest first: a case that is never closed must not hide."""
    open_ = sorted((r for r in result.rules if r.outcomes["pending"]), key=lambda r: -r.pending_days)
    if open_:
        _heading(console, say("report.pending", lang))
    for rule in open_[:AGED]:
        told = {"title": pick(rule.title, lang), "article": rule.article, "days": f"{rule.pending_days:,}"}
        _indented(console, 2, say("report.pending-age", lang, told, count=f"{rule.outcomes['pending']:,}"))
    if len(open_) > AGED:
        _indented(console, 2, say("report.more", lang, count=len(open_) - AGED), style="dim")


def _unlisted(console: Console, result: Result, lang: str) -> None:
    if result.unlisted:
        _heading(console, say("report.unlisted", lang))
    for one in result.unlisted[:WORDS]:
        where = in_script(result.names[one.record], lang) if lang != "en" else one.record
        column = f"{where} {column_title(one.record, one.column, result.names, lang)}"
        near = say("report.unlisted-near", lang, near=in_script(one.near, lang)) if one.near else ""
        _indented(console, 2, say("report.unlisted-word", lang, column=column, word=one.word, count=f"{one.count:,}") + near)
    if len(result.unlisted) > WORDS:
        _indented(console, 2, say("report.more", lang, count=len(result.unlisted) - WORDS), style="dim")


def _figures(console: Console, result: Result, lang: str) -> None:
    if not result.figures:
        return
    _heading(console, say("report.figures", lang))
    table = Table(box=None, padding=(0, 1), show_header=False)
    totals = [figure for figure in result.figures if figure.group is None]
    for figure in totals:
        words = pick(figure.title, lang)
        if not figure.whole:
            words = say("report.figure-of", lang, title=words, record=_named(result, *figure.records, lang=lang))
        share = f"{100 * figure.count / figure.of:.1f}%"
        running = Text(say("report.running", lang) if figure.running else "", style="yellow")
        table.add_row(figure.period, words, figure.article, share, f"{figure.count:,}/{figure.of:,}", running)
    _print_table(console, table)
    readings = {pick(figure.title, lang): pick(figure.reading, lang) for figure in totals if figure.reading}
    for title, reading in readings.items():
        _indented(console, 2, say("report.reading", lang, title=title, reading=reading), style="dim")
    groups = [(figure.records[0], figure.group[0]) for figure in result.figures if figure.group]
    if groups:
        columns = (", " if lang == "en" else "、").join(dict.fromkeys(_named(result, *group, lang=lang) for group in groups))
        _indented(console, 2, say("report.groups", lang, count=len(groups), columns=columns), style="dim")


def _named(result: Result, record: str, column: str = "", *, lang: str) -> str:
    """A record type or a column of it: by its title, in English by its id."""
    name = f"{record}.{column}" if column else record
    return column or record if lang == "en" else pick({"zh-Hant": result.names[name]}, lang)


def _account(console: Console, result: Result, lang: str) -> None:
    _heading(console, say("report.account", lang))
    for file in result.files:
        kind = say("report.unrecognised", lang) if file.type is None else _named(result, file.type, lang=lang)
        how = " ".join(filter(None, (kind, file.format, file.encoding)))
        _indented(console, 2, (file.file, "bold"), f"  {how}")
        _indented(console, 4, _account_words(file.account, lang))
        extra = [say(key, lang, params) for key, params in file.notes]
        if file.unmapped:
            extra.append(say("report.unmapped", lang, columns="、".join(file.unmapped)))
        for words in extra:
            _indented(console, 4, words, style="yellow")
    if len(result.files) > 1:
        _indented(console, 2, f"{say('report.total', lang)}  {_account_words(result.account, lang)}")
    if result.rejects:
        shown = result.rejects[:REJECTS]
        _heading(console, say("report.rejects", lang, total=f"{len(result.rejects):,}", shown=len(shown)))
        for reject in shown:
            where = f"{reject.file} {say('report.line', lang, line=reject.line)}"
            _indented(console, 2, f"{where}：{say(reject.reason, lang, reject.params)}")


def _account_words(account: Account, lang: str) -> str:
    return say("report.account-line", lang, {name: f"{getattr(account, name):,}" for name in account.__slots__})


def _findings(console: Console, result: Result, lang: str) -> None:
    worst = result.findings.worst(WORST)
    if not worst:
        return
    total = sum(rule.outcomes["violated"] for rule in result.rules)
    _heading(console, say("report.findings", lang, total=f"{total:,}", shown=len(worst)))
    for group in _by_rule(worst):
        ground = group[0].ground
        mark, style = _MARKS[ground.severity]
        where = f" ({cite(ground.article, lang)}) " if lang == "en" else f"（{cite(ground.article, lang)}）"
        head = f"{mark} {pick(ground.title, lang)}{where}{pick(ground.bearer_name, lang)}"
        _indented(console, 2, head, style=style)
        for item in group:
            key = "/".join(str(value) for value in item.key.values())
            where = f"{item.file} {say('report.row', lang, row=item.row)}" if item.file else ""
            words = message(item, result.names, lang) + (say("report.presumed", lang) if item.presumed else "")
            gap = "  " if cell_len(key) < 18 else " "
            _indented(console, 4, (key, "bold"), gap, where, "  ", words)


def _by_rule(findings: Iterable[Finding]) -> list[list[Finding]]:
    groups: dict[str, list[Finding]] = {}
    for item in findings:
        groups.setdefault(item.ground.rule, []).append(item)
    return list(groups.values())
