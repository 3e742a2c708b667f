"""The kinds of rule. A kind is one function from a rule's keys and values to a test of one record; this table names them.

To add one: a function in ``rows.py`` (one record decides), ``sets.py`` or ``relations.py`` (other records matter),
``periods.py`` (an entity over time) or ``tallies.py`` (counting), a line here, a case table in ``tests/kinds/``, and a case
in the oracle.
"""

from __future__ import annotations

from checker.rules.kinds.kind import Answer, Kind, Values
from checker.rules.kinds.periods import recurrence, standing, streak
from checker.rules.kinds.relations import absence, existence, precedence, role_at_time
from checker.rules.kinds.rows import allowed, equal, holds, ordering, required, response, separate, within_range
from checker.rules.kinds.sets import correlated_response, reference, unique
from checker.rules.kinds.tallies import agreement, coverage, rate

_TALLY = {
    "figure": "figure", "of": "target", "from": "instant", "to": "instant", "count?": "of-condition", "value?": "of-number",
}  # fmt: skip

KINDS: dict[str, Kind] = {
    "response": Kind(
        response,
        {"target": "instant", "within?": "limit", "until?": "instant"},
        ("missing", "late", "missing-due", "late-due", "missing-closed", "unreadable", "before", "precision"),
    ),
    "required": Kind(
        required,
        {"fields": "columns", "until?": "instant"},
        ("blank", "unreadable"),
    ),
    "allowed": Kind(
        allowed,
        {"field": "column", "list": "list"},
        ("unlisted", "blank", "list-open"),
    ),
    "equal": Kind(
        equal,
        {"field": "column", "as": "column"},
        ("differs", "blank"),
    ),
    "separate": Kind(
        separate,
        {"field": "column", "from": "column"},
        ("same", "blank"),
    ),
    "holds": Kind(
        holds,
        {"must": "condition"},
        ("not-so", "open"),
    ),
    "ordering": Kind(
        ordering,
        {"steps": "instants", "blanks?": "blanks"},
        ("out-of-order", "left-out", "unreadable", "precision"),
    ),
    "range": Kind(
        within_range,
        {
            "field": "number",
            "least?": "bound",
            "most?": "bound",
            "over?": "bound",
            "under?": "bound",
            "between?": "figures",
            "unit?": "unit",
        },
        ("below", "above", "blank"),
    ),
    "unique": Kind(
        unique,
        {"fields": "columns"},
        ("repeated", "blank"),
    ),
    "reference": Kind(
        reference,
        {"field": "column", "source": "source"},
        ("absent", "not-covered", "period"),
    ),
    "role-at-time": Kind(
        role_at_time,
        {"field": "column", "source": "holding"},
        ("absent", "other-role", "not-employed", "role", "period"),
    ),
    "absence": Kind(
        absence,
        {"forbidden": "series"},
        ("present", "undated", "precision"),
    ),
    "precedence": Kind(
        precedence,
        {"preceded_by": "target"},
        ("no-earlier", "only-later", "precision", "undated"),
    ),
    "existence": Kind(
        existence,
        {"target": "series", "within?": "limit", "until?": "instant"},
        ("nowhere", "late", "late-due", "undated", "precision"),
    ),
    "standing": Kind(
        standing,
        {"target": "series", "ends?": "instant"},
        ("nowhere", "period"),
        across=True,
    ),
    "recurrence": Kind(
        recurrence,
        {"target": "target", "every": "every", "ends?": "instant"},
        ("missed", "period", "undated"),
        across=True,
    ),
    "streak": Kind(
        streak,
        {
            "series": "target",
            "below": "series-condition",
            "every": "every",
            "over": "interval",
            "measure": "target",
            "ends?": "instant",
        },
        ("no-measure", "undated", "series-gap"),
        across=True,
    ),
    "agreement": Kind(
        agreement,
        {"field": "number", **_TALLY},
        ("disagrees", "blank", "period", "undated", "open", "nothing"),
    ),
    "rate": Kind(
        rate,
        {**_TALLY, "least?": "bound", "most?": "bound", "over?": "bound", "under?": "bound"},
        ("rate-below", "rate-above", "blank", "period", "undated", "open", "nothing"),
    ),
    "coverage": Kind(
        coverage,
        {"from": "instant", "to": "instant", "groups?": "columns"},
        ("uncovered", "blank", "period"),
    ),
    "correlated-response": Kind(
        correlated_response,
        {"target": "target", "until?": "instant", "within?": "limit"},
        ("none", "late", "late-due", "undated", "precision"),
    ),
}

__all__ = ["KINDS", "Answer", "Kind", "Values"]
