"""The case book: small stories written from the text alone, each with the verdict that its article gives.

A file a section; ``base`` has one lawful record of each type, and a case gives rows as differences from it. ``says``: ``clear``
(nobody may be accused), ``accused`` (the record breaks the norm) or ``unsatisfied`` (it must not pass as fulfilled: accused, or
left open by name). ``key`` is the record it is said of; ``partial`` are types of which the export holds only a part. A norm
without a rule has cases too where one can be told: ``unruled`` says why no rule decides it. Where its words are open,
``assuming`` says what an interpretation fills in, and the case is judged as if it stood from the first day. ``untellable``
gives the norms for which no guilty or no innocent can be told, with the reason. Readers see the stories:
``checker/rules/cases.py``.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

from checker.cli.given import parse_instant
from checker.engine.check import Options, checking
from checker.records.exports import Exports
from checker.records.sources import Claim, Sources
from checker.result import Result, RuleResult
from checker.rules.load import Encoding, Rule
from tests.rules.examples import MODEL, assumed

FOLDER = Path(__file__).parent
Row = Mapping[str, str]


@dataclass(frozen=True)
class Case:
    """One story. ``records`` are whole rows by record type; ``dispute`` says why the verdict is not followed."""

    id: str
    duty: str
    story: str
    says: str
    words: str
    cutoff: str
    records: Mapping[str, Sequence[Row]]
    key: str = ""
    partial: Sequence[str] = ()
    dispute: str = ""
    unruled: str = ""
    assuming: Mapping[str, Any] = field(default_factory=dict)

    @property
    def section(self) -> str:
        """The section that its norm stands in."""
        return self.duty.partition("-")[0]

    @property
    def rules(self) -> list[Rule]:
        """The rules that encode the norm."""
        return [rule for rule in MODEL.encoding.rules.values() if self.duty in rule.duties]


def cases() -> Iterator[Case]:
    for path in sorted(FOLDER.glob("*.yml")):
        data = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
        for entry in data["cases"]:
            whole = {type_: [data["base"][type_] | (row or {}) for row in rows] for type_, rows in entry["records"].items()}
            yield Case(**{**entry, "records": whole})


def untellable() -> dict[str, str]:
    """Norms for which two innocents and two guilty can't be told, with the reason."""
    books = [yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader) for path in sorted(FOLDER.glob("*.yml"))]
    return {duty: why for book in books for duty, why in book.get("untellable", {}).items()}


def differs(case: Case, folder: Path, rules: Sequence[Rule]) -> str:
    """In what the rules of the norm say otherwise than the case; empty where they agree."""
    with judged(case, folder, rules) as result:
        return against(case, result, {rule.id for rule in rules})


@contextmanager
def judged(case: Case, folder: Path, rules: Sequence[Rule]) -> Iterator[Result]:
    """What some rules say of the records of a case."""
    paths = []
    for type_, rows in case.records.items():
        paths.append(folder / f"{type_}.jsonl")
        paths[-1].write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    cutoff = parse_instant(case.cutoff, MODEL.book, "en")
    whole: dict[str, Claim | None] = {type_: None for type_ in case.records if type_ not in case.partial}
    model = replace(assumed(case.assuming), encoding=Encoding(rules={rule.id: rule for rule in rules}))
    with checking(
        model, Exports(paths, sources=Sources(whole), cutoff=cutoff), Options(only=list(model.encoding.rules))
    ) as told:
        yield told


def _left_open(rule: RuleResult, case: Case) -> bool:
    """Whether a rule says that it could not tell: of records that the story has; or, of the company, which has no export, that
    what it would miss was not exported."""
    own = rule.record in case.records
    return any(own or gap.reason == "incomplete" for gap in rule.not_assessed)


def against(case: Case, result: Result, rules: Collection[str]) -> str:
    """In what some of the rules, taken together, say otherwise than the case."""
    about = [one for one in result.rules if one.rule in rules]
    found = [one for one in result.findings if one.ground.rule in rules]
    found = [one for one in found if not case.key or case.key in map(str, one.key.values())]
    accused = sorted({one.ground.rule for one in found if one.outcome == "violated"})
    open_ = [one for one in found if one.outcome in ("pending", "indeterminate")]
    gap = not case.key and any(_left_open(rule, case) for rule in about)
    if case.says == "clear":
        return f"accused by {', '.join(accused)}" if accused else ""
    if accused:
        return ""
    if case.says == "accused":
        return "nobody is accused" + (f" ({open_[0].ground.rule}: {open_[0].reason})" if open_ else "")
    passed = any(rule.outcomes["satisfied"] for rule in about)
    return "" if open_ or gap else "passes" if passed else "nobody looked"
