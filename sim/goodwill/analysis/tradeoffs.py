"""Hold two or more figures against one another: regions of both, and who is beaten in all."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from goodwill.analysis.best import find_direction
from goodwill.analysis.controls import choose_controls
from goodwill.analysis.intervals import CONFIDENCE
from goodwill.analysis.ratios import Two, estimate_two
from goodwill.analysis.simultaneous import N_RESAMPLES, resample_worlds, share_errors
from goodwill.analysis.study import Study

Floats = npt.NDArray[np.float64]

_CORNERS = 72


class Region(NamedTuple):
    """Where two expected figures of a strategy lie together, above the holdout's."""

    strategy: str
    across: float  # estimate of the first figure
    along: float  # of the second
    outline: tuple[tuple[float, float], ...]  # closed ellipse; empty: too few worlds


class Standing(NamedTuple):
    """How likely it is that no other strategy is at least as good in everything."""

    strategy: str
    chance: float


def find_regions(
    study: Study, across: str, along: str, *, confidence: float = CONFIDENCE
) -> tuple[Region, ...]:
    """Find the regions in which two figures of each strategy lie, above the holdout's.

    Parameters
    ----------
    study
        What was run.
    across, along
        The two figures.
    confidence
        That all regions hold their truth together (Bonferroni).

    References
    ----------
    Hotelling, H. (1931). The generalization of Student's ratio. Annals of Mathematical Statistics
    2, 360-378.
    """
    others = [one for one in study.strategies if one != study.holdout]
    each = share_errors(1.0 - confidence, len(others))
    # Half as many worlds: two figures share what luck explains.
    named = [
        control
        for metric in (across, along)
        for control in choose_controls(metric, study.n_replications // 2)
        if control in study.metrics
    ]
    regions = []
    for strategy in others:
        luck = [study.subtract(strategy, study.holdout, one) for one in dict.fromkeys(named)]
        first, second = (study.subtract(strategy, study.holdout, one) for one in (across, along))
        controls = np.array(luck).reshape(len(luck), study.n_replications).T
        two = estimate_two(first, second, controls)
        regions.append(Region(strategy, two.first, two.second, _draw_outline(two, each)))
    return tuple(regions)


def find_undominated(
    study: Study, metrics: Sequence[str], *, seed: int, n_resamples: int = N_RESAMPLES
) -> tuple[Standing, ...]:
    """Say how likely each strategy is on the frontier of several figures.

    One is beaten if another one is at least as good in every figure, and better in one. Worlds are
    resampled with all strategies and figures in them.

    Parameters
    ----------
    study
        What was run.
    metrics
        Figures of which one way is better.
    seed
        Of the resampling.
    n_resamples
        How often.

    Returns
    -------
    tuple of Standing
        Of those that can be chosen, the likeliest first.

    Raises
    ------
    ResultError
        Neither way is better for a figure.
    """
    signs = [1.0 if find_direction(one) == "higher" else -1.0 for one in metrics]
    figures = np.array(
        [
            [sign * study.find(strategy, one) for one, sign in zip(metrics, signs, strict=True)]
            for strategy in study.rivals
        ]
    )
    counts = resample_worlds(study.n_replications, range(n_resamples), seed)
    means = np.einsum("smw,rw->rsm", figures, counts) / study.n_replications
    mine, theirs = means[:, :, np.newaxis, :], means[:, np.newaxis, :, :]
    beaten = ((theirs >= mine).all(axis=3) & (theirs > mine).any(axis=3)).any(axis=2)
    chances = (1.0 - beaten.mean(axis=0)).tolist()
    found = [Standing(*pair) for pair in zip(study.rivals, chances, strict=True)]
    return tuple(sorted(found, key=lambda one: (-one.chance, one.strategy)))


def _draw_outline(two: Two, error: float) -> tuple[tuple[float, float], ...]:
    """Give the ellipse that holds both means, as corners."""
    from scipy.special import fdtri

    degrees = two.degrees_of_freedom
    if degrees < 2:  # noqa: PLR2004 - a plane takes two
        return ()
    quantile = 2.0 * degrees / (degrees - 1.0) * float(fdtri(2.0, degrees - 1.0, 1.0 - error))
    first, second = math.sqrt(two.first_variance), math.sqrt(two.second_variance)
    both = first * second
    correlation = max(-1.0, min(1.0, two.covariance / both)) if both else 0.0
    rest = math.sqrt(1.0 - correlation**2)
    reach = math.sqrt(quantile)
    corners = []
    for corner in range(_CORNERS):
        angle = 2.0 * math.pi * corner / _CORNERS
        one, other = math.cos(angle), math.sin(angle)
        corners.append(
            (
                two.first + reach * first * one,
                two.second + reach * second * (correlation * one + rest * other),
            )
        )
    return tuple(corners)
