"""MkDocs' hook: hands the generated pages and the search index to MkDocs and Material 9.8. The only module that knows either.

Everything else here is text; another builder needs another adapter and nothing more. ``mkdocs.yml`` names this file.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # the checkout this file is in, not an older installed copy

from mkdocs.commands.build import build as build_site
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException, PluginError
from mkdocs.plugins import event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from checker.regulation import files as regulation_files
from checker.rules.model import Model, read_model
from checker.site import client, documents, simplified
from checker.site.pages import files as site_files
from checker.site.pages import navigation, pages

WORKER = re.compile(r'(?<=")([^"]*)assets/javascripts/workers/search\.[0-9a-f]{8}\.min\.js')
CONFIG = '<script id="__config"'
DIALOG = '<div class="md-search" data-md-component="search" role="dialog">'
MENU = re.compile(
    r'(<label class="md-nav__link " for="[^"]+" id="[^"]+" tabindex="0?">\s*<span class="md-nav__icon md-icon"></span>)'
    r'(\s*</label>(?:\s*</div>)?\s*<nav class="md-nav" [^>]+>\s*<label class="md-nav__title" for="[^"]+">\s*'
    r'<span class="md-nav__icon md-icon"></span>\s*)([^<]+?)(?=\s*</label>)'
)
NAMED = '<div class="md-search" data-md-component="search" role="dialog" aria-label="搜尋">'

log = get_plugin_logger("handbook")


def _read(config: MkDocsConfig) -> Model:
    found, problems = regulation_files.read(Path(config.config_file_path).resolve().parent)
    model = read_model(found, problems)
    for problem in model.problems:
        log.warning(f"{problem.place.file}:{problem.place.line}: {problem.code} {dict(problem.params)}（handbook lint）")
    return model


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read the regulation; put its menu before the hand-written one, and its pages and files aside."""
    model = _read(config)
    book, encoding = model.book, model.encoding
    root = Path(config.config_file_path).resolve().parent
    watched = [root / part for part in ("revisions", "schema/records", "tests/cases", "checker/site", "checker/messages")]
    config.watch = [*config.watch, *(str(path) for path in watched if path.is_dir() and str(path) not in config.watch)]
    config.extra["handbook"] = {"pages": pages(book, encoding), "index": documents.index(book, encoding)}
    config.extra["handbook"]["files"] = site_files(book, encoding) | _schemas(root)
    config.extra["handbook"] |= {"words": book.apparatus.simplified, "used": set[str]()}
    menu = navigation(book, encoding)
    config.extra["handbook"]["listed"] = set(_targets(menu))
    config.nav = [*menu, *(config.nav or [])]
    return config


def _schemas(root: Path) -> dict[str, bytes]:
    """The JSON Schemas at the addresses that their ``$id`` ends in."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted((root / "schema").rglob("*.json"))}


def _targets(menu: Any) -> list[str]:
    """The pages a menu leads to."""
    if isinstance(menu, str):
        return [menu]
    return [target for part in (menu.values() if isinstance(menu, dict) else menu) for target in _targets(part)]


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages."""
    for path, text in config.extra["handbook"]["pages"].items():
        if known := files.get_file_from_path(path):
            files.remove(known)
        shown = path in config.extra["handbook"]["listed"]
        level = InclusionLevel.INCLUDED if shown else InclusionLevel.NOT_IN_NAV
        files.append(File.generated(config, path, content=text, inclusion=level))
    for path, content in config.extra["handbook"]["files"].items():
        files.append(File.generated(config, path, content=content, inclusion=InclusionLevel.NOT_IN_NAV))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Keep every page out of Material's own index (ours replaces it), so that no segmenter is asked, installed or not."""
    page.meta["search"] = {"exclude": True}
    return markdown


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    config.extra["handbook"]["used"].update(output)
    return _rewired(output, page.file.src_uri)


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    return _rewired(output_content, template_name) if template_name == "404.html" else output_content


def _rewired(output: str, name: str) -> str:
    """The page with our worker in place of Material's, and names for screen readers: of the search dialog, of each menu."""
    found = WORKER.findall(output)
    if len(found) != 1 or output.count(DIALOG) != 1 or output.count(CONFIG) != 1:
        raise PluginError(
            f"{name}: Material's search is not that of 9.8.1 ({len(found)} worker references); see checker/site/adapter.py"
        )
    output = WORKER.sub(lambda match: match[1] + client.worker()[0], output)
    output = output.replace(CONFIG, f'<script src="{found[0]}{client.box()[0]}"></script>{CONFIG}')
    return MENU.sub(_named, output.replace(DIALOG, NAMED))


def _named(menu: re.Match[str]) -> str:
    """The arrow of a menu says the menu's name, from which Material names the menu by itself."""
    arrow, between, name = menu.groups()
    return f'{arrow}<span class="hb-offscreen">{name}</span>{between}{name}'


@event_priority(-100)
def on_post_build(config: MkDocsConfig) -> None:
    """After Material wrote its index, write ours over it, and what reads it; and the table of the script switch."""
    made = config.extra["handbook"]
    hans = simplified.script(simplified.table(made["words"], made["used"].union(json.dumps(made["index"], ensure_ascii=False))))
    for path, text in (client.files(made["index"]) | {"assets/hans.js": hans}).items():
        (Path(config.site_dir) / path).parent.mkdir(exist_ok=True)
        (Path(config.site_dir) / path).write_text(text, encoding="utf-8")


class _Listener(logging.Handler):
    """Keeps what MkDocs warns of."""

    def __init__(self, said: list[str]) -> None:
        super().__init__(logging.WARNING)
        self.said = said

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


def build(root: Path, output: Path) -> None:
    """Build the site of a checkout into a folder, as ``mkdocs build --strict`` does. ValueError says what went wrong."""
    said: list[str] = []
    warnings = _Listener(said)
    logger = logging.getLogger("mkdocs")
    logger.addHandler(warnings)
    try:
        config = load_config(str(root / "mkdocs.yml"), site_dir=str(output), strict=True)
        config.plugins.on_startup(command="build", dirty=False)
        build_site(config)
    except MkDocsException as error:
        raise ValueError("\n".join([*said, str(error)])) from error
    finally:
        logger.removeHandler(warnings)
