"""Instants as reports show them: however quickly they are written, as the standard library would."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.engine.evidence import iso_instant, moment, show_instant
from checker.quantity import DAY, MINUTE

SECOND = 1_000_000
ZONES = st.sampled_from(["Asia/Shanghai", "UTC", "Europe/Berlin", "Asia/Kathmandu", "Australia/Lord_Howe", "Africa/Monrovia"])
NEAR = 5_000_000_000 * SECOND
INSTANTS = st.one_of(
    st.integers(-(10**18), 10**18),
    st.integers(-NEAR, NEAR),
    st.integers(-NEAR // SECOND, NEAR // SECOND).map(lambda seconds: seconds * SECOND),
)


@given(INSTANTS, ZONES)
def test_an_instant_is_written_as_the_library_writes_it(instant: int, zone: str) -> None:
    assert iso_instant(instant, ZoneInfo(zone)) == moment(instant, ZoneInfo(zone)).isoformat()


@pytest.mark.parametrize(
    ("low", "wide", "shown"),
    [
        (1_767_574_980_000_000, DAY, "2026-01-05"),
        (1_767_574_980_000_000, MINUTE, "2026-01-05 09:03"),
        (1_767_574_980_000_000, SECOND, "2026-01-05 09:03:00"),
        (1_767_574_980_500_000, 1, "2026-01-05 09:03:00.5"),
        (1_767_575_699_999_999, 1, "2026-01-05 09:14:59.999999"),
        (1_767_575_700_000_000, SECOND, "2026-01-05 09:15:00"),
    ],
)
def test_it_is_shown_as_far_as_it_was_written(low: int, wide: int, shown: str) -> None:
    assert show_instant(low, low + wide, ZoneInfo("Asia/Shanghai")) == shown
