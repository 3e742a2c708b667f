"""The types of the keys of rules, by their names in ``schema/rules.json``. To add one: a module beside this and a line here."""

from __future__ import annotations

from collections.abc import Mapping

from checker.rules.keys.bearers import BEARERS
from checker.rules.keys.bound import BOUND
from checker.rules.keys.choice import BLANKS, FIGURE, TIES, UNIT
from checker.rules.keys.column import COLUMN, COMPARED, INSTANT, NUMBER, OF_NUMBER
from checker.rules.keys.columns import COLUMNS, INSTANTS
from checker.rules.keys.condition import CONDITION, OF_CONDITION, SERIES_CONDITION
from checker.rules.keys.every import EVERY
from checker.rules.keys.figures import FIGURES
from checker.rules.keys.interval import INTERVAL
from checker.rules.keys.items import LIST
from checker.rules.keys.key import Key
from checker.rules.keys.limit import LIMIT
from checker.rules.keys.targets import GROUP, HOLDING, SERIES, SEVERAL, SOURCE, STANDING, TARGET, TARGETS

KEYS: Mapping[str, Key] = {
    "column": COLUMN,
    "compared": COMPARED,
    "columns": COLUMNS,
    "number": NUMBER,
    "instant": INSTANT,
    "instants": INSTANTS,
    "condition": CONDITION,
    "of-condition": OF_CONDITION,
    "of-number": OF_NUMBER,
    "series-condition": SERIES_CONDITION,
    "target": TARGET,
    "series": SERIES,
    "targets": TARGETS,
    "several": SEVERAL,
    "standing": STANDING,
    "group": GROUP,
    "source": SOURCE,
    "holding": HOLDING,
    "limit": LIMIT,
    "list": LIST,
    "bearers": BEARERS,
    "bound": BOUND,
    "figures": FIGURES,
    "every": EVERY,
    "interval": INTERVAL,
    "figure": FIGURE,
    "unit": UNIT,
    "blanks": BLANKS,
    "ties": TIES,
}

__all__ = ["KEYS", "Key"]
