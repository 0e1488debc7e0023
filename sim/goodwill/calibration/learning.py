"""Learn few summaries from many: what each parameter's number is to be expected at, given data.

The expectation of a number given the data is the best single summary of the data for it
(Fearnhead and Prangle 2012). It is estimated by ridge regression on principal components of the
summaries, their squares and their products.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from goodwill.calibration.reference import Floats, Reference

_PENALTIES = 10.0 ** np.arange(-5.0, 1.6, 0.5)  # each times the number of draws
_ODD_COMPONENTS = 10
_TINY = 1e-12
_SMALLEST_COMPONENT = (
    1e-6  # variance beside the largest: rounding, or figures that add up to others
)


class LearntSummaries(NamedTuple):
    """How to turn the figures of a data set into one summary for every parameter's number.

    Attributes
    ----------
    centre, scale
        Of the figures that vary.
    varying
        Which those are.
    components
        Principal components, whitened, shape (varying figures, components).
    n_bent
        How many of them go in with squares and products.
    offset, coefficients
        Of the regression, in the parameters' normal scores.
    errors
        What is left unexplained, standard deviation by number; 1: nothing was learnt.
    fitted
        Learnt summaries of the data sets that were learnt from, shape (draws, numbers): of each as
        all others predict it.
    oddness
        How far each of these lies from their middle, in whitened figures.
    """

    centre: Floats
    scale: Floats
    varying: npt.NDArray[np.bool_]
    components: Floats
    n_bent: int
    feature_centre: Floats
    feature_scale: Floats
    offset: Floats
    coefficients: Floats
    errors: Floats
    fitted: Floats
    oddness: Floats

    def apply(self, summaries: Floats) -> Floats:
        """Give the learnt summaries of figures: a row for each data set, a column a number."""
        features = _bend(self.whiten(summaries), self.n_bent)
        scaled = (features - self.feature_centre) / self.feature_scale
        return np.asarray(self.offset + scaled @ self.coefficients)

    def whiten(self, summaries: Floats) -> Floats:
        """Give the principal components of figures, each of variance 1 where they were learnt."""
        standard = (summaries[:, self.varying] - self.centre) / self.scale
        return np.asarray(standard @ self.components)


def learn_summaries(reference: Reference, *, n_bent: int = 12) -> LearntSummaries:
    """Learn one summary for each parameter's number.

    Parameters
    ----------
    reference
        What to learn from.
    n_bent
        How many principal components go in with squares and products, at most.

    Returns
    -------
    LearntSummaries
        Where no figure varies nothing is learnt: the summaries are the same for all data.

    References
    ----------
    Fearnhead, P., Prangle, D. (2012). Constructing summary statistics for approximate Bayesian
    computation: semi-automatic approximate Bayesian computation. Journal of the Royal Statistical
    Society B 74, 419-474. doi:10.1111/j.1467-9868.2011.01010.x
    """
    spreads = reference.summaries.std(axis=0)
    sizes = np.abs(reference.summaries).max(axis=0)
    varying = spreads > _TINY * np.maximum(1.0, sizes)
    centre = reference.summaries[:, varying].mean(axis=0)
    scale = spreads[varying]
    standard = (reference.summaries[:, varying] - centre) / scale
    components = _find_components(standard)
    most = _find_most_bent(reference.n_draws, components.shape[1])
    bent = min(n_bent, most, components.shape[1])
    whitened = standard @ components
    features = _bend(whitened, bent)
    feature_centre = features.mean(axis=0)
    feature_scale = np.maximum(features.std(axis=0), _TINY)
    features = (features - feature_centre) / feature_scale
    scores = reference.scores
    offset = scores.mean(axis=0)
    regression = _regress(features, scores - offset)
    return LearntSummaries(
        centre,
        scale,
        varying,
        components,
        bent,
        feature_centre,
        feature_scale,
        offset,
        regression.coefficients,
        regression.errors,
        offset + regression.left_out,
        measure_oddness(whitened),
    )


def measure_oddness(whitened: Floats) -> Floats:
    """Give squared distances to the middle, along the first principal components.

    Only these: along the last ones the data sets that were learnt from lie nearer than any new one.
    """
    return np.asarray((whitened[:, :_ODD_COMPONENTS] ** 2).sum(axis=1))


def _find_components(standard: Floats) -> Floats:
    """Give whitened principal components, the largest first, shape (figures, components)."""
    if not standard.shape[1]:
        return np.empty((0, 0))
    variances, directions = np.linalg.eigh(standard.T @ standard / standard.shape[0])
    order = np.argsort(-variances)
    kept = order[variances[order] > _SMALLEST_COMPONENT * variances[order[0]]]
    return np.asarray(directions[:, kept] / np.sqrt(variances[kept]))


def _find_most_bent(n_draws: int, n_components: int) -> int:
    """Give how many components may go in with products: features stay fewer than half the draws."""
    room = max(0, n_draws // 2 - n_components)
    return int((np.sqrt(8.0 * room + 1.0) - 1.0) / 2.0)


def _bend(components: Floats, n_bent: int) -> Floats:
    """Put squares and products of the first components beside them all."""
    one, other = np.triu_indices(n_bent)
    return np.concatenate([components, components[:, one] * components[:, other]], axis=1)


class _Regression(NamedTuple):
    coefficients: Floats  # (features, numbers)
    errors: Floats  # of predictions, standard deviations
    left_out: Floats  # prediction of each draw by all others, (draws, numbers)


def _regress(features: Floats, scores: Floats) -> _Regression:
    """Regress with the penalty that would predict best (generalised cross-validation), each number.

    Each draw is predicted by the others alone: predictions of what was learnt from would be better
    than those of new data, and everything made of them too narrow.
    """
    n_draws = features.shape[0]
    values, vectors = np.linalg.eigh(features.T @ features)
    values = np.maximum(values, 0.0)
    rotated = features @ vectors
    projected = rotated.T @ scores
    total = (scores**2).sum(axis=0)
    best = total / n_draws  # learning nothing
    coefficients = np.zeros_like(projected)
    left_out = np.zeros_like(scores)
    for penalty in n_draws * _PENALTIES:
        shrunk = projected / (values + penalty)[:, np.newaxis]
        degrees = float((values / (values + penalty)).sum())
        left = total - 2.0 * (shrunk * projected).sum(axis=0)
        left += (shrunk**2 * values[:, np.newaxis]).sum(axis=0)
        predicted = left / n_draws / (1.0 - degrees / n_draws) ** 2
        better = predicted < best
        if not better.any():
            continue
        best = np.where(better, predicted, best)
        coefficients[:, better] = vectors @ shrunk[:, better]
        leverage = (1.0 / n_draws + (rotated**2 / (values + penalty)).sum(axis=1))[:, np.newaxis]
        fitted = rotated @ shrunk[:, better]
        left_out[:, better] = (fitted - leverage * scores[:, better]) / (1.0 - leverage)
    errors = np.sqrt(np.maximum(((scores - left_out) ** 2).mean(axis=0), _TINY))
    return _Regression(coefficients, errors, left_out)
