"""A regulation of one article, made in memory: two editions and an interpretation, for tests of rules and time.

Records: ``things`` (an instant, a target, an end, texts and codes), ``events`` that follow things, ``spans`` of people.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from checker import yamlio
from checker.regulation.book import Book
from checker.regulation.revise import draft
from checker.rules.confirmed import encodings, fingerprint
from checker.rules.model import Model, read_model

ZONE = "Asia/Shanghai"
FIRST, SECOND = date(2026, 1, 1), date(2026, 2, 1)

TEXT = "本公司應在 {limit} 秒內或規定時間處理事物，渠道為紅、綠等，渠道另列，分數達標。"
TERM = "本公司應約定 1 至 3 個月的試辦期。"
OFTEN = "本公司應{often}回訪。"
OPEN = "本公司應定期抽查，連續一段期間不合格的應整頓。"

COLUMNS: dict[str, dict[str, str]] = {
    "things": {
        "id": "text", "started_at": "instant", "ended_at": "instant", "closed_at": "instant", "color": "code",
        "note": "text", "by": "text", "kept_by": "text", "flag": "boolean", "status": "code",
        "score": "number", "most": "integer",
    },
    "events": {"event_id": "text", "thing_id": "text", "at": "instant", "kind": "code", "good": "boolean", "points": "number"},
    "spans": {"serial": "text", "person": "text", "begins_on": "instant", "ends_on": "instant", "role": "code"},
}  # fmt: skip
KEYS = {"things": "id", "events": "event_id", "spans": "serial"}
ACTIVATIONS = {"things": "started_at", "events": "at", "spans": "begins_on"}
TIMES = {
    "things": {"covers": {"from": "started_at", "to": "ended_at", "known": "closed_at"}},
    "events": {"event": {"at": "at"}},
    "spans": {"life": {"from": "begins_on", "to": "ends_on", "ended_by": {"same": "person"}}},
}
CASE = {"case": {"opens": "started_at", "ends": "closed_at"}}
"""What ``things`` may be in time instead."""
PARENT = {"type": "things", "column": "thing_id"}
"""What ``events`` may be repeated parts of."""
VALUES: dict[str, dict[str, list[str]]] = {
    "color": {"red": ["紅"], "green": ["綠"], "blue": ["藍"]},
    "status": {"open": ["進行"], "done": ["完成"]},
    "kind": {"visit": ["訪"], "call": ["電"]},
    "role": {"agent": ["經紀"], "clerk": ["文員"]},
    "flag": {"true": ["是"], "false": ["否"]},
    "good": {"true": ["是"], "false": ["否"]},
}
BEARERS: list[dict[str, Any]] = [
    {"role": "agent", "unit": "red", "perhaps": ["green"], "question": "C01"},
    {"role": "clerk", "unit": "blue"},
    {"role": "company", "anyone": "全體"},
]


def record_schema(record: str, time: Mapping[str, Any] | None = None, parent: Mapping[str, str] | None = None) -> str:
    properties: dict[str, Any] = {}
    for name, kind in COLUMNS[record].items():
        spec: dict[str, Any] = {"title": name, "type": kind if kind in ("boolean", "number", "integer") else "string"}
        if kind == "instant":
            spec["format"] = "date-time"
        if name in VALUES:
            spec["x-values"] = VALUES[name]
        if name == "person":
            spec["x-shared"] = ["bot", "值班"]
        if name == "kept_by":
            spec["x-none"] = True
        if name == "ends_on":
            spec["x-planned"] = True
        properties[name] = spec
    time = time or TIMES[record]
    own = {"type": record, "key": [KEYS[record]], "activation": ACTIVATIONS[record], "time": time, "names": [record]}
    own |= {"parent": parent} if parent else {}
    return json.dumps({"title": record, "type": "object", "x-record": own, "properties": properties, "examples": [{}]})


def files(
    rule: Mapping[str, Any],
    *,
    fill: Mapping[str, Any] | None = None,
    second: int | None = None,
    power: str = "conferred",
    extra: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """The files of a regulation with one rule; the limit is 30 s, from the second edition on ``second`` seconds.

    What a rule says of its confirmation is right, as far as the form goes: ``confirmed`` below makes it true.

    ``fill`` is what an interpretation, effective with the second edition, says of the open terms; ``power`` is the status
    of the power to give it; ``extra`` are further files, a calendar for one.
    """
    filled = json.dumps(fill, ensure_ascii=False) if fill else None
    written = _without_rules(filled, second, power, tuple((extra or {}).items()))
    return {**written, "docs/rules/1.yml": yamlio.dump({"rules": [{"confirmed": "0" * 12, **rule}]})}


def confirmed(files: Mapping[str, str]) -> dict[str, str]:
    """The same files, each rule and statistic read against what ``docs/`` says now."""
    done, model = dict(files), read_model(files)
    for top, item in encodings(model.encoding):
        path = item.place.file
        number = [entry["id"] for entry in yamlio.parse(done[path], path).value[top]].index(item.id)
        done[path] = yamlio.with_text(done[path], (top, number, "confirmed"), fingerprint(item, model.book.law()))
    return done


@cache
def _without_rules(fill: str | None, second: int | None, power: str, extra: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    base = dict(extra) | {
        "docs/reference/regulation.yml": f"title: {{zh-Hant: 試行規定, en: Trial}}\nlanguage: zh-Hant\nzone: {ZONE}\n",
        "docs/reference/bearers.yml": yamlio.dump({"bearers": BEARERS}),
        **{f"schema/records/{record}.json": record_schema(record) for record in COLUMNS},
    }
    book = read_model(base | law_files(30, power)).book
    base |= _revision(book, FIRST)
    if second is not None:
        base |= _revision(read_model(base | law_files(second, power)).book, SECOND)
    if fill:
        act = {
            "interpretation": 1,
            "title": "解釋",
            "issuer": "company",
            "power": "interpret",
            "issued": FIRST.isoformat(),
            "effective": SECOND.isoformat(),
            "fills": json.loads(fill),
        }
        base["revisions/interpretations/0001.yml"] = yamlio.dump(act)
    return base | law_files(30 if second is None else second, power)


def law_files(seconds: int, status: str = "conferred") -> dict[str, str]:
    """``docs/regulation`` and ``docs/data`` with a limit of so many seconds; 15 go with a quarterly duty, else monthly."""
    often = "每季" if seconds == 15 else "每月"
    second = TERM + OFTEN.format(often=often) + OPEN
    text = TEXT.format(limit=seconds)
    article = "1-1"
    data = {
        "roles": [
            {"id": "company", "name": "本公司", "kind": "party", "status": "defined", "article": article, "quote": "本公司"},
            {"id": "agent", "name": "經紀", "kind": "post", "status": "defined", "article": article, "quote": "處理"},
            {"id": "clerk", "name": "文員", "kind": "post", "status": "named-not-defined", "article": article, "quote": "時間"},
        ],
        "duties": [
            {
                "id": "1-1.a",
                "article": article,
                "quote": text.rstrip("。"),
                "modality": "obligation",
                "bearer": "company",
                "sla": "quick",
                "source": [],
            },
            {
                "id": "1-2.a",
                "article": "1-2",
                "quote": TERM.rstrip("。"),
                "modality": "obligation",
                "bearer": "agent",
                "source": [],
            },
            {
                "id": "1-2.b",
                "article": "1-2",
                "quote": OFTEN.format(often=often).rstrip("。"),
                "modality": "obligation",
                "bearer": "clerk",
                "frequency": "P3M" if often == "每季" else "P1M",
                "source": [],
            },
            {
                "id": "1-2.c",
                "article": "1-2",
                "quote": OPEN.rstrip("。"),
                "modality": "obligation",
                "bearer": "company",
                "frequency": {"term": "1-2.t1"},
                "terms": ["1-2.t2"],
                "source": [],
            },
        ],
        "slas": [
            {
                "id": "quick",
                "article": article,
                "quote": f"{seconds} 秒內",
                "limit": {"value": f"PT{seconds}S", "clock": "elapsed", "boundary": "inclusive"},
            },
            {"id": "open", "article": article, "quote": "規定時間", "limit": {"term": "1-1.t1"}},
        ],
        "terms": [
            {"id": "1-1.t1", "article": article, "quote": "規定時間", "needs": "limit"},
            {"id": "1-1.t2", "article": article, "quote": "紅、綠等", "needs": "list", "items": ["紅", "綠"]},
            {"id": "1-1.t3", "article": article, "quote": "渠道另列", "needs": "list", "items": []},
            {"id": "1-1.t4", "article": article, "quote": "分數達標", "needs": "number"},
            {"id": "1-2.t1", "article": "1-2", "quote": "定期", "needs": "interval"},
            {"id": "1-2.t2", "article": "1-2", "quote": "一段期間", "needs": "interval"},
        ],
        "authorities": [
            {
                "id": power,
                "article": article,
                "quote": "本公司",
                "power": power,
                "holder": "company",
                "scope": "all",
                "status": "conferred" if power == "amend" else status,
                "source": [],
            }
            for power in ("amend", "interpret")
        ],
    }
    return {
        "docs/regulation/1.md": f"# 總則 {{#1}}\n\n### 時限 {{#1-1}}\n\n{text}\n\n### 期間 {{#1-2}}\n\n{second}\n",
        "docs/data/all.yml": yamlio.dump(data),
    }


def _revision(book: Book, effective: date) -> dict[str, str]:
    made = draft(book, effective, issuer="company", power="amend", title="版", reason="試", provisional=False)
    assert made is not None
    name, text, _ = made
    return {f"revisions/{name}": text}


def regulation(rule: Mapping[str, Any], **options: Any) -> Model:
    """The book and its one rule, read; a problem of reading fails the test at once."""
    model = read_model(files(rule, **options))
    assert not model.book.problems, model.book.problems
    return model
