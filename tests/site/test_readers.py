"""What each kind of reader comes for: my duties, the figures, the coverage, the ways to take part."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from jsonschema import Draft202012Validator

from checker import yamlio
from checker.coverage import STATUSES, coverage
from checker.regulation.book import Book
from checker.regulation.files import read
from checker.rules.load import Encoding
from checker.rules.model import read_model
from checker.site.pages import files, pages
from checker.site.training import figures
from checker.site.view import look
from tests.rules.examples import model_of

ROOT = Path(__file__).resolve().parents[2]
Regulation = tuple[Book, Encoding]
DAY = date(2026, 5, 10)


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


@pytest.fixture(scope="module")
def drawn() -> Regulation:
    """The second regulation with measures, a process and a repository, and without its history."""
    found, _ = read(ROOT / "tests" / "second")
    found = {path: text for path, text in found.items() if not path.startswith("revisions/")}
    found["docs/data/sanctions.yml"] = yamlio.dump(
        {
            "sanctions": [
                {
                    "id": "z-word",
                    "article": "1-1",
                    "quote": "record",
                    "measure": "A word",
                    "duties": ["1-1.a"],
                    "holder": "board",
                },
                {"id": "a-fine", "article": "1-1", "quote": "number", "measure": "A fine", "holder": "board"},
            ]
        }
    )
    steps = [
        {"duty": duty, "label": {"en": label, "zh-Hant": label}} for duty, label in (("1-1.a", "Lend"), ("1-2.a", "Return"))
    ]
    found["docs/reference/processes.yml"] = yamlio.dump(
        {"processes": [{"id": "loan", "title": {"en": "A loan", "zh-Hant": "借"}, "steps": steps}]}
    )
    found["docs/reference/regulation.yml"] += "repository: https://git.example/owner/name\n"
    model = read_model(found)
    return model.book, model.encoding


def test_a_role_sees_its_duties_limits_and_what_follows(drawn: Regulation) -> None:
    staff, board = (pages(*drawn, DAY)[f"roles/{role}.md"] for role in ("library-staff", "board"))
    assert "3 days" not in staff, "no reading is in force without a history"
    assert "“the usual time” has not been interpreted" in plain(staff)
    assert "A word by the board" in plain(staff)
    assert "A fine" in plain(staff), "a measure without norms of its own attaches to its article's"
    assert "Measures it decides on" in board
    assert "Must not" in staff
    assert staff.index("## Must {") < staff.index("## Must not {") < staff.index("## May {")


def test_a_role_sees_what_changed_lately(second: Regulation) -> None:
    borrower = pages(*second, DAY)["roles/borrower.md"]
    lately = borrower[borrower.index("#lately") :]
    assert "Revision 2: Longer loans" in lately
    assert "Revision 3" in lately
    assert "First edition" not in lately
    assert "Revision 2" not in pages(*second, DAY)["roles/library-staff.md"]
    assert "21 days" in borrower


def test_a_limit_read_by_an_interpretation_is_in_figures(second: Regulation) -> None:
    assert "3 days" in plain(pages(*second, DAY)["roles/library-staff.md"])


def test_drawings_say_the_same_in_words(drawn: Regulation) -> None:
    made = pages(*drawn, DAY)
    for path, words in (
        ("regulation/index.md", ["Lend", "Return", "21 days"]),
        ("roles/index.md", ["the library", "library staff"]),
    ):
        figure = made[path][made[path].index("<figure") : made[path].rindex("</figure>")]
        svg, said = figure[: figure.index("</svg>")], figure[figure.index("</svg>") :]
        assert 'role="img" aria-label=' in svg
        for word in words:
            assert word in plain(svg)
            assert word in plain(said)


def test_measures_stand_in_the_order_of_the_article(drawn: Regulation) -> None:
    text = pages(*drawn, DAY)["regulation/index.md"]
    ladder = text[text.index("Measures of art. 1-1") :]
    assert ladder.index("A word") < ladder.index("A fine"), "record stands before number in the article"


def test_an_article_can_be_edited_and_asked_about(drawn: Regulation, second: Regulation) -> None:
    text = pages(*drawn, DAY)["regulation/1/index.md"]
    assert 'href="https://git.example/owner/name/edit/main/docs/regulation/1-loans.md"' in text
    asked = re.search(r'href="(https://git\.example/owner/name/issues/new\?title=Interpretation[^"]*1-2[^"]*)"', text)
    assert asked
    assert "art.+1-2" in asked[1]
    assert "issues/new" not in "".join(pages(*second, DAY).values()), "no repository, no links"


def test_a_regulation_without_history_has_pages(drawn: Regulation) -> None:
    made = pages(*drawn, DAY)
    assert not any(path.startswith("v/") for path in made)
    assert json.loads(files(*drawn, DAY)["api/edition.json"])["units"]


def test_the_first_page_asks_who_and_what(second: Regulation, handbook: Regulation) -> None:
    for regulation in (second, handbook):
        text = pages(*regulation)["index.md"]
        bearing = [role for role, duties in look(*regulation).duties_of.items() if duties]
        assert all(f'href="roles/{role}/"' in text for role in bearing)
        assert 'href="training/#figures"' in text


def test_every_figure_is_listed(second: Regulation, handbook: Regulation) -> None:
    found = [(f.words, f.article, f.meaning) for f in figures(look(*second, DAY))]
    assert ("21 days", "1-2", "21 days, the limit itself included, elapsed time") in found
    assert ("every month", "2-3", "every 1 month(s)") in found
    assert [words for words, article, _ in found if article == "2-1"] == ["3 days, the limit itself included, elapsed time"]
    own = [(f.words, f.article) for f in figures(look(*handbook))]
    assert ("30 秒內", "4.1-2") in own
    assert not [words for words, _ in own if "條" in words], "a citation is no figure"


def test_tables_to_take_away(second: Regulation) -> None:
    made = files(*second, DAY)
    rows = list(csv.reader(io.StringIO(made["training/norms.csv"].decode("utf-8-sig"))))
    assert len(rows) == 1 + sum(len(duties) for duties in look(*second, DAY).duties_of.values())
    assert any("Library Regulations, art. 1-2 (in force from 2026-05-01)" in row for row in rows)
    book = openpyxl.load_workbook(io.BytesIO(made["training/training.xlsx"]))
    assert [list(row) for row in book.worksheets[0].iter_rows(values_only=True)][1][:1] == rows[1][:1]
    template = openpyxl.load_workbook(io.BytesIO(made["records/loans.xlsx"])).worksheets[0]
    assert [cell.value for cell in template[1]] == list(second[0].types["loans"].columns)
    assert template.max_row == 1
    assert made == files(*second, DAY), "the same regulation, the same bytes"


def test_the_coverage_adds_up(second: Regulation, handbook: Regulation) -> None:
    for book, encoding in (second, handbook):
        found = coverage(book, encoding, "en", DAY)
        for part in (found["total"], *found["chapters"]):
            assert sum(part["by_status"].values()) == part["norms"]
        for key in ("articles", "norms", "reserved"):
            assert sum(part[key] for part in found["chapters"]) == found["total"][key]
        units = book.edition(DAY).units
        assert found["total"]["norms"] == sum(key.startswith("duty/") for key in units)
        assert found["total"]["by_status"]["unaccounted"] == 0


def test_the_coverage_tells_direct_from_the_rest(second: Regulation) -> None:
    book, encoding = second
    found = coverage(book, encoding, "en", DAY)
    assert found["total"]["by_status"] == dict.fromkeys(STATUSES, 0) | {
        "direct": 5,
        "statistic": 1,
        "judgement": 1,
        "declaratory": 2,
    }
    assert found["total"]["terms"] == {"open": 1, "filled": 1}
    rules = {name: replace(rule, strength="proxy") for name, rule in encoding.rules.items()}
    weaker = coverage(book, Encoding(rules, encoding.unchecked, encoding.statistics), "en", DAY)
    assert weaker["total"]["by_status"]["proxy"] == 5
    assert weaker["total"]["by_status"]["direct"] == 0
    text = plain(pages(*second, DAY)["coverage.md"])
    assert "No record says what a reminder names." in text


def test_a_rule_that_waits_is_counted_apart_and_named_where_its_term_is(handbook: Regulation) -> None:
    rule = handbook[1].rules["internal-audit-recurrent"]

    def told(book: Book, encoding: Encoding) -> tuple[str, list[str | None]]:
        chapters = coverage(book, encoding, "en", DAY)["chapters"]
        duty = next(duty for part in chapters for duty in part["duties"] if duty["duty"] == rule.duty)
        return duty["status"], [check["waits_for"] for check in duty["checks"]]

    assert told(*handbook) == ("waiting", ["6-2.t1"])
    filled = model_of(rule)
    assert told(filled.book, filled.encoding) == ("direct", [None])
    drawn, awake = pages(*handbook, DAY), pages(filled.book, filled.encoding, DAY)
    for path in ("coverage.md", "terms.md", "regulation/6/index.md"):
        assert "解釋填入後，將由規則 按期開展內部審計 檢查" in plain(drawn[path]).replace("  ", " "), path
        assert "將由規則 按期開展內部審計" not in plain(awake[path]).replace("  ", " "), path
    assert "等待解釋" in plain(drawn[f"rules/{rule.id}.md"])
    assert "等待解釋" not in plain(awake[f"rules/{rule.id}.md"])


def test_edition_json_is_as_its_schema_says(second: Regulation) -> None:
    schema = Draft202012Validator(json.loads((ROOT / "schema/output-edition.json").read_text(encoding="utf-8")))
    document = json.loads(files(*second, DAY)["api/edition.json"])
    schema.validate(document)
    document["units"]["rule/x"] = {}
    assert list(schema.iter_errors(document))


def test_open_questions_name_who_decides(handbook: Regulation) -> None:
    text = pages(*handbook)["questions.md"]
    assert 'id="c30"' in text
    assert 'href="../roles/operations-team/"' in text
    assert text.index("妨礙檢查") < text.index("正式公布前")
