"""Undocumented is red: every command, kind, record type and report; every message in both languages with the same blanks."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from checker import reports
from checker.catalog import read_catalogs
from checker.cli.main import COMMANDS, cli
from checker.model import RecordType
from checker.records.types import read_types
from checker.regulation.files import bundled, read
from checker.rules.kinds import KINDS

ROOT = Path(__file__).parent.parent
GUIDE = "\n".join(
    path.read_text(encoding="utf-8") for path in [ROOT / "README.md", *sorted((ROOT / "docs/guide").glob("*.md"))]
)
CATALOG = read_catalogs(ROOT / "checker/messages")


@pytest.mark.parametrize("command", COMMANDS)
def test_command_is_documented(command: str) -> None:
    assert f"handbook {command}" in GUIDE
    found = cli.get_command(None, command)  # type: ignore[arg-type]
    assert found is not None
    assert found.help


@pytest.mark.parametrize("form", reports.FORMATS)
def test_report_is_documented(form: str) -> None:
    assert re.search(rf"\b{form}\b", GUIDE)


@pytest.mark.parametrize("kind", KINDS)
def test_kind_is_documented(kind: str) -> None:
    assert KINDS[kind].build.__doc__
    assert f"kind.{kind}" in CATALOG
    assert f"`{kind}`" in GUIDE
    assert (ROOT / f"tests/kinds/{kind}.yml").is_file(), "a kind has a case table"


def test_kinds_that_rest_on_what_is_missing_are_listed() -> None:
    (told,) = re.findall("完整與否影響 (.*?)；", GUIDE)
    assert set(re.findall("`(.*?)`", told)) == {name for name, kind in KINDS.items() if kind.rests_on}


@pytest.mark.parametrize("record", read_types(read(bundled())[0])[0].values(), ids=lambda r: r.id)
def test_record_type_is_documented(record: RecordType) -> None:
    assert record.description
    assert record.example
    assert all(column.description for column in record.columns.values())
    assert f"`{record.id}`" in GUIDE


NAMES = {"title", "titles", "ids"}  # Chinese shows a header where English shows the id


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name} - NAMES


def test_messages_in_both_languages() -> None:
    wrong = [
        key
        for key, words in CATALOG.items()
        if set(words) != {"zh-Hant", "en"} or placeholders(words["zh-Hant"]) != placeholders(words["en"])
    ]
    assert wrong == []


def test_a_message_stands_in_one_catalog_only(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.yml").write_text("outcome.violated: {zh-Hant: 違反, en: violated}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"two\.yml says again .* outcome\.violated"):
        read_catalogs(tmp_path)
