"""The checker against hand-written SQL: same file, same rules, same findings, alternating in one run.

    python -m tests.bench [--rows 1000000] [--rounds 5]

Prints wall and CPU seconds and peak memory of each, the ratio as median (least to most) over the rounds, and whether the two
found the same violations; then the same of a check by every rule that there is, of which the hand-written SQL has three. POSIX
only, because it reads the children's resource usage.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests.generate import write_inquiries

ROOT = Path(__file__).parent.parent.parent

SAME = ("inquiry-reply-time", "inquiry-id-unique", "inquiry-channel-listed")
"""The rules that the hand-written SQL has too."""

HAND_WRITTEN = """
import sys, duckdb
source, target = sys.argv[1:]
con = duckdb.connect(config={"preserve_insertion_order": True})
con.execute('''CREATE TABLE i AS SELECT * FROM read_csv($f, header = true, auto_detect = false, delim = ',', quote = '"',
  columns = {'inquiry_id': 'VARCHAR', 'received_at': 'TIMESTAMP', 'replied_at': 'TIMESTAMP', 'closed_at': 'TIMESTAMP',
  'channel': 'VARCHAR', 'department': 'VARCHAR', 'handler_id': 'VARCHAR', 'store_id': 'VARCHAR', 'customer_id': 'VARCHAR',
  'topic': 'VARCHAR', 'listing_id': 'VARCHAR', 'customer_name': 'VARCHAR', 'question': 'VARCHAR'})''', {"f": source})
cutoff = con.execute("SELECT greatest(max(received_at), max(replied_at), max(closed_at)) FROM i").fetchone()[0]
con.execute('''CREATE TABLE found AS
  SELECT 'inquiry-reply-time' AS rule, inquiry_id, rowid + 2 AS row, received_at, replied_at,
    epoch(replied_at - received_at) AS s
  FROM i WHERE replied_at - received_at > INTERVAL 30 SECOND
     OR (replied_at IS NULL AND received_at + INTERVAL 30 SECOND < $c)
  UNION ALL
  SELECT 'inquiry-id-unique', inquiry_id, rowid + 2, received_at, replied_at, NULL FROM i
  WHERE inquiry_id IN (SELECT inquiry_id FROM i GROUP BY inquiry_id HAVING count(*) > 1)
  UNION ALL
  SELECT 'inquiry-channel', inquiry_id, rowid + 2, received_at, replied_at, NULL FROM i
  WHERE (channel IN ('電話', '在線客服', '微信', 'APP')) IS NOT TRUE''', {"c": cutoff})
con.execute("COPY (SELECT * FROM found ORDER BY rule, row) TO '" + target.replace("'", "''") + "' (HEADER)")
print(con.execute("SELECT count(*) FROM found").fetchone()[0])
"""


@dataclass
class Cost:
    wall: float
    cpu: float
    memory: float  # MB
    output: str


def measure(command: list[str], bytecode: Path) -> Cost:
    """Run a command to its end; its own and its children's use of time and memory.

    Modules are compiled into ``bytecode`` by the first run, as pip compiles those that it installs.
    """
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    env["PYTHONPYCACHEPREFIX"] = str(bytecode)
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8", cwd=ROOT, env=env)
    assert process.stdout is not None
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        raise SystemExit(f"{command[:4]} failed")
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, output)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "inquiries.csv"
        late = write_inquiries(source, options.rows)
        print(f"{options.rows:,} inquiries, {source.stat().st_size / 1e6:.0f} MB, {late:,} late replies")
        hand = [sys.executable, "-c", HAND_WRITTEN, str(source), str(Path(folder) / "hand.csv")]
        report, bytecode = Path(folder) / "findings.json", Path(folder) / "bytecode"
        ours = [sys.executable, "-m", "checker", "check", str(source), "--format", "json", "--output", str(report)]
        same = [*ours, *(word for rule in SAME for word in ("--rule", rule))]
        rounds: list[tuple[Cost, ...]] = []
        for number in range(options.rounds + 1):
            every = measure(ours, bytecode)
            costs = measure(hand, bytecode), measure(same, bytecode), every
            if number:  # the first warms the page cache and compiles
                rounds.append(costs)
        found = json.loads(report.read_text(encoding="utf-8"))
        violated = sum(finding["outcome"] == "violated" for finding in found["findings"])
        print(f"violations: hand-written {int(rounds[0][0].output):,}, checker {violated:,}, planted {late:,}")
        for place, name in enumerate(("hand-written SQL", "the same rules", "every rule")):
            spent = [costs[place] for costs in rounds]
            wall, cpu, memory = (statistics.median(getattr(c, key) for c in spent) for key in ("wall", "cpu", "memory"))
            ratios = "".join(f"  {_ratio(rounds, place, key)}" for key in ("wall", "cpu")) if place else ""
            print(f"{name:17} {wall:5.2f} s wall {cpu:5.2f} s CPU {memory:5.0f} MB{ratios}")


def _ratio(rounds: list[tuple[Cost, ...]], place: int, key: str) -> str:
    ratios = sorted(getattr(costs[place], key) / getattr(costs[0], key) for costs in rounds)
    return f"{key} × {statistics.median(ratios):.2f} ({ratios[0]:.2f}–{ratios[-1]:.2f})"


if __name__ == "__main__":
    main()
