"""Strict YAML read in one pass: the values that PyYAML's own nodes have, and a problem with its line for each trap."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from checker.yamlio import parse

WORDS = st.sampled_from(
    ["", "名", "a b", "7", "-7", "07", "4.1", "no", "true", "null", "~", "2026-01-01", "# x", "a: b", "'", "\n", "<<"]
)
VALUES = st.recursive(
    WORDS | st.integers() | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=12,
)


PLAIN = {"true": True, "false": False, "null": None}


def meant(node: Any) -> Any:
    """What a node of PyYAML's is to us."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: meant(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [meant(value) for value in node.value]
    if node.style:
        return node.value
    return int(node.value) if re.fullmatch("-?[0-9]+", node.value) else PLAIN.get(node.value, node.value)


@given(VALUES, st.booleans())
def test_values_are_those_of_the_nodes(value: Any, flow: bool) -> None:
    text = yaml.safe_dump(value, default_flow_style=flow, allow_unicode=True)
    assert parse(text, "f").value == meant(yaml.compose(text)) == value


def places(node: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], int]]:
    """Every path in a node, and the line of the item or key that it ends in."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield (*path, key.value), key.start_mark.line + 1
            yield from places(value, (*path, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            yield (*path, number), value.start_mark.line + 1
            yield from places(value, (*path, number))


@given(VALUES, st.booleans())
def test_every_value_has_its_line(value: Any, flow: bool) -> None:
    text = "# a title\n" + yaml.safe_dump(value, default_flow_style=flow, allow_unicode=True, width=10)
    found, root = parse(text, "f"), yaml.compose(text)
    assert found.place().line == root.start_mark.line + 1
    for path, line in places(root):
        assert found.place(*path).line == found.place(*path, "nothing there", 7).line == line


@pytest.mark.parametrize(
    ("text", "value", "problems"),
    [
        ("", None, []),
        ("# nothing\n", None, []),
        ("a: &x [1]\nb: *x\nc: 2\n", {"a": [1], "b": None, "c": 2}, [("yaml-alias", 2)]),
        ("a: 1\nb: *x\n", {"a": 1, "b": None}, [("yaml-alias", 2)]),
        ("a: 1\n---\na: 2\n", None, [("yaml-syntax", 2)]),
        ("a: 1\nb:\n  a: 1\n  a: 2\n", {"a": 1, "b": {"a": 2}}, [("yaml-duplicate-key", 4)]),
        ("? [a, b]\n: c\nd: e\n", {"?": "c", "d": "e"}, [("yaml-key", 1)]),
        ("? {a: b}\n: [c]\nd: e\n", {"?": ["c"], "d": "e"}, [("yaml-key", 1)]),
        ("no: 1\n2: 3\n", {"no": 1, "2": 3}, [("yaml-trap", 1), ("yaml-key", 2)]),
        ("- a\n- [b\n", None, [("yaml-syntax", 3)]),
        ("[" * 5000 + "]" * 5000, None, [("yaml-syntax", 1)]),
        ("x\n", "x", []),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text: str, value: object, problems: list[tuple[str, int]]) -> None:
    found = parse(text, "f")
    assert (found.value, [(problem.code, problem.place.line) for problem in found.problems]) == (value, problems)
    assert found.place("a", "b").file == "f"
