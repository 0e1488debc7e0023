"""Weigh money against goodwill that outlasts the horizon: who wins at which price, how surely."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from goodwill.analysis.claims import Choice, choose
from goodwill.analysis.comparison import Comparison, compare
from goodwill.analysis.compensating import compensate, hangs_on_few
from goodwill.analysis.controls import choose_controls
from goodwill.analysis.differences import Difference
from goodwill.analysis.intervals import CONFIDENCE
from goodwill.analysis.ratios import Ratio, Stretch, Two, divide, estimate_two, find_signs
from goodwill.analysis.simultaneous import Family
from goodwill.analysis.study import Study
from goodwill.errors import ParameterError

Floats = npt.NDArray[np.float64]

NET_VALUE = "net_value"
"""Revenue less cost, plus the price of a goodwill point times the goodwill left at the end above
the holdout's, USD."""

MONEY, GOODWILL = "profit", "mean_goodwill_end"


class PriceRange(NamedTuple):
    """Prices of a goodwill point between which one strategy is clearly better, or none is."""

    low: float
    high: float
    winner: str | None  # None: open


class BreakEven(NamedTuple):
    """From which price of a goodwill point on the other strategy of two is better.

    Attributes
    ----------
    strategy, other
        The two.
    price
        USD per point at which both are worth the same, by estimate; below 0: the same one is better
        at every price; nan: they do not differ.
    open_prices
        Where the true one lies, with the confidence asked for, ascending; may be unbounded, or
        empty where one strategy is better at every price from 0 on.
    ranges
        Who is better at which price from 0 on, without gaps.
    """

    strategy: str
    other: str
    price: float
    open_prices: tuple[tuple[float, float], ...]
    ranges: tuple[PriceRange, ...]


class PricePoint(NamedTuple):
    """Who is to be chosen at one price of a goodwill point."""

    price: float  # USD per point of the whole market's mean goodwill
    comparison: Comparison  # of net value
    choice: Choice
    above_holdout: tuple[Difference, ...]  # net value above the holdout's, each other strategy


class Regret(NamedTuple):
    """What is lost against a strategy that knows what no vendor can know."""

    strategy: str
    lost: Difference  # the ceiling's net value less the strategy's
    share: Ratio  # of the ceiling's net value that the strategy reaches


def find_net_values(study: Study, price: float) -> Floats:
    """Give the net value of every strategy in every world.

    Parameters
    ----------
    study
        With revenue, cost and goodwill at the end.
    price
        USD that one point of the whole market's mean goodwill is worth at the end, 0 or more.

    Returns
    -------
    ndarray of float64, shape (strategies, replications)
        As :func:`goodwill.measuring.net_value` gives them one by one.

    Raises
    ------
    ParameterError
        The price is negative or no number.
    """
    if not 0.0 <= price < math.inf:
        raise ParameterError(f"price of a goodwill point: {price:g} USD. Accepted: 0 or more.")
    revenue, cost, goodwill = (
        study.figures[:, :, study.find_metric(one)] for one in ("revenue", "cost", GOODWILL)
    )
    left: Floats = goodwill - goodwill[study.find_strategy(study.holdout)]
    return revenue - cost + price * left


def price_study(study: Study, price: float) -> Study:
    """Add net value at a price to a study, as the figure :data:`NET_VALUE`."""
    return study.with_figures({NET_VALUE: find_net_values(study, price)})


def judge_price(
    study: Study,
    price: float,
    *,
    smallest: float = 0.0,
    confidence: float = CONFIDENCE,
    family: Family = "bonferroni",
) -> PricePoint:
    """Say who is to be chosen at one price of a goodwill point.

    Parameters
    ----------
    study
        What was run.
    price
        USD per point.
    smallest
        Difference in net value that matters, USD.
    confidence, family
        Of all pairs together, see :func:`~goodwill.analysis.comparison.compare`.
    """
    compared = compare(price_study(study, price), [NET_VALUE], confidence=confidence, family=family)
    choice = choose(compared, NET_VALUE, smallest=smallest)
    return PricePoint(price, compared, choice, compared.against_holdout(NET_VALUE))


def judge_prices(
    study: Study, prices: Sequence[float], *, smallest: float = 0.0, confidence: float = CONFIDENCE
) -> tuple[PricePoint, ...]:
    """Say who is to be chosen at each of some prices, each by itself."""
    return tuple(
        judge_price(study, price, smallest=smallest, confidence=confidence) for price in prices
    )


def find_break_even(
    study: Study, strategy: str, other: str, *, confidence: float = CONFIDENCE
) -> BreakEven:
    """Find the price of a goodwill point at which two strategies are worth the same.

    Net value is a straight line in the price, so the price at which two lines cross is a ratio of
    two means; its range is found by inverting the interval of the difference at every price
    (Fieller), the luck that explains money taken out of goodwill as well.

    Parameters
    ----------
    study
        What was run; two worlds at least.
    strategy, other
        The two.
    confidence
        That the true price lies in `open_prices`.
    """
    money, goodwill = (study.subtract(strategy, other, one) for one in (MONEY, GOODWILL))
    named = [one for one in choose_controls(NET_VALUE, money.size) if one in study.metrics]
    if hangs_on_few(study, MONEY, strategy, other):
        left = compensate(study, MONEY, strategy, other)
        money, named = (money if left is None else left), []
    luck = [study.subtract(strategy, other, one) for one in named]
    two = estimate_two(money, goodwill, np.array(luck).reshape(len(luck), money.size).T)
    stretches = find_signs(two, confidence=confidence, low=0.0)
    winners = {1: strategy, -1: other, 0: None}
    return BreakEven(
        strategy,
        other,
        divide(-two.first, two.second),
        tuple((one.low, one.high) for one in stretches if not one.sign),
        tuple(PriceRange(one.low, one.high, winners[one.sign]) for one in stretches),
    )


def find_break_evens(study: Study, *, confidence: float = CONFIDENCE) -> tuple[BreakEven, ...]:
    """Find the break-even prices of all pairs that can be chosen, all together (Bonferroni)."""
    pairs = [pair for pair in study.pairs if set(pair) <= set(study.rivals)]
    each = 1.0 - (1.0 - confidence) / max(1, len(pairs))
    return tuple(find_break_even(study, *pair, confidence=each) for pair in pairs)


def find_winners(study: Study, *, confidence: float = CONFIDENCE) -> tuple[PriceRange, ...]:
    """Say at which prices from 0 on which strategy is clearly better than all others.

    Parameters
    ----------
    study
        What was run.
    confidence
        Of all pairs and all prices together.

    Returns
    -------
    tuple of PriceRange
        Ascending, without gaps; neighbours differ.
    """
    pairs = find_break_evens(study, confidence=confidence)
    edges = sorted({edge for one in pairs for part in one.ranges for edge in part[:2]})
    found: list[PriceRange] = []
    for low, high in pairwise(edges or [0.0, math.inf]):
        inside = 0.5 * (low + high) if math.isfinite(high) else low + 1.0
        winner = _find_winner(study.rivals, pairs, inside)
        if found and found[-1].winner == winner:
            found[-1] = found[-1]._replace(high=high)
        else:
            found.append(PriceRange(low, high, winner))
    return tuple(found)


def find_regrets(
    study: Study, ceiling: str, price: float, *, confidence: float = CONFIDENCE
) -> tuple[Regret, ...]:
    """Say what each strategy loses against a ceiling such as the oracle.

    Parameters
    ----------
    study
        What was run, the ceiling too.
    ceiling
        The strategy that bounds what can be reached.
    price
        USD per goodwill point.
    confidence
        Of all losses together.
    """
    valued = price_study(study, price)
    others = [one for one in study.strategies if one not in study.ceilings and one != ceiling]
    compared = compare(valued, [NET_VALUE], confidence=confidence)
    # Each side has luck of its own here: twice as many controls as a difference has.
    named = choose_controls(NET_VALUE, study.n_replications // 2)
    luck = [one for one in named if one in study.metrics]
    regrets = []
    for one in others:
        two = _estimate_levels(valued, one, ceiling, luck)
        open_ = [part for part in find_signs(two, confidence=confidence) if not part.sign]
        share = Ratio(divide(two.first, -two.second), _bounds(open_))
        regrets.append(Regret(one, compared.find(ceiling, one, NET_VALUE), share))
    return tuple(regrets)


def _estimate_levels(study: Study, strategy: str, ceiling: str, luck: Sequence[str]) -> Two:
    """Estimate both net values, the ceiling's with the opposite sign: their ratio is a weight."""
    mine, best = (study.find(one, NET_VALUE) for one in (strategy, ceiling))
    columns = [study.find(name, one) for name in (strategy, ceiling) for one in luck]
    controls = np.array(columns).reshape(len(columns), mine.size).T
    return estimate_two(mine, -best, controls)


def _bounds(stretches: Sequence[Stretch]) -> tuple[tuple[float, float], ...]:
    return tuple((one.low, one.high) for one in stretches)


def _find_winner(rivals: Sequence[str], pairs: Sequence[BreakEven], price: float) -> str | None:
    """Give the one that wins against each other one at a price."""
    wins = dict.fromkeys(rivals, 0)
    for pair in pairs:
        part = next(one for one in pair.ranges if one.low <= price <= one.high)
        if part.winner is not None:
            wins[part.winner] += 1
    return next((one for one in rivals if wins[one] == len(rivals) - 1), None)
