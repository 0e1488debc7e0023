"""The best frequency is found between those that were run, and what is beside it is weighed."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from goodwill.validation.rows.mailing_frequency import MONTH, WAITS, estimate, find_revenues


def make_sums(revenue: Callable[[float], float]) -> dict[str, float]:
    """Make up a world of a thousand people in which revenue follows the log of the frequency."""
    sums = {"people": 1_000.0}
    for wait in WAITS:
        sums[f"revenue {wait}"] = revenue(-float(np.log2(wait)))
        sums[f"wins {wait}"], sums[f"luck {wait}"] = 10.0, 0.0
    return sums


def test_a_best_between_two_frequencies_is_found() -> None:
    best = -float(np.log2(15.5))
    values = estimate(make_sums(lambda rate: 1_000.0 - 50.0 * (rate - best) ** 2))
    assert values["best"] == pytest.approx(MONTH / 15.5, rel=0.01)
    assert values["best less rarest"] == pytest.approx(50.0 * (np.log2(112 / 15.5)) ** 2, rel=0.01)
    wanted = 50.0 * (1.0 - np.log2(1.5) ** 2)  # half is a whole doubling away, half more is not
    assert values["cost of half as much less cost of half more"] == pytest.approx(wanted, rel=0.03)


def test_where_too_much_costs_more_the_sign_turns() -> None:
    def fall(rate: float) -> float:
        beyond = rate + np.log2(15.5)
        return float(1_000.0 - (20.0 if beyond < 0 else 300.0) * beyond**2)

    assert estimate(make_sums(fall))["cost of half as much less cost of half more"] < 0.0


def test_wins_by_luck_alone_are_taken_out() -> None:
    sums = make_sums(lambda _: 1_000.0)
    sums["revenue 14"] += 500.0
    sums["wins 14"] += 5.0
    sums["luck 14"] = 5.0
    revenues = find_revenues(sums)
    worth = (1_000.0 * len(WAITS) + 500.0) / (10.0 * len(WAITS) + 5.0)
    assert revenues[14] == pytest.approx(1_500.0 - 5.0 * worth)
    assert revenues[28] == 1_000.0
