"""A page per record type: its columns, what exports may call them, a template to fill, the rules that read it."""

from __future__ import annotations

from checker.model import RecordType
from checker.site import words
from checker.site.examples import records_table
from checker.site.markup import esc, facts, link, listed, page, table, tag
from checker.site.view import View


def record_page(view: View, kind: RecordType) -> str:
    """One record type: its columns, what exports may call them, a worked record, the rules that read it."""
    here = f"records/{kind.id}"
    title = words.record_title(view, kind)
    rules = [rule for rule in view.rules() if rule.record == kind.id]
    rows = [
        (view.say("record-id"), tag("code", esc(kind.id))),
        (view.say("record-key"), "、".join(words.column(view, kind.id, key) for key in kind.key)),
        (view.say("activation"), words.column(view, kind.id, kind.activation)),
        (view.say("record-time"), _time(view, kind)),
        (view.say("record-names"), esc(words.enumeration(view, list(kind.names)))),
        (view.say("templates"), words.sequence(view, (_template(kind.id, ending) for ending in ("xlsx", "csv")))),
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


def _time(view: View, kind: RecordType) -> str:
    """What a record is in time, and by which of its columns."""
    columns = [column for column in (kind.time.begins, kind.time.ends, kind.time.known) if column]
    return esc(view.say(f"time-{kind.time.form}")) + words.sequence(view, (words.column(view, kind.id, one) for one in columns))


def _template(kind: str, ending: str) -> str:
    return f'<a href="../{esc(kind)}.{ending}" download>{ending.upper()}</a>'


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
