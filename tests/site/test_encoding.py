"""A rule of any kind can be read on its page: every key has a label, and its value has words."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from checker.rules.kinds import KINDS
from checker.site.encoding import params
from checker.site.view import look
from checker.site.words import plain
from tests import law

TABLES = {
    (path.stem, number): table
    for path in sorted((Path(__file__).parents[1] / "kinds").glob("*.yml"))
    for number, table in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")))
}
COMMON = {"activation"}


def rule_of(kind: str, table: dict[str, Any]) -> dict[str, Any]:
    base = {"id": "r", "title": {"zh-Hant": "規則"}, "duty": "1-1.a", "record": "things"}
    return base | {"kind": kind} | table["rule"]


@pytest.mark.parametrize(("kind", "number"), TABLES)
def test_every_key_in_words(kind: str, number: int) -> None:
    table = TABLES[kind, number]
    model = law.regulation(rule_of(kind, table), fill=table.get("fill"))
    rule = model.encoding.rules["r"]
    rows = params(look(model.book, model.encoding, date(2026, 2, 15)), rule, "rules/r")
    assert len(rows) == len(rule.params) + (rule.when is not None) + (rule.undecided is not None)
    for label, said in rows:
        assert plain(said).strip(), label
        assert "{" not in plain(said)


def test_the_tables_try_every_key() -> None:
    tried = {(kind, key) for (kind, _), table in TABLES.items() for key in table["rule"].keys() - COMMON}
    wanted = {(kind, key) for kind, spec in KINDS.items() for key in spec.params()}
    assert wanted - tried == set()
