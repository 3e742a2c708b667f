"""Changes of the data beside the text, in words: which datum, which of its fields, from what to what."""

from __future__ import annotations

from typing import Any

from checker.model import Change, Data
from checker.regulation.history import canonical
from checker.site import words
from checker.site.markup import esc, tag
from checker.site.redline import redline
from checker.site.view import View

PROSE = ("quote", "name", "measure", "title", "object", "trigger")
QUIET = ("article", "source")


def data_change(view: View, change: Change) -> str:
    """One datum: what was done to it, and for an amended one each field that differs."""
    kind, _, name = change.unit.partition("/")
    label = view.say(f"unit-{kind}")
    head = f"{tag('strong', esc(view.say(f'did-{change.action}')))} {esc(label)} {tag('code', esc(name))}"
    before, after = change.before or {}, change.after or {}
    fields = [key for key in dict.fromkeys([*before, *after]) if key not in QUIET and before.get(key) != after.get(key)]
    lines = [f"{esc(_label(view, key))}：{_field(view, key, before, after)}" for key in fields]
    return head + "".join(tag("p", line, "hb-fine") for line in lines)


def _field(view: View, key: str, before: Data, after: Data) -> str:
    marks = view.say("deleted"), view.say("inserted")
    old = _value(view, key, before[key]) if key in before else ""
    new = _value(view, key, after[key]) if key in after else ""
    if key in PROSE:
        return redline(old, new, *marks)
    return "".join(redline(*pair, *marks) for pair in ((old, ""), ("", new)) if any(pair))


def _value(view: View, key: str, value: Any) -> str:
    """A field in the words people know it by, as plain text; as canonical JSON where there are none."""
    if key in ("bearer", "holder", "part_of"):
        return view.name(f"role/{value}")
    if key == "modality":
        return view.say(f"modality-{value}")
    if key in ("limit", "frequency") and isinstance(value, dict) and "value" in value:
        return words.plain(words.limit(view, value))
    if isinstance(value, str):
        return words.plain(words.duration(view, value)) if key == "frequency" else value
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return words.enumeration(view, value)
    return canonical(value)


def _label(view: View, key: str) -> str:
    try:
        return view.say(f"field-{key}")
    except KeyError:
        return key
