"""What the browser gets for the search: the worker, a script for the page, and the index, each as a file's path and text."""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ASSETS = Path(__file__).resolve().parent / "assets" / "search"


def _read(name: str) -> str:
    return (ASSETS / name).read_text(encoding="utf-8")


def _named(stem: str, code: str) -> tuple[str, str]:
    """A path that changes with the content, so that no browser keeps an old one."""
    return f"assets/javascripts/{stem}.{hashlib.sha256(code.encode()).hexdigest()[:8]}.js", code


@functools.cache
def worker() -> tuple[str, str]:
    """The worker. Its code keeps to itself, so that it also runs in a page (``box.js``), there talking to ``handbookPort``."""
    code = "".join(_read(name) for name in ("rank.js", "show.js"))
    return _named("handbook-search", f"(self => {{\n{code}}})(globalThis.handbookPort || globalThis)\n")


@functools.cache
def box() -> tuple[str, str]:
    """The script that a page loads before Material's own."""
    return _named("handbook-box", _read("box.js"))


def files(index: Mapping[str, Any]) -> dict[str, str]:
    """Everything by path. The index twice: as Material fetches it, and as a script for a copy that is opened as files."""
    data = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    return dict([worker(), box()]) | {
        "search/search_index.json": data,
        "search/search_index.js": f"var __index = {data}\n",
    }
