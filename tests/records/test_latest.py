"""Up to when exports go: one mistyped year must not condemn all that is open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from checker.model import RecordType
from checker.records.latest import latest
from tests.records.conftest import Load
from tests.records.test_delimited import Write


def call(days: Sequence[str]) -> str:
    return "call_id,at\n" + "".join(f"C{n},{day}\n" for n, day in enumerate(days))


MONTH = [f"2026-01-{day:02} 10:00:00" for day in range(1, 31)]


@pytest.mark.parametrize(
    ("days", "end", "aside"),
    [
        (MONTH, "2026-01-30", 0),
        ([*MONTH, "2062-01-30 10:00:00"], "2026-01-30", 1),
        ([*MONTH, "2062-01-30 10:00:00", "2071-05-05 10:00:00"], "2026-01-30", 2),
        ([*MONTH[:20], "2027-01-30 10:00:00"], "2027-01-30", 0),  # one of 21 may be the last of a slow year
        ([*MONTH[:21], "2027-01-30 10:00:00"], "2026-01-21", 1),  # one of 22 may not
        ([*MONTH * 4, "2026-07-29 10:00:00"], "2026-07-29", 0),  # 180 days
        ([*MONTH * 4, "2026-07-29 10:00:01"], "2026-01-30", 1),  # and a second more
        (["2026-01-30 10:00:00", "2062-01-30 10:00:00"], "2062-01-30", 0),  # one against one: nobody can tell
        (["2026-01-29 10:00:00", "2026-01-30 10:00:00", "2062-01-30 10:00:00"], "2026-01-30", 1),
        ([""], None, 0),
        ([], None, 0),
    ],
)
def test_the_end(
    load: Load, file: Write, types: Mapping[str, RecordType], days: list[str], end: str | None, aside: int
) -> None:
    done = load(file("calls.csv", call(days)))
    found, beyond = latest(done.store, done.loaded.parts, types)
    shown = (
        None if found is None else str(done.store.execute("SELECT make_timestamp(?)", [found + 28_800_000_000]).fetchone()[0])
    )
    assert (shown and shown[:10], len(beyond)) == (end, aside)
    assert [(o.row, o.column) for o in beyond] == [(len(days) - aside + n, "at") for n in range(aside)]


def test_what_is_to_begin_is_no_end(load: Load, file: Write, types: Mapping[str, RecordType]) -> None:
    """One who joins in March is no sign that the calls of January were exported in March; alone, it is all there is."""
    calls, people = file("calls.csv", call(MONTH)), file("people.csv", "編號,加入日\nP1,2026-03-01\n")
    both, alone = load(calls, people), load(people)
    assert latest(both.store, both.loaded.parts, types)[0] == latest((c := load(calls)).store, c.loaded.parts, types)[0]
    assert latest(alone.store, alone.loaded.parts, types)[0] is not None
