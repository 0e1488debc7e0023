"""Give the bands that uniform ranks and sound intervals stay in."""

from __future__ import annotations

from functools import cache

import numpy as np

from goodwill.calibration.reference import Floats

_MOST_POINTS = 50
_HALVINGS = 40


@cache
def find_bands(n_ranks: int, level: float) -> tuple[Floats, Floats, Floats]:
    """Give the band in which the distribution function of uniform ranks lies throughout.

    Parameters
    ----------
    n_ranks
        How many ranks there are.
    level
        Chance that all of it lies within.

    Returns
    -------
    tuple of ndarray
        Points in (0, 1), and the least and the largest share of ranks up to each. Exact at these
        points: pointwise binomial intervals, all widened alike until the chance is `level`.

    References
    ----------
    Säilynoja, Bürkner and Vehtari (2022), doi:10.1007/s11222-022-10090-6, algorithm 2.
    """
    n_points = min(_MOST_POINTS, n_ranks)
    points = np.arange(1, n_points) / n_points
    steps = _find_steps(n_ranks, n_points)
    least, most = 0.0, 1.0 - level  # pointwise chance of being outside
    low, high = _bound(n_ranks, points, least)
    for _ in range(_HALVINGS):
        middle = (least + most) / 2.0
        one, other = _bound(n_ranks, points, middle)
        if _find_chance(steps, one, other) >= level:
            least, low, high = middle, one, other
        else:
            most = middle
    return points, low / n_ranks, high / n_ranks


def find_coverage_band(n_sets: int, nominal: float, level: float) -> tuple[float, float]:
    """Give the binomial band in which the share of covered truths lies.

    Examples
    --------
    >>> find_coverage_band(300, 0.9, 0.95)
    (0.8633333333333333, 0.9333333333333333)
    """
    from scipy.stats import binom

    tail = (1.0 - level) / 2.0
    low, high = (float(binom.ppf(one, n_sets, nominal)) for one in (tail, 1.0 - tail))
    return low / n_sets, high / n_sets


def _bound(n_ranks: int, points: Floats, outside: float) -> tuple[Floats, Floats]:
    """Give pointwise binomial intervals of counts."""
    from scipy.stats import binom

    if outside <= 0.0:
        return np.zeros(points.size), np.full(points.size, float(n_ranks))
    return (
        np.asarray(binom.ppf(outside / 2.0, n_ranks, points)),
        np.asarray(binom.ppf(1.0 - outside / 2.0, n_ranks, points)),
    )


def _find_steps(n_ranks: int, n_points: int) -> list[Floats]:
    """Give the chances to come from one count to another between neighbouring points."""
    from scipy.stats import binom

    counts = np.arange(n_ranks + 1)
    left = n_ranks - counts[:, np.newaxis]
    gained = counts[np.newaxis] - counts[:, np.newaxis]
    return [
        np.asarray(binom.pmf(gained, left, 1.0 / (n_points - at))) for at in range(n_points - 1)
    ]


def _find_chance(steps: list[Floats], low: Floats, high: Floats) -> float:
    """Give the chance that all counts lie within their intervals."""
    n_counts = steps[0].shape[0]
    counts = np.arange(n_counts)
    chances = (counts == 0).astype(np.float64)
    for step, least, most in zip(steps, low, high, strict=True):
        chances = (chances @ step) * ((counts >= least) & (counts <= most))
    return float(chances.sum())
