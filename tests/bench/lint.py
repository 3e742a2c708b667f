"""Every single break of the regulation, one by one: does lint find it by more than the history?

    python -m tests.bench.lint [--every 1] [--jobs 2]

Prints the number tried of each sort, every one that survives, and how long lint takes.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from pathlib import Path

from checker.regulation.checks.past import UNADOPTED
from checker.regulation.files import Files, read
from checker.rules.lint import lint
from checker.rules.model import read_model
from tests.lint.breaks import every_break

ROOT = Path(__file__).parent.parent.parent
FILES: Files = read(ROOT)[0]


def survives(broken: tuple[str, dict[str, str | None]]) -> str | None:
    """The name of a break that lint does not find."""
    name, changes = broken
    files = {**FILES, **{path: text for path, text in changes.items() if text is not None}}
    found = {problem.code for problem in lint(read_model(files)) if problem.severity == "error"} - UNADOPTED - {"stale"}
    return None if found else name


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=1, help="try every n-th break only")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    started = time.perf_counter()
    lint(read_model(FILES))
    print(f"one lint: {time.perf_counter() - started:.2f} s")
    tried: Counter[str] = Counter()
    jobs = []
    for name, files in islice(every_break(FILES), 0, None, options.every):
        tried[name.split()[0]] += 1
        jobs.append((name, {path: text for path, text in files.items() if text is not FILES.get(path)}))
    with ProcessPoolExecutor(options.jobs) as pool:
        alive = [name for name in pool.map(survives, jobs, chunksize=8) if name]
    print(f"{sum(tried.values())} breaks: " + ", ".join(f"{count} {sort}" for sort, count in tried.items()))
    print(f"{len(alive)} not found" + "".join(f"\n  {name}" for name in alive))


if __name__ == "__main__":
    main()
