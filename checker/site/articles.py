"""The pages people read: one a section, each article with what the data says about it."""

from __future__ import annotations

from checker.model import Data, Interpretation
from checker.rules.load import Rule
from checker.site import words
from checker.site.markup import esc, facts, law_text, link, listed, page, tag
from checker.site.view import View


def section_name(view: View, section: str) -> str:
    """第4.1節 客戶服務標準."""
    return f"{view.cite(section)} {view.name(f'section/{section}')}"


def section_page(view: View, section: str) -> str:
    """One section: its title, which edition this is, and its articles under their editorial headings."""
    here = f"regulation/{section}"
    name = view.name(f"section/{section}")
    blocks = [_eyebrow(view, section, here), f"# {_numbered(view.cite(section), name)} {{ #{section} }}", edition_note(view)]
    group = ""
    for article in view.sections[section]:
        over = view.book.present.groups.get(article, "")
        if over and over != group:
            blocks.append(f"## {over} {{ .hb-group }}")
        group = over
        blocks += _article(view, article, here, 3 if over else 2)
    if not view.sections[section]:
        below = [s for s in view.sections if s.startswith(f"{section}.") and s.count(".") == section.count(".") + 1]
        blocks.append(listed((link(here, f"regulation/{s}", section_name(view, s)) for s in below), "hb-contents"))
    return page(section_name(view, section), *blocks)


def edition_note(view: View) -> str:
    """Which edition the page shows, in words: in force or to come, from when, and what provisional means."""
    edition = view.edition
    status = view.say("status-current" if edition.effective <= view.day else "status-future")
    since = view.say("since-provisional" if edition.provisional else "since", effective=edition.effective)
    note = tag("p", f"{tag('strong', esc(status))} {esc(since)}")
    if edition.provisional:
        note += tag("p", esc(view.say("provisional")), "hb-fine")
    return tag("div", note, "hb-edition")


def _eyebrow(view: View, section: str, here: str) -> str:
    chapter = section.partition(".")[0]
    if chapter == section or chapter not in view.sections:
        return ""
    return tag("p", link(here, f"regulation/{chapter}", section_name(view, chapter)), "hb-eyebrow")


def _numbered(number: str, title: str) -> str:
    return f'<span class="hb-no">{esc(number)}</span> {law_text(title)}'


def _article(view: View, article: str, here: str, level: int) -> list[str]:
    data = view.unit(f"article/{article}")
    reserved = data.get("status") == "reserved"
    css = ".hb-article .hb-reserved" if reserved else ".hb-article"
    title = view.say("reserved-title") if reserved else str(data.get("title", ""))
    heading = f"{'#' * level} {_numbered(view.number(article), title)} {{ #{article} {css} }}"
    text = str(data.get("text", ""))
    body = tag("p", esc(view.say("reserved")), "hb-gap") if reserved and not text else law_text(text)
    return [heading, body, _notes(view, article, here)]


def _notes(view: View, article: str, here: str) -> str:
    """Norms, limits, open terms and interpretations of one article, and how to cite it."""
    rows = [
        (view.say("norms"), norms(view, article, here)),
        (view.say("limits"), listed(_limit(view, name, data, here) for name, data in view.entries("sla", article))),
        (view.say("open-terms"), listed(open_term(view, name, here) for name, _ in view.entries("term", article))),
        (view.say("citation"), _cite(view, article)),
    ]
    return tag("div", facts(rows) + readings(view, article), "hb-notes")


def norms(view: View, article: str, here: str) -> str:
    """What the article demands of whom and how each norm is checked; quoted where there are several."""
    duties = view.entries("duty", article)
    return listed((_norm(view, name, data, here, len(duties) > 1) for name, data in duties), "hb-norms")


def _norm(view: View, name: str, data: Data, here: str, quoted: bool) -> str:
    modality = str(data.get("modality"))
    parts = [tag("span", esc(view.say(f"modality-{modality}")), f"hb-modality hb-{esc(modality)}")]
    if role := data.get("bearer"):
        parts.append(link(here, f"roles/{role}", view.name(f"role/{role}")))
    if quoted:
        parts.append(tag("q", esc(data.get("quote", ""))))
    return " ".join(parts) + tag("span", status(view, name, here), "hb-status")


def status(view: View, duty: str, here: str) -> str:
    """Whether a machine checks a duty: by which rules or statistics, or why not."""
    found = view.checks(duty)
    if found:
        rules = [link(here, f"rules/{item.id}", view.title(item)) for item in found if isinstance(item, Rule)]
        figures = [link(here, "rules/index", view.title(item), item.id) for item in found if not isinstance(item, Rule)]
        stop = "、" if view.lang != "en" else ", "
        said = [view.say("checked-by", rules=stop.join(rules))] if rules else []
        return "；".join(said + ([view.say("counted-by", rules=stop.join(figures))] if figures else []))
    if duty not in view.unchecked:
        return esc(view.say("unaccounted"))
    why = view.unchecked[duty]
    return esc(view.say("not-checked", why=view.say(f"why-{why.why}"), reason=why.reason))


def _limit(view: View, name: str, data: Data, here: str) -> str:
    said = words.resolved(view, name, here)
    return said if "term" in data.get("limit", {}) else f"{tag('q', esc(data.get('quote', '')))} {said}"


def open_term(view: View, term: str, here: str) -> str:
    """An open term: what it lacks, who may fill it, and what fills it now."""
    data = view.unit(f"term/{term}")
    parts = [link(here, "terms", view.say("quoted", words=data.get("quote", term)), term)]
    if term in view.readings:
        act, fill = view.readings[term]
        filled = words.reading(view, str(data.get("needs")), fill)
        parts.append(view.say("filled", reading=filled, number=act.number, effective=act.effective))
    else:
        lacking = view.say(f"needs-{data.get('needs')}")
        parts.append(esc(lacking) + view.say("unfilled", holders=holders(view, term, here)))
    return " ".join(parts)


def holders(view: View, term: str, here: str) -> str:
    """Who may fill an open term, linked, a presumed power marked."""
    found = [
        link(here, f"roles/{role}", view.name(f"role/{role}")) + (esc(view.say("presumed")) if presumed else "")
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
    by = view.say("issued", issuer=view.name(f"role/{act.issuer}"), issued=act.issued, effective=act.effective)
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


def _cite(view: View, article: str) -> str:
    text = view.citation(article)
    label = view.say("copy-label", article=view.cite(article))
    button = (
        f'<button type="button" class="hb-copy" data-hb-copy="{esc(text)}" data-hb-done="{esc(view.say("copied", text=text))}"'
        f' aria-label="{esc(label)}">{esc(view.say("copy"))}</button>'
    )
    return f"{tag('span', esc(text), 'hb-citation')} {button}"
