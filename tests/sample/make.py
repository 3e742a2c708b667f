"""The whole month: clean from a seed, then broken by the plants."""

from __future__ import annotations

from tests.sample import customers, deals, guarding, hiring, learning, noise, people, performance, running
from tests.sample.month import Month
from tests.sample.plant import Planted, plant, read_plants

SEED = 20260131


def clean_month(seed: int = SEED) -> Month:
    """A month that keeps every rule. The order matters: later builders refer to earlier rows."""
    month = Month(seed)
    for area in (people, customers, deals, hiring, performance, learning, running, guarding):
        area.build(month)
    return month


def broken_month(seed: int = SEED) -> tuple[Month, list[Planted]]:
    """The month with one violation of one rule at a time, and a list of them; then noise that is none."""
    month = clean_month(seed)
    planted = plant(month, read_plants())
    noise.add(month)
    return month, planted
