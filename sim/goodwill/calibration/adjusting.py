"""Correct accepted draws for data that are near the observed ones but not the same."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from goodwill.calibration.reference import Floats

_LEAST_STRETCH, _MOST_STRETCH = 0.2, 5.0  # of a residual, by how spread changes with the data
_LEAST_SIGNAL = 0.02  # variance of a direction, beside what is left unexplained
_TINY = 1e-9


def find_directions(differences: Floats, most: int) -> Floats:
    """Turn many differences of learnt summaries into the few that say something.

    Parameters
    ----------
    differences
        Of learnt summaries to the observed ones, in units of what they leave unexplained, shape
        (draws, numbers). One that says little about its number varies little in this unit.
    most
        Directions to keep, at most; one at least is kept.

    Returns
    -------
    ndarray of float64, shape (draws, directions)
        The same differences along their principal axes, the widest first.
    """
    centred = differences - differences.mean(axis=0)
    variances, axes = np.linalg.eigh(centred.T @ centred / centred.shape[0])
    order = np.argsort(-variances)
    telling = order[variances[order] > _LEAST_SIGNAL][: max(1, most)]
    return np.asarray(differences @ axes[:, telling if telling.size else order[:1]])


def accept_nearest(differences: Floats, n_accepted: int) -> tuple[npt.NDArray[np.intp], Floats]:
    """Choose the data sets nearest to the observed one, and weigh them.

    Parameters
    ----------
    differences
        To the observed data, shape (draws, directions).
    n_accepted
        How many to take.

    Returns
    -------
    tuple of ndarray
        Their rows, in order, and Epanechnikov weights that sum to 1.
    """
    distances = np.sqrt((differences**2).sum(axis=1))
    order = np.argsort(distances, kind="stable")
    farthest = float(distances[order[min(n_accepted, order.size - 1)]])
    rows = np.sort(order[:n_accepted])
    weights = np.maximum(1.0 - (distances[rows] / max(farthest, _TINY)) ** 2, 0.0)
    if not (weights > 0.0).any():  # all equally far
        weights = np.ones(rows.size)
    return rows, weights / weights.sum()


def adjust_scores(scores: Floats, differences: Floats, weights: Floats) -> Floats:
    """Move accepted draws to where they would be had their data been the observed ones.

    Parameters
    ----------
    scores
        Accepted draws as normal scores, shape (accepted, numbers).
    differences
        Of their data to the observed ones, shape (accepted, directions).
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
    lines, shares = _regress(differences, scores, weights)
    residuals = scores - lines[0] - differences @ lines[1:]
    sizes, _ = _regress(differences, np.log(residuals**2 + _TINY), weights)
    stretch = np.clip(np.exp(-0.5 * (differences @ sizes[1:])), _LEAST_STRETCH, _MOST_STRETCH)
    # A line takes up some of the spread: residuals are smaller than what they stand for.
    free = max(1.0, 1.0 / float((weights**2).sum()) - lines.shape[0])
    lost = np.sqrt(1.0 + shares * lines.shape[0] / free)
    return np.asarray(lines[0] + residuals * stretch * lost)


def _regress(differences: Floats, scores: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Fit a plane by weighted least squares; shrink slopes by what chance alone would explain.

    Returns
    -------
    tuple of ndarray
        Level at the observed data and slopes, shape (1 + directions, numbers), and what was left of
        each number's slopes: 0 where the data say no more than they would of something unrelated.

    References
    ----------
    James, W., Stein, C. (1961). Estimation with quadratic loss. Proceedings of the Fourth Berkeley
    Symposium 1, 361-379; positive part.
    """
    middle = weights @ differences
    root = np.sqrt(weights)[:, np.newaxis]
    centred = (differences - middle) * root
    average = weights @ scores
    away = (scores - average) * root
    slopes = np.linalg.lstsq(centred, away)[0]
    explained = ((centred @ slopes) ** 2).sum(axis=0)
    left = (away**2).sum(axis=0) - explained
    n_slopes = differences.shape[1]
    free = max(1.0, 1.0 / float((weights**2).sum()) - n_slopes - 1.0)
    by_chance = n_slopes * left / free
    shares = np.maximum(0.0, 1.0 - by_chance / np.maximum(explained, _TINY))
    slopes = slopes * shares
    return np.vstack([average - middle @ slopes, slopes]), shares
