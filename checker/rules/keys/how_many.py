"""How many of the other records a rule asks for: ``{least: n}``, ``{each: {field, of}}`` or ``{all: condition}``.

The form is ``how-many`` in ``schema/rules.json``.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.model import Data, Problem, RecordType
from checker.rules.conditions import fields_of
from checker.rules.keys.condition import other_conditions
from checker.rules.keys.key import Spoilt, others_like
from checker.rules.keys.naming import Naming
from checker.yamlio import Path


def quantified(asked: Data) -> list[str]:
    """The columns of the other record that it names."""
    return [asked["each"]["field"]] if "each" in asked else fields_of(asked.get("all"))


def misnamed(naming: Naming, asked: Data, other: RecordType, path: Path) -> Iterator[Problem]:
    """The columns and values that it names wrongly."""
    if "all" in asked:
        yield from naming.condition(asked["all"], other, (*path, "all"))
    if "each" in asked:
        field = asked["each"]["field"]
        yield from naming.column(field, other, (*path, "each", "field"))
        for number, one in enumerate(asked["each"]["of"]):
            yield from naming.value(one, field, other, (*path, "each", "of", number))


def misjudged(asked: Data, other: RecordType) -> Spoilt:
    """One more or fewer; a value left out, another column; another condition."""
    if "least" in asked:
        least = asked["least"]
        yield from ((f"least {n}", {"least": n}) for n in (least - 1, least + 1) if n > 1)
    if "all" in asked:
        yield from ((f"all: {what}", {"all": condition}) for what, condition in other_conditions(asked["all"], other))
    if "each" in asked:
        field, values = asked["each"]["field"], asked["each"]["of"]
        for one in values:
            yield f"each without {one}", {"each": {"field": field, "of": [v for v in values if v != one]}}
        for column in others_like(other, field):
            codes = other.columns[column].values
            if not codes or set(values) & set(codes):
                yield f"each {column} for {field}", {"each": {"field": column, "of": values}}
