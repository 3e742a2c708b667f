"""What a rule leaves open by itself: the records that it does not accuse, though they do not show what it asks for."""

from __future__ import annotations

from collections.abc import Collection

from checker.model import Data
from checker.rules.conditions import condition
from checker.rules.kinds.kind import Subject
from checker.rules.kinds.matching import facts
from checker.rules.kinds.sets import held_at
from checker.rules.load import Rule
from checker.sql.expr import FALSE, Expr, either
from checker.sql.functions import aggregate
from checker.sql.select import Join


def untold(rule: Rule, c: Subject, loaded: Collection[str]) -> tuple[Expr, tuple[Join, ...]]:
    """Which records those are (never NULL), and what must be joined to tell.

    Where nothing tells of posts (its record type is not among those that were ``loaded``), nobody is known to hold another.
    """
    spec = rule.undecided
    if spec is None:
        return FALSE, ()
    told = [condition(spec.get("when"), c.row).possible] if "when" in spec or "unless" not in spec else []
    if "unless" not in spec or spec["unless"]["record"] not in loaded:
        return either(*told), ()
    elsewhere, joins = _elsewhere(rule, spec, c)
    return either(*told, elsewhere), joins


def _elsewhere(rule: Rule, spec: Data, c: Subject) -> tuple[Expr, tuple[Join, ...]]:
    """Whether the one in ``field`` held something at the time, and nothing for certain that is asked for."""
    entries, covers, _ = held_at(rule, spec["unless"], spec["field"], c)
    fits = covers & condition(spec["unless"]["having"], entries.row)
    held = facts(
        c,
        entries,
        {"any": aggregate("bool_or", covers.certain), "fit": aggregate("bool_or", fits.certain)},
        "held",
    )
    return held("any").certain & ~held("fit").certain, (held.join,)
