"""Trainings, what each covers, who attended: before the month for everybody, in it for newcomers and for practice."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.sample.month import Month

TOPICS = ("客戶服務標準", "標準化操作流程", "產品知識", "風險", "合規", "網絡安全")
INDUCTION = ("公司文化", "規章制度", "崗位職責")
FOR_ALL = datetime(2025, 12, 8, 9, 30)
FOR_NEWCOMERS = datetime(2026, 1, 12, 9, 30)
COACHING = datetime(2026, 2, 2, 10, 0)


def build(month: Month) -> None:
    everybody = [e["employee_id"] for e in month.rows["employees"] if e["hired_on"] < "2026-01-01"]
    newcomers = [e["employee_id"] for e in month.rows["employees"] if e["hired_on"] >= "2026-01-01"]
    for number, topic in enumerate(TOPICS):
        _session(month, topic, "崗位培訓", "線下", FOR_NEWCOMERS + timedelta(days=number), newcomers)
    probationers = [row["employee_id"] for row in month.rows["onboarding"]]
    for number in range(8):  # the first three make up one induction
        topic, some = INDUCTION[number % len(INDUCTION)], probationers if number < len(INDUCTION) else []
        _session(month, topic, "入職培訓", "線下", datetime(2026, 1, 5 + number, 14), some)
    for number in range(10):
        some = everybody[number * 4 : number * 4 + 4]
        _session(month, "專業技能", "專業技能培訓", "線上", datetime(2026, 1, 6 + number, 19), some)
        _session(month, "專業技能", "專業技能培訓", "實戰演練", datetime(2026, 1, 7 + number, 15), some)
        _session(month, "管理技能", "管理技能培訓", "線下", datetime(2026, 1, 8 + number, 16), some)
    for number, topic in enumerate(TOPICS):
        _session(month, topic, "崗位培訓", "線下", FOR_ALL + timedelta(days=number), everybody)
    failed = [r for r in month.rows["performance-reviews"] if r["result"] == "不達標"]
    _session(month, "績效輔導", "崗位培訓", "線下", COACHING, [])
    for review in failed:
        _attend(month, month.rows["trainings"][-1], review["employee_id"], review["review_id"])


def _session(month: Month, topic: str, layer: str, mode: str, at: datetime, attendants: list[str]) -> None:
    number = len(month.rows["trainings"]) + 1
    row = month.add(
        "trainings",
        training_id=f"TR{number:03d}",
        title=f"{topic}第 {number} 期",
        plan_id="D-TRAINPLAN-01",
        layer=layer,
        topic=topic,
        mode=mode,
        planned_on=at.date(),
        held_at=at,
        department="培訓部門",
        platform="內部學習平臺" if mode == "線上" else "",
        trainer_kind=("內部講師", "專家", "高層管理者")[number % 3],
        method={"實戰演練": "模擬操作", "線上": "講授", "線下": "討論"}[mode],
        evaluated_on=at.date() + timedelta(days=1) if at < COACHING else at.date(),
        evaluation="學員掌握良好，下期增加案例",
        opinion_count=1 + number % 5,
        document_id="D-PROC-01" if topic == "標準化操作流程" else "D-SERVICE-01",
    )
    month.add(
        "training-topics",
        training_id=row["training_id"],
        topic=topic,
        taught_at=at,
        hours="1.5",
        trainer_id="E0046",
        document_id="D-SERVICE-01",
    )
    for employee in attendants:
        _attend(month, row, employee, "")


def _attend(month: Month, training: dict[str, str], employee: str, review: str) -> None:
    store = next(e["store_id"] for e in month.rows["employees"] if e["employee_id"] == employee)
    month.add(
        "training-attendance",
        training_id=training["training_id"],
        employee_id=employee,
        layer=training["layer"],
        topic=training["topic"],
        attended_at=training["held_at"],
        completed=True,
        score=month.chance("training-attendance").randrange(70, 100),
        passed=True,
        opinion="講解清楚",
        review_id=review,
        store_id=store,
    )
