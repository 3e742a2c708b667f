"""The names of units and posts in our own record types: one code in any script and under every name the law or readers use."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from checker.records.cells import read
from checker.records.types import read_types

ROOT = Path(__file__).parents[2]
TYPES, _ = read_types(
    {str(p.relative_to(ROOT).as_posix()): p.read_text(encoding="utf-8") for p in ROOT.glob("schema/records/*")}
)


@pytest.mark.parametrize(
    ("record", "column", "cell", "code"),
    [
        ("organisation", "name", "運營管理中心", "operations-centre"),
        ("organisation", "name", "运营管理中心", "operations-centre"),
        ("organisation", "name", "營運管理中心", "operations-centre"),
        ("organisation", "name", " 运营 管理中心", "operations-centre"),
        ("organisation", "name", "Operations Management Center", "operations-centre"),
        ("organisation", "name", "運營管理中心籌備組", "運營管理中心籌備組"),
        ("organisation", "function", "客户服务部门", "customer-service-dept"),
        ("organisation", "function", "市场营运部", "market-operations-dept"),
        ("employment-periods", "unit", "市場營運部", "market-operations-dept"),
        ("employment-periods", "unit", "人力资源部", "human-resources-dept"),
        ("employment-periods", "role", "营运人员", "operations-staff"),
        ("employment-periods", "role", "门店经理", "store-manager"),
    ],
)
def test_a_name_is_read_as_its_code(record: str, column: str, cell: str, code: str) -> None:
    assert read(cell, TYPES[record].columns[column], ZoneInfo("Asia/Shanghai")).value == code


def test_the_units_are_the_same_in_every_column() -> None:
    """Columns of units share codes and spellings: what one knows, all know."""
    known = TYPES["employment-periods"].columns["unit"].values
    for record in TYPES.values():
        for column in record.columns.values():
            if "human-resources-dept" in column.values and "store" in column.values:
                assert {code: words for code, words in column.values.items() if code in known} == known, (record.id, column.id)
