"""What campaigns or weeks add to luck is estimated, and makes nothing surer than it is."""

from __future__ import annotations

import numpy as np
import pytest

from goodwill.calibration import Posterior
from goodwill.calibration.cases.clustering import (
    draw_deviations,
    find_cluster_covariance,
    find_covariance,
    find_own,
    find_whole,
)
from goodwill.calibration.cases.curves import Curve, Halves
from goodwill.calibration.cases.definition import load_case
from goodwill.calibration.cases.emulating import Emulator, find_features
from goodwill.calibration.cases.fitting import Fit, Table, infer_numbers
from goodwill.calibration.cases.studying import predict_half

N_CALLS = 2


def make_clusters(spread: float, n_clusters: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    trials = np.full((n_clusters, N_CALLS), 500)
    factors = np.exp(rng.normal(0.0, spread, (n_clusters, 1))).clip(0.1, 8.0)
    return trials, rng.binomial(trials, 0.1 * factors)


def test_parts_that_differ_by_luck_alone_have_next_to_no_covariance() -> None:
    rng = np.random.default_rng(8)
    luck = find_cluster_covariance(*make_clusters(0.0, 40, seed=1), rng)
    more = find_cluster_covariance(*make_clusters(0.5, 40, seed=2), rng)
    assert np.trace(luck) < 0.002
    # The mean of 40 parts varies by a fortieth of what one does.
    assert 0.5 * 0.25 / 40 < more[0, 0] < 2.0 * 0.25 / 40
    assert more[0, 1] == pytest.approx(more[0, 0], rel=0.3)


def test_both_halves_together_vary_half_as_much_and_one_part_much_more() -> None:
    found = []
    for seed in range(0, 20, 2):
        one, other = make_clusters(0.5, 40, seed), make_clusters(0.5, 40, seed + 1)
        halves = Halves("by campaign", (), (), one, other)
        estimates = find_covariance(one, 1), find_whole(halves, 1), find_own(halves, 1)
        found.append([one[0, 0] for one in estimates if one is not None])
    half, whole, own = np.median(found, axis=0)
    assert whole == pytest.approx(half / 2.0, rel=0.3)
    assert own == pytest.approx(0.25, rel=0.3)
    assert find_covariance(None, 1) is None
    assert find_own(Halves("at random", (), ()), 1) is None


def test_deviations_vary_as_they_are_said_to() -> None:
    covariance = np.array([[0.04, 0.04, 0.0], [0.04, 0.04, 0.0], [0.0, 0.0, 0.0]])
    drawn = draw_deviations(covariance, 20_000, np.random.default_rng(1))
    assert np.cov(drawn.T) == pytest.approx(covariance, abs=0.002)
    assert drawn[:, 0] == pytest.approx(drawn[:, 1])
    assert (drawn[:, 2] == 0.0).all()


def test_a_posterior_knows_that_campaigns_differ() -> None:
    case = load_case("bank")
    n_numbers = len(case.numbers)
    coefficients = np.zeros((find_features(np.zeros((1, n_numbers))).shape[1], N_CALLS))
    coefficients[0], coefficients[1] = -2.0, 1.0  # the first number alone counts
    emulator = Emulator(coefficients, np.zeros(N_CALLS))
    curve = Curve("calls", ("1", "2"), np.full(N_CALLS, 20_000), np.full(N_CALLS, 2_400))
    alike = infer_numbers(case, emulator, (curve,), 1)
    unlike = infer_numbers(case, emulator, (curve,), 1, np.full((N_CALLS, N_CALLS), 0.3**2))
    # The interval is that of the campaigns: 1.645 times 0.3 either way, of 2 in all.
    assert alike.widths[0] < 0.1
    assert unlike.widths[0] == pytest.approx(2 * 1.645 * 0.3 / 2.0 / 0.9, rel=0.12)
    assert unlike.widths[1:] == pytest.approx(1.0, abs=0.06)


def test_what_is_predicted_varies_as_one_half_does() -> None:
    n_numbers = 3
    coefficients = np.zeros((find_features(np.zeros((1, n_numbers))).shape[1], N_CALLS))
    coefficients[0] = -2.0
    emulator = Emulator(coefficients, np.zeros(N_CALLS))
    prior = np.random.default_rng(1).random((500, n_numbers))
    posterior = Posterior(("a", "b", "c"), prior, np.full(500, 1 / 500))
    table = Table(prior, np.zeros((500, N_CALLS), np.int64), np.zeros((500, N_CALLS), np.int64))
    people = np.full(N_CALLS, 1_000_000)
    curve = Curve("calls", ("1", "2"), people, people // 10)
    clusters = make_clusters(0.5, 40, seed=5)
    fitted = Fit(posterior, emulator, table)
    (alike,) = predict_half(fitted, Halves("at random", (curve,), (curve,)), 1)
    (unlike,) = predict_half(fitted, Halves("by campaign", (curve,), (curve,), clusters), 1)
    covariance = find_covariance(clusters, 1)
    assert covariance is not None
    chance = 1.0 / (1.0 + np.exp(2.0))
    expected = 2 * 1.645 * np.sqrt(np.diag(covariance)) * chance * (1.0 - chance)
    assert alike.high - alike.low == pytest.approx(0.0, abs=0.002)
    assert unlike.high - unlike.low == pytest.approx(expected, rel=0.08)
