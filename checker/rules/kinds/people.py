"""Ids that are nobody's: who acted under the account of a system, or one that several share, cannot be told."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set

from checker.model import RecordType
from checker.rules.kinds.kind import Subject
from checker.rules.load import Rule
from checker.sql.expr import Expr, either
from checker.text import fold

_NUMBERED = re.compile(r"([^\d]+)\d*\Z")


def shared(types: Mapping[str, RecordType]) -> Set[str]:
    """The words, folded, that record types declare for accounts which are no person."""
    return {fold(word) for record in types.values() for column in record.columns.values() for word in column.shared}


def is_shared(id: str, words: Set[str]) -> bool:
    """Whether an id is one of the (folded) words, alone or with a number after it: ``BOT-01``, ``值班 2``."""
    stem = _NUMBERED.match(fold(id))
    return stem is not None and stem[1] in words


def people(rule: Rule, types: Mapping[str, RecordType]) -> list[str]:
    """The columns of a rule's record in which it compares people."""
    keys = {column.id for record in types.values() for column in record.columns.values() if column.shared}
    if rule.kind == "separate":
        return [rule.params["field"], rule.params["from"]] if keys else []
    if rule.kind == "response":
        post = (rule.undecided or {}).get("unless")
        return [(rule.undecided or {})["field"]] if post and post["key"] in keys else []
    if rule.kind not in ("reference", "role-at-time"):
        return []
    return [rule.params["field"]] if rule.params["source"]["key"] in keys else []


def nobody(rule: Rule, c: Subject) -> Expr:
    """Whether a column in which people are compared holds an id that is nobody's; never NULL."""
    return either(*(c.row(column).among(c.nobodies).certain for column in people(rule, c.types)))
