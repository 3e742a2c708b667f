"""A finding in words. Every report says it the same way."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from checker import quantity
from checker.catalog import pick, say
from checker.citation import citation, cite, in_script
from checker.result import Finding, Gap, Result

_EXTRA = (
    "elapsed",
    "limit",
    "count",
    "first",
    "began",
    "ended",
    "least",
    "most",
    "over",
    "under",
    "due",
    "periods",
    "missed",
    "owed",
)


def message(finding: Finding, names: Mapping[str, str], lang: str) -> str:
    """What is wrong with the record, with its figures: 「用時 45 秒，超過 30 秒 的時限」."""
    reason = finding.reason
    if finding.outcome == "pending":
        reason = "pending"
    elif finding.outcome == "indeterminate" and reason == "blank":
        reason = "blank-value"
    columns = {key: value for key, value in finding.evidence.items() if key not in _EXTRA}
    titles = {key: title(finding.record, key, names, lang) for key in columns}
    values = [value_of(finding, key, names, lang) for key, value in columns.items() if value is not None]
    mark = ", " if lang == "en" else "、"
    params = {
        "blank": mark.join(titles[key] for key, value in columns.items() if value is None) or "—",
        "value": values[0] if values else "",
        "pairs": mark.join(f"{titles[key]} {value_of(finding, key, names, lang)}" for key in columns),
        "period": f"{finding.evidence.get('began') or '—'} – {finding.evidence.get('ended') or '—'}",
        "count": finding.evidence.get("count", ""),
        "least": finding.evidence.get("least", finding.evidence.get("over", "—")),
        "most": finding.evidence.get("most", finding.evidence.get("under", "—")),
        "ended": finding.evidence.get("ended") or "—",
        "began": finding.evidence.get("began") or "—",
        "actual": finding.evidence.get("actual", "—"),
        "records": finding.evidence.get("records", "—"),
        "periods": finding.evidence.get("periods") or "—",
        "missed": finding.evidence.get("missed", ""),
        "owed": finding.evidence.get("owed", ""),
        "due": finding.evidence.get("due") or "—",
        "elapsed": _spoken(finding.evidence.get("elapsed"), lang),
        "limit": _spoken(finding.evidence.get("limit"), lang),
    }
    return say(f"finding.{reason}", lang, params)


def title(record: str, column: str, names: Mapping[str, str], lang: str) -> str:
    """The heading of a column; in English its id in words."""
    return column.replace("_", " ") if lang == "en" else in_script(names.get(f"{record}.{column}", column), lang)


def value_of(finding: Finding, column: str, names: Mapping[str, str], lang: str) -> str:
    """A value of the evidence as people write it: a code by its Chinese spelling."""
    value = finding.evidence[column]
    code = str(value).lower() if isinstance(value, bool) else str(value)
    return code if lang == "en" else in_script(names.get(f"{finding.record}.{column}={code}", code), lang)


def _spoken(iso: Any, lang: str) -> str:
    match = re.fullmatch(r"(-?)PT(\d+)(?:\.(\d+))?S", str(iso))
    if not match:
        return "—"
    micros = int(match[2]) * 1_000_000 + int((match[3] or "0").ljust(6, "0"))
    return quantity.describe(-micros if match[1] else micros, lang)


def gap_words(gap: Gap, result: Result, lang: str) -> str:
    """Why a rule was not assessed, with the names people know."""
    params = dict(gap.params)
    record = params.get("record")
    if record and lang != "en":
        if "column" in params:
            params["column"] = title(record, params["column"], result.names, lang)
        params["record"] = in_script(result.names.get(record, record), lang)
    return say(f"gap.{gap.reason}", lang, params)


def full_citation(finding: Finding, result: Result, lang: str) -> str:
    """《…》第4.1節第2條（2026-01-01起施行，暫定）: under the edition that judged, where it is known."""
    return citation(result.title, finding.article, finding.edition or result.edition, lang)


__all__ = ["cite", "full_citation", "gap_words", "message", "pick", "title", "value_of"]
