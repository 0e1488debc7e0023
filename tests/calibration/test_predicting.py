"""Predicted intervals hold as much of what they predict as they say."""

from __future__ import annotations

import numpy as np

from goodwill.calibration import predicting


def test_one_more_draw_lies_inside_nine_times_in_ten() -> None:
    rng = np.random.default_rng(20260105)
    n_trials, inside = 4_000, 0
    exposures = np.full(predicting.N_DRAWS, 1_000_000)
    for _ in range(n_trials):
        *hits, one_more = rng.normal(500_000.0, 1_000.0, predicting.N_DRAWS + 1).round()
        low, _, high = predicting._find_interval(  # noqa: SLF001 (all else takes a calibration)
            np.array(hits, np.int64), exposures
        )
        inside += low <= one_more / 1_000_000 <= high
    error = (0.9 * 0.1 / n_trials) ** 0.5
    assert abs(inside / n_trials - predicting.LEVEL) < 2.5 * error
