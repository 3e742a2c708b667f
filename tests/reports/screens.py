"""A screen of the text report beside what JSON says of the same run."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import Any

from checker.reports import text
from checker.reports.data import findings, summary
from checker.result import Result
from checker.verdict import conclude

COLUMNS, LINES = 80, 40


def columns(line: str) -> int:
    """The width of a line on a terminal: wide characters take two columns."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in line)


@dataclass(frozen=True)
class Shown:
    """A screen in one language, beside what JSON says of the same run."""

    lines: list[str]
    json: dict[str, Any]
    findings: list[dict[str, Any]]

    def violated(self, severity: str) -> Counter[str]:
        """How many records broke rules of a severity, by article."""
        found: Counter[str] = Counter()
        for rule in self.json["rules"]:
            if rule["severity"] == severity:
                found[rule["article"]] += rule["outcomes"]["violated"]
        return +found


def shown(result: Result, lang: str, told: bool = True) -> Shown:
    verdict = conclude(result)
    lines = [line.rstrip() for line, _ in text.screen(result, verdict, lang, COLUMNS)]
    return Shown(lines, summary(result, verdict, lang), list(findings(result, lang)) if told else [])  # type: ignore[arg-type]


def numbers(words: str) -> list[int]:
    return [int(found.replace(",", "")) for found in re.findall(r"(?<![\w.-])\d[\d,]*(?![\w.-])", words)]


def adds_up(screen: Shown, severity: str) -> None:
    """The articles shown and those only counted are all that JSON has, no article is shown wrongly, the greatest come first."""
    mark = {"violation": "✗ ", "warning": "! ", "note": "· "}[severity]
    heads = [n for n, line in enumerate(screen.lines) if line.startswith(mark)]
    known = screen.violated(severity)
    assert len(heads) == bool(known)
    if not known:
        return
    assert numbers(screen.lines[heads[0]])[0] == sum(known.values())
    listed: Counter[str] = Counter()
    rest = None
    for line in screen.lines[heads[0] + 1 :]:
        if found := re.match(r"  +([\d,]+)  (\d[\d.]*-\d+)  ", line):
            listed[found[2]] = int(found[1].replace(",", ""))
        elif line.endswith("--details"):
            articles, rest = numbers(line)
            assert articles == len(known) - len(listed)
        elif not line.startswith("  "):
            break
    assert all(known[article] == count for article, count in listed.items())
    if rest is None and (listed or severity == "violation"):
        assert listed == known
    elif rest is not None:
        assert rest == sum(known.values()) - sum(listed.values())
        assert min(listed.values(), default=99) >= max(known[article] for article in known.keys() - listed.keys())
