"""Bring together all that a decision between strategies rests on."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from goodwill.analysis.claims import Choice, Claim, claim
from goodwill.analysis.comparison import HEADLINE, Comparison, compare
from goodwill.analysis.differences import Difference
from goodwill.analysis.study import Study
from goodwill.analysis.verdicts import (
    NET_VALUE,
    BreakEven,
    PricePoint,
    PriceRange,
    find_break_evens,
    find_winners,
    judge_price,
    judge_prices,
)
from goodwill.errors import GoodwillError

N_PRICES = 41
"""Prices on a grid, 0 and the highest included."""

FIGURES = (
    *HEADLINE,
    *("brand_lift", "brand_damage", "told_bad", "told_good", "reads", "median_hours_to_answer"),
    *("cost", "touches", "rep_hours"),
)
"""Figures that are compared beside net value."""

_ROUND = (1.0, 2.0, 5.0, 10.0)
FINE = (1.0, 1.5, 2.0, 3.0, 5.0, 7.0, 10.0)
"""Steps of :func:`round_up` that lie closer together."""


@dataclass(frozen=True)
class Decision:
    """What was found, and at which price of a goodwill point.

    Attributes
    ----------
    study
        What was run.
    price
        USD per point of the whole market's mean goodwill at the end.
    point
        Net value at that price: a family of its own, all pairs together.
    comparison
        Every other figure: another family, all pairs in all figures together.
    grid
        Net value at each price of a grid, from 0 on, each by itself.
    winners
        Prices at which a strategy is clearly the best, all pairs together.
    break_evens
        Of all pairs that can be chosen.
    """

    study: Study = field(repr=False)
    price: float
    point: PricePoint
    comparison: Comparison
    grid: tuple[PricePoint, ...] = field(repr=False)
    winners: tuple[PriceRange, ...]
    break_evens: tuple[BreakEven, ...] = field(repr=False)

    @property
    def choice(self) -> Choice:
        """Give which strategy to choose by net value, as far as that is known."""
        return self.point.choice

    @property
    def ranking(self) -> tuple[str, ...]:
        """Give those that can be chosen, the most promising first."""
        return tuple(one.strategy for one in self.choice.contenders)

    @property
    def order(self) -> tuple[str, ...]:
        """Give all strategies: those that can be chosen as ranked, then ceilings."""
        return (*self.ranking, *self.study.ceilings)

    def find(self, metric: str, strategy: str, other: str) -> Difference:
        """Give a difference, net value or any other figure."""
        among = self.point.comparison if metric == NET_VALUE else self.comparison
        return among.find(strategy, other, metric)

    def claim(self, metric: str, strategy: str, other: str) -> Claim:
        """Say what is known of a difference."""
        return claim(self.find(metric, strategy, other))

    @cached_property
    def reductions(self) -> dict[str, float]:
        """Give the realised variance-reduction factor of each figure, net value first."""
        return self.point.comparison.reductions | self.comparison.reductions

    @cached_property
    def undecided(self) -> tuple[Difference, ...]:
        """Give the differences whose sign is open."""
        return self.point.comparison.undecided + self.comparison.undecided


def decide(study: Study, price: float, *, prices: Sequence[float] | None = None) -> Decision:
    """Judge a study.

    Parameters
    ----------
    study
        What was run: two worlds at least.
    price
        USD per goodwill point, 0 or more.
    prices
        Of the grid; None: from 0 to a round number about as high as the holdout's revenue.

    Raises
    ------
    GoodwillError
        There is but one strategy, or one world.
    ParameterError
        A price is negative or no number.
    """
    if len(study.rivals) < 2 or study.n_replications < 2:  # noqa: PLR2004 - a pair, and a spread
        raise GoodwillError(
            f"{len(study.rivals)} strategies in {study.n_replications} worlds cannot be compared. "
            "At least 2 of each are needed."
        )
    metrics = [one for one in FIGURES if one in study.metrics]
    return Decision(
        study,
        price,
        judge_price(study, price),
        compare(study, metrics),
        judge_prices(study, list_prices(study, price) if prices is None else prices),
        find_winners(study),
        find_break_evens(study),
    )


def list_prices(study: Study, price: float) -> list[float]:
    """List the prices of a grid: up to about the holdout's revenue, and the price itself."""
    top = max(round_up(find_scale(study)), round_up(price) if price else 0.0)
    return [top * place / (N_PRICES - 1) for place in range(N_PRICES)]


def find_scale(study: Study) -> float:
    """Give the money that is at stake: what comes in where people are left alone, USD.

    Where that is nothing, what comes in on average; where that is nothing too, 1.
    """
    alone = float(study.find(study.holdout, "revenue").mean())
    if alone > 0.0:
        return alone
    everywhere = float(study.figures[:, :, study.find_metric("revenue")].mean())
    return everywhere if everywhere > 0.0 else 1.0


def round_up(value: float, steps: Sequence[float] = _ROUND) -> float:
    """Give the next round number: 1, 2 or 5 times a power of ten, or as asked for.

    Parameters
    ----------
    value
        Above 0.
    steps
        From 1 to 10.

    Examples
    --------
    >>> [round_up(value) for value in (1_944_970.0, 0.03, 5.0)]
    [2000000.0, 0.05, 5.0]
    >>> round_up(1_100.0, FINE)
    1500.0
    """
    power = 10.0 ** math.floor(math.log10(value))
    taken = [step if power >= 1.0 else step / round(1.0 / power) for step in steps]
    scale = max(power, 1.0)
    return next(step * scale for step in taken if step * scale >= value * (1.0 - 1e-12))
