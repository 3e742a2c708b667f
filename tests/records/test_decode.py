"""One pass over the bytes says what a reading of the whole says, wherever the chunks end."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.records import decode
from checker.records.blanks import SPACE
from tests.records.conftest import Load

TEXTS = st.text(alphabet="ab,好\u3000\u00a0\u2003\ufeff\r\n \t", max_size=40).map(lambda text: text.replace("\n", "\r\n"))


def write(folder: str, content: bytes) -> Path:
    path = Path(folder, "t.csv")
    path.write_bytes(content)
    return path


@settings(deadline=None)
@given(text=TEXTS | TEXTS.map(lambda text: text.replace("\r", "")), size=st.integers(2, 9))
def test_scan(text: str, size: int) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(decode, "CHUNK", size)
        found = decode.scan(write(folder, text.encode()))
    assert found.lines == text.count("\n") + (text != "" and not text.endswith("\n"))
    assert found.exotic == bool(set(text.replace("\r\n", "\n")) & (set(SPACE) - set(" \u3000\n")))


@settings(deadline=None)
@given(content=st.binary(max_size=30) | TEXTS.map(str.encode), size=st.integers(1, 9))
def test_is_utf8(content: bytes, size: int) -> None:
    try:
        content.decode("utf-8")
        strict = True
    except UnicodeDecodeError:
        strict = False
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(decode, "CHUNK", size)
        assert decode.is_utf8(write(folder, content)) == strict


def test_a_column_that_nobody_knows_is_decoded_too(load: Load, file: Callable[..., Path]) -> None:
    """Bytes of GB18030 in a column that no rule reads make the file GB18030 all the same."""
    content = "call_id,at,客戶\nC1,2026-01-05,王\nC2,2026-01-06,李\n".encode("gb18030")
    done = load(file("calls.csv", content))
    assert done.file.encoding == "gb18030"
    assert done.file.unmapped == ("客戶",)
