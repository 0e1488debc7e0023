"""Say what one strategy has more of than another one, and how sure that is, in three ways."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from goodwill.analysis.intervals import Interval

Floats = npt.NDArray[np.float64]

Method = Literal["controls", "paired", "exact", "compensated", "identical", "none"]
"""How an interval was made: paired differences with or without control variates, exact for rare
events, paired without the luck of the few events that differ, not at all because both strategies
did the same in every world; none because fewer than two worlds have a value, or what the few deals
that differ are worth is not known."""

YEAR_SHARE = 0.9
"""Share of realised years that the band of a year's luck is to hold."""

ENOUGH_FOR_YEAR = round(2.0 / (1.0 - YEAR_SHARE)) - 1
"""Worlds without which it holds less."""


class Year(NamedTuple):
    """What a difference may come to in one realised year: does not shrink with more runs."""

    low: float
    median: float
    high: float
    more: float  # share of worlds in which the first strategy had more
    less: float  # share of worlds in which it had less
    differences: tuple[float, ...]  # one a world, ascending


@dataclass(frozen=True, slots=True)
class Level:
    """What a strategy comes to by itself.

    Attributes
    ----------
    strategy, metric
        Whose, and what.
    expected
        With its Monte-Carlo error, 95 % for this one by itself.
    year
        Luck: what single worlds came to; `more` and `less` than nothing.
    n_worlds
        That have a value.
    """

    strategy: str
    metric: str
    expected: Interval
    year: Year
    n_worlds: int


@dataclass(frozen=True, slots=True)
class Difference:
    """What one strategy has more of than another one.

    Attributes
    ----------
    metric, strategy, other
        The figure, and whose: the strategy's less the other's.
    expected
        The expected difference, with its Monte-Carlo error: 95 % for this one by itself.
    joint
        The same, 95 % for all differences that were asked for together: what is said aloud.
    year
        Luck: what single worlds came to.
    standard_error, degrees_of_freedom
        Of the expected difference; 0 and nan where the method has none.
    method, controls
        How it was made, and the luck that was taken out, by metric.
    reduction
        Variance of this estimate from as many independent runs, over the variance that it has; nan
        where there is no such thing, inf where the difference does not vary.
    n_worlds
        That have a value for both.
    """

    metric: str
    strategy: str
    other: str
    expected: Interval
    joint: Interval
    year: Year
    standard_error: float
    degrees_of_freedom: float
    method: Method
    controls: tuple[str, ...]
    reduction: float
    n_worlds: int

    @property
    def turned(self) -> Difference:
        """Give what the other strategy has more of than this one."""
        year = self.year
        return replace(
            self,
            strategy=self.other,
            other=self.strategy,
            expected=turn(self.expected),
            joint=turn(self.joint),
            year=Year(
                0.0 - year.high,
                0.0 - year.median,
                0.0 - year.low,
                year.less,
                year.more,
                tuple(0.0 - one for one in reversed(year.differences)),
            ),
        )


def turn(interval: Interval) -> Interval:
    """Give the interval of the opposite number.

    Examples
    --------
    >>> turn(Interval(2.0, 1.0, 4.0))
    Interval(estimate=-2.0, low=-4.0, high=-1.0)
    """
    # Subtracted from 0: there is no minus nought in a report.
    return Interval(0.0 - interval.estimate, 0.0 - interval.high, 0.0 - interval.low)


def summarise_year(differences: Floats) -> Year:
    """Say what single worlds came to.

    The band holds the difference of one more world with probability :data:`YEAR_SHARE`, whatever
    its law, from 19 worlds on; with fewer it ends at the extremes that were seen and holds less.

    Parameters
    ----------
    differences
        One a world, shape (n,).
    """
    if not differences.size:
        return Year(math.nan, math.nan, math.nan, math.nan, math.nan, ())
    shares = [(1.0 - YEAR_SHARE) / 2.0, 0.5, (1.0 + YEAR_SHARE) / 2.0]
    low, median, high = np.quantile(differences, shares, method="weibull").tolist()
    more, less = float((differences > 0).mean()), float((differences < 0).mean())
    return Year(low, median, high, more, less, tuple(np.sort(differences).tolist()))


def differ_not_at_all(metric: str, strategy: str, other: str, n_worlds: int) -> Difference:
    """Give the difference of two strategies that did the same: exactly nothing."""
    nothing = Interval(0.0, 0.0, 0.0)
    year = summarise_year(np.zeros(n_worlds))
    return Difference(
        metric, strategy, other, nothing, nothing, year, 0.0, math.nan, "identical", (), math.nan,
        n_worlds,
    )  # fmt: skip
