"""Last month's exports as a compliance officer would get them, from a seed, with every planted violation on a list.

    python -m tests.generate tests/exports               the sample exports, and tests/planted.csv beside the folder
    python -m tests.generate FOLDER --inquiries 1000000  one large file of inquiries (1 % late replies), for the benchmark

Everything is fictional. A record is made to keep every rule; ``plant`` then breaks exactly one rule of one record.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import xlsxwriter

Row = dict[str, str]
START = datetime(2026, 1, 1, 9, 0, 0)
END = datetime(2026, 1, 31, 21, 0, 0)
CHANNELS = ("電話", "在線客服", "微信", "APP")
COMPLAINT_CHANNELS = ("電話", "郵件", "在線客服")
SURNAMES = "陳林黃張李王吳劉蔡楊許鄭謝郭洪"
QUESTIONS = ("想看陽光花園三居室", "貸款要準備哪些文件", "簽約時間能否改到下午", "房源還在嗎", "周邊有地鐵嗎", "物業費多少")
OPINIONS = ("看房時遲到半小時", "合同說明很清楚", "建議增加夜間看房", "介紹的房源與實際不符", "過戶進度沒有通知")


@dataclass
class Month:
    """One month of a brokerage: rows by record type, and (rule, record, key) of what was planted."""

    chance: random.Random
    employees: list[Row] = field(default_factory=list)
    periods: list[Row] = field(default_factory=list)
    inquiries: list[Row] = field(default_factory=list)
    feedback: list[Row] = field(default_factory=list)
    complaints: list[Row] = field(default_factory=list)
    follow_ups: list[Row] = field(default_factory=list)
    after_sales: list[Row] = field(default_factory=list)
    appointments: list[Row] = field(default_factory=list)
    planted: list[tuple[str, str, str]] = field(default_factory=list)

    def moment(self) -> datetime:
        """A second of the month well before its end, so that nothing is pending by chance."""
        seconds = int((END - START).total_seconds()) - 3 * 86_400
        return START + timedelta(seconds=self.chance.randrange(seconds))

    def staff(self) -> str:
        """Somebody employed throughout the month."""
        return self.chance.choice(self.employees[:40])["employee_id"]

    def customer(self) -> str:
        return self.chance.choice(SURNAMES) + self.chance.choice(("先生", "女士"))

    def follow_up(self, kind: str, parent: str, at: datetime, **extra: str) -> None:
        row = {
            "follow_up_id": f"R{len(self.follow_ups) + 1:05d}",
            "parent_type": {"feedback": "反饋", "complaints": "投訴", "after-sales": "售後"}[kind],
            "parent_id": parent,
            "followed_at": stamp(at),
            "method": self.chance.choice(("電話", "在線調查")),
            "followed_by": self.staff(),
            "satisfied": self.chance.choice(("是", "是", "是", "否")),
            "usage": "使用正常",
            "opinion": self.chance.choice(OPINIONS),
        }
        self.follow_ups.append(row | extra)


def stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M:%S")


def make_month(seed: int = 20260131) -> Month:
    """The sample month, about two thousand records."""
    month = Month(random.Random(seed))
    _people(month)
    for number in range(1, 1201):
        _inquiry(month, number)
    for number in range(1, 221):
        _feedback(month, number)
    for number in range(1, 111):
        _complaint(month, number)
    for number in range(1, 41):
        _after_sale(month, number)
    for number in range(1, 61):
        _appointment(month, number)
    _plant_all(month)
    return month


def _people(month: Month) -> None:
    roles = ("運營人員", "客服專員", "銷售顧問", "門店經理")
    for number in range(1, 49):
        left = "2025-12-31" if number > 44 else ""  # four who had gone before the month began
        row = {
            "employee_id": f"E{number:04d}",
            "name": month.chance.choice(SURNAMES) + "○" + month.chance.choice("文華明芳"),
            "hired_on": f"20{18 + number % 7}-0{1 + number % 9}-15",
            "left_on": left,
            "store_id": f"S{1 + number % 6:02d}",
        }
        month.employees.append(row)
        month.periods.append(
            {
                "employee_id": row["employee_id"],
                "started_on": row["hired_on"],
                "ended_on": left,
                "role": roles[number % 4],
                "unit": "客戶服務部" if number % 4 < 2 else "門店",
                "store_id": row["store_id"],
            }
        )


def _inquiry(month: Month, number: int) -> None:
    at = month.moment()
    replied = at + timedelta(seconds=month.chance.randrange(3, 28))
    month.inquiries.append(
        {
            "inquiry_id": f"I202601{number:05d}",
            "received_at": stamp(at),
            "replied_at": stamp(replied),
            "closed_at": stamp(replied + timedelta(minutes=month.chance.randrange(2, 40))),
            "channel": month.chance.choice(CHANNELS),
            "department": "客戶服務部",
            "handler_id": month.staff(),
            "store_id": f"S0{month.chance.randrange(1, 7)}",
            "customer_name": month.customer(),
            "question": month.chance.choice(QUESTIONS),
        }
    )


def _feedback(month: Month, number: int) -> None:
    at = month.moment()
    resolved = at + timedelta(hours=month.chance.randrange(2, 40))
    solved = number % 6 != 0
    investigate = number % 5 == 0
    elsewhere = number % 7 == 0
    suggestion = number % 4 == 0
    receiver = month.staff()
    row = {
        "feedback_id": f"F202601{number:04d}",
        "received_at": stamp(at),
        "recorded_at": stamp(at + timedelta(minutes=5)),
        "customer_name": month.customer(),
        "customer_contact": f"0900-000-{number:03d}",
        "content": month.chance.choice(OPINIONS),
        "channel": month.chance.choice(CHANNELS),
        "received_by": receiver,
        "responsible_id": month.staff(),
        "needs_investigation": "是" if investigate else "否",
        "replied_at": stamp(at + timedelta(hours=1)) if investigate else "",
        "needs_other_department": "是" if elsewhere else "否",
        "coordinator_id": receiver if elsewhere else "",
        "status": "已解決" if solved else "未解決",
        "resolved_at": stamp(resolved) if solved else "",
        "explanation": "" if solved else "房東已撤回委託，無法恢復",
        "improvement": "" if solved else "建立房源撤回的即時通知",
        "is_suggestion": "是" if suggestion else "否",
        "adopted": month.chance.choice(("是", "否")) if suggestion else "",
        "closed_at": stamp(resolved + timedelta(hours=6)),
        "store_id": f"S0{month.chance.randrange(1, 7)}",
    }
    month.feedback.append(row)
    if solved:
        month.follow_up("feedback", row["feedback_id"], resolved + timedelta(hours=3))


def _complaint(month: Month, number: int) -> None:
    at = month.moment()
    upheld = number % 3 != 0
    closed = at + timedelta(hours=month.chance.randrange(8, 60))
    handler = month.staff()
    row = {
        "complaint_id": f"C202601{number:04d}",
        "received_at": stamp(at),
        "channel": month.chance.choice(COMPLAINT_CHANNELS),
        "customer_name": month.customer(),
        "customer_contact": f"0900-001-{number:03d}",
        "content": month.chance.choice(OPINIONS),
        "department": "客戶服務部",
        "handler_id": handler,
        "subject_employee_id": next(e["employee_id"] for e in month.employees if e["employee_id"] != handler),
        "verdict": "屬實" if upheld else "不屬實",
        "investigated_at": stamp(at + timedelta(hours=4)),
        "apology_at": stamp(closed - timedelta(hours=2)) if upheld else "",
        "action": "已約談經辦並重新帶看" if upheld else "",
        "explanation_at": "" if upheld else stamp(closed - timedelta(hours=2)),
        "feedback_given_at": stamp(closed - timedelta(hours=1)),
        "closed_at": stamp(closed),
        "store_id": f"S0{month.chance.randrange(1, 7)}",
    }
    month.complaints.append(row)
    month.follow_up("complaints", row["complaint_id"], at + timedelta(hours=5))


def _after_sale(month: Month, number: int) -> None:
    at = month.moment()
    issue = f"A202601{number:03d}"
    month.after_sales.append(
        {
            "issue_id": issue,
            "opened_at": stamp(at),
            "customer_name": month.customer(),
            "content": month.chance.choice(("水管漏水", "鑰匙未交齊", "物業費結算有誤")),
            "handler_id": month.staff(),
            "closed_at": stamp(at + timedelta(hours=30)),
            "store_id": f"S0{month.chance.randrange(1, 7)}",
        }
    )
    month.follow_up("after-sales", issue, at + timedelta(hours=6))


def _appointment(month: Month, number: int) -> None:
    at = month.moment()
    month.appointments.append(
        {
            "appointment_id": f"B202601{number:03d}",
            "booked_at": stamp(at),
            "source": month.chance.choice(("手機", "電腦")),
            "purpose": month.chance.choice(("看房", "簽約")),
            "scheduled_at": stamp(at + timedelta(days=month.chance.randrange(1, 20))),
            "customer_name": month.customer(),
            "employee_id": month.staff(),
            "store_id": f"S0{month.chance.randrange(1, 7)}",
        }
    )


def _plant_all(month: Month) -> None:
    from tests.plants import plant

    plant(month)


# --- writing -------------------------------------------------------------------------------------------------------


def headers(record: str) -> dict[str, str]:
    """Column ids to Chinese headers, from the record schemas of the checkout."""
    schema = json.loads((Path(__file__).parent.parent / f"schema/records/{record}.json").read_text(encoding="utf-8"))
    return {name: spec["title"] for name, spec in schema["properties"].items()}


def write_exports(month: Month, folder: Path) -> None:
    """The month as files: each in another shape that real systems produce."""
    folder.mkdir(parents=True, exist_ok=True)
    _delimited(
        folder / "inquiries-202601.csv",
        "inquiries",
        month.inquiries,
        encoding="gb18030",
        title="客戶諮詢明細表　2026年1月",
        total=True,
    )
    _delimited(folder / "employees-202601.csv", "employees", month.employees, encoding="utf-8-sig")
    _delimited(folder / "employment-periods-202601.csv", "employment-periods", month.periods, encoding="utf-8")
    _delimited(folder / "after-sales-202601.tsv", "after-sales", month.after_sales, encoding="utf-8", delimiter="\t")
    _delimited(folder / "appointments-202601.csv", "appointments", month.appointments, encoding="utf-8", chinese=False)
    with (folder / "complaints-202601.jsonl").open("w", encoding="utf-8", newline="\n") as out:
        for row in month.complaints:
            out.write(json.dumps({key: value for key, value in row.items() if value}, ensure_ascii=False) + "\n")
    _workbook(folder / "feedback-202601.xlsx", {"feedback": month.feedback, "follow-ups": month.follow_ups})


def _delimited(
    path: Path,
    record: str,
    rows: list[Row],
    *,
    encoding: str,
    delimiter: str = ",",
    title: str = "",
    total: bool = False,
    chinese: bool = True,
) -> None:
    names = headers(record)
    with path.open("w", encoding=encoding, newline="") as out:
        writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
        if title:
            writer.writerow([title, *[""] * (len(names) - 1)])
        writer.writerow(names.values() if chinese else names)
        writer.writerows([row.get(column, "") for column in names] for row in rows)
        if total:
            writer.writerow(["合計", f"{len(rows)} 筆", *[""] * (len(names) - 2)])


def _workbook(path: Path, sheets: dict[str, list[Row]]) -> None:
    titles = {"feedback": "客戶反饋", "follow-ups": "回訪記錄"}
    with xlsxwriter.Workbook(str(path)) as book:
        book.set_properties({"created": datetime(2026, 2, 1)})
        for record, rows in sheets.items():
            names = headers(record)
            sheet = book.add_worksheet(titles[record])
            sheet.write_row(0, 0, names.values())
            for number, row in enumerate(rows, 1):
                for place, column in enumerate(names):
                    sheet.write_string(number, place, row.get(column, ""))


def write_inquiries(path: Path, count: int, seed: int = 7, late: float = 0.01) -> int:
    """A large file of inquiries, UTF-8 with English headers; returns how many replies are late."""
    chance = random.Random(seed)
    names = list(headers("inquiries"))
    lates = 0
    with path.open("w", encoding="utf-8", newline="") as out:
        out.write(",".join(names) + "\n")
        for number in range(count):
            at = START + timedelta(seconds=number % 2_400_000)
            is_late = chance.random() < late
            lates += is_late
            replied = at + timedelta(seconds=31 + number % 90 if is_late else 1 + number % 30)
            out.write(
                f"I{number:09d},{at},{replied},{replied + timedelta(minutes=9)},{CHANNELS[number % 4]},客戶服務部,"
                f"E{1 + number % 40:04d},S0{1 + number % 6},{SURNAMES[number % 15]}先生,{QUESTIONS[number % 6]}\n"
            )
    return lates


def write_planted(month: Month, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["rule", "record", "key"])
        writer.writerows(sorted(month.planted))


def rows_of(month: Month) -> Iterator[tuple[str, list[Row]]]:
    """Record types and their rows."""
    names: dict[str, Callable[[Month], list[Row]]] = {
        "inquiries": lambda m: m.inquiries,
        "feedback": lambda m: m.feedback,
        "complaints": lambda m: m.complaints,
        "follow-ups": lambda m: m.follow_ups,
        "after-sales": lambda m: m.after_sales,
        "appointments": lambda m: m.appointments,
        "employees": lambda m: m.employees,
        "employment-periods": lambda m: m.periods,
    }
    return ((name, get(month)) for name, get in names.items())


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
    month = make_month()
    write_exports(month, options.folder)
    write_planted(month, options.folder.parent / "planted.csv")
    print(f"{options.folder}: {sum(len(rows) for _, rows in rows_of(month))} records, {len(month.planted)} planted violations")


if __name__ == "__main__":
    main()
