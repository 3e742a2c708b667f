"""Records of another type: which, how they are matched to the one judged, and what they must fulfil."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from checker.model import Data, Problem, RecordType
from checker.rules.conditions import fields_of
from checker.rules.keys.condition import other_conditions
from checker.rules.keys.how_many import misjudged, misnamed, quantified
from checker.rules.keys.key import Key, Spoilt, Teller, Value, others_like
from checker.rules.keys.naming import Naming, record_named
from checker.yamlio import Path

PARTS = ("at", "key", "from", "to")
"""What a value may name of the other record besides conditions: an instant, its key, and from when to when it holds."""

_CONDITIONS = ("where", "perhaps", "having")


def parts_of(value: Data) -> Sequence[Data]:
    """Each of the record types that a value names, as a value of its own: of a union (``any``) several, any of which does."""
    parts: Sequence[Data] = value.get("any", (value,))
    return parts


class Other(Key):
    def records(self, value: Value) -> Sequence[str]:
        return [value["record"], *([value["through"]["record"]] if "through" in value else [])]

    def columns(self, value: Value, record: str, own: str) -> Iterator[tuple[str, str]]:
        other = value["record"]
        if "through" in value:
            yield from self.columns(value["through"], record, own)
            own = value["through"]["record"]
        yield from ((other, column) for column in quantified(value.get("how_many", {})))
        yield from ((other, value[key]) for key in PARTS if key in value)
        for theirs, ours in value.get("match", {}).items():
            yield other, theirs
            if isinstance(ours, str):
                yield own, ours
        for theirs, ours in value.get("differs", {}).items():
            yield from ((other, theirs), (own, ours))
        yield from ((other, column) for column in value.get("by", ()))
        yield from ((other, column) for key in _CONDITIONS for column in fields_of(value.get(key)))

    def problems(self, naming: Naming, value: Value, record: RecordType, path: Path) -> Iterator[Problem]:
        other = record_named(naming.entry, value["record"], naming.types, (*path, "record"))
        if isinstance(other, Problem):
            yield other
            return
        if "through" in value:
            yield from self.problems(naming, value["through"], record, (*path, "through"))
            between = naming.types.get(value["through"]["record"])
            if between is None:
                return
            naming = replace(naming, own=between)
        yield from misnamed(naming, value.get("how_many", {}), other, (*path, "how_many"))
        for key in PARTS:
            if key in value:
                yield from naming.column(value[key], other, (*path, key), "" if key == "key" else "instant")
        if "key" in value:
            yield from naming.comparable(value["key"], other, naming.entry.data["field"], (*path, "key"))
        for number, column in enumerate(value.get("by", ())):
            yield from naming.column(column, other, (*path, "by", number))
        for theirs, ours in value.get("match", {}).items():
            at = (*path, "match", theirs)
            yield from naming.column(theirs, other, at)
            if isinstance(ours, str):
                yield from naming.column(ours, naming.own, at)
                yield from naming.comparable(theirs, other, ours, at)
            else:
                yield from naming.value(ours["value"], theirs, other, at)
        for theirs, ours in value.get("differs", {}).items():
            at = (*path, "differs", theirs)
            yield from naming.column(theirs, other, at)
            yield from naming.column(ours, naming.own, at)
            yield from naming.comparable(theirs, other, ours, at)
            if value.get("match", {}).get(theirs) == ours:
                yield Problem("match-and-differ", naming.entry.place(*at), {"column": theirs, "other": ours})
        seen, in_vain = value.get("seen"), "ever" if other.time.form in ("life", "covers") else "once"
        if seen == in_vain:
            yield Problem("seen-in-vain", naming.entry.place(*path, "seen"), {"record": other.id, "seen": seen})
        for key in _CONDITIONS:
            if key in value:
                yield from naming.condition(value[key], other, (*path, key))

    def mutants(self, value: Value, record: RecordType, own: RecordType, types: Mapping[str, RecordType]) -> Spoilt:
        other = types[value["record"]]
        if "through" in value:
            for what, spoilt in self.mutants(value["through"], record, own, types):
                yield f"through: {what}", {**value, "through": spoilt}
            own = types[value["through"]["record"]]
        if "how_many" in value:
            yield "how_many dropped", {k: v for k, v in value.items() if k != "how_many"}
            for what, spoilt in misjudged(value["how_many"], other):
                yield f"how_many: {what}", {**value, "how_many": spoilt}
        for key in PARTS:
            if key in value:
                yield from ((f"{key} {column}", {**value, key: column}) for column in others_like(other, value[key]))
        yield from ((what, {**value, "match": match}) for what, match in _matches(value.get("match", {}), other, own))
        yield from (
            (f"differs: {what}", {**value, "differs": pairs}) for what, pairs in _matches(value.get("differs", {}), other, own)
        )
        for key in ("differs", "seen", "perhaps"):
            if key in value:
                yield f"{key} dropped", {k: v for k, v in value.items() if k != key}
        for key in _CONDITIONS:
            if key in value:
                changed = other_conditions(value[key], other)
                yield from ((f"{key}: {what}", {**value, key: condition}) for what, condition in changed)
        for column in value.get("by", ()) if len(value.get("by", ())) > 1 else ():
            yield f"by without {column}", {**value, "by": [one for one in value["by"] if one != column]}
        if "where" in value:
            yield "where dropped", {k: v for k, v in value.items() if k != "where"}

    def words(self, tell: Teller, value: Value, record: str, own: str) -> str:
        return tell.other(value, own)


def _matches(match: Data, other: RecordType, own: RecordType) -> Iterator[tuple[str, Data]]:
    """A pair left out, another column on either side, another code."""
    for theirs, ours in match.items():
        rest = {k: v for k, v in match.items() if k != theirs}
        yield f"match without {theirs}", rest
        for column in others_like(other, theirs):
            if column not in match:
                yield f"match {column} for {theirs}", {**rest, column: ours}
        if isinstance(ours, str):
            for column in others_like(own, ours):
                yield f"match {theirs} with {column}", {**rest, theirs: column}
        else:
            for code in other.columns[theirs].values:
                if code != ours["value"]:
                    yield f"match {theirs} with {code}", {**rest, theirs: {"value": code}}


class AnyOther(Other):
    """One of them, or a union: ``{any: […]}``."""

    def records(self, value: Value) -> Sequence[str]:
        one = super().records
        return [record for part in parts_of(value) for record in one(part)]

    def columns(self, value: Value, record: str, own: str) -> Iterator[tuple[str, str]]:
        for part in parts_of(value):
            yield from super().columns(part, record, own)

    def problems(self, naming: Naming, value: Value, record: RecordType, path: Path) -> Iterator[Problem]:
        for number, part in enumerate(parts_of(value)):
            yield from super().problems(naming, part, record, (*path, "any", number) if "any" in value else path)

    def mutants(self, value: Value, record: RecordType, own: RecordType, types: Mapping[str, RecordType]) -> Spoilt:
        if "any" not in value:
            yield from super().mutants(value, record, own, types)
            return
        for number, part in enumerate(value["any"]):
            before, after = value["any"][:number], value["any"][number + 1 :]
            yield f"any without {part['record']}", {"any": [*before, *after]}
            for what, spoilt in super().mutants(part, record, own, types):
                yield f"any {part['record']}: {what}", {"any": [*before, spoilt, *after]}

    def words(self, tell: Teller, value: Value, record: str, own: str) -> str:
        return tell.any_of([tell.other(part, own) for part in parts_of(value)])
