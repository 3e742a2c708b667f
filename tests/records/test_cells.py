"""Every spelling of a cell, read together with the others of its table (``cells.yml``)."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml

from checker.records.usual import FORMS, Form, usual_form
from tests.records.conftest import Load

CASES = yaml.safe_load((Path(__file__).parent / "cells.yml").read_text(encoding="utf-8"))
SHANGHAI = ZoneInfo("Asia/Shanghai")


def table(column: str, cells: Sequence[str]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerows([["call_id", column], *([f"C{index}", cell] for index, cell in enumerate(cells))])
    return out.getvalue()


def read(
    load: Load, file: Callable[..., Path], column: str, kind: str, name: str
) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    cases = CASES[kind]
    done = load(file(name, table(column, [case["cell"] for case in cases])))
    assert done.file.account.judged == len(cases)
    records = done.records()
    for case, record in zip(cases, records, strict=True):
        bad = json.loads(record["_bad"]) if record["_bad"] else {}
        assert bad == ({column: case["cell"].strip(" \u3000")} if case.get("bad") else {}), case
        assert record[column] is None or not case.get("bad"), case
    return list(zip(cases, records, strict=True))


def micros(moment: datetime) -> int:
    whole = moment.replace(microsecond=0).astimezone(UTC)
    return int(whole.timestamp()) * 1_000_000 + moment.microsecond


@pytest.mark.parametrize("form", FORMS, ids=[form.pattern for form in FORMS])
def test_instants(load: Load, file: Callable[..., Path], form: Form, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever form the column is thought to be written in usually, each cell is read the same."""
    monkeypatch.setattr("checker.records.usual.usual_form", lambda _: form)
    for case, record in read(load, file, "at", "instants", "calls.csv"):
        if case.get("bad") or case.get("blank"):
            assert (record["at"], record["at__hi"]) == (None, None), case
            continue
        first = datetime.fromisoformat(case["first"]).replace(tzinfo=SHANGHAI)
        assert record["at"] == micros(first), case
        assert record["at__hi"] - record["at"] == (case["span"] * 1_000_000 or 1), case


def test_integers(load: Load, file: Callable[..., Path]) -> None:
    for case, record in read(load, file, "minutes", "integers", "calls.csv"):
        assert record["minutes"] == case.get("value"), case


def test_numbers(load: Load, file: Callable[..., Path]) -> None:
    for case, record in read(load, file, "score", "numbers", "calls.csv"):
        assert record["score"] == (float(case["text"]) if case.get("text") else None), case


def test_booleans(load: Load, file: Callable[..., Path]) -> None:
    for case, record in read(load, file, "urgent", "booleans", "calls.csv"):
        assert record["urgent"] is (None if case.get("bad") else case["value"]), case


@pytest.mark.parametrize(("kind", "column"), [("codes", "way"), ("texts", "note")])
def test_texts(load: Load, file: Callable[..., Path], kind: str, column: str) -> None:
    for case, record in read(load, file, column, kind, "calls.csv"):
        assert record[column] == case["value"], case


def test_texts_without_odd_spaces(load: Load, file: Callable[..., Path]) -> None:
    """The shorter comparisons for files that hold no odd white space give the same."""
    cases = [case for case in CASES["texts"] if not set(case["cell"]) & set("\u00a0\u200b\ufeff")]
    records = load(file("calls.csv", table("note", [case["cell"] for case in cases]))).records()
    assert [record["note"] for record in records] == [case["value"] for case in cases]


def test_blank_means_nothing_when_the_column_is_missing(load: Load, file: Callable[..., Path]) -> None:
    (record,) = load(file("calls.csv", "call_id,note\nC1,x\n")).records()
    assert record["urgent"] is None


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/New_York", "Europe/London", "UTC", "Asia/Tokyo"])
def test_zones(load: Load, file: Callable[..., Path], zone: str) -> None:
    cells = ["2026-01-05 10:00:00", "2026-07-05 10:00:00", "2026-07-05", "1987-07-05 10:00:00", "2026-03-08"]
    records = load(file("calls.csv", table("at", cells)), zone=zone).records()
    for cell, record in zip(cells, records, strict=True):
        assert record["at"] == micros(datetime.fromisoformat(cell).replace(tzinfo=ZoneInfo(zone))), cell
    new_york = records[-1]["at__hi"] - records[-1]["at"]
    assert new_york == (23 if zone == "America/New_York" else 24) * 3_600_000_000


def test_the_usual_form_is_that_of_the_first_cell_that_has_one() -> None:
    patterns = {form.pattern: form for form in FORMS}
    assert usual_form(["", "無", "2026/1/5 9:05", "2026-01-05 10:00:00"]) == patterns["%Y/%m/%d %H:%M"]
    assert usual_form(["", "2026-01-05"]) == patterns["%Y-%m-%d"]
    assert usual_form([]) == usual_form(["", " ", "無", "-"]) == FORMS[0]
    assert usual_form(["", "下午"]) is None
