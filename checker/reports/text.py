"""The report on a terminal, one screen of it: the verdict and its reasons first, then what most wants looking into.

Every number is one of the JSON report, or a sum of such. What does not fit is counted, never dropped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TextIO

from checker.catalog import pick, say
from checker.citation import article_order, chapter_of, citation
from checker.reports import terminal
from checker.reports.screen import examples, not_assessed, read, undecided
from checker.reports.terminal import MARKS, STYLES, Line, beneath, cell_len, cut, packed, some, wrapped
from checker.reports.words import sentences
from checker.result import SEVERITIES, Result, RuleResult
from checker.verdict import Verdict

WIDTH, LINES = 80, 38
"""A terminal of 80 by 40, less the line of the command and the next prompt."""
FEWEST = 3
"""Articles with violations that are shown however much else there is to say."""
Grouped = dict[str, list[RuleResult]]
_TITLE = {"zh-Hant": 18, "zh-Hans": 18, "en": 22}


def write_text(result: Result, verdict: Verdict, lang: str, out: TextIO) -> None:
    """One screen; a terminal narrower than 80 columns needs more lines."""
    console = terminal.console(out, WIDTH)
    terminal.print_lines(console, screen(result, verdict, lang, console.width))


def screen(result: Result, verdict: Verdict, lang: str, width: int) -> list[Line]:
    """The lines of the screen with their styles: what is found gets the room that everything else leaves."""
    found = {severity: _grouped(_broken(result, severity)) for severity in SEVERITIES}
    heads = {severity: _sums(rules, severity, lang, width) for severity, rules in found.items() if rules}
    above = [*_verdict(result, verdict, lang, width), *read(result, lang, width)]
    open_ = [*undecided(result, verdict, lang, width), *not_assessed(result, lang, width)]
    further = _further(found.values(), lang, width)
    parted = [severity for severity in heads if severity != "note" or "warning" not in heads]
    blanks = len(parted) + bool(open_) + 1
    room = LINES - blanks - sum(map(len, (above, *heads.values(), open_, further)))
    blocks = [above]
    for severity, head in heads.items():
        least = FEWEST if severity == "violation" else 0
        articles = _articles(found[severity], result, lang, width, max(room, least))
        room -= len(articles)
        if severity in parted:
            blocks.append([])
        blocks[-1] += [*head, *articles]
    blocks += filter(None, (examples(result, lang, width, room - 1), open_, further))
    return [line for number, block in enumerate(blocks) for line in ([("", "")] if number else []) + block]


def _verdict(result: Result, verdict: Verdict, lang: str, width: int) -> list[Line]:
    """What came out, every reason for doubt, and under which law up to when."""
    style = STYLES.get(verdict.state, "bold magenta")
    first, *doubts = sentences(verdict, lang)
    lines = [(line, style) for line in wrapped(first, width)]
    for doubt in doubts:
        lines += beneath("- ", doubt, width, "bold magenta")
    decided = sum(1 for rule in result.rules if any(rule.outcomes[name] for name in ("satisfied", "violated", "waived")))
    counts = {"decided": decided, "broken": verdict.rules_broken, "not_assessed": verdict.not_assessed}
    told = [say("screen.rules", lang, counts), say("report.edition", lang, citation=_citation(result, lang))]
    kind = "none" if result.cutoff is None else "given" if result.cutoff_given else "data"
    told.append(say(f"report.cutoff-{kind}", lang, cutoff=result.cutoff_text))
    if result.period:
        told.append(say("report.period", lang, first=result.period[0], last=result.period[1]))
    return lines + [(line, "") for words in told for line in wrapped(words, width)]


def _citation(result: Result, lang: str) -> str:
    return citation(result.title, "", result.edition, lang)


def _broken(result: Result, severity: str) -> list[RuleResult]:
    return [rule for rule in result.rules if rule.severity == severity and rule.outcomes["violated"]]


def _count(rules: Iterable[RuleResult]) -> int:
    return sum(rule.outcomes["violated"] for rule in rules)


def _sums(grouped: Grouped, severity: str, lang: str, width: int) -> list[Line]:
    """How many of one severity; of warnings and notes, in which chapters."""
    chapters: Counter[str] = Counter()
    for article, rules in grouped.items():
        chapters[chapter_of(article)] += _count(rules)
    by_chapter = [
        say("screen.chapter", lang, chapter=chapter, count=f"{chapters[chapter]:,}")
        for chapter in sorted(chapters, key=article_order)
    ]
    mark, style = MARKS[severity]
    told = {
        "count": f"{chapters.total():,}",
        "rules": sum(map(len, grouped.values())),
        "articles": len(grouped),
        "chapters": some(by_chapter, len(by_chapter), lang),
    }
    return beneath(f"{mark} ", say(f"screen.{severity}", lang, told), width, f"bold {style}")


def _grouped(rules: Iterable[RuleResult]) -> Grouped:
    """The rules of each article, those with the most first; so are the articles, else in the order of the law."""
    found: dict[str, list[RuleResult]] = {}
    for rule in sorted(rules, key=lambda rule: (-rule.outcomes["violated"], rule.rule)):
        found.setdefault(rule.article, []).append(rule)
    order = sorted(found, key=lambda article: (-_count(found[article]), article_order(article)))
    return {article: found[article] for article in order}


def _articles(grouped: Grouped, result: Result, lang: str, width: int, room: int) -> list[Line]:
    """The articles in ``room`` lines, each with its rules; the last line counts what is left."""
    order = list(grouped)
    shown = order if len(order) <= room else order[: max(room - 1, 0)]
    if not shown:
        return []
    leads = [f"  {_count(grouped[article]):>{len(f'{_count(grouped[order[0]]):,}')},}" for article in shown]
    cited = max(map(len, shown))
    titles = [pick(result.headings.get(article, {}), lang) for article in shown]
    beside = max(cell_len(_ids(grouped[article], 0, lang)) for article in shown)
    title = max(0, min(_TITLE[lang], max(map(cell_len, titles)), width - len(leads[0]) - cited - beside - 6))
    room_for_ids = width - len(leads[0]) - cited - title - 6
    lines: list[Line] = [
        (f"{lead}  {article:<{cited}}  {cut(words, title)}  {_ids(grouped[article], room_for_ids, lang)}", "")
        for lead, article, words in zip(leads, shown, titles, strict=True)
    ]
    if rest := order[len(shown) :]:
        left = sum(_count(grouped[article]) for article in rest)
        lines.append(("  " + say("screen.more-articles", lang, articles=len(rest), count=f"{left:,}"), "bold"))
    return lines


def _ids(rules: Sequence[RuleResult], width: int, lang: str) -> str:
    """The rules that an article's count is made of, each with its own where there are several."""
    if len(rules) == 1:
        return rules[0].rule
    return packed([f"{rule.rule} {rule.outcomes['violated']:,}" for rule in rules], width, lang)


def _further(found: Iterable[Grouped], lang: str, width: int) -> list[Line]:
    """Where to read on, by the article that most wants it."""
    told = [say("screen.details", lang), say("screen.csv", lang)]
    told += [say("screen.explain", lang, article=article) for grouped in found for article in grouped][:1]
    return [line for words in told for line in beneath("→ ", words, width, "cyan")]
