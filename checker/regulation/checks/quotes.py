"""Quotes against the text: each stands once in its article, within one sentence, with figures and modal verbs that agree."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker import quantity
from checker.model import Data, Problem, UnitKey
from checker.quantity import Duration
from checker.regulation.checks.source import Source, shorten
from checker.regulation.law import map_of, text_of, texts_of

QUOTING = ("role", "duty", "sla", "term", "sanction", "law", "authority")

_SENTENCE = {"en": re.compile(r".+?(?:[.!?](?=\s|$)|$)", re.DOTALL), "zh": re.compile(r"[^。！？]+[。！？]?[」』）]*")}

_NO_MODAL = re.compile(
    "回應|響應|供應|相應|對應|適應|反應|效應|順應|感應|應急|應徵|應聘|應用|應屆|許可|認可|可能|可靠|可行|可持續|可追溯|不可抗力"
)
_MODALS = {
    "zh": {"obligation": re.compile("應"), "prohibition": re.compile("不得"), "permission": re.compile("可")},
    "en": {
        "obligation": re.compile(r"\b(?:shall|must)\b(?! not\b)", re.IGNORECASE),
        "prohibition": re.compile(r"\b(?:shall|must|may) not\b", re.IGNORECASE),
        "permission": re.compile(r"\bmay\b(?! not\b)", re.IGNORECASE),
    },
}
_CONTRARY = {
    "obligation": ("prohibition",),
    "prohibition": ("obligation", "permission"),
    "permission": ("obligation", "prohibition"),
    "assurance": ("obligation", "prohibition"),
    "definition": ("obligation", "prohibition"),
}
_WORDS = {
    "zh": {"obligation": "應", "prohibition": "不得", "permission": "可"},
    "en": {"obligation": "shall / must", "prohibition": "shall not / must not / may not", "permission": "may"},
}


def sentences(text: str, language: str) -> list[tuple[int, int]]:
    """Where each sentence of an article begins and ends; blank ones left out."""
    pattern = _SENTENCE["en" if language == "en" else "zh"]
    return [match.span() for match in pattern.finditer(text) if match[0].strip()]


def durations(words: str) -> list[Duration]:
    """The durations that words speak of; a figure that cannot be read (1.5 小時) counts as none."""
    try:
        return list(quantity.in_prose(words))
    except ValueError:
        return []


def iso(value: object) -> Duration | None:
    """An ISO 8601 duration of the data; None where it is not one, which the schema check reports."""
    try:
        return quantity.parse(value) if isinstance(value, str) else None
    except ValueError:
        return None


def quoted(source: Source) -> Iterator[tuple[UnitKey, str, Data, str]]:
    """Key, article, datum and text of the article, of every unit that quotes an article that exists."""
    law = source.law
    for kind in QUOTING:
        for key, _, data in source.units(kind):
            article = text_of(data, "article")
            if text_of(data, "quote") and law.has("article", article):
                yield key, article, data, law.article(article).text


def check_quotes(source: Source) -> Iterator[Problem]:
    """A quote stands exactly once in its article and does not run on into another sentence; list items stand in the quote."""
    for key, article, data, text in quoted(source):
        quote = text_of(data, "quote")
        place = source.place(key, "quote")
        params = {"id": key, "article": article, "quote": shorten(quote)}
        count = text.count(quote)
        if count == 0:
            yield Problem("quote-missing", place, params)
        elif count > 1:
            yield Problem("quote-repeated", place, {**params, "count": count})
        else:
            start = text.index(quote)
            end = start + len(quote.rstrip())
            if not any(low <= start and end <= high for low, high in sentences(text, source.book.language)):
                yield Problem("quote-spans", place, params)
        for index, item in enumerate(texts_of(data, "items")):
            if item not in quote:
                yield Problem("item-not-quoted", source.place(key, "items", index), {**params, "item": item})


def check_sentences(source: Source) -> Iterator[Problem]:
    """Every sentence of an article in force holds a norm, and every figure in it stands in some quote."""
    quotes: dict[str, list[tuple[UnitKey, str]]] = {}
    for key, article, data, _ in quoted(source):
        quotes.setdefault(article, []).append((key, text_of(data, "quote")))
    for key, article, data in source.units("article"):
        text = text_of(data, "text")
        if data.get("status") == "reserved":
            continue
        if not text:
            yield Problem("article-empty", source.place(key), {"article": article})
        for low, high in sentences(text, source.book.language):
            sentence = text[low:high].strip()
            inside = [(unit, quote) for unit, quote in quotes.get(article, []) if quote in sentence]
            params = {"article": article, "sentence": shorten(sentence, 60)}
            if not any(unit.kind == "duty" for unit, _ in inside):
                yield Problem("sentence-without-norm", source.words(article, sentence), params)
            known = {d for unit, quote in inside if unit.kind != "role" for d in durations(quote)}
            if not set(durations(sentence)) <= known:
                yield Problem("figure-unquoted", source.words(article, sentence), params)


def check_figures(source: Source) -> Iterator[Problem]:
    """The figures of a quote are the values of its data, so that neither can change alone."""
    law = source.law
    for key, _, data in source.units("sla"):
        limit = map_of(data, "limit")
        value = iso(limit.get("value"))
        params = {"id": key, "quote": shorten(text_of(data, "quote")), "value": str(limit.get("value"))}
        figures = durations(text_of(data, "quote"))
        if "term" in limit and figures:
            yield Problem("figure-of-open-term", source.place(key, "quote"), {**params, "value": str(limit["term"])})
        elif value and any(figure != value for figure in figures):
            yield Problem("figure-differs", source.place(key, "limit", "value"), params)
        elif value and not figures:
            yield Problem("figure-absent", source.place(key, "quote"), params)
    for key, _, data in source.units("duty"):
        quote = text_of(data, "quote")
        own = [("frequency", data.get("frequency")), *(("figures", figure) for figure in texts_of(data, "figures"))]
        named = [*(said for _, said in own), law.sla(text_of(data, "sla")).limit.get("value")]
        values = {value for value in map(iso, named) if value}
        params = {"id": key, "quote": shorten(quote), "value": "、".join(v for v in named if isinstance(v, str))}
        spoken = set(durations(quote))
        if spoken and not values:
            yield Problem("figure-unvalued", source.place(key, "quote"), params)
        elif not spoken <= values:
            yield Problem("figure-differs", source.place(key, "quote"), params)
        for where, said in own:
            if (length := iso(said)) and length not in spoken:
                yield Problem("figure-absent", source.place(key, where), {**params, "value": str(said)})


def check_modality(source: Source) -> Iterator[Problem]:
    """The modal verb of a quote is the one of the duty's modality: 應, 不得, 可; shall or must, shall not, may."""
    language = "en" if source.book.language == "en" else "zh"
    for key, _, data in source.units("duty"):
        quote, modality = text_of(data, "quote"), text_of(data, "modality")
        found = modals(quote, language)
        place = source.place(key, "modality")
        params = {"id": key, "quote": shorten(quote), "modality": modality}
        words = _WORDS[language]
        if modality in words and modality not in found:
            yield Problem("modal-missing", place, {**params, "word": words[modality]})
        for other in _CONTRARY.get(modality, ()):
            if other in found:
                yield Problem("modal-contrary", place, {**params, "word": words[other]})


def modals(words: str, language: str) -> set[str]:
    """The modalities whose verbs occur in words; 回應, 許可 and the like are no modal verbs."""
    bare = _NO_MODAL.sub("＿", words) if language == "zh" else words
    return {modality for modality, pattern in _MODALS[language].items() if pattern.search(bare)}
