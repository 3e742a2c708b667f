"""What must stand may have lapsed for some days: too few to miss a month, so that no verdict rests on it, but to be seen."""

from __future__ import annotations

from dataclasses import replace

from checker.rules.conditions import FOREVER, condition
from checker.rules.kinds.kind import Subject
from checker.rules.kinds.matching import Alive, Others
from checker.rules.kinds.strays import Strays
from checker.rules.load import Rule
from checker.sql.expr import both, case, value
from checker.sql.functions import call
from checker.sql.select import Select, named


def lives(rule: Rule, matching: Others, life: Alive, loose: Strays, c: Subject) -> Select:
    """When each entity lived under the law, from ``since`` to before ``until``, the cutoff at the latest; in a row each, from
    when (``begins``) to before when (``gone``, NULL for ever) what matches may have been alive. An entity for which nothing
    does has one row without ``begins``. All are µs.

    Nothing of an entity of which it can't be told whether the rule is about it, when it lived, or what belongs to it. What has
    no date may have been alive at any time. How many are asked for does not matter: a lapse is a time without any.
    """
    ends, (start, end) = rule.params.get("ends"), c.interval
    over = value(c.cutoff + 1 if end is None else min(c.cutoff + 1, end))
    undated = replace(matching.row.place[1], maybe=True).there & life.undated
    columns = {
        **c.row.identity,
        "since": call("greatest", c.first, start),
        "until": case((c.row.hi(ends) < over, c.row.hi(ends)), otherwise=over) if ends else over,
        "begins": case((undated, -FOREVER), otherwise=life.begins),
        "gone": case((~undated, life.gone)),
    }
    told = both(condition(rule.when, c.row).certain, c.first.there, ~matching.blind, ~loose.there)
    sure = told & ~c.row.unreadable(ends) if ends else told
    joins = (*(replace(join, outer=True) for join in (*matching.joins, *life.joins)), *loose.joins)
    return Select(named(columns), c.row.source, joins, where=sure)
