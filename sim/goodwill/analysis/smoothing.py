"""Smooth noisy figures over parameters: what is to be expected, given what one would know.

A model of straight lines, curves and products of two parameters. Each piece has a penalty of its
own, chosen by how much of it the data support (restricted maximum likelihood): pieces that mean
nothing vanish, so that noise is not taken for knowledge.
"""

from __future__ import annotations

import math
from itertools import combinations
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from goodwill.analysis.screening import find_chances, find_telling

Floats = npt.NDArray[np.float64]

_KNOTS = 10
_CURVES_IN_PRODUCTS = 2  # the smoothest curves of each side of a product
_MOST_PARAMETERS = 30  # that are kept for curves, of those that say most by themselves
_MOST_IN_PRODUCTS = 6
_DRAWS_PER_PARAMETER = 8
_FALSE_SHARE = 0.1  # of the parameters kept of many, those that only seem to tell something
_ITERATIONS = 200
_PRECISE = 1e-3  # change of the degrees of freedom at which it ends
_PATIENCE = 10  # iterations before a piece may be left out
_NOTHING = 0.02  # degrees of freedom below which a piece is as good as gone
_TINY = 1e-12  # beside 1: rounding
_SMALLEST_PENALTY, _LARGEST_PENALTY = 1e-9, 1e12


class Surface(NamedTuple):
    """A smoothed figure at the points that it was smoothed over."""

    fitted: Floats  # shape (points,)
    degrees_of_freedom: float  # that the surface uses
    noise: float  # standard deviation of what is left


def smooth(points: Floats, observed: Floats) -> Surface:
    """Estimate the expectation of a figure at each point.

    Parameters
    ----------
    points
        Parameters, shape (points, parameters); what they are measured in does not matter.
    observed
        Noisy figures there, shape (points,).

    References
    ----------
    Strong, M., Oakley, J. E., Brennan, A. (2014). Estimating multiparameter partial expected value
    of perfect information from a probabilistic sensitivity analysis sample: a nonparametric
    regression approach. Medical Decision Making 34, 311-326. doi:10.1177/0272989X12465910

    Wood, S. N., Fasiolo, M. (2017). A generalized Fellner-Schall method for smoothing parameter
    optimization. Biometrics 73, 1071-1081. doi:10.1111/biom.12666
    """
    mean = math.fsum(observed.tolist()) / observed.size
    spread = float(observed.std())
    varying = points[:, points.std(axis=0) > 0.0]
    if spread <= _TINY * max(1.0, abs(mean)) or not varying.shape[1]:
        return Surface(np.full(observed.size, mean), 0.0, spread)
    scaled = (observed - mean) / spread
    kept = _keep_telling(_standardise(varying), scaled)
    if not kept.shape[1]:
        return Surface(np.full(observed.size, mean), 0.0, spread)
    fitted, degrees, noise = _fit(_make_pieces(kept, scaled), scaled)
    return Surface(mean + spread * fitted, degrees, spread * noise)


def _standardise(columns: Floats) -> Floats:
    spreads = columns.std(axis=0)
    kept = spreads > _TINY
    return np.asarray((columns[:, kept] - columns[:, kept].mean(axis=0)) / spreads[kept])


def _keep_telling(columns: Floats, observed: Floats) -> Floats:
    """Keep the parameters that tell most by themselves, as many as the points can carry.

    Of many, some always seem to tell something: most of those that are kept must really do.
    """
    most = max(1, min(_MOST_PARAMETERS, observed.size // _DRAWS_PER_PARAMETER))
    if columns.shape[1] <= most:
        return columns
    chances = find_chances(columns, observed)
    telling = find_telling(chances, false_share=_FALSE_SHARE)
    chosen = [at for at in np.argsort(chances, kind="stable").tolist() if telling[at]][:most]
    return columns[:, sorted(chosen)]


def _make_pieces(columns: Floats, observed: Floats) -> list[Floats]:
    """Make straight lines, curves, and products of those that tell most."""
    pieces = []
    sides = []
    for column in columns.T:
        curves = _make_curves(column)
        pieces.append(column[:, np.newaxis])
        if curves.shape[1]:
            pieces.append(curves)
        smoothest = _standardise(curves[:, :_CURVES_IN_PRODUCTS])
        sides.append(np.column_stack([column, smoothest]))
    told = [float(((side.T @ observed) ** 2).sum()) for side in sides]
    chosen = sorted(sorted(range(len(sides)), key=lambda at: -told[at])[:_MOST_IN_PRODUCTS])
    for one, other in combinations(chosen, 2):
        products = np.einsum("na,nb->nab", sides[one], sides[other])
        pieces.append(_standardise(products.reshape(observed.size, -1)))
    return pieces


def _make_curves(column: Floats) -> Floats:
    """Give natural cubic splines without their straight part, the smoothest first.

    The columns are scaled so that the sum of squared coefficients is what the curve bends.
    """
    from scipy.interpolate import CubicSpline

    knots = np.unique(np.quantile(column, np.linspace(0.0, 1.0, _KNOTS)))
    if knots.size < 4:  # noqa: PLR2004 - fewer make no curve worth the name
        return np.empty((column.size, 0))
    spline = CubicSpline(knots, np.eye(knots.size), bc_type="natural")
    bends, gaps = spline(knots, 2), np.diff(knots)
    # The second derivative is straight between knots: its square is integrated exactly.
    mass = np.diag(np.r_[gaps, 0.0] + np.r_[0.0, gaps]) / 3.0
    mass += np.diag(gaps, 1) / 6.0 + np.diag(gaps, -1) / 6.0
    bending, directions = np.linalg.eigh(bends.T @ mass @ bends)
    bent = bending > 1e-9 * bending[-1]
    curves = spline(column) @ directions[:, bent] / np.sqrt(bending[bent])
    straight = np.column_stack([np.ones(column.size), column])
    return np.asarray(curves - straight @ np.linalg.lstsq(straight, curves)[0])


class _Step(NamedTuple):
    """A fit with given penalties."""

    slopes: Floats
    used: Floats  # degrees of freedom, by piece
    squares: Floats  # of all slopes, by piece
    noise: float  # variance of what is left


def _fit(pieces: list[Floats], observed: Floats) -> tuple[Floats, float, float]:
    """Fit all pieces, and find a penalty for each: degrees used by it over its squared size.

    Pieces that have shrunk to nothing are left out from then on.
    """
    # One scale a piece: within it, smoother curves keep the right to be larger.
    columns = np.column_stack([one / _find_width(one) for one in pieces])
    owners = np.repeat(np.arange(len(pieces)), [one.shape[1] for one in pieces])
    products, targets = columns.T @ columns, columns.T @ observed
    penalties = np.ones(len(pieces))
    degrees = math.inf
    for iteration in range(_ITERATIONS):
        step = _solve(products, targets, penalties[owners], owners, observed)
        if abs(step.used.sum() - degrees) < _PRECISE:
            break
        degrees = float(step.used.sum())
        penalties = step.noise * step.used / np.maximum(step.squares, 1e-300)
        penalties = np.clip(penalties, _SMALLEST_PENALTY, _LARGEST_PENALTY)
        kept = (step.used >= _NOTHING)[owners]
        if iteration >= _PATIENCE and not kept.all():
            columns, owners, targets = columns[:, kept], owners[kept], targets[kept]
            products = products[np.ix_(kept, kept)]
            step = step._replace(slopes=step.slopes[kept])
    return columns @ step.slopes, float(step.used.sum()), math.sqrt(step.noise)


def _solve(
    products: Floats,
    targets: Floats,
    penalties: Floats,
    owners: npt.NDArray[np.int64],
    observed: Floats,
) -> _Step:
    """Fit with given penalties, one a column."""
    n_pieces = int(owners.max(initial=-1)) + 1
    inverse = np.linalg.inv(products + np.diag(penalties))
    slopes = inverse @ targets
    shrunk = 1.0 - penalties * np.diag(inverse)
    used = np.maximum(np.bincount(owners, shrunk, n_pieces), 0.0).astype(np.float64)
    left = max(1.0, observed.size - 1.0 - float(used.sum()))
    missed = float(observed @ observed - 2.0 * (slopes @ targets) + slopes @ products @ slopes)
    squares = np.bincount(owners, slopes**2, n_pieces).astype(np.float64)
    return _Step(slopes, used, squares, max(missed / left, _TINY))


def _find_width(columns: Floats) -> float:
    return max(_TINY, math.sqrt(float((columns**2).mean(axis=0).max())))
