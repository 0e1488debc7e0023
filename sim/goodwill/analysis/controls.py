"""Take known luck out of an estimate: regress figures on luck whose expectation is zero.

Engines book, beside every sampled decision, the probability with which it was sampled. What came
out less what was to be expected (the ``luck_*`` metrics) has mean zero at any horizon, whatever
strategies do about it: a control variate that costs nothing.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from goodwill.analysis.intervals import Interval

Floats = npt.NDArray[np.float64]

_MONEY = ("deal_size", "won")
CONTROLS: dict[str, tuple[str, ...]] = {
    "conversions": ("won", "connected"),
    "revenue": _MONEY,
    "profit": _MONEY,
    "net_value": _MONEY,
    "opportunities": ("interested",),
    "pipeline": ("interested",),
    "meetings_agreed": ("interested",),
    "meetings_held": ("meeting_held", "interested"),
    "no_shows": ("meeting_held", "interested"),
    "interested_replies": ("interested",),
    "clicks": ("click",),
    "opt_outs": ("opt_out",),
    "opt_outs_per_1000": ("opt_out",),
    "complaints": ("complaint",),
    "complaints_per_1000": ("complaint",),
    "angry_replies": ("angry_reply",),
    "angry_replies_per_1000": ("angry_reply",),
    "not_interested": ("not_interested",),
    "posts": ("posted",),
    "posts_bad": ("posted",),
    "told_bad": ("told",),
    "told_good": ("told",),
}
"""Luck that a figure hangs on, the strongest first; figures that are not here have none.

Not posts for what the brand comes to: in most worlds there are none, so that their luck is nothing
but minus what was to be expected, which goes along with the damage itself.
"""

_LEAST_DEGREES = 7  # of freedom that the regression has to leave
_OBSERVATIONS_PER_CONTROL = 2.5
_RANK_TOLERANCE = 1e-9


class Adjusted(NamedTuple):
    """The mean of some figure, after luck was taken out."""

    mean: float
    standard_error: float
    degrees_of_freedom: float
    residuals: Floats  # one an observation, sum zero
    n_controls: int  # that were of use
    weights: Floats  # of each squared residual in the variance of the mean


def choose_controls(metric: str, n_observations: int) -> tuple[str, ...]:
    """Name the control variates for a metric, as many as so few observations can carry.

    What is chosen depends on the metric and the number of observations alone, never on what was
    observed: an interval that was picked for its shortness would not hold what it promises.

    Returns
    -------
    tuple of str
        Names of metrics, ``luck_won`` and the like; empty where a plain mean is all that there is.
    """
    named = CONTROLS.get(metric, ())
    most = min(
        n_observations - 1 - _LEAST_DEGREES, math.floor(n_observations / _OBSERVATIONS_PER_CONTROL)
    )
    return tuple(f"luck_{one}" for one in named[: max(0, most)])


def adjust(observations: Floats, controls: Floats) -> Adjusted:
    """Estimate a mean by least squares on controls whose expectation is zero.

    Parameters
    ----------
    observations
        Shape (n,), n of 2 or more.
    controls
        Shape (n, q), of expectation zero; those that never vary, or only together with others, are
        of no use and do no harm.

    Returns
    -------
    Adjusted
        The intercept. Its standard error does not presume that luck and what is left are
        independent: residuals count by what they would be without their own observation's pull
        (HC2), with the degrees of freedom that Bell and McCaffrey give, n - 1 without controls.

    References
    ----------
    Lavenberg, S. S., Welch, P. D. (1981). A perspective on the use of control variables to increase
    the efficiency of Monte Carlo simulations. Management Science 27, 322-335.

    Bell, R. M., McCaffrey, D. F. (2002). Bias reduction in standard errors for linear regression
    with multi-stage samples. Survey Methodology 28, 169-181.
    """
    return adjust_each(observations[:, np.newaxis], controls)[0]


def adjust_each(columns: Floats, controls: Floats) -> list[Adjusted]:
    """Estimate the means of several columns by the same controls, each as :func:`adjust` does.

    Parameters
    ----------
    columns
        Shape (n, k).
    controls
        Shape (n, q).
    """
    basis, offset = _orthogonalise(controls)
    weights, degrees = _weigh(basis, offset)
    return [_adjust(column, basis, offset, weights, degrees) for column in columns.T]


def find_interval(adjusted: Adjusted, confidence: float) -> Interval:
    """Give Student's interval around an adjusted mean."""
    from scipy.special import stdtrit

    quantile = float(stdtrit(adjusted.degrees_of_freedom, (1.0 + confidence) / 2.0))
    half = quantile * adjusted.standard_error if adjusted.standard_error else 0.0
    return Interval(adjusted.mean, adjusted.mean - half, adjusted.mean + half)


def _adjust(
    observations: Floats, basis: Floats, offset: Floats, weights: Floats, degrees: float
) -> Adjusted:
    n_observations, rank = basis.shape
    mean = math.fsum(observations.tolist()) / n_observations
    deviations = observations - mean
    slopes = basis.T @ deviations
    residuals = deviations - basis @ slopes
    variance = math.fsum((weights * residuals**2).tolist())
    if n_observations - 1 - rank < 1:
        variance, degrees = math.inf, 0.0
    return Adjusted(
        mean - float(offset @ slopes), math.sqrt(variance), degrees, residuals, rank, weights
    )


def _weigh(basis: Floats, offset: Floats) -> tuple[Floats, float]:
    """Give the weight of each squared residual, and the degrees of freedom of their sum."""
    n_observations = basis.shape[0]
    shares = 1.0 / n_observations - basis @ offset  # of each observation in the estimate
    pulls = 1.0 / n_observations + (basis**2).sum(axis=1)
    free = 1.0 - pulls > _RANK_TOLERANCE  # the others have no residual at all
    weights = np.where(free, shares**2 / np.where(free, 1.0 - pulls, 1.0), 0.0)
    whole = np.column_stack([np.full(n_observations, n_observations**-0.5), basis])
    crossed = (whole.T * weights) @ whole
    squares = float((weights**2 * (1.0 - 2.0 * pulls)).sum() + (crossed**2).sum())
    total = float((weights * (1.0 - pulls)).sum())
    return weights, total**2 / squares if squares > 0.0 else 0.0


def _orthogonalise(controls: Floats) -> tuple[Floats, Floats]:
    """Give an orthonormal basis of the centred controls, and where their mean lies in it.

    The mean of the controls, in the units of the basis: what is to be subtracted per unit of slope.
    """
    means = controls.mean(axis=0)
    centred = controls - means
    spreads = np.sqrt((centred**2).sum(axis=0))
    useful = spreads > _RANK_TOLERANCE * np.maximum(1.0, np.abs(means))
    if not useful.any():
        return np.empty((controls.shape[0], 0)), np.empty(0)
    scaled, shift = centred[:, useful] / spreads[useful], means[useful] / spreads[useful]
    left, sizes, right = np.linalg.svd(scaled, full_matrices=False)
    kept = sizes > _RANK_TOLERANCE * sizes[0]
    return left[:, kept], (right[kept] @ shift) / sizes[kept]
