"""Every kind against the oracle: random records around the boundaries, two editions, an interpretation, any cutoff."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.engine.check import Options, checking
from checker.records.exports import Exports
from checker.records.sources import ALL, Sources
from checker.rules.kinds import KINDS
from checker.rules.model import Model, read_model
from tests import law, oracle
from tests.kinds import cells
from tests.kinds.drawn import CONDITIONS, EVENTS, FILLS, LONG, RULES, SPANS, THINGS, UNDECIDED
from tests.oracle import Span, elapsed

FIRST_US = cells.micros(cells.EDGE - timedelta(days=31))
SECOND_US = cells.micros(cells.EDGE)
FOREVER = float("inf")


def test_every_kind_is_drawn() -> None:
    assert RULES.keys() == KINDS.keys() == oracle.KINDS.keys()


def spans_of(rule: Mapping[str, Any], fill: Any, second: int | None) -> list[Span]:
    """What the law gives the rule before and after the boundary, read off by hand."""
    fill = fill or {}
    halves = [(FIRST_US, SECOND_US if second is not None or fill else FOREVER, 30, {})]
    if second is not None or fill:
        halves.append((SECOND_US, FOREVER, 30 if second is None else second, fill))
    return [replace(_span(rule, start, end, seconds, fills), since=FIRST_US) for start, end, seconds, fills in halves]


def _span(rule: Mapping[str, Any], start: int, end: float, seconds: int, fills: Any) -> Span:
    if rule.get("within") == {"sla": "quick"}:
        return Span(start, end, due=elapsed(seconds * cells.SECOND_US))
    if rule.get("within") in ({"sla": "open"}, {"term": "1-1.t1"}):
        read = fills.get("1-1.t1")
        return Span(start, end, due=elapsed(60 * cells.SECOND_US, inclusive=False), assessed=bool(read))
    if rule.get("least") == {"term": "1-1.t4"}:
        read = fills.get("1-1.t4")
        return Span(start, end, numbers={"least": 0.95}, assessed=bool(read))
    if "between" in rule:
        return Span(start, end, figures=(1, 3))
    if "every" in rule:
        often = 3 if seconds == 15 else 1
        if rule["every"] in ({"duty": "1-2.c"}, {"term": "1-2.t1"}):
            often = {"P1M": 1, "P3M": 3}.get(fills.get("1-2.t1", {}).get("value"), 0)
        filled = "1-2.t2" in fills and often == 1  # two months are no whole number of quarters
        times = (2 if filled else 0) if "over" in rule else 1
        return Span(start, end, months=often, times=times, assessed=bool(often and times))
    if "list" in rule:
        codes = {"紅": "red", "綠": "green", "藍": "blue"}
        listed = ["紅", "綠"] if rule["list"] == "1-1.t2" else []
        read = fills.get(rule["list"], {})
        items = read.get("items", listed)
        return Span(
            start, end, items=tuple(codes.get(i, i) for i in items), closed=read.get("closed", False), assessed=bool(items)
        )
    return Span(start, end)


@st.composite
def rows(draw: Any, columns: Mapping[str, Any], key: str, prefix: str) -> list[tuple[dict[str, str], dict[str, Any]]]:
    drawn = draw(st.lists(st.fixed_dictionaries(dict(columns)), min_size=1, max_size=8))
    result = []
    for number, row in enumerate(drawn):
        name = f"{prefix}{number}"
        texts = {key: name} | {column: text for column, (text, _) in row.items()}
        result.append((texts, {key: name} | {column: value for column, (_, value) in row.items()}))
    return result


@dataclass(frozen=True)
class World:
    """A rule, the law it stands under, records as texts and values, and the cutoff."""

    rule: dict[str, Any]
    fill: Any
    second: int | None
    cutoff: int
    drawn: Mapping[str, list[tuple[dict[str, str], dict[str, Any]]]]
    case: bool
    parts: bool

    @property
    def values(self) -> dict[str, list[dict[str, Any]]]:
        values = {record: [value for _, value in pairs] for record, pairs in self.drawn.items()}
        return {**values, "events": [_placed(event, values["things"]) for event in values["events"]]} if self.parts else values

    @property
    def spans(self) -> list[Span]:
        closes = "closed_at" if self.case and self.rule.get("activation", "started_at") == "started_at" else None
        return [replace(span, closes=closes) for span in spans_of(self.rule, self.fill, self.second)]

    @property
    def regulation(self) -> Model:
        files = law.files(self.rule, fill=self.fill, second=self.second)
        if self.case:
            files["schema/records/things.json"] = law.record_schema("things", law.CASE)
        if self.parts:
            files["schema/records/events.json"] = law.record_schema("events", parent=law.PARENT)
        return read_model(files)


def _placed(event: dict[str, Any], things: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """A part of a thing with the moment of the thing where its own is blank."""
    theirs = [thing["started_at"] for thing in things if thing["id"] == event["thing_id"]]
    known = [at for at in theirs if at not in (None, oracle.BAD)]
    return {**event, "at": known[0]} if event["at"] is None and known else event


def world(kind: str, data: st.DataObject) -> World:
    """One drawn about a kind."""
    rule: dict[str, Any] = {
        "id": "r",
        "title": {"zh-Hant": "規則", "en": "rule"},
        "duty": "1-1.a",
        "strength": "direct",
        "kind": kind,
        "record": "things",
        **data.draw(st.sampled_from(RULES[kind]), label="rule"),
    }
    when = data.draw(st.sampled_from(CONDITIONS), label="when")
    if when:
        rule["when"] = when
    undecided = data.draw(st.sampled_from([None, None, *UNDECIDED]), label="undecided")
    if undecided is not None:
        rule["undecided"] = {**undecided, "because": {"zh-Hant": "緣由"}}
    fill = data.draw(st.sampled_from(FILLS), label="fill")
    second = data.draw(st.sampled_from([None, 15, 60]), label="second edition")
    cutoff = (
        cells.micros(cells.EDGE)
        + data.draw(st.sampled_from([-86_400, 0, 30, 31, 60, 61, 7_200]), label="cutoff") * cells.SECOND_US
    )
    over_time = kind in {*oracle.ACROSS, "agreement", "rate", "coverage"}
    if over_time:
        cutoff = cells.micros(cells.EDGE + timedelta(days=data.draw(st.sampled_from(cells.DAYS), label="cutoff day")))
    drawn = {
        "things": data.draw(rows(THINGS | LONG if over_time else THINGS, "id", "T"), label="things"),
        "events": data.draw(
            rows(EVENTS | {"at": cells.long_instants} if over_time else EVENTS, "event_id", "E"), label="events"
        ),
        "spans": data.draw(rows(SPANS, "serial", "S"), label="spans"),
    }
    case = not over_time and data.draw(st.booleans(), label="things are cases")
    parts = not case and data.draw(st.booleans(), label="events are parts of things")
    return World(rule, fill, second, cutoff, drawn, case, parts)


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
@settings(
    max_examples=int(os.environ.get("ORACLE", "40")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    derandomize=True,
)
def test_agrees_with_oracle(kind: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("oracle")
    w = world(kind, data)
    outcomes, gaps, emitted = run(folder, w.regulation, w.drawn, w.cutoff)
    values, spans = w.values, w.spans
    expected = [oracle.judge(w.rule, row, spans, w.cutoff, values) for row in values["things"]]
    counted = Counter("not_applicable" if outcome is None else outcome for outcome in expected)
    assert gaps == counted.pop("gap", 0)
    assert {name: count for name, count in outcomes.items() if count} == dict(counted)
    shown = {row["id"]: o for row, o in zip(values["things"], expected, strict=True) if o not in (None, "gap", "satisfied")}
    assert emitted == shown


def written(folder: Path, drawn: Mapping[str, Sequence[tuple[dict[str, str], Any]]]) -> list[Path]:
    """The records as files."""
    paths = []
    for record, pairs in drawn.items():
        path = folder / f"{record}.jsonl"
        path.write_text("".join(json.dumps(text, ensure_ascii=False) + "\n" for text, _ in pairs), encoding="utf-8")
        paths.append(path)
    return paths


def run(
    folder: Path,
    regulation: Model,
    drawn: Mapping[str, Sequence[tuple[dict[str, str], Any]]],
    cutoff: int,
    period: tuple[int, int] | None = None,
    complete: Collection[str] = (ALL,),
) -> tuple[Mapping[str, int], int, dict[str, str]]:
    """Outcome counts, records in gaps, and the outcome of every finding, from a real run over real files."""
    paths = written(folder, drawn)
    sources = Sources(dict.fromkeys(complete))
    with checking(regulation, Exports(paths, sources=sources, cutoff=cutoff), Options(period=period)) as result:
        (only,) = result.rules
        assert result.account.balanced
        assert sum(only.outcomes.values()) + sum(gap.records for gap in only.not_assessed) == len(drawn["things"])
        found = {str(item.key["id"]): item.outcome for item in result.findings}
        return only.outcomes, sum(gap.records for gap in only.not_assessed), found
