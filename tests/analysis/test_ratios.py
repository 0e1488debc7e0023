"""Ratios and turning points hold what they promise, also where they have no bounds."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodwill.analysis.controls import adjust
from goodwill.analysis.intervals import estimate_mean
from goodwill.analysis.ratios import Two, estimate_ratio, estimate_two, find_signs

NUMBERS = st.floats(-1e3, 1e3)
NO_CONTROLS = np.empty((20, 0))


def _draw(rng: np.random.Generator, first: float, second: float) -> Two:
    """Draw two means of 20 worlds that err together, with luck that explains some of it."""
    luck = rng.normal(size=(20, 1))
    shared = rng.normal(size=20)
    mine = first + shared + luck[:, 0] + rng.normal(size=20)
    yours = second - 0.5 * shared + 2.0 * luck[:, 0] + rng.normal(size=20)
    return estimate_two(mine, yours, luck)


def test_both_means_are_what_each_is_by_itself() -> None:
    rng = np.random.default_rng(1)
    luck, first, second = rng.normal(size=(20, 2)), rng.normal(size=20), rng.normal(size=20)
    two = estimate_two(first, second, luck)
    alone = adjust(first, luck)
    assert (two.first, two.first_variance) == pytest.approx((alone.mean, alone.standard_error**2))
    # the sum of both has the error that weighing them gives
    summed = adjust(first + 3.0 * second, luck)
    assert two.weigh(3.0) == pytest.approx((summed.mean, summed.standard_error))


@settings(deadline=None)
@given(st.integers(0, 2**32 - 1), NUMBERS, NUMBERS, NUMBERS)
def test_a_sign_is_clear_just_where_the_interval_at_that_weight_excludes_nought(
    seed: int, first: float, second: float, weight: float
) -> None:
    rng = np.random.default_rng(seed)
    mine, yours = first + rng.normal(size=20), second + rng.normal(size=20)
    stretches = find_signs(estimate_two(mine, yours, NO_CONTROLS))
    at = next(one for one in stretches if one.low <= weight <= one.high)
    interval = estimate_mean((mine + weight * yours).tolist())
    margin = min(abs(interval.low), abs(interval.high)) / (1.0 + abs(weight))
    if margin > 1e-9:  # not on an edge
        assert at.sign == (1 if interval.low > 0 else -1 if interval.high < 0 else 0)


@settings(deadline=None)
@given(st.integers(0, 2**32 - 1), NUMBERS, NUMBERS)
def test_stretches_leave_no_gap_and_a_sign_never_turns_without_an_open_stretch(
    seed: int, first: float, second: float
) -> None:
    two = _draw(np.random.default_rng(seed), first, second)
    stretches = find_signs(two, low=0.0, high=500.0)
    assert (stretches[0].low, stretches[-1].high) == (0.0, 500.0)
    for one, other in pairwise(stretches):
        assert one.high == other.low
        assert 0 in (one.sign, other.sign)
        assert one.sign != other.sign


@pytest.mark.parametrize(("first", "second"), [(6.0, -3.0), (1.0, -0.5), (0.5, -0.1)])
def test_nineteen_in_twenty_turning_points_lie_in_an_open_stretch(
    *, first: float, second: float
) -> None:
    rng = np.random.default_rng(20260105)
    truth = -first / second
    held = [
        any(one.sign == 0 and one.low <= truth <= one.high for one in find_signs(two))
        for two in (_draw(rng, first, second) for _ in range(2_000))
    ]
    assert np.mean(held) == pytest.approx(0.95, abs=4.5 * math.sqrt(0.95 * 0.05 / 2_000))


def test_a_ratio_whose_denominator_may_be_nought_has_no_bounds() -> None:
    rng = np.random.default_rng(3)
    ratio = estimate_ratio(rng.normal(3.0, 1.0, 20), rng.normal(0.0, 1.0, 20))
    assert ratio.ranges[0][0] == -math.inf
    assert ratio.ranges[-1][1] == math.inf


def test_a_ratio_of_nothing_is_no_number() -> None:
    ratio = estimate_ratio(np.zeros(5), np.zeros(5))
    assert math.isnan(ratio.estimate)
    assert ratio.ranges == ((-math.inf, math.inf),)


def test_a_ratio_turned_over_has_its_range_turned_over() -> None:
    rng = np.random.default_rng(4)
    first, second = rng.normal(30.0, 3.0, 20), rng.normal(10.0, 1.0, 20)
    ((low, high),) = estimate_ratio(first, second).ranges
    ((other_low, other_high),) = estimate_ratio(second, first).ranges
    assert (low, high) == pytest.approx((1.0 / other_high, 1.0 / other_low))
