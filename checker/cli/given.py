"""What the arguments of a check mean: instants, periods, sizes, which file is which, what the exports claim to hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from checker import quantity
from checker.catalog import say
from checker.cli.common import Refusal
from checker.model import Problem
from checker.records.claims import claimed, read_sources
from checker.records.sources import Fault, Sources
from checker.regulation.book import Book

_LAST_YEAR = 9999  # stands for "never" wherever it is read
_SIZE = re.compile(r"(\d{1,9}(?:\.\d+)?) ?([kmgt])i?b", re.IGNORECASE)
_UNITS = {"k": 1, "m": 1_000, "g": 1_000_000, "t": 1_000_000_000}
LEAST_MEMORY = 128_000  # KB, below which the database can't work


def parse_memory(value: str, lang: str) -> str:
    """A size as the database takes it, out of ``512MB`` or ``4 gib``."""
    match = _SIZE.fullmatch(value.strip())
    if not match or float(match[1]) * _UNITS[match[2].lower()] < LEAST_MEMORY:
        raise Refusal(say("error.memory-size", lang, value=value, least=f"{LEAST_MEMORY // 1_000}MB"))
    return f"{match[1]}{match[2].upper()}B"


def parse_instant(value: str, book: Book, lang: str) -> int:
    """An instant in µs: a date is its last moment, a naive time is in the regulation's zone."""
    try:
        day = date.fromisoformat(value)
        if day.year < _LAST_YEAR:
            return book.midnight(day + timedelta(days=1)) - 1
    except ValueError:
        pass
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise Refusal(say("error.date", lang, value=value)) from None
    if moment.year >= _LAST_YEAR:
        raise Refusal(say("error.date", lang, value=value))
    moment = moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(book.zone))
    return int(moment.timestamp()) * 1_000_000 + moment.microsecond


def parse_period(value: str, book: Book, lang: str) -> tuple[int, int]:
    """The first and the last µs of ``2026``, ``2026-Q1``, ``2026-01``, a day, or ``FROM..TO``, in the regulation's zone."""
    days = quantity.days(value)
    if days is None or days[1].year >= _LAST_YEAR:
        raise Refusal(say("error.period", lang, value=value))
    return book.midnight(days[0]), book.midnight(days[1] + timedelta(days=1)) - 1


def fault_words(fault: Fault, lang: str) -> str:
    """What is wrong with a claim of the exports, and what the strict YAML refuses in it."""
    code, params = fault
    problem = params.get("problem")
    detail = say(f"lint.{problem.code}", lang, problem.params) if isinstance(problem, Problem) else ""
    return say(code, lang, {**params, "detail": detail})


def claims(paths: Sequence[Path], said: Sequence[str], book: Book, lang: str) -> Sources:
    """What the exports claim to hold: ``sources.yml`` in their folders, then the options, which win."""
    faults: list[Fault] = []
    told, found = read_sources(paths, book.types, faults), claimed(said, book.types, faults)
    if faults:
        raise Refusal(*(fault_words(fault, lang) for fault in faults))
    return replace(told, options=found)


def forced_types(pairs: tuple[str, ...], lang: str) -> dict[Path, str]:
    wrong = [pair for pair in pairs if "=" not in pair]
    if wrong:
        raise Refusal(*(say("error.as", lang, value=pair) for pair in wrong))
    return {Path(file): record for record, _, file in (pair.partition("=") for pair in pairs)}
