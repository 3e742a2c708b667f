"""Every small way to get a rule wrong: a comparison flipped, a condition dropped, a column taken for another.

``mutants`` is the list; a rule is pinned down when some example of its own tells it from each of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from checker.model import Data, RecordType
from checker.rules.kinds import KINDS
from checker.rules.kinds.kind import OF
from checker.rules.load import Rule

Types = Mapping[str, RecordType]
Spec = Iterator[tuple[str, Any]]
DROPPED = object()

TURNED = {"least": "over", "over": "least", "most": "under", "under": "most"}
OPPOSITE = {"equal": ("separate", {"as": "from"}), "separate": ("equal", {"from": "as"})}
"""Kinds that say the contrary, and what their keys are called there."""
FIGURES = (("count", "share", "percent"), ("sum", "mean"))
"""Figures that need the same keys."""


def mutants(rule: Rule, types: Types) -> Iterator[tuple[str, Rule]]:
    """What was done to it, and the rule so spoilt."""
    own = types[rule.record]
    for what, when in _conditions(rule.when, own):
        yield f"when: {what}", replace(rule, when=when)
    if rule.when:
        yield "when dropped", replace(rule, when=None)
    for other in _others(own, rule.activation or own.activation):
        yield f"activation: {other}", replace(rule, activation=other)
    if rule.kind in OPPOSITE:
        kind, keys = OPPOSITE[rule.kind]
        yield f"kind: {kind}", replace(rule, kind=kind, params={keys.get(k, k): v for k, v in rule.params.items()})
    yield from _turned(rule)
    for key, wanted in KINDS[rule.kind].params().items():
        if key not in rule.params:
            continue
        record = types[rule.params[OF[wanted]]["record"]] if wanted in OF else own
        for what, value in _spoilt(wanted, rule.params[key], record, types, own):
            yield f"{key}: {what}", _with(rule, key, value)
        if f"{key}?" in KINDS[rule.kind].keys and wanted != "unit" and not _only_bound(rule, key):
            yield f"{key} dropped", _with(rule, key, DROPPED)


def _with(rule: Rule, key: str, value: Any) -> Rule:
    rest = {k: v for k, v in rule.params.items() if k != key}
    return replace(rule, params=rest if value is DROPPED else rest | {key: value})


def _only_bound(rule: Rule, key: str) -> bool:
    """Whether a rule without this key would say nothing at all, or is not a rule."""
    bounds = [k for k in (*TURNED, "between") if k in rule.params]
    return bounds == [key] or key in ("count", "value")


def _turned(rule: Rule) -> Iterator[tuple[str, Rule]]:
    for key, turned in TURNED.items():
        if key in rule.params and turned not in rule.params:
            params = {turned if k == key else k: v for k, v in rule.params.items()}
            yield f"{key} is {turned}", replace(rule, params=params)


def _spoilt(wanted: str, value: Any, record: RecordType, types: Types, own: RecordType) -> Spec:
    """The ways to spoil a value of one type of key (the names of ``schema/rules.json``)."""
    spoil: Mapping[str, Callable[[], Spec]] = {
        "column": lambda: _columns(value, record),
        "number": lambda: _columns(value, record),
        "of-number": lambda: _columns(value, record),
        "instant": lambda: _columns(value, record),
        "bound": lambda: _columns(value, record) if isinstance(value, str) else iter(()),
        "columns": lambda: _lists(value, record),
        "instants": lambda: _steps(value, record),
        "condition": lambda: _conditions(value, record),
        "of-condition": lambda: _conditions(value, record),
        "series-condition": lambda: _conditions(value, record),
        "blanks": lambda: iter([("allowed", "allowed")] if value == "forbidden" else []),
        "figure": lambda: ((figure, figure) for alike in FIGURES if value in alike for figure in alike if figure != value),
    }
    if wanted in ("target", "series", "source", "holding"):
        yield from _another(value, types[value["record"]], own)
    elif wanted in spoil:
        yield from spoil[wanted]()


def _another(spec: Data, record: RecordType, own: RecordType) -> Spec:
    """What is said of another record: its columns, what it is matched by, what it must fulfil."""
    for key in ("at", "key", "from", "to"):
        if key in spec:
            for other in _others(record, spec[key]):
                yield f"{key} {other}", {**spec, key: other}
    match: Data = spec.get("match", {})
    for theirs, ours in match.items():
        rest = {k: v for k, v in match.items() if k != theirs}
        yield f"match without {theirs}", {**spec, "match": rest}
        for other in _others(record, theirs):
            if other not in match:
                yield f"match {other} for {theirs}", {**spec, "match": {**rest, other: ours}}
        if isinstance(ours, str):
            for other in _others(own, ours):
                yield f"match {theirs} with {other}", {**spec, "match": {**rest, theirs: other}}
        else:
            for code in record.columns[theirs].values:
                if code != ours["value"]:
                    yield f"match {theirs} with {code}", {**spec, "match": {**rest, theirs: {"value": code}}}
    for key in ("where", "having"):
        if key in spec:
            for what, condition in _conditions(spec[key], record):
                yield f"{key}: {what}", {**spec, key: condition}
    if "where" in spec:
        yield "where dropped", {k: v for k, v in spec.items() if k != "where"}


def _conditions(spec: Data | None, record: RecordType) -> Spec:
    """A condition with each part dropped, each test negated, each column another one."""
    if not spec:
        return
    for joint in ("all", "any"):
        parts: Sequence[Data] = spec.get(joint, ())
        for number, part in enumerate(parts):
            if len(parts) > 1:
                yield f"{joint} without {part}", {joint: [p for n, p in enumerate(parts) if n != number]}
            for what, changed in _conditions(part, record):
                yield what, {joint: [changed if n == number else p for n, p in enumerate(parts)]}
    if "not" in spec:
        yield "not dropped", spec["not"]
        yield from ((what, {"not": changed}) for what, changed in _conditions(spec["not"], record))
    if "field" not in spec:
        return
    field = spec["field"]
    if "filled" in spec:
        yield f"{field} not {spec['filled']}", {**spec, "filled": not spec["filled"]}
        yield from ((f"{other} for {field}", {**spec, "field": other}) for other in _others(record, field))
        return
    yield f"{field} negated", {"not": spec}
    items = spec.get("in", ())
    for item in items if len(items) > 1 else ():
        yield f"{field} without {item}", {**spec, "in": [i for i in items if i != item]}
    codes = set(items) if items else {spec["equals"]}
    for other in _others(record, field):
        values = record.columns[other].values
        if not values or codes & set(values):  # a column that never holds such a code is no mistake anybody makes
            yield f"{other} for {field}", {**spec, "field": other}


def _columns(column: str, record: RecordType) -> Spec:
    return ((other, other) for other in _others(record, column))


def _lists(columns: Sequence[str], record: RecordType) -> Spec:
    for number, column in enumerate(columns):
        rest = [c for c in columns if c != column]
        if rest:
            yield f"without {column}", rest
        for other in _others(record, column):
            if other not in columns:
                yield f"{other} for {column}", [*rest[:number], other, *rest[number:]]


def _steps(steps: Sequence[str], record: RecordType) -> Spec:
    for number in range(len(steps) - 1):
        turned = list(steps)
        turned[number], turned[number + 1] = turned[number + 1], turned[number]
        yield f"{turned[number]} before {turned[number + 1]}", turned
    yield from ((what, value) for what, value in _lists(steps, record) if len(value) > 1)


def _others(record: RecordType, column: str) -> list[str]:
    """The columns of the same kind: those an author could have taken by mistake."""
    kind = record.columns[column].kind
    return [other for other, data in record.columns.items() if other != column and data.kind == kind]
