"""Smoothing finds what is to be expected, and takes no noise for knowledge."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodwill.analysis.smoothing import smooth


def test_a_straight_line_is_found_as_it_is() -> None:
    rng = np.random.default_rng(1)
    column = rng.uniform(0.0, 5.0, (200, 1))
    surface = smooth(column, 3.0 - 2.0 * column[:, 0])
    np.testing.assert_allclose(surface.fitted, 3.0 - 2.0 * column[:, 0], atol=1e-6)
    assert surface.degrees_of_freedom == pytest.approx(1.0, abs=0.05)


@pytest.mark.parametrize("scale", [1e-3, 1.0, 1e6])
def test_a_curve_is_found_under_noise_whatever_its_unit(scale: float) -> None:
    rng = np.random.default_rng(2)
    column = rng.uniform(-1.0, 1.0, 500)
    truth = np.sin(4.0 * column)
    surface = smooth(scale * column[:, np.newaxis], scale * (truth + rng.normal(size=500)))
    error = surface.fitted / scale - truth
    assert np.sqrt((error**2).mean()) < 0.2
    assert surface.noise / scale == pytest.approx(1.0, abs=0.1)


def test_a_product_of_two_is_found_though_neither_says_anything_alone() -> None:
    rng = np.random.default_rng(3)
    columns = rng.normal(size=(600, 2))
    truth = columns[:, 0] * columns[:, 1]
    surface = smooth(columns, truth + 0.5 * rng.normal(size=600))
    assert np.corrcoef(surface.fitted, truth)[0, 1] > 0.98


def test_noise_alone_is_smoothed_to_almost_nothing() -> None:
    rng = np.random.default_rng(4)
    spreads = [
        smooth(rng.normal(size=(300, 3)), rng.normal(size=300)).fitted.std() for _ in range(20)
    ]
    # three straight lines that nothing holds back would have 0.1, all pieces 0.4
    assert np.mean(spreads) < 0.15


def test_what_matters_is_found_among_hundreds_that_do_not() -> None:
    rng = np.random.default_rng(5)
    columns = rng.uniform(size=(400, 330))
    truth = 3.0 * columns[:, 17] + np.cos(6.0 * columns[:, 200])
    surface = smooth(columns, truth + 0.5 * rng.normal(size=400))
    assert np.corrcoef(surface.fitted, truth)[0, 1] > 0.95


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 2**32 - 1), st.integers(2, 40), st.integers(1, 5), st.integers(1, 6))
def test_few_points_and_few_values_are_no_trouble(
    seed: int, n_points: int, n_columns: int, n_values: int
) -> None:
    rng = np.random.default_rng(seed)
    columns = rng.integers(0, n_values, (n_points, n_columns)).astype(float)
    observed = rng.normal(size=n_points)
    surface = smooth(columns, observed)
    assert np.isfinite(surface.fitted).all()
    assert surface.fitted.mean() == pytest.approx(observed.mean(), abs=1e-6)


def test_a_figure_that_never_varies_stays_what_it_is() -> None:
    surface = smooth(np.random.default_rng(6).normal(size=(50, 2)), np.full(50, 0.1))
    assert surface.fitted.tolist() == [0.1] * 50


def test_the_same_columns_in_another_order_give_the_same_surface() -> None:
    rng = np.random.default_rng(7)
    columns = rng.normal(size=(200, 3))
    observed = columns[:, 0] + columns[:, 1] * columns[:, 2] + rng.normal(size=200)
    turned = smooth(columns[:, ::-1].copy(), observed)
    np.testing.assert_allclose(turned.fitted, smooth(columns, observed).fitted, atol=1e-3)
