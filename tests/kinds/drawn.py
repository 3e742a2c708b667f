"""What the oracle is tried on: rules of every kind, conditions, readings of the open terms, and the cells of records."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from tests.kinds import cells

CONDITIONS: list[Any] = [
    None,
    {"field": "flag", "equals": True},
    {"field": "status", "in": ["open", "done"]},
    {"all": [{"field": "flag", "equals": True}, {"not": {"field": "status", "equals": "done"}}]},
    {"any": [{"field": "note", "filled": True}, {"field": "flag", "equals": False}]},
    {"field": "closed_at", "filled": False},
    {"field": "by", "as": "kept_by"},
]
THINGS = {
    "started_at": cells.instants, "ended_at": cells.instants, "closed_at": cells.instants, "color": cells.colors,
    "note": cells.words, "by": cells.words, "kept_by": cells.words, "flag": cells.flags, "status": cells.statuses,
    "score": cells.numbers, "most": cells.whole,
}  # fmt: skip
LONG = {"started_at": cells.long_instants, "ended_at": cells.long_instants, "closed_at": cells.long_instants}
EVENTS = {
    "thing_id": st.sampled_from([*[(f"T{n}", f"T{n}") for n in range(4)] * 4, ("", None)]),
    "at": cells.instants,
    "kind": cells.kinds,
    "good": cells.flags,
    "points": cells.numbers,
}
SPANS = {"person": cells.words, "begins_on": cells.instants, "ends_on": cells.instants, "role": cells.roles}

FOLLOWED = {"record": "events", "at": "at", "match": {"thing_id": "id", "kind": {"value": "visit"}}}
GOOD = {"field": "good", "equals": True}
KEPT = {"record": "spans", "key": "person", "from": "begins_on", "to": "ends_on"}
UNLIKE = {"record": "things", "match": {"kept_by": "by"}, "differs": {"color": "color"}}
HELD = {
    "record": "spans", "key": "person", "from": "begins_on", "to": "ends_on", "having": {"field": "role", "equals": "agent"},
}  # fmt: skip
OTHERWISE = {"field": "by", "unless": HELD}
UNDECIDED: list[Any] = [
    {},
    {"when": {"field": "flag", "equals": True}},
    OTHERWISE,
    {**OTHERWISE, "when": {"field": "flag", "equals": True}},
]
BORNE = {"record": "spans", "key": "person", "from": "begins_on", "to": "ends_on", "by": ["role"]}
CALLED = {"field": "kind", "equals": "call"}
TALLY: dict[str, Any] = {
    "of": {"record": "events", "at": "at", "where": {"field": "good", "filled": True}}, "from": "started_at", "to": "ended_at",
}  # fmt: skip
THROUGH = {
    "record": "events",
    "through": {
        "record": "things",
        "match": {"kept_by": "by", "color": {"value": "red"}},
        "where": {"field": "flag", "equals": True},
    },
    "match": {"thing_id": "id"},
}
EVENT = {"record": "events", "match": {"thing_id": "id"}, "where": GOOD}
SPAN = {"record": "spans", "match": {"person": "by", "role": {"value": "agent"}}}
COVERED = {"record": "things", "match": {"kept_by": "by"}, "where": {"field": "status", "equals": "done"}}
DONE = {"record": "events", "at": "at", "match": {"thing_id": "id"}}
KINDS_EACH = {"each": {"field": "kind", "of": ["visit", "call"]}}
MANY: list[dict[str, Any]] = [{"least": 2}, {"least": 3}, KINDS_EACH, {"all": GOOD}]


def asked(key: str, spec: Mapping[str, Any], **rest: Any) -> list[dict[str, Any]]:
    """A rule once for each way to ask for more than one record."""
    return [{key: {**spec, "how_many": many}, **rest} for many in MANY]


RULES: dict[str, list[dict[str, Any]]] = {
    "response": [
        {"target": "ended_at", "within": {"sla": "quick"}},
        {"target": "ended_at", "within": {"sla": "open"}},
        {"target": "ended_at", "within": {"term": "1-1.t1"}},
        {"target": "ended_at", "until": "closed_at"},
        {"activation": "ended_at", "target": "closed_at", "within": {"sla": "quick"}},
        {"target": "ended_at", "within": {"sla": "quick"}, "undecided": {**OTHERWISE, "because": {"zh-Hant": "緣由"}}},
    ],
    "required": [{"fields": ["note", "color"]}, {"fields": ["note", "ended_at"], "until": "closed_at"}],
    "allowed": [{"field": "color", "list": "1-1.t2"}, {"field": "color", "list": "1-1.t3"}],
    "equal": [{"field": "by", "as": "kept_by"}],
    "separate": [{"field": "by", "from": "kept_by"}],
    "holds": [
        {"must": {"any": [{"field": "note", "filled": True}, {"field": "flag", "equals": False}]}},
        {"must": {"all": [{"field": "color", "in": ["red", "green"]}, {"not": {"field": "status", "equals": "open"}}]}},
    ],
    "borne": [
        {"field": "color", "bearers": ["1-2.a"]},
        {"field": "color", "bearers": ["1-2.a", "1-2.b"]},
        {"field": "color", "bearers": ["1-2.b"]},
        {"field": "color", "bearers": ["1-2.a", "1-1.a"]},
    ],
    "ordering": [
        {"steps": ["started_at", "ended_at", "closed_at"]},
        {"steps": ["ended_at", "closed_at", "started_at"], "blanks": "forbidden"},
        {"steps": ["started_at", "ended_at", "closed_at"], "ties": "forbidden"},
    ],
    "range": [
        {"field": "score", "least": 0, "most": "most"},
        {"field": "score", "over": 0, "under": "most"},
        {"field": "most", "between": {"duty": "1-2.a"}, "unit": "month"},
        {"field": "score", "least": {"term": "1-1.t4"}},
    ],
    "unique": [{"fields": ["note"]}, {"fields": ["by", "color"]}],
    "reference": [{"field": "by", "source": KEPT}, {"field": "by", "source": KEPT, "since": "closed_at"}],
    "role-at-time": [
        {"field": "by", "source": HELD},
        {"field": "by", "source": BORNE, "bearers": ["1-2.a"]},
        {"field": "by", "source": BORNE, "bearers": ["1-2.b"]},
        {"field": "by", "source": BORNE | {"having": {"field": "serial", "equals": "S0"}}, "bearers": ["1-2.b", "1-1.a"]},
    ],
    "absence": [
        {"forbidden": UNLIKE},
        {"forbidden": FOLLOWED},
        {"forbidden": {"record": "events", "match": {"thing_id": "id"}, "where": GOOD}},
        {"forbidden": {"record": "events", "match": {"thing_id": "id"}, "seen": "law"}},
    ],
    "precedence": [
        {"preceded_by": FOLLOWED},
        {"preceded_by": FOLLOWED | {"where": GOOD}},
        *asked("preceded_by", DONE),
        *asked("preceded_by", {"record": "events", "at": "at", "where": {"field": "kind", "equals": "visit"}}),
    ],
    "existence": [
        {"target": {"record": "spans", "match": {"person": "by"}, "where": {"field": "role", "equals": "agent"}}},
        {"target": {"record": "events", "match": {"thing_id": "id"}, "where": GOOD}},
        {"target": {"record": "events", "where": GOOD}, "until": "closed_at"},
        {"target": FOLLOWED, "within": {"sla": "quick"}},
        {"target": FOLLOWED, "within": {"sla": "open"}},
        *asked("target", {"record": "events", "match": {"thing_id": "id"}}),
        {"target": THROUGH, "until": "closed_at"},
        *asked("target", THROUGH),
        *asked("target", THROUGH | {"at": "at"}, within={"sla": "quick"}),
        *asked("target", DONE, within={"sla": "quick"}),
        *asked("target", {"record": "events", "at": "at"}, within={"sla": "quick"}),
        {"target": {"any": [SPAN, EVENT]}},
        {"target": {"any": [EVENT, COVERED]}, "until": "closed_at"},
        {"target": {"any": [FOLLOWED, {**SPAN, "at": "begins_on"}]}, "within": {"sla": "quick"}},
    ],
    "standing": [
        {"target": {"record": "spans", "match": {"person": "by"}}, "ends": "closed_at"},
        {"target": {"record": "spans", "match": {"person": "by", "role": {"value": "agent"}}}},
        {"target": {"record": "things", "match": {"kept_by": "by"}, "where": {"field": "status", "equals": "done"}}},
        {"target": {"record": "events", "match": {"thing_id": "id"}, "seen": "ever"}, "ends": "closed_at"},
        {"target": {"record": "events", "match": {"thing_id": "id"}, "perhaps": CALLED}, "ends": "closed_at"},
        {"target": {"record": "events", "match": {"thing_id": "id"}, "where": GOOD}, "ends": "closed_at"},
        {"target": {"record": "events", "where": GOOD}},
        {"target": UNLIKE, "ends": "closed_at"},
        {"target": {"record": "spans", "match": {"person": "by"}, "seen": "once"}, "ends": "closed_at"},
        {"target": {"record": "spans", "match": {"person": "by"}, "seen": "once", "how_many": {"least": 2}}},
        {"target": {"record": "things", "match": {"kept_by": "by"}, "seen": "once"}, "ends": "closed_at"},
        *asked("target", {"record": "events", "match": {"thing_id": "id"}}, ends="closed_at"),
        {"target": {"record": "spans", "match": {"person": "by"}, "how_many": {"least": 2}}, "ends": "closed_at"},
        {
            "target": {
                "record": "spans",
                "match": {"person": "by"},
                "how_many": {"each": {"field": "role", "of": ["agent", "clerk"]}},
            }
        },
        {"target": {"any": [SPAN, COVERED]}},
        {"target": {"any": [EVENT, {"record": "events", "match": {"thing_id": "by"}, "seen": "ever"}]}, "ends": "closed_at"},
        {"target": {"any": [EVENT, SPAN]}, "ends": "closed_at"},
        {"target": {"any": [COVERED, {**EVENT, "seen": "ever"}]}},
    ],
    "recurrence": [
        {"target": FOLLOWED, "every": {"duty": "1-2.b"}, "ends": "closed_at"},
        {"target": {"record": "events", "at": "at", "match": {"thing_id": "id"}}, "every": {"duty": "1-2.b"}},
        {"target": FOLLOWED, "every": {"duty": "1-2.c"}, "ends": "closed_at"},
        {"target": {"record": "spans", "match": {"person": "by"}}, "every": {"duty": "1-2.b"}},
        {"target": {"record": "things", "match": {"kept_by": "by"}}, "every": {"duty": "1-2.b"}, "ends": "closed_at"},
        {"target": FOLLOWED, "every": {"term": "1-2.t1"}, "ends": "closed_at"},
        *asked("target", {"record": "events", "at": "at"}, every={"duty": "1-2.b"}),
        {"target": COVERED | {"at": "ended_at"}, "every": {"duty": "1-2.c"}, "ends": "closed_at"},
        {"target": COVERED | {"at": "started_at"}, "every": {"duty": "1-2.b"}},
        {"target": {"any": [FOLLOWED, {**SPAN, "at": "begins_on"}]}, "every": {"duty": "1-2.b"}, "ends": "closed_at"},
        {"target": {"any": [EVENT | {"at": "at"}, COVERED | {"at": "ended_at"}]}, "every": {"duty": "1-2.b"}},
    ],
    "streak": [
        {
            "series": DONE,
            "below": {"field": "good", "equals": False},
            "every": {"duty": "1-2.b"},
            "over": {"term": "1-2.t2"},
            "measure": FOLLOWED,
            "ends": "closed_at",
        },
    ],
    "agreement": [
        {"field": "most", "figure": "count", **TALLY, "count": GOOD},
        {"field": "score", "figure": "share", **TALLY, "count": GOOD},
        {"field": "most", "figure": "percent", **TALLY, "count": GOOD},
        {"field": "score", "figure": "sum", **TALLY, "value": "points"},
        {"field": "score", "figure": "mean", **TALLY, "value": "points"},
        {"field": "score", "figure": "mean", **TALLY, "of": {**TALLY["of"], "perhaps": CALLED}, "value": "points"},
    ],
    "rate": [
        {"figure": "count", **TALLY, "of": {**TALLY["of"], "match": {"thing_id": "id"}}, "count": GOOD, "least": "most"},
        {"figure": "count", **TALLY, "least": "most"},
        {"figure": "share", **TALLY, "count": GOOD, "over": 0},
        {"figure": "mean", **TALLY, "value": "points", "under": "score"},
        {"figure": "share", **TALLY, "count": GOOD, "least": {"term": "1-1.t4"}},
    ],
    "coverage": [
        {"from": "started_at", "to": "ended_at"},
        {"from": "started_at", "to": "ended_at", "groups": ["by"]},
    ],
    "correlated-response": [
        {"target": FOLLOWED, "until": "closed_at"},
        {"target": FOLLOWED, "within": {"sla": "quick"}},
        {"target": FOLLOWED | {"where": {"field": "good", "equals": True}}, "within": {"sla": "open"}},
        *asked("target", DONE, until="closed_at"),
        *asked("target", DONE, within={"sla": "quick"}),
        *asked("target", {"record": "events", "at": "at"}, within={"sla": "quick"}),
    ],
}
FILLS: list[Any] = [
    None,
    {"1-1.t1": {"value": "PT60S", "clock": "elapsed", "boundary": "exclusive"}},
    {"1-1.t2": {"items": ["紅", "藍"], "closed": True}},
    {"1-1.t2": {"closed": True}, "1-1.t3": {"items": ["黑"]}},
    {"1-1.t4": {"value": "0.95"}},
    {"1-2.t1": {"value": "P1M"}, "1-2.t2": {"value": "P2M"}},
    {"1-2.t1": {"value": "P3M"}},
]
