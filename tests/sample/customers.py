"""What the call centre and the stores record: customers, inquiries, feedback, complaints, after-sales, appointments, shifts."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.sample.month import FIRST, STORES, Month

CHANNELS = ("電話", "在線客服", "微信", "APP")
COMPLAINT_CHANNELS = ("電話", "郵件", "在線客服")
QUESTIONS = ("想看陽光花園三居室", "貸款要準備哪些文件", "簽約時間能否改到下午", "房源還在嗎", "周邊有地鐵嗎", "物業費多少")
OPINIONS = ("看房時遲到半小時", "合同說明很清楚", "建議增加夜間看房", "介紹的房源與實際不符", "過戶進度沒有通知")


def build(month: Month) -> None:
    for number in range(1, 161):
        _customer(month, number)
    for number in range(1, 721):
        _inquiry(month, number)
    for number in range(1, 241):
        _feedback(month, number)
    for number in range(1, 151):
        _complaint(month, number)
    for number in range(1, 41):
        _after_sale(month, number)
    for number in range(1, 61):
        _appointment(month, number)
    _shifts(month)


def follow_up(month: Month, kind: str, parent: str, at: datetime) -> None:
    record = "follow-ups"
    month.add(
        record,
        follow_up_id=f"R{len(month.rows[record]) + 1:05d}",
        parent_type=kind,
        parent_id=parent,
        followed_at=at,
        method=month.pick(record, ("電話回訪", "在線調查")),
        followed_by=month.pick(record, month.staff("運營人員")),
        satisfied=month.pick(record, ("是", "是", "是", "否")),
        usage="使用正常",
        opinion=month.pick(record, OPINIONS),
    )


def _customer(month: Month, number: int) -> None:
    at = month.moment("customers") if number <= 60 else FIRST - timedelta(days=number)
    month.add(
        "customers",
        customer_id=f"K{number:04d}",
        registered_at=at,
        customer_name=month.customer("customers"),
        customer_contact=f"0900-002-{number:03d}",
        profile="首次置業，預算三百萬",
        needs="三居室、近地鐵",
        plan="推薦陽光花園並協助貸款",
        last_followed_at=at + timedelta(hours=6),
        account_manager_id=month.pick("customers", month.staff("客戶經理")),
        store_id=STORES[number % 6],
    )


def _inquiry(month: Month, number: int) -> None:
    record = "inquiries"
    at = month.moment(record)
    replied = at + timedelta(seconds=month.chance(record).randrange(3, 28))
    store = STORES[number % 6]
    in_store = number % 5 == 0
    topic = ("房產諮詢", "房產評估", "購房指導")[number % 3] if in_store else month.pick(record, ("貸款諮詢", "售後", "其他"))
    handlers = month.staff("銷售顧問", store=store) if in_store else month.staff("運營人員", "客戶服務部")
    month.add(
        record,
        inquiry_id=f"I202601{number:05d}",
        received_at=at,
        replied_at=replied,
        closed_at=replied + timedelta(minutes=month.chance(record).randrange(2, 40)),
        channel=month.pick(record, CHANNELS),
        department="門店" if in_store else "客戶服務部",
        handler_id=month.pick(record, handlers),
        store_id=store,
        customer_id=f"K{1 + number % 160:04d}",
        topic=topic,
        listing_id=f"H{number:05d}" if topic == "購房指導" else "",
        customer_name=month.customer(record),
        question=month.pick(record, QUESTIONS),
    )


def _feedback(month: Month, number: int) -> None:
    record = "feedback"
    at = month.moment(record)
    resolved = at + timedelta(hours=month.chance(record).randrange(2, 40))
    solved, investigate = number % 6 != 0, number % 5 == 0
    elsewhere, suggestion = number % 7 == 0, number % 4 == 0
    receiver = month.pick(record, month.staff("運營人員"))
    row = month.add(
        record,
        feedback_id=f"F202601{number:04d}",
        received_at=at,
        recorded_at=at + timedelta(minutes=5),
        customer_name=month.customer(record),
        customer_contact=f"0900-000-{number:03d}",
        content=month.pick(record, OPINIONS),
        channel=month.pick(record, CHANNELS),
        department="客戶服務部",
        received_by=receiver,
        responsible_id=month.pick(record, month.staff("運營人員")),
        needs_investigation=investigate,
        replied_at=at + timedelta(hours=1) if investigate else "",
        needs_other_department=elsewhere,
        coordinator_id=receiver if elsewhere else "",
        status="已解決" if solved else "未解決",
        resolved_at=resolved if solved else "",
        explanation="" if solved else "房東已撤回委託，無法恢復",
        improvement="" if solved else "建立房源撤回的即時通知",
        is_suggestion=suggestion,
        adopted=month.pick(record, ("是", "否")) if suggestion else "",
        closed_at=resolved + timedelta(hours=6),
        store_id=STORES[number // 6 % 6],
    )
    if solved:
        follow_up(month, "反饋", row["feedback_id"], resolved + timedelta(hours=3))


def _complaint(month: Month, number: int) -> None:
    record = "complaints"
    at = month.moment(record)
    upheld = number % 3 != 0
    closed = at + timedelta(hours=month.chance(record).randrange(8, 60))
    store, in_store = STORES[number % 6], number % 5 == 0
    handlers = month.staff("客服專員", store=store) if in_store else month.staff("運營人員")
    # what an upheld complaint of these two says is itself a breach of the law
    categories = ("服務", "響應慢", "收費") if upheld else ("誤導", "虛假承諾", "服務")
    row = month.add(
        record,
        complaint_id=f"C202601{number:04d}",
        received_at=at,
        channel=month.pick(record, COMPLAINT_CHANNELS),
        customer_name=month.customer(record),
        customer_contact=f"0900-001-{number:03d}",
        content=month.pick(record, OPINIONS),
        category=categories[number % 3] if upheld else categories[number // 3 % 3],
        department="門店" if in_store else "客戶服務部",
        handler_id=month.pick(record, handlers),
        subject_employee_id=month.staff("銷售顧問", store=store)[0],
        verdict="屬實" if upheld else "不屬實",
        investigated_at=at + timedelta(hours=4),
        apology_at=closed - timedelta(hours=2) if upheld else "",
        action="已約談經辦並重新帶看" if upheld else "",
        explanation_at="" if upheld else closed - timedelta(hours=2),
        feedback_given_at=closed - timedelta(hours=1),
        closed_at=closed,
        customer_confirmed=True,
        reopened_at="" if upheld or number % 30 else closed + timedelta(days=1),
        store_id=store,
    )
    follow_up(month, "投訴", row["complaint_id"], at + timedelta(hours=5))


def _after_sale(month: Month, number: int) -> None:
    at = month.moment("after-sales")
    row = month.add(
        "after-sales",
        issue_id=f"A202601{number:03d}",
        opened_at=at,
        customer_name=month.customer("after-sales"),
        content=month.pick("after-sales", ("水管漏水", "鑰匙未交齊", "物業費結算有誤")),
        handler_id=month.pick("after-sales", month.staff("運營人員")),
        closed_at=at + timedelta(hours=30),
        store_id=STORES[number % 6],
    )
    follow_up(month, "售後", row["issue_id"], at + timedelta(hours=6))


def _appointment(month: Month, number: int) -> None:
    record = "appointments"
    at = month.moment(record)
    month.add(
        record,
        appointment_id=f"B202601{number:03d}",
        booked_at=at,
        source=month.pick(record, ("手機", "電腦")),
        purpose=month.pick(record, ("看房", "簽約")),
        scheduled_at=at + timedelta(days=month.chance(record).randrange(1, 20)),
        customer_name=month.customer(record),
        employee_id=month.pick(record, month.staff("銷售顧問")),
        store_id=STORES[number % 6],
    )


def _shifts(month: Month) -> None:
    """Online service around the clock in three shifts, up to the day after the exports are drawn; the telephone by day."""
    agents = month.staff("運營人員")
    start, number = datetime(2026, 1, 1), 0
    while start < datetime(2026, 2, 4):
        for service, hours in (("在線客服", 8), ("電話", 6)):
            number += 1
            worked = start < datetime(2026, 2, 3)
            month.add(
                "staffing",
                shift_id=f"H{number:04d}",
                service=service,
                starts_at=start,
                ends_at=start + timedelta(hours=hours),
                employee_id=agents[number % len(agents)],
                status="已出勤" if worked else "已排班",
                department="客戶服務部",
            )
        start += timedelta(hours=8)
