"""Chances are learnt from counts, and what is got wrong is owned up to."""

from __future__ import annotations

import numpy as np

from goodwill.calibration.cases.emulating import learn_chances

RNG = np.random.default_rng(5)
SHARES = RNG.random((300, 3))
ALL = np.ones(300, np.bool_)
ANY = np.ones((3, 2), np.bool_)


def find_truth(shares: np.ndarray) -> np.ndarray:
    x = 2.0 * shares - 1.0
    one = -2.0 + x[:, 0] - 0.5 * x[:, 1] * x[:, 2]
    other = -4.0 + 0.8 * x[:, 1] ** 2
    return np.column_stack([one, other])


def count(logits: np.ndarray, n_people: int) -> tuple[np.ndarray, np.ndarray]:
    trials = np.full(logits.shape, n_people)
    return trials, RNG.binomial(trials, 1.0 / (1.0 + np.exp(-logits)))


def test_what_is_a_polynomial_is_learnt_and_little_is_left_wrong() -> None:
    emulator = learn_chances(SHARES, *count(find_truth(SHARES), 2000), ALL, ANY)
    fresh = RNG.random((200, 3))
    off = emulator.find_logits(fresh) - find_truth(fresh)
    assert (np.abs(off).mean(axis=0) < [0.03, 0.12]).all()
    assert (emulator.spread < 0.1).all()


def test_what_no_polynomial_gives_is_counted_as_spread() -> None:
    logits = find_truth(SHARES) + RNG.normal(0.0, 0.5, (300, 2))
    emulator = learn_chances(SHARES, *count(logits, 20_000), ALL, ANY)
    assert (np.abs(emulator.spread - 0.5) < 0.1).all()


def test_points_that_nobody_ever_reaches_do_not_break_it() -> None:
    trials, successes = count(find_truth(SHARES), 50)
    successes[:, 1] = 0
    emulator = learn_chances(SHARES, trials, successes, ALL, ANY)
    assert np.isfinite(emulator.coefficients).all()
    assert (emulator.find_logits(SHARES)[:, 1] < -4.0).all()


def test_a_point_does_not_depend_on_numbers_that_are_not_its_own() -> None:
    relevant = np.array([[True, False], [True, True], [True, False]])
    trials, successes = count(find_truth(SHARES), 2000)
    emulator = learn_chances(SHARES, trials, successes, ALL, relevant)
    others = SHARES.copy()
    others[:, [0, 2]] = RNG.random((300, 2))
    one, two = emulator.find_logits(SHARES), emulator.find_logits(others)
    assert (one[:, 1] == two[:, 1]).all()
    assert (one[:, 0] != two[:, 0]).any()
