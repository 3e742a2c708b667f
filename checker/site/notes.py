"""What stands under an article: its norms and how they are checked, limits, open terms, readings, citation, history."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

from checker.model import Data, Interpretation, UnitKey
from checker.rules.load import Rule, Statistic
from checker.site import markup, times, words
from checker.site.glossary import used
from checker.site.markup import esc, facts, link, listed, tag, url
from checker.site.view import View


def notes(view: View, article: str, here: str) -> str:
    """All of it: readings first, then the facts, then, folded, what one looks up once."""
    rows = [
        (view.say("norms"), norms(view, article, here)),
        (view.say("limits"), listed(limit(view, name, data, here) for name, data in view.entries("sla", article))),
        (view.say("open-terms"), listed(open_term(view, name, here) for name, _ in view.entries("term", article))),
        (view.say("sanctions"), listed(sanction(view, data, here) for _, data in sanctions(view, article))),
        (view.say("citation"), citation_button(view, article, here)),
    ]
    return tag("div", readings(view, article) + facts(rows) + _more(view, article, here), "hb-notes")


def norms(view: View, article: str, here: str) -> str:
    """What the article demands of whom and how each norm is checked; quoted where there are several."""
    duties = view.entries("duty", article)
    return listed((_norm(view, name, data, here, len(duties) > 1) for name, data in duties), "hb-norms")


def _norm(view: View, name: str, data: Data, here: str, quoted: bool) -> str:
    modality = str(data.get("modality"))
    parts = [tag("span", esc(view.say(f"modality-{modality}")), f"hb-modality hb-{esc(modality)}")]
    if role := data.get("bearer"):
        parts.append(link(here, f"roles/{role}", view.name("role", role)))
    if quoted:
        parts.append(tag("q", esc(data.get("quote", ""))))
    return " ".join(parts) + tag("span", status(view, name, here), "hb-status")


def status(view: View, duty: str, here: str) -> str:
    """Whether a machine checks a duty: by which rules or statistics, or why not."""
    found = view.checks(duty)
    if found:
        rules = [_rule(view, item, here) for item in found if isinstance(item, Rule) and item.id not in view.waiting]
        figures = [link(here, "rules/index", view.title(item), item.id) for item in found if not isinstance(item, Rule)]
        stop = "、" if view.lang != "en" else ", "
        said = [view.say("checked-by", rules=stop.join(rules))] if rules else []
        said += [view.say("counted-by", rules=stop.join(figures))] if figures else []
        return "；".join(said + _awaited(view, [item for item in found if item.id in view.waiting], here))
    if duty not in view.unchecked:
        return esc(view.say("unaccounted"))
    why = view.unchecked[duty]
    return esc(view.say("not-checked", why=view.say(f"why-{why.why}"), reason=why.reason))


def _rule(view: View, item: Rule | Statistic, here: str) -> str:
    return link(here, f"rules/{item.id}", view.title(item))


def _awaited(view: View, items: Sequence[Rule | Statistic], here: str) -> list[str]:
    stop = "、" if view.lang != "en" else ", "
    return [view.say("will-be-checked-by", rules=stop.join(_rule(view, item, here) for item in items))] if items else []


def awaited(view: View, term: str, here: str) -> str:
    """The rules that will look at records once an open term is filled; empty where there is none."""
    return "".join(_awaited(view, [rule for rule in view.rules() if view.waiting.get(rule.id) == term], here))


def limit(view: View, name: str, data: Data, here: str) -> str:
    said = words.resolved(view, name, here)
    return said if "term" in data.get("limit", {}) else f"{tag('q', esc(data.get('quote', '')))} {said}"


def open_term(view: View, term: str, here: str) -> str:
    """An open term: what it lacks, who may fill it, and what fills it now."""
    found = view.law.term(term)
    parts = [link(here, "terms", view.say("quoted", words=found.words), term)]
    if term in view.readings:
        act, fill = view.readings[term]
        filled = words.reading(view, found.needs, fill)
        parts.append(view.say("filled", reading=filled, number=act.number, effective=act.effective))
    else:
        lacking = view.say(f"needs-{found.needs}")
        parts.append(esc(lacking) + view.say("unfilled", holders=holders(view, term, here)))
        parts.append(awaited(view, term, here))
    return " ".join(filter(None, parts))


def holders(view: View, term: str, here: str) -> str:
    """Who may fill an open term, linked, a presumed power marked."""
    found = [
        link(here, f"roles/{role}", view.name("role", role)) + (esc(view.say("presumed")) if presumed else "")
        for role, presumed in view.may_read(term)
    ]
    return ("、" if view.lang != "en" else ", ").join(found) or esc(view.say("nobody"))


def readings(view: View, article: str) -> str:
    """Official interpretations of the article's terms, folded; past and coming ones say so."""
    items = [_reading(view, term, data, act) for term, data in view.entries("term", article) for act in view.acts(term)]
    if not items:
        return ""
    summary = tag("summary", esc(view.say("interpretations", count=len(items))))
    return tag("details", summary + "".join(items), "hb-readings")


def _reading(view: View, term: str, data: Data, act: Interpretation) -> str:
    if act.effective > view.day:
        state = "future"
    else:
        state = "current" if term in view.readings and view.readings[term][0] == act else "replaced"
    head = view.say("interpretation", number=act.number, title=act.title)
    by = view.say("issued", issuer=view.name("role", act.issuer), issued=act.issued, effective=act.effective)
    said = words.reading(view, str(data.get("needs")), act.fills[term])
    presumed = tag("p", esc(view.say("presumed-act")), "hb-fine") if act.presumed else ""
    return tag(
        "div",
        tag("p", f"{tag('strong', esc(head))} {tag('span', esc(view.say(f'status-{state}')), f'hb-state hb-{state}')}")
        + tag("p", f"{tag('q', esc(data.get('quote', '')))} {said}")
        + tag("p", esc(by), "hb-fine")
        + presumed,
        "hb-reading",
    )


def sanctions(view: View, article: str) -> list[tuple[str, Data]]:
    """The measures an article provides for, and those that others attach to its duties."""
    duties = {name for name, _ in view.entries("duty", article)}
    return [
        (name, data)
        for name, data in view.all("sanction")
        if data.get("article") == article or duties.intersection(data.get("duties") or [])
    ]


def sanction(view: View, data: Data, here: str) -> str:
    """A measure, who decides on it and where it stands."""
    holder = str(data.get("holder") or "")
    by = view.say("measure-by", holder=link(here, f"roles/{holder}", view.name("role", holder))) if holder else ""
    return f"{esc(data.get('measure', ''))} {by} {article_link(view, str(data.get('article', '')), here)}"


def article_link(view: View, article: str, here: str) -> str:
    """An article or section by its citation; one that this edition does not have is linked all the same: its page says why."""
    return markup.article_link(here, article, view.cite(article)) if article else ""


def citation_button(view: View, article: str, here: str) -> str:
    """The citation, and a button that copies it with the address of the article in this edition."""
    text = view.citation(article)
    label = view.say("copy-label", article=view.cite(article) if article else view.say("whole"))
    dated = url(here, times.address(view.edition), article) if view.book.history.editions else ""
    button = (
        f'<button type="button" class="hb-copy" data-hb-copy="{esc(text)}" data-hb-link="{esc(dated)}"'
        f' data-hb-done="{esc(view.say("copied", text=text))}" aria-label="{esc(label)}">{esc(view.say("copy"))}</button>'
    )
    at = f'<a class="hb-dated" href="{esc(dated)}">{esc(view.say("dated-link"))}</a>' if dated else ""
    return " ".join(filter(None, [tag("span", esc(text), "hb-citation"), button, at]))


def _more(view: View, article: str, here: str) -> str:
    """State, history, definitions used, what refers to it, and ways to ask: folded, the state in the summary."""
    found = times.fate(view, UnitKey("article", article))
    past = view.history.get(article, [])
    state = view.say("state-future") if view.state == "future" else times.state_words(view, found)
    rows = [
        (view.say("history"), listed(times.history_line(view, revision, done, article, here) for revision, done in past)),
        (view.say("definitions"), listed(used(view, article, here))),
        (
            view.say("referrers"),
            words.sequence(view, (article_link(view, one, here) for one in view.referrers.get(article, []))),
        ),
        (view.say("questions"), listed(_question(one, here) for one in view.questions if article in one["articles"])),
        (view.say("contribute"), words.sequence(view, contribute(view, article))),
    ]
    summary = view.say("more", state=state, count=len(past))
    inside = facts(rows)
    return tag("details", tag("summary", esc(summary)) + inside, "hb-more") if inside else tag("p", esc(state), "hb-fine")


def _question(data: Data, here: str) -> str:
    return link(here, "questions", f"{data['id']} {data['title']}", str(data["id"]).lower())


def contribute(view: View, article: str) -> Iterable[str]:
    """Links to edit an article, ask for its interpretation and propose a change, where the repository is known."""
    base = view.book.apparatus.repository
    place = view.book.present.places.get(UnitKey("article", article))
    if not base or place is None:
        return
    yield f'<a href="{esc(f"{base}/edit/main/{place.file}")}">{esc(view.say("edit"))}</a>'
    for purpose in ("ask", "propose"):
        title = view.say(f"{purpose}-title", article=view.cite(article), id=article)
        body = view.say(f"{purpose}-body", citation=view.citation(article), id=article, revision=view.edition.revision)
        query = urlencode({"title": title, "body": body})
        yield f'<a href="{esc(f"{base}/issues/new?{query}")}">{esc(view.say(purpose))}</a>'
