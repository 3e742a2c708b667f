"""The machine-readable reports: one JSON document, JSON lines, or a CSV that a spreadsheet opens safely.

Shapes: ``schema/output-check.json``. Keys and codes are the same in every language; titles, citations and messages are not.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from typing import Any, TextIO

from checker.catalog import pick, say
from checker.citation import citation, dated_link, in_script
from checker.model import Edition
from checker.reports.words import also_cited, doubt_words, full_citation, gap_words, message, sentence
from checker.result import Beyond, Gap, Ground, Lapses, Result
from checker.verdict import Verdict

CSV_COLUMNS = (
    "outcome", "severity", "rule", "title", "article", "citation", "also", "bearer", "record", "key", "file", "row",
    "activation", "edition", "message", "evidence",
)  # fmt: skip
_line = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")


def findings(result: Result, lang: str) -> Iterator[dict[str, Any]]:
    """Every finding as JSON types."""
    grounds: dict[Ground, dict[str, object]] = {}
    for item in result.findings:
        ground = grounds.get(item.ground)
        if ground is None:
            ground = grounds[item.ground] = _ground(item.ground, result, lang)
        yield {
            **ground,  # which has every key, so that the order is its own
            "outcome": item.outcome,
            "reason": item.reason,
            "key": dict(item.key),
            "file": item.file,
            "row": item.row,
            "activation": item.activation,
            "evidence": dict(item.evidence),
            "presumed": item.presumed,
            "message": message(item, result.names, lang),
        }


def _ground(ground: Ground, result: Result, lang: str) -> dict[str, object]:
    return {
        "rule": ground.rule,
        "title": pick(ground.title, lang),
        "article": ground.article,
        "citation": full_citation(ground, result, lang),
        "link": dated_link(ground.article, ground.edition or result.edition),
        "also": [_also(article, ground.edition or result.edition, result, lang) for article in ground.also],
        "bearer": {"id": ground.bearer, "name": pick(ground.bearer_name, lang)},
        "outcome": None,
        "reason": None,
        "severity": ground.severity,
        "record": ground.record,
        "key": None,
        "file": None,
        "row": None,
        "activation": None,
        "edition": _edition(ground.edition),
        "evidence": None,
        "presumed": None,
        "message": None,
    }


def _also(article: str, edition: Edition, result: Result, lang: str) -> dict[str, str]:
    """A further article that says the same, as a finding cites its own."""
    cited = citation(result.title, article, edition, lang)
    return {"article": article, "citation": cited, "link": dated_link(article, edition)}


def _edition(edition: Edition | None) -> dict[str, object] | None:
    if edition is None:
        return None
    return {
        "revision": edition.revision,
        "effective": str(edition.effective),
        "provisional": edition.provisional,
    }


def _gap(gap: Gap, result: Result, lang: str) -> dict[str, object]:
    return {"reason": gap.reason, **gap.params, "records": gap.records, "message": gap_words(gap, result, lang)}


def _lapses(lapses: Lapses | None) -> dict[str, object] | None:
    if lapses is None:
        return None
    longest = [
        {"key": dict(one.key), "file": one.file, "row": one.row, "from": str(one.first), "to": str(one.last), "days": one.days}
        for one in lapses.longest
    ]
    return {"records": lapses.records, "longest": longest}


def _period(result: Result) -> dict[str, str] | None:
    return None if result.period is None else {"from": str(result.period[0]), "to": str(result.period[1])}


def _beyond(one: Beyond) -> dict[str, object]:
    return {"file": one.file, "row": one.row, "record": one.record, "column": one.column, "value": one.instant.isoformat(" ")}


def _account(result: Result) -> dict[str, int]:
    return {name: getattr(result.account, name) for name in result.account.__slots__}


def summary(result: Result, verdict: Verdict, lang: str) -> dict[str, object]:
    """Everything but the findings."""
    edition = result.edition
    return {
        "verdict": {
            "state": verdict.state,
            "exit_code": verdict.code,
            "violations": verdict.violations,
            "warnings": verdict.warnings,
            "notes": verdict.notes,
            "doubts": [
                {"reason": one.reason, "rules": list(one.rules), "message": doubt_words(one, lang)} for one in verdict.doubts
            ],
            "message": sentence(verdict, lang),
        },
        "regulation": {
            "title": pick(result.title, lang),
            "revision": edition.revision,
            "effective": str(edition.effective),
            "provisional": edition.provisional,
        },
        "cutoff": {
            "instant": result.cutoff_text,
            "given": result.cutoff_given,
            "beyond": [_beyond(one) for one in result.beyond],
        },
        "period": _period(result),
        "account": _account(result),
        "files": [
            {
                "file": file.file,
                "record": file.type,
                "format": file.format,
                "encoding": file.encoding,
                "account": {name: getattr(file.account, name) for name in file.account.__slots__},
                "unmapped": list(file.unmapped),
                "notes": [say(key, lang, params) for key, params in file.notes],
            }
            for file in result.files
        ],
        "missing": list(result.missing),
        "rejects": [
            {"file": r.file, "line": r.line, "reason": r.reason, "message": say(r.reason, lang, r.params)}
            for r in result.rejects
        ],
        "unlisted": [
            {
                "record": one.record,
                "column": one.column,
                "word": one.word,
                "count": one.count,
                "nearest": in_script(one.near, lang),
            }
            for one in result.unlisted
        ],
        "rules": [
            {
                "rule": rule.rule,
                "title": pick(rule.title, lang),
                "article": rule.article,
                "also": list(rule.also),
                "kind": rule.kind,
                "severity": rule.severity,
                "record": rule.record,
                "outcomes": dict(rule.outcomes),
                "pending_days": rule.pending_days,
                "lapses": _lapses(rule.lapses),
                "not_assessed": [_gap(gap, result, lang) for gap in rule.not_assessed],
            }
            for rule in result.rules
        ],
        "statistics": [
            {
                "statistic": figure.statistic,
                "title": pick(figure.title, lang),
                "reading": pick(figure.reading, lang) or None,
                "article": figure.article,
                "records": list(figure.records),
                "whole": figure.whole,
                "period": figure.period,
                "running": figure.running,
                "group": figure.group and {"column": figure.group[0], "value": figure.group[1]},
                "count": figure.count,
                "of": figure.of,
                "percent": round(100 * figure.count / figure.of, 1),
            }
            for figure in result.figures
        ],
    }


def write_json(result: Result, verdict: Verdict, lang: str, out: TextIO) -> None:
    """One document; the findings are written as they are read, so that they need not fit in memory."""
    head = json.dumps(summary(result, verdict, lang), ensure_ascii=False, indent=2)
    out.write(head[:-2] + ',\n  "findings": [')
    for number, item in enumerate(findings(result, lang)):
        out.write((",\n    " if number else "\n    ") + _line(item))
    out.write("\n  ]\n}\n")


def write_jsonl(result: Result, verdict: Verdict, lang: str, out: TextIO) -> None:
    """One finding a line."""
    for item in findings(result, lang):
        out.write(_line(item) + "\n")


def write_csv(result: Result, verdict: Verdict, lang: str, out: TextIO) -> None:
    """One finding a row. A cell that a spreadsheet would run as a formula is led by an apostrophe."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(CSV_COLUMNS)
    for item in findings(result, lang):
        edition = item["edition"]
        flat = item | {
            "also": also_cited([one["article"] for one in item["also"]], lang),
            "bearer": item["bearer"]["name"],
            "key": "/".join(str(value) for value in item["key"].values()),
            "edition": edition["effective"] if edition else "",
            "evidence": _line(item["evidence"]),
        }
        writer.writerow(safe_cell(flat[name]) for name in CSV_COLUMNS)


def safe_cell(value: object) -> str:
    """A cell that no spreadsheet takes for a formula."""
    text = "" if value is None else str(value)
    return "'" + text if text.startswith(_FORMULA) else text
