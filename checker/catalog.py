"""The words people see: ``messages/*.yml`` maps a key to a template in zh-Hant and en; zh-Hans follows by character."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, Protocol

import yaml

from checker.text import to_hans

LANGUAGES = ("zh-Hant", "zh-Hans", "en")


@functools.cache
def _messages() -> Mapping[str, Mapping[str, str]]:
    return read_catalogs(resources.files("checker").joinpath("messages"))


def read_catalogs(folder: Traversable) -> Mapping[str, Mapping[str, str]]:
    """The messages of every catalog in a folder. Raises ``ValueError`` for a key that two of them hold."""
    found: dict[str, Mapping[str, str]] = {}
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.name.endswith(".yml"):
            loaded = yaml.load(entry.read_text(encoding="utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader))
            if twice := found.keys() & (loaded or {}).keys():
                raise ValueError(f"{entry.name} says again what another catalog says: {', '.join(sorted(twice))}")
            found.update(loaded or {})
    return found


class Params(Protocol):
    """What fills placeholders, by name."""

    def __getitem__(self, name: str, /) -> object: ...


def say(key: str, lang: str, params: Params | None = None, **more: object) -> str:
    """The message ``key`` in ``lang`` with its placeholders filled, by ``more`` or by ``params``. KeyError for a key no
    catalog holds."""
    template = _messages()[key]["en" if lang == "en" else "zh-Hant"]
    words = template.format_map(more if params is None else _Both(more, params) if more else params)
    return to_hans(words) if lang == "zh-Hans" else words


class _Both:
    def __init__(self, first: Mapping[str, object], then: Params) -> None:
        self.first, self.then = first, then

    def __getitem__(self, name: str) -> Any:
        return self.first[name] if name in self.first else self.then[name]


def listed(items: Iterable[str], lang: str) -> str:
    """Items one after the other, parted as the language does it."""
    return (", " if lang == "en" else "、").join(items)


def pick(title: Mapping[str, str], lang: str) -> str:
    """A title given by language (``zh-Hant``, ``en``) in the language asked for."""
    if lang == "en":
        return title.get("en") or title.get("zh-Hant", "")
    words = title.get("zh-Hant") or title.get("en", "")
    return to_hans(words) if lang == "zh-Hans" else words
