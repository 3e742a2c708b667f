"""What a file is: its format by content, the tables in it, and for each the record type and the loader."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from checker.records import decode, jsonl, loading, parquet, sheets
from checker.records.account import Note
from checker.records.decode import Text
from checker.records.layout import Layout, find_layout
from checker.records.loading import Loading, Outcome
from checker.records.recognise import Header
from checker.records.workbook import UnreadableError


@dataclass(frozen=True, slots=True)
class Table:
    """One table found in a file. ``type`` is None for one that is not read: its ``lines`` are skipped and ``notes`` say why."""

    file: str
    format: str
    type: str | None = None
    load: Callable[[str], Outcome] | None = None
    lines: int = 0
    encoding: str | None = None
    notes: tuple[Note, ...] = ()


def plan(path: Path, context: Loading, forced: str | None, number: int) -> list[Table]:
    """The tables of a file, at least one; ``number`` names its scratch files. OSError when it can't be read."""
    with path.open("rb") as stream:
        head = stream.read(decode.CHUNK)
    file, scratch = path.as_posix(), context.workdir / f"in{number}"
    named = context.recogniser.by_name(path.stem)
    if not head:
        return [Table(file, "csv", notes=(("empty-file", {}),))]
    if head.startswith(b"PK\x03\x04") and _is_workbook(path):
        return list(_workbook(path, context, forced, scratch))
    if head.startswith(b"PAR1"):
        return [_columnar(path, context, named, forced)]
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return [Table(file, "xls", notes=(("old-workbook", {}),))]
    claimed = context.sources.of(file).encoding
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff")) or claimed.startswith("utf-16")  # which is full of zeros
    if head.startswith(b"PK\x03\x04") or (head.count(b"\0") * 50 > len(head) and not wide):
        return [Table(file, "binary", notes=(("not-text", {}),))]
    text = (None if claimed else decode.peek(path)) or decode.to_utf8(path, scratch.with_suffix(".txt"), claimed)
    if text.maybe:
        lines = decode.count_lines(text.path)
        loading.remove(context, text.path)
        return [Table(file, "text", None, None, lines, notes=(loading.unclear(text),))]
    return [_text(path, text, context, named, forced, scratch)]


def _is_workbook(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return any(name.startswith("xl/") for name in archive.namelist())
    except zipfile.BadZipFile:
        return path.suffix.lower() in (".xlsx", ".xlsm")


def _unknown(maybe: tuple[str, ...], context: Loading) -> tuple[Note, ...]:
    if len(maybe) > 1:
        return (("ambiguous", {"titles": "、".join(context.types[t].title for t in maybe), "ids": ", ".join(maybe)}),)
    return (("unrecognised", {}),)


def _text(path: Path, text: Text, context: Loading, named: str | None, forced: str | None, scratch: Path) -> Table:
    file = path.as_posix()
    with text.path.open("rb") as stream:
        stream.seek(text.bom)
        begins = stream.read(decode.CHUNK).lstrip()[:1]
    if path.suffix.lower() in (".jsonl", ".ndjson") or begins == b"{":
        type_ = jsonl.find_type(text, context.recogniser, named, forced)
        if isinstance(type_, str):
            return Table(file, "jsonl", type_, lambda table: loading.objects(context, table, path, text, type_, file, scratch))
        return Table(file, "jsonl", None, None, decode.count_lines(text.path), text.encoding, _unknown(type_, context))
    layout = find_layout(text, context.recogniser, named, forced)
    if isinstance(layout, Layout):
        format_ = "tsv" if layout.delimiter == "\t" else "csv"
        return Table(
            file,
            format_,
            layout.header.type,
            lambda table: loading.delimited(context, table, path, text, layout, file, scratch),
        )
    return Table(file, "text", None, None, decode.count_lines(text.path), text.encoding, _unknown(layout, context))


def _columnar(path: Path, context: Loading, named: str | None, forced: str | None) -> Table:
    file = path.as_posix()
    try:
        names, lines = parquet.columns(context.store, path)
    except RuntimeError:  # the database was interrupted
        raise
    except Exception:  # an error of the database, whose classes are not known here
        return Table(file, "parquet", notes=(("parquet-damaged", {}),))
    header = context.recogniser.header([names], named, forced)
    if isinstance(header, Header):
        return Table(file, "parquet", header.type, lambda table: loading.columnar(context, table, path, header, lines, file))
    return Table(file, "parquet", None, None, lines, None, _unknown(header, context))


def _workbook(path: Path, context: Loading, forced: str | None, scratch: Path) -> Iterator[Table]:
    file = path.as_posix()
    try:
        found = sheets.open_sheets(path)
    except UnreadableError as error:
        yield Table(file, "xlsx", notes=((error.reason, error.params),))
        return
    if not found:
        yield Table(file, "xlsx", notes=(("empty-file", {}),))
    for index, (title, cells) in enumerate(found):
        label = f"{file}#{title}" if len(found) > 1 else file
        named = context.recogniser.by_name(title, path.stem)
        header = context.recogniser.header(sheets.head(cells), named, forced)
        if isinstance(header, Header):
            place = scratch.with_name(f"{scratch.name}-{index}")
            yield Table(label, "xlsx", header.type, _sheet_loader(context, cells, header, label, place))
        else:
            yield Table(label, "xlsx", None, None, sheets.height(cells), None, _unknown(header, context))


def _sheet_loader(context: Loading, cells: object, header: Header, label: str, place: Path) -> Callable[[str], Outcome]:
    return lambda table: loading.sheet(context, table, cells, header, label, place)
