"""One act against a norm that several articles state is told once, with all of them: by reports, explain and the site."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import date

import jsonschema
import pytest

from checker import reports, verdict
from checker.coverage import status_of
from checker.engine.check import Options, checking
from checker.model import UnitKey
from checker.records.exports import Exports
from checker.records.sources import ALL, Sources
from checker.regulation.law import Law
from checker.result import Result
from checker.rules.load import Encoding
from checker.site import search
from checker.site.pages import pages
from tests.conftest import ROOT, Run
from tests.rules.examples import MODEL

RULE = MODEL.encoding.rules["recruitment-by-hr"]
POSTS = "posting_id,published_at,owner_department,owner_id\nX1,2026-01-05,財務部,\n"


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Result]:
    folder = tmp_path_factory.mktemp("posts")
    (folder / "recruitment.csv").write_text(POSTS, encoding="utf-8")
    with checking(MODEL, Exports((folder,), sources=Sources({ALL: None})), Options(only=(RULE.id,))) as told:
        yield told


def written(form: str, result: Result, lang: str = "zh-Hant") -> str:
    out = io.StringIO()
    reports.write(form, result, verdict.conclude(result), lang, out)
    return out.getvalue()


def test_the_rule_is_one_of_several_duties() -> None:
    assert RULE.duties == ("2.1.1-4.a", "2-9.a", "2.1-5.a")
    assert [RULE.strength_for(duty) for duty in RULE.duties] == ["direct", "direct", "proxy"]


def test_a_finding_in_json_has_the_other_articles(result: Result) -> None:
    report = json.loads(written("json", result))
    jsonschema.validate(report, json.loads((ROOT / "schema/output-check.json").read_text(encoding="utf-8")))
    (found,) = report["findings"]
    assert (found["article"], found["severity"], found["bearer"]["id"]) == ("2.1.1-4", "violation", "human-resources-dept")
    assert [one["article"] for one in found["also"]] == ["2-9", "2.1-5"]
    assert found["also"][1]["citation"] == "《新鏈家運營管理制度》第2.1節第5條（2026-01-01起施行，暫定）"
    assert found["also"][1]["link"] == "v/2026-01-01/#2.1-5"
    assert report["rules"][0]["also"] == ["2-9", "2.1-5"]
    assert {"2-9", "2.1-5", "2.1.1-4"} <= result.headings.keys()


@pytest.mark.parametrize(("lang", "told"), [("zh-Hant", "第2章第9條、第2.1節第5條"), ("en", "art. 2-9, art. 2.1-5")])
def test_a_finding_on_paper_has_the_other_articles(lang: str, told: str, result: Result) -> None:
    (row,) = csv.DictReader(io.StringIO(written("csv", result, lang)))
    assert (row["article"], row["also"]) == ("2.1.1-4", told)
    label = "also " if lang == "en" else "並涉"
    for form in ("text", "details"):
        assert "".join(f"{label}{told}".split()) in "".join(written(form, result, lang).split())


def test_only_standing_duties_of_another_article_are_named() -> None:
    units = dict(MODEL.book.present.units)
    assert RULE.also_articles(Law(units)) == ("2-9", "2.1-5")
    del units[UnitKey("duty", "2-9.a")]
    assert RULE.also_articles(Law(units)) == ("2.1-5",)
    assert MODEL.encoding.rules["technician-later-passed"].also_articles(MODEL.book.law()) == ()


@pytest.mark.parametrize("asked", ["2-9", "2.1-5.a", "第2.1.1節第4條"])
def test_any_of_the_articles_explains_it(asked: str, handbook: Run) -> None:
    told = json.loads(handbook("explain", asked, "--format", "json").stdout)
    jsonschema.validate(told, json.loads((ROOT / "schema/output-explain.json").read_text(encoding="utf-8")))
    ids = [rule["rule"] for rule in told["rules"]]
    assert ids.count(RULE.id) == 1
    (rule,) = (rule for rule in told["rules"] if rule["rule"] == RULE.id)
    assert [(one["duty"], one["article"], one["strength"]) for one in rule["also"]] == [
        ("2-9.a", "2-9", "direct"), ("2.1-5.a", "2.1-5", "proxy"),
    ]  # fmt: skip
    assert {case["id"].rpartition("-")[0] for case in rule["cases"]} == {*RULE.duties}


def test_a_rule_of_two_norms_of_an_article_is_explained_once(handbook: Run) -> None:
    told = [rule["rule"] for rule in json.loads(handbook("explain", "2.1.4-8", "--format", "json").stdout)["rules"]]
    assert told.count("technician-later-passed") == 1
    assert len(set(told)) == len(told)


def test_explain_names_each_article_with_its_words(handbook: Run) -> None:
    text = handbook("explain", RULE.id).stdout
    assert "第2章第9條「人力資源部應負責人力資源管理工作" in text
    (line,) = [line for line in text.splitlines() if "第2.1節第5條「" in line]
    assert line.endswith("總部｜以旁證檢查")


def test_each_norm_counts_with_its_own_strength() -> None:
    encoding = MODEL.encoding
    for duty, strength in {"2-6.a": "direct", "2.1-10.a": "proxy", "4.3-3.a": "direct"}.items():
        status, checks, _ = status_of(encoding, duty, ())
        assert (status, {duty in check.duties for check in checks}) == (strength, {True})
    alone = Encoding(rules={RULE.id: RULE})
    assert [status_of(alone, duty, ())[0] for duty in RULE.duties] == ["direct", "direct", "proxy"]


def test_the_site_shows_it_under_every_article_and_role() -> None:
    made = pages(MODEL.book, MODEL.encoding, date(2026, 2, 15))
    page = made[f"rules/{RULE.id}.md"]
    for duty in RULE.duties:
        assert MODEL.book.law().duty(duty).quote in page
        assert any(case.story in page for case in MODEL.encoding.cases.of(duty))
    for path in ("roles/headquarters.md", "roles/human-resources-dept.md", "regulation/2/index.md", "regulation/2.1/index.md"):
        assert f"rules/{RULE.id}" in made[path], path
    assert made["rules/index.md"].count(f"{RULE.id}/") == 3, "once in each section"
    (found,) = (one for one in search.index(MODEL.book, MODEL.encoding)["docs"] if one["location"] == f"rules/{RULE.id}/")
    assert "第2.1節第5條" in found["text"]
