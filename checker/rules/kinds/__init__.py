"""The kinds of rule. A kind is one function from a rule's keys and values to a test of one record; this table names them.

The functions stand in ``rows.py`` (the record alone decides), ``sets.py``, ``relations.py`` and ``existence.py`` (others
matter), ``periods.py``, ``recurrence.py`` and ``standing.py`` (an entity over time) and ``tallies.py`` (counting). CONTRIBUTING
says what else a new one needs.
"""

from __future__ import annotations

from checker.model import Data
from checker.rules.keys.bearers import BEARERS
from checker.rules.keys.bound import BOUND
from checker.rules.keys.choice import BLANKS, FIGURE, TIES, UNIT
from checker.rules.keys.column import COLUMN, COMPARED, INSTANT, NUMBER, OF_NUMBER
from checker.rules.keys.columns import COLUMNS, INSTANTS
from checker.rules.keys.condition import CONDITION, OF_CONDITION, SERIES_CONDITION
from checker.rules.keys.every import EVERY
from checker.rules.keys.figures import FIGURES
from checker.rules.keys.interval import INTERVAL
from checker.rules.keys.items import LIST
from checker.rules.keys.limit import LIMIT
from checker.rules.keys.targets import GROUP, HOLDING, SERIES, SEVERAL, SOURCE, STANDING, TARGET, TARGETS
from checker.rules.kinds.existence import existence
from checker.rules.kinds.kind import Answer, Kind, Values
from checker.rules.kinds.periods import streak
from checker.rules.kinds.recurrence import recurrence
from checker.rules.kinds.relations import absence, precedence, role_at_time
from checker.rules.kinds.rows import allowed, borne, equal, holds, ordering, required, response, separate, within_range
from checker.rules.kinds.sets import correlated_response, reference, unique
from checker.rules.kinds.standing import standing
from checker.rules.kinds.tallies import agreement, coverage, rate

_TALLY = {
    "figure": FIGURE, "of": TARGET, "from": INSTANT, "to": INSTANT, "count?": OF_CONDITION, "value?": OF_NUMBER,
}  # fmt: skip

_MANY = ("too-few", "not-each", "not-all")
"""Why there are not as many records as asked for, though there are some."""

_ABSENT: Data = {"not": {}}
_BOUNDS = ("least", "most", "over", "under")


def _any_of(*keys: str) -> Data:
    return {"anyOf": [{"required": [key]} for key in keys]}


def _figure(words: tuple[str, ...], then: Data) -> Data:
    return {"if": {"required": ["figure"], "properties": {"figure": {"enum": [*words]}}}, "then": then}


_TALLIED: Data = {
    "allOf": [
        _figure(("sum", "mean"), {"required": ["value"], "properties": {"count": _ABSENT}}),
        _figure(("count", "share", "percent"), {"properties": {"value": _ABSENT}}),
        _figure(("share", "percent"), {"required": ["count"]}),
    ]
}

_LIMITED: Data = {"dependentSchemas": {"within": {"properties": {"until": _ABSENT}}}}
_DATED: Data = {
    "if": {"required": ["any"]},
    "then": {"properties": {"any": {"items": {"required": ["at"]}}}},
    "else": {"required": ["at"]},
}
_UNDATED: Data = {"properties": {"at": _ABSENT, "any": {"items": {"properties": {"at": _ABSENT}}}}}
_LIMITED_BY: Data = {
    "if": {"required": ["within"]},
    "then": {"properties": {"until": _ABSENT, "target": _DATED}},
    "else": {"properties": {"target": _UNDATED}},
}

_BORNE: Data = {
    "if": {"properties": {"source": {"required": ["by"]}}},
    "then": {"required": ["bearers"]},
    "else": {"properties": {"bearers": _ABSENT}},
}

KINDS: dict[str, Kind] = {
    "response": Kind(
        response,
        {"target": INSTANT, "within?": LIMIT, "until?": INSTANT},
        ("missing", "late", "missing-due", "late-due", "missing-closed", "unreadable", "before", "precision", "not-a-person"),
        form=_LIMITED,
    ),
    "required": Kind(
        required,
        {"fields": COLUMNS, "until?": INSTANT},
        ("blank", "unreadable"),
    ),
    "allowed": Kind(
        allowed,
        {"field": COLUMN, "list": LIST},
        ("unlisted", "blank", "list-open"),
    ),
    "equal": Kind(
        equal,
        {"field": COLUMN, "as": COMPARED},
        ("differs", "blank"),
    ),
    "separate": Kind(
        separate,
        {"field": COLUMN, "from": COMPARED},
        ("same", "blank", "not-a-person"),
    ),
    "holds": Kind(
        holds,
        {"must": CONDITION},
        ("not-so", "open"),
    ),
    "borne": Kind(
        borne,
        {"field": COLUMN, "bearers": BEARERS},
        ("other-bearer", "blank", "bearer-unknown", "bearer-open"),
    ),
    "ordering": Kind(
        ordering,
        {"steps": INSTANTS, "blanks?": BLANKS, "ties?": TIES},
        ("out-of-order", "left-out", "unreadable", "precision"),
    ),
    "range": Kind(
        within_range,
        {
            "field": NUMBER,
            "least?": BOUND,
            "most?": BOUND,
            "over?": BOUND,
            "under?": BOUND,
            "between?": FIGURES,
            "unit?": UNIT,
        },
        ("below", "above", "blank"),
        form={
            **_any_of(*_BOUNDS, "between"),
            "dependentRequired": {"unit": ["between"]},
            "dependentSchemas": {"between": {"properties": {"least": _ABSENT, "most": _ABSENT}}},
        },
    ),
    "unique": Kind(
        unique,
        {"fields": COLUMNS},
        ("repeated", "blank"),
    ),
    "reference": Kind(
        reference,
        {"field": COLUMN, "source": SOURCE, "since?": INSTANT},
        ("absent", "not-covered", "period", "not-a-person"),
        rests_on=("source",),
    ),
    "role-at-time": Kind(
        role_at_time,
        {"field": COLUMN, "source": HOLDING, "bearers?": BEARERS},
        ("absent", "other-role", "not-employed", "role", "period", "bearer-open", "bearer-none", "not-a-person"),
        form=_BORNE,
        rests_on=("source",),
    ),
    "absence": Kind(
        absence,
        {"forbidden": SERIES},
        ("present", "undated", "precision", "unmatched", "other-open"),
    ),
    "precedence": Kind(
        precedence,
        {"preceded_by": TARGETS},
        ("no-earlier", "only-later", *_MANY, "precision", "undated", "unmatched", "other-open"),
        rests_on=("preceded_by",),
    ),
    "existence": Kind(
        existence,
        {"target": GROUP, "within?": LIMIT, "until?": INSTANT},
        ("nowhere", *_MANY, "late", "late-due", "undated", "precision", "unmatched", "other-open"),
        form=_LIMITED_BY,
        rests_on=("target",),
    ),
    "standing": Kind(
        standing,
        {"target": STANDING, "ends?": INSTANT},
        ("nowhere", *_MANY, "period", "nowhere-in", "short-in", "undated", "unmatched", "other-open"),
        across=True,
        rests_on=("target",),
    ),
    "recurrence": Kind(
        recurrence,
        {"target": SEVERAL, "every": EVERY, "ends?": INSTANT},
        ("missed", "short-in", "period", "undated", "unmatched", "other-open"),
        across=True,
        rests_on=("target",),
    ),
    "streak": Kind(
        streak,
        {
            "series": TARGET,
            "below": SERIES_CONDITION,
            "every": EVERY,
            "over": INTERVAL,
            "measure": TARGET,
            "ends?": INSTANT,
        },
        ("no-measure", "undated", "series-gap", "unmatched", "other-open"),
        across=True,
        rests_on=("measure",),
    ),
    "agreement": Kind(
        agreement,
        {"field": NUMBER, **_TALLY},
        ("disagrees", "blank", "period", "undated", "open", "nothing", "unmatched"),
        form=_TALLIED,
        rests_on=("of",),
    ),
    "rate": Kind(
        rate,
        {**_TALLY, "least?": BOUND, "most?": BOUND, "over?": BOUND, "under?": BOUND},
        ("rate-below", "rate-above", "blank", "period", "undated", "open", "nothing", "unmatched"),
        form={**_TALLIED, **_any_of(*_BOUNDS)},
        rests_on=("of",),
    ),
    "coverage": Kind(
        coverage,
        {"from": INSTANT, "to": INSTANT, "groups?": COLUMNS},
        ("uncovered", "blank", "period", "unmatched"),
        rests_on=("",),
    ),
    "correlated-response": Kind(
        correlated_response,
        {"target": TARGETS, "until?": INSTANT, "within?": LIMIT},
        ("none", *_MANY, "late", "late-due", "undated", "precision", "unmatched", "other-open"),
        form=_LIMITED,
        rests_on=("target",),
        onward=True,
    ),
}

__all__ = ["KINDS", "Answer", "Kind", "Values"]
