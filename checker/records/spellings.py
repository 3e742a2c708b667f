"""Codes and booleans: from the spellings of an export to the canonical value, by the same folding as headers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from checker.model import Column
from checker.records.store import literal
from checker.text import PUNCTUATION, VARIANTS, fold, hans_table

TRUE = ("true", "yes", "y", "t", "1", "1.0", "是", "對", "真", "√", "✓", "✔")
FALSE = ("false", "no", "n", "f", "0", "0.0", "否", "不是", "錯", "假", "×", "✗", "✘")


def canonical(column: Column, text: str) -> str:
    """SQL: the code (or 'true'/'false') that a trimmed cell spells; NULL when it spells none of them."""
    spelt = {code: [code, *spellings] for code, spellings in column.values.items()}
    if column.kind == "boolean":
        spelt["true"] = [*spelt.get("true", ()), *TRUE]
        spelt["false"] = [*spelt.get("false", ()), *FALSE]
    folded: dict[str, str] = {}
    for code, spellings in spelt.items():
        for spelling in spellings:
            folded.setdefault(fold(spelling) or spelling, code)
    if not folded:
        return "NULL"
    ranked = sorted((rank, word) for words in spelt.values() for rank, word in enumerate(words))
    exact = {word: folded[fold(word) or word] for _, word in ranked}  # the code itself and common words first
    as_is = " ".join(f"WHEN {literal(key)} THEN {literal(code)}" for key, code in exact.items())
    late = " ".join(f"WHEN {literal(key)} THEN {literal(code)}" for key, code in folded.items())
    otherwise = f"CASE {folded_sql(text, folded)} {late} END"
    return f"CASE WHEN {text} IS NULL THEN NULL ELSE CASE {text} {as_is} ELSE {otherwise} END END"


def folded_sql(text: str, wanted: Iterable[str]) -> str:
    """SQL: ``fold(text)``, exact as far as comparison with the ``wanted`` folded texts goes."""
    table = _into(frozenset("".join(wanted)))
    lowered = f"translate(lower({text}), {literal(''.join(table))}, {literal(''.join(table.values()))})"
    return f"regexp_replace({lowered}, {literal(PUNCTUATION.pattern)}, '', 'g')"


def _into(alphabet: frozenset[str]) -> Mapping[str, str]:
    """Every single character that folds to another one of the alphabet."""
    return {source: target for source, target in _pairs().items() if target in alphabet}


@cache
def _pairs() -> Mapping[str, str]:
    """Every single character that folds to another text. The same for every column of every file, and dear to make."""
    candidates = {*hans_table(), *VARIANTS, *range(0xFF01, 0xFF5F), *range(0x2460, 0x2474)}
    pairs = ((chr(code), fold(chr(code))) for code in sorted(candidates))
    return {source: target for source, target in pairs if source != target}
