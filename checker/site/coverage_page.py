"""The coverage map: for each chapter what is checked directly, by proxy or by counting, and why the rest is not."""

from __future__ import annotations

from typing import Any

from checker.catalog import say
from checker.coverage import CHECKED, STATUSES, UNCHECKED, WAITING, coverage
from checker.site.markup import article_link, esc, page, table, tag
from checker.site.notes import status
from checker.site.view import View


def coverage_page(view: View) -> str:
    here = "coverage"
    title = view.say("nav-coverage")
    found = coverage(view.book, view.encoding, view.lang, view.day)
    shown = [one for one in STATUSES if found["total"]["by_status"][one]]
    header = [view.say("section"), view.say("article-count"), view.say("norm-total"), *(_word(view, one) for one in shown)]
    header.append(view.say("terms-left"))
    rows = [[_name(view, part), *_counts(part, shown)] for part in found["chapters"]]
    rows.append([tag("strong", esc(say("coverage.total", view.lang))), *_counts(found["total"], shown)])
    blocks = [f"# {title}", view.say("coverage-intro"), _map(view, found, shown), table(header, rows, title)]
    for part in found["chapters"]:
        blocks += _unchecked(view, part, here)
    return page(title, *blocks)


def _word(view: View, status: str) -> str:
    return say(f"coverage.{status}", view.lang)


def _name(view: View, part: dict[str, Any]) -> str:
    return f'<a href="#chapter-{part["chapter"]}">{esc(view.cite(part["chapter"]))} {esc(part["title"])}</a>'


def _counts(part: dict[str, Any], shown: list[str]) -> list[str]:
    terms = part["terms"]
    counts = [part["articles"], part["norms"], *(part["by_status"][one] for one in shown)]
    said = [*(str(count) if count else "–" for count in counts), f"{terms['open']} / {terms['open'] + terms['filled']}"]
    return [tag("span", one, "hb-n") for one in said]


def _map(view: View, found: dict[str, Any], shown: list[str]) -> str:
    """One bar a chapter, as long as its norms are many; what the bars show, the table below says in figures."""
    most = max((part["norms"] for part in found["chapters"]), default=0) or 1
    bars = ""
    for part in found["chapters"]:
        pieces = "".join(
            f'<i class="hb-part hb-{one}" style="flex-grow:{count}"></i>' for one in shown if (count := part["by_status"][one])
        )
        bar = f'<span class="hb-bar" style="width:{100 * part["norms"] / most:.1f}%">{pieces}</span>'
        bars += tag("p", tag("span", esc(view.cite(part["chapter"]))) + bar)
    key = "".join(tag("span", f'<i class="hb-part hb-{one}"></i>{esc(_word(view, one))}') for one in shown)
    return f'<div class="hb-map" aria-hidden="true">{bars}<p class="hb-key">{key}</p></div>'


def _unchecked(view: View, part: dict[str, Any], here: str) -> list[str]:
    """Every norm of a chapter, those not checked with the reason."""
    rows = [
        [
            article_link(here, duty["article"], view.cite(duty["article"])),
            esc(view.law.duty(duty["duty"]).quote),
            esc(_word(view, duty["status"])),
            status(view, duty["duty"], here) if duty["checks"] else esc(duty["reason"] or view.say("unaccounted")),
        ]
        for one in (*UNCHECKED, WAITING, *CHECKED)
        for duty in part["duties"]
        if duty["status"] == one
    ]
    if not rows:
        return []
    name = f"{view.cite(part['chapter'])} {part['title']}"
    header = [view.say("article"), view.say("norm"), view.say("state"), view.say("reason")]
    return [f"## {esc(name)} {{ #chapter-{part['chapter']} }}", table(header, rows, name)]
