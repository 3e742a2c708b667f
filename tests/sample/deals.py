"""What the deals leave behind: transactions and their stages, credit reviews, partners, ratings, finance."""

from __future__ import annotations

from datetime import date, timedelta

from tests.sample.customers import follow_up
from tests.sample.month import STORES, Month

STAGES = ("房源信息", "看房", "貸款諮詢", "合同談判", "簽約", "過戶")
PARTNERS = (
    "高校",
    "培訓機構",
    "銷售渠道",
    "銷售渠道",
    "招聘渠道",
    "銀行",
    "開發商",
    "供應商",
    "會計師事務所",
    "銷售渠道",
    *["其他"] * 9,
)


def build(month: Month) -> None:
    _partners(month)
    for number in range(1, 91):
        _transaction(month, number)
    for number in range(1, 121):
        _rating(month, number)


def _partners(month: Month) -> None:
    for number, kind in enumerate(PARTNERS, 1):
        partner = f"X{number:03d}"
        month.add(
            "partners",
            partner_id=partner,
            name=f"合作方{number}",
            kind=kind,
            channel_mode=("線上", "線下", "跨界")[number % 3],
            started_on=date(2024, 1 + number % 12, 1),
            agreement_ref=f"AG{number:03d}",
            has_interest=False,
            owner_id=month.pick("partners", month.staff(unit="市場運營部")),
            department="市場運營部",
            contact="0900-003-001",
        )
        _credit(month, "合作方", partner, "", date(2026, 1, 4 + number))


def _credit(month: Month, kind: str, subject: str, transaction: str, day: date) -> None:
    number = len(month.rows["credit-reviews"]) + 1
    month.add(
        "credit-reviews",
        credit_review_id=f"CR{number:04d}",
        subject_type=kind,
        subject_id=subject,
        transaction_id=transaction,
        reviewed_on=day,
        reviewer_id=month.pick("credit-reviews", month.staff(unit="合規管理部門")),
        department="合規管理部門",
        result="良好",
        consent_ref=f"SQ{number:04d}",
        valid_until="2026-12-31",
    )


def _transaction(month: Month, number: int) -> None:
    record = "transactions"
    opened = month.moment(record)
    closed = number % 4 != 0
    store = STORES[number % 6]
    manager = month.pick(record, month.staff("客戶經理"))
    loan = number % 3 == 0
    customer = f"K{1 + number:04d}"
    ended = min(opened + timedelta(days=2), opened.replace(month=1, day=31, hour=20))
    row = month.add(
        record,
        transaction_id=f"T202601{number:03d}",
        opened_at=opened,
        type=("新房", "二手房", "租房")[number % 3],
        amount=2_000_000 + number * 10_000,
        status="已完成" if closed else "進行中",
        customer_id=customer,
        customer_name=month.customer(record),
        consultant_id=month.pick(record, month.staff("銷售顧問", store=store)),
        account_manager_id=manager,
        reviewed_by=month.pick(record, month.staff(unit="交易管理部")) if closed else "",
        reviewed_at=ended - timedelta(hours=1) if closed else "",
        closed_at=ended if closed else "",
        has_loan=loan,
        store_id=store,
    )
    for step, stage in enumerate(STAGES if closed else STAGES[:3], 1):
        month.add(
            "transaction-stages",
            transaction_id=row["transaction_id"],
            step_no=step,
            stage=stage,
            started_at=opened + timedelta(hours=4 * step),
            completed_at=opened + timedelta(hours=4 * step + 2),
            handler_id=row["consultant_id"],
            account_manager_id=manager,
            department="門店",
            procedure_id="D-PROC-01",
            checklist_complete=True,
        )
    if loan:
        _credit(month, "客戶", customer, row["transaction_id"], opened.date())
        if closed:
            follow_up(month, "交易", row["transaction_id"], ended + timedelta(hours=5))


def _rating(month: Month, number: int) -> None:
    record = "ratings"
    month.add(
        record,
        rating_id=f"G{number:04d}",
        rated_at=month.moment(record),
        method=month.pick(record, ("問卷", "在線評價")),
        score=month.pick(record, ("4", "5", "5", "3")),
        employee_id=month.pick(record, month.staff("銷售顧問")),
        department="門店",
        transaction_id=f"T202601{1 + number % 90:03d}",
        customer_name=month.customer(record),
        comment="服務專業",
        store_id=STORES[number % 6],
    )
