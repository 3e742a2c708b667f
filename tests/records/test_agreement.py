"""Whatever the text: the account adds up to an independent count, nothing is lost, and the fast reader says what the careful
one says."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.engine.duckdb import connect
from checker.model import RecordType
from checker.records import loading
from checker.records.blanks import SPACE, is_blank
from checker.records.ingest import ingest
from checker.records.sources import Claim, Sources
from tests.records.conftest import Run, check

CELL = st.text(alphabet='ab",\n\r 合計\u3000|;', max_size=6) | st.sampled_from(
    ['"x"', '"a,b"', '"a\nb"', 'say "hi"', '""', "-", "合計"]
)
ROW = st.lists(CELL, min_size=1, max_size=5).map(",".join) | st.sampled_from(
    ["C1,2026-01-05,phone,x", 'C2,,,"y"', "call_id,at,way,note"]
)
BODY = st.lists(ROW, max_size=12).map("\n".join)


def run(path: Path, types: Mapping[str, RecordType], fast: bool, encoding: str = "") -> tuple[Any, ...]:
    sources = Sources({}, (("*", Claim(encoding=encoding)),))
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        if not fast:
            patch.setattr(loading, "_clean", lambda *_: (None, True))
        store = connect(Path(folder))
        done = Run(ingest([path], types, store, zone="UTC", workdir=Path(folder), sources=sources), types, store)
        check(done)
        result = (done.file.account, done.records(), done.loaded.rejects, done.note("multiline-cells"))
        store.close()
    return result


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=BODY, end=st.sampled_from(["", "\n", "\r\n"]))
def test_balanced_and_agreed(types: Mapping[str, RecordType], body: str, end: str) -> None:
    text = "call_id,at,way,note\n" + body + end
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "calls.csv")
        path.write_bytes(text.encode())
        account, records, rejects, breaks = run(path, types, fast=True)
        assert (account, records, rejects, breaks) == run(path, types, fast=False)
    physical = text.count("\n") + (not text.endswith("\n"))
    assert account.lines + (breaks or {"breaks": 0})["breaks"] == physical
    rows = [record["row"] for record in records]
    assert rows == sorted(set(rows))
    assert all(1 < row <= account.lines for row in rows)


NOTES = st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(notes=st.lists(NOTES, min_size=1, max_size=8), encoding=st.sampled_from(["utf-8", "gb18030", "utf-16"]))
def test_what_is_written_is_read(types: Mapping[str, RecordType], notes: list[str], encoding: str) -> None:
    """Properly quoted records come back whole, but for the blanks around them, where it is known which encoding they are in."""
    rows = (f'C{i},2026-01-05,phone,"' + note.replace('"', '""') + '"\n' for i, note in enumerate(notes))
    text = "call_id,at,way,note\n" + "".join(rows)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "calls.csv")
        path.write_bytes(text.encode(encoding))
        account, records, _, _ = run(path, types, fast=True, encoding="" if encoding == "utf-16" else encoding)
    assert account.judged == len(notes)
    for note, record in itertools.zip_longest(notes, records):
        assert record["note"] in (note.strip(SPACE), note.replace("\r\n", "\n").strip(SPACE), None)
        assert record["note"] is not None or is_blank(note.strip(SPACE))
