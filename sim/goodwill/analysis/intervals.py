"""Say how far few observations carry: intervals around means, differences and shares."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

CONFIDENCE = 0.95
ERRORS_TO_TELL = 1.959963984540054
"""Standard errors that a normal mean's interval of that confidence reaches to either side."""


class Interval(NamedTuple):
    """An estimate and the range that the truth is in, with the confidence asked for."""

    estimate: float
    low: float
    high: float

    @property
    def clear(self) -> bool:
        """Say whether the range is all on one side of zero."""
        return self.low > 0 or self.high < 0


def estimate_mean(observations: Sequence[float], *, confidence: float = CONFIDENCE) -> Interval:
    """Estimate a mean by Student's t; of paired differences, the mean difference.

    Parameters
    ----------
    observations
        Independent ones, as of replications; at least one.
    confidence
        Between 0 and 1.

    Returns
    -------
    Interval
        With one observation: without bounds, -inf to inf.

    Examples
    --------
    >>> interval = estimate_mean([1.0, 2.0, 3.0])
    >>> round(interval.low, 3), interval.estimate, round(interval.high, 3)
    (-0.484, 2.0, 4.484)
    """
    n_observations = len(observations)
    mean = math.fsum(observations) / n_observations
    if n_observations == 1:
        return Interval(mean, -math.inf, math.inf)
    from scipy.special import stdtrit

    squares = math.fsum((one - mean) ** 2 for one in observations)
    error = math.sqrt(squares / (n_observations - 1) / n_observations)
    half = float(stdtrit(n_observations - 1, (1 + confidence) / 2)) * error
    return Interval(mean, mean - half, mean + half)


def estimate_share(n_hits: float, n_trials: int, *, confidence: float = CONFIDENCE) -> Interval:
    """Estimate a share by Wilson's score interval.

    Parameters
    ----------
    n_hits, n_trials
        How often it happened, ties in parts, and how often it could have; at least one trial.
    confidence
        Between 0 and 1.

    References
    ----------
    Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference.
    Journal of the American Statistical Association 22, 209-212.

    Examples
    --------
    >>> interval = estimate_share(0, 10)
    >>> round(interval.low, 3), round(interval.high, 3)
    (0.0, 0.278)
    """
    from scipy.special import ndtri

    z = float(ndtri((1 + confidence) / 2))
    share = n_hits / n_trials
    scale = 1 + z * z / n_trials
    centre = (share + z * z / (2 * n_trials)) / scale
    half = z / scale * math.sqrt(share * (1 - share) / n_trials + z * z / (4 * n_trials**2))
    return Interval(share, max(0.0, centre - half), min(1.0, centre + half))
