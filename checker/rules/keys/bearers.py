"""The duties whose bearers may act: the codes by which records write them, in the columns that tell who acted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace

from checker.model import Data, Problem, RecordType, UnitKey
from checker.regulation.bearers import Bearer
from checker.regulation.law import Law
from checker.rules.keys.key import Found, Given, Key, Lacking, Spoilt, Teller, Value, ref
from checker.rules.keys.naming import Naming
from checker.rules.values import Bearers
from checker.yamlio import Path


class _Bearers(Key):
    def units(self, value: Value) -> Sequence[UnitKey]:
        return [UnitKey("duty", str(duty)) for duty in value] if isinstance(value, list) else []

    def resolve(self, key: str, value: Value, given: Given) -> Found | Lacking:
        columns = told_by(given.params, given.record, given.types)
        return Found(replace(given.values, bearers=bearers_of(value, columns, given.law, given.bearers)))

    def problems(self, naming: Naming, value: Value, record: RecordType, path: Path) -> Iterable[Problem]:
        duty = naming.entry.data["duty"]
        if duty not in value:
            yield Problem("bearers-without-own", naming.entry.place(*path), {"duty": duty})

    def mutants(self, value: Value, record: RecordType, own: RecordType, types: Mapping[str, RecordType]) -> Spoilt:
        for number, duty in enumerate(value if len(value) > 1 else ()):
            yield f"without {duty}", [one for n, one in enumerate(value) if n != number]

    def words(self, tell: Teller, value: Value, record: str, own: str) -> str:
        return tell.sequence(tell.bearer(duty) for duty in value)


def told_by(params: Data, own: RecordType, types: Mapping[str, RecordType]) -> dict[str, Set[str]]:
    """The columns that tell who acted, each with its codes: those that ``source`` names, else the rule's own ``field``."""
    source = params.get("source")
    record, names = (types[source["record"]], source.get("by", [])) if source else (own, [params["field"]])
    return {name: record.columns[name].values.keys() for name in names if name in record.columns}


def bearers_of(duties: Iterable[str], columns: Mapping[str, Set[str]], law: Law, known: Mapping[str, Bearer]) -> Bearers:
    """Who bears the duties that are law. A role without a code in any of the columns could be anybody."""
    roles = dict.fromkeys(role for duty in duties if (role := law.duty(duty).bearer))
    sure: dict[str, set[str]] = {}
    perhaps: dict[str, set[str]] = {}
    anybody = False
    for role in roles:
        bearer = known.get(role) or Bearer(role, role)
        placed = placed_in(bearer, columns)
        anybody = anybody or not placed
        for column, code in placed:
            sure.setdefault(column, set()).add(code)
        for column, codes in columns.items():
            perhaps.setdefault(column, set()).update(codes & {*bearer.perhaps})
    return Bearers(
        sure={column: tuple(sorted(codes)) for column, codes in sure.items()},
        perhaps={column: tuple(sorted(codes - sure.get(column, set()))) for column, codes in perhaps.items()},
        anybody=anybody,
        defined=any(law.role(role).status == "defined" for role in roles),
    )


def placed_in(bearer: Bearer, columns: Mapping[str, Set[str]]) -> list[tuple[str, str]]:
    """The columns and codes that stand for a bearer: its own code, else that of the unit it serves in."""
    for code in () if bearer.anyone else (bearer.code, bearer.unit):
        if found := [(column, code) for column, codes in columns.items() if code in codes]:
            return found
    return []


BEARERS = _Bearers(
    "bearers",
    {
        "type": "array",
        "items": ref("id.json#/$defs/duty"),
        "minItems": 1,
        "uniqueItems": True,
        "description": "規範的編號：其中任何一項的義務人所為都算。",
    },
)
