"""Estimate ratios of two means, and where a sum of two weighted means changes its sign."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from goodwill.analysis.controls import adjust
from goodwill.analysis.intervals import CONFIDENCE

Floats = npt.NDArray[np.float64]


class Two(NamedTuple):
    """Two means of the same worlds, and how they err together."""

    first: float
    second: float
    first_variance: float
    second_variance: float
    covariance: float
    degrees_of_freedom: float

    def weigh(self, weight: float) -> tuple[float, float]:
        """Give first + weight x second, and its standard error."""
        variance = (
            self.first_variance
            + 2.0 * weight * self.covariance
            + weight * weight * self.second_variance
        )
        return self.first + weight * self.second, math.sqrt(max(0.0, variance))


class Stretch(NamedTuple):
    """A range of weights in which a sum has one sign, or an open one."""

    low: float
    high: float
    sign: int  # 1 or -1: clearly so; 0: open


class Ratio(NamedTuple):
    """A ratio of two means.

    Its range may be open on a side, have a hole in the middle, or be everything: whenever the
    denominator may be nought.
    """

    estimate: float  # nan: nought by nought
    ranges: tuple[tuple[float, float], ...]  # ascending


def estimate_two(first: Floats, second: Floats, controls: Floats) -> Two:
    """Estimate two means together, the same luck taken out of both.

    Parameters
    ----------
    first, second
        Observations, shape (n,), n of 2 or more.
    controls
        Of expectation zero, shape (n, q).
    """
    mine, yours = adjust(first, controls), adjust(second, controls)
    together = math.inf
    if mine.degrees_of_freedom > 0.0:
        together = math.fsum((mine.weights * mine.residuals * yours.residuals).tolist())
    return Two(
        mine.mean,
        yours.mean,
        mine.standard_error**2,
        yours.standard_error**2,
        together,
        mine.degrees_of_freedom,
    )


def find_signs(
    two: Two, *, confidence: float = CONFIDENCE, low: float = -math.inf, high: float = math.inf
) -> tuple[Stretch, ...]:
    """Find for which weights first + weight x second is clearly above or below 0.

    The true turning point lies in one of the open stretches with the confidence asked for.

    Parameters
    ----------
    two
        The means.
    confidence
        Between 0 and 1.
    low, high
        Weights to look at.

    Returns
    -------
    tuple of Stretch
        Ascending, without gaps from `low` to `high`; neighbours differ in sign.

    References
    ----------
    Fieller, E. C. (1954). Some problems in interval estimation. Journal of the Royal Statistical
    Society B 16, 175-185.
    """
    from scipy.special import stdtrit

    if two.degrees_of_freedom < 1:
        return (Stretch(low, high, 0),)
    quantile = float(stdtrit(two.degrees_of_freedom, (1.0 + confidence) / 2.0))
    inside = [one for one in _find_edges(two, quantile) if low < one < high]
    edges = [low, *inside, high]
    stretches: list[Stretch] = []
    for start, end in pairwise(edges):
        value, error = two.weigh(_find_middle(start, end))
        sign = 0 if abs(value) <= quantile * error else int(math.copysign(1, value))
        if stretches and stretches[-1].sign == sign:
            stretches[-1] = stretches[-1]._replace(high=end)
        else:
            stretches.append(Stretch(start, end, sign))
    return tuple(stretches)


def estimate_ratio(
    numerators: Floats, denominators: Floats, *, confidence: float = CONFIDENCE
) -> Ratio:
    """Estimate the ratio of two means, such as complaints per deal; never the mean of ratios.

    Parameters
    ----------
    numerators, denominators
        One each a world, shape (n,), n of 2 or more.
    confidence
        Between 0 and 1.

    Examples
    --------
    >>> import numpy as np
    >>> ratio = estimate_ratio(np.array([2.0, 4.0, 3.0]), np.array([14.0, 16.0, 15.0]))
    >>> round(ratio.estimate, 3), [tuple(round(x, 3) for x in one) for one in ratio.ranges]
    (0.2, [(0.041, 0.314)])
    """
    no_controls = np.empty((numerators.size, 0))
    two = estimate_two(numerators, -denominators, no_controls)
    stretches = find_signs(two, confidence=confidence)
    ranges = tuple((one.low, one.high) for one in stretches if one.sign == 0)
    return Ratio(divide(two.first, -two.second), ranges)


def divide(numerator: float, denominator: float) -> float:
    """Divide; by nought: infinite, or nan for nought by nought."""
    if denominator:
        return numerator / denominator
    return math.copysign(math.inf, numerator) if numerator else math.nan


def _find_edges(two: Two, quantile: float) -> list[float]:
    """Give the weights at which the sum is just as far from 0 as its error reaches, ascending."""
    square = quantile * quantile
    # A quadratic in the weight: above 0 where the sign is clear.
    a = two.second**2 - square * two.second_variance
    b = 2.0 * (two.first * two.second - square * two.covariance)
    c = two.first**2 - square * two.first_variance
    if not all(map(math.isfinite, (a, b, c))):
        return []
    if a == 0.0:
        return [-c / b] if b else []
    discriminant = b * b - 4.0 * a * c
    if discriminant < 0.0:
        return []
    # The sum that does not cancel; the other root by the product of both.
    stable = -0.5 * (b + math.copysign(math.sqrt(discriminant), b))
    roots = {stable / a, c / stable} if stable else {0.0}
    return sorted(roots)


def _find_middle(low: float, high: float) -> float:
    """Give a weight well inside a stretch, which may be open."""
    if math.isinf(low) and math.isinf(high):
        return 0.0
    if math.isinf(low):
        return high - max(1.0, abs(high))
    if math.isinf(high):
        return low + max(1.0, abs(low))
    return 0.5 * (low + high)
