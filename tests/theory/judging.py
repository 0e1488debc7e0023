"""Compare what was simulated with what theory says, in standard errors."""

from math import sqrt

import numpy as np
import numpy.typing as npt

LIMIT = 4.5
"""Standard errors by which an estimate may miss: exceeded once in 147,000 true cases."""

ALMOST_NEVER = 6.8e-6
"""The two-sided normal probability beyond :data:`LIMIT`."""


def miss(estimate: float, exact: float, standard_error: float) -> float:
    """Give the standard errors by which an estimate misses the truth, signed."""
    assert standard_error > 0.0
    return (estimate - exact) / standard_error


def miss_of_mean(samples: npt.ArrayLike, exact: float) -> float:
    """Give it for the mean of independent samples; their spread is estimated."""
    numbers = np.asarray(samples, dtype=float)
    return miss(float(numbers.mean()), exact, float(numbers.std(ddof=1)) / sqrt(numbers.size))


def miss_of_share(hits: int, n: int, exact: float) -> float:
    """Give it for a share of `n` independent trials."""
    return miss(hits / n, exact, sqrt(exact * (1.0 - exact) / n))


def miss_of_variance(samples: npt.ArrayLike, exact: float, fourth_cumulant: float) -> float:
    """Give it for the variance of independent samples whose fourth cumulant is known."""
    numbers = np.asarray(samples, dtype=float)
    variance = fourth_cumulant / numbers.size + 2.0 * exact * exact / (numbers.size - 1)
    return miss(float(numbers.var(ddof=1)), exact, sqrt(variance))
