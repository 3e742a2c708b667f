"""The commands as people meet them: what they print, what they refuse, how they exit."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from jsonschema import Draft202012Validator

from checker.regulation.checks.past import UNADOPTED
from tests import law
from tests.conftest import ROOT, Run

EXPORTS = ROOT / "tests" / "exports"


def schema(name: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads((ROOT / f"schema/output-{name}.json").read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("check", ["check", "tests/exports"]),
        ("lint", ["lint"]),
        ("lint", ["lint", "--root", "tests/second"]),
        ("show", ["show", "4.1-2"]),
        ("show", ["show", "4"]),
        ("explain", ["explain"]),
        ("explain", ["explain", "feedback-answer-time"]),
        ("explain", ["explain", "4.3-3"]),
        ("records", ["records"]),
        ("records", ["records", "inquiries"]),
        ("search", ["search", "客訴多久要回"]),
        ("search", ["search", "--limit", "3", "看屋預弱"]),
        ("coverage", ["coverage"]),
        ("coverage", ["coverage", "--root", "tests/second"]),
    ],
)
def test_json_is_as_its_schema_says(name: str, arguments: list[str], handbook: Run) -> None:
    done = handbook(*arguments, "--format", "json")
    document = json.loads(done.stdout)
    schema(name).validate(document)
    first: Any = document if isinstance(document, list) else next(iter(document.values()))
    if name in ("show", "explain", "records", "search"):
        assert first
        del first[0][next(iter(first[0]))]
        assert list(schema(name).iter_errors(document)), "the schema lets anything pass"


def test_search_ranks_and_says_what_is_missing(handbook: Run) -> None:
    found = json.loads(handbook("search", "客訴", "賠償金", "--limit", "2", "--format", "json").stdout)
    assert len(found) == 2
    assert found[0]["score"] >= found[1]["score"]
    assert "賠償金" in found[0]["missing"]
    assert "此處沒有提到：賠償金" in handbook("search", "客訴賠償金").stdout
    assert handbook("search", "停車位").stdout.strip() == "條文中沒有與此相符的內容。"
    assert "运营人员应在 30 秒内回应" in handbook("search", "4.1-2", "--lang", "zh-Hans").stdout


@pytest.mark.parametrize(("lang", "verdicts"), [("zh-Hant", "違反："), ("zh-Hans", "违反："), ("en", "breach: ")])
def test_explain_prints_one_innocent_and_one_guilty(lang: str, verdicts: str, handbook: Run) -> None:
    done = handbook("explain", "inquiry-reply-time", "--lang", lang)
    assert len(re.findall(r"4\.1-2\.a-\d", done.stdout)) == 2
    assert len(re.findall(f"(?<!不作){verdicts}", done.stdout)) == 2, "no breach, breach; beside what is not accused at all"


def test_show_as_of_a_date(handbook: Run) -> None:
    assert "30 秒" in handbook("show", "4.1-2").stdout
    assert "暫定" in handbook("show", "4.1-2", "--on", "2026-05-01").stdout
    assert "30 秒内回应客户咨询" in handbook("show", "4.1-2", "--lang", "zh-Hans").stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["show", "4.1-99"], "4.1-"),
        (["explain", "inquiry-replies-time"], "handbook explain inquiry-reply-time"),
        (["explain", "諮詢首次回覆時限"], "handbook explain inquiry-reply-time"),
        (["explain", "4.1-99"], "handbook explain 4.1-9"),
        (["explain", "客訴多久要回"], "handbook explain 4.1-16"),
        (["explain", "停車位"], "handbook search"),
        (["explain", ""], "handbook search"),
        (["records", "inquiry"], "inquiries"),
        (["check", "no-such-file.csv"], "no-such-file.csv"),
        (["check", "tests/exports", "--rule", "nothing"], "nothing"),
        (["check", "tests/exports", "--cutoff", "soon"], "soon"),
        (["check", "tests/exports", "--cutoff", "9999-12-31"], "9999-12-31"),
        (["check", "tests/exports", "--as", "inquiries"], "inquiries"),
        (["check", "README.md"], "README.md"),
        (["records", "feedback", "--template", "x.doc"], "x.doc"),
        (["revise"], "--effective"),
        (["check"], "PATH"),
        (["nonsense"], "nonsense"),
    ],
)
def test_refusals_are_for_people(arguments: list[str], words: str, handbook: Run) -> None:
    done = handbook(*arguments)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_all_unusable_inputs_are_told_at_once(handbook: Run) -> None:
    done = handbook("check", "one.csv", "two.csv")
    assert "one.csv" in done.stderr
    assert "two.csv" in done.stderr


@pytest.mark.parametrize(
    ("row", "options", "code"),
    [
        ("2026-01-05 10:00:00,2026-01-05 10:00:30", [], 0),
        ("2026-01-05 10:00:00,2026-01-05 10:00:31", [], 1),
        ("2026-01-05 10:00:00,2026-01-05 10:00:31", ["--fail-on", "never"], 0),
        ("2025-01-05 10:00:00,2025-01-05 10:00:31", [], 3),
        ("2026-01-05 10:00:00,,x", [], 3),  # a record that could not be read
        ("2026-01-05 10:00:00,", ["--cutoff", "2026-01-05T10:00:30+08:00"], 3),
        ("2026-01-05 10:00:00,", ["--cutoff", "2026-01-05T10:00:31+08:00"], 1),
        ("2026-01-05 10:00:00,", ["--cutoff", "2026-01-05T02:00:31Z"], 1),
    ],
)
def test_exit_codes(row: str, options: list[str], code: int, handbook: Run, tmp_path: Path) -> None:
    path = tmp_path / "inquiries.csv"
    path.write_text(f"inquiry_id,received_at,replied_at\nI1,{row}\n", encoding="utf-8")
    done = handbook("check", path, "--rule", "inquiry-reply-time", *options)
    assert done.returncode == code, done.stdout + done.stderr


def test_warning_can_fail_the_run(handbook: Run, tmp_path: Path) -> None:
    path = tmp_path / "inquiries.csv"
    rows = "I1,2026-01-05 10:00:00,2026-01-05 10:00:01\nI1,2026-01-06 10:00:00,2026-01-06 10:00:01\n"
    path.write_text(f"inquiry_id,received_at,replied_at\n{rows}", encoding="utf-8")
    assert handbook("check", path).returncode == 0
    assert handbook("check", path, "--fail-on", "warning").returncode == 1


def test_unfit_regulation_is_not_checked_against(handbook: Run, tmp_path: Path) -> None:
    root = tmp_path / "law"
    shutil.copytree(ROOT / "tests" / "second", root)
    (root / "docs" / "data" / "broken.yml").write_text("roles:\n- {id: no, name: 4.1}\n", encoding="utf-8")
    (tmp_path / "loans.csv").write_text("loan_id\n1\n", encoding="utf-8")
    done = handbook("check", "--root", root, tmp_path / "loans.csv")
    assert done.returncode == 2
    assert "handbook lint" in done.stderr


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_template_is_recognised_when_filled_in(suffix: str, handbook: Run, tmp_path: Path) -> None:
    path = tmp_path / f"export{suffix}"
    assert handbook("records", "inquiries", "--template", path).returncode == 0
    row = ["I1", "2026-01-05 10:00:00", "2026-01-05 10:00:10"]
    if suffix == ".csv":
        with path.open("a", encoding="utf-8", newline="") as out:
            width = len(next(csv.reader(path.read_text(encoding="utf-8-sig").splitlines())))
            csv.writer(out).writerow(row + [""] * (width - len(row)))
    else:
        book = openpyxl.load_workbook(path)
        book.active.append(row)
        book.save(path)
    report = json.loads(handbook("check", path, "--format", "json").stdout)
    assert report["files"][0]["record"] == "inquiries"
    assert report["account"]["judged"] == 1


def test_revise_writes_what_lint_accepts(handbook: Run, tmp_path: Path) -> None:
    rule = {
        "id": "r", "title": {"zh-Hant": "規則", "en": "rule"}, "duty": "1-1.a", "kind": "required",
        "record": "things", "fields": ["note"],
    }  # fmt: skip
    for path, text in law.confirmed(law.files(rule)).items():
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    nothing = handbook(
        "revise", "--root", tmp_path, "--effective", "2026-03-01", "--issuer", "company", "--title", "x", "--reason", "y"
    )
    assert nothing.returncode == 0
    assert not list((tmp_path / "revisions").glob("0002*"))
    for path, text in law.law_files(45).items():
        (tmp_path / path).write_text(text, encoding="utf-8")
    before = json.loads(handbook("lint", "--root", tmp_path, "--format", "json").stdout)
    assert any("revise" in problem["remedy"] for problem in before["problems"])
    done = handbook(
        "revise",
        "--root",
        tmp_path,
        "--effective",
        "2026-03-01",
        "--issuer",
        "company",
        "--title",
        "Longer",
        "--reason",
        "tried",
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "revisions" / "0002-longer.yml").is_file()
    after = json.loads(handbook("lint", "--root", tmp_path, "--format", "json").stdout)
    codes = {problem["code"] for problem in after["problems"]}
    assert "stale" in codes
    assert codes == {problem["code"] for problem in before["problems"]} - UNADOPTED


def test_wheel_works_outside_the_repository(tmp_path: Path) -> None:
    """What is installed is all there is: the bundled regulation, schemas, case book and samples."""
    runs: list[tuple[list[str], int, str]] = [
        (["demo", "samples"], 0, ""),
        (["lint"], 0, ""),
        (["show", "4.1-2"], 0, ""),
        (["explain", "inquiry-reply-time"], 0, "4.1-2.a-"),
        (["check", "samples"], 1, ""),
    ]
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(tmp_path), str(ROOT)],
        check=True,
        timeout=300,
    )
    wheel = next(tmp_path.glob("*.whl"))
    installed = tmp_path / "installed"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(installed)
    for arguments, code, words in runs:
        done = subprocess.run(
            [sys.executable, "-m", "checker", *arguments],
            cwd=tmp_path,
            env={"PYTHONPATH": str(installed), "PATH": "", "SYSTEMROOT": r"C:\Windows"},
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=300,
        )
        assert done.returncode == code, (arguments, done.stdout[-500:], done.stderr)
        assert words in done.stdout, arguments
        assert "Traceback" not in done.stderr
