"""A rule's own examples, run as the small exports they are."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from checker import yamlio
from checker.citation import article_order
from checker.cli.given import parse_instant
from checker.engine.check import Options, checking
from checker.records.exports import Exports
from checker.records.sources import ALL, Sources
from checker.regulation.book import Book
from checker.regulation.files import read
from checker.rules.kinds import KINDS
from checker.rules.kinds import rows as kinds_of_rows
from checker.rules.load import SIDES, Encoding, Rule
from checker.rules.model import Model, read_model
from checker.rules.versions import Version, versions

ROOT = Path(__file__).parent.parent.parent
FILES, _ = read(ROOT)
MODEL = read_model(FILES)
BOOK = MODEL.book
RULES = sorted(MODEL.encoding.rules.values(), key=lambda r: (article_order(r.duty.rpartition(".")[0]), r.id))
FAR = "2027-01-01"


@cache
def _assumed(fills: str) -> Model:
    holder = next(
        data["holder"]
        for key, data in BOOK.present.units.items()
        if key.kind == "authority" and data["power"] == "interpret" and data["status"] != "disputed"
    )
    first = BOOK.history.editions[0].effective.isoformat()
    act = {
        "interpretation": 999,
        "title": "假設",
        "issuer": holder,
        "power": "interpret",
        "issued": first,
        "effective": first,
        "fills": json.loads(fills),
    }
    model = read_model(FILES | {"revisions/interpretations/0999-assumed.yml": yamlio.dump(act)})
    assert not model.problems
    return model


def model_of(rule: Rule) -> Model:
    """Our regulation; where the examples assume something, with an interpretation on top that says so from the first day."""
    return assumed(rule.examples.get("assuming"))


def assumed(fills: Mapping[str, Any] | None) -> Model:
    """Our regulation, with an interpretation on top that fills its open terms so from the first day."""
    return _assumed(json.dumps(fills, ensure_ascii=False)) if fills else MODEL


Example = tuple[str, int, Mapping[str, Any]]
"""The list it stands in, its number there, and its cells."""


def batches(rule: Rule) -> Iterator[list[Example]]:
    """The rule's examples, as few exports as do: what one record decides goes together, all else by itself."""
    every = [(side, n, example) for side in SIDES for n, example in enumerate(rule.examples.get(side) or [])]
    row_kind = KINDS[rule.kind].build.__module__ == kinds_of_rows.__name__
    alone = [one for one in every if not row_kind or "cutoff" in one[2] or "also" in one[2]]
    together = [one for one in every if one not in alone]
    yield from ([together] if together else [])
    yield from ([one] for one in alone)


def contradictions(
    rules: Sequence[Rule],
    batch: Sequence[Example],
    folder: Path,
    values: Callable[[Rule, Book], list[Version]] = versions,
) -> dict[str, list[str]]:
    """Where each of some rules on one record type does not say of the examples what their lists promise, by the rule's id.

    Findings are compared record by record, satisfied and not applicable ones by their number: neither is written out.
    """
    model, record = model_of(rules[0]), rules[0].record
    paths = _export(model.book, rules, record, [example for _, _, example in batch], folder)
    cutoff = parse_instant(batch[0][2].get("cutoff", FAR), model.book, "en")
    model = replace(model, encoding=Encoding(rules={rule.id: rule for rule in rules}))
    options = Options(only=list(model.encoding.rules), values=values)
    with checking(model, Exports(paths, sources=Sources({ALL: None}), cutoff=cutoff), options) as result:
        found: dict[str, dict[int, str]] = {rule.id: {} for rule in rules}
        for finding in result.findings:
            if finding.row <= len(batch):  # further rows of the same type stand after the examples
                found[finding.ground.rule][finding.row] = finding.outcome
        counted = {r.rule: r.outcomes for r in result.rules}
    return {rule.id: list(_against(batch, found[rule.id], counted[rule.id])) for rule in rules}


def _against(batch: Sequence[Example], found: Mapping[int, str], counted: Mapping[str, int]) -> Iterator[str]:
    quiet = {"satisfied": 0, "not_applicable": 0}
    for row, (side, number, example) in enumerate(batch, 1):
        wanted = SIDES[side]
        outcome = found.get(row)
        if outcome is not None and outcome not in wanted:
            yield f"{side} {number} is {outcome}: {example}"
        elif outcome is None and wanted[0] not in quiet:
            yield f"{side} {number} has no finding: {example}"
        elif outcome is None:
            quiet[wanted[0]] += 1
    for outcome, count in quiet.items():
        if counted[outcome] < count:
            yield f"{count} examples should be {outcome}, {counted[outcome]} are"


def _export(book: Book, rules: Sequence[Rule], record: str, batch: Sequence[Mapping[str, Any]], folder: Path) -> list[Path]:
    """The examples as files: their own records first, what stands beside them after; every type the rules read is there."""
    tables: dict[str, list[Mapping[str, Any]]] = {
        record: [{key: value for key, value in example.items() if key not in ("also", "cutoff")} for example in batch]
    }
    for example in batch:
        for other, rows in example.get("also", {}).items():
            tables.setdefault(other, []).extend(rows)
    paths = []
    for other, rows in tables.items():
        whole = [dict.fromkeys(book.types[other].columns, "") | dict(row) for row in rows]
        paths.append(folder / f"{other}.jsonl")
        paths[-1].write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in whole), encoding="utf-8")
    for other in {other for rule in rules for other in KINDS[rule.kind].records(rule)} - tables.keys():
        paths.append(folder / f"{other}.csv")
        paths[-1].write_text(",".join(book.types[other].columns) + "\n", encoding="utf-8")
    return paths


__all__ = ["BOOK", "ROOT", "RULES", "assumed", "batches", "contradictions", "model_of"]
