"""Every small way to get a rule wrong: a comparison flipped, a condition dropped, a column taken for another.

``mutants`` is the list; a rule is pinned down when some example of its own tells it from each of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from checker.model import RecordType
from checker.rules.keys.choice import UNIT
from checker.rules.keys.condition import other_conditions
from checker.rules.keys.key import others_like
from checker.rules.kinds import KINDS
from checker.rules.load import Rule

Types = Mapping[str, RecordType]
DROPPED = object()

TURNED = {"least": "over", "over": "least", "most": "under", "under": "most"}
OPPOSITE = {"equal": ("separate", {"as": "from"}), "separate": ("equal", {"from": "as"})}
"""Kinds that say the contrary, and what their keys are called there."""


def mutants(rule: Rule, types: Types) -> Iterator[tuple[str, Rule]]:
    """What was done to it, and the rule so spoilt."""
    own = types[rule.record]
    for what, when in other_conditions(rule.when, own):
        yield f"when: {what}", replace(rule, when=when)
    if rule.when:
        yield "when dropped", replace(rule, when=None)
    yield from _accusing(rule, own, types)
    for other in others_like(own, rule.activation or own.activation):
        yield f"activation: {other}", replace(rule, activation=other)
    if rule.kind in OPPOSITE:
        kind, keys = OPPOSITE[rule.kind]
        yield f"kind: {kind}", replace(rule, kind=kind, params={keys.get(k, k): v for k, v in rule.params.items()})
    yield from _turned(rule)
    for key, wanted, value in KINDS[rule.kind].given(rule):
        if key == "until" and _never_accuses(rule):
            continue
        record = types[wanted.about(rule.params, rule.record)]
        for what, spoilt in wanted.mutants(value, record, own, types):
            yield f"{key}: {what}", _with(rule, key, spoilt)
        if f"{key}?" in KINDS[rule.kind].keys and wanted is not UNIT and not _only_bound(rule, key):
            yield f"{key} dropped", _with(rule, key, DROPPED)


def _never_accuses(rule: Rule) -> bool:
    """Whether it leaves open all that is not met: before its end and after, so that no example tells the two apart."""
    return rule.undecided is not None and not {"when", "unless"} & rule.undecided.keys()


def _accusing(rule: Rule, own: RecordType, types: Mapping[str, RecordType]) -> Iterator[tuple[str, Rule]]:
    """It accuses what it should leave open, or leaves open what it should accuse."""
    if rule.undecided is None:
        return
    yield "undecided dropped", replace(rule, undecided=None)
    if {"when", "unless"} & rule.undecided.keys():
        yield "undecided always", replace(rule, undecided={"because": rule.undecided["because"]})
    if "unless" in rule.undecided:
        post = rule.undecided["unless"]
        for what, having in other_conditions(post["having"], types[post["record"]]):
            yield f"undecided unless: {what}", replace(rule, undecided={**rule.undecided, "unless": {**post, "having": having}})
    if "when" in rule.undecided:
        for what, when in other_conditions(rule.undecided["when"], own):
            yield f"undecided: {what}", replace(rule, undecided={**rule.undecided, "when": when})


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
