"""Strict YAML: a subset in which what is written is what is meant, with the line of every value.

Plain scalars are text, integers, ``true``/``false`` or ``null``. What YAML 1.1 would turn into something else (``no``, ``4.1``,
``2026-01-01``, ``1:30``, ``0x1f``), duplicate keys, anchors, aliases and tags are problems, never silent values.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

from checker.model import Place, Problem

Path = tuple[str | int, ...]

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"-?(0|[1-9][0-9]*)\Z")
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
_TRAPS = {
    "tag:yaml.org,2002:bool": "boolean",
    "tag:yaml.org,2002:float": "float",
    "tag:yaml.org,2002:int": "number",
    "tag:yaml.org,2002:timestamp": "date",
    "tag:yaml.org,2002:merge": "merge",
}
_resolver: Any = yaml.resolver.Resolver()
_TRAPPED = {*_resolver.yaml_implicit_resolvers} - {None}  # the characters that begin what is not plainly text


class _Loader(_Base):  # type: ignore[misc]
    """Nodes without asking what a plain scalar would be in YAML 1.1: the reader asks, of what may be a trap."""

    def resolve(self, kind: object, value: object, implicit: object) -> str:
        return ""


Lines = Mapping[int, Mapping[str, int] | Sequence[int]]
"""Of a list or map, by its ``id()``, the line on which each item or key stands."""


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed file: its value, and what was wrong (the value holds what could be read)."""

    file: str
    value: Any = None
    problems: tuple[Problem, ...] = ()
    begins: int = 1
    lines: Lines = field(default_factory=dict, repr=False, compare=False)

    @property
    def data(self) -> Mapping[str, Any]:
        """The value where it is a map; empty where it is something else, which the schema check reports."""
        return self.value if isinstance(self.value, dict) else {}

    def place(self, *path: str | int) -> Place:
        """Where the value at ``path``, or the nearest thing around it, stands; of a key's value, the key."""
        found, line = self.value, self.begins
        for step in path:
            lines: Any = self.lines.get(id(found), {})
            try:
                found, line = found[step], lines[step]
            except (LookupError, TypeError):
                break
        return Place(self.file, line)


@functools.lru_cache(maxsize=1024)
def parse(text: str, file: str) -> Document:
    """Read one strict YAML document; never raises for what the text holds. The same text gives the same, shared, document."""
    reader = _Reader(file)
    try:
        value = reader.read(text)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        return Document(file, None, (Problem("yaml-syntax", Place(file, line), {"detail": error.problem or str(error)}),))
    except yaml.YAMLError as error:
        return Document(file, None, (Problem("yaml-syntax", Place(file), {"detail": str(error)}),))
    return Document(file, value, tuple(reader.problems), reader.begins, reader.lines)


class Texts:
    """The files of a regulation, path to text; each YAML file is parsed once, when it is first asked for."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self.files = files
        self._parsed: dict[str, Document] = {}

    def document(self, path: str) -> Document:
        """One file parsed; an empty document where there is none."""
        if path not in self._parsed:
            self._parsed[path] = parse(self.files[path], path) if path in self.files else Document(path)
        return self._parsed[path]

    def paths(self, prefix: str = "") -> list[str]:
        """Every ``.yml`` file under a folder, in order."""
        return sorted(path for path in self.files if path.startswith(prefix) and path.endswith(".yml"))

    def documents(self, prefix: str = "") -> list[Document]:
        return [self.document(path) for path in self.paths(prefix)]


_OPEN = object()
"""In place of a key: the next value is one."""


class _Reader:
    """Values in one pass over the events of a document, without nodes: that takes half the time."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.begins = 1
        self.lines: dict[int, Any] = {}
        self.around: list[tuple[Any, Any, int]] = []  # what is not complete yet: a list or map, its key, its first line

    def report(self, code: str, line: int, **params: Any) -> None:
        self.problems.append(Problem(code, Place(self.file, line), params))

    def read(self, text: str) -> Any:
        """The value of the only document; None where there is none. YAMLError for what is no YAML, or two documents."""
        loader = _Loader(text)
        event = loader.get_event
        try:
            event()
            if isinstance(event(), yaml.StreamEndEvent):
                return None
            value = self.value(event)
            event()
            if not isinstance(further := event(), yaml.StreamEndEvent):
                raise yaml.composer.ComposerError(None, None, "but found another document", further.start_mark)
            return value
        finally:
            loader.dispose()

    def value(self, event: Callable[[], Any]) -> Any:
        """The value that the next events are, however deep."""
        into: Any = None
        key: Any = None
        lines: Any = None
        began = 0
        while True:
            at = event()
            kind, line = type(at), at.start_mark.line + 1
            if kind is yaml.ScalarEvent:
                value = self.scalar(at)
            elif kind is yaml.AliasEvent:  # the same again, and following it could explode
                self.report("yaml-alias", line)
                value = None
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                value, line = into, began
                into, key, began = self.around.pop()
                lines = self.lines.get(id(into))
            else:
                self.around.append((into, key, began))
                into, key = ({}, _OPEN) if kind is yaml.MappingStartEvent else ([], None)
                lines = self.lines[id(into)] = type(into)()
                began = line
                continue
            if into is None:
                self.begins = line
                return value
            if key is None:
                into.append(value)
                lines.append(line)
            elif key is not _OPEN:
                into[key], key = value, _OPEN
            else:
                key = self.key(value, at, line, into)
                lines[key] = line

    def key(self, value: object, at: Any, line: int, into: Mapping[str, object]) -> str:
        """What becomes the key of the next value."""
        shown = getattr(at, "value", "?")
        key = value if isinstance(value, str) else str(shown)
        if key is not value:
            self.report("yaml-key", line, key=shown)
        if key in into:
            self.report("yaml-duplicate-key", line, key=key)
        return key

    def scalar(self, event: Any) -> str | int | bool | None:
        text: str = event.value
        if event.style:  # quoted or block, text as it stands (plain is None, or '' from libyaml)
            return text
        if text in _WORDS:
            return _WORDS[text]
        if text[:1] not in _TRAPPED:
            return text
        if _INTEGER.match(text):
            return int(text)
        trap = _TRAPS.get(_resolver.resolve(yaml.ScalarNode, text, (True, False)))
        if trap:
            self.report("yaml-trap", event.start_mark.line + 1, value=text, kind=trap)
        return text


def with_text(text: str, path: Path, words: str) -> str:
    """A document with the scalar at ``path`` replaced by a quoted text; all else, line ends and comments too, as it stands.

    ``words`` hold nothing that quotes would have to escape. KeyError where there is no scalar.
    """
    bom = text[: len(text) - len(text.removeprefix("\ufeff"))]
    body = text.removeprefix("\ufeff")
    node: Any = yaml.compose(body, Loader=_Loader)
    for step in path:
        node = _under(node, step)
    if not isinstance(node, yaml.ScalarNode):
        raise KeyError(path[-1])
    start = node.start_mark.index
    end = start + len(body[start : node.end_mark.index].rstrip())  # a block scalar ends on the line after it
    blank = " " if start == end else ""  # nothing stands behind the colon
    return f'{bom}{body[:start]}{blank}"{words}"{body[end:]}'


def _under(node: object, step: str | int) -> object:
    """The node under a key or index; of a key given twice the last. None where there is none."""
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in reversed(node.value) if getattr(key, "value", None) == step), None)
    return (
        node.value[step] if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value) else None
    )


def dump(value: Any) -> str:
    """Plain YAML that :func:`parse` reads back to the same value: two spaces, no aliases, text quoted where it must be."""
    return str(yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=120))


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _text(dumper: yaml.SafeDumper, data: str) -> yaml.ScalarNode:
    if "\n" in data:
        return dumper.represent_scalar("tag:yaml.org,2002:str", data, style="|")
    plain = data not in _WORDS and not _INTEGER.match(data)
    return dumper.represent_scalar("tag:yaml.org,2002:str", data, style=None if plain else '"')


_Dumper.add_representer(str, _text)
