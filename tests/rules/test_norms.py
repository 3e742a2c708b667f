"""Each norm that a machine can decide has a rule, or a reason why not; none is judged on an open term."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from checker.coverage import status_of
from checker.regulation.files import read
from checker.rules.confirmed import limits_of
from checker.rules.load import Rule
from checker.rules.model import read_model
from checker.rules.versions import versions, waiting
from tests.rules.examples import BOOK, ROOT, model_of

DECIDABLE = Path(__file__).with_name("decidable.txt").read_text(encoding="utf-8").split()
"""The 198 norms of the source that ordinary exports can decide, as its analysis lists them."""
BEST = ("direct", "proxy", "statistic", "waiting", "open-term", "needs-data", "judgement", "declaratory", "unaccounted")
ENCODING = read_model(read(ROOT)[0]).encoding
WAITS = waiting(ENCODING.rules.values(), BOOK, BOOK.history.editions[-1].effective)


def status(norm: str) -> str:
    """The best that is done for a norm, over the duties that keep it."""
    duties = [
        key.removeprefix("duty/")
        for key, unit in BOOK.present.units.items()
        if key.startswith("duty/") and norm in unit.get("source", ())
    ]
    return min((status_of(ENCODING, duty, WAITS)[0] for duty in duties), key=BEST.index, default="unaccounted")


def test_every_decidable_norm_is_decided_or_says_why_not() -> None:
    found = Counter(map(status, DECIDABLE))
    assert len(DECIDABLE) == 198
    assert found["unaccounted"] == 0
    assert found["direct"] + found["proxy"] + found["statistic"] >= 185, found


def left_open(rule: Rule) -> bool:
    """Whether the law leaves a value of the rule to an interpretation."""
    law = BOOK.law()
    for unit, _ in limits_of(rule):
        named = {"sla": lambda id: law.sla(id).term, "duty": lambda id: law.duty(id).frequency_term, "term": str}
        term = law.term(named[unit.kind](unit.id))
        if term.needs in ("limit", "interval", "number") or (term.needs == "list" and not term.items):
            return True
    return False


def test_a_rule_on_an_open_term_waits_for_its_interpretation() -> None:
    """No interpretation is in the register: what hangs on an open term is not assessed, or leaves the unlisted open."""
    assert not BOOK.history.interpretations
    gaps = {rule.id for rule in ENCODING.rules.values() if any(v.gap == "open-term" for v in versions(rule, BOOK))}
    assert gaps == WAITS.keys() == {rule.id for rule in ENCODING.rules.values() if left_open(rule)}
    assert len(gaps) >= 49, "rules stand ready for the day that the terms are filled"
    lists = [rule for rule in ENCODING.rules.values() if rule.kind == "allowed" and rule.id not in gaps]
    assert not any(version.values.closed for rule in lists for version in versions(rule, BOOK))


def test_an_interpretation_wakes_each_waiting_rule() -> None:
    """Its examples assume one: then it has no gap on any day, so that they try what it will do."""
    for rule in ENCODING.rules.values():
        if left_open(rule):
            awake = model_of(rule).book
            assert not any(version.gap for version in versions(rule, awake)), rule.id
            assert not waiting([rule], awake, awake.history.editions[-1].effective)
