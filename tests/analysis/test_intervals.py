"""Intervals hold what they promise."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodwill.analysis.intervals import Interval, estimate_mean, estimate_share


def test_an_interval_of_means_is_students() -> None:
    from scipy import stats

    observations = [3.0, -1.0, 4.0, 1.0, 5.0]
    low, high = stats.t.interval(0.95, 4, np.mean(observations), stats.sem(observations))
    assert estimate_mean(observations) == pytest.approx((2.4, low, high))


def test_an_interval_of_shares_is_wilsons() -> None:
    from scipy import stats

    expected = stats.binomtest(7, 20).proportion_ci(0.95, method="wilson")
    assert estimate_share(7, 20) == pytest.approx((0.35, expected.low, expected.high))


def test_one_observation_says_nothing_about_the_range() -> None:
    interval = estimate_mean([5.0])
    assert interval == Interval(5.0, -math.inf, math.inf)
    assert not interval.clear


@settings(deadline=None)
@given(st.integers(1, 500), st.data())
def test_a_share_lies_in_its_interval_and_that_within_0_and_1(n: int, data: st.DataObject) -> None:
    interval = estimate_share(data.draw(st.integers(0, n)), n)
    assert 0 <= interval.low <= interval.estimate + 1e-12
    assert interval.estimate - 1e-12 <= interval.high <= 1


def test_nineteen_in_twenty_intervals_of_means_hold_the_mean() -> None:
    rng = np.random.default_rng(20260105)
    samples = rng.normal(3.0, 2.0, size=(2_000, 4))
    held = [one.low <= 3.0 <= one.high for one in map(estimate_mean, samples.tolist())]
    assert np.mean(held) == pytest.approx(0.95, abs=4.5 * math.sqrt(0.95 * 0.05 / 2_000))


@pytest.mark.parametrize(
    ("interval", "clear"),
    [
        (Interval(2, 1, 3), True),
        (Interval(-2, -3, -1), True),
        (Interval(0.5, -1, 2), False),
        (Interval(0, 0, 0), False),
    ],
)
def test_a_range_without_zero_is_clear(*, interval: Interval, clear: bool) -> None:
    assert interval.clear is clear
