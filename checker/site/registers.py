"""The registers beside the text: contents, roles, record types, open terms."""

from __future__ import annotations

from checker.catalog import pick
from checker.model import Data, RecordType
from checker.site import words
from checker.site.articles import edition_note, holders, section_name, status
from checker.site.markup import esc, facts, link, listed, page, table, tag
from checker.site.rule_pages import records_table
from checker.site.view import Entries, View


def contents(view: View) -> str:
    """Every section with its articles."""
    here = "regulation/index"
    blocks = [f"# {pick(view.book.title, view.lang)}", edition_note(view)]
    for section, articles in view.sections.items():
        depth = min(section.count(".") + 2, 6)
        blocks.append(f"{'#' * depth} [{section_name(view, section)}]({section}/index.md) {{ #{section} }}")
        blocks.append(listed((_entry(view, section, article, here) for article in articles), "hb-contents"))
    return page(view.say("nav-regulation"), *blocks)


def _entry(view: View, section: str, article: str, here: str) -> str:
    data = view.unit(f"article/{article}")
    title = view.say("reserved-title") if data.get("status") == "reserved" else data.get("title", "")
    return link(here, f"regulation/{section}", f"{view.number(article)} {title}", article)


def role_page(view: View, role: str) -> str:
    """What a role must, must not and may do, with limits and checks."""
    here = f"roles/{role}"
    data = view.unit(f"role/{role}")
    name = view.name(f"role/{role}")
    article = str(data.get("article", ""))
    above = data.get("part_of")
    rows = [
        (view.say("role-kind"), esc(view.say(f"role-{data['kind']}")) if "kind" in data else ""),
        (view.say("role-status"), esc(view.say(f"role-{data['status']}")) if "status" in data else ""),
        (view.say("named-in"), _article_link(view, article, here)),
        (view.say("part-of"), link(here, f"roles/{above}", view.name(f"role/{above}")) if above else ""),
        (view.say("aliases"), esc(words.enumeration(view, list(data.get("aliases", []))))),
    ]
    blocks = [tag("p", link(here, "roles/index", view.say("nav-roles")), "hb-eyebrow"), f"# {name}", facts(rows)]
    duties = view.duties_of.get(role, [])
    if not duties:
        blocks.append(view.say("no-duties"))
    for modality in dict.fromkeys(str(duty.get("modality")) for _, duty in duties):
        own = [(key, duty) for key, duty in duties if duty.get("modality") == modality]
        blocks += [f"## {view.say(f'role-heading-{modality}')} {{ #{modality} }}", _duties(view, own, here)]
    return page(name, *blocks)


def _duties(view: View, duties: Entries, here: str) -> str:
    items = []
    for key, duty in duties:
        limit = words.resolved(view, duty["sla"], here) if "sla" in duty else ""
        items.append(
            tag("p", esc(duty.get("quote", "")))
            + tag("p", " ".join(filter(None, [_article_link(view, str(duty["article"]), here), limit])), "hb-fine")
            + tag("p", status(view, key, here), "hb-fine")
        )
    return listed(items, "hb-duties")


def _article_link(view: View, article: str, here: str) -> str:
    return link(here, f"regulation/{article.partition('-')[0]}", view.cite(article), article) if article else ""


def roles_index(view: View) -> str:
    """Every role with how many norms it bears."""
    here = "roles/index"
    rows = [
        [
            link(here, f"roles/{role}", view.name(f"role/{role}")),
            esc(view.say(f"role-{data['kind']}")) if "kind" in data else "",
            _article_link(view, str(data.get("article", "")), here),
            str(len(view.duties_of.get(role, []))),
        ]
        for role, data in sorted(view.all("role"), key=lambda entry: (-len(view.duties_of.get(entry[0], [])), entry[0]))
    ]
    header = [view.say(key) for key in ("role", "role-kind", "named-in", "norm-count")]
    title = view.say("nav-roles")
    return page(title, f"# {title}", view.say("roles-intro"), table(header, rows, title))


def record_page(view: View, kind: RecordType) -> str:
    """One record type: its columns, what exports may call them, a worked record, the rules that read it."""
    here = f"records/{kind.id}"
    title = words.record_title(view, kind)
    rules = [rule for rule in view.rules() if rule.record == kind.id]
    rows = [
        (view.say("record-id"), tag("code", esc(kind.id))),
        (view.say("record-key"), "、".join(words.column(view, kind.id, key) for key in kind.key)),
        (view.say("activation"), words.column(view, kind.id, kind.activation)),
        (view.say("record-names"), esc(words.enumeration(view, list(kind.names)))),
        (view.say("record-rules"), listed(link(here, f"rules/{rule.id}", view.title(rule)) for rule in rules)),
    ]
    header = [view.say(key) for key in ("column", "column-kind", "column-description", "column-aliases")]
    columns = [
        [
            words.column(view, kind.id, column.id),
            esc(view.say(f"column-{column.kind}")) + (esc(view.say("personal")) if column.personal else ""),
            esc(column.description) + _values(view, column.values),
            esc(words.enumeration(view, list(column.aliases))),
        ]
        for column in kind.columns.values()
    ]
    return page(
        title,
        tag("p", link(here, "records/index", view.say("nav-records")), "hb-eyebrow"),
        f"# {title}",
        tag("p", esc(kind.description)) if kind.description else "",
        facts(rows, "hb-facts hb-encoding"),
        f"## {view.say('columns')} {{ #columns }}",
        table(header, columns, view.say("columns")),
        f"## {view.say('record-example')} {{ #example }}",
        records_table(view, kind.id, [kind.example], view.say("record-example")),
    )


def _values(view: View, values: object) -> str:
    if not isinstance(values, dict) or set(values) <= {"true", "false"}:
        return ""
    items = (f"{tag('code', esc(code))} {esc(words.enumeration(view, list(spellings)))}" for code, spellings in values.items())
    return listed(items, "hb-values")


def records_index(view: View) -> str:
    here = "records/index"
    rows = [
        [words.record(view, kind.id, here), tag("code", esc(kind.id)), esc(kind.description)]
        for kind in sorted(view.book.types.values(), key=lambda kind: kind.id)
    ]
    header = [view.say(key) for key in ("record", "record-id", "column-description")]
    title = view.say("nav-records")
    return page(title, f"# {title}", view.say("records-intro"), table(header, rows, title))


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
    return page(view.say("nav-terms"), *blocks)


def _term(view: View, term: str, data: Data, here: str) -> str:
    head = (
        tag("strong", esc(view.say("quoted", words=data.get("quote", term))))
        + " "
        + _article_link(view, str(data["article"]), here)
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
    return f'<div id="{esc(term)}">{tag("p", head)}{tag("p", state, "hb-fine")}</div>'
