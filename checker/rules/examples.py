"""A rule's examples as they stand whole: ``given`` is one record and what goes with it, each example says what is otherwise.

In an example a cell that is not named is as given; ``null`` takes away a cell, the cutoff, or the records of a type. Of a type
of other records (``also``) that is named, the first row is the first given with these cells otherwise, and so on; further ones
start from the last given. What is not given is written whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from checker.model import Data

APART = ("also", "cutoff")
"""Keys of an example that are no cells of its own record."""


def whole(examples: Any, sides: Sequence[str]) -> Mapping[str, Any]:
    """The examples of a rule, those of each side written out; never raises for what a file holds, lint says what is wrong."""
    if not isinstance(examples, dict) or not isinstance(given := examples.get("given"), dict):
        return examples or {}
    lists = {side: examples[side] for side in sides if isinstance(examples.get(side), list)}
    written = {side: [_example(given, one) if isinstance(one, dict) else one for one in rows] for side, rows in lists.items()}
    return {**examples, **written}


def own(example: Data) -> Data:
    """The cells of an example's own record."""
    return {name: cell for name, cell in example.items() if name not in APART}


def start(given: Sequence[Data], number: int) -> Data:
    """The given record from which an example's record of that number starts; an empty one where none is given."""
    return given[min(number, len(given) - 1)] if given else {}


def _example(given: Data, change: Data) -> Data:
    result = _over(given, change)
    if "also" in result:
        result["also"] = _others(_map(given.get("also")), _map(change.get("also")))
    return {name: value for name, value in result.items() if name != "also" or value}


def _others(given: Data, change: Data) -> Data:
    both = _over(given, change)
    return {type_: _rows(given.get(type_), change[type_]) if type_ in change else rows for type_, rows in both.items()}


def _rows(given: Any, change: Any) -> Any:
    """Rows over those given; what is no list of rows stays as it stands."""
    if not isinstance(change, list) or not all(isinstance(row, dict) for row in change):
        return change
    from_ = [row for row in given if isinstance(row, dict)] if isinstance(given, list) else []
    return [_over(start(from_, number), row) for number, row in enumerate(change)]


def _over(given: Data, change: Data) -> dict[str, Any]:
    return {name: value for name, value in {**given, **change}.items() if value is not None}


def _map(value: Any) -> Data:
    return value if isinstance(value, dict) else {}
