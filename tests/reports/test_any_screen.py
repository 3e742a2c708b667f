"""Whatever a run comes to, its screen fits and adds up; lines break where they may."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.catalog import LANGUAGES, say
from checker.reports.terminal import cut, packed, wrapped
from checker.result import OUTCOMES, SEVERITIES, Cause, Finding, Gap, Result, RuleResult
from tests.reports.screens import COLUMNS, LINES, adds_up, columns, numbers, shown
from tests.rules.examples import MODEL


@dataclass(frozen=True)
class Causes:
    """Findings of which only the causes of doubt are asked."""

    told: tuple[Cause, ...]

    def causes(self) -> tuple[Cause, ...]:
        return self.told

    def worst(self, count: int) -> tuple[Finding, ...]:
        return ()

    def __iter__(self) -> Iterator[Finding]:
        return iter(())


ARTICLES = sorted({key.id for key in MODEL.book.present.units if key.kind == "article"})
GAPS = [
    Gap("open-term", 3, {"quote": "規定時間", "term": "4.3-4.t1"}), Gap("incomplete", 2, {"record": "inquiries"}),
    Gap("record-missing", 0, {"record": "complaints"}), Gap("no-records", 0, {"record": "feedback"}),
    Gap("column-missing", 1, {"record": "inquiries", "column": "channel", "file": "a.csv"}),
    Gap("no-subject", 0, {"record": "meetings"}),
]  # fmt: skip
COUNTS = st.sampled_from([0, 0, 1, 2, 3, 17, 1234])
REASONS = st.sampled_from(["list-open", "unreadable", "other-open", "blank", "bearer-none", "undated", "period", "condition"])


TITLE = {"zh-Hant": "客戶的投訴有處理", "en": "Complaints are handled"}
CAUSES = st.lists(st.tuples(REASONS, st.sampled_from([1, 5, 300])), max_size=2, unique_by=lambda cause: cause[0])
DRAWN = st.tuples(
    st.sampled_from(SEVERITIES), st.sampled_from(ARTICLES), st.integers(0, 2), st.tuples(COUNTS, COUNTS, COUNTS), CAUSES,
    st.lists(st.sampled_from(GAPS), max_size=1),
)  # fmt: skip


def ruled(number: int, drawn: tuple[Any, ...]) -> tuple[RuleResult, list[Cause]]:
    severity, article, long, counts, causes, gaps = drawn
    rule = f"rule-{number}" + "-of-a-long-name" * long
    outcomes = dict.fromkeys(OUTCOMES, 0) | dict(zip(("satisfied", "violated", "pending"), counts, strict=True))
    outcomes["indeterminate"] = sum(count for _, count in causes)
    days = min(90, 3 * outcomes["pending"])
    told = RuleResult(rule, TITLE, article, "holds", severity, "inquiries", outcomes, tuple(gaps), days)
    return told, [Cause(rule, reason, count) for reason, count in causes]


def test_any_run_fits_and_adds_up(sample: Result) -> None:
    kinds = st.lists(st.sampled_from(sorted(MODEL.book.types)), unique=True)

    @settings(suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(DRAWN, max_size=60), kinds, st.sampled_from(LANGUAGES))
    def asked(several: list[tuple[Any, ...]], missing: list[str], lang: str) -> None:
        fits_and_adds_up(sample, several, missing, lang)

    asked()


def fits_and_adds_up(sample: Result, several: list[tuple[Any, ...]], missing: list[str], lang: str) -> None:
    drawn = [ruled(number, one) for number, one in enumerate(several)]
    law = MODEL.book.law(sample.edition)
    articles = [key for key in sample.edition.units if key.kind == "article"]
    told = {key.id: {one: law.name(key, one) for one in ("zh-Hant", "en")} for key in articles}
    result = replace(
        sample,
        rules=tuple(rule for rule, _ in drawn),
        findings=Causes(tuple(cause for _, causes in drawn for cause in causes)),  # type: ignore[arg-type]
        headings=told,
        missing=tuple(missing),
        unlisted=(),
    )
    found = shown(result, lang, told=False)
    assert len(found.lines) <= LINES, "\n".join(found.lines)
    assert max(map(columns, found.lines)) <= COLUMNS
    for severity in SEVERITIES:
        adds_up(found, severity)
    for outcome, mark in (("indeterminate", "? "), ("pending", "~ ")):
        total = sum(rule["outcomes"][outcome] for rule in found.json["rules"])
        heads = [numbers(line)[0] for line in found.lines if line.startswith(mark)]
        assert heads == ([total] if total else [])
    gaps = sum(bool(rule["not_assessed"]) for rule in found.json["rules"])
    assert [numbers(line)[0] for line in found.lines if line.startswith("– ")] == ([gaps] if gaps else [])


@given(words=st.text(alphabet="投訴ab 1。，（）「」-/", max_size=200), width=st.integers(2, 40))
def test_wrapping_keeps_every_character(words: str, width: int) -> None:
    lines = wrapped(words, width)
    assert max(map(columns, lines)) <= width
    assert re.sub(r"\s", "", "".join(lines)) == re.sub(r"\s", "", words)
    assert columns(cut(words, width)) == width


def test_no_line_begins_with_a_closing_mark() -> None:
    assert wrapped("逾期的投訴，未處理。", 8) == ["逾期的投", "訴，未處", "理。"]
    assert wrapped("逾期投訴，未處理。", 8) == ["逾期投", "訴，未處", "理。"]
    assert packed(["甲", "乙", "丙"], 3, "zh-Hant") == f"甲{say('screen.more', 'zh-Hant', more=2)}"
    assert packed(["甲", "乙", "丙"], 10, "zh-Hant") == "甲、乙、丙"
