"""What guards the company: risks and reports on them, audits and what they found, the systems."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from tests.sample.month import Month
from tests.sample.performance import sanction

RISKS = ("市場風險", "政策風險", "信用風險", "操作風險", "人力資源風險", "法律訴訟風險")
AUDITS = {
    "內部審計": "品質管理部", "內部自查": "合規管理部門", "服務檢查": "客戶服務監督部門",
    "外部審計": "財務部", "監管檢查": "合規管理部門", "第三方評估": "總部",
}  # fmt: skip
FINDINGS = ("違反流程", "違反服務標準", "其他")
SYSTEMS = ("客戶系統", "交易系統", "人事系統")


def build(month: Month) -> None:
    for number in range(1, 91):
        _risk(month, number)
    for number in range(1, 49):
        _audit(month, number)
    for number in range(1, 61):
        _finding(month, number)
    for number in range(1, 91):
        _operation(month, number)


def _risk(month: Month, number: int) -> None:
    identified = date(2026, 1, 2) + timedelta(days=number % 20)
    level = ("高", "中", "低")[number % 3]
    row = month.add(
        "risk-register",
        risk_id=f"RK{number:03d}",
        identified_on=identified,
        description="成交量下行",
        category=RISKS[number // 3 % 6],
        source=("市場動態", "政策變化", "客戶需求")[number % 3],
        method="風險矩陣",
        severity=level,
        likelihood=("高", "中", "低")[number // 3 % 3],
        level=level,
        assessed_on=identified + timedelta(days=1),
        response="調整推廣節奏",
        prevention="逐週監測",
        contingency_plan="應急預案第二章",
        owner_id="E0051",
        shared_with="各部門負責人",
        project_id=f"PJ{number:02d}" if number <= 60 else "",
        department="合規管理部門",
        closed_on=identified + timedelta(days=8) if number % 4 == 0 else "",
    )
    if level == "高":
        _report(month, row["risk_id"], row["category"], identified)
    if number % 10 == 0:
        _report(month, "", "合規風險", identified)


def _report(month: Month, risk: str, category: str, day: date) -> None:
    number = len(month.rows["risk-reports"]) + 1
    month.add(
        "risk-reports",
        report_id=f"RR{number:03d}",
        risk_id=risk,
        category=category,
        reported_at=datetime.combine(day + timedelta(days=3), datetime.min.time()) + timedelta(hours=9),
        reported_by="E0052",
        department="合規管理部門",
        reported_to="E0063",
        content="風險可控",
    )


def _audit(month: Month, number: int) -> None:
    kind = list(AUDITS)[number % 6]
    started = date(2026, 1, 3) + timedelta(days=number % 20)
    outside = kind in ("外部審計", "監管檢查", "第三方評估")
    month.add(
        "audits",
        audit_id=f"AU{number:03d}",
        kind=kind,
        subject="服務流程",
        started_on=started,
        completed_on=started + timedelta(days=6),
        assessor_id=f"AX{number:02d}" if outside else "E0049",
        assessor_name="外部機構" if outside else "內部審計",
        assessor_organisation="獨立評估機構" if outside else "",
        partner_id="X009" if kind == "外部審計" else f"X{11 + number // 6:03d}" if kind == "第三方評估" else "",
        department=AUDITS[kind],
        contact_department="財務部" if kind == "外部審計" else "合規管理部門",
        opinion="無保留意見" if outside else "基本符合",
        recommendations="加強記錄的完整性",
    )


def _finding(month: Month, number: int) -> None:
    found = date(2026, 1, 8) + timedelta(days=number % 15)
    who = f"E00{10 + number}"
    rectified = number % 3 != 0
    row = sanction(month, who, "通報批評", "第4.2節第3條", "審計發現", f"AF{number:03d}", found) if rectified else None
    month.add(
        "audit-findings",
        finding_id=f"AF{number:03d}",
        audit_id=f"AU{1 + number % 48:03d}",
        found_on=found,
        kind=FINDINGS[number % 3],
        description="步驟記錄不全",
        subject_id=f"T202601{1 + number % 90:03d}",
        responsible_id=who if number % 4 else "",
        department="門店",
        severity=("低", "中")[number % 2],
        recommendation="補記並培訓",
        rectified_on=found + timedelta(days=7) if rectified else "",
        sanction_id=row["sanction_id"] if row and number % 4 else "",
    )


def _operation(month: Month, number: int) -> None:
    kind = ("日常維護", "使用問題", "漏洞掃描", "漏洞修復", "備份", "加密")[number % 6]
    at = datetime(2026, 1, 2, 8) + timedelta(hours=7 * number)
    month.add(
        "security-operations",
        operation_id=f"OP{number:03d}",
        kind=kind,
        system=SYSTEMS[number // 6 % 3],
        dataset="客戶聯繫方式" if kind == "加密" else "",
        started_at=at,
        completed_at=at + timedelta(hours=2),
        result="成功",
        severity="中" if kind in ("漏洞掃描", "漏洞修復") else "",
        description="登入緩慢" if kind == "使用問題" else kind,
        resolution="清除快取後恢復" if kind == "使用問題" else "已完成",
        sensitive=kind == "加密",
        encrypted=kind == "加密",
        operator_id="E0060",
        department="技術支持部",
    )
