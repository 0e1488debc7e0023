"""Make many intervals hold together: each gets a smaller chance to be wrong."""

from __future__ import annotations

from typing import Literal

import numpy as np
import numpy.typing as npt

from goodwill.draws import draw_many, person_id, seed_key

Floats = npt.NDArray[np.float64]

Family = Literal["bonferroni", "max_t"]
"""How a family of intervals is made to hold together: ``bonferroni`` under any dependence and at
any size; ``max_t`` by resampling worlds, which is sharper where figures move together."""

N_RESAMPLES = 2_000
_WITH_LUCK_OF_ITS_OWN = 0  # no decision of a world: codes of those begin with 1
_BLOCK = 250  # resamples at a time: keeps memory small


def share_errors(error: float, n_intervals: int) -> float:
    """Give the chance to be wrong that each of several intervals may have (Bonferroni).

    Examples
    --------
    >>> share_errors(0.05, 10)
    0.005
    """
    return error / max(1, n_intervals)


def resample_errors(
    residuals: Floats, error: float, seed: int, *, n_resamples: int = N_RESAMPLES
) -> float:
    """Give the chance to be wrong that each of several intervals may have, by resampling worlds.

    The largest of all studentised means is what every interval has to withstand: how large it gets
    is learnt from resampled worlds, all figures of a world together. The answer is never less
    than Bonferroni's, which holds whatever the dependence, nor more than the error itself.

    Parameters
    ----------
    residuals
        Of every figure, mean zero, shape (worlds, figures); none of them constant.
    error
        That all together may have, such as 0.05.
    seed
        Of the resampling: the same seed gives the same answer.
    n_resamples
        How often to resample.

    References
    ----------
    Romano, J. P., Wolf, M. (2005). Exact and approximate stepdown methods for multiple hypothesis
    testing. Journal of the American Statistical Association 100, 94-108.
    """
    from scipy.special import stdtr

    n_worlds, n_figures = residuals.shape
    scaled = residuals / np.sqrt((residuals**2).mean(axis=0))
    largest = np.concatenate(
        [
            _find_largest(scaled, resample_worlds(n_worlds, range(start, start + _BLOCK), seed))
            for start in range(0, n_resamples, _BLOCK)
        ]
    )[:n_resamples]
    critical = float(np.quantile(largest, 1.0 - error, method="higher"))
    found = 2.0 * float(stdtr(n_worlds - 1, -critical))
    return min(error, max(found, share_errors(error, n_figures)))


def resample_worlds(n_worlds: int, resamples: range, seed: int) -> Floats:
    """Give how often each world is in each resample, shape (resamples, worlds).

    Parameters
    ----------
    n_worlds
        Drawn from these, as many, with repetition.
    resamples
        Numbers of the resamples, from 0: each has luck of its own by its number.
    seed
        Of all of them.
    """
    luck = draw_many(
        seed_key(seed),
        person_id("resampled worlds"),
        _WITH_LUCK_OF_ITS_OWN,
        0,
        np.arange(n_worlds)[np.newaxis, :],
        np.asarray(resamples)[:, np.newaxis],
    )
    chosen = np.minimum((luck * n_worlds).astype(np.int64), n_worlds - 1)
    counts = np.zeros((len(resamples), n_worlds))
    np.add.at(counts, (np.arange(len(resamples))[:, np.newaxis], chosen), 1.0)
    return counts


def _find_largest(scaled: Floats, counts: Floats) -> Floats:
    """Give the largest studentised mean of each resample."""
    n_worlds = scaled.shape[0]
    means = counts @ scaled / n_worlds
    variances = counts @ (scaled**2) / n_worlds - means**2
    # A resample of one world only has no spread: it says nothing.
    errors = np.sqrt(np.maximum(variances, 1e-12) / (n_worlds - 1))
    return np.asarray(np.abs(means / errors).max(axis=1))
