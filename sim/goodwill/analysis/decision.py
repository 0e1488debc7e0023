"""Say what a choice may cost when the parameters are not known: losses, chances, the frontier."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from goodwill.analysis.intervals import CONFIDENCE, Interval, estimate_share
from goodwill.analysis.plausible import Surfaces

Floats = npt.NDArray[np.float64]


class LossCurves(NamedTuple):
    """What each choice may cost, by the price of a goodwill point.

    The lowest loss at a price is what knowing all parameters would be worth.
    """

    prices: tuple[float, ...]  # USD per point
    strategies: tuple[str, ...]
    losses: Floats  # expected, against the best of each draw, USD, shape (prices, strategies)
    chances: Floats  # share of draws in which it is the best, of the same shape; rows sum to 1
    frontier: tuple[str, ...]  # at each price, the one with the least expected loss
    frontier_chances: tuple[float, ...]  # how often that one is the best

    @property
    def worth_of_knowing(self) -> tuple[float, ...]:
        """Give the expected value of perfect information at each price, USD."""
        return tuple(self.losses.min(axis=1).tolist())


class Share(NamedTuple):
    """In how many plausible worlds a strategy is the best."""

    strategy: str
    share: Interval  # of draws; Wilson's interval for their number


def find_loss_curves(surfaces: Surfaces, prices: Sequence[float]) -> LossCurves:
    """Trace expected losses, chances to be the best, and the frontier over prices.

    The strategy that is most often the best need not be the one to choose: what counts is what it
    costs where it is not. The frontier is by expected loss.

    Parameters
    ----------
    surfaces
        From :func:`~goodwill.analysis.plausible.find_surfaces`.
    prices
        USD per goodwill point.

    References
    ----------
    Alarid-Escudero, F., et al. (2019). A need for change! A coding framework and expected loss
    curves. Value in Health 22, 611-618. doi:10.1016/j.jval.2019.02.008

    Fenwick, E., Claxton, K., Sculpher, M. (2001). Representing uncertainty: the role of
    cost-effectiveness acceptability curves. Health Economics 10, 779-787. doi:10.1002/hec.635
    """
    losses, chances = [], []
    for price in prices:
        net = surfaces.find_net_values(price)
        losses.append(find_expected_losses(net))
        chances.append(_find_chances(net))
    best = [int(np.argmin(row)) for row in losses]
    return LossCurves(
        tuple(prices),
        surfaces.strategies,
        np.array(losses),
        np.array(chances),
        tuple(surfaces.strategies[one] for one in best),
        tuple(float(row[one]) for row, one in zip(chances, best, strict=True)),
    )


def find_shares(
    surfaces: Surfaces, price: float, *, confidence: float = CONFIDENCE
) -> tuple[Share, ...]:
    """Say in how many plausible worlds each strategy is the best, most first.

    Where several are equally good, each has its part.
    """
    chances = _find_chances(surfaces.find_net_values(price))
    n_draws = surfaces.money.shape[0]
    shares = [
        Share(name, estimate_share(chance * n_draws, n_draws, confidence=confidence))
        for name, chance in zip(surfaces.strategies, chances.tolist(), strict=True)
    ]
    return tuple(sorted(shares, key=lambda one: (-one.share.estimate, one.strategy)))


def find_parameter_band(
    surfaces: Surfaces, strategy: str, other: str, price: float, *, share: float = CONFIDENCE
) -> Interval:
    """Say between what a difference in net value lies for want of knowing the parameters.

    Neither more worlds nor more draws make it narrower; knowing more does.

    Returns
    -------
    Interval
        Mean over draws, and the quantiles that hold `share` of them.
    """
    net = surfaces.find_net_values(price)
    mine, yours = (surfaces.strategies.index(one) for one in (strategy, other))
    differences = net[:, mine] - net[:, yours]
    tails = [(1.0 - share) / 2.0, (1.0 + share) / 2.0]
    low, high = np.quantile(differences, tails, method="weibull").tolist()
    return Interval(float(differences.mean()), low, high)


def find_expected_losses(net: Floats) -> Floats:
    """Give what each choice loses on average against the best of each draw.

    Parameters
    ----------
    net
        Net values without noise, shape (draws, strategies).
    """
    return np.asarray((net.max(axis=1, keepdims=True) - net).mean(axis=0))


def _find_chances(net: Floats) -> Floats:
    best = net >= net.max(axis=1, keepdims=True)
    return np.asarray((best / best.sum(axis=1, keepdims=True)).mean(axis=0))
