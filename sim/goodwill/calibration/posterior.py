"""Hold what is believed once data have been seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from goodwill.calibration.reference import Floats
from goodwill.errors import ResultError

LEVEL = 0.9
"""Of the intervals by which widths are compared."""

MOST_OF_PRIOR = 0.8
"""Width beside the prior's above which a number counts as not identified."""


@dataclass(frozen=True, slots=True, eq=False)
class Posterior:
    """Draws of the parameters' numbers that go with the data.

    Attributes
    ----------
    names
        Of the numbers.
    shares
        Where each draw lies in the prior, shape (draws, numbers), in (0, 1).
    weights
        Of each draw; they sum to 1.
    surprise
        Share of simulated data sets that are less far from the rest than the observed data, 0 to 1:
        near 1, the model could hardly have made such data.

    Raises
    ------
    ResultError
        The shapes do not go together.
    """

    names: tuple[str, ...]
    shares: Floats = field(repr=False)
    weights: Floats = field(repr=False)
    surprise: float = 0.0

    def __post_init__(self) -> None:
        """Check that all parts go together, and close the figures to changes."""
        if self.shares.shape != (self.weights.size, len(self.names)):
            raise ResultError(
                f"posterior: shares {self.shares.shape}, {self.weights.size} weights, "
                f"{len(self.names)} names."
            )
        self.shares.setflags(write=False)
        self.weights.setflags(write=False)

    @property
    def n_draws(self) -> int:
        """Give the number of draws."""
        return int(self.weights.size)

    @property
    def effective_size(self) -> float:
        """Give how many equally weighted draws would say as much (Kish)."""
        return float(1.0 / (self.weights**2).sum())

    @property
    def widths(self) -> Floats:
        """Give the width of each number's 90 % interval beside the prior's, shape (numbers,)."""
        low, high = self.find_quantiles(((1.0 - LEVEL) / 2.0, (1.0 + LEVEL) / 2.0))
        return np.asarray((high - low) / LEVEL)

    @property
    def contraction(self) -> Floats:
        """Give what data took away of each number's width: 0 nothing, 1 all; may be negative."""
        return np.asarray(1.0 - self.widths)

    @property
    def identified(self) -> npt.NDArray[np.bool_]:
        """Say of each number whether the data narrowed it; the others are to keep their prior."""
        return np.asarray(self.widths <= MOST_OF_PRIOR)

    def find_quantiles(self, levels: Sequence[float]) -> Floats:
        """Give quantiles in shares of the prior, shape (levels, numbers)."""
        return np.column_stack(
            [find_quantiles(column, self.weights, levels) for column in self.shares.T]
        ).reshape(len(levels), len(self.names))

    def find_ranks(self, shares: Floats) -> Floats:
        """Give the share of draws that lie below given shares, shape (numbers,)."""
        return np.asarray(self.weights @ (self.shares < shares))

    def resample(self, n_draws: int, seed: int) -> Floats:
        """Draw rows by their weights, jointly, shape (draws, numbers).

        Systematic resampling: each row comes as often as its weight says, give or take one.
        """
        start = np.random.default_rng(seed).random()
        places = (start + np.arange(n_draws)) / n_draws
        rows = np.searchsorted(np.cumsum(self.weights), places)
        return np.asarray(self.shares[np.minimum(rows, self.n_draws - 1)])


def find_quantiles(values: Floats, weights: Floats, levels: Sequence[float]) -> Floats:
    """Give quantiles of weighted values, shape (levels,).

    Examples
    --------
    >>> import numpy as np
    >>> find_quantiles(np.array([3.0, 1.0, 2.0]), np.full(3, 1 / 3), [0.5]).tolist()
    [2.0]
    """
    order = np.argsort(values, kind="stable")
    sums = np.cumsum(weights[order])
    middles = (sums - 0.5 * weights[order]) / sums[-1]
    return np.asarray(np.interp(np.asarray(levels), middles, values[order]))
