"""How the company is run: documents, meetings, figures, projects, plans, publicity, staff's opinions."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from tests.sample.month import STORES, Month

DOCUMENTS = {
    "D-PERF-01": ("績效考核標準", "標準", "績效考核", "人力資源部"),
    "D-PERF-02": ("績效考核制度", "制度", "績效考核", "人力資源部"),
    "D-TRAINPLAN-01": ("2026 年培訓計劃", "計劃", "培訓計劃", "人力資源部"),
    "D-TRAINSYS-01": ("培訓體系", "制度", "培訓體系", "培訓部門"),
    "D-WORKFORCE-01": ("2026 年人力資源規劃", "計劃", "人力資源規劃", "人力資源部"),
    "D-INCENTIVE-01": ("激勵方案", "方案", "激勵", "人力資源部"),
    "D-DISCIPLINE-01": ("紀律處分辦法", "制度", "紀律處分", "人力資源部"),
    "D-LEADER-01": ("領導問責制度", "制度", "領導問責", "總部"),
    "D-SERVICE-01": ("客戶服務標準", "標準", "客戶服務標準", "客戶服務部"),
    "D-PROC-01": ("標準化操作流程", "流程", "標準化操作流程", "品質管理部"),
    "D-COMPLAINT-01": ("投訴處理流程", "流程", "投訴處理", "客戶服務部"),
    "D-CRM-01": ("客戶關係管理制度", "制度", "客戶關係管理", "市場運營部"),
    "D-RISK-01": ("風險管理制度", "制度", "風險管理", "合規管理部門"),
    "D-COMPLIANCE-01": ("合規管理制度", "制度", "合規管理", "合規管理部門"),
    "D-DATA-01": ("數據安全制度", "制度", "數據安全", "技術支持部"),
    "D-BACKUP-01": ("備份和恢復制度", "制度", "數據備份", "技術支持部"),
    "D-CREDIT-01": ("信用管理制度", "制度", "信用管理", "合規管理部門"),
    "D-EMERGENCY-01": ("應急預案", "預案", "應急預案", "合規管理部門"),
    "D-SUPERVISION-01": ("監督與改進機制", "制度", "監督與改進", "總部"),
}
FIGURES = ("知名度", "市場份額", "客戶滿意度", "業務增長", "系統可用率")
MILESTONES = (
    "行業調研",
    "競爭對手調研",
    "客戶需求調研",
    "產品定位",
    "營銷策略",
    "推廣計劃",
    "進度監控",
    "數據分析",
    "資源調整",
)


def build(month: Month) -> None:
    _documents(month)
    _figures(month)
    for number in range(1, 61):
        _project(month, number)
    for number in range(1, 13):
        _plan(month, number)
    for number in range(1, 63):
        _material(month, number)
    for number in range(1, 31):
        _staff_opinion(month, number)
    _summaries(month)


def _documents(month: Month) -> None:
    for document, (title, kind, topic, department) in DOCUMENTS.items():
        month.add(
            "documents",
            document_id=document,
            version="2026-1",
            title=title,
            kind=kind,
            topic=topic,
            department=department,
            approved_by="E0063",
            approved_on="2025-12-20",
            published_on="2025-12-25",
            effective_on="2026-01-01",
            year="2026",
        )


def _figures(month: Month) -> None:
    def figure(name: str, metric: str, target: str, actual: str, unit: str, department: str, store: str = "") -> None:
        month.add(
            "kpi-figures",
            figure_id=name,
            period_from="2026-01-01",
            period_to="2026-01-31",
            metric=metric,
            target=target,
            actual=actual,
            measure_unit=unit,
            department=department,
            reported_on="2026-02-01",
            reported_by="E0054",
            store_id=store,
        )

    for store in STORES:
        figure(f"KPI-{store}-1", "成交量", "10", "12", "件", "門店", store)
        figure(f"KPI-{store}-2", "成交金額", "20000000", "20000000", "元", "門店", store)
        figure(f"KPI-{store}-3", "員工滿意度", "4", "4.2", "分", "門店", store)
    for number, metric in enumerate(FIGURES, 1):
        department = "技術支持部" if metric == "系統可用率" else "市場運營部"
        figure(f"KPI-{number}", metric, "90", "92", "%", department)


def _project(month: Month, number: int) -> None:
    approved = date(2026, 1, 1) + timedelta(days=number % 6)
    research = number % 5 == 0
    row = month.add(
        "projects",
        project_id=f"PJ{number:02d}",
        name=f"項目{number}",
        kind="市場調研" if research else ("運營項目", "推廣項目", "系統建設")[number % 3],
        department="市場運營部" if research else "銷售部",
        owner_id="E0054" if research else "E0056",
        approved_on=approved,
        kickoff_at=datetime.combine(approved + timedelta(days=1), datetime.min.time()) + timedelta(hours=10),
        goals="一季度成交提升一成",
        assignments="調研、策略、執行各有專人",
        schedule="一月調研，二月執行",
        risk_forecast="市場降溫",
        researched_on=approved + timedelta(days=5),
        research_ref=f"RS{number:02d}",
        strategy_on=approved + timedelta(days=10),
        executed_on=approved + timedelta(days=12),
        planned_end=approved + timedelta(days=22),
        delivered_on=approved + timedelta(days=21) if number % 4 else "",
    )
    for place, kind in enumerate(MILESTONES, 1):
        month.add(
            "project-milestones",
            project_id=row["project_id"],
            milestone_no=place,
            kind=kind,
            occurred_on=approved + timedelta(days=2 * place),
            planned_on=approved + timedelta(days=2 * place),
            content=f"{kind}完成",
            tool="數據分析平臺" if kind == "數據分析" else "",
            document_id=f"RS{number:02d}",
            owner_id=row["owner_id"],
        )
    month.add(
        "meetings",
        meeting_id=f"MT{number:03d}",
        kind="啟動會",
        held_at=row["kickoff_at"],
        topic=f"{row['name']}啟動",
        convened_by=row["owner_id"],
        department=row["department"],
        attendees="項目組全體",
        project_id=row["project_id"],
        basis_type="客戶反饋" if number % 10 == 1 else "其他",
        basis_id=f"F202601{number:04d}" if number % 10 == 1 else "",
        decisions="按計劃推進",
        minutes_ref=f"MM{number:03d}",
    )


def _plan(month: Month, number: int) -> None:
    month.add(
        "promotion-plans",
        plan_id=f"PP{number:02d}",
        title=f"推廣計劃{number}",
        department="市場運營部" if number > 6 else "市場部",
        approved_on=date(2026, 1, 1 + number),
        approved_by="E0063",
        period_from="2026-01-15",
        period_to="2026-03-31",
        target_id="KPI-S01-1",
        market_basis="一月市場調研報告",
        sales_target="季度成交 200 件",
        expansion_strategy="新增兩個社區門店",
        customer_relations="成交客戶季度回訪",
        project_id=f"PJ{number:02d}",
        store_id="",
    )


def _material(month: Month, number: int) -> None:
    record = "marketing-material"
    in_store = number % 3 == 0
    store = STORES[number % 6]
    published = datetime(2026, 1, 4, 10) + timedelta(hours=10 * number)
    maker = month.staff("市場推廣專員", store=store)[0] if in_store else "E0054"
    month.add(
        record,
        material_id=f"MK{number:03d}",
        title=f"宣傳材料{number}",
        kind="房源宣傳" if in_store else ("品牌", "廣告", "線上活動", "線下活動")[number % 4 if number <= 60 else 0],
        topic="風險合規" if 54 < number <= 60 and number % 4 < 2 else "服務",
        campaign_id=f"CP{(number + 3) // 4:02d}" if number <= 60 else "CP99",
        plan_id=f"PP{1 + number % 12:02d}",
        channel="微信" if number % 2 else "戶外" if number % 8 == 0 else "官網",
        published_at=published,
        department="門店" if in_store else "市場運營部",
        created_by=maker,
        claims="本店一月成交十二件",
        evidence_ref=f"EVM{number:03d}",
        reviewed_by="E0051",
        reviewed_at=published - timedelta(hours=20),
        review_status="通過",
        store_id=store if in_store else "",
    )


def _staff_opinion(month: Month, number: int) -> None:
    at = datetime(2026, 1, 3, 11) + timedelta(hours=15 * number)
    month.add(
        "staff-feedback",
        staff_feedback_id=f"SF{number:03d}",
        submitted_at=at,
        employee_id=f"E00{10 + number}",
        content="建議簡化報銷流程",
        screened_at=at + timedelta(days=1),
        screened_by="E0043",
        submitted_to_management_at=at + timedelta(days=2),
        meeting_id="MT001",
        decision="採納，二月試行",
        decided_at=at + timedelta(days=3),
    )


def _summaries(month: Month) -> None:
    """One of each store for the month: what it counts is what the records hold."""
    for store in STORES:
        mine = [row for row in month.rows["feedback"] if row["store_id"] == store]
        solved = sum(row["status"] == "已解決" for row in mine)
        adopted = sum(row["adopted"] == "是" for row in mine)
        suggestions = sum(row["is_suggestion"] == "是" for row in mine)
        month.add(
            "feedback-summaries",
            summary_id=f"FS-{store}",
            period_from="2026-01-01",
            period_to="2026-01-31",
            reported_on="2026-02-01",
            reported_by=month.staff("客服專員", store=store)[0],
            department="門店",
            feedback_count=len(mine),
            resolved_count=solved,
            unresolved_count=len(mine) - solved,
            satisfaction="0.75",
            resolution_rate=f"{solved / len(mine):.2f}",
            adopted_count=adopted,
            adoption_rate=f"{adopted / max(suggestions, 1):.2f}",
            store_id=store,
        )
