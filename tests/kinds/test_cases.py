"""The case tables of the kinds: boundary, one past it, blank, unreadable, empty; one run a table entry."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from checker.cli.given import parse_instant
from checker.engine.check import checking
from checker.records.exports import Exports
from checker.records.sources import ALL, Sources
from tests import law

FOLDER = Path(__file__).parent
TABLES = [
    pytest.param(path.stem, table, case, id=f"{path.stem}-{number}-{case['name']}")
    for path in sorted(FOLDER.glob("*.yml"))
    for number, table in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")))
    for case in table["cases"]
]


@pytest.mark.parametrize(("kind", "table", "case"), TABLES)
def test_case(kind: str, table: dict[str, Any], case: dict[str, Any], tmp_path: Path) -> None:
    rule = {
        "id": "r",
        "title": {"zh-Hant": "規則"},
        "duty": "1-1.a",
        "kind": kind,
        "record": "things",
        **table["rule"],
    }
    model = law.regulation(rule, fill=table.get("fill"))
    everything = {"things": [{"id": "it", **case["row"]}]}
    for record, rows in case.get("also", {}).items():
        everything.setdefault(record, []).extend(json.loads(json.dumps(rows, ensure_ascii=False).replace("$id", "it")))
    paths = []
    for record, rows in everything.items():
        path = tmp_path / f"{record}.jsonl"
        # every column is there, so that a case speaks of blank cells and not of missing columns
        whole = [dict.fromkeys(law.COLUMNS[record], "") | row for row in rows]
        path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in whole), encoding="utf-8")
        paths.append(path)
    cutoff = parse_instant(table.get("cutoff", "2027-01-01"), model.book, "en")
    with checking(model, Exports(paths, sources=Sources({ALL: None}), cutoff=cutoff)) as result:
        (only,) = result.rules
        found = {f.key["id"]: (f.outcome, f.reason, f.evidence) for f in result.findings}
        if case["outcome"] in ("satisfied", "not_applicable"):
            assert "it" not in found
            assert only.outcomes[case["outcome"]] >= 1
        else:
            *verdict, evidence = found["it"]
            assert verdict == [case["outcome"], case["reason"]]
            assert case.get("evidence", {}).items() <= evidence.items()
