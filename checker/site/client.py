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


def _named(stem: str, text: str, folder: str = "assets/javascripts", form: str = "js") -> tuple[str, str]:
    """A path that changes with the content, so that no browser keeps an old one; and the content."""
    return f"{folder}/{stem}.{hashlib.sha256(text.encode()).hexdigest()[:8]}.{form}", text


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
    """Everything by path. The index twice: as the worker fetches it, and as a script for a copy that is opened as files.

    ``search_index.json``, which Material fetches with every page, only says where the index is: it is fetched when somebody
    searches.
    """
    path, data = _named("index", _json(index), "search", "json")
    stub = {"config": index["config"] | {"handbook": {"index": path.rpartition("/")[2]}}, "docs": []}
    return dict([worker(), box()]) | {
        path: data,
        "search/search_index.json": _json(stub),
        "search/search_index.js": f"var __index = {data}\n",
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
