"""Estimate figures of the engine from a number of worlds, with intervals."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from goodwill.calibration.cases.curves import LEVEL

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]


class Estimate(NamedTuple):
    """A figure, and the interval of :data:`~goodwill.calibration.cases.curves.LEVEL` for it."""

    value: float
    low: float
    high: float

    def write(self, digits: int) -> str:
        """Write it as a figure and its interval."""
        return f"{self.value:.{digits}f} ({self.low:.{digits}f} to {self.high:.{digits}f})"


def estimate(counts: Integers, find: Callable[[Floats], float]) -> Estimate:
    """Estimate a figure of what many worlds would come to, from some (jackknife).

    Parameters
    ----------
    counts
        What was counted in each world, shape (worlds, columns).
    find
        Gives the figure of means over worlds, shape (columns,).

    Returns
    -------
    Estimate
        Without the part of the figure that comes of the number of worlds alone, to first order.

    References
    ----------
    Efron, B. (1982). The jackknife, the bootstrap and other resampling plans. SIAM.
    """
    from scipy.stats import t

    n_worlds = len(counts)
    total = counts.sum(axis=0, dtype=np.float64)
    whole = find(total / n_worlds)
    without = np.array([find((total - row) / (n_worlds - 1)) for row in counts])
    value = n_worlds * whole - (n_worlds - 1) * float(without.mean())
    error = float(np.sqrt((n_worlds - 1) * without.var()))
    reach = float(t.ppf((1.0 + LEVEL) / 2.0, n_worlds - 1)) * error
    return Estimate(value, value - reach, value + reach)
