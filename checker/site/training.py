"""For trainers: every norm by role with its citation, and every figure in the regulation; a page, and tables to take away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time

from checker.catalog import say
from checker.citation import article_order, citations, section_of
from checker.coverage import status_of
from checker.site import tables, words
from checker.site.drawings import duty_limit
from checker.site.markup import esc, listed, page, table, tag
from checker.site.notes import article_link
from checker.site.view import View

_UNITS = (
    "秒|分鐘|小時|個?工作日|日|天|週|星期|個月|月|季度|季|年|人|名|次|元|項|件|份|分|倍|張|間|套|%|％"
    "|seconds?|minutes?|hours?|days?|weeks?|months?|quarters?|years?|times?"
)
_FIGURE = re.compile(
    rf"(?:\d[\d.,]*\s*(?:至|到|–|-|to)\s*)?(?<![\d.])\d[\d.,]*\s*(?:{_UNITS})(?:以內|以上|以下|內)?"
    r"|每(?:日|天|週|星期|月|季度?|年)|(?:月|季|年)度|every (?:day|week|month|quarter|year)"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the law: its words, the sentence it stands in, the article, and what the data says it means."""

    words: str
    sentence: str
    article: str
    meaning: str


def figures(view: View) -> Iterator[Figure]:
    """Every figure in the articles in the order of the law (the numbers of articles cited are none), then those of readings."""
    for articles in view.sections.values():
        for article in articles:
            text = view.law.article(article).text
            cited = [(one.start, one.end) for one in citations(text, section_of(article))]
            for match in _FIGURE.finditer(text):
                if not any(start <= match.start() < end for start, end in cited):
                    yield Figure(
                        match[0], _sentence(text, match.start()), article, _meaning(view, article, text, match.start())
                    )
            for term, data in view.entries("term", article):
                if term in view.readings and "value" in view.readings[term][1]:
                    act, fill = view.readings[term]
                    said = words.plain(words.limit(view, fill))
                    by = view.say("by-reading", number=act.number, effective=act.effective)
                    yield Figure(said, str(data.get("quote", "")), article, by)


def _sentence(text: str, at: int) -> str:
    start = max(text.rfind(stop, 0, at) for stop in ("。", "\n", ". ")) + 1
    ends = [end for stop in ("。", "\n", ". ") if (end := text.find(stop, at)) >= 0]
    return text[start : min(ends) + 1 if ends else len(text)].strip()


def _meaning(view: View, article: str, text: str, at: int) -> str:
    """Which limit or frequency of the data a figure belongs to."""
    for name, data in view.entries("sla", article):
        start = text.find(str(data.get("quote", "")))
        if start <= at < start + len(str(data.get("quote", ""))):
            return words.plain(words.resolved(view, name, "training"))
    for _, data in view.entries("duty", article):
        quote = str(data.get("quote", ""))
        if isinstance(data.get("frequency"), str) and text.find(quote) <= at < text.find(quote) + len(quote):
            return view.say("every", period=words.plain(words.duration(view, data["frequency"])))
    return ""


def norm_rows(view: View) -> list[list[str]]:
    """Every norm: role, kind of role, modality, words, limit, citation, article, section, whether checked."""
    rows = []
    for role, data in view.all("role"):
        for name, duty in view.duties_of.get(role, []):
            article = str(duty["article"])
            section = section_of(article)
            checked, checks, reason = status_of(view.encoding, name, view.waiting)
            by = reason or words.enumeration(view, [view.title(check) for check in checks])
            rows.append(
                [
                    view.name("role", role),
                    view.say(f"role-{data['kind']}") if "kind" in data else "",
                    view.say(f"modality-{duty.get('modality')}"),
                    str(duty.get("quote", "")),
                    words.plain(duty_limit(view, view.law.duty(name), "training")),
                    view.citation(article),
                    article,
                    f"{view.cite(section)} {view.name('section', section)}",
                    view.name("article", article),
                    f"{say(f'coverage.{checked}', view.lang)} {by}",
                ]
            )
    return rows


NORM_HEADER = ("role", "role-kind", "modality", "norm", "limits", "citation", "article-id", "section", "topic", "checking")
FIGURE_HEADER = ("figure", "sentence", "meaning", "citation", "article-id")


def files(view: View) -> dict[str, bytes]:
    """The tables and the templates by path."""
    norms = [view.say(key) for key in NORM_HEADER], norm_rows(view)
    header = [view.say(key) for key in FIGURE_HEADER]
    numbers = header, [[f.words, f.sentence, f.meaning, view.citation(f.article), f.article] for f in figures(view)]
    made = datetime.combine(view.edition.effective, time())
    sheets = [(view.say("norms-by-role"), *norms), (view.say("figures"), *numbers)]
    found = {
        "training/norms.csv": tables.as_csv(*norms),
        "training/figures.csv": tables.as_csv(*numbers),
        "training/training.xlsx": tables.as_xlsx(sheets, made),
    }
    for kind in view.book.types.values():
        found[f"records/{kind.id}.csv"] = tables.template_csv(kind, view.lang == "en")
        found[f"records/{kind.id}.xlsx"] = tables.template_xlsx(kind, made, view.lang == "en")
    return found


def training_page(view: View) -> str:
    here = "training"
    title = view.say("nav-training")
    downloads = [
        f'<a href="{name}" download>{esc(view.say(f"download-{key}"))}</a>'
        for name, key in (("training.xlsx", "all"), ("norms.csv", "norms"), ("figures.csv", "figures"))
    ]
    rows = [
        [tag("strong", esc(f.words)), esc(f.sentence), esc(f.meaning), article_link(view, f.article, here)]
        for f in sorted(figures(view), key=lambda f: article_order(f.article))
    ]
    header = [view.say(key) for key in ("figure", "sentence", "meaning", "article")]
    blocks = [f"# {title}", view.say("training-intro"), listed(downloads, "hb-contents")]
    blocks += [f"## {view.say('figures')} {{ #figures }}", view.say("figures-intro")]
    return page(title, *blocks, table(header, rows, view.say("figures")) if rows else tag("p", esc(view.say("figures-none"))))
