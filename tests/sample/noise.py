"""What a month holds besides, none of it a violation: coarse stamps, open cases, unlisted channels, copies."""

from __future__ import annotations

from datetime import timedelta

from tests.sample.month import DRAWN, Month, Row, written


def add(month: Month) -> None:
    """Change inquiries that no plant used (they stand at the end), and add open cases."""
    inquiries = month.rows["inquiries"]
    quiet = [row for row in inquiries[-60:] if row["department"] == "客戶服務部"]
    quiet[0].update(received_at="2026-01-09 10:00", replied_at="2026-01-09 10:00", closed_at="2026-01-09 10:20")
    quiet[1].update(channel="短信")
    quiet[2].update(channel="企業微信")
    quiet[3].update(
        received_at="2026/1/9 10:00:00", replied_at="2026年1月9日 10時00分30秒", closed_at="2026-01-09T10:30:00+08:00"
    )
    quiet[4].update(replied_at="看記錄")  # not a time
    quiet[5].update(channel="")
    last = written(DRAWN - timedelta(seconds=2))
    inquiries.append(quiet[6] | {"inquiry_id": "I20260290001", "received_at": last, "replied_at": "", "closed_at": ""})
    inquiries.append(dict(quiet[7]))  # an identical copy
    month.rows["complaints"].append(_open(next(r for r in reversed(month.rows["complaints"]) if r["verdict"] == "屬實")))


def _open(case: Row) -> Row:
    blank = dict.fromkeys(("apology_at", "action", "feedback_given_at", "closed_at", "customer_confirmed"), "")
    return case | {"complaint_id": "C20260190", "verdict": "調查中"} | blank
