"""The provisional first edition is corrected in place while nothing rests on it: what changed, what is to be read again,
and when the road is closed."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from checker import yamlio
from checker.regulation.checks.past import UNADOPTED
from checker.regulation.files import read
from checker.rules.model import read_model
from tests.conftest import ROOT, Run
from tests.oracle import resting

FIRST = "revisions/0001-first-edition.yml"
KEPT = ("revision", "title", "reason", "issuer", "power", "adopted", "published", "effective", "provisional", "previous")
CHANGED = {"article/4.1-2", "duty/4.1-2.a", "sla/inquiry-reply", "term/4.1-2.t2"}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The regulation of this repository in a folder of its own."""
    for part in ("docs/regulation", "docs/data", "docs/rules", "docs/reference", "revisions", "schema"):
        shutil.copytree(ROOT / part, tmp_path / part)
    return tmp_path


def replace(root: Path, old: str, new: str, *parts: str) -> None:
    """Some words replaced wherever they stand; they stand somewhere."""
    paths = [path for part in parts for path in [root / part, *sorted((root / part).rglob("*"))] if path.is_file()]
    found = [path for path in paths if old in path.read_text(encoding="utf-8")]
    assert found
    for path in found:
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8", newline="\n")


def correct(root: Path) -> None:
    """The first reply within 20 seconds instead of 30: an article, its duty, its limit and an open term."""
    replace(root, "30 秒內", "20 秒內", "docs/regulation", "docs/data")
    replace(root, "PT30S", "PT20S", "docs/data/slas.yml")
    replace(root, 'quote: "回應", needs: meaning', 'quote: "內回應", needs: meaning', "docs/data/terms/4.1.yml")


def errors(handbook: Run, root: Path) -> list[tuple[str, str]]:
    """Code and message of every error that lint finds."""
    report = json.loads(handbook("lint", "--root", root, "--format", "json").stdout)
    return [(one["code"], one["message"]) for one in report["problems"] if one["severity"] == "error"]


def expected_stale(root: Path) -> set[str]:
    model = read_model(read(root)[0])
    units = model.book.present.units
    entries = [
        entry
        for path in model.texts.paths("docs/rules/")
        for top in ("rules", "statistics")
        for entry in model.texts.document(path).data.get(top, [])
    ]
    return {entry["id"] for entry in entries if resting.rests_on(entry, units) & CHANGED}


def test_a_correction_in_place(copy: Path, handbook: Run) -> None:
    before = yamlio.parse((copy / FIRST).read_text(encoding="utf-8"), FIRST).data
    correct(copy)
    stale = expected_stale(copy)
    assert "inquiry-reply-time" in stale
    assert {code for code, _ in errors(handbook, copy)} == {"docs-changed", "stale"}

    done = handbook("revise", "--first", "--root", copy)
    assert done.returncode == 0, done.stderr
    assert set(re.findall(r"修改 (\S+?)（4\.1-2）", done.stdout)) == CHANGED
    assert set(re.findall(r"^  ([a-z-]+)（\d", done.stdout, re.M)) == stale
    after = yamlio.parse((copy / FIRST).read_text(encoding="utf-8"), FIRST).data
    assert {key: after[key] for key in KEPT} == {key: before[key] for key in KEPT}
    assert after["result"] != before["result"]
    assert sorted(path.name for path in (copy / "revisions").iterdir()) == ["0001-first-edition.yml"]

    found = errors(handbook, copy)
    assert {code for code, _ in found} == {"stale"}
    assert {re.findall("「(.+?)」", message)[0] for _, message in found} == stale
    rules = {path: path.read_bytes() for path in sorted((copy / "docs/rules").iterdir())}
    done = handbook("lint", "--root", copy, *(word for id in sorted(stale) for word in ("--confirm", id)))
    assert done.returncode == 0, done.stdout
    assert "雖未公布，仍自 2026-01-01 起適用" in done.stdout
    lines = [
        (old, new)
        for path, text in rules.items()
        for old, new in zip(text.splitlines(), path.read_bytes().splitlines(), strict=True)
        if old != new
    ]
    assert len(lines) == len(stale)
    assert all(re.fullmatch(rb'  confirmed: "[0-9a-f]{12}"', line) for pair in lines for line in pair)

    sealed = (copy / FIRST).read_bytes()
    again = handbook("revise", "--first", "--root", copy)
    assert (again.returncode, (copy / FIRST).read_bytes()) == (0, sealed)
    assert "沒有可更正的" in again.stdout


def test_what_nothing_rests_on_makes_nothing_stale(copy: Path, handbook: Run) -> None:
    replace(copy, "# 總則 {#1}", "# 通則 {#1}", "docs/regulation")
    done = handbook("revise", "--first", "--root", copy, "--lang", "en")
    assert done.returncode == 0, done.stderr
    assert "amended section/1 (1)" in done.stdout
    assert "No rule or statistic is stale by it." in done.stdout


def test_a_rule_read_again_before_the_correction_is_sealed_is_not_stale(copy: Path, handbook: Run) -> None:
    correct(copy)
    handbook("lint", "--root", copy, "--confirm", "inquiry-reply-time")
    done = handbook("revise", "--first", "--root", copy)
    assert done.returncode == 0, done.stderr
    assert "inquiry-reply-time" not in done.stdout


def second_act(root: Path, handbook: Run) -> None:
    done = handbook(
        "revise", "--root", root, "--effective", "2026-07-01", "--issuer", "management", "--title", "b", "--reason", "c"
    )
    assert done.returncode == 0, done.stderr
    replace(root, "20 秒內", "10 秒內", "docs/regulation", "docs/data")


def interpretation(root: Path, handbook: Run) -> None:
    act: dict[str, Any] = {
        "interpretation": 1, "title": "解釋", "issuer": "management", "power": "interpret", "issued": "2026-02-20",
        "effective": "2026-03-01", "fills": {"4.3-4.t1": {"value": "PT72H", "clock": "elapsed", "boundary": "inclusive"}},
    }  # fmt: skip
    (root / "revisions/interpretations").mkdir()
    (root / "revisions/interpretations/0001.yml").write_text(yamlio.dump(act), encoding="utf-8")


def first(old: str, new: str) -> Callable[[Path, Run], None]:
    return lambda root, handbook: replace(root, old, new, FIRST.rpartition("/")[0])


def result_altered(root: Path, handbook: Run) -> None:
    text = (root / FIRST).read_text(encoding="utf-8")
    digit = re.search(r"^result: sha256:(.)", text, re.MULTILINE)
    assert digit
    at = digit.start(1)
    (root / FIRST).write_text(text[:at] + ("1" if digit[1] == "0" else "0") + text[at + 1 :], encoding="utf-8", newline="\n")


def broken(root: Path, handbook: Run) -> None:
    replace(root, "- id: inquiry-reply\n", "- id: [inquiry-reply\n", "docs/data/slas.yml")


CLOSED: dict[str, tuple[Callable[[Path, Run], None], str]] = {
    "a second act": (second_act, "請改提修訂"),
    "an interpretation": (interpretation, "請改提修訂"),
    "not provisional": (first("provisional: true", "provisional: false"), "不再是暫定"),
    "adopted": (first("adopted: null", "adopted: '2026-01-01'"), "不再是暫定"),
    "published": (first("published: null", "published: '2026-01-01'"), "不再是暫定"),
    "no first edition": (lambda root, handbook: (root / FIRST).unlink(), "還沒有第一版"),
    "a change altered": (first("應設立運營管理中心", "可設立運營管理中心"), "0001-first-edition.yml:11: result 與"),
    "the result altered": (result_altered, "0001-first-edition.yml:11: result 與"),
    "a predecessor": (first("previous: null", "previous: sha256:0"), "previous 與"),
    "a quote that is gone": (lambda root, handbook: replace(root, "20 秒內", "二十秒", "docs/regulation"), "4.1-2"),
    "docs that cannot be read": (broken, "slas.yml"),
}


@pytest.mark.parametrize("name", CLOSED)
def test_the_road_is_closed(name: str, copy: Path, handbook: Run) -> None:
    close, words = CLOSED[name]
    correct(copy)
    close(copy, handbook)
    before = {path: path.read_bytes() for path in sorted((copy / "revisions").rglob("*.yml"))}
    done = handbook("revise", "--first", "--root", copy)
    assert done.returncode == 2, done.stdout
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert {path: path.read_bytes() for path in sorted((copy / "revisions").rglob("*.yml"))} == before


def test_a_tampered_first_edition_is_refused_without_a_correction(copy: Path, handbook: Run) -> None:
    replace(copy, "應設立運營管理中心", "可設立運營管理中心", "docs/regulation", "docs/data", "revisions")
    done = handbook("revise", "--first", "--root", copy)
    assert done.returncode == 2
    assert "0001-first-edition.yml" in done.stderr


@pytest.mark.parametrize("options", [["--title", "x"], ["--provisional"], ["--propose", "x"], ["--power", "waive"]], ids=str)
def test_first_goes_with_no_other_option(options: list[str], handbook: Run) -> None:
    done = handbook("revise", "--first", *options)
    assert done.returncode == 2
    assert options[0] in done.stderr


def test_confirming_what_is_not_there(copy: Path, handbook: Run) -> None:
    before = {path: path.read_bytes() for path in sorted((copy / "docs/rules").iterdir())}
    unknown = handbook("lint", "--root", copy, "--confirm", "inquiry-reply-time", "--confirm", "inquiry-reply-tim")
    assert (unknown.returncode, "inquiry-reply-time" in unknown.stderr) == (2, True)
    replace(copy, "  duty: 4.1-2.a\n", "  duty: 4.1-2.z\n", "docs/rules")
    dangling = handbook("lint", "--root", copy, "--confirm", "inquiry-reply-time")
    assert (dangling.returncode, "4.1-2.z" in dangling.stderr) == (2, True)
    replace(copy, "  duty: 4.1-2.z\n", "  duty: 4.1-2.a\n", "docs/rules")
    assert {path: path.read_bytes() for path in sorted((copy / "docs/rules").iterdir())} == before


def test_json_stays_json_while_confirming(copy: Path, handbook: Run) -> None:
    correct(copy)
    done = handbook("lint", "--root", copy, "--confirm", "inquiry-reply-time", "--format", "json")
    found = {one["code"] for one in json.loads(done.stdout)["problems"] if one["severity"] == "error"}
    assert found - {"stale"} <= UNADOPTED
    assert "已確認 inquiry-reply-time（docs/rules/4.1.yml:2）" in done.stderr
