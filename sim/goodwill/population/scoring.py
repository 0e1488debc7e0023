"""Calibrate the lead score: so much noise that it tells buyers apart as well as it is said to.

How well is its AUC: the probability that a registered buyer's score is above that of another
registered person, ties counting half.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from math import exp, floor, isfinite, log, sqrt

import numpy as np

from goodwill.errors import ParameterError
from goodwill.parameters import Parameters
from goodwill.population.checking import check_market
from goodwill.population.columns import Floats
from goodwill.population.reference import ScoreSample, ScoreWeights, sample_scores
from goodwill.population.specification import USUAL_MARKET, Market
from goodwill.vocabulary import Inbound, Intent
from goodwill.world import ScoreModel

_BUYERS, _OTHERS = 1, 2  # numbers of the two reference samples
_CHANCE = 0.5  # the AUC of a score that knows nothing
_GRID = 4096  # points that raw scores are put on, to weigh all pairs at once
_LEAST_NOISE, _MOST_NOISE = 1e-6, 1e4  # in standard deviations of the raw score
_MOST_POINTS, _MOST_DAYS = 1e6, 3_650
_TOLERANCE, _MOST_STEPS = 1e-13, 200  # of a logarithm of noise


def calibrate_score(
    weights: ScoreWeights, auc: float, market: Market | None, parameters: Parameters
) -> ScoreModel:
    """Add to a weighted sum of observables the noise that brings it down to a set AUC.

    Parameters
    ----------
    weights
        What the vendor gives points for.
    auc
        Wanted area under the ROC curve for buying intent, among registered people before any
        outreach: from 0.5 (knows nothing) to what the observables can carry.
    market
        The people whose scores are compared; None: :data:`USUAL_MARKET`.
    parameters
        The ledger's ``living`` and ``traits``.

    Returns
    -------
    ScoreModel
        With `centre` and `spread` the mean and the standard deviation of the noisy raw score in
        this market, so that a score of 60 is one standard deviation above the mean.

    Raises
    ------
    ParameterError
        If the observables cannot carry the AUC, hardly anybody would have a score, or something
        is out of range.
    """
    _check_weights(weights)
    if not _CHANCE <= auc <= 1.0:
        raise ParameterError(f"score.auc: {auc:g} is out of range. Accepted: 0.5 to 1.")
    if market is not None:
        check_market(market, len(market.regions))
    return _calibrate(weights, auc, market or USUAL_MARKET, parameters)


def find_highest_auc(weights: ScoreWeights, market: Market | None, parameters: Parameters) -> float:
    """Say how good a lead score can be at most, by what the vendor sees: its AUC without noise.

    Parameters
    ----------
    weights, market, parameters
        As :func:`calibrate_score` takes them.

    Returns
    -------
    float
        Rounded down to three digits, and at least 0.5: a score may always know nothing.

    Raises
    ------
    ParameterError
        If hardly anybody would have a score.
    """
    buyers, others = _sample(weights, market or USUAL_MARKET, parameters)
    return max(_CHANCE, _round_down(find_auc(buyers.points, others.points)))


def find_auc(buyers: Floats, others: Floats) -> float:
    """Measure how well scores tell two samples apart: P(buyer's > other's) + P(equal) / 2."""
    ranked = np.sort(others)
    below = np.searchsorted(ranked, buyers, side="left").mean()
    not_above = np.searchsorted(ranked, buyers, side="right").mean()
    return float(below + not_above) / (2.0 * ranked.size)


def find_noisy_auc(differences: Floats, shares: Floats, noise: float) -> float:
    """Say what the AUC becomes under normal noise: the mean of Phi(difference / (noise sqrt 2)).

    Parameters
    ----------
    differences, shares
        Between a buyer's and another's raw score, and the share of pairs that have each.
    noise
        Standard deviation, above 0.
    """
    from scipy.special import ndtr

    return float(shares @ ndtr(differences / (noise * sqrt(2.0))))


def weigh_differences(buyers: Floats, others: Floats) -> tuple[Floats, Floats]:
    """Put the differences of all pairs of two samples on a grid.

    Returns
    -------
    differences, shares
        Each difference on the grid, and the share of pairs that have it; shape (8191,) both.
    """
    least = min(buyers.min(), others.min())
    width = float(max(buyers.max(), others.max()) - least) / (_GRID - 1) or 1.0
    first, second = (_put_on_grid((points - least) / width) for points in (buyers, others))
    differences = np.arange(1 - _GRID, _GRID, dtype=np.float64) * width
    return differences, np.convolve(first, second[::-1])


@lru_cache(maxsize=32)
def _calibrate(
    weights: ScoreWeights, auc: float, market: Market, parameters: Parameters
) -> ScoreModel:
    buyers, others = _sample(weights, market, parameters)
    highest = find_auc(buyers.points, others.points)
    if auc > max(_CHANCE, highest):
        raise ParameterError(
            f"score.auc: {auc:g} is more than what the vendor sees can carry. "
            f"Accepted: 0.5 to {_round_down(highest):.3f}."
        )
    noise = _find_noise(buyers.points, others.points, auc)
    centre, spread = _find_scale(buyers, others, market.intents[Intent.BUYING], noise)
    return ScoreModel(**weights._asdict(), noise=noise, centre=centre, spread=spread)


@lru_cache(maxsize=4)
def _sample(
    weights: ScoreWeights, market: Market, parameters: Parameters
) -> tuple[ScoreSample, ScoreSample]:
    """Score buyers, and others."""
    only_buying = tuple(float(intent == Intent.BUYING) for intent in Intent)
    return (
        sample_scores(weights, only_buying, market, parameters, _BUYERS),
        sample_scores(weights, _mix_of_others(market), market, parameters, _OTHERS),
    )


def _round_down(auc: float) -> float:
    return floor(auc * 1000) / 1000


def _mix_of_others(market: Market) -> tuple[float, ...]:
    """Give the intents of those who are not buying; a market of buyers alone borrows the usual."""
    for intents in (market.intents, USUAL_MARKET.intents):
        others = tuple(
            0.0 if intent == Intent.BUYING else share
            for intent, share in zip(Intent, intents, strict=True)
        )
        if sum(others) > 0.0:
            return others
    raise AssertionError("the usual market has people who are not buying")


def _find_noise(buyers: Floats, others: Floats, auc: float) -> float:
    scale = float(np.concatenate([buyers, others]).std()) or 1.0
    least, most = _LEAST_NOISE * scale, _MOST_NOISE * scale
    differences, shares = weigh_differences(buyers, others)

    def surplus(log_noise: float) -> float:
        return find_noisy_auc(differences, shares, exp(log_noise)) - auc

    if surplus(log(least)) <= 0.0:
        return 0.0
    if surplus(log(most)) >= 0.0:
        return most
    return exp(find_root(surplus, log(least), log(most)))


def find_root(function: Callable[[float], float], above: float, below: float) -> float:
    """Find where a function crosses zero that is above it at one place and below at the other.

    Parameters
    ----------
    function
        Continuous between the two places.
    above, below
        Where it is above zero, and where it is below.

    Returns
    -------
    float
        Within 1e-13 of where it crosses.

    Raises
    ------
    AssertionError
        It did not come near in 200 steps, which a continuous function does.

    Notes
    -----
    Regula falsi with the Illinois step (Dowell and Jarratt 1971, doi:10.1007/BF01934364): importing
    SciPy's root finders takes longer than a run of a thousand people.
    """
    value_above, value_below = function(above), function(below)
    side = 0
    for _ in range(_MOST_STEPS):
        at = (above * value_below - below * value_above) / (value_below - value_above)
        value = function(at)
        if value == 0.0 or min(abs(at - above), abs(at - below)) < _TOLERANCE:
            return at
        if value > 0.0:
            above, value_above = at, value
            value_below *= 0.5 if side > 0 else 1.0
            side = 1
        else:
            below, value_below = at, value
            value_above *= 0.5 if side < 0 else 1.0
            side = -1
    raise AssertionError("regula falsi ends long before")


def _put_on_grid(places: Floats) -> Floats:
    """Share each place out between its two neighbours on the grid, so that means are kept."""
    left = np.minimum(places.astype(np.int64), _GRID - 2)
    right_share = places - left
    shares = np.bincount(left, 1.0 - right_share, _GRID)
    shares += np.bincount(left + 1, right_share, _GRID)
    return shares / places.size


def _find_scale(
    buyers: ScoreSample, others: ScoreSample, buying: float, noise: float
) -> tuple[float, float]:
    """Give mean and standard deviation of the noisy raw score among the market's registered."""
    weights = np.array([buying * buyers.registered, (1.0 - buying) * others.registered])
    weights /= weights.sum()
    means = np.array([buyers.points.mean(), others.points.mean()])
    variances = np.array([buyers.points.var(), others.points.var()])
    centre = float(weights @ means)
    variance = float(weights @ (variances + (means - centre) ** 2)) + noise * noise
    return centre, sqrt(variance) or 1.0


def _check_weights(weights: ScoreWeights) -> None:
    if len(weights.visit) != len(Inbound):
        raise ParameterError(
            f"score.visit: {len(weights.visit)} weights, {weights.visit}. "
            f"Needed: {len(Inbound)}, one for each of {', '.join(i.name.lower() for i in Inbound)}."
        )
    points = {name: getattr(weights, name) for name in ("click", "seniority", "size", "colleague")}
    points |= {f"visit.{kind.name.lower()}": weights.visit[kind] for kind in Inbound}
    for name, value in points.items():
        if not (isfinite(value) and abs(value) <= _MOST_POINTS):
            raise ParameterError(
                f"score.{name}: {value:g} points are out of range. "
                f"Accepted: {-_MOST_POINTS:g} to {_MOST_POINTS:g}."
            )
    if not 1 <= weights.days <= _MOST_DAYS:
        raise ParameterError(
            f"score.days: {weights.days} is out of range. Accepted: 1 to {_MOST_DAYS}."
        )
