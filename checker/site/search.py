"""Search: the ranking of articles for a query. The browser's worker (``assets/search/rank.js``) is the same in JavaScript;
one table of cases and a comparison on many queries hold the two together.

A query is folded, the words of a question that carry nothing are taken out, and what remains becomes terms: every pair of
neighbouring Chinese characters, every Latin word or number, whole runs, and for each synonym the regulation's own words.
Documents are scored by BM25 over these, weighted by how much of the query they explain. What a document leaves unexplained
is named (``missing``) when it is more than 40 %: the reader is never shown an answer as if it were one.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

from checker.site.documents import fold, index
from checker.site.terms import count, read, runs, spell, terms

__all__ = ["index", "query"]

NUMERALS = "零一二三四五六七八九十"
_CITED = re.compile(r"第?(\d+(?:\.\d+)*)[章节]?(?:(?:-|第)(\d+(?:-\d+)*)条?(?:之(\d+))?)?-?\Z")


def query(index: Mapping[str, Any], text: str) -> list[dict[str, Any]]:
    """The documents that answer, best first: ``{article, section, title, score, kind, location, missing}``.

    ``missing`` lists the words of the query that a document says nothing about, if they are more than 40 % of it.
    """
    tables = index["config"]["handbook"]
    table = dict(zip(tables["fold"][0], tables["fold"][1], strict=True))
    docs = index["docs"]
    hits = cited(docs, fold(text, table)) or ranked(docs, tables, table, text)
    return [
        {
            "article": docs[n]["article"] or None,
            "section": docs[n]["section"] or None,
            "title": docs[n]["title"],
            "score": round(score, 4),
            "kind": docs[n]["kind"],
            "location": docs[n]["location"],
            "missing": missing,
        }
        for n, score, missing in hits
    ]


def cited(docs: Sequence[Mapping[str, str]], folded: str) -> list[tuple[int, float, list[str]]]:
    """``4.1-2``, ``4.1``, ``第4.1节第2条``, ``第四章第二条``: the article or section cited, a section before its articles."""
    plain = re.sub(r"[‐-―−]", "-", re.sub(r"\s", "", folded))
    plain = re.sub(r"[零一二三四五六七八九十]+(?=[章节条]|\Z)", _figure, plain)
    match = _CITED.match(plain)
    if not match:
        return []
    section, number, after = match.groups()
    article = "-".join(filter(None, (section, number, after)))
    if number:
        exact = [n for n, doc in enumerate(docs) if doc["kind"] == "article" and doc["article"] == article]
        if exact:
            return [(exact[0], 1000.0, [])]
    found = [n for n, doc in enumerate(docs) if doc["kind"] in ("section", "article") and doc["section"] == section]
    return [(n, 1000.0 - place, [article] if number else []) for place, n in enumerate(found)]


def _figure(match: re.Match[str]) -> str:
    tens, ten, ones = match[0].rpartition("十") if "十" in match[0] else ("", "", match[0])
    digits = "".join(str(NUMERALS.index(c)) for c in ones)
    return (str(NUMERALS.index(tens)) if tens in NUMERALS and tens else "1") + (digits or "0") if ten else digits


def ranked(
    docs: Sequence[Mapping[str, str]], tables: Mapping[str, Any], table: dict[str, str], text: str
) -> list[tuple[int, float, list[str]]]:
    """Documents by score: index, score, missing words."""
    weights = tables["weights"]
    k1, b = weights["k1"], weights["b"]
    chars, shown, gaps = spell(text, table)
    ignored, synonyms = read(chars, gaps, tables)
    folded = [tuple(fold(doc[key], table) for key in ("title", "text", "words")) for doc in docs]
    sections = {doc["section"]: fold(doc["title"], table) for doc in docs if doc["kind"] == "section"}
    context = [sections.get(doc["section"], "") if doc["kind"] == "article" else "" for doc in docs]
    everything = "\n".join(f"{title}\n{body}" for title, body, _ in folded)
    lengths = [len(parts[0]) + len(parts[1]) + 10 for parts in folded]
    average = sum(lengths) / max(len(lengths), 1)
    scores, explained = [0.0] * len(docs), [set[int]() for _ in docs]
    for term in terms(chars, gaps, ignored, synonyms, everything, tables):
        found = [
            sum(
                weights["title"] * count(title, word)
                + count(body, word)
                + weights["words"] * count(also, word)
                + weights["context"] * count(context[n], word)
                for word in term.words
            )
            for n, (title, body, also) in enumerate(folded)
        ]
        having = sum(frequency > 0 for frequency in found)
        rarity = math.log(1 + (len(docs) - having + 0.5) / (having + 0.5))
        for n, frequency in enumerate(found):
            if frequency:
                norm = k1 * (1 - b + b * lengths[n] / average)
                scores[n] += term.weight * rarity * frequency * (k1 + 1) / (frequency + norm)
                explained[n].update(range(term.start, term.end))
    hits = []
    for n, score in enumerate(scores):
        if score > 0:
            open_ = [i for i, c in enumerate(chars) if i not in ignored and i not in explained[n] and c not in tables["little"]]
            coverage = len(explained[n]) / (len(explained[n]) + len(open_))
            if coverage < weights["faint"]:
                continue
            missing = runs(shown, gaps, open_) if coverage < weights["certain"] else []
            hits.append((n, score * weights["kind"][docs[n]["kind"]] * (0.1 + 0.9 * coverage), missing))
    hits.sort(key=lambda hit: (-round(hit[1], 6), hit[0]))
    return [hit for hit in hits if hit[1] >= weights["floor"] * hits[0][1]][:40]
