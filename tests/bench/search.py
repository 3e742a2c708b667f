"""What the search costs the reader and whether it finds: in Chromium, on the site of a regulation.

    python -m tests.bench.search [--root FOLDER] [--queries FILE]

Prints what a browser loads of it (gzipped) and of a page before the search opens, the time of a query in the worker,
and for each set of queries how many the first results answer, in both scripts. Exit 1 beyond a bar.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

import yaml

from tests.site.conftest import ARGUMENTS, ROOT, serving
from tests.site.queries import SCRIPTS, SETS, measure, unlabelled

ASK = """([worker, index, queries]) => new Promise((resolve, reject) => {
  const port = new Worker(worker), answers = []
  let asked
  port.onerror = event => reject(new Error(event.message))
  port.onmessage = ({ data }) => {
    if (data.type === 3) answers.push([data.data.items, performance.now() - asked])
    if (answers.length === queries.length) { port.terminate(); resolve(answers); return }
    asked = performance.now()
    port.postMessage({ type: 2, data: queries[answers.length] })
  }
  port.postMessage({ type: 0, data: { config: index.config, docs: index.docs, options: {} } })
})"""
BARS = {"worker p95 ms": 30.0, "index + worker + tables KB": 60.0, "page KB": 500.0}


def build(root: Path, folder: Path) -> None:
    """The site of a regulation; one without a configuration of its own gets the project's."""
    from checker.site.adapter import build as build_site

    if not (root / "mkdocs.yml").is_file():
        for part in ("docs", "schema", "revisions"):
            shutil.copytree(root / part, folder / "root" / part)
        shutil.copytree(ROOT / "docs" / "guide", folder / "root" / "docs" / "guide", dirs_exist_ok=True)
        config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").replace("checker/site/", f"{ROOT.as_posix()}/checker/site/")
        root = folder / "root"
        (root / "mkdocs.yml").write_text(config, encoding="utf-8")
    build_site(root, folder / "site")


def sizes(site: Path) -> float:
    """KB that the search sends, gzipped: index with its tables, worker, the page's script."""
    parts = [*site.glob("search/*.json"), *site.glob("assets/javascripts/handbook-*.js")]
    return sum(len(gzip.compress(path.read_bytes(), 9)) for path in parts) / 1000


def heaviest(browser: Any, address: str, site: Path) -> tuple[float, str]:
    """KB of the heaviest page before the search is opened, all it loads unpacked; and which it is."""
    pages = sorted(path.parent.relative_to(site).as_posix() for path in site.glob("regulation/*/index.html"))
    found = []
    for path in ["", *(f"{name}/" for name in pages)]:
        context = browser.new_context()
        page = context.new_page()
        loaded: list[Any] = []
        page.on("response", lambda response, loaded=loaded: loaded.append(response))
        page.goto(address + path, wait_until="networkidle")
        found.append((sum(len(one.body()) for one in loaded if one.status == 200) / 1000, path or "the first page"))
        context.close()
    return max(found)


def quantile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", type=Path, default=ROOT, help="the regulation (default the project's)")
    parser.add_argument("--queries", type=Path, action="append", help="a file of queries beside the project's own (repeatable)")
    options = parser.parse_args()
    from playwright.sync_api import sync_playwright

    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    beyond = []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        build(options.root.resolve(), Path(folder))
        site = Path(folder) / "site"
        index = json.loads(next(site.glob("search/index.*.json")).read_text(encoding="utf-8"))
        worker = next(site.glob("assets/javascripts/handbook-search.*.js")).relative_to(site).as_posix()
        browser = play.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        with serving(site) as address:
            page = browser.new_page()
            weight, which = heaviest(browser, address, site)
            files = [*SETS.values(), *(options.queries or [])]
            sets = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in files}
            asked = [str(one[script]) for found in sets.values() for one in found["queries"] for script in SCRIPTS]
            asked += [str(one) for found in sets.values() for one in found["unanswerable"]]
            page.goto(address)
            replies = page.evaluate(ASK, [address + worker, index, asked])
            answers, times = dict(zip(asked, (items for items, _ in replies), strict=True)), [spent for _, spent in replies]
        browser.close()
        figures = {"worker p95 ms": quantile(times, 0.95), "index + worker + tables KB": sizes(site), "page KB": weight}
        print(f"{len(index['docs'])} documents, {len(asked)} queries in the worker: p50 {quantile(times, 0.5):.1f} ms")
        print(f"heaviest page: {which}")
        for name, value in figures.items():
            print(f"{name:28} {value:7.1f}  (at most {BARS[name]:g})")
            beyond += [name] if value > BARS[name] else []
        section = {doc["location"]: doc["section"] for doc in index["docs"]}
        known = {doc["section"] for doc in index["docs"] if doc["kind"] == "section"}

        def rank(query: str) -> list[tuple[str, bool]]:
            items = [one for group in answers[query] for one in group if one["score"] > 0 and "hb-near" not in one["title"]]
            return [(section[one["location"]], False in one["terms"].values()) for one in items]

        for name, found in sets.items():
            answerable = [one for one in found["queries"] if known.issuperset(map(str, one["sections"]))]
            for script in SCRIPTS:
                got = measure(answerable, script, rank)
                print(
                    f"{name:12} {script} of {got.count}: first {got.first:.3f}, first three {got.three:.3f}, "
                    f"none {got.none:.3f}, keywords {got.keywords:.3f}"
                )
            wrong = unlabelled([str(one) for one in found["unanswerable"]], rank)
            print(f"{name:12} unanswerable without a label: {len(wrong)} of {len(found['unanswerable'])} {wrong}")
    if beyond:
        sys.exit(f"beyond its bar: {', '.join(beyond)}")


if __name__ == "__main__":
    main()
