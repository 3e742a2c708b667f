"""Lint as a whole: what is right is left alone, nothing makes it stumble, and every problem has words."""

from __future__ import annotations

import ast
import json
import os
import re
import string
from pathlib import Path

import pytest
import yaml

from checker import yamlio
from checker.model import Place
from checker.regulation.checks.quotes import modals, sentences
from checker.regulation.files import read
from tests.lint.test_also import CASES as ALSO
from tests.lint.test_bearers import CASES as BEARERS

CHECKER = Path(__file__).resolve().parents[2] / "checker"
MESSAGES = yaml.safe_load((CHECKER / "messages" / "lint.yml").read_text(encoding="utf-8"))
TABLE = yaml.safe_load(Path(__file__).with_name("mutations.yml").read_text(encoding="utf-8"))
IN_VAIN = yaml.safe_load(Path(__file__).with_name("in_vain.yml").read_text(encoding="utf-8"))
TRIGGERS = yaml.safe_load(Path(__file__).with_name("triggers.yml").read_text(encoding="utf-8"))

NOT_IN_TABLE = {  # tried below, and in test_judging
    "root-empty", "not-utf8", "no-file", "file-unreadable", "record-word-shared", "value-in-words",
}  # fmt: skip
MAKERS = {"Problem": 0, "Ruling": 0, "report": 0, "either": (0, 1)}
"""Calls that make problems, and which of their arguments are codes."""


def test_the_second_regulation_is_clean(second, problems_of):
    assert problems_of(second) == []


def test_the_regulation_is_clean(first, problems_of):
    assert [problem for problem in problems_of(first) if problem.severity == "error"] == []


def test_problems_come_by_file_and_line(second, problems_of):
    files = {path: text for path, text in second.items() if path != "docs/data/roles.yml"}
    places = [problem.place for problem in problems_of(files)]
    assert len(places) > 3
    assert places == sorted(places)


def test_an_empty_regulation_has_problems_but_no_traceback(problems_of):
    assert {problem.code for problem in problems_of({})} == {"file-missing", "history-missing"}


def test_words_for_files_of_two_record_types(second, problems_of):
    text = second["schema/records/loans.json"].replace('"type": "loans"', '"type": "visits"')
    found = [p for p in problems_of({**second, "schema/records/visits.json": text}) if p.code == "record-word-shared"]
    assert [problem.params["word"] for problem in found] == ["loans", "lending", "circulation"]


def test_a_folder_without_a_regulation(tmp_path):
    assert [problem.code for problem in read(tmp_path)[1]] == ["root-empty"]


def test_a_file_in_another_encoding(tmp_path):
    folder = tmp_path / "docs" / "regulation"
    folder.mkdir(parents=True)
    (folder / "1.md").write_bytes("# 總則 {#1}\n".encode("gb18030"))
    assert [(problem.code, problem.place) for problem in read(tmp_path)[1]] == [("not-utf8", Place("docs/regulation/1.md"))]


def test_what_cannot_be_read_is_told(tmp_path, monkeypatch):
    folder = tmp_path / "docs" / "regulation"
    folder.mkdir(parents=True)
    os.mkfifo(folder / "1.md")
    (folder / "2.md").write_text("x", encoding="utf-8")

    def shut(self, **_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_text", shut)
    found = [(problem.code, problem.place) for problem in read(tmp_path)[1]]
    assert found == [("no-file", Place("docs/regulation/1.md")), ("file-unreadable", Place("docs/regulation/2.md"))]


@pytest.mark.parametrize("odd", [[], {}, 5, None, [None]], ids=repr)
def test_no_value_makes_lint_stumble(odd, second, problems_of):
    """Every eleventh value of every data file is replaced by something else."""
    for file, text in second.items():
        if not file.endswith(".yml"):
            continue
        value = yamlio.parse(text, file).value
        for path in list(paths(value))[::11]:
            problems_of({**second, file: yamlio.dump(replaced(value, path, odd))})


def paths(value, path=()):
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield from paths(inner, (*path, key))


def replaced(value, path, new):
    if not path:
        return new
    copy = json.loads(json.dumps(value))
    inner = copy
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = new
    return copy


CHINESE = {
    "docs/reference/regulation.yml": "title: {zh-Hant: 章程}\nzone: Asia/Shanghai\nlanguage: zh-Hant\n",
    "docs/regulation/1.md": "# 服務 {#1}\n\n### 回應 {#1-1}\n\n人員應在 30 秒內回應客戶。人員每月應匯總相應記錄。\n",
    "docs/data/all.yml": """roles:
- {id: staff, name: 人員, kind: post, status: named-not-defined}
duties:
- {id: 1-1.a, article: "1-1", quote: 人員應在 30 秒內回應客戶, modality: obligation, bearer: staff, sla: reply}
- {id: 1-1.b, article: "1-1", quote: 每月應匯總相應記錄, modality: obligation, bearer: staff, frequency: P1M}
slas:
- {id: reply, article: "1-1", quote: 30 秒內, limit: {value: PT30S, clock: elapsed, boundary: inclusive}}
""",
}
UNFINISHED = {"history-missing", "norm-without-status", "english-missing"}


@pytest.mark.parametrize(
    ("find", "replace", "code"),
    [
        ("§", "", None),
        ("30 秒內", "三十秒內", None),
        ("30 秒內", "40 秒內", "figure-differs"),
        ("PT30S", "PT40S", "figure-differs"),
        ("每月", "每季度", "figure-differs"),
        (", frequency: P1M", "", "figure-unvalued"),
        ("frequency: P1M", "figures: [P1M]", None),
        ("frequency: P1M", "figures: [P3M]", "figure-differs"),
        ("frequency: P1M", "figures: [P1M, P3M]", "figure-absent"),
        ("人員應在", "人員可在", "modal-missing"),
        ("人員應在", "人員不得在", "modal-contrary"),
        ("每月應匯總", "每月匯總", "modal-missing"),
        ("。人員每月", "。另有規定。人員每月", "sentence-without-norm"),
        ("kind: post", "kind: pots", "misspelt-value"),
    ],
)
def test_chinese_text(find, replace, code, problems_of):
    files = {path: text.replace(find, replace) for path, text in CHINESE.items()}
    found = {problem.code for problem in problems_of(files)} - UNFINISHED
    assert (code in found) if code else not found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("應在 30 秒內回應客戶諮詢", {"obligation"}),
        ("回應客戶諮詢", set()),
        ("經許可後供應相應資料", set()),
        ("不得誇大宣傳", {"prohibition"}),
        ("客戶可隨時查詢", {"permission"}),
        ("可能、可靠、認可", set()),
        ("應回應，亦可轉交", {"obligation", "permission"}),
    ],
)
def test_modal_verbs_of_chinese(words, found):
    assert modals(words, "zh") == found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Staff must reply", {"obligation"}),
        ("Staff shall not smoke", {"prohibition"}),
        ("Staff may not smoke", {"prohibition"}),
        ("Members may renew", {"permission"}),
        ("The mayor and the marshall", set()),
    ],
)
def test_modal_verbs_of_english(words, found):
    assert modals(words, "en") == found


def test_sentences():
    def split(text, language):
        return [text[low:high].strip() for low, high in sentences(text, language)]

    assert split("應記錄。\n\n不得外洩；可查閱。", "zh-Hant") == ["應記錄。", "不得外洩；可查閱。"]
    assert split("Loans are free. Version 2.1 applies.\n\nReturn it!", "en") == [
        "Loans are free.",
        "Version 2.1 applies.",
        "Return it!",
    ]


def codes() -> set[str]:
    """Every code that some call in the program makes a problem of."""
    found = set()
    for path in CHECKER.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            for index in (MAKERS[name],) if isinstance(MAKERS.get(name), int) else MAKERS.get(name, ()):
                argument = node.args[index] if index < len(node.args) else None
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    found.add(argument.value)
    return found | {"docs-added", "docs-changed", "docs-removed"}  # from a table in checks/past.py


def test_every_code_has_words_and_all_words_are_used():
    assert {key.removesuffix(".do").removeprefix("lint.") for key in MESSAGES} == codes()
    assert {f"lint.{code}{end}" for code in codes() for end in ("", ".do")} == MESSAGES.keys()


@pytest.mark.parametrize("key", MESSAGES)
def test_both_languages_fill_the_same_blanks(key):
    def blanks(template):
        return {name for _, name, _, _ in string.Formatter().parse(template) if name}

    assert MESSAGES[key].keys() == {"zh-Hant", "en"}
    assert blanks(MESSAGES[key]["zh-Hant"]) == blanks(MESSAGES[key]["en"])
    assert not re.search(r"[A-Za-z]，|，[A-Za-z]", MESSAGES[key]["en"])


def test_every_code_is_tried():
    of_triggers = {code for case in (*TRIGGERS["cases"], *IN_VAIN) for code in case["found"]}
    of_bearers = {code for *_, found in [*BEARERS, *ALSO] for code in found}
    assert {row["code"] for row in TABLE["mutations"]} | of_triggers | of_bearers | NOT_IN_TABLE == codes()
