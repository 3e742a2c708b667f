"""Reviews and their scores, and what follows from them: bonuses, rewards, sanctions."""

from __future__ import annotations

from datetime import date

from tests.sample.month import Month, Row

SCORES = ("工作表現", "客戶滿意度", "團隊協作", "業務完成率", "創新能力", "培訓成果")
TECHNICAL = ("響應速度", "問題解決率", "工作效率", "服務質量", "新技術引進", "專業知識")
REVIEWED = date(2026, 2, 1)
NOTIFIED = date(2026, 2, 2)
FAILED = 8


def build(month: Month) -> None:
    staff = [e for e in month.rows["employees"] if not e["left_on"]]
    for number, employee in enumerate(staff):
        _review(month, number, employee)
    _department_review(month)
    for review in [r for r in month.rows["performance-reviews"] if r["kind"] == "月度"]:
        _consequences(month, review)
    for number in range(1, 31):
        _reward(month, number)
    for number in range(6):
        kind, day = ("降級", "解雇")[number % 2], date(2026, 1, 12 + number)
        sanction(month, f"E00{20 + number}", kind, "第3.4節第13條", "客戶投訴", f"C202601{number + 1:04d}", day)
    _money(month)


def _unit(month: Month, employee: str) -> str:
    return next(p["unit"] for p in month.rows["employment-periods"] if p["employee_id"] == employee)


def _review(month: Month, number: int, employee: Row) -> None:
    """The monthly review; what it reports of deals and satisfaction is what the records say."""
    who, record = employee["employee_id"], "performance-reviews"
    unit = _unit(month, who)
    deals = [t for t in month.rows["transactions"] if t["consultant_id"] == who and t["status"] == "已完成"]
    ratings = [float(r["score"]) for r in month.rows["ratings"] if r["employee_id"] == who]
    fails = number % 9 == 4
    row = month.add(
        record,
        review_id=f"PR202601-{who}",
        employee_id=who,
        subject_department=unit,
        kind="月度",
        period_from="2026-01-01",
        period_to="2026-01-31",
        reviewed_on=REVIEWED,
        reviewer_id="E0063" if who != "E0063" else "E0064",
        department="人力資源部",
        standard_id="D-PERF-01",
        standard_version="2026-1",
        grade="C" if fails else month.pick(record, "AB"),
        result="不達標" if fails else "達標",
        points_deducted="5" if fails else "0",
        deal_count=len(deals) if deals else "",
        deal_amount=sum(int(t["amount"]) for t in deals) if deals else "",
        satisfaction=f"{sum(ratings) / len(ratings):.2f}" if ratings else "",
        notified_on=NOTIFIED,
        audit_id="AU001" if number % 10 == 0 else "",
        store_id=employee["store_id"],
    )
    for criterion in (*SCORES, *TECHNICAL) if unit == "技術支持部" else SCORES:
        _score(month, row["review_id"], criterion)


def _score(month: Month, review: str, criterion: str) -> None:
    month.add(
        "review-scores",
        review_id=review,
        criterion=criterion,
        scored_on=REVIEWED,
        score=month.chance("review-scores").randrange(60, 100),
        weight="0.2",
        measured="0.95" if criterion == "業務完成率" else "",
        target="1" if criterion == "業務完成率" else "",
        method={"客戶滿意度": "問卷", "業務完成率": "成交記錄", "培訓成果": "培訓記錄"}.get(criterion, "上級評定"),
        evidence_id="KPI-S01-1" if criterion == "業務完成率" else "",
        comment="符合要求",
    )


def _department_review(month: Month) -> None:
    """The review of technical support as a whole."""
    for number in range(1, 9):
        month.add(
            "performance-reviews",
            review_id=f"PD202601-{number}",
            subject_department="技術支持部",
            kind="崗位考核",
            period_from="2026-01-01",
            period_to="2026-01-31",
            reviewed_on=REVIEWED,
            reviewer_id="E0064",
            department="人力資源部",
            standard_id="D-PERF-01",
            standard_version="2026-1",
            result="達標",
            points_deducted="0",
            notified_on=NOTIFIED,
        )
        for criterion in TECHNICAL[:5]:  # what the clause lists for the department; knowledge is a member's
            _score(month, f"PD202601-{number}", criterion)


def _consequences(month: Month, review: Row) -> None:
    failed = review["result"] == "不達標"
    who = review["employee_id"]
    number = len(month.rows["finance-entries"]) + 1
    month.add(
        "finance-entries",
        entry_id=f"FE{number:04d}",
        posted_on=NOTIFIED,
        category="績效獎金",
        amount="1500" if failed else "2000",
        base_amount="2000",
        employee_id=who,
        department=review["subject_department"],
        period_from="2026-01-01",
        period_to="2026-01-31",
        basis_type="績效考核",
        basis_id=review["review_id"],
        approved_by="E0063",
        description="一月績效獎金",
        store_id=review["store_id"],
    )
    if failed:
        sanction(month, who, "扣分", "第3.4節第12條", "績效考核", review["review_id"], NOTIFIED, "5")


def sanction(month: Month, who: str, kind: str, clause: str, basis: str, basis_id: str, day: date, points: str = "") -> Row:
    number = len(month.rows["sanctions"]) + 1
    return month.add(
        "sanctions",
        sanction_id=f"SN{number:04d}",
        employee_id=who,
        kind=kind,
        accountability="直接責任",
        reason="見所依據的記錄",
        clause=clause,
        rule_id="D-DISCIPLINE-01",
        evidence_ref=f"EV{number:04d}",
        basis_type=basis,
        basis_id=basis_id,
        decided_on=day,
        decided_by="E0063",
        points_deducted=points,
        notified_on=day,
    )


def _reward(month: Month, number: int) -> None:
    material = number % 2 == 0
    person = number % 5 != 0
    who = f"E00{10 + number}"
    month.add(
        "rewards",
        reward_id=f"RW{number:03d}",
        recipient_type="個人" if person else "團隊",
        employee_id=who if person else "",
        unit_id="" if person else f"U{number % 6 + 1:02d}",
        kind="物質獎勵" if material else "精神獎勵",
        title="" if material else ("優秀員工" if person else "最佳團隊"),
        item="獎金" if material else "證書",
        amount="1000" if material else "",
        decided_on=date(2026, 1, 5 + number % 20),
        approved_by="E0063",
        basis_type="審計" if number % 6 == 0 else "績效考核",
        basis_id="AU001" if number % 6 == 0 else f"PR202601-{who}",
        reason="月度業績突出",
        announced_at="" if material else f"2026-01-{6 + number % 20:02d} 10:00:00",
    )


def _money(month: Month) -> None:
    for number, category in enumerate(("學習資助", "培訓費", "推廣費", "工資", "收入", "佣金") * 4, 1):
        month.add(
            "finance-entries",
            entry_id=f"FG{number:04d}",
            posted_on=date(2026, 1, 4 + number),
            category=category,
            amount=str(500 * number),
            employee_id=f"E00{10 + number}",
            department="人力資源部",
            period_from="2026-01-01",
            period_to="2026-01-31",
            basis_type="培訓" if category in ("學習資助", "培訓費") else "其他",
            basis_id=f"TR{number:03d}",
            approved_by="E0064",
            description=category,
        )
