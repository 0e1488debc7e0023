"""Losses, chances and the frontier are what they are said to be."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from goodwill.analysis.decision import (
    find_expected_losses,
    find_loss_curves,
    find_parameter_band,
    find_shares,
)
from goodwill.analysis.plausible import Surfaces
from goodwill.analysis.value_of_information import find_worth

NETS = arrays.arrays(
    np.float64, st.tuples(st.integers(1, 20), st.integers(1, 4)), elements=st.floats(-1e6, 1e6)
)


def _make_surfaces(n_draws: int = 1_000) -> Surfaces:
    """Make one that mostly wins a little and sometimes loses much, one that does the reverse."""
    rare = np.arange(n_draws) < n_draws // 10
    money = np.column_stack([np.where(rare, -90.0, 2.0), np.zeros(n_draws)])
    goodwill = np.column_stack([np.full(n_draws, -1.0), np.zeros(n_draws)])
    return Surfaces(("gamble", "holdout"), money, goodwill)


def test_the_most_often_best_need_not_be_the_one_to_choose() -> None:
    curves = find_loss_curves(_make_surfaces(), [0.0])
    assert curves.frontier == ("holdout",)
    assert curves.chances.tolist() == [[0.9, 0.1]]
    assert curves.frontier_chances == (0.1,)
    assert curves.losses[0].tolist() == pytest.approx([9.0, 1.8])
    assert curves.worth_of_knowing == pytest.approx((1.8,))


@settings(deadline=None)
@given(NETS)
def test_the_least_expected_loss_is_the_worth_of_knowing(net: np.ndarray) -> None:
    losses = find_expected_losses(net)
    assert losses.min() >= 0.0
    assert losses.min() == pytest.approx(find_worth(net)[0], abs=1e-6)


@settings(deadline=None)
@given(NETS)
def test_chances_sum_to_one_at_every_price(net: np.ndarray) -> None:
    names = tuple(f"s{one}" for one in range(net.shape[1]))
    curves = find_loss_curves(Surfaces(names, net, net[:, ::-1]), [0.0, 10.0])
    assert curves.chances.sum(axis=1) == pytest.approx(1.0)


def test_losses_move_with_the_price() -> None:
    curves = find_loss_curves(_make_surfaces(), [0.0, 50.0])
    assert curves.losses[1, 0] > curves.losses[0, 0]
    assert curves.chances[1].tolist() == [0.0, 1.0]


def test_shares_of_worlds_have_intervals_and_ties_are_split() -> None:
    first, second = find_shares(_make_surfaces(), 0.0)
    assert (first.strategy, first.share.estimate) == ("gamble", 0.9)
    assert 0.87 < first.share.low < 0.9 < first.share.high < 0.93
    assert second.share.estimate == pytest.approx(0.1)
    nothing = np.zeros((10, 2))
    split = find_shares(Surfaces(("a", "b"), nothing, nothing), 0.0)
    assert [one.share.estimate for one in split] == [0.5, 0.5]


def test_the_band_of_unknown_parameters_does_not_shrink_with_more_draws() -> None:
    widths = []
    for n_draws in (500, 20_000):
        money = np.random.default_rng(1).normal(10.0, 5.0, (n_draws, 2))
        surfaces = Surfaces(("a", "b"), money, np.zeros((n_draws, 2)))
        band = find_parameter_band(surfaces, "a", "b", 0.0)
        widths.append(band.high - band.low)
    assert widths == pytest.approx([2 * 1.96 * 5.0 * math.sqrt(2.0)] * 2, rel=0.1)
