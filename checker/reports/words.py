"""A finding, a gap, the verdict in words. Every report says them the same way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from checker import quantity
from checker.catalog import listed, pick, say
from checker.citation import citation, cite, in_script
from checker.result import Finding, Gap, Ground, Result
from checker.verdict import Doubt, Verdict


class _Told:
    """What a message may say of a finding, each worked out only where its template asks for it."""

    def __init__(self, finding: Finding, names: Mapping[str, str], lang: str) -> None:
        self.finding, self.names, self.lang = finding, names, lang

    def __getitem__(self, name: str) -> str:
        if name in ("elapsed", "limit"):
            return _spoken(self.finding.evidence.get(name), self.lang)
        told = getattr(self, f"_{name}", None)
        if told is not None:
            return str(told())
        value = self.finding.evidence.get(name)
        return "—" if value is None or value == "" else str(value)

    def _columns(self) -> list[str]:
        """The evidence that is a column of the record, and not worked out by the rule."""
        record = self.finding.ground.record
        return [key for key in self.finding.evidence if f"{record}.{key}" in self.names]

    def _title(self, key: str) -> str:
        return title(self.finding.ground.record, key, self.names, self.lang)

    def _blank(self) -> str:
        empty = [self._title(key) for key in self._columns() if self.finding.evidence[key] is None]
        return listed(empty, self.lang) or "—"

    def _value(self) -> str:
        filled = (key for key in self._columns() if self.finding.evidence[key] is not None)
        first = next(filled, None)
        return "" if first is None else value_of(self.finding, first, self.names, self.lang)

    def _pairs(self) -> str:
        values = {key: value_of(self.finding, key, self.names, self.lang) for key in self._columns()}
        return listed((f"{self._title(key)} {value}" for key, value in values.items()), self.lang)

    def _lacking(self) -> str:
        return in_script(str(self.finding.evidence.get("lacking") or "—"), self.lang)

    def _because(self) -> str:
        return pick(self.finding.ground.undecided, self.lang)

    def _period(self) -> str:
        return f"{self['began']} – {self['ended']}"

    def _least(self) -> str:
        evidence = self.finding.evidence
        return str(evidence.get("least", evidence.get("over", "—")))

    def _most(self) -> str:
        evidence = self.finding.evidence
        return str(evidence.get("most", evidence.get("under", "—")))


def message(finding: Finding, names: Mapping[str, str], lang: str) -> str:
    """What is wrong with the record, with its figures: 「用時 45 秒，超過 30 秒 的時限」."""
    reason = finding.reason
    if finding.outcome == "pending":  # of other records that are still to come, the record's own blanks say nothing
        reason = "pending" if finding.ground.kind in ("required", "response") else "pending-open"
    elif finding.outcome == "indeterminate" and reason == "blank":
        reason = "blank-value"
    return say(f"finding.{reason}", lang, _Told(finding, names, lang))


class _Many:
    """For words about many records at once: what a message would say of one is left out."""

    def __getitem__(self, name: str) -> str:
        return "…"


def cause_words(reason: str, lang: str) -> str:
    """Why records are undecided: the words of their findings, without what is one record's own."""
    return say(f"finding.{'blank-value' if reason == 'blank' else reason}", lang, _Many())


def title(record: str, column: str, names: Mapping[str, str], lang: str) -> str:
    """The heading of a column; in English its id in words."""
    return column.replace("_", " ") if lang == "en" else in_script(names.get(f"{record}.{column}", column), lang)


def value_of(finding: Finding, column: str, names: Mapping[str, str], lang: str) -> str:
    """A value of the evidence as people write it: a code by its Chinese spelling."""
    value = finding.evidence[column]
    code = str(value).lower() if isinstance(value, bool) else str(value)
    return code if lang == "en" else in_script(names.get(f"{finding.ground.record}.{column}={code}", code), lang)


@lru_cache(maxsize=1 << 12)
def _spoken(iso: object, lang: str) -> str:
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


def full_citation(ground: Ground, result: Result, lang: str) -> str:
    """《…》第4.1節第2條（2026-01-01起施行，暫定）: under the edition that judged, where it is known."""
    return citation(result.title, ground.article, ground.edition or result.edition, lang)


def also_cited(articles: Iterable[str], lang: str) -> str:
    """第2章第9條、第2.1節第5條: further articles that say the same; empty where there are none."""
    return listed([cite(article, lang) for article in articles], lang)


def bracketed(words: str, lang: str) -> str:
    """Words in the brackets of the language, with the blank before them that English wants."""
    return f" ({words})" if lang == "en" else f"（{words}）"


def also_words(ground: Ground, lang: str) -> str:
    """That a finding concerns further articles too, to stand in brackets; empty where there are none."""
    return say("report.also", lang, articles=also_cited(ground.also, lang)) if ground.also else ""


def sentence(verdict: Verdict, lang: str) -> str:
    """The verdict and all its doubts in one paragraph."""
    return (" " if lang == "en" else "").join(sentences(verdict, lang))


def sentences(verdict: Verdict, lang: str) -> list[str]:
    """The verdict, then each doubt, a sentence each."""
    counts = {"violations": verdict.violations, "warnings": verdict.warnings, "notes": verdict.notes}
    found = verdict.state if verdict.state in ("violations", "warnings", "clean") else "doubtful"
    told = say(f"verdict.{found}", lang, {name: f"{count:,}" for name, count in counts.items()})
    return [told, *(doubt_words(one, lang) for one in verdict.doubts)]


def doubt_words(doubt: Doubt, lang: str) -> str:
    """Why a run is not a clean one, in one sentence."""
    params = dict(doubt.params)
    for name in ("files", "titles"):
        if name in params:
            shown = [one if isinstance(one, str) else pick(one, lang) for one in params[name]]
            params[name] = listed(shown, lang) + ("…" if len(shown) < params["count"] else "")
    return say(f"doubt.{doubt.reason}", lang, params)
