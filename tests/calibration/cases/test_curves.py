"""Curves are drawn as they are counted, and intervals hold what they say."""

from __future__ import annotations

import numpy as np
import pytest

from goodwill.calibration.cases.curves import (
    Curve,
    Prediction,
    draw_counts,
    find_shown,
    predict,
    summarise,
)


def test_a_chain_looks_at_those_who_are_left_and_shows_all_so_far() -> None:
    curve = Curve("c", ("1", "2"), np.array([10, 6]), np.array([4, 3]), chained=True)
    assert curve.shown.tolist() == [0.4, 0.7]
    assert curve._replace(chained=False).shown.tolist() == [0.4, 0.5]


def test_drawn_chains_lose_those_who_succeed_and_others_keep_their_trials() -> None:
    rng = np.random.default_rng(1)
    curve = Curve("c", ("1", "2"), np.array([50, 20]), np.array([0, 0]))
    chances = np.full((30, 2), 0.4)
    trials, successes = draw_counts(curve._replace(chained=True), chances, rng)
    assert (trials[:, 1] == 50 - successes[:, 0]).all()
    trials, _ = draw_counts(curve, chances, rng)
    assert (trials == [50, 20]).all()


@pytest.mark.parametrize("chained", [False, True])
def test_intervals_of_the_true_chances_hold_nine_in_ten(*, chained: bool) -> None:
    rng = np.random.default_rng(2)
    chances = np.array([0.10, 0.05, 0.20])
    curve = Curve("c", ("1", "2", "3"), np.array([900, 700, 500]), np.zeros(3, np.int64), chained)
    prediction = predict(curve, np.tile(chances, (4000, 1)), rng)
    trials, successes = draw_counts(curve, np.tile(chances, (1000, 1)), rng)
    shown = find_shown(trials, successes, chained=chained)
    held = ((prediction.low <= shown) & (shown <= prediction.high)).mean(axis=0)
    assert ((held > 0.86) & (held < 0.96)).all()


def test_points_on_an_end_are_inside_and_others_are_not() -> None:
    curve = Curve("c", ("1", "2", "3"), np.array([10, 10, 10]), np.array([1, 5, 9]))
    ends = np.array([0.1, 0.2, 0.3]), np.array([0.4, 0.4, 0.4]), np.array([0.6, 0.5, 0.8])
    prediction = Prediction(curve, *ends)
    assert prediction.inside.tolist() == [True, True, False]
    assert prediction.held == pytest.approx(2 / 3)


def test_summaries_have_noise_of_about_one_whatever_their_size() -> None:
    rng = np.random.default_rng(3)
    for n_people, chance in ((50, 0.5), (5000, 0.01), (400, 0.2)):
        successes = rng.binomial(n_people, chance, 4000)
        noise = summarise(np.full(4000, n_people), successes).std()
        assert 0.9 < noise < 1.1
