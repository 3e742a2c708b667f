"""From the posting to the confirmation: recruitment, candidates, onboarding."""

from __future__ import annotations

from datetime import date, timedelta

from tests.sample.month import FIRST, STORES, Month

SITES = ("58 同城", "趕集網", "前程無憂", "人才市場", "招聘會", "獵頭公司")


def build(month: Month) -> None:
    for number in range(1, 31):
        _posting(month, number)
    for number in range(1, 81):
        _candidate(month, number)
    _onboarding(month)


def _posting(month: Month, number: int) -> None:
    in_store = number % 3 == 0
    store = STORES[number % 6]
    owners = month.staff("行政人事專員", store=store) if in_store else month.staff(unit="人力資源部")
    at = FIRST + timedelta(hours=number)
    month.add(
        "recruitment",
        posting_id=f"J{number:03d}",
        requisition_id=f"Q{number:03d}",
        position="銷售顧問" if in_store else "客服專員",
        department="門店" if in_store else "客戶服務部",
        headcount=1 + number % 3,
        plan_id="D-WORKFORCE-01",
        channel=SITES[number % 6],
        published_at=at,
        criteria_version=f"C{number:03d}-1",
        owner_id=owners[0],
        owner_department="門店" if in_store else "人力資源部",
        closed_on=date(2026, 2, 28),
        store_id=store if in_store else "",
    )


def _candidate(month: Month, number: int) -> None:
    posting = month.rows["recruitment"][number % 30]
    applied = FIRST + timedelta(days=3, hours=number)
    passed = number % 4 != 0
    month.add(
        "candidates",
        candidate_id=f"P{number:04d}",
        posting_id=posting["posting_id"],
        requisition_id=posting["requisition_id"],
        applied_at=applied,
        channel=posting["channel"],
        screened_at=applied + timedelta(hours=20),
        screened_by=month.pick("candidates", month.staff(unit="人力資源部")),
        screening_result="通過" if passed else "不通過",
        criteria_version=posting["criteria_version"],
        notified_at=applied + timedelta(days=2) if passed else "",
        interview_at=applied + timedelta(days=4) if passed else "",
        interview_place="總部三樓會議室" if passed else "",
        interview_form=month.pick("candidates", ("現場面試", "視頻面試")) if passed else "",
        result=("通過" if number % 5 else "不通過") if passed else "",
    )


def _onboarding(month: Month) -> None:
    """The newcomers of January, and people of November whose probation ends now."""
    newcomers = [e["employee_id"] for e in month.rows["employees"] if e["hired_on"] >= "2026-01-01"]
    probationers = [f"E00{number:02d}" for number in range(1, 13)]
    passed = [number for number in range(1, 60) if number % 4 and number % 5]
    for number, employee in enumerate([*newcomers, *probationers], 1):
        fresh = number <= len(newcomers)
        joined = date(2026, 1, 4 + number)
        confirmed = "" if fresh else date(2026, 1, 28)
        month.add(
            "onboarding",
            employee_id=employee,
            candidate_id=f"P{passed[number - 1]:04d}",
            contract_signed_on=joined - timedelta(days=3),
            medical_on=joined - timedelta(days=5),
            joined_on=joined,
            assistance="工商銀行卡、居住證積分",
            handled_by=month.staff(unit="人力資源部")[0],
            department="客戶服務部" if fresh else "門店",
            probation_months="1" if not fresh else "6" if number == 1 else month.pick("onboarding", ("2", "3")),
            exception_reason="三年期合同，依法約定" if number == 1 else "",
            probation_ends_on=joined + timedelta(days=60) if fresh else date(2026, 1, 27),
            probation_review_id="" if fresh else f"PB{number:03d}",
            decision="" if fresh else "轉正",
            confirmed_on=confirmed,
        )
        if not fresh:
            _probation_review(month, f"PB{number:03d}", employee)


def _probation_review(month: Month, review: str, employee: str) -> None:
    month.add(
        "performance-reviews",
        review_id=review,
        employee_id=employee,
        subject_department="門店",
        kind="試用期",
        period_from="2026-01-05",
        period_to="2026-01-26",
        reviewed_on="2026-01-27",
        reviewer_id=month.staff("門店經理")[0] if employee != month.staff("門店經理")[0] else "E0063",
        department="人力資源部",
        standard_id="D-PERF-01",
        standard_version="2026-1",
        result="達標",
        points_deducted="0",
        notified_on="2026-01-27",
    )
