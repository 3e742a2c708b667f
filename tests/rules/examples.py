"""A rule's own examples, run as the small exports they are."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from checker import yamlio
from checker.citation import article_order
from checker.cli.check import parse_instant
from checker.engine.check import checking
from checker.regulation.book import Book, read_book
from checker.regulation.files import read
from checker.rules.load import SIDES, Encoding, Rule, read_encoding

ROOT = Path(__file__).parent.parent.parent
FILES, _ = read(ROOT)
BOOK = read_book(FILES)
RULES = sorted(read_encoding(FILES).rules.values(), key=lambda r: (article_order(r.duty.rpartition(".")[0]), r.id))
FAR = "2027-01-01"


@cache
def _assumed(fills: str) -> Book:
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
        "fills": json.loads(fills),
    }
    book = read_book(FILES | {"revisions/interpretations/0999-assumed.yml": yamlio.dump(act)})
    assert not book.problems
    return book


def book_of(rule: Rule) -> Book:
    """Our regulation; where the examples assume something, with an interpretation on top that says so from the first day."""
    fills = rule.examples.get("assuming")
    return _assumed(json.dumps(fills, ensure_ascii=False)) if fills else BOOK


def examples(rule: Rule) -> Iterator[tuple[str, int, Mapping[str, Any]]]:
    """Every example with the list it stands in and its number there."""
    for side in SIDES:
        for number, example in enumerate(rule.examples.get(side) or []):
            yield side, number, example


def outcomes(rules: Sequence[Rule], example: Mapping[str, Any], folder: Path) -> dict[str, set[str]]:
    """What each of some rules on one record type says of the example's own record, by the rule's id.

    One outcome where the record has a finding; without one, every outcome that some record without a finding has: satisfied,
    not applicable or both (where ``also`` holds records of the same type).
    """
    book, record = book_of(rules[0]), rules[0].record
    own = {key: value for key, value in example.items() if key not in ("also", "cutoff")}
    tables: dict[str, list[Mapping[str, Any]]] = {record: [own]}
    for other, rows in example.get("also", {}).items():
        tables.setdefault(other, []).extend(rows)
    paths = []
    for other, rows in tables.items():
        whole = [dict.fromkeys(book.types[other].columns, "") | dict(row) for row in rows]
        paths.append(folder / f"{other}.jsonl")
        paths[-1].write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in whole), encoding="utf-8")
    for other in {other for rule in rules for other in needed(rule)} - tables.keys():
        # a record type that was exported and holds nothing that matters
        paths.append(folder / f"{other}.csv")
        paths[-1].write_text(",".join(book.types[other].columns) + "\n", encoding="utf-8")
    encoding = replace(Encoding(), rules={rule.id: rule for rule in rules})
    cutoff = parse_instant(example.get("cutoff", FAR), book, "en")
    with checking(book, encoding, paths, only=list(encoding.rules), cutoff=cutoff) as result:
        found = {f.rule: {f.outcome} for f in result.findings if f.row == 1}
        quiet = {r.rule: {name for name in ("satisfied", "not_applicable") if r.outcomes[name]} for r in result.rules}
    return {rule.id: found.get(rule.id, quiet[rule.id]) for rule in rules}


def needed(rule: Rule) -> set[str]:
    from checker.rules.kinds import KINDS

    return KINDS[rule.kind].records(rule)


__all__ = ["BOOK", "RULES", "book_of", "examples", "outcomes"]
