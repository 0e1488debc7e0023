"""Rare events have intervals that hold at least what they promise."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodwill.analysis.counts import estimate_rate, estimate_rate_difference

COUNTS = st.integers(0, 30)


@pytest.mark.parametrize(
    ("n_events", "low", "high"),
    # Garwood's intervals as tables of the Poisson law print them
    [(0, 0.0, 3.689), (1, 0.0253, 5.572), (5, 1.623, 11.668), (10, 4.795, 18.390)],
)
def test_rates_have_garwoods_interval(n_events: int, low: float, high: float) -> None:
    assert estimate_rate(n_events, 1) == pytest.approx((n_events, low, high), abs=1e-3)


def test_nothing_seen_is_not_nothing() -> None:
    interval = estimate_rate_difference(0, 0, 20)
    assert interval.estimate == 0.0
    assert interval.high == -interval.low == pytest.approx(4.382 / 20, abs=1e-4)


@settings(deadline=None)
@given(COUNTS, COUNTS, st.floats(0.5, 0.9999))
def test_a_difference_lies_in_its_interval_and_turns_with_its_sides(
    mine: int, yours: int, confidence: float
) -> None:
    interval = estimate_rate_difference(mine, yours, 10, confidence=confidence)
    turned = estimate_rate_difference(yours, mine, 10, confidence=confidence)
    assert interval.low <= interval.estimate <= interval.high
    assert (turned.low, turned.high) == pytest.approx((-interval.high, -interval.low))


@settings(deadline=None)
@given(COUNTS, COUNTS)
def test_more_confidence_is_never_narrower(mine: int, yours: int) -> None:
    narrow = estimate_rate_difference(mine, yours, 10, confidence=0.9)
    wide = estimate_rate_difference(mine, yours, 10, confidence=0.999)
    assert wide.low <= narrow.low
    assert narrow.high <= wide.high


@pytest.mark.parametrize("shared", [0.0, 0.5, 0.9])
@pytest.mark.parametrize(("mine", "yours"), [(0.3, 0.3), (4.0, 1.0), (12.0, 0.5), (9.0, 9.0)])
def test_nineteen_in_twenty_differences_are_held_also_where_worlds_share_events(
    *, mine: float, yours: float, shared: float
) -> None:
    rng = np.random.default_rng(20260105)
    both = shared * min(mine, yours)
    common = rng.poisson(both, 2_000)
    counts = zip(
        (common + rng.poisson(mine - both, 2_000)).tolist(),
        (common + rng.poisson(yours - both, 2_000)).tolist(),
        strict=True,
    )
    intervals = [estimate_rate_difference(*pair, 1) for pair in counts]
    held = np.mean([one.low <= mine - yours <= one.high for one in intervals])
    assert held >= 0.95 - 4.5 * np.sqrt(0.95 * 0.05 / 2_000)
