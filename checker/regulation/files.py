"""Where a regulation lies and how its files are read: everything else works on a map of path to text, in memory."""

from __future__ import annotations

import os
from pathlib import Path

from checker.model import Place, Problem

Files = dict[str, str]

_PARTS = {
    "docs/regulation": (".md",),
    "docs/data": (".yml",),
    "docs/rules": (".yml",),
    "docs/reference": (".yml",),
    "revisions": (".yml",),
    "schema/records": (".json",),
    "tests/cases": (".yml", ".txt"),
}


def bundled() -> Path:
    """The regulation that came with the program: inside the wheel, or the checkout the program runs from."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "_bundled"
    return inside if inside.is_dir() else package.parent


def find_root(given: Path | None) -> Path:
    """``given``, else the nearest folder upward from here that holds a regulation, else the bundled one."""
    if given is not None:
        return given
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "docs" / "regulation").is_dir() and (folder / "revisions").is_dir():
            return folder
    return bundled()


def read(root: Path) -> tuple[Files, list[Problem]]:
    """All files of the layout under ``root``, newlines normalised; what is not UTF-8 is a problem and left out."""
    files: Files = {}
    problems: list[Problem] = []
    if not (root / "docs" / "regulation").is_dir():
        return {}, [Problem("root-empty", Place("docs/regulation"), {"root": str(root)})]
    for part, endings in _PARTS.items():
        for folder, _, names in sorted(os.walk(root / part)):
            for name in sorted(names):
                if not name.endswith(endings):
                    continue
                path = Path(folder) / name
                key = path.relative_to(root).as_posix()
                if not path.is_file():  # a pipe would have us wait for ever
                    problems.append(Problem("no-file", Place(key)))
                    continue
                try:
                    files[key] = path.read_text(encoding="utf-8-sig")
                except OSError as error:
                    problems.append(Problem("file-unreadable", Place(key), {"detail": error.strerror or type(error).__name__}))
                except UnicodeDecodeError as error:
                    problems.append(Problem("not-utf8", Place(key), {"offset": error.start}))
    return files, problems
