"""Say whether a way to infer can be believed: on data sets whose truth is known.

If data are made with draws of the prior, the truth's rank among the posterior's draws is uniform,
for every parameter and for every figure that is made of parameters and data (simulation-based
calibration); and intervals hold the truth as often as they say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from goodwill.calibration.bands import find_bands, find_coverage_band
from goodwill.calibration.learning import learn_summaries
from goodwill.calibration.posterior import LEVEL, Posterior
from goodwill.calibration.reference import Floats, Reference

Quantity = Callable[[Floats, Floats], Floats]
"""A figure of parameters and data: shares (draws, numbers), summaries (summaries,) -> (draws,)."""

Inference = Callable[[Floats], Posterior]
"""Data in, posterior out."""

Told = Callable[[int, int], None]

JOINT_LEVEL = 0.95
"""Chance that a sound way to infer passes all of its checks of one sort."""


class Trial(NamedTuple):
    """What came of inferring from data sets of known truth.

    Attributes
    ----------
    names
        Of the parameters' numbers, then of the other quantities.
    ranks
        Share of the posterior below the truth, shape (data sets, names).
    covered
        Whether the 90 % interval holds the truth, shape (data sets, numbers).
    widths
        Of the intervals beside the prior's, shape (data sets, numbers).
    """

    names: tuple[str, ...]
    ranks: Floats
    covered: npt.NDArray[np.bool_]
    widths: Floats


class RankCheck(NamedTuple):
    """Whether the ranks of one quantity are uniform."""

    name: str
    farthest: float  # from the band's middle, in half widths; above 1: outside somewhere
    inside: bool


class CoverageCheck(NamedTuple):
    """Whether the intervals of one number hold the truth as often as they say."""

    name: str
    covered: float
    low: float  # of the band
    high: float
    inside: bool


def try_data_sets(
    inference: Inference,
    shares: Floats,
    summaries: Floats,
    *,
    quantities: Mapping[str, Quantity] | None = None,
    told: Told | None = None,
) -> Trial:
    """Infer from data sets whose truth is known.

    Parameters
    ----------
    inference
        What is tried, such as ``partial(infer, reference, learnt=learnt)``; none of the data sets
        may be in what it infers from.
    shares, summaries
        The truth of each data set, drawn from the prior, and its figures.
    quantities
        Figures to rank besides the parameters, by name. A posterior that is given only summaries
        of the data is to be held to figures of those: to others it need not be calibrated.
    told
        Is told how many are done, and how many there are.
    """
    others = quantities or {}
    ranks, covered, widths = [], [], []
    names: tuple[str, ...] = ()
    for truth, figures in zip(shares, summaries, strict=True):
        posterior = inference(figures)
        below = [_rank(find, posterior, truth, figures) for find in others.values()]
        low, high = posterior.find_quantiles(((1.0 - LEVEL) / 2.0, (1.0 + LEVEL) / 2.0))
        ranks.append([*posterior.find_ranks(truth), *below])
        covered.append((low <= truth) & (truth <= high))
        widths.append(posterior.widths)
        names = posterior.names
        if told:
            told(len(ranks), len(shares))
    return Trial((*names, *others), np.array(ranks), np.array(covered), np.array(widths))


def _rank(find: Quantity, posterior: Posterior, truth: Floats, figures: Floats) -> float:
    """Give the share of draws at which a figure is smaller than at the truth."""
    ours = find(posterior.shares, figures)
    return float(posterior.weights @ (ours < find(truth[np.newaxis], figures)))


def check_ranks(
    names: Sequence[str], ranks: Floats, *, level: float = JOINT_LEVEL
) -> tuple[RankCheck, ...]:
    """Check that ranks are uniform: their distribution stays within a simultaneous band.

    Parameters
    ----------
    names
        Of the quantities.
    ranks
        From 0 to 1, shape (data sets, quantities).
    level
        Chance that uniform ranks of all quantities stay within all bands (Bonferroni).

    References
    ----------
    Säilynoja, T., Bürkner, P.-C., Vehtari, A. (2022). Graphical test for discrete uniformity and
    its applications in goodness-of-fit evaluation and multiple sample comparison. Statistics and
    Computing 32, 32. doi:10.1007/s11222-022-10090-6

    Talts, S., Betancourt, M., Simpson, D., Vehtari, A., Gelman, A. (2018). Validating Bayesian
    inference algorithms with simulation-based calibration. arXiv:1804.06788
    """
    points, low, high = find_bands(ranks.shape[0], 1.0 - (1.0 - level) / max(1, len(names)))
    checks = []
    for name, column in zip(names, ranks.T, strict=True):
        below = (column[:, np.newaxis] <= points).mean(axis=0)
        middle, half = (high + low) / 2.0, (high - low) / 2.0
        farthest = float((np.abs(below - middle) / half).max())
        inside = bool(((low <= below) & (below <= high)).all())
        checks.append(RankCheck(name, farthest, inside))
    return tuple(checks)


def check_coverage(
    names: Sequence[str], covered: npt.NDArray[np.bool_], *, level: float = JOINT_LEVEL
) -> tuple[CoverageCheck, ...]:
    """Check that 90 % intervals hold the truth in 90 % of data sets, within a binomial band.

    Parameters
    ----------
    names
        Of the numbers.
    covered
        Shape (data sets, numbers).
    level
        Chance that all sound intervals stay within the band (Bonferroni).
    """
    low, high = find_coverage_band(
        covered.shape[0], LEVEL, 1.0 - (1.0 - level) / max(1, len(names))
    )
    return tuple(
        CoverageCheck(name, float(share), low, high, bool(low <= share <= high))
        for name, share in zip(names, covered.mean(axis=0), strict=True)
    )


def make_likelihood(reference: Reference) -> Quantity:
    """Make a likelihood of the data out of simulations: of the learnt summaries, as if normal.

    Parameters
    ----------
    reference
        Simulated data sets: where the learnt summaries lie, given the parameters, is learnt from
        them in turn.

    Returns
    -------
    Quantity
        Its logarithm, up to a constant of the data.
    """
    learnt = learn_summaries(reference)
    figures = learnt.apply(reference.summaries)
    design = _bend_scores(reference.scores)
    coefficients = np.linalg.lstsq(design, figures)[0]
    residuals = figures - design @ coefficients
    precision = np.linalg.pinv(np.atleast_2d(np.cov(residuals.T)))

    def find_log_likelihood(shares: Floats, summaries: Floats) -> Floats:
        from scipy.special import ndtri

        expected = _bend_scores(np.asarray(ndtri(shares))) @ coefficients
        away = learnt.apply(summaries[np.newaxis]) - expected
        return np.asarray(-0.5 * np.einsum("na,ab,nb->n", away, precision, away))

    return find_log_likelihood


def _bend_scores(scores: Floats) -> Floats:
    one, other = np.triu_indices(scores.shape[1])
    return np.column_stack([np.ones(len(scores)), scores, scores[:, one] * scores[:, other]])
