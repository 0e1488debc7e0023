"""Tell parameters that say something about a figure from those that only seem to."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

ERROR = 0.05
"""Chance that of all parameters together one is said to matter that does not."""

_FEWEST = 8  # points below which nothing can be told
_MOST_IN_PRODUCTS = 6
_TINY = 1e-12  # beside 1: rounding


def find_chances(columns: Floats, observed: Floats) -> Floats:
    """Give how likely each parameter would tell so much if it had nothing to do with a figure.

    What it tells is what a straight line and a parabola explain of the figure's ranks by those of
    the parameter (F test): a few outliers, as of single large deals, are no sign of anything.

    Parameters
    ----------
    columns
        Shape (points, parameters).
    observed
        Figures, shape (points,).

    Returns
    -------
    ndarray of float64, shape (parameters,)
        From 0 to 1; 1 for what does not vary.
    """
    from scipy.special import fdtrc

    n_points = observed.size
    chances = np.ones(columns.shape[1])
    spread = float(observed.std())
    if n_points < _FEWEST or spread <= _TINY * max(1.0, float(np.abs(observed).max())):
        return chances
    figures, centred = _rank(observed[:, np.newaxis])[:, 0], _rank(columns)
    squares = float(figures @ figures)
    line = _norm(centred)
    bent = _norm(centred) ** 2
    bent -= bent.mean(axis=0)
    parabola = _norm(bent - line * (line * bent).sum(axis=0))
    told = ((line.T @ figures) ** 2 + (parabola.T @ figures) ** 2) / squares
    left = np.maximum(1.0 - told, _TINY)
    found = fdtrc(2.0, n_points - 3.0, told / 2.0 / (left / (n_points - 3.0)))
    return np.asarray(np.where((line != 0.0).any(axis=0), found, chances))


def find_chance_of_any(columns: Floats, observed: Floats) -> float:
    """Give how likely any of some parameters, or a product of two, would tell so much by chance.

    The least chance times their number (Bonferroni): holds whatever they have to do with another.
    """
    centred = _norm(columns - columns.mean(axis=0))
    telling = centred
    if 1 < columns.shape[1] <= _MOST_IN_PRODUCTS:
        pairs = [
            centred[:, one] * centred[:, two]
            for one, two in combinations(range(columns.shape[1]), 2)
        ]
        telling = np.column_stack([centred, *pairs])
    if not telling.shape[1]:
        return 1.0
    least = float(find_chances(telling, observed).min())
    return min(1.0, float(telling.shape[1] * least))


def find_telling(chances: Floats, *, false_share: float) -> npt.NDArray[np.bool_]:
    """Choose the parameters that tell something, some of which may only seem to.

    Parameters
    ----------
    chances
        From :func:`find_chances`.
    false_share
        Of those chosen, the share that may have nothing to do with the figure, on average.

    References
    ----------
    Benjamini, Y., Hochberg, Y. (1995). Controlling the false discovery rate: a practical and
    powerful approach to multiple testing. Journal of the Royal Statistical Society B 57, 289-300.
    """
    order = np.argsort(chances, kind="stable")
    allowed = false_share * np.arange(1, chances.size + 1) / max(1, chances.size)
    passed = np.flatnonzero(chances[order] <= allowed)
    chosen = np.zeros(chances.size, np.bool_)
    if passed.size:
        chosen[order[: passed[-1] + 1]] = True
    return chosen


def _rank(columns: Floats) -> Floats:
    """Put ranks in place of numbers, those of equal ones averaged, and centre them."""
    from scipy.stats import rankdata

    ranks = np.asarray(rankdata(columns, axis=0), np.float64)
    return np.asarray(ranks - ranks.mean(axis=0))


def _norm(columns: Floats) -> Floats:
    """Scale columns to length 1; those that are nothing stay nothing."""
    lengths = np.sqrt((columns**2).sum(axis=0))
    return np.asarray(np.where(lengths > _TINY, columns / np.maximum(lengths, _TINY), 0.0))
