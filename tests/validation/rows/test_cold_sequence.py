"""Replies are counted by step, and luck of a step is what one mail more adds to it."""

from __future__ import annotations

import pytest

from goodwill.validation.living import Task, live_through
from goodwill.validation.places import find_patterns_folder
from goodwill.validation.rows.cold_sequence import STEPS, estimate


def test_factors_are_those_of_rates_from_step_to_step() -> None:
    sums = {}
    for step in range(1, STEPS + 1):
        sums[f"delivered {step}"] = 1_000.0
        sums[f"interested {step}"] = 16.0 * 0.5**step
        sums[f"negative {step}"] = 3.0
    values = estimate(sums)
    assert values["factor a step, steps 1 to 5"] == pytest.approx(0.5)
    assert values["step 3 against step 2"] == pytest.approx(2.0)


@pytest.mark.verify
def test_all_steps_are_delivered_and_answered_and_who_answered_has_left() -> None:
    sums = live_through(Task(find_patterns_folder(), "cold_sequence", 0))
    delivered = [sums[f"delivered {step}"] for step in range(1, STEPS + 1)]
    assert delivered == sorted(delivered, reverse=True)
    assert all(sums[f"negative {step}"] > 0 for step in range(1, STEPS + 1))
