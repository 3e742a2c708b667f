"""Every rule's own examples, run: kept ones are satisfied, broken ones violated."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from checker import yamlio
from checker.citation import article_order
from checker.cli.check import parse_instant
from checker.engine.check import checking
from checker.regulation.book import Book, read_book
from checker.regulation.files import read
from checker.rules.load import Rule, read_encoding

ROOT = Path(__file__).parent.parent
FILES, _ = read(ROOT)
BOOK = read_book(FILES)
RULES = sorted(read_encoding(FILES).rules.values(), key=lambda r: (article_order(r.duty.rpartition(".")[0]), r.id))
FAR = "2027-01-01"


def assuming(fills: Mapping[str, Any]) -> Book:
    """Our regulation with an interpretation on top, by whoever holds the power now, in force from its first day."""
    holder = next(
        data["holder"]
        for key, data in BOOK.present.units.items()
        if key.startswith("authority/") and data["power"] == "interpret" and data["status"] != "disputed"
    )
    first = BOOK.history.editions[0].effective.isoformat()
    act = {
        "interpretation": 999,
        "title": "假設",
        "issuer": holder,
        "power": "interpret",
        "issued": first,
        "effective": first,
        "fills": dict(fills),
    }
    book = read_book(FILES | {"revisions/interpretations/0999-assumed.yml": yamlio.dump(act)})
    assert not book.problems
    return book


def run(rule: Rule, example: Mapping[str, Any], folder: Path) -> tuple[str, Mapping[str, int]]:
    """The outcome of the example's own record."""
    book = assuming(rule.examples["assuming"]) if rule.examples.get("assuming") else BOOK
    own = {key: value for key, value in example.items() if key not in ("also", "cutoff")}
    tables: dict[str, list[Mapping[str, Any]]] = {rule.record: [own]}
    for record, rows in example.get("also", {}).items():
        tables.setdefault(record, []).extend(rows)
    paths = []
    for record, rows in tables.items():
        whole = [dict.fromkeys(book.types[record].columns, "") | dict(row) for row in rows]
        path = folder / f"{record}.jsonl"
        path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in whole), encoding="utf-8")
        paths.append(path)
    encoding = replace(read_encoding(book.files))
    cutoff = parse_instant(example.get("cutoff", FAR), book, "en")
    with checking(book, encoding, paths, only=[rule.id], cutoff=cutoff) as result:
        (only,) = result.rules
        outcome = next((f.outcome for f in result.findings if f.row == 1), "satisfied")
        return outcome, only.outcomes


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_examples(rule: Rule, tmp_path: Path) -> None:
    for side, wanted in (("kept", "satisfied"), ("broken", "violated")):
        assert rule.examples[side], f"{rule.id} has no {side} example"
        for number, example in enumerate(rule.examples[side]):
            folder = tmp_path / f"{side}{number}"
            folder.mkdir()
            outcome, outcomes = run(rule, example, folder)
            assert outcome == wanted, f"{rule.id} {side} {number}: {example}"
            assert outcomes[wanted] >= 1
