"""The sample exports: last month's, as a compliance officer would get them, with every planted violation on a list.

    python -m tests.generate          all that is generated: tests/exports, tests/planted.csv, the reports in tests/golden
    python -m tests.generate FOLDER   the exports alone, into FOLDER, and planted.csv beside it
    python -m tests.generate FOLDER --inquiries 1000000   one large file of inquiries (1 % late replies), for the benchmark

Everything is fictional. The month itself is made in ``tests/sample``.
"""

from __future__ import annotations

import argparse
import io
import os
import random
from datetime import timedelta
from pathlib import Path
from typing import Any

from checker import reports, verdict
from checker.catalog import LANGUAGES
from checker.cli.check import sound
from checker.cli.given import claims
from checker.engine.check import checking
from checker.records.exports import Exports
from tests.sample.customers import CHANNELS, QUESTIONS
from tests.sample.make import broken_month
from tests.sample.month import FIRST, SURNAMES, columns
from tests.sample.write import write_exports, write_planted

ROOT = Path(__file__).parent.parent


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


def golden_reports(exports: Path) -> dict[str, str]:
    """The text report on some exports in every language, a screen and the whole of it, by the name of its golden file."""
    texts = {}
    model = sound(ROOT, "en")
    with checking(model, Exports((exports,), sources=claims((exports,), (), model.book, "en"))) as result:
        for lang in LANGUAGES:
            for name, form in (("check", "text"), ("details", "details")):
                out = io.StringIO()
                reports.write(form, result, verdict.conclude(result), lang, out)
                texts[f"{name}-{lang}.txt"] = out.getvalue()
    return texts


def write_golden() -> None:
    """Rewrite the golden reports."""
    os.environ["COLUMNS"] = "100"
    os.chdir(ROOT)
    for name, text in golden_reports(Path("tests/exports")).items():
        (ROOT / "tests/golden" / name).write_text(text, encoding="utf-8", newline="\n")


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--inquiries", type=int, help="write one large file of so many inquiries instead")
    options: Any = parser.parse_args(argv)
    folder = options.folder or ROOT / "tests/exports"
    if options.inquiries:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"inquiries-{options.inquiries}.csv"
        print(f"{path}: {write_inquiries(path, options.inquiries)} late replies")
        return
    month, planted = broken_month()
    write_exports(month, folder)
    write_planted(planted, folder.parent / "planted.csv")
    print(f"{folder}: {sum(map(len, month.rows.values()))} records, {len(planted)} planted violations")
    if options.folder is None:
        write_golden()
        print(f"{ROOT / 'tests/golden'}: read the diff")


if __name__ == "__main__":
    main()
