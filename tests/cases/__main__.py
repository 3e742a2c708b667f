"""``python -m tests.cases [SECTION …]``: the cases whose verdict the rules do not give, with their stories."""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.cases.book import cases, differs


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


if __name__ == "__main__":
    main(sys.argv[1:])
