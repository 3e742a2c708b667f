"""The reports of a check, by name. To add one: a function ``(result, verdict, lang, out)`` and a line here."""

from __future__ import annotations

from collections.abc import Callable
from typing import TextIO

from checker.result import Result
from checker.verdict import Verdict

FORMATS = ("text", "json", "jsonl", "csv")


def write(form: str, result: Result, verdict: Verdict, lang: str, out: TextIO) -> None:
    """Write a report in one of ``FORMATS``."""
    from checker.reports import data, text  # a machine-readable report need not load the terminal's library

    writers: dict[str, Callable[[Result, Verdict, str, TextIO], None]] = {
        "text": text.write_text,
        "json": data.write_json,
        "jsonl": data.write_jsonl,
        "csv": data.write_csv,
    }
    writers[form](result, verdict, lang, out)
