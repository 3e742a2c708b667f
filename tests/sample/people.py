"""Who works where: the organisation, its people and their posts, contracts, pay."""

from __future__ import annotations

from datetime import date, timedelta

from tests.sample.month import STORES, SURNAMES, Month

DEPARTMENTS = {
    "客戶服務部": ("運營人員", 6),
    "人力資源部": ("行政人事專員", 2),
    "客戶服務監督部門": ("基層領導", 1),
    "培訓部門": ("基層領導", 1),
    "交易管理部": ("基層領導", 2),
    "品質管理部": ("基層領導", 2),
    "合規管理部門": ("基層領導", 2),
    "市場部": ("市場推廣專員", 1),
    "市場運營部": ("市場推廣專員", 2),
    "銷售部": ("中層領導", 1),
    "財務部": ("財務專員", 2),
    "財務管理部": ("財務專員", 1),
    "技術支持部": ("基層領導", 3),
    "總部": ("高層領導", 2),
}
STORE_POSTS = ("門店經理", "銷售顧問", "銷售顧問", "客服專員", "行政人事專員", "市場推廣專員")
NEWCOMERS = 6
GONE = 4


def build(month: Month) -> None:
    _posts(month)
    _organisation(month)
    _contracts(month)


def _posts(month: Month) -> None:
    for store in STORES:
        for post in STORE_POSTS:
            _employee(month, post, "門店", store)
    for unit, (post, count) in DEPARTMENTS.items():
        for _ in range(count):
            _employee(month, post, unit, "")
    for _ in range(4):
        _employee(month, "客戶經理", "客戶服務部", "")
    for number in range(GONE):  # who had gone before the month began
        _employee(month, "運營人員", "客戶服務部", "", left=date(2025, 12, 31 - number))
    for number in range(NEWCOMERS):
        _employee(month, "運營人員", "客戶服務部", "", hired=date(2026, 1, 5 + number))
    for period in [p for p in month.rows["employment-periods"] if p["role"] == "銷售顧問"][:4]:  # made managers of the desk
        _promote(month, period)


def _employee(month: Month, post: str, unit: str, store: str, hired: date | None = None, left: date | None = None) -> None:
    number = len(month.rows["employees"]) + 1
    name = month.pick("employees", SURNAMES) + "○" + month.pick("employees", "文華明芳")
    hired = hired or date(2018 + number % 7, 1 + number % 9, 15)
    employee = f"E{number:04d}"
    month.add(
        "employees",
        employee_id=employee,
        name=name,
        hired_on=hired,
        left_on=left or "",
        qualification="房地產經紀人協理" if store else "",
        qualified_until="2027-12-31" if store else "",
        store_id=store,
    )
    month.add(
        "employment-periods",
        employee_id=employee,
        started_on=hired,
        ended_on=left or "",
        role=post,
        unit=unit,
        change="入職",
        approved_by="E0063" if employee != "E0063" else "E0064",
        store_id=store,
    )


def _promote(month: Month, period: dict[str, str]) -> None:
    """From 20 January on, also leader of a team; the post itself goes on."""
    month.add(
        "employment-periods",
        employee_id=period["employee_id"],
        started_on=date(2026, 1, 20),
        role="基層領導",
        unit="門店",
        change="晉升",
        basis_type="績效考核",
        basis_id=f"PR202512-{period['employee_id']}",
        approved_by="E0043",
        store_id=period["store_id"],
    )


def head(month: Month, unit: str, store: str = "") -> str:
    """The first of a unit or store."""
    return month.staff(unit=unit, store=store)[0]


def _organisation(month: Month) -> None:
    def unit(name: str, kind: str, head_id: str, **cells: str) -> None:
        number = len(month.rows["organisation"])
        unit_id = "U00" if kind == "總部" else f"U{number:02d}"
        month.add(
            "organisation",
            unit_id=unit_id,
            name=name,
            kind=kind,
            head_id=head_id,
            parent_id="" if kind == "總部" else "U00",
            established_on=date(2018, 3, 1) + timedelta(days=number),
            duties=f"{name}的職責見本制度",
            **cells,
        )

    unit("總部", "總部", head(month, "總部"), function="總部")
    for name in DEPARTMENTS:
        if name != "總部":
            unit(name, "部門", head(month, name), function=name)
    unit("運營管理中心", "部門", head(month, "總部"), function="總部")
    for store in STORES:
        unit(f"{store} 店", "門店", month.staff("門店經理", store=store)[0], function="門店", store_id=store)


def _contracts(month: Month) -> None:
    for number, employee in enumerate(month.rows["employees"], 1):
        signed = date.fromisoformat(employee["hired_on"]) - timedelta(days=3)
        month.add(
            "labour-contracts",
            contract_id=f"LC{number:04d}",
            employee_id=employee["employee_id"],
            action="簽訂",
            signed_on=signed,
            starts_on=employee["hired_on"],
            ends_on="2028-12-31",
            handled_by="E0043",
            department="人力資源部",
        )
    for number, employee in enumerate(month.rows["employees"][:8], 1):
        month.add(
            "labour-contracts",
            contract_id=f"LC9{number:03d}",
            employee_id=employee["employee_id"],
            action="續簽" if number % 2 else "變更",
            signed_on=date(2026, 1, 5 + number),
            starts_on=date(2026, 2, 1),
            ends_on="2029-01-31",
            handled_by="E0043",
            department="人力資源部",
            previous_id=f"LC{number:04d}",
        )
    for number in range(1, 7):
        raised = date(2026, 1, 4 + number)
        month.add(
            "labour-disputes",
            dispute_id=f"LD{number:03d}",
            employee_id=f"E00{10 + number}",
            raised_on=raised,
            subject="加班費計算",
            handler_id="E0043",
            department="人力資源部",
            outcome="協商解決",
            closed_on=raised + timedelta(days=12),
            store_id=STORES[number % 6],
        )
