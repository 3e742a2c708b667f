"""The sample exports: last month's, as a compliance officer would get them, with every planted violation on a list.

    python -m tests.generate tests/exports               the sample exports, and tests/planted.csv beside the folder
    python -m tests.generate FOLDER --inquiries 1000000  one large file of inquiries (1 % late replies), for the benchmark

Everything is fictional. The month itself is made in ``tests/sample``.
"""

from __future__ import annotations

import argparse
import random
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.sample.customers import CHANNELS, QUESTIONS
from tests.sample.make import broken_month
from tests.sample.month import FIRST, SURNAMES, columns
from tests.sample.write import write_exports, write_planted


def write_inquiries(path: Path, count: int, seed: int = 7, late: float = 0.01) -> int:
    """A large file of inquiries, UTF-8 with English headers; returns how many replies are late."""
    chance = random.Random(seed)
    names = list(columns("inquiries"))
    lates = 0
    with path.open("w", encoding="utf-8", newline="") as out:
        out.write(",".join(names) + "\n")
        for number in range(count):
            at = FIRST + timedelta(seconds=number % 2_400_000)
            is_late = chance.random() < late
            lates += is_late
            replied = at + timedelta(seconds=31 + number % 90 if is_late else 1 + number % 30)
            out.write(
                f"I{number:09d},{at},{replied},{replied + timedelta(minutes=9)},{CHANNELS[number % 4]},客戶服務部,"
                f"E{1 + number % 40:04d},S0{1 + number % 6},K{number % 5000:05d},其他,,{SURNAMES[number % 15]}先生,"
                f"{QUESTIONS[number % 6]}\n"
            )
    return lates


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--inquiries", type=int, help="write one large file of so many inquiries instead")
    options: Any = parser.parse_args(argv)
    if options.inquiries:
        options.folder.mkdir(parents=True, exist_ok=True)
        path = options.folder / f"inquiries-{options.inquiries}.csv"
        print(f"{path}: {write_inquiries(path, options.inquiries)} late replies")
        return
    month, planted = broken_month()
    write_exports(month, options.folder)
    write_planted(planted, options.folder.parent / "planted.csv")
    print(f"{options.folder}: {sum(map(len, month.rows.values()))} records, {len(planted)} planted violations")


if __name__ == "__main__":
    main()
