"""``python -m tests.cases [--mutants] [SECTION …]``: the cases whose verdict the rules do not give, with their stories;
``--mutants``: the ways to get a rule wrong that no case notices."""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.cases.book import FOLDER, cases, differs
from tests.cases.mutants import unnoticed
from tests.rules.examples import MODEL


def main(sections: list[str]) -> None:
    tally: Counter[tuple[str, bool]] = Counter()
    for case in cases():
        if not case.rules or (sections and case.section not in sections and case.duty not in sections):
            continue
        with tempfile.TemporaryDirectory() as folder:
            why = differs(case, Path(folder), case.rules)
        tally[case.says, not why] += 1
        if why:
            print(f"{case.id} must be {case.says}: {why}\n    {case.story} ({', '.join(rule.id for rule in case.rules)})")
    for (says, right), number in sorted(tally.items()):
        print(f"{says}: {number} {'as the text says' if right else 'otherwise'}")


def spoilt(sections: list[str]) -> None:
    listed = {name for path in (FOLDER / "open").glob("*.txt") for name in path.read_text(encoding="utf-8").split()}
    settled = [case for case in cases() if case.id not in listed and not case.dispute]
    tally: Counter[bool] = Counter()
    for rule in MODEL.encoding.rules.values():
        if sections and not {rule.id, *(duty.partition("-")[0] for duty in rule.duties)} & {*sections}:
            continue
        for alive, what in unnoticed(rule, [case for case in settled if case.duty in rule.duties]):
            tally[alive] += 1
            if alive:
                print(f"{rule.id}: {what}")
    print(f"{tally[False]} of {tally.total()} noticed")


if __name__ == "__main__":
    if "--mutants" in sys.argv:
        spoilt([one for one in sys.argv[1:] if one != "--mutants"])
    else:
        main(sys.argv[1:])
