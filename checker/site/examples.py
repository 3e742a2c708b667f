"""A rule's examples on its page: whole records, and bold in them what is otherwise than in the record given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from checker.rules.examples import own, start
from checker.rules.kinds import KINDS
from checker.rules.load import SIDES, Rule
from checker.site import words
from checker.site.markup import esc, table, tag
from checker.site.view import View

Row = Mapping[str, Any]


def examples(view: View, rule: Rule) -> list[str]:
    """What is given, if anything, then the examples by what becomes of them."""
    given = rule.examples.get("given") or {}
    blocks = _given(view, rule, given) if given else []
    assuming = rule.examples.get("assuming") or {}
    for side in SIDES:
        rows = [row for row in rule.examples.get(side) or [] if isinstance(row, Mapping)]
        if not rows:
            continue
        blocks.append(f"## {view.say(side)} {{ #{side} }}")
        if assuming:
            supposed = [_supposed(view, term, fill) for term, fill in assuming.items()]
            blocks.append(tag("p", esc(view.say("assuming")) + "；".join(supposed), "hb-fine"))
        bases = [own(given)] * len(rows) if given else []
        blocks.append(_records(view, rule, rule.record, [own(row) for row in rows], view.say(side), bases))
        blocks += [_beside(view, rule, view.say("example-number", n=n), row, given) for n, row in enumerate(rows, 1)]
    return blocks


def _given(view: View, rule: Rule, given: Row) -> list[str]:
    return [
        f"## {view.say('given')} {{ #given }}",
        tag("p", esc(view.say("given-intro")), "hb-fine"),
        records_table(view, rule.record, [own(given)], view.say("given")),
        _beside(view, rule, "", given, {}),
    ]


def _supposed(view: View, term: str, fill: Mapping[str, object]) -> str:
    found = view.law.term(term)
    return f"{esc(view.say('quoted', words=found.words))} {words.reading(view, found.needs, fill)}"


def _beside(view: View, rule: Rule, head: str, row: Row, given: Row) -> str:
    """The records of other types that an example supposes, and its cutoff: as far as they are not those given."""
    said, tables = [], ""
    if row.get("cutoff") != given.get("cutoff"):
        key = "example-cutoff" if "cutoff" in row else "example-no-cutoff"
        said.append(view.say(key, cutoff=row.get("cutoff")))
    others, before = row.get("also") or {}, given.get("also") or {}
    for name in [*others, *(name for name in before if name not in others)]:
        kind = view.book.types.get(name)
        title = words.record_title(view, kind) if kind else name
        if name not in others:
            said.append(view.say("example-without", record=title))
        elif others[name] != before.get(name):
            bases = [start(before[name], number) for number in range(len(others[name]))] if name in before else []
            tables += tag("p", esc(title), "hb-fine") + _records(view, rule, name, others[name], title, bases)
    if not said and not tables:
        return ""
    return tag("div", tag("p", esc(" ".join(filter(None, [head, *said]))), "hb-fine") + tables, "hb-beside")


def records_table(view: View, record: str, rows: Sequence[Row], label: str) -> str:
    """Records as a table, headed by the titles of their columns."""
    return _table(view, record, rows, label, [{} for _ in rows])


def _records(view: View, rule: Rule, record: str, rows: Sequence[Row], label: str, bases: Sequence[Row]) -> str:
    """The same, bold where a record is otherwise than the one it starts from; a number that the rule does not read is only
    a name, and the next record needs one of its own."""
    kind, known = view.book.types.get(record), KINDS.get(rule.kind)
    read = {name for type_, name in known.columns(rule) if type_ == record} if known else set()
    names = set(kind.key) - read if kind else set()
    return _table(view, record, rows, label, [_changed(row, base, names) for row, base in zip(rows, bases, strict=False)])


def _changed(row: Row, base: Row, names: set[str]) -> Row:
    """The cells of a row that are otherwise in the one it starts from, by their columns."""
    now = {name: row.get(name) or "" for name in (*base, *row)}
    return {name: cell for name, cell in now.items() if cell != (base.get(name) or "") and (name not in names or not cell)}


def _table(view: View, record: str, rows: Sequence[Row], label: str, bold: Sequence[Row]) -> str:
    names = list(dict.fromkeys(name for row in rows for name in row))
    kind = view.book.types.get(record)
    if kind:
        order = list(kind.columns)
        names.sort(key=lambda name: order.index(name) if name in kind.columns else len(order))
    titles = [_heading(view, record, name) for name in names]
    marks = [*bold, *({} for _ in rows[len(bold) :])]
    cells = [[_cell(row.get(name), name in mark) for name in names] for row, mark in zip(rows, marks, strict=True)]
    return table(titles, cells, label)


def _cell(value: object, bold: bool) -> str:
    shown = tag("span", "—", "hb-blank") if value in (None, "") else esc(value)
    return tag("strong", shown) if bold else shown


def _heading(view: View, record: str, name: str) -> str:
    kind = view.book.types.get(record)
    if kind is None or name not in kind.columns:
        return name
    return kind.columns[name].title_en if view.lang == "en" else kind.columns[name].title
