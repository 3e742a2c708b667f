"""What git tells of the order of cases and rules: whoever changed a rule found cases of its norm there, and left them alone.

Git can't tell who had seen what. It can tell that no commit changes what a rule says and adds, alters or takes away a case;
and that the norm of a rule so changed had cases before. ``dispute`` and ``unruled`` may come with the rule: they are decided
over it. What a rule says is all of it but its title, note, examples and confirmation. Commits before the case book are free.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

CASES, RULES = "tests/cases/", "docs/rules/"
NOBODY = "0" * 40
BESIDE = ("id", "title", "note", "confirmed", "examples")
DECIDED = ("dispute", "unruled")

Rules = Mapping[str, tuple[tuple[str, ...], str]]
"""The duties and the words of each rule, by its id."""


class UntoldError(Exception):
    """Why the history can't be asked."""


@dataclass
class Commit:
    """``files`` gives for each file that is as in none of the parents the blobs it had there, and the one it has."""

    name: str
    parents: list[str]
    files: dict[str, tuple[list[str], str]] = field(default_factory=dict)

    def under(self, folder: str) -> dict[str, tuple[list[str], str]]:
        return {path: blobs for path, blobs in self.files.items() if path.startswith(folder) and path.endswith(".yml")}


def against_the_order(root: Path) -> dict[str, list[str]]:
    """What was done out of order, by commit; UntoldError where the whole history of ``root`` isn't there."""
    touching = [commit for commit in _history(root) if commit.under(RULES)]
    read = _Blobs(root)
    read.fetch(blob for commit in touching for before, after in commit.files.values() for blob in (*before, after))
    changed = {commit.name: _changed(commit, read) for commit in touching}
    read.fetch(_book(parent, duty) for one in touching for parent in one.parents for duty in _duties(changed[one.name]))
    read.fetch(f"{parent}:{CASES}" for commit in touching for parent in commit.parents)
    found = {one.name: [*_cases(one, changed[one.name], read), *_without(one, changed[one.name], read)] for one in touching}
    return {name: wrong for name, wrong in found.items() if wrong}


def _git(root: Path, *arguments: str, given: str = "") -> bytes:
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], input=given.encode(), capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise UntoldError("git knows nothing of this folder") from error
    return done.stdout


def _history(root: Path) -> Iterator[Commit]:
    """Every commit that touches cases or rules; of a merge, the files that none of its parents has so."""
    if Path(_git(root, "rev-parse", "--show-toplevel").decode().strip()).resolve() != root.resolve():
        raise UntoldError("the folder is no checkout of its own")
    if _git(root, "rev-parse", "--is-shallow-repository").strip() == b"true":
        raise UntoldError("a shallow clone has no history")
    form = ("--raw", "-c", "--no-abbrev", "--no-renames", "--format=commit %H %P")
    commit = None
    for line in _git(root, "-c", "core.quotePath=false", "log", *form, "HEAD", "--", CASES, RULES).decode().splitlines():
        if line.startswith("commit "):
            if commit:
                yield commit
            _, name, *parents = line.split()
            commit = Commit(name, parents)
        elif line and commit:
            marks, path = line.split("\t", 1)
            count = len(marks) - len(marks.lstrip(":"))
            blobs = marks.split()[count + 1 : 2 * count + 2]
            commit.files[path] = (blobs[:-1], blobs[-1])
    if commit:
        yield commit


class _Blobs:
    """Texts of the repository by name, fetched many at a time; what is not there is empty."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._texts: dict[str, str] = {NOBODY: ""}
        self._rules: dict[str, Rules] = {}

    def __getitem__(self, name: str) -> str:
        return self._texts[name]

    def fetch(self, names: Iterator[str]) -> None:
        wanted = [name for name in dict.fromkeys(names) if name not in self._texts]
        out, at = _git(self._root, "cat-file", "--batch", given="".join(f"{name}\n" for name in wanted)), 0
        for name in wanted:
            start = out.index(b"\n", at) + 1
            *_, last = out[at:start].split()  # name, type and length; or the name and that it is missing
            length = -1 if last == b"missing" else int(last)
            self._texts[name] = out[start : start + max(length, 0)].decode(errors="replace")
            at = start + length + 1

    def rules(self, blob: str) -> Rules:
        """The rules of a file, read line by line: a parser would take minutes for a history."""
        if blob not in self._rules:
            self._rules[blob] = dict(rules_of(self[blob]))
        return self._rules[blob]


def rules_of(text: str) -> Iterator[tuple[str, tuple[tuple[str, ...], str]]]:
    """Each rule of a file, with its duties, the main one first, and what it says."""
    for entry in re.split(r"(?m)^- (?=id:)", text)[1:]:
        parts = re.split(r"(?m)^  (?=\w)", re.split(r"\n(?=\S)", entry)[0])
        keys = {part.partition(":")[0]: part for part in parts}
        duties = re.findall(r"[\d.]+-[\d-]+\.[a-z]+", keys.get("duty", "") + keys.get("also_duties", ""))
        said = "".join(" ".join(part.split()) for key, part in sorted(keys.items()) if key not in BESIDE)
        if "kind" not in keys:
            continue  # a statistic accuses nobody
        yield keys["id"].partition(":")[2].strip(), (tuple(duties), said)


def _changed(commit: Commit, read: _Blobs) -> dict[str, tuple[str, ...]]:
    """The duties of each rule that says something else than in any parent."""
    files = commit.under(RULES).values()
    known = {(id_, rule) for before, _ in files for blob in before for id_, rule in read.rules(blob).items()}
    return {id_: rule[0] for _, blob in files for id_, rule in read.rules(blob).items() if (id_, rule) not in known}


def _duties(changed: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    return (duty for duties in changed.values() for duty in duties)


def _cases(commit: Commit, changed: Mapping[str, tuple[str, ...]], read: _Blobs) -> Iterator[str]:
    """The cases that came, went or changed with what a rule says."""
    files = commit.under(CASES).values() if changed else ()
    after = _told(read[blob] for _, blob in files)
    before = [_told(read[old[n]] for old, _ in files) for n in range(len(commit.parents))]
    for id_ in sorted(after.keys() | {id_ for one in before for id_ in one}):
        if after.get(id_) not in [one.get(id_) for one in before]:
            yield f"case {id_} came or changed with {', '.join(sorted(changed))}"


def _told(texts: Iterator[str]) -> dict[str, Any]:
    """Each case with the records it starts from, without what is decided over it."""
    found = {}
    for text in texts:
        data = (yaml.load(text, yaml.CSafeLoader) if text else None) or {}
        for entry in data.get("cases") or ():
            base = {type_: (data.get("base") or {}).get(type_) for type_ in entry.get("records") or ()}
            found[entry["id"]] = {key: value for key, value in entry.items() if key not in DECIDED} | {"base": base}
    return found


def _without(commit: Commit, changed: Mapping[str, tuple[str, ...]], read: _Blobs) -> Iterator[str]:
    """The rules whose norm had no case when they were changed, though there was a case book."""
    if not any(read[f"{parent}:{CASES}"] for parent in commit.parents):
        return
    for id_, duty in sorted((id_, duty) for id_, duties in changed.items() for duty in duties):
        case = re.compile(rf"(?m)^\s*(?:- )?[\"']?duty[\"']?: [\"']?{re.escape(duty)}[\"']?\s*$")
        if not any(case.search(read[_book(parent, duty)]) for parent in commit.parents):
            yield f"{id_} was changed before its norm {duty} had a case"


def _book(commit: str, duty: str) -> str:
    return f"{commit}:{CASES}{duty.partition('-')[0]}.yml"
