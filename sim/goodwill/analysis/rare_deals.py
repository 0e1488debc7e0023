"""Take money apart where few deals decide it: how many there are, and all the rest.

A mean's interval does not hold what it promises where a handful of large deals make the difference:
most samples have none of them, and look precise. How many more there are has an exact interval;
what is left when each counts as a usual one varies little.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from goodwill.analysis.controls import Adjusted, adjust, find_interval
from goodwill.analysis.counts import FEW, estimate_rate, estimate_rate_difference
from goodwill.analysis.intervals import Interval
from goodwill.analysis.study import Study

Floats = npt.NDArray[np.float64]

_DEALS, _REVENUE, _SIZES = "conversions", "revenue", "luck_deal_size"
MONEY = frozenset({"revenue", "profit", "net_value"})
"""Figures that deals decide."""


class Parts(NamedTuple):
    """A figure of money, taken apart."""

    n_deals: tuple[int, ...]  # of a level: all; of a difference: either side's that it has more
    n_worlds: int
    worth: float | None  # USD, of a usual deal; None: nobody was near one in any world
    rest: Adjusted  # without the luck of deal sizes: what each was expected to bring stays

    def bound(self, confidence: float) -> Interval:
        """Put bounds around the whole: each part may be wrong half as often."""
        each = (1.0 + confidence) / 2.0
        if len(self.n_deals) == 1:
            deals = estimate_rate(self.n_deals[0], self.n_worlds, confidence=each)
        else:
            mine, yours = self.n_deals
            deals = estimate_rate_difference(mine, yours, self.n_worlds, confidence=each)
        rest = find_interval(self.rest, each)
        if self.worth is None:
            return Interval(rest.estimate, -math.inf, math.inf)
        low, high = (self.worth * one for one in deals[1:])
        return Interval(
            self.worth * deals.estimate + rest.estimate, low + rest.low, high + rest.high
        )


def count_differing(mine: Floats, yours: Floats) -> tuple[int, int]:
    """Count by how much either side has more, world by world."""
    more = mine - yours
    return int(more[more > 0.0].sum()), int(-more[more < 0.0].sum())


def find_few_deals(study: Study, strategy: str, other: str) -> tuple[int, int] | None:
    """Give the deals that either side has more of, if these are few; None: many, or not known."""
    if not {_DEALS, _REVENUE, _SIZES} <= set(study.metrics):
        return None
    differing = count_differing(study.find(strategy, _DEALS), study.find(other, _DEALS))
    return differing if sum(differing) < FEW else None


def take_difference_apart(study: Study, metric: str, strategy: str, other: str) -> Parts | None:
    """Take a difference of money apart; None: it need not be, or cannot."""
    few = find_few_deals(study, strategy, other) if metric in MONEY else None
    if few is None or study.n_replications < 2:  # noqa: PLR2004 - there has to be a spread
        return None
    figures, sizes, deals = (
        study.subtract(strategy, other, one) for one in (metric, _SIZES, _DEALS)
    )
    return _take_apart(study, figures - sizes, deals, few)


def take_level_apart(study: Study, metric: str, strategy: str) -> Parts | None:
    """Take a figure of money of one strategy apart; None: it need not be, or cannot."""
    if metric not in MONEY or not {_DEALS, _REVENUE, _SIZES} <= set(study.metrics):
        return None
    deals = study.find(strategy, _DEALS)
    n_deals = int(deals.sum())
    if n_deals >= FEW or study.n_replications < 2:  # noqa: PLR2004 - there has to be a spread
        return None
    figures = study.find(strategy, metric) - study.find(strategy, _SIZES)
    return _take_apart(study, figures, deals, (n_deals,))


def _take_apart(study: Study, figures: Floats, deals: Floats, n_deals: tuple[int, ...]) -> Parts:
    worth = _find_worth(study)
    rest = adjust(figures - (worth or 0.0) * deals, np.empty((figures.size, 0)))
    return Parts(n_deals, figures.size, worth, rest)


def _find_worth(study: Study) -> float | None:
    """Find what a deal is worth: of all that were made, else of all that there might have been."""
    for amount, number in ((_REVENUE, _DEALS), ("pipeline", "opportunities")):
        if {amount, number} <= set(study.metrics):
            total, count = (
                math.fsum(study.find(one, name).sum() for one in study.strategies)
                for name in (amount, number)
            )
            if count:
                return total / count
    return None
