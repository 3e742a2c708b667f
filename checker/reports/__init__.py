"""The reports of a check, by name. To add one: a function ``(result, verdict, lang, out)`` in a module here, a line below."""

from __future__ import annotations

import importlib
from typing import TextIO

from checker.result import Result
from checker.verdict import Verdict

WRITERS = {
    "text": "checker.reports.text:write_text",
    "details": "checker.reports.details:write_details",
    "json": "checker.reports.data:write_json",
    "jsonl": "checker.reports.data:write_jsonl",
    "csv": "checker.reports.data:write_csv",
}
"""Module and function by format, loaded when asked for: a machine-readable report need not load the terminal's library."""

FORMATS = tuple(WRITERS)


def write(form: str, result: Result, verdict: Verdict, lang: str, out: TextIO) -> None:
    """Write a report in one of ``FORMATS``."""
    module, function = WRITERS[form].split(":")
    getattr(importlib.import_module(module), function)(result, verdict, lang, out)
