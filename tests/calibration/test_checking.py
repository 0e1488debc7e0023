"""What is inferred can be believed, and the gate that says so refuses what cannot.

The quick share tries few data sets; ``-m verify`` the 300 of the published figures.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import memoryless as cadence
import numpy as np
import numpy.typing as npt
import pytest
from memoryless import NAMES, Floats
from scipy.special import ndtr

from goodwill.calibration import LearntSummaries, Posterior, Reference, infer
from goodwill.calibration.bands import find_bands, find_coverage_band
from goodwill.calibration.checking import (
    Quantity,
    Trial,
    check_coverage,
    check_ranks,
    make_likelihood,
    try_data_sets,
)

Broken = Callable[[Reference, LearntSummaries, Floats], Posterior]

QUICK = 60
FULL = 300


def draw_data(n_sets: int, seed: int) -> tuple[Floats, Floats, npt.NDArray[np.int64]]:
    rng = np.random.default_rng(seed)
    shares = rng.random((n_sets, len(NAMES)))
    counts = cadence.simulate(shares, rng)
    return shares, cadence.summarise(counts), counts


def make_quantities(reference: Reference, learnt: LearntSummaries) -> dict[str, Quantity]:
    """Make three figures of parameters and data: of the data by what was learnt from them."""

    def miss(find: object) -> Quantity:
        def find_miss(shares: Floats, figures: Floats) -> Floats:
            expected = find(ndtr(learnt.apply(figures[np.newaxis])))  # type: ignore[operator]
            return np.asarray(np.abs(find(shares) - expected))  # type: ignore[operator]

        return find_miss

    return {
        "likelihood of the learnt summaries": make_likelihood(reference),
        "conversion against what the data predict": miss(cadence.find_conversion),
        "opt-outs against what the data predict": miss(cadence.find_opt_outs),
    }


def try_abc(reference: Reference, learnt: LearntSummaries, n_sets: int) -> Trial:
    shares, figures, _ = draw_data(n_sets, seed=22)
    return try_data_sets(
        partial(infer, reference, learnt=learnt),
        shares,
        figures,
        quantities=make_quantities(reference, learnt),
    )


def accept_far(reference: Reference, learnt: LearntSummaries, figures: Floats) -> Posterior:
    """Infer as it must not be done: whatever is among the nearer half, as it is."""
    away = learnt.fitted - learnt.apply(figures[np.newaxis])
    rows = np.argsort((away**2).sum(axis=1))[: reference.n_draws // 2]
    return Posterior(reference.names, reference.shares[rows], np.full(rows.size, 1.0 / rows.size))


def infer_in_waves(reference: Reference, learnt: LearntSummaries, figures: Floats) -> Posterior:
    """Infer as it must not be done: each wave takes the posterior before it for its prior."""
    rng = np.random.default_rng(0)
    posterior = infer(reference, figures, learnt=learnt)
    for wave in range(3):
        shares = posterior.resample(700, seed=wave)
        counts = cadence.simulate(shares, rng)
        again = Reference(NAMES, shares, reference.summary_names, cadence.summarise(counts))
        posterior = infer(again, figures)
    return posterior


@pytest.mark.parametrize("n_sets", [QUICK, pytest.param(FULL, marks=pytest.mark.verify)])
def test_ranks_are_uniform_and_intervals_cover(
    memoryless: Reference, learnt: LearntSummaries, n_sets: int
) -> None:
    trial = try_abc(memoryless, learnt, n_sets)
    assert len(trial.names) == len(NAMES) + 3
    outside = [one for one in check_ranks(trial.names, trial.ranks) if not one.inside]
    assert not outside
    missed = [one for one in check_coverage(NAMES, trial.covered) if not one.inside]
    assert not missed
    assert (trial.widths.mean(axis=0) < 0.5).all()  # all five are identified


@pytest.mark.parametrize(
    ("broken", "n_sets"),
    [
        (accept_far, QUICK),
        pytest.param(infer_in_waves, QUICK // 2, marks=pytest.mark.verify),
    ],
)
def test_what_is_broken_on_purpose_is_rejected(
    memoryless: Reference, learnt: LearntSummaries, broken: Broken, n_sets: int
) -> None:
    shares, figures, _ = draw_data(n_sets, seed=22)
    trial = try_data_sets(partial(broken, memoryless, learnt), shares, figures)
    assert not all(one.inside for one in check_ranks(trial.names, trial.ranks))
    missed = [one.name for one in check_coverage(NAMES, trial.covered) if not one.inside]
    assert missed or broken is accept_far  # its intervals are wide, and cover all too often


@pytest.mark.verify
def test_the_exact_likelihood_passes_with_its_own_likelihood_as_a_quantity() -> None:
    shares, figures, counts = draw_data(FULL, seed=5)
    rng = np.random.default_rng(6)
    truths = iter(zip(counts, shares, strict=True))

    def infer_next(_: Floats) -> Posterior:
        one, truth = next(truths)
        return cadence.infer_exactly(one, truth, rng)

    def find_likelihood(places: Floats, observed: Floats) -> Floats:
        return cadence.find_log_likelihood(np.rint(observed**2 - 0.375).astype(np.int64), places)

    trial = try_data_sets(infer_next, shares, figures, quantities={"likelihood": find_likelihood})
    assert all(one.inside for one in check_ranks(trial.names, trial.ranks))
    assert all(one.inside for one in check_coverage(NAMES, trial.covered))


def test_uniform_ranks_stay_within_the_band_as_often_as_it_says() -> None:
    rng = np.random.default_rng(7)
    points, low, high = find_bands(100, 0.9)
    below = (rng.random((4000, 100, 1)) <= points).mean(axis=1)
    held = ((low <= below) & (below <= high)).all(axis=1).mean()
    assert held == pytest.approx(0.9, abs=0.03)  # counts are whole: a little more than 0.9


@pytest.mark.parametrize("power", [0.7, 1.5])
def test_ranks_that_lean_are_found_out(power: float) -> None:
    ranks = np.random.default_rng(8).random((300, 2))
    ranks[:, 1] **= power
    sound, leaning = check_ranks(("sound", "leaning"), ranks)
    assert sound.inside
    assert sound.farthest <= 1.0
    assert not leaning.inside
    assert leaning.farthest > 1.0


def test_too_much_coverage_is_as_wrong_as_too_little() -> None:
    low, high = find_coverage_band(300, 0.9, 0.95)
    assert low < 0.9 < high
    covered = np.ones((300, 2), np.bool_)
    covered[:30, 0] = False
    right, wide = check_coverage(("right", "wide"), covered)
    assert right.inside
    assert not wide.inside
