"""JSON lines: one object a line, its keys matched like headers."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from checker.model import RecordType
from checker.records.account import Tally
from checker.records.blanks import SPACE
from checker.records.csvfile import LONGEST
from checker.records.decode import Text
from checker.records.lines import Lines
from checker.records.recognise import HEAD, Header, Recogniser


class _RefusedError(Exception):
    """A line that is no record: reason and parameters."""

    def __init__(self, reason: str, **params: object) -> None:
        super().__init__(reason)
        self.reason, self.params = reason, params


def find_type(text: Text, recogniser: Recogniser, named: str | None, forced: str | None) -> str | tuple[str, ...]:
    """The record type by the keys of the first objects, as ``Recogniser.header`` has it."""
    keys: dict[str, None] = {}
    with text.path.open("rb") as stream:
        lines = Lines(stream, text.bom)
        for _ in range(HEAD):
            if (line := lines.next()) is None:
                break
            try:
                keys |= dict.fromkeys(_parse(line))
            except _RefusedError:
                continue
    found = recogniser.header([list(keys)], named, forced)
    return found.type if isinstance(found, Header) else found


def clean(text: Text, record: RecordType, recogniser: Recogniser, file: str, into: Path) -> tuple[Tally, list[str], list[str]]:
    """Copy the records as CSV with a cell for each column of the type, in its order, and one for all that is none of them;
    tally all other lines.

    Also the columns that occur, and the keys that are none of them.
    """
    tally, columns = Tally(file, 0, 0, 0), list(record.columns)
    matcher = _Keys(recogniser, record.id)
    with text.path.open("rb") as stream, into.open("w", encoding="utf-8", newline="") as out:
        lines, writer = Lines(stream, text.bom), csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
        while (line := lines.next()) is not None:
            if not line.strip() and lines.number not in text.bad:
                tally.skip()
                continue
            try:
                if lines.number in text.bad:
                    raise _RefusedError("undecodable", offset=text.bad[lines.number])
                cells, rest = matcher.cells(_parse(line))
                writer.writerow([*(cells.get(column, "") for column in columns), rest])
            except _RefusedError as refused:
                tally.reject(lines.number, refused.reason, refused.params)
            except UnicodeEncodeError:
                tally.reject(lines.number, "json-broken", {"column": 1})
            else:
                tally.kept += 1
        tally.physical = lines.number
    return tally, [column for column in columns if column in matcher.seen], list(matcher.unmapped)


def _parse(line: bytes) -> Mapping[str, object]:
    if len(line) >= LONGEST:
        raise _RefusedError("line-too-long", bytes=LONGEST)
    try:
        value = json.loads(
            line.decode("utf-8"), object_pairs_hook=_unique, parse_constant=_no_constant, parse_int=str, parse_float=str
        )
    except json.JSONDecodeError as error:
        raise _RefusedError("json-broken", column=error.colno) from None
    except RecursionError:
        raise _RefusedError("json-broken", column=1) from None
    if not isinstance(value, dict):
        raise _RefusedError("json-not-object")
    return value


def _unique(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _ in pairs]
        raise _RefusedError("json-duplicate-key", key=next(key for key in keys if keys.count(key) > 1))
    return found


def _no_constant(name: str) -> object:
    raise _RefusedError("json-constant", value=name)


class _Keys:
    """Matches the keys of each object; objects with the same keys are matched once."""

    def __init__(self, recogniser: Recogniser, type_: str) -> None:
        self._recogniser, self._type = recogniser, type_
        self._known: dict[tuple[str, ...], Header] = {}
        self.seen: set[str] = set()
        self.unmapped: dict[str, None] = {}

    def cells(self, value: Mapping[str, object]) -> tuple[dict[str, str], str]:
        """The text of each column, and what stands under other keys as one text; refuses nested values in columns."""
        keys = tuple(value)
        header = self._known.get(keys)
        if header is None:
            header = self._recogniser.match(keys, self._type)
            if len(self._known) < 1000:
                self._known[keys] = header
            self.unmapped |= dict.fromkeys(header.unmapped[:1000])
        if header.repeated:
            raise _RefusedError("json-duplicate-key", key=", ".join(header.repeated))
        self.seen.update(header.places)
        taken = {keys[place] for place in header.places.values()}
        rest = {key: value[key] for key in sorted(keys) if key not in taken and value[key] not in (None, "")}
        texts = {column: _text(value[keys[place]], keys[place]) for column, place in header.places.items()}
        return texts, json.dumps(rest) if rest else ""


def _text(value: object, key: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (dict, list)):
        raise _RefusedError("json-nested", key=key)
    return str(value).strip(SPACE)
