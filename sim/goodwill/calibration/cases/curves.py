"""Hold curves of shares: what was seen of each in two halves, and what was predicted of one."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

LEVEL = 0.9
"""Of predictive intervals."""

HELD = 0.85
"""Share of the points of each curve that their intervals must hold."""

AT_END = 0.02
"""Share of a prior within which a number counts as lying at its end."""

_DIGITS = 6  # of predicted shares


class Curve(NamedTuple):
    """Shares of people, point by point.

    Attributes
    ----------
    name
        What it is of.
    points
        What each point is, in order.
    trials
        How many people were looked at, shape (points,).
    successes
        How many of them did it, same shape.
    chained
        Each point looks at those who had not done it at the points before, and what is shown is how
        many have done it up to it.
    """

    name: str
    points: tuple[str, ...]
    trials: Integers
    successes: Integers
    chained: bool = False

    @property
    def shown(self) -> Floats:
        """Give the share that is shown at each point."""
        return find_shown(self.trials, self.successes, chained=self.chained)


class Halves(NamedTuple):
    """One case's data, divided.

    Attributes
    ----------
    division
        How, in words.
    fit, check
        The same curves of both halves.
    clusters
        Trials and successes of the first half by whatever differs from one part of it to the next
        by more than luck (campaigns, weeks), shape (clusters, points) over all curves; None: the
        halves are divided at random.
    check_clusters
        The same of the second half; nothing that is predicted of it makes use of them.
    """

    division: str
    fit: tuple[Curve, ...]
    check: tuple[Curve, ...]
    clusters: tuple[Integers, Integers] | None = None
    check_clusters: tuple[Integers, Integers] | None = None


class Prediction(NamedTuple):
    """What was predicted of a curve of the second half, and what was seen.

    Attributes
    ----------
    curve
        As seen.
    low, middle, high
        Quantiles of what is shown, shape (points,): the interval of :data:`LEVEL`, and the median.
    """

    curve: Curve
    low: Floats
    middle: Floats
    high: Floats

    @property
    def inside(self) -> npt.NDArray[np.bool_]:
        """Say of each point whether its interval holds it."""
        seen = self.curve.shown
        return np.asarray((self.low <= seen + 1e-12) & (seen <= self.high + 1e-12))

    @property
    def held(self) -> float:
        """Give the share of points that their intervals hold."""
        return float(self.inside.mean())


def find_shown(trials: Integers, successes: Integers, *, chained: bool) -> Floats:
    """Give what is shown of counts, last axis points; nan of nobody."""
    with np.errstate(invalid="ignore", divide="ignore"):
        if chained:
            return np.asarray(np.cumsum(successes, axis=-1) / trials[..., :1])
        return np.asarray(successes / trials)


def draw_counts(
    curve: Curve, chances: Floats, rng: np.random.Generator
) -> tuple[Integers, Integers]:
    """Draw what would be seen of a curve.

    Parameters
    ----------
    curve
        How many people there are: at each point, or at the first of a chain.
    chances
        Of each point, shape (draws, points).
    rng
        Luck.

    Returns
    -------
    tuple of ndarray
        Trials and successes, shape (draws, points).
    """
    n_draws, n_points = chances.shape
    trials = np.broadcast_to(curve.trials, chances.shape).astype(np.int64)
    successes = np.zeros_like(trials)
    for point in range(n_points):
        if curve.chained and point:
            trials[:, point] = trials[:, point - 1] - successes[:, point - 1]
        successes[:, point] = rng.binomial(trials[:, point], chances[:, point])
    assert trials.shape == (n_draws, n_points)  # noqa: S101 - of every draw and point
    return trials, successes


def summarise(trials: Integers, successes: Integers) -> Floats:
    """Turn counts into figures whose noise is about 1, whatever their size (Anscombe 1948)."""
    shares = (successes + 0.375) / (trials + 0.75)
    return np.asarray(2.0 * np.sqrt(trials + 0.5) * np.arcsin(np.sqrt(shares)))


def predict(curve: Curve, chances: Floats, rng: np.random.Generator) -> Prediction:
    """Predict a curve from draws of the chances of its points, shape (draws, points)."""
    trials, successes = draw_counts(curve, chances, rng)
    shown = find_shown(trials, successes, chained=curve.chained)
    levels = [(1 - LEVEL) / 2, 0.5, (1 + LEVEL) / 2]
    # What is judged is what is published.
    low, middle, high = np.quantile(shown, levels, axis=0).round(_DIGITS)
    return Prediction(curve, low, middle, high)
