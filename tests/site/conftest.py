"""The project's own site, built once for all tests that need one; a small regulation in memory for the others."""

from __future__ import annotations

import contextlib
import functools
import http.server
import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from checker.regulation.book import Book
from checker.regulation.files import read
from checker.rules.load import Encoding
from checker.rules.model import read_model
from tests import law

ROOT = Path(__file__).resolve().parents[2]
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]

RULE: dict[str, Any] = {
    "id": "quick-end",
    "title": {"zh-Hant": "處理時限", "en": "Quick end"},
    "duty": "1-1.a",
    "strength": "direct",
    "kind": "response",
    "record": "things",
    "target": "ended_at",
    "within": {"sla": "quick"},
    "when": {"field": "status", "equals": "done"},
    "examples": {
        "kept": [{"started_at": "2026-01-05 10:00:00", "ended_at": "2026-01-05 10:00:30"}],
        "broken": [{"started_at": "2026-01-05 10:00:00", "ended_at": "2026-01-05 <b>10:00:31</b>"}],
    },
}


def regulation(root: Path) -> tuple[Book, Encoding]:
    files, problems = read(root)
    assert not problems
    model = read_model(files)
    return model.book, model.encoding


@pytest.fixture(scope="session")
def handbook() -> tuple[Book, Encoding]:
    """The project's own regulation."""
    return regulation(ROOT)


@pytest.fixture(scope="session")
def trial() -> tuple[Book, Encoding]:
    """One article, one rule, one reading of its open term from 2026-02-01."""
    model = law.regulation(RULE, fill={"1-1.t1": {"value": "PT72H", "clock": "elapsed", "boundary": "inclusive"}})
    return model.book, model.encoding


@pytest.fixture(scope="session")
def second() -> tuple[Book, Encoding]:
    """Another regulation, in English."""
    return regulation(ROOT / "tests" / "second")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site. A warning of MkDocs fails, as under --strict."""
    build = pytest.importorskip("mkdocs.commands.build", reason="mkdocs is not installed")
    from mkdocs.config import load_config

    folder = tmp_path_factory.mktemp("site")
    config = load_config(str(ROOT / "mkdocs.yml"), site_dir=str(folder), strict=True)
    config.plugins.on_startup(command="build", dirty=False)
    build.build(config)
    return folder


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address of a folder while it is served."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="session")
def served(site: Path) -> Iterator[str]:
    """The address of the built site."""
    with serving(site) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium through Playwright; skipped with the reason where there is none, a failure under CI."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        sync_playwright = None  # type: ignore[assignment]
    if not chromium or sync_playwright is None:
        missing = "Chromium (on the path or in CHROMIUM)" if sync_playwright else "playwright (pip install '.[dev]')"
        reason = f"browser tests not run: {missing} is missing"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as play:
        running = play.chromium.launch(executable_path=chromium, args=[*ARGUMENTS, "--no-first-run"])
        yield running
        running.close()
