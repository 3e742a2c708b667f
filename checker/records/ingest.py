"""From paths to typed tables and an account of every line.

``lines = header + skipped + records`` and ``records = judged + rejected + duplicates + superseded`` hold for every file,
where a line is a row as a spreadsheet shows it (a record over several lines is one; a note says how many line breaks stand in
cells, so that rows plus breaks are the file's physical lines). ``header`` counts the title rows with the header.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from checker.model import Part, RecordType
from checker.records import walk
from checker.records.account import Positions
from checker.records.duplicates import Aside, mark
from checker.records.formats import Table, plan
from checker.records.latest import ranks
from checker.records.loading import Loading, Outcome
from checker.records.recognise import Recogniser
from checker.records.sources import NOTHING_SAID, Sources
from checker.records.store import Store, name
from checker.records.views import lay, put_aside, relation
from checker.result import Account, FileAccount, Reject


@dataclass(frozen=True, slots=True)
class Loaded:
    """The exports in the database. ``rows`` gives the row number of a record as a spreadsheet shows it; ``distinct`` are the
    record types no key of which stands twice."""

    parts: tuple[Part, ...]
    files: tuple[FileAccount, ...]
    rejects: tuple[Reject, ...]
    rows: Positions
    distinct: frozenset[str]


@dataclass(frozen=True, slots=True)
class InputProblem:
    """One thing wrong with what the user named: a key of the message catalog and its parameters."""

    code: str
    params: Mapping[str, object]


class InputError(Exception):
    """Inputs that can't be used, all of them together."""

    def __init__(self, problems: Sequence[InputProblem]) -> None:
        super().__init__("; ".join(f"{p.code} {dict(p.params)}" for p in problems))
        self.problems = tuple(problems)


def ingest(
    paths: Sequence[Path],
    types: Mapping[str, RecordType],
    store: Store,
    *,
    zone: str,
    forced: Mapping[Path, str] | None = None,
    workdir: Path,
    sources: Sources = NOTHING_SAID,
    cutoff: int | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Loaded:
    """Load files and folders (walked; what is passed over is told) into the database.

    ``zone`` is the IANA zone of times without an offset; ``forced`` names the record type of a file (read even if not among
    ``paths``); ``workdir`` takes scratch files; ``sources`` says which file is the later one, else the
    instants in them up to the ``cutoff`` do. Raises ``InputError`` before
    anything is loaded when a path does not exist, can't be read, a named file is not recognised, or a forced type is unknown. A
    file found in a folder that is no export is accounted for with type None.
    """
    context = Loading(store, types, Recogniser(types), ZoneInfo(zone), workdir, sources)
    problems: list[InputProblem] = []
    tables: list[Table] = []
    for number, (met, type_, named) in enumerate(_files(paths, forced or {}, types, problems)):
        tables += _plan(met, context, type_, named, number, problems)
    if not tables and not problems:
        problems.append(InputProblem("input-nothing", {"paths": ", ".join(str(path) for path in paths)}))
    if problems:
        raise InputError(problems)
    return _load(tables, context, sources, cutoff, progress)


def _files(
    paths: Sequence[Path], forced: Mapping[Path, str], types: Mapping[str, RecordType], problems: list[InputProblem]
) -> Iterator[tuple[walk.Met, str | None, bool]]:
    """Each file with its forced type and whether the user named it."""
    wanted = {_whole(path): (path, type_) for path, type_ in forced.items()}
    for path, type_ in forced.items():
        if type_ not in types:
            problems.append(InputProblem("input-type-unknown", {"type": type_, "file": str(path), "known": ", ".join(types)}))
    seen: set[str] = set()
    for path in paths:
        found = walk.named(path)
        if not found and not path.is_dir():
            problems.append(InputProblem("input-missing", {"file": str(path)}))
        for met in found:
            whole = _whole(met.path)
            seen.add(whole)
            yield met, wanted[whole][1] if whole in wanted else None, not path.is_dir() or whole in wanted
    for whole, (path, type_) in wanted.items():
        if not path.exists():
            problems.append(InputProblem("input-missing", {"file": str(path)}))
        elif whole not in seen:
            yield walk.Met(path, walk.no_file(path)), type_, True


def _whole(path: Path) -> str:
    """One name for a file however it was named; also for a link that leads to itself."""
    return os.path.realpath(path)


def _plan(
    met: walk.Met, context: Loading, type_: str | None, named: bool, number: int, problems: list[InputProblem]
) -> list[Table]:
    if type_ is not None and type_ not in context.types:
        return []
    path = met.path
    try:
        tables = [Table(path.as_posix(), "", notes=(met.passed,))] if met.passed else plan(path, context, type_, number)
    except OSError as error:
        problems.append(InputProblem("input-unreadable", {"file": str(path), "detail": error.strerror or type(error).__name__}))
        return []
    if named and not any(table.type or table.notes[0][0] == "empty-file" for table in tables):
        code, params = tables[0].notes[0]
        if type_ is not None and code in ("unrecognised", "ambiguous"):
            code, params = "forced-mismatch", {"type": type_, "title": context.types[type_].title}
        problems.append(InputProblem(f"input-{code}", {"file": str(path), **params}))
    return tables


def _load(
    tables: Sequence[Table],
    context: Loading,
    sources: Sources,
    cutoff: int | None,
    progress: Callable[[str], None],
) -> Loaded:
    store, types = context.store, context.types
    outcomes: list[Outcome | None] = []
    parts: list[Part] = []
    made: list[Outcome] = []  # of each part
    at: dict[int, int] = {}  # table -> part
    for index, table in enumerate(tables):
        progress(table.file)
        target = f"_part{len(parts)}"
        outcome = table.load(f"{target}_data") if table.load else None
        outcomes.append(outcome)
        if outcome and not outcome.refused and table.type:
            at[index] = len(parts)
            made.append(outcome)
            system = sources.of(table.file).system
            parts.append(Part(len(parts), table.file, table.type, name(target), outcome.columns, system))
    typed = [outcome.typed for outcome in made]
    parts = [
        part
        for type_ in dict.fromkeys(part.type for part in parts)
        for part in lay([one for one in parts if one.type == type_], types[type_], typed, store)
    ]
    parts.sort(key=lambda part: part.index)
    aside: dict[int, Aside] = {}
    distinct: set[str] = set()
    late = _ranks(parts, context, sources, cutoff)
    for type_ in sorted({part.type for part in parts}):
        mine = [part for part in parts if part.type == type_]
        tables_ = {part.index: f"_part{part.index}_aside" for part in mine}
        repeated = mark(store, f"({relation(parts, types[type_])})", types[type_], tables_, mine, late)
        if repeated is None:
            distinct.add(type_)
        aside |= repeated or {}
    for part in parts:
        if part.index in aside:
            put_aside(store, part, types[part.type], typed[part.index], name(f"_part{part.index}_aside"))
    accounts = [
        _account(table, outcome, aside.get(at.get(index, -1), Aside()), sources)
        for index, (table, outcome) in enumerate(zip(tables, outcomes, strict=True))
    ]
    rejects = tuple(reject for outcome in outcomes if outcome for reject in outcome.tally.rejects)
    loaded = [outcome.tally for outcome in made]
    rows = Positions([(tally.above, tally.gaps) for tally in loaded])
    return Loaded(tuple(parts), tuple(accounts), rejects, rows, frozenset(distinct))


def _ranks(parts: Sequence[Part], context: Loading, sources: Sources, cutoff: int | None) -> Mapping[int, int]:
    """How late each file is; of no matter where every record type has but one."""
    if len({part.type for part in parts}) == len(parts):
        return dict.fromkeys((part.index for part in parts), 0)
    return ranks(context.store, parts, context.types, sources, context.zone, cutoff)


def _account(table: Table, outcome: Outcome | None, aside: Aside, sources: Sources) -> FileAccount:
    if outcome is None:
        account = Account(lines=table.lines, skipped=table.lines)
        return FileAccount(table.file, table.type, table.format, table.encoding, account, (), table.notes)
    tally, skipped = outcome.tally, outcome.typed.skipped
    rejected = len(tally.rejects)
    account = Account(
        lines=tally.rows,
        header=tally.header,
        skipped=tally.skipped + skipped,
        records=tally.kept - skipped + rejected,
        judged=tally.kept - skipped - aside.duplicates - aside.superseded,
        rejected=rejected,
        duplicates=aside.duplicates,
        superseded=aside.superseded,
    )
    if not account.balanced:
        raise RuntimeError(f"{table.file}: the account does not add up: {account}")
    notes = outcome.notes
    if aside.superseded:
        how = "superseded-rows" if sources.of(table.file).drawn else "superseded-guessed"
        notes = (*notes, (how, {"count": aside.superseded}))
    return FileAccount(
        table.file, table.type, table.format, outcome.encoding or table.encoding, account, outcome.unmapped, notes
    )
