"""Correct accepted draws for data that are near the observed ones but not the same."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from goodwill.calibration.reference import Floats

_LEAST_STRETCH, _MOST_STRETCH = 0.2, 5.0  # of a residual, by how spread changes with the data
_TINY = 1e-9


def accept_nearest(
    summaries: Floats, observed: Floats, errors: Floats, n_accepted: int
) -> tuple[npt.NDArray[np.intp], Floats]:
    """Choose the data sets nearest to the observed one, and weigh them.

    Parameters
    ----------
    summaries
        Learnt, shape (draws, numbers).
    observed
        Of the observed data, shape (numbers,).
    errors
        By number: what a difference in the summary is to be measured in. A summary that says
        little about its number varies little in this unit, and so counts for little.
    n_accepted
        How many to take.

    Returns
    -------
    tuple of ndarray
        Their rows, in order, and Epanechnikov weights that sum to 1.
    """
    distances = np.sqrt((((summaries - observed) / errors) ** 2).sum(axis=1))
    order = np.argsort(distances, kind="stable")
    farthest = float(distances[order[min(n_accepted, order.size - 1)]])
    rows = np.sort(order[:n_accepted])
    weights = 1.0 - (distances[rows] / max(farthest, _TINY)) ** 2
    if not (weights > 0.0).any():  # all equally far
        weights = np.ones(rows.size)
    weights = np.maximum(weights, 0.0)
    return rows, weights / weights.sum()


def adjust_scores(scores: Floats, differences: Floats, weights: Floats) -> Floats:
    """Move accepted draws to where they would be had their data been the observed ones.

    Parameters
    ----------
    scores
        Accepted draws as normal scores, shape (accepted, numbers).
    differences
        Of their learnt summaries to the observed ones, shape (accepted, numbers).
    weights
        Of each, sum 1.

    Returns
    -------
    ndarray of float64, shape (accepted, numbers)
        The local straight line at the observed data, plus each draw's residual, stretched by how
        the spread of residuals changes with the data.

    References
    ----------
    Beaumont, M. A., Zhang, W., Balding, D. J. (2002). Approximate Bayesian computation in
    population genetics. Genetics 162, 2025-2035.

    Blum, M. G. B., François, O. (2010). Non-linear regression models for approximate Bayesian
    computation. Statistics and Computing 20, 63-73. doi:10.1007/s11222-009-9116-0
    """
    root = np.sqrt(weights)[:, np.newaxis]
    design = np.column_stack([np.ones(len(differences)), differences])
    lines = np.linalg.lstsq(design * root, scores * root)[0]
    residuals = scores - design @ lines
    sizes = np.log(residuals**2 + _TINY)
    slopes = np.linalg.lstsq(design * root, sizes * root)[0][1:]
    stretch = np.clip(np.exp(-0.5 * (differences @ slopes)), _LEAST_STRETCH, _MOST_STRETCH)
    return np.asarray(lines[0] + residuals * stretch)
