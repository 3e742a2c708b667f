"""The picture holds: imports point down it only, and the heavy libraries stay in their corners."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CHECKER = ROOT / "checker"
BASE = ("model", "text", "yamlio", "quantity", "citation", "catalog", "result", "verdict")
"""The ground floor: each may import those before it."""

MAY_IMPORT = {
    "sql": (),
    "records": ("records", "sql"),
    "regulation": ("regulation", "records.types"),
    "rules": ("rules", "regulation", "records.types", "sql"),
    "describe": ("rules", "regulation"),
    "coverage": ("rules", "regulation"),
    "engine": ("engine", "rules", "regulation", "records", "sql"),
    "reports": ("reports",),
    "site": ("site", "rules", "regulation", "records.types", "describe", "coverage"),
    "cli": ("cli", "records", "regulation", "rules", "describe", "coverage", "engine", "reports", "site", "sql"),
}
"""What each part may import of ours besides itself and, but for ``sql``, the base."""


def modules(root: Path = CHECKER) -> dict[str, Path]:
    """Every module by its dotted name under ``checker``; a package by its own."""
    found = {
        ".".join(path.relative_to(root).with_suffix("").parts): path
        for path in sorted(root.rglob("*.py"))
        if "_bundled" not in path.parts
    }
    return {name.removesuffix(".__init__"): path for name, path in found.items()}


def imported(path: Path) -> set[str]:
    """Every absolute module name a file imports, wherever in the file."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


def arrows(root: Path = CHECKER) -> dict[str, set[str]]:
    """For each module the modules of ours that it imports."""
    ours = modules(root)
    return {
        name: {m.removeprefix("checker.") for m in imported(path)} & ours.keys() - {name, "__init__"}
        for name, path in ours.items()
    }


def against_the_picture(graph: dict[str, set[str]]) -> list[str]:
    """Imports that no floor may make: upwards, sideways, or out of a module that has no place in the picture."""
    wrong = []
    for name, targets in graph.items():
        part = name.split(".")[0]
        if part in ("__init__", "__main__"):
            continue
        if part in BASE:
            allowed: tuple[str, ...] = BASE[: BASE.index(part)]
        elif part in MAY_IMPORT:
            allowed = (part, *MAY_IMPORT[part], *(() if part == "sql" else BASE))
        else:
            wrong.append(f"{name} has no place in the picture")
            continue
        wrong += [f"{name} -> {m}" for m in sorted(targets) if not any(m == ok or m.startswith(f"{ok}.") for ok in allowed)]
    return wrong


def circles(graph: dict[str, set[str]]) -> list[str]:
    """Modules that import each other, directly or by way of others."""
    reached = {name: set(targets) for name, targets in graph.items()}
    for middle in graph:
        for name, targets in reached.items():
            if middle in targets:
                reached[name] = targets | reached[middle]
    return sorted(name for name, targets in reached.items() if name in targets)


def test_imports_point_down() -> None:
    assert against_the_picture(arrows()) == []


def test_nothing_imports_in_a_circle() -> None:
    assert circles(arrows()) == []


def test_the_page_says_the_same() -> None:
    page = (ROOT / "docs/guide/architecture.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \|.*\| ([^|]+) \|$", page, re.MULTILINE)
    found = {part: set(re.findall(r"`([\w.]+)`", may)) for part, may in rows}
    assert found == {part: set(may) - {part} for part, may in MAY_IMPORT.items()}
    listed = re.search(r"The ground floor is a list.*?\n\n", page, re.DOTALL)
    assert listed
    assert tuple(re.findall(r"`(\w+)`", listed[0])) == BASE


@pytest.mark.parametrize(
    ("module", "imports"),
    [
        ("records/blanks.py", "checker.describe"),
        ("regulation/load.py", "checker.coverage"),
        ("model.py", "checker.verdict"),
        ("text.py", "checker.yamlio"),
        ("records/types.py", "checker.rules.load"),
        ("sql/expr.py", "checker.model"),
        ("stranger.py", "checker.model"),
    ],
)
def test_an_arrow_up_would_be_found(module: str, imports: str, tmp_path: Path) -> None:
    copy = tmp_path / "checker"
    shutil.copytree(CHECKER, copy, ignore=shutil.ignore_patterns("__pycache__", "_bundled", "messages", "*.js"))
    with (copy / module).open("a", encoding="utf-8") as file:
        file.write(f"\n\ndef late() -> None:\n    import {imports}\n")
    name = module.removesuffix(".py").replace("/", ".")
    wrong = against_the_picture(arrows(copy))
    assert len(wrong) == 1
    assert wrong[0].startswith(name)


def test_a_circle_would_be_found() -> None:
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}) == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("library", "most"), [("duckdb", 2), ("mkdocs", 1), ("rich", 1), ("python_calamine", 1), ("jsonschema", 2)]
)
def test_libraries_stay_in_their_corner(library: str, most: int) -> None:
    users = [name for name, path in modules().items() if any(m.split(".")[0] == library for m in imported(path))]
    assert len(users) <= most, users


def test_click_is_for_the_commands() -> None:
    users = [name for name, path in modules().items() if "click" in {m.split(".")[0] for m in imported(path)}]
    assert users
    assert all(name.startswith("cli") for name in users)


@pytest.mark.parametrize("arguments", [["--help"], ["show", "4.1-2"]])
def test_reading_loads_no_heavy_library(arguments: list[str]) -> None:
    heavy = "('duckdb', 'mkdocs', 'jsonschema', 'rich', 'python_calamine', 'xlsxwriter')"
    code = (
        "import sys\nfrom checker.cli.main import cli\n"
        f"try: cli({arguments!r})\nexcept SystemExit as end: assert not end.code, end.code\n"
        f"print([m for m in {heavy} if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", cwd=CHECKER.parent)
    assert done.returncode == 0, done.stderr
    assert done.stderr.strip().splitlines()[-1] == "[]"


def test_nothing_of_the_company_is_in_the_code() -> None:
    names = ("新鏈", "新链", "鏈家", "operations-staff", "inquiry-reply")
    found = [(name, word) for name, path in modules().items() for word in names if word in path.read_text(encoding="utf-8")]
    catalogs = [
        (p.name, word) for p in (CHECKER / "messages").glob("*.yml") for word in names if word in p.read_text(encoding="utf-8")
    ]
    assert not found + catalogs


def test_files_stay_small() -> None:
    long = {name: n for name, path in modules().items() if (n := len(path.read_text(encoding="utf-8").splitlines())) > 250}
    assert not long, "a long file hides a missing concept"
