"""The picture holds: imports point down it only, and the heavy libraries stay in their corners."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

CHECKER = Path(__file__).parent.parent / "checker"
BASE = {"model", "text", "yamlio", "quantity", "catalog", "citation", "result", "verdict"}
MAY_IMPORT = {
    "base": BASE,
    "records": BASE | {"records"},
    "regulation": BASE | {"regulation", "records.types"},
    "rules": BASE | {"rules", "regulation", "records.types"},
    "describe": BASE | {"rules", "regulation"},
    "coverage": BASE | {"rules", "regulation"},
    "engine": BASE | {"engine", "rules", "regulation", "records"},
    "reports": BASE | {"reports"},
    "site": BASE | {"site", "rules", "regulation", "records.types", "describe", "coverage"},
}
"""What each part may import of ours; ``cli`` may import all."""


def modules() -> Iterator[tuple[str, Path]]:
    for path in sorted(CHECKER.rglob("*.py")):
        if "_bundled" not in path.parts:
            name = ".".join(path.relative_to(CHECKER).with_suffix("").parts)
            yield name.removesuffix(".__init__"), path


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


def part_of(name: str) -> str:
    head = name.split(".")[0]
    return "base" if head in BASE else head


@pytest.mark.parametrize(("name", "path"), list(modules()), ids=[name for name, _ in modules()])
def test_imports_point_down(name: str, path: Path) -> None:
    part = part_of(name)
    if part in ("__init__", "__main__", "cli"):
        return
    allowed = MAY_IMPORT[part]
    ours = {m.removeprefix("checker.") for m in imported(path) if m.startswith("checker.")}
    wrong = {
        m for m in ours if not any(m == ok or m.startswith(f"{ok}.") for ok in allowed) and (CHECKER / m.split(".")[0]).exists()
    }
    wrong |= {m for m in ours if part_of(m) == "base" and part != "base" and m.split(".")[0] not in allowed}
    assert not wrong


@pytest.mark.parametrize(
    ("library", "most"), [("duckdb", 2), ("mkdocs", 1), ("rich", 1), ("python_calamine", 1), ("jsonschema", 2)]
)
def test_libraries_stay_in_their_corner(library: str, most: int) -> None:
    users = [name for name, path in modules() if any(m.split(".")[0] == library for m in imported(path))]
    assert len(users) <= most, users


def test_click_is_for_the_commands() -> None:
    users = [name for name, path in modules() if "click" in {m.split(".")[0] for m in imported(path)}]
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
    found = [(name, word) for name, path in modules() for word in names if word in path.read_text(encoding="utf-8")]
    catalogs = [
        (p.name, word) for p in (CHECKER / "messages").glob("*.yml") for word in names if word in p.read_text(encoding="utf-8")
    ]
    assert not found + catalogs


def test_files_stay_small() -> None:
    long = {name: n for name, path in modules() if (n := len(path.read_text(encoding="utf-8").splitlines())) > 260}
    assert not long, "a long file hides a missing concept"
