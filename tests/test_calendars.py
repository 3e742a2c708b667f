"""Working time: our calendar against a kept library, its steps against the oracle, and a whole run across make-up workdays."""

from __future__ import annotations

import json
from bisect import bisect_right
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import chinese_calendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.engine.check import checking
from checker.records.exports import Exports
from checker.regulation.calendars import CIVIL, Calendar, civil_calendar, days_of, read_calendars
from checker.regulation.checks.schema import named
from checker.rules.deadline import steps
from checker.rules.keys.limit import limit_of
from checker.yamlio import Texts
from tests import law
from tests.oracle import clock

ROOT = Path(__file__).parent.parent
PATH = "docs/reference/calendars/cn.yml"
CN = read_calendars(Texts({PATH: (ROOT / PATH).read_text(encoding="utf-8")}), law.ZONE)[0]["cn"]
HOURS = [["09:00", "12:00"], ["13:30", "18:00"]]
SESSIONS = [(9 * 3_600_000_000, 12 * 3_600_000_000), (13 * 3_600_000_000 + 1_800_000_000, 18 * 3_600_000_000)]
OFFICE = Calendar("office", law.ZONE, CN.working, tuple(SESSIONS))
CIVIL_CALENDAR = civil_calendar(law.ZONE, date(2026, 1, 1))
HOUR = 3_600_000_000


def test_our_years_are_the_librarys() -> None:
    years = {day.year for day in CN.working}
    assert years == {2025, 2026}, "a year is added with its notice, and compared here"
    assert {day: CN.works(day) for day in CN.working} == {
        day: chinese_calendar.is_workday(day) for year in years for day in days_of(year)
    }


def works(day: date) -> bool | None:
    return CN.working.get(day)


def every(_: date) -> bool:
    return True


LIMITS: list[tuple[dict[str, Any], Any]] = [
    ({"value": 3, "unit": "working-day", "calendar": "cn"}, lambda a, i: clock.days_on(a, 3, works, False, i)),
    (
        {"value": 1, "unit": "working-day", "calendar": "cn", "first_day": "counted"},
        lambda a, i: clock.days_on(a, 1, works, True, i),
    ),
    ({"value": 5, "unit": "day"}, lambda a, i: clock.days_on(a, 5, every, False, i)),
    ({"value": 1, "unit": "day", "first_day": "counted"}, lambda a, i: clock.days_on(a, 1, every, True, i)),
    ({"value": "P1M"}, lambda a, i: clock.months_on(a, 1, i)),
    ({"value": "P3M"}, lambda a, i: clock.months_on(a, 3, i)),
    ({"value": "P1Y"}, lambda a, i: clock.months_on(a, 12, i)),
    ({"value": 4, "unit": "working-hour", "calendar": "office"}, lambda a, i: clock.hours_on(a, 4, works, SESSIONS, i)),
    ({"value": 8, "unit": "working-hour", "calendar": "office"}, lambda a, i: clock.hours_on(a, 8, works, SESSIONS, i)),
]
KNOWN = {"cn": CN, "office": OFFICE, CIVIL: CIVIL_CALENDAR}
EDGES = [date(2025, 1, 24), date(2025, 1, 31), date(2025, 10, 1), date(2026, 1, 1), date(2026, 1, 30), date(2026, 2, 12)]
EDGES += [date(2026, 2, 27), date(2026, 9, 18), date(2026, 10, 9), date(2026, 12, 28)]
moments = st.builds(
    lambda day, extra, seconds, micros: clock.midnight(day + timedelta(days=extra)) + seconds * 1_000_000 + micros,
    st.sampled_from(EDGES),
    st.integers(0, 4),
    st.sampled_from([0, 1, 32_399, 32_400, 36_000, 43_200, 48_600, 64_799, 64_800, 86_399]) | st.integers(0, 86_399),
    st.sampled_from([0, 0, 1, 999_999]),
)


@pytest.mark.parametrize(("spec", "told"), LIMITS, ids=[str(spec["value"]) + spec.get("unit", "") for spec, _ in LIMITS])
@pytest.mark.parametrize("boundary", ["inclusive", "exclusive"])
def test_steps_agree_with_the_oracle(spec: dict[str, Any], told: Any, boundary: str) -> None:
    limit = limit_of({**spec, "boundary": boundary})
    table = sorted(steps(limit, KNOWN[limit.calendar]))
    starts = [step[0] for step in table]
    assert all(one[1] <= two[0] for one, two in pairwise(table)), "steps never overlap"

    @given(moments)
    @settings(max_examples=300, deadline=None, derandomize=True)
    def agree(moment: int) -> None:
        step = table[bisect_right(starts, moment) - 1] if moment >= starts[0] else None
        found = step[2] + step[3] * (moment - step[0]) if step and moment < step[1] else None
        assert found == told(moment, boundary == "inclusive")

    agree()


@pytest.mark.parametrize("spec", [{"value": "P1M"}, {"value": 3, "unit": "day"}], ids=["month", "days"])
def test_of_what_begins_long_after_the_cutoff_nothing_is_told(spec: dict[str, Any]) -> None:
    limit, cutoff = limit_of({**spec, "boundary": "inclusive"}), clock.midnight(date(2026, 1, 31))
    every, told = (list(steps(limit, CIVIL_CALENDAR, *until)) for until in ((), (cutoff,)))
    assert told == [step for step in every if step[0] <= clock.midnight(date(2028, 2, 2))]
    assert len(told) < len(every) / 10


def test_a_month_after_the_31st_is_the_last_day() -> None:
    limit = limit_of({"value": "P1M", "boundary": "inclusive"})
    step = next(s for s in steps(limit, CIVIL_CALENDAR) if s[0] == clock.midnight(date(2026, 1, 31)))
    assert step[2] == clock.midnight(date(2026, 2, 28))


def test_hours_have_one_length_however_written() -> None:
    assert (
        limit_of({"value": 2, "unit": "hour", "boundary": "inclusive"}).micros == limit_of({"value": "PT2H"}).micros == 2 * HOUR
    )


@pytest.mark.parametrize(
    ("value", "fits"),
    [
        ({"value": 3, "unit": "working-day", "calendar": "cn", "boundary": "inclusive", "first_day": "not-counted"}, True),
        ({"value": 3, "unit": "working-day", "boundary": "inclusive"}, False),
        ({"value": 3, "unit": "day", "calendar": "cn", "boundary": "inclusive"}, False),
        ({"value": 3, "unit": "working-hour", "calendar": "cn", "boundary": "inclusive", "first_day": "counted"}, False),
        ({"value": 0, "unit": "day", "boundary": "inclusive"}, False),
        ({"value": "P1M", "clock": "elapsed", "boundary": "inclusive"}, True),
        ({"value": "P1M", "boundary": "inclusive"}, False),
    ],
)
def test_form_of_limits(value: dict[str, Any], fits: bool) -> None:
    assert named("limit.json#/$defs/limit").fits(value) is fits


def test_company_hours_are_a_second_calendar() -> None:
    data = {"calendar": "office", "title": {"zh-Hant": "辦公時間", "en": "Office hours"}, "base": "cn", "hours": HOURS}
    assert named("calendar.json").fits(data)
    files = {PATH: (ROOT / PATH).read_text(encoding="utf-8"), "docs/reference/calendars/a.yml": json.dumps(data)}
    calendars, problems = read_calendars(Texts(files), law.ZONE)
    assert not problems
    assert calendars["office"] == OFFICE


@pytest.mark.parametrize(
    "change", [{"hours": [["12:00", "09:00"]]}, {"hours": [["09:00", "12:00"], ["11:00", "18:00"]]}, {"base": "xx"}]
)
def test_a_calendar_that_contradicts_itself_is_a_problem(change: dict[str, Any]) -> None:
    data = {
        "calendar": "office",
        "title": {"zh-Hant": "辦公時間", "en": "Office hours"},
        "base": "cn",
        "hours": HOURS,
        **change,
    }
    files = {PATH: (ROOT / PATH).read_text(encoding="utf-8"), "docs/reference/calendars/a.yml": json.dumps(data)}
    assert [problem.code for problem in read_calendars(Texts(files), law.ZONE)[1]] == ["calendar-unreadable"]


RULE = {
    "id": "r", "title": {"zh-Hant": "規則"}, "duty": "1-1.a", "kind": "response", "record": "things",
    "target": "ended_at", "within": {"sla": "open"},
}  # fmt: skip
EXPORT = {  # three working days after Friday 13 February 2026: the 14th is a make-up day, the 15th to 23rd are off
    "in-time": ("2026-02-13 17:00:00", "2026-02-25 23:59:59", None),
    "late": ("2026-02-13 17:00:00", "2026-02-26 00:00:00", "violated"),
    "overdue": ("2026-02-13", "", "violated"),
    "coarse": ("2026-02-13", "2026-02-25", None),
    "pending": ("2026-02-27 10:00:00", "", "pending"),
    "unknown-year": ("2026-12-30 10:00:00", "2026-12-30 10:00:01", "gap"),
}


def test_a_run_across_make_up_days_and_an_unknown_year(tmp_path: Path) -> None:
    fill = {"1-1.t1": {"value": 3, "unit": "working-day", "calendar": "cn", "boundary": "inclusive"}}
    model = law.regulation(RULE, fill=fill, extra={PATH: (ROOT / PATH).read_text(encoding="utf-8")})
    path = tmp_path / "things.jsonl"
    rows = [{"id": key, "started_at": start, "ended_at": end} for key, (start, end, _) in EXPORT.items()]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    with checking(model, Exports([path], cutoff=clock.midnight(date(2026, 3, 3)))) as result:
        found = {f.key["id"]: f.outcome for f in result.findings}
        assert found == {key: outcome for key, (_, _, outcome) in EXPORT.items() if outcome in ("violated", "pending")}
        assert {f.key["id"]: f.evidence["due"] for f in result.findings}["late"] == "2026-02-25"
        (rule,) = result.rules
        assert [(gap.reason, gap.records) for gap in rule.not_assessed] == [("calendar-unknown", 1)]
        assert sum(rule.outcomes.values()) + 1 == len(EXPORT)
        assert rule.outcomes["satisfied"] == 2


def test_a_calendar_nobody_wrote_leaves_the_rule_unassessed(tmp_path: Path) -> None:
    fill = {"1-1.t1": {"value": 3, "unit": "working-day", "calendar": "moon", "boundary": "inclusive"}}
    path = tmp_path / "things.jsonl"
    path.write_text(json.dumps({"id": "a", "started_at": "2026-02-13 17:00:00", "ended_at": ""}) + "\n", encoding="utf-8")
    with checking(law.regulation(RULE, fill=fill), Exports([path])) as result:
        assert [(gap.reason, gap.records) for gap in result.rules[0].not_assessed] == [("calendar-unknown", 1)]
