"""Known luck is taken out without bending what is estimated."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodwill.analysis.controls import CONTROLS, adjust, choose_controls
from goodwill.analysis.intervals import estimate_mean
from goodwill.analysis.verdicts import NET_VALUE
from goodwill.measuring import METRICS


def test_the_adjusted_mean_is_the_intercept_of_least_squares() -> None:
    rng = np.random.default_rng(1)
    controls = rng.normal(size=(20, 3))
    observations = 1.0 + controls @ [1.0, 2.0, 3.0] + rng.normal(size=20)
    design = np.column_stack([np.ones(20), controls])
    coefficients, *_ = np.linalg.lstsq(design, observations)
    inverse = np.linalg.inv(design.T @ design)
    hat = design @ inverse @ design.T
    left = observations - design @ coefficients
    # the sandwich of White with HC2's residuals, and the two moments of its law, written out
    sandwich = inverse @ design.T @ np.diag(left**2 / (1.0 - np.diag(hat))) @ design @ inverse
    pull = (inverse @ design.T)[0] / np.sqrt(1.0 - np.diag(hat))
    form = pull[:, np.newaxis] * (np.eye(20) - hat) * pull
    adjusted = adjust(observations, controls)
    assert adjusted.mean == pytest.approx(coefficients[0])
    assert adjusted.standard_error == pytest.approx(np.sqrt(sandwich[0, 0]))
    assert adjusted.degrees_of_freedom == pytest.approx(np.trace(form) ** 2 / np.trace(form @ form))
    assert adjusted.n_controls == 3


def test_without_controls_it_is_the_plain_mean() -> None:
    observations = np.array([3.0, -1.0, 4.0, 1.0, 5.0])
    adjusted = adjust(observations, np.empty((5, 0)))
    interval = estimate_mean(observations.tolist())
    assert adjusted.degrees_of_freedom == pytest.approx(4.0)
    assert adjusted.mean == pytest.approx(interval.estimate)
    assert adjusted.mean + 2.7764451052 * adjusted.standard_error == pytest.approx(interval.high)


@settings(deadline=None)
@given(st.integers(0, 2**32 - 1), st.floats(-1e6, 1e6))
def test_controls_that_never_vary_or_repeat_others_change_nothing(seed: int, shift: float) -> None:
    rng = np.random.default_rng(seed)
    useful = rng.normal(size=(15, 2))
    observations = shift + useful @ [3.0, -2.0] + rng.normal(size=15)
    more = np.column_stack([useful, np.zeros(15), useful[:, 0] * 4.0, useful.sum(axis=1)])
    plain, padded = adjust(observations, useful), adjust(observations, more)
    assert padded.mean == pytest.approx(plain.mean, rel=1e-9, abs=1e-9)
    assert padded.standard_error == pytest.approx(plain.standard_error)
    assert padded.n_controls == plain.n_controls == 2


def test_what_controls_explain_altogether_leaves_no_error() -> None:
    luck = np.random.default_rng(2).normal(size=12)
    adjusted = adjust(7.0 + 2.0 * luck, luck[:, np.newaxis])
    assert adjusted.mean == pytest.approx(7.0)
    assert adjusted.standard_error == pytest.approx(0.0, abs=1e-12)


def test_only_luck_that_engines_book_is_named_and_only_for_figures_that_exist() -> None:
    assert set(CONTROLS) <= set(METRICS) | {NET_VALUE}
    assert {f"luck_{one}" for named in CONTROLS.values() for one in named} <= set(METRICS)


@pytest.mark.parametrize(("n_worlds", "n_controls"), [(2, 0), (8, 0), (9, 1), (10, 2), (60, 2)])
def test_few_worlds_carry_no_controls(n_worlds: int, n_controls: int) -> None:
    assert len(choose_controls("conversions", n_worlds)) == n_controls


def test_a_figure_without_luck_of_its_own_has_no_controls() -> None:
    assert choose_controls("mean_rep_queue", 60) == ()


def test_what_the_brand_comes_to_hangs_on_no_luck_of_rare_posts() -> None:
    for metric in ("brand_net", "brand_damage", "mean_goodwill_end", "standing_end"):
        assert choose_controls(metric, 1_000) == ()
