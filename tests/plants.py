"""What is planted in the sample month: one violation of one rule at a time, and the noise that must not become one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.generate import Month, Row

FORM = "%Y-%m-%d %H:%M:%S"


def plant(month: Month) -> None:
    """Break rules one by one, in records that nothing else touches; then add noise."""
    inquiries = iter(month.inquiries[10:])
    feedback = {status: iter([r for r in month.feedback if r["status"] == status]) for status in ("已解決", "未解決")}
    complaints = {verdict: iter([r for r in month.complaints if r["verdict"] == verdict]) for verdict in ("屬實", "不屬實")}
    after_sales = iter(month.after_sales)

    def each(rule: str, record: str, key: str, rows: list[Row], change: Callable[[Row], None]) -> None:
        for row in rows:
            change(row)
            month.planted.append((rule, record, row[key]))

    def take(source: object, count: int) -> list[Row]:
        return [next(source) for _ in range(count)]  # type: ignore[call-overload]

    def inquiry(rule: str, count: int, change: Callable[[Row], None]) -> None:
        each(rule, "inquiries", "inquiry_id", take(inquiries, count), change)

    def solved(rule: str, count: int, change: Callable[[Row], None]) -> None:
        each(rule, "feedback", "feedback_id", take(feedback["已解決"], count), change)

    def unsolved(rule: str, count: int, change: Callable[[Row], None]) -> None:
        each(rule, "feedback", "feedback_id", take(feedback["未解決"], count), change)

    def complaint(rule: str, verdict: str, count: int, change: Callable[[Row], None]) -> None:
        each(rule, "complaints", "complaint_id", take(complaints[verdict], count), change)

    # the 30 seconds
    inquiry("inquiry-reply-time", 7, lambda r: r.update(replied_at=later(r["received_at"], 31)))
    inquiry("inquiry-reply-time", 4, lambda r: r.update(replied_at=later(r["received_at"], 95)))
    inquiry("inquiry-reply-time", 2, lambda r: r.update(replied_at="", closed_at=""))
    inquiry(
        "inquiry-reply-time",
        1,
        lambda r: r.update(received_at=r["received_at"][:16], replied_at=later(r["received_at"], 600)[:16]),
    )
    inquiry("inquiry-reply-time", 1, lambda r: r.update(replied_at="無"))
    # who handled it
    inquiry("inquiry-handler-employed", 3, lambda r: r.update(handler_id="E0046"))  # had left the year before
    inquiry("inquiry-handler-employed", 1, lambda r: r.update(handler_id="E9999"))  # never was
    complaint("complaint-handler-employed", "屬實", 2, lambda r: r.update(handler_id="E0047"))
    solved("feedback-responsible-employed", 2, lambda r: r.update(responsible_id="E0048"))
    # the record of feedback
    solved("feedback-record-complete", 1, lambda r: r.update(customer_name="無"))
    solved("feedback-record-complete", 1, lambda r: r.update(customer_contact="-"))
    solved("feedback-record-complete", 1, lambda r: r.update(content="　"))
    solved("feedback-record-complete", 1, lambda r: r.update(received_at=""))
    solved("feedback-responsible-named", 2, lambda r: r.update(responsible_id=""))
    # solved and unsolved
    solved("feedback-solved-followed-up", 2, lambda r: drop_follow_up(month, r["feedback_id"]))
    solved("feedback-solved-followed-up", 1, lambda r: follow_up_of(month, r["feedback_id"]).update(satisfied=""))
    solved(
        "feedback-solved-followed-up",
        1,
        lambda r: follow_up_of(month, r["feedback_id"]).update(followed_at=later(r["resolved_at"], -60)),
    )
    unsolved("feedback-unsolved-explained", 2, lambda r: r.update(explanation="無"))
    unsolved("feedback-unsolved-improvement", 2, lambda r: r.update(improvement=""))
    # coordination
    elsewhere = [r for r in month.feedback[100:] if r["needs_other_department"] == "是"][:2]
    each(
        "feedback-receiver-coordinates",
        "feedback",
        "feedback_id",
        elsewhere,
        lambda r: r.update(coordinator_id=another(r["received_by"])),
    )
    # complaints
    complaint("complaint-upheld-apology", "屬實", 2, lambda r: r.update(apology_at=""))
    complaint("complaint-upheld-action", "屬實", 2, lambda r: r.update(action="-"))
    complaint("complaint-unfounded-explanation", "不屬實", 2, lambda r: r.update(explanation_at=""))
    complaint("complaint-followed-up", "屬實", 2, lambda r: drop_follow_up(month, r["complaint_id"]))
    complaint("complaint-feedback-given", "不屬實", 1, lambda r: r.update(feedback_given_at=""))
    # after sales
    each(
        "after-sales-followed-up",
        "after-sales",
        "issue_id",
        take(after_sales, 2),
        lambda r: drop_follow_up(month, r["issue_id"]),
    )
    blank_opinion = follow_up_of(month, next(after_sales)["issue_id"])
    each("revisit-use-and-opinion", "follow-ups", "follow_up_id", [blank_opinion], lambda r: r.update(opinion=""))
    _repeat(month)
    _noise(month)


def _repeat(month: Month) -> None:
    """The same number given to two different records; both are findings."""
    lists = (
        ("inquiry-id-unique", "inquiries", "inquiry_id", month.inquiries, {"question": "另一件諮詢"}),
        ("feedback-id-unique", "feedback", "feedback_id", month.feedback, {"content": "另一件反饋"}),
        ("complaint-id-unique", "complaints", "complaint_id", month.complaints, {"content": "另一件投訴"}),
        ("after-sales-id-unique", "after-sales", "issue_id", month.after_sales, {"content": "另一件售後"}),
    )
    for rule, record, key, rows, change in lists:
        twin = rows[-1] | change
        rows.append(twin)
        month.planted += [(rule, record, twin[key])] * 2


def _noise(month: Month) -> None:
    """What a month holds besides, none of it a violation: coarse stamps, open cases, unlisted channels, copies."""
    quiet = month.inquiries[:10]
    quiet[0].update(
        received_at="2026-01-09 10:00", replied_at="2026-01-09 10:00", closed_at="2026-01-09 10:20"
    )  # cannot be told
    quiet[1].update(channel="短信")
    quiet[2].update(channel="企業微信")
    quiet[3].update(
        received_at="2026/1/9 10:00:00", replied_at="2026年1月9日 10時00分30秒", closed_at="2026-01-09T10:30:00+08:00"
    )
    quiet[4].update(replied_at="看記錄")  # not a time
    quiet[5].update(channel="")
    last = datetime(2026, 1, 31, 20, 59, 58)
    month.inquiries.append(
        month.inquiries[6]
        | {"inquiry_id": "I20260190001", "received_at": last.strftime(FORM), "replied_at": "", "closed_at": ""}
    )
    month.inquiries.append(month.inquiries[7] | {})  # an identical copy
    open_case = next(r for r in reversed(month.complaints) if r["verdict"] == "屬實")
    month.complaints.append(
        open_case
        | {
            "complaint_id": "C20260190",
            "verdict": "調查中",
            "apology_at": "",
            "action": "",
            "feedback_given_at": "",
            "closed_at": "",
        }
    )


def later(stamp: str, seconds: int) -> str:
    return (datetime.strptime(stamp, FORM) + timedelta(seconds=seconds)).strftime(FORM)


def another(employee: str) -> str:
    return "E0002" if employee == "E0001" else "E0001"


def follow_up_of(month: Month, parent: str) -> Row:
    return next(row for row in month.follow_ups if row["parent_id"] == parent)


def drop_follow_up(month: Month, parent: str) -> None:
    month.follow_ups.remove(follow_up_of(month, parent))
