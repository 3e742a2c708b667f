"""Whether an encoding was read against the law as it stands: ``confirmed`` is the hash of the units on which it rests."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence

from checker.model import UnitKey
from checker.regulation.acts import canonical
from checker.regulation.law import Law
from checker.rules.keys.key import Key
from checker.rules.kinds import KINDS
from checker.rules.load import Encoding, Rule, Statistic

FORM = re.compile(r"[0-9a-f]{12}\Z")
"""What ``confirmed`` looks like; the same is said in ``schema/rules.json``."""


def limits_of(rule: Rule) -> list[tuple[UnitKey, Key]]:
    """The units from which a rule takes its values, each with the type of the key that names it."""
    kind = KINDS.get(rule.kind) if isinstance(rule.kind, str) else None
    return [(unit, wanted) for _, wanted, value in (kind.given(rule) if kind else ()) for unit in wanted.units(value)]


def rests_on(item: Rule | Statistic, law: Law) -> list[UnitKey]:
    """The units an encoding rests on, of those that there are, in order; a change to one of them makes it stale.

    Each duty and its article; the time limit and open terms that a duty names; the limits, terms and duties that the keys of a
    rule name; the open terms that those limits (``limit.term``) and duties (``frequency.term``) leave a value to. Who bears the
    duty (``role``), the section, and what the law says elsewhere of the same article are not among them.
    """
    units: set[UnitKey] = set()
    for duty in map(law.duty, item.duties):
        units |= {UnitKey("duty", duty.id), UnitKey("article", duty.article), UnitKey("sla", duty.sla)}
        units.update(UnitKey("term", term) for term in duty.terms)
    units.update(unit for unit, _ in (limits_of(item) if isinstance(item, Rule) else ()))
    left_open = {"sla": lambda id: law.sla(id).term, "duty": lambda id: law.duty(id).frequency_term}
    units.update([UnitKey("term", left_open[unit.kind](unit.id)) for unit in units if unit.kind in left_open])
    return sorted(units & law.units.keys())


def fingerprint(item: Rule | Statistic, law: Law) -> str:
    """What ``confirmed`` has to be for a law: 12 hex digits of the SHA-256 of the units an encoding rests on, as one JSON."""
    units = {unit: law.units[unit] for unit in rests_on(item, law)}
    return hashlib.sha256(canonical(units).encode()).hexdigest()[:12]


def well_formed(item: Rule | Statistic) -> bool:
    """Whether ``confirmed`` is a hash at all."""
    return isinstance(item.confirmed, str) and FORM.match(item.confirmed) is not None


def stale(item: Rule | Statistic, laws: Sequence[Law]) -> bool:
    """Whether an encoding was confirmed against none of these laws."""
    return all(item.confirmed != fingerprint(item, law) for law in laws)


def encodings(encoding: Encoding) -> Iterator[tuple[str, Rule | Statistic]]:
    """Every rule and statistic, with the key under which ``docs/rules`` lists it."""
    yield from (("rules", rule) for rule in encoding.rules.values())
    yield from (("statistics", statistic) for statistic in encoding.statistics.values())
