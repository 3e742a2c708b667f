"""Every statement of every rule: read by an independent parser, rendered for other engines, and made of few words."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import sqlglot
from sqlglot import exp
from sqlglot.errors import ErrorLevel, SqlglotError

from checker.engine.compile import Asked, Compiled, compile_rule
from checker.engine.lapses import longest_of
from checker.engine.queries import counting, finding
from checker.model import Part
from checker.records.sources import Extent
from checker.rules.versions import versions
from checker.sql.dialect import DuckDB
from checker.sql.functions import AGGREGATES, FUNCTIONS, WITH_A_WORD
from checker.sql.select import laid_in
from tests.rules.examples import BOOK, ROOT, RULES, model_of

CHECKER = ROOT / "checker"
SQL = re.compile(
    r"\b(SELECT|CASE WHEN|LEFT JOIN|GROUP BY|ORDER BY|UNION ALL|INSERT INTO|IS NOT NULL)\b"
    r"|\bCREATE (OR REPLACE )?(TEMP )?(TABLE|VIEW)\b"
)
READS_FILES = ("sql/", "records/", "engine/duckdb.py")
"""Where SQL may stand as text: the dialect, and what loads files into DuckDB."""

ENGINES = ("duckdb", "spark", "trino")
WORDS = {*FUNCTIONS, *WITH_A_WORD, *AGGREGATES, "row_number", "unnest"}
"""All functions of the judging vocabulary."""


def _parts() -> list[Part]:
    """An export of every type with every column."""
    return [Part(n, f"{t.id}.csv", t.id, t.id, frozenset(t.columns)) for n, t in enumerate(BOOK.types.values())]


COMPLETE = dict.fromkeys(BOOK.types, Extent())


@cache
def compiled() -> list[Compiled]:
    """Every rule, as far as its examples say what the law leaves open."""
    asked = Asked(_parts(), 10**15, COMPLETE)
    in_time = replace(asked, period=(0, 10**14))
    return [
        compile_rule(rule, n, versions(rule, model_of(rule).book), BOOK, in_time if n % 2 else asked)
        for n, rule in enumerate(RULES)
    ]


@cache
def statements() -> dict[str, str]:
    found = {}
    for c in compiled():
        record = BOOK.types[c.rule.record]
        found[f"{c.rule.id}: count"] = DuckDB().query(counting(record, [c]))
        for name, select in ((n, s) for join in c.joins for n, s in laid_in(join.source.relation).items()):
            found[name] = DuckDB().query(select)
        if c.says:
            found[f"{c.rule.id}: findings"] = DuckDB().query(finding(record, [c]))
    found["lapses"] = DuckDB().query(longest_of([c for c in compiled() if c.lives], BOOK.types, (0, 10**14)))
    for record in BOOK.types.values():
        together = [c for c in compiled() if c.rule.record == record.id and c.says and not c.joins]
        if together:
            found[f"{record.id}: findings"] = DuckDB().query(finding(record, together))
    return found


def test_every_kind_is_among_them() -> None:
    assert len(statements()) > 2 * len(RULES) * 0.9
    assert sum(len(text) for text in statements().values()) / len(statements()) < 10_000


def refusal(tree: exp.Expression, dialect: str) -> str:
    """Why an engine could not say it, or nothing."""
    try:
        sqlglot.parse_one(tree.sql(dialect=dialect, unsupported_level=ErrorLevel.RAISE), read=dialect)
    except SqlglotError as error:
        return str(error)[:200]
    return ""


def functions(tree: exp.Expression) -> set[str]:
    calls = tree.find_all(exp.Func)
    return {(call.name if isinstance(call, exp.Anonymous) else call.sql_name()).lower() for call in calls}


def test_other_engines_could_say_it_in_a_small_vocabulary() -> None:
    """One test: reading the statements costs more than all that is asked of them."""
    problems: list[str] = []
    used: set[str] = set()
    for text, name in {text: name for name, text in statements().items()}.items():
        try:
            tree = sqlglot.parse_one(text, read="duckdb")
            used |= functions(tree)
            problems += [f"{name} in {dialect}: {why}" for dialect in ENGINES if (why := refusal(tree, dialect))]
        except SqlglotError as error:
            problems.append(f"{name}: {str(error)[:200]}")
    assert not problems, "\n".join(problems[:10])
    spelt = {
        "if",
        "case",
        "and",
        "or",
        "array",
        "struct",
        "logical_or",
        "group_concat",
        "cast",
        "explode",
        "unnest",
        "row_number",
    }
    assert used - spelt <= {name.replace("bool_or", "logical_or").replace("string_agg", "group_concat") for name in WORDS}
    assert len(WORDS) <= 16


def _texts(path: Path) -> Iterator[tuple[int, str]]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    told = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.lineno, node.value


def sql_texts(root: Path) -> list[str]:
    """Where SQL stands as text though it should be a value."""
    return [
        f"{path.relative_to(root)}:{line}: {text[:60]}"
        for path in sorted(root.rglob("*.py"))
        if not path.relative_to(root).as_posix().startswith(READS_FILES)
        for line, text in _texts(path)
        if SQL.search(text)
    ]


def test_no_sql_as_text_elsewhere() -> None:
    assert sql_texts(CHECKER) == []


def test_sql_as_text_would_be_found(tmp_path: Path) -> None:
    (tmp_path / "kinds.py").write_text('"""SELECT in prose."""\nx = f"SELECT {1} FROM t"\n', encoding="utf-8")
    assert len(sql_texts(tmp_path)) == 1
