"""The kinds of rule. A kind is one function from a rule's keys and values to a test of one record; this table names them.

To add one: a function in ``rows.py`` (one record decides), ``sets.py`` or ``relations.py`` (other records matter),
``periods.py`` (an entity over time) or ``tallies.py`` (counting), a line here, a case table in ``tests/kinds/``, and a case
in the oracle.
"""

from __future__ import annotations

from checker.rules.kinds.kind import Kind, Test, Values
from checker.rules.kinds.periods import recurrence, standing, streak
from checker.rules.kinds.relations import absence, existence, precedence, role_at_time
from checker.rules.kinds.rows import allowed, equal, holds, ordering, required, response, separate, within_range
from checker.rules.kinds.sets import correlated_response, reference, unique
from checker.rules.kinds.tallies import agreement, coverage, rate

_TALLY = {
    "figure": "figure", "of": "target", "from": "instant", "to": "instant", "count?": "of-condition", "value?": "of-number",
}  # fmt: skip

KINDS: dict[str, Kind] = {
    "response": Kind(response, {"target": "instant", "within?": "limit", "until?": "instant"}),
    "required": Kind(required, {"fields": "columns", "until?": "instant"}),
    "allowed": Kind(allowed, {"field": "column", "list": "list"}),
    "equal": Kind(equal, {"field": "column", "as": "column"}),
    "separate": Kind(separate, {"field": "column", "from": "column"}),
    "holds": Kind(holds, {"must": "condition"}),
    "ordering": Kind(ordering, {"steps": "instants", "blanks?": "blanks"}),
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
    ),
    "unique": Kind(unique, {"fields": "columns"}),
    "reference": Kind(reference, {"field": "column", "source": "source"}),
    "role-at-time": Kind(role_at_time, {"field": "column", "source": "holding"}),
    "absence": Kind(absence, {"forbidden": "series"}),
    "precedence": Kind(precedence, {"preceded_by": "target"}),
    "existence": Kind(existence, {"target": "series", "within?": "limit", "until?": "instant"}),
    "standing": Kind(standing, {"target": "series", "ends?": "instant"}, across=True),
    "recurrence": Kind(recurrence, {"target": "target", "every": "every", "ends?": "instant"}, across=True),
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
        across=True,
    ),
    "agreement": Kind(agreement, {"field": "number", **_TALLY}),
    "rate": Kind(rate, {**_TALLY, "least?": "bound", "most?": "bound", "over?": "bound", "under?": "bound"}),
    "coverage": Kind(coverage, {"from": "instant", "to": "instant", "groups?": "columns"}),
    "correlated-response": Kind(correlated_response, {"target": "target", "until?": "instant", "within?": "limit"}),
}

__all__ = ["KINDS", "Kind", "Test", "Values"]
