"""Figures of the engine come with intervals, and without what the number of worlds adds."""

from __future__ import annotations

import numpy as np
import pytest

from goodwill.calibration.cases.estimates import Estimate, estimate


def test_intervals_hold_what_is_true_as_often_as_they_say() -> None:
    rng = np.random.default_rng(1)
    held = []
    for _ in range(200):
        counts = rng.poisson([40.0, 20.0], (30, 2))
        found = estimate(counts, lambda means: float(means[1] / means[0]))
        held.append(found.low <= 0.5 <= found.high)
    assert np.mean(held) == pytest.approx(0.9, abs=0.05)


def test_what_the_number_of_worlds_adds_is_taken_off() -> None:
    rng = np.random.default_rng(2)
    found, plain = [], []
    for _ in range(400):
        counts = rng.poisson(50.0, (20, 1))
        found.append(estimate(counts, lambda means: float((means[0] - 50.0) ** 2)).value)
        plain.append(float((counts.mean() - 50.0) ** 2))
    assert np.mean(plain) == pytest.approx(50.0 / 20, rel=0.25)  # the noise of the mean
    assert np.mean(found) == pytest.approx(0.0, abs=0.4)


def test_an_estimate_is_written_with_its_interval() -> None:
    assert Estimate(7.96, 5.0, 11.04).write(1) == "8.0 (5.0 to 11.0)"
