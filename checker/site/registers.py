"""The registers beside the text: contents, open terms, open questions."""

from __future__ import annotations

from checker.catalog import pick
from checker.model import Data, UnitKey
from checker.regulation.law import Law
from checker.site import times, words
from checker.site.articles import edition_note, section_name
from checker.site.drawings import escalation, processes
from checker.site.markup import esc, link, listed, page, tag
from checker.site.notes import article_link, awaited, holders
from checker.site.view import View


def contents(view: View) -> str:
    """Every section with its articles."""
    here = "regulation/index"
    blocks = [f"# {pick(view.book.title, view.lang)}", edition_note(view, here)]
    for section, articles in view.sections.items():
        depth = min(section.count(".") + 2, 6)
        blocks.append(f"{'#' * depth} [{section_name(view, section)}]({section}/index.md) {{ #{section} }}")
        blocks.append(listed((_entry(view, section, article, here) for article in articles), "hb-contents"))
    drawn = processes(view, here) + escalation(view, here)
    if drawn:
        blocks += [f"## {view.say('processes')} {{ #processes }}", tag("div", drawn, "hb-figures")]
    return page(view.say("nav-regulation"), *blocks)


def _entry(view: View, section: str, article: str, here: str) -> str:
    found = view.law.article(article)
    title = view.say("reserved-title") if found.reserved else found.title
    return link(here, f"regulation/{section}", f"{view.number(article)} {title}", article)


def terms_page(view: View) -> str:
    """The register of open terms by section: where each stands, what it lacks, who may fill it, what fills it."""
    here = "terms"
    entries = view.entries("term")
    filled = sum(term in view.readings for term, _ in entries)
    count = tag("p", esc(view.say("terms-count", count=len(entries), filled=filled)), "hb-fine")
    blocks = [f"# {view.say('nav-terms')}", view.say("terms-intro"), count]
    for section, articles in view.sections.items():
        terms = [(term, data) for article in articles for term, data in view.entries("term", article)]
        if terms:
            blocks.append(f"## {section_name(view, section)} {{ #{section} }}")
            blocks.append(listed((_term(view, term, data, here) for term, data in terms), "hb-terms"))
    gone = times.gone(view, "term")
    if gone:
        blocks.append(f"## {view.say('terms-gone')} {{ #gone }}")
        blocks.append(listed((_gone_term(view, term, here) for term in gone), "hb-terms hb-gone"))
    return page(view.say("nav-terms"), *blocks)


def _term(view: View, term: str, data: Data, here: str) -> str:
    head = (
        tag("strong", esc(view.say("quoted", words=data.get("quote", term))))
        + " "
        + article_link(view, str(data["article"]), here)
    )
    lacks = view.say(f"needs-{data.get('needs')}")
    if data.get("items"):
        lacks = view.say("listed", lacks=lacks, items=words.enumeration(view, list(data["items"])))
    if term in view.readings:
        act, fill = view.readings[term]
        reading = words.reading(view, str(data.get("needs")), fill)
        state = esc(lacks) + view.say("then-filled", reading=reading, number=act.number, effective=act.effective)
    else:
        state = esc(lacks) + view.say("unfilled", holders=holders(view, term, here))
    ready = awaited(view, term, here)
    ready = tag("p", ready, "hb-fine") if ready else ""
    return f'<div id="{esc(term)}">{tag("p", head)}{tag("p", state, "hb-fine")}{ready}</div>'


def _gone_term(view: View, term: str, here: str) -> str:
    """A term of another edition, at its old address."""
    seen = times.fate(view, UnitKey("term", term)).seen
    known = Law(seen.units if seen else {}).term(term)
    head = tag("strong", esc(view.say("quoted", words=known.words)))
    head += " " + article_link(view, known.article, here)
    return f'<div id="{esc(term)}">{tag("p", head)}{tag("p", times.became(view, UnitKey("term", term), here), "hb-fine")}</div>'


def questions_page(view: View) -> str:
    """What the sources leave open and somebody must decide, the graver first."""
    here = "questions"
    title = view.say("nav-questions")
    blocks = [f"# {title}", view.say("questions-intro")]
    for severity in dict.fromkeys(str(one["severity"]) for one in view.questions):
        blocks.append(f"## {view.say(f'severity-{severity}')} {{ #severity-{severity.lower()} }}")
        chosen = [one for one in view.questions if one["severity"] == severity]
        blocks.append(listed((_question(view, one, here) for one in chosen), "hb-terms"))
    if not view.questions:
        blocks.append(view.say("questions-none"))
    return page(title, *blocks)


def _question(view: View, one: Data, here: str) -> str:
    to = str(one.get("to") or "")
    known = view.law.has("role", to)
    who = link(here, f"roles/{to}", view.name("role", to)) if known else esc(to or view.say("unknown"))
    places = words.sequence(view, (article_link(view, str(place), here) for place in one["articles"]))
    said = view.say("question-to", to=who) + " " + places
    head = f"{tag('span', esc(one['id']), 'hb-no')} {tag('strong', esc(one['title']))}"
    return (
        f'<div id="{esc(str(one["id"]).lower())}">{tag("p", head)}{tag("p", esc(one["open"]))}{tag("p", said, "hb-fine")}</div>'
    )
