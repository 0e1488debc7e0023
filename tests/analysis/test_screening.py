"""Parameters that only seem to tell something are found out."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodwill.analysis.screening import find_chance_of_any, find_chances, find_telling


def test_chances_of_what_does_nothing_are_uniform() -> None:
    rng = np.random.default_rng(1)
    chances = np.concatenate(
        [find_chances(rng.uniform(size=(40, 50)), rng.normal(size=40)) for _ in range(60)]
    )
    counts = np.histogram(chances, 10, (0.0, 1.0))[0]
    expected = chances.size / 10
    # chi-square with 9 degrees of freedom: exceeded once in 100,000
    assert ((counts - expected) ** 2 / expected).sum() < 39.3


def test_lines_and_curves_are_told_and_the_rest_is_not() -> None:
    rng = np.random.default_rng(2)
    columns = rng.uniform(-1.0, 1.0, size=(200, 3))
    observed = columns[:, 0] + 2.0 * columns[:, 1] ** 2 + 0.5 * rng.normal(size=200)
    line, curve, nothing = find_chances(columns, observed)
    assert max(line, curve) < 1e-6
    assert nothing > 0.001


def test_a_product_is_told_where_neither_side_is() -> None:
    rng = np.random.default_rng(3)
    columns = rng.normal(size=(200, 2))
    observed = columns[:, 0] * columns[:, 1] + 0.5 * rng.normal(size=200)
    assert find_chance_of_any(columns, observed) < 1e-6
    assert find_chance_of_any(columns[:, :1], observed) > 0.01


@settings(deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 30), st.integers(1, 5))
def test_chances_are_chances_also_of_what_never_varies(
    seed: int, n_points: int, n_columns: int
) -> None:
    rng = np.random.default_rng(seed)
    columns = rng.integers(0, 2, (n_points, n_columns)).astype(float)
    for observed in (rng.normal(size=n_points), np.full(n_points, 0.1)):
        chances = find_chances(columns, observed)
        assert ((chances >= 0.0) & (chances <= 1.0)).all()
        assert (chances[columns.std(axis=0) == 0.0] == 1.0).all()


def test_of_those_chosen_few_only_seem_to_tell_something() -> None:
    rng = np.random.default_rng(4)
    false = []
    for _ in range(200):
        columns = rng.normal(size=(100, 60))
        observed = columns[:, :10].sum(axis=1) + 2.0 * rng.normal(size=100)
        chosen = find_telling(find_chances(columns, observed), false_share=0.1)
        false.append(chosen[10:].sum() / max(1, chosen.sum()))
    assert np.mean(false) < 0.1 + 4.5 * np.std(false) / np.sqrt(200)


@pytest.mark.parametrize(
    ("chances", "chosen"),
    [([0.9, 0.5], [False, False]), ([0.01, 0.09, 0.5], [True, False, False]), ([], [])],
)
def test_what_is_no_less_likely_than_chance_is_not_chosen(
    *, chances: list[float], chosen: list[bool]
) -> None:
    assert find_telling(np.array(chances), false_share=0.1).tolist() == chosen


def test_a_single_outlier_makes_nothing_tell() -> None:
    rng = np.random.default_rng(20260105)
    n_samples, false = 60, 0
    for _ in range(n_samples):
        columns = np.exp(rng.normal(size=(20, 60)))
        observed = 0.001 * rng.normal(size=20)
        observed[0] += 1.0
        false += bool((find_chances(columns, observed) * 60 <= 0.05).any())
    assert false <= 0.15 * n_samples
