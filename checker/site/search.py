"""Search: the ranking of articles for a query. The browser's worker (``assets/search/rank.js``) is the same in JavaScript;
one table of cases and a comparison on many queries hold the two together.

A query is folded, the words of a question that carry nothing are taken out, and what remains becomes terms: every pair of
neighbouring Chinese characters, every Latin word or number, whole runs, and for each synonym the regulation's own words.
Documents are scored by BM25 over these, weighted by how much of the query they explain and by what else their section says.
Words that nothing in the regulation explains are named (``missing``), and so is all a document leaves unexplained where that
is more than 40 %: the reader is never shown an answer as if it were one. When nothing answers, a few near documents are
given, marked ``near``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from checker.site.documents import fold, index
from checker.site.terms import Query, Term, count, figure, is_han, runs, take_apart, terms

__all__ = ["Ranking", "index"]

_CITED = re.compile(r"第?(\d+(?:\.\d+)*)[章节]?(?:(?:[-、,]|第)(\d+(?:-\d+)*)条?(?:之(\d+))?)?-?\Z")
LIMIT = 40
LAW = ("article", "section")


@dataclass(frozen=True, slots=True)
class Hit:
    """A document (its place in the index), its score, the words it says nothing about, whether it is only near."""

    doc: int
    score: float
    missing: tuple[str, ...] = ()
    near: bool = False


class Ranking:
    """An index made ready for queries."""

    def __init__(self, index: Mapping[str, Any]) -> None:
        self._tables = index["config"]["handbook"]
        self._table = dict(zip(self._tables["fold"][0], self._tables["fold"][1], strict=True))
        self._corpus = _Corpus(index["docs"], self._table, self._tables["weights"])

    def query(self, text: str) -> list[dict[str, Any]]:
        """The documents that answer, best first: ``{article, section, title, score, kind, location, missing, near}``.

        ``missing`` lists the words of the query that nothing explains, and all that the document does not explain if that is
        more than 40 % of it. ``near`` is true for all or none: they do not answer, but something in them is like the query.
        """
        docs = self._corpus.docs
        hits = cited(docs, fold(text, self._table)) or ranked(self._corpus, self._tables, self._table, text)
        return [
            {
                "article": docs[hit.doc]["article"] or None,
                "section": docs[hit.doc]["section"] or None,
                "title": docs[hit.doc]["title"],
                "score": round(hit.score, 4),
                "kind": docs[hit.doc]["kind"],
                "location": docs[hit.doc]["location"],
                "missing": list(hit.missing),
                "near": hit.near,
            }
            for hit in hits
        ]


def cited(docs: Sequence[Mapping[str, str]], folded: str) -> list[Hit]:
    """``4.1-2``, ``4.1``, ``第4.1节第2条``, ``四、2``: the article or section cited, a section before its articles."""
    plain = re.sub(r"[‐-―−]", "-", re.sub(r"\s", "", folded)).replace("。", ".")
    plain = re.sub(r"[零一二三四五六七八九十]+(?=[章节条、]|\Z)", lambda match: figure(match[0]), plain)
    match = _CITED.match(plain)
    if not match:
        return []
    section, number, after = match.groups()
    article = "-".join(filter(None, (section, number, after)))
    if number:
        exact = [n for n, doc in enumerate(docs) if doc["kind"] == "article" and doc["article"] == article]
        if exact:
            return [Hit(exact[0], 1000.0)]
    found = [n for n, doc in enumerate(docs) if doc["kind"] in LAW and doc["section"] == section]
    return [Hit(n, 1000.0 - place, (article,) if number else ()) for place, n in enumerate(found)]


def ranked(corpus: _Corpus, tables: Mapping[str, Any], table: dict[str, str], text: str) -> list[Hit]:
    """Documents by score; where none answers, the nearest."""
    docs, weights = corpus.docs, corpus.weights
    asked = take_apart(text, table, tables)
    scores, explained = [0.0] * len(docs), [set[int]() for _ in docs]

    def add(term: Term) -> None:
        for n, gained in corpus.gain(term):
            scores[n] += gained
            explained[n].update(range(term.start, term.end))

    for term in terms(asked, corpus.everything, tables):
        add(term)
    content = asked.content(tables["little"])
    said = set[int]().union(*explained)
    nowhere = [i for i in content if i not in said]
    letters = [i for i in nowhere if is_han(asked.chars[i])]
    if said:
        for i in letters:
            add(Term((asked.chars[i],), weights["letter"], i, i))
    alone = {asked.shown[i] for i in nowhere if asked.chars[i] in corpus.everything}
    named = [word for word in runs(asked, nowhere) if word not in alone]  # 條 alone may be anything; 穿 is nowhere
    hits = []
    for n, score in enumerate(scores):
        if explained[n]:
            open_ = [i for i in content if i not in explained[n]]
            done = len(explained[n] - asked.light)
            coverage = done / (done + len(open_)) if done + len(open_) else 1.0
            missing = runs(asked, open_) if coverage < weights["certain"] else named
            final = score * weights["kind"][docs[n]["kind"]] * (0.1 + 0.9 * coverage)
            hits.append(Hit(n, final, tuple(missing), coverage < weights["faint"]))
    answers = _together([hit for hit in hits if not hit.near], docs, weights)
    if answers:
        return [hit for hit in answers if hit.score >= weights["floor"] * answers[0].score][:LIMIT]
    return _near(_best(hits), docs) or _near(_alike(asked, letters, corpus, weights), docs)


def _best(hits: list[Hit]) -> list[Hit]:
    return sorted(hits, key=lambda hit: (-round(hit.score, 6), hit.doc))


def _together(hits: list[Hit], docs: Sequence[Mapping[str, str]], weights: Mapping[str, Any]) -> list[Hit]:
    """Best first; the law gains a share of the best three of its section, so that the section that says most comes first."""
    best: dict[str, list[float]] = {}
    for hit in _best(hits):
        if docs[hit.doc]["kind"] in LAW:
            best.setdefault(docs[hit.doc]["section"], []).append(hit.score)
    return _best(
        [
            replace(hit, score=hit.score + weights["beside"] * sum(best[docs[hit.doc]["section"]][:3]))
            if docs[hit.doc]["kind"] in LAW
            else hit
            for hit in hits
        ]
    )


def _alike(asked: Query, letters: list[int], corpus: _Corpus, weights: Mapping[str, Any]) -> list[Hit]:
    """Documents with rare characters of a query of which no word is known: half of them, and in the title if it is one."""
    missing = tuple(runs(asked, asked.content("")))
    chars = dict.fromkeys(asked.chars[i] for i in letters)
    scores: dict[int, float] = {}
    shared: dict[int, str] = {}
    for char in chars:
        gains = corpus.gain(Term((char,), weights["letter"], 0, 0))
        if len(gains) <= weights["rare"] * len(corpus.docs):
            for n, gained in gains:
                scores[n] = scores.get(n, 0.0) + gained
                shared[n] = shared.get(n, "") + char
    enough = [n for n, some in shared.items() if len(some) * 2 >= len(chars) and (len(some) > 1 or some in corpus.folded[n][0])]
    return _best([Hit(n, scores[n], missing, True) for n in enough])


def _near(hits: list[Hit], docs: Sequence[Mapping[str, str]]) -> list[Hit]:
    """Of what does not answer, the first of each section, three at most."""
    found: dict[str, Hit] = {}
    for hit in hits:
        if docs[hit.doc]["kind"] in LAW:
            found.setdefault(docs[hit.doc]["section"], hit)
    return list(found.values())[:3]


def bare(doc: Mapping[str, str]) -> str:
    """A document's title, for the law without its number: 2 is not about every second article."""
    return re.sub(r"^\S*[0-9]\S*\s+", "", doc["title"]) if doc["kind"] in LAW else doc["title"]


class _Corpus:
    """The documents folded, and what a term gains in each."""

    def __init__(self, docs: Sequence[Mapping[str, str]], table: dict[str, str], weights: Mapping[str, Any]) -> None:
        self.docs, self.weights = docs, weights
        self.folded = [tuple(fold(text, table) for text in (bare(doc), doc["text"], doc["words"])) for doc in docs]
        sections = {doc["section"]: fold(bare(doc), table) for doc in docs if doc["kind"] == "section"}
        self.context = [sections.get(doc["section"], "") if doc["kind"] == "article" else "" for doc in docs]
        self.everything = "\n".join(f"{title}\n{body}" for title, body, _ in self.folded)
        self.lengths = [len(parts[0]) + len(parts[1]) + 10 for parts in self.folded]
        self.average = sum(self.lengths) / max(len(docs), 1)
        self._found: dict[str, dict[int, float]] = {}

    def gain(self, term: Term) -> list[tuple[int, float]]:
        """BM25 of a term in every document that has one of its words."""
        weights = self.weights
        k1, b = weights["k1"], weights["b"]
        total: dict[int, float] = {}
        for word in term.words:
            for n, f in self._frequencies(word).items():
                total[n] = total.get(n, 0.0) + f
        found = sorted(total.items())
        rarity = math.log(1 + (len(self.docs) - len(found) + 0.5) / (len(found) + 0.5))
        return [
            (n, term.weight * rarity * f * (k1 + 1) / (f + k1 * (1 - b + b * self.lengths[n] / self.average))) for n, f in found
        ]

    def _frequencies(self, word: str) -> dict[int, float]:
        """Of the documents that have the word; looked for once, because queries share their words."""
        if word not in self._found:
            self._found[word] = {n: f for n in range(len(self.docs)) if (f := self._frequency(n, word))}
        return self._found[word]

    def _frequency(self, n: int, word: str) -> float:
        title, body, also = self.folded[n]
        weights = self.weights
        held = weights["title"] * count(title, word) + count(body, word)
        return float(held + weights["words"] * count(also, word) + weights["context"] * count(self.context[n], word))
