"""Almost any bytes are GB18030: it is read where the text is Chinese then, and refused by name where it is not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.records.encodings import doubts
from checker.records.sources import Claim, Sources
from tests.records.conftest import Load, Run

HEAD = "call_id,at,note\n"
CHINESE = (
    "客户反馈：房屋漏水，已联系维修",
    "張偉",
    "北京",
    "電話",
    "微信，在線客服",
    "林晓喆、王伟、李娜",
    "朝阳区望京街道",
    "㎡，①；“好”",
)
EVERYDAY = "的是不了在人有我他这這个個们們上下中大来來為和地到以说說時要就出会會可也你"
OTHERS = [
    ("big5hkscs", "Big5", ("客戶反映房屋漏水，已聯絡維修", "電話", "台北市信義區", "王小明")),
    ("cp932", "Shift-JIS", ("東京都港区", "テスト", "山田太郎", "お客様の声")),
    ("cp1252", "Latin-1", ("café", "José Muñoz", "Zürich", "naïve façade")),
]
OTHER = [(codec, name, text) for codec, name, texts in OTHERS for text in texts]


def rows(text: str) -> str:
    return HEAD + "".join(f"C{number},2026-01-05,{text}\n" for number in range(3))


def notes(done: Run) -> set[str | None]:
    return {row["note"] for row in done.records()}


@pytest.mark.parametrize("text", CHINESE)
@pytest.mark.parametrize("damaged", [False, True])
def test_what_is_chinese_is_read(load: Load, file: Callable[..., Path], text: str, damaged: bool) -> None:
    content = (rows(text) * 5).encode("gb18030") + (b"C9,2026-01-05,\xff\xff\n" if damaged else b"")
    done = load(file("calls.csv", content))
    assert done.file.encoding == "gb18030"
    assert notes(done) == {text}
    assert len(done.loaded.rejects) == damaged


@pytest.mark.parametrize(("codec", "name", "text"), OTHER)
def test_what_is_not_is_refused_and_read_when_somebody_says_what_it_is(
    load: Load, file: Callable[..., Path], codec: str, name: str, text: str
) -> None:
    path = file("calls.csv", rows(text).encode(codec))
    told = load(path.parent)
    assert told.loaded.parts == ()
    assert name in told.note("encoding-unclear")["names"]
    for claim in (Sources({}, (("*/calls.csv", Claim(encoding=codec)),)), Sources({}, (("*", Claim(encoding=codec)),))):
        assert notes(load(path.parent, sources=claim)) == {text}


def test_a_claim_does_not_spoil_what_is_utf8(load: Load, file: Callable[..., Path]) -> None:
    done = load(file("calls.csv", rows("客戶")), sources=Sources({}, (("*", Claim(encoding="big5hkscs")),)))
    assert (done.file.encoding, notes(done)) == ("utf-8", {"客戶"})


@pytest.mark.parametrize("text", ["一", "叶", "一叶"])
def test_what_may_be_either_is_refused_unless_somebody_says(load: Load, file: Callable[..., Path], text: str) -> None:
    """一 in GB18030 has the bytes of a Cyrillic letter in UTF-8."""
    path = file("calls.csv", rows(text).encode("gb18030"))
    told = load(path.parent)
    assert (told.loaded.parts, told.note("encoding-unclear")) == ((), {"names": "GB18030、UTF-8"})
    for codec, meant in (("gb18030", text), ("utf-8", text.encode("gb18030").decode("utf-8"))):
        assert notes(load(path.parent, sources=Sources({}, (("*", Claim(encoding=codec)),)))) == {meant}


@pytest.mark.parametrize("text", ["café", "José Muñoz", "25°C", "A·B", "Łódź", "×2"])
def test_what_is_utf8_with_accents_is_read(load: Load, file: Callable[..., Path], text: str) -> None:
    done = load(file("calls.csv", rows(text).encode("utf-8")))
    assert (done.file.encoding, notes(done)) == ("utf-8", {text})


def test_utf16_without_a_mark_is_read_when_somebody_says_so(load: Load, file: Callable[..., Path]) -> None:
    path = file("calls.csv", rows("客戶").encode("utf-16-le"))
    assert load(path.parent).loaded.parts == ()
    assert notes(load(path.parent, sources=Sources({}, (("*", Claim(encoding="utf-16-le")),)))) == {"客戶"}


def test_what_turns_out_late_refuses_the_file(load: Load, file: Callable[..., Path]) -> None:
    """Beyond the beginning by which a large file is planned."""
    plain = "".join(f"C{number},2026-01-05,x\n" for number in range(20_000))
    done = load(file("calls.csv", HEAD.encode() + plain.encode() + "Z1,2026-01-05,café\n".encode("cp1252")).parent)
    assert (done.loaded.parts, "Latin-1" in done.note("encoding-unclear")["names"]) == ((), True)
    assert done.file.account.judged == 0


@given(st.text(alphabet=EVERYDAY + "客户反馈房屋漏水维修，。：", min_size=1))
def test_everyday_text_is_never_doubted(text: str) -> None:
    assert doubts([text.encode("gb18030")]) == ()
