"""How records write the bearers of duties (``docs/reference/bearers.yml``): its roles, codes and questions are there, and every
bearer that a rule counts can be told from its columns."""

from __future__ import annotations

from collections.abc import Iterator

from checker.model import Place, Problem, UnitKey
from checker.regulation.bearers import Bearer
from checker.regulation.checks.references import ids
from checker.regulation.checks.source import Source, either
from checker.regulation.law import text_of, texts_of
from checker.rules.keys.bearers import placed_in, told_by
from checker.rules.keys.naming import Entry
from checker.rules.load import Rule

FILE = "docs/reference/bearers.yml"


def check_table(source: Source) -> Iterator[Problem]:
    """The table's own entries: each role once, of the law; codes that some column has; questions that are asked."""
    document = source.documents.get(FILE)
    listed = document.data.get("bearers") if document else None
    codes = {code for record in source.book.types.values() for column in record.columns.values() for code in column.values}
    questions = [text_of(one, "id") for one in source.book.apparatus.questions]
    seen: dict[str, Place] = {}
    for number, data in enumerate(listed if isinstance(listed, list) else []):
        assert document
        entry = Entry("bearers", data if isinstance(data, dict) else {}, document, ("bearers", number), ())
        role, place = text_of(entry.data, "role"), entry.place("role")
        if role in seen:
            yield Problem("duplicate-id", place, {"id": role, "first": f"{seen[role].file}:{seen[role].line}"})
        elif not source.law.has("role", role):
            params = {"id": role, "key": "role", "target": UnitKey("role", role)}
            yield either("dangling", "dangling-near", place, role, ids(source, "role"), **params)
        seen.setdefault(role, place)
        for key in ("code", "unit", "perhaps"):
            for code in texts_of(entry.data, key):
                if code not in codes:
                    yield Problem("bearer-no-code", entry.place(key), {"code": code})
        question = text_of(entry.data, "question")
        if question and question not in questions:
            params = {"id": role, "key": "question", "target": question}
            yield either("dangling", "dangling-near", entry.place("question"), question, questions, **params)


def check_rule(rule: Rule, entry: Entry, source: Source) -> Iterator[Problem]:
    """Each bearer that a well-formed rule counts has a code in a column that tells who acted, or may be anyone."""
    if "bearers" not in rule.params:
        return
    types, known = source.book.types, source.book.apparatus.bearers
    columns = told_by(rule.params, types[rule.record], types)
    for number, name in enumerate(rule.params["bearers"]):
        role = source.law.duty(name).bearer
        bearer = known.get(role) or Bearer(role, role)
        if role and not bearer.anyone and not placed_in(bearer, columns):
            params = {"duty": name, "role": source.law.name(UnitKey("role", role), "zh-Hant"), "columns": "、".join(columns)}
            yield Problem("bearer-without-code", entry.place("bearers", number), params)
