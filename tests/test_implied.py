"""The company itself: there without a file, so that rules on what the whole company must have need no export of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from checker.cli.given import parse_instant
from checker.engine.check import Options, checking
from checker.records.exports import Exports
from checker.records.sources import ALL, Sources
from checker.result import Gap, Result
from checker.rules.load import Encoding, Rule
from tests.rules.examples import MODEL

ROW = {"document_id": "D1", "version": "1", "topic": "招聘", "kind": "制度", "effective_on": "2020-01-01", "expires_on": ""}
SCHEME = "scheme"


def rule() -> Rule:
    """A rule of the company's: it has a scheme of recruitment."""
    like = next(rule for rule in MODEL.encoding.rules.values() if rule.kind == "standing")
    target = {"record": "documents", "where": {"field": "topic", "equals": "recruitment"}}
    return replace(like, id=SCHEME, record="company", when=None, activation=None, params={"target": target})


@contextmanager
def checked(folder: Path, *more: Rule, **tables: list[dict[str, str]]) -> Iterator[Result]:
    paths = []
    for name, rows in tables.items():
        paths.append(folder / f"{name}.jsonl")
        paths[-1].write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    rules = {one.id: one for one in (rule(), *more)}
    model = replace(MODEL, encoding=Encoding(rules=rules))
    cutoff = parse_instant("2026-03-31", MODEL.book, "en")
    with checking(model, Exports(paths, sources=Sources({ALL: None}), cutoff=cutoff), Options(only=[*rules])) as result:
        yield result


def test_what_the_company_lacks_is_told_of_the_company(tmp_path: Path) -> None:
    with checked(tmp_path, documents=[ROW | {"topic": "其他"}]) as result:
        (found,) = result.findings
        assert (found.outcome, found.key, found.file, found.row) == ("violated", {"name": "本公司"}, "", 0)
        assert found.evidence["periods"] == "2026-01、2026-02、2026-03"


def test_what_it_has_is_enough(tmp_path: Path) -> None:
    with checked(tmp_path, documents=[ROW]) as result:
        assert (list(result.findings), result.rules[0].outcomes["satisfied"]) == ([], 1)


def test_a_file_of_it_counts_instead(tmp_path: Path) -> None:
    company = [{"name": "新鏈家", "since": "2026-03-01"}]
    with checked(tmp_path, documents=[ROW | {"topic": "其他"}], company=company) as result:
        (found,) = result.findings
        assert (found.key, found.evidence["periods"], found.row) == ({"name": "新鏈家"}, "2026-03", 1)


def test_it_is_not_asked_about_where_nothing_it_looks_for_was_exported(tmp_path: Path) -> None:
    inquiry = {"inquiry_id": "I1", "received_at": "2026-01-05 09:00:00", "channel": "電話"}
    with checked(tmp_path, inquiries=[inquiry]) as result:
        assert result.rules[0].not_assessed == (Gap("record-missing", 0, {"record": "documents"}),)
        assert not sum(result.rules[0].outcomes.values())


def test_nor_is_it_where_only_another_rule_is_about_it(tmp_path: Path) -> None:
    """That the company is there says nothing of what was not exported: the rule was not assessed, it is not inapplicable."""
    meeting = replace(rule(), id="meeting", params={"target": {"record": "meetings"}})
    with checked(tmp_path, meeting, documents=[ROW]) as result:
        told = {one.rule: one for one in result.rules}
        assert told["meeting"].not_assessed == (Gap("record-missing", 1, {"record": "meetings"}),)
        assert not sum(told["meeting"].outcomes.values())
        assert told[SCHEME].outcomes["satisfied"] == 1


def test_a_file_of_it_without_records_is_no_company(tmp_path: Path) -> None:
    (tmp_path / "company.csv").write_text("公司名稱,營業始日\n", encoding="utf-8")
    path = tmp_path / "documents.jsonl"
    path.write_text(json.dumps(ROW | {"topic": "其他"}, ensure_ascii=False) + "\n", encoding="utf-8")
    model = replace(MODEL, encoding=Encoding(rules={SCHEME: rule()}))
    cutoff = parse_instant("2026-03-31", MODEL.book, "en")
    exports = Exports([tmp_path], forced={tmp_path / "company.csv": "company"}, sources=Sources({ALL: None}), cutoff=cutoff)
    with checking(model, exports) as result:
        (found,) = result.findings
        assert (found.key, found.row) == ({"name": "本公司"}, 0)
