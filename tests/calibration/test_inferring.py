"""What is inferred from simulations alone is near what the exact likelihood says."""

from __future__ import annotations

import numpy as np
import pytest
from memoryless import NAMES, infer_exactly, simulate, summarise

from goodwill.calibration import LearntSummaries, Posterior, Reference, infer
from goodwill.errors import ResultError


def test_intervals_are_near_those_of_the_exact_likelihood(
    memoryless: Reference, learnt: LearntSummaries
) -> None:
    rng = np.random.default_rng(2)
    wider, off = [], []
    for _ in range(12):
        truth = 0.1 + 0.8 * rng.random(len(NAMES))
        counts = simulate(truth[np.newaxis], rng)[0]
        found = infer(memoryless, summarise(counts), learnt=learnt)
        exact = infer_exactly(counts, truth, rng)
        wider.append(found.widths / exact.widths)
        off.append((found.find_quantiles([0.5])[0] - exact.find_quantiles([0.5])[0]) / exact.widths)
    middle = np.median(wider, axis=0)
    assert (middle > 0.9).all()
    assert (middle < 2.3).all()  # what is lost for not knowing the likelihood
    assert (np.abs(np.median(off, axis=0)) < 0.25).all()


def test_data_that_say_nothing_leave_the_prior_as_it_is() -> None:
    rng = np.random.default_rng(3)
    shares = rng.random((4000, 2))
    telling = shares[:, 0] + 0.05 * rng.normal(size=4000)
    figures = np.column_stack([rng.normal(size=4000), telling])
    reference = Reference(("known", "unknown"), shares, ("noise", "sign"), figures)
    posterior = infer(reference, [0.0, 0.3])
    assert posterior.identified.tolist() == [True, False]
    assert posterior.find_quantiles([0.5])[0, 0] == pytest.approx(0.3, abs=0.03)
    assert posterior.widths[1] == pytest.approx(1.0, abs=0.05)
    assert posterior.contraction[0] > 0.75


def test_figures_that_are_always_the_same_leave_the_prior_as_it_is() -> None:
    shares = np.random.default_rng(4).random((2000, 2))
    reference = Reference(("a", "b"), shares, ("x",), np.full((2000, 1), 0.3))
    posterior = infer(reference, [0.3])
    assert not posterior.identified.any()
    assert posterior.widths == pytest.approx(np.ones(2), abs=0.06)


def test_draws_stay_within_the_prior_and_weights_sum_to_one(
    memoryless: Reference, learnt: LearntSummaries
) -> None:
    posterior = infer(memoryless, memoryless.summaries[0], learnt=learnt)
    assert ((posterior.shares > 0.0) & (posterior.shares < 1.0)).all()
    assert posterior.weights.sum() == pytest.approx(1.0)
    assert 100.0 < posterior.effective_size <= posterior.n_draws
    assert 0.0 <= posterior.surprise <= 1.0


def test_data_that_the_model_could_not_make_are_surprising(
    memoryless: Reference, learnt: LearntSummaries
) -> None:
    odd = memoryless.summaries[0].copy()
    odd[::2] = odd[::2][::-1]
    assert infer(memoryless, odd, learnt=learnt).surprise > 0.95


def test_the_same_data_give_the_same_posterior_bit_for_bit(memoryless: Reference) -> None:
    once, again = (infer(memoryless, memoryless.summaries[7]) for _ in range(2))
    assert once.shares.tobytes() == again.shares.tobytes()


def test_figures_that_are_missing_or_too_many_are_refused(memoryless: Reference) -> None:
    figures = memoryless.summaries[0].copy()
    with pytest.raises(ResultError, match=r"41 figures\. The reference has 42"):
        infer(memoryless, figures[:-1])
    figures[3] = np.nan
    with pytest.raises(ResultError, match="count 3 is nan"):
        infer(memoryless, figures)


def test_a_reference_that_does_not_go_together_is_refused() -> None:
    shares, figures = np.full((60, 1), 0.5), np.zeros((60, 2))
    with pytest.raises(ResultError, match="columns"):
        Reference(("a",), shares, ("x",), figures)
    with pytest.raises(ResultError, match="a share is not between"):
        Reference(("a",), shares * 2.0, ("x", "y"), figures)
    with pytest.raises(ResultError, match="At least 50"):
        Reference(("a",), shares[:9], ("x", "y"), figures[:9])
    figures[5, 1] = np.inf
    with pytest.raises(ResultError, match="summary y is not finite"):
        Reference(("a",), shares, ("x", "y"), figures)


def test_resampled_rows_come_as_often_as_their_weights_say() -> None:
    posterior = Posterior(("a",), np.array([[0.2], [0.6]]), np.array([0.25, 0.75]))
    rows = posterior.resample(400, seed=1)
    assert (rows == 0.2).sum() == pytest.approx(100, abs=1)
    assert posterior.find_ranks(np.array([0.5])).tolist() == [0.25]
