"""One word for one thing: what the program says of itself, in reports, commands, guides and on the site.

The law's own text, the encoding's titles and what readers search by are not the program's words and are not looked at.
"""

from __future__ import annotations

from datetime import date

import pytest

from checker.catalog import say
from checker.result import SEVERITIES
from checker.site.rule_pages import rule_page
from checker.site.view import look
from checker.site.words import plain
from checker.text import to_hans
from tests.rules.examples import BOOK, MODEL
from tests.test_documented import CATALOG, GUIDE

TWINS = {
    "違反": ("違規", "違例"),  # the law's own word, and what a record does that is not 合規
    "警示": ("提醒", "警告"),
    "提示": ("備註",),
    "旁證": ("間接跡象", "佐證"),
    "觸發時刻": ("起算",),
    "判斷": ("判讀",),
    "讀不進": ("拒收",),
    "無法判定": ("未能判定", "不能判定"),
    "空白匯出檔": ("樣板", "空白範本", "模板"),
}
"""The word that is used, and others for the same thing that are not."""


@pytest.mark.parametrize(("word", "others"), TWINS.items())
def test_one_word_for_one_thing(word: str, others: tuple[str, ...]) -> None:
    said = {f"messages, {key}": words["zh-Hant"] for key, words in CATALOG.items()} | {"README, docs/guide": GUIDE}
    assert any(word in words for words in said.values()), "a word that nobody uses has no twin"
    assert [(where, other) for where, words in said.items() for other in others if other in words] == []
    assert all(to_hans(other) not in words for words in said.values() for other in others)


def test_record_types_are_shown_in_the_spelling_of_the_law() -> None:
    """Titles, descriptions and the first spelling of each code; what else a cell may say is other people's writing."""
    forbidden = MODEL.texts.document("docs/reference/wording.yml").data["forbidden"]
    shown = [
        (f"{name}.{column.id}", words)
        for name, record in BOOK.types.items()
        for column in record.columns.values()
        for words in (
            record.title,
            record.description,
            column.title,
            column.description,
            *(spelt[0] for spelt in column.values.values()),
        )
    ]
    assert "解僱" in forbidden
    assert ("sanctions.kind", "解雇") in shown
    assert [(where, words) for where, words in shown for found in forbidden if found in words] == []


def test_the_site_says_the_severity_as_the_report_does() -> None:
    view = look(BOOK, MODEL.encoding, date(2026, 2, 15))
    units = view.edition.units
    for severity in SEVERITIES:
        rule = next(one for one in MODEL.encoding.rules.values() if one.severity(units) == severity)
        page = plain(rule_page(view, rule))
        assert say(f"severity.{severity}", view.lang) in page.partition(say("site.severity", view.lang))[2][:40]
        assert not [key for key in CATALOG if key == f"site.severity-{severity}"]
