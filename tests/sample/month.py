"""The month as it grows: rows by record type, each type with a stream of chance of its own."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

Row = dict[str, str]
SCHEMAS = Path(__file__).resolve().parents[2] / "schema" / "records"

FIRST = datetime(2026, 1, 1, 9, 0, 0)
LAST = datetime(2026, 1, 29, 21, 0, 0)
"""Between these, what happens in the month begins, so that it is settled before the exports are drawn."""
DRAWN = datetime(2026, 2, 2, 21, 0, 0)
"""When the exports are drawn: the reviews of January are done, and January is over."""

STORES = tuple(f"S0{n}" for n in range(1, 7))
SURNAMES = "陳林黃張李王吳劉蔡楊許鄭謝郭洪"


@cache
def columns(record: str) -> dict[str, str]:
    """Column ids of a record type to their Chinese headers."""
    schema = json.loads((SCHEMAS / f"{record}.json").read_text(encoding="utf-8"))
    return {name: spec["title"] for name, spec in schema["properties"].items()}


@cache
def record_types() -> tuple[str, ...]:
    """Those that are exported."""
    schemas = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in SCHEMAS.glob("*.json")}
    return tuple(sorted(name for name, schema in schemas.items() if "implied" not in schema["x-record"]))


@dataclass
class Month:
    """Rows by record type. A row has every column of its type; ``chance(type)`` is that type's own stream."""

    seed: int
    rows: dict[str, list[Row]] = field(default_factory=lambda: {record: [] for record in record_types()})
    streams: dict[str, random.Random] = field(default_factory=dict)

    def chance(self, record: str) -> random.Random:
        if record not in self.streams:
            self.streams[record] = random.Random(f"{self.seed} {record}")
        return self.streams[record]

    def add(self, record: str, **cells: Any) -> Row:
        """A new row; cells that are not given are blank. Dates and times are written as exports write them."""
        unknown = cells.keys() - columns(record).keys()
        assert not unknown, f"{record} has no columns {sorted(unknown)}"
        row = dict.fromkeys(columns(record), "") | {name: written(value) for name, value in cells.items()}
        self.rows[record].append(row)
        return row

    def moment(self, record: str) -> datetime:
        """A second of the month at which something may begin."""
        return FIRST + timedelta(seconds=self.chance(record).randrange(int((LAST - FIRST).total_seconds())))

    def pick(self, record: str, items: Sequence[Any]) -> Any:
        return self.chance(record).choice(items)

    def staff(self, role: str = "", unit: str = "", store: str = "") -> list[str]:
        """Those in post throughout the month, by role, unit and store as the exports spell them."""
        return [
            period["employee_id"]
            for period in self.rows["employment-periods"]
            if period["started_on"] < "2026-01-01"
            and not period["ended_on"]
            and role in ("", period["role"])
            and unit in ("", period["unit"])
            and store in ("", period["store_id"])
        ]

    def customer(self, record: str) -> str:
        return str(self.pick(record, SURNAMES)) + str(self.pick(record, ("先生", "女士")))


def written(value: Any) -> str:
    """A cell as an export writes it."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    return value.isoformat() if isinstance(value, date) else str(value)
