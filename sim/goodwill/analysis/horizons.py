"""Say at which horizon a ranking turns: who would be ahead if it ended on an earlier day."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from goodwill.analysis.controls import Adjusted, adjust_each, choose_controls
from goodwill.analysis.intervals import CONFIDENCE
from goodwill.analysis.simultaneous import N_RESAMPLES, share_errors
from goodwill.analysis.tracing import Trace
from goodwill.draws import draw_many, person_id, seed_key
from goodwill.errors import ResultError, UnknownNameError, hint

Floats = npt.NDArray[np.float64]

_FEWEST = 3  # worlds without which nothing is said of any day
_WITH_LUCK_OF_ITS_OWN = 0  # no decision of a world: codes of those begin with 1


@dataclass(frozen=True, slots=True, eq=False)
class Courses:
    """Money and goodwill day by day: strategies in the same worlds.

    Attributes
    ----------
    strategies, holdout, ceilings
        Names; ceilings can be run by no vendor.
    money
        Profit from the start to the end of each day, USD, shape (strategies, worlds, days).
    goodwill
        The whole market's mean at the end of each day, of the same shape.
    luck
        Of whole runs, of expectation zero, shape (strategies, worlds, controls).
    """

    strategies: tuple[str, ...]
    holdout: str
    ceilings: tuple[str, ...]
    money: Floats = field(repr=False)
    goodwill: Floats = field(repr=False)
    luck: Floats = field(repr=False)

    @property
    def n_worlds(self) -> int:
        """Give the number of worlds."""
        return int(self.money.shape[1])

    @property
    def n_days(self) -> int:
        """Give the days of the horizon."""
        return int(self.money.shape[2])

    def find(self, strategy: str) -> int:
        """Give the place of a strategy.

        Raises
        ------
        UnknownNameError
            It was not run.
        """
        if strategy not in self.strategies:
            known = hint(strategy, self.strategies)
            raise UnknownNameError(f"no strategy {strategy!r} was traced. {known}")
        return self.strategies.index(strategy)

    def find_net_values(self, strategy: str, price: float) -> Floats:
        """Give net value if it ended on each day, USD, shape (worlds, days)."""
        mine, alone = self.find(strategy), self.find(self.holdout)
        left = self.goodwill[mine] - self.goodwill[alone]
        return np.asarray(self.money[mine] + price * left)


class DayRange(NamedTuple):
    """Horizons in days, both included, at which one strategy is clearly ahead, or none is."""

    low: int
    high: int
    winner: str | None  # None: open


class Turn(NamedTuple):
    """A horizon at which the strategy that is ahead becomes another one.

    The true one lies from `low` to `high` with the confidence asked for.
    """

    before: str  # ahead at shorter horizons
    after: str  # ahead at longer ones
    day: int  # first one on which `after` is ahead, by estimate
    low: int
    high: int


class Turning(NamedTuple):
    """Who of two strategies is ahead at which horizon."""

    strategy: str
    other: str
    ranges: tuple[DayRange, ...]  # from day 1 to the horizon, without gaps; neighbours differ
    turns: tuple[Turn, ...]  # between horizons at which it is clear who is ahead


def gather_courses(
    strategies: Sequence[str],
    holdout: str,
    traces: Sequence[Sequence[Trace]],
    *,
    ceilings: Sequence[str] = (),
) -> Courses:
    """Gather the traces of strategies in the same worlds.

    Parameters
    ----------
    strategies, holdout, ceilings
        Names.
    traces
        By strategy, then by world.

    Raises
    ------
    ResultError
        There are no traces, or not as many of each strategy.
    """
    counts = {len(row) for row in traces}
    if len(traces) != len(strategies) or len(counts) != 1 or not counts.pop():
        raise ResultError(
            f"traces of {[len(row) for row in traces]} worlds for {len(strategies)} strategies. "
            "As many of each are needed, at least one."
        )
    return Courses(
        tuple(strategies),
        holdout,
        tuple(ceilings),
        np.array([[one.money for one in row] for row in traces]),
        np.array([[one.goodwill for one in row] for row in traces]),
        np.array([[one.luck for one in row] for row in traces]),
    )


def find_turning(
    courses: Courses,
    strategy: str,
    other: str,
    price: float,
    *,
    confidence: float = CONFIDENCE,
    seed: int = 0,
) -> Turning:
    """Say who is ahead in net value at which horizon, and when that turns.

    The intervals of all days hold together. Known luck of whole runs is taken out of every day.

    Parameters
    ----------
    courses
        Of three worlds at least: with fewer all is open.
    strategy, other
        The two.
    price
        USD per point of the whole market's mean goodwill.
    confidence
        Of all days together.
    seed
        Of the weights by which it is learnt how days hang together.

    References
    ----------
    Chernozhukov, V., Chetverikov, D., Kato, K. (2013). Gaussian approximations and multiplier
    bootstrap for maxima of sums of high-dimensional random vectors. Annals of Statistics 41,
    2786-2819. doi:10.1214/13-AOS1161
    """
    differences = courses.find_net_values(strategy, price) - courses.find_net_values(other, price)
    means, signs = _find_signs(courses, differences, strategy, other, 1.0 - confidence, seed)
    winners = {1: strategy, -1: other, 0: None}
    ranges: list[DayRange] = []
    for day, sign in enumerate(signs.tolist(), 1):
        if ranges and ranges[-1].winner == winners[sign]:
            ranges[-1] = ranges[-1]._replace(high=day)
        else:
            ranges.append(DayRange(day, day, winners[sign]))
    return Turning(strategy, other, tuple(ranges), _find_turns(ranges, means, strategy))


def find_turnings(
    courses: Courses,
    price: float,
    pairs: Sequence[tuple[str, str]] | None = None,
    *,
    confidence: float = CONFIDENCE,
    seed: int = 0,
) -> tuple[Turning, ...]:
    """Say of several pairs who is ahead when, all of them together (Bonferroni).

    Parameters
    ----------
    courses, price, seed
        As for one.
    pairs
        The fewer, the more can be said of each; None: all that can be chosen.
    confidence
        Of all pairs and all their days.

    Returns
    -------
    tuple of Turning
        Those pairs first whose ranking turns.
    """
    rivals = [one for one in courses.strategies if one not in courses.ceilings]
    chosen = list(combinations(rivals, 2)) if pairs is None else list(pairs)
    each = 1.0 - share_errors(1.0 - confidence, len(chosen))
    found = [find_turning(courses, *pair, price, confidence=each, seed=seed) for pair in chosen]
    return tuple(sorted(found, key=lambda one: not one.turns))


def _find_signs(
    courses: Courses, differences: Floats, strategy: str, other: str, error: float, seed: int
) -> tuple[Floats, npt.NDArray[np.int64]]:
    """Give the mean difference of each day, and its sign where that is clear."""
    from scipy.special import stdtrit

    n_worlds, n_days = differences.shape
    signs = np.zeros(n_days, np.int64)
    if n_worlds < _FEWEST:
        return differences.mean(axis=0), signs
    n_controls = len(choose_controls("net_value", n_worlds))
    luck = (courses.luck[courses.find(strategy)] - courses.luck[courses.find(other)])[
        :, :n_controls
    ]
    found = adjust_each(differences, luck)
    means = np.array([one.mean for one in found])
    varying = [one.residuals for one in found if _varies(one)]
    if varying:
        error = _share_over_days(np.column_stack(varying), error, seed)
    for day, one in enumerate(found):
        if one.degrees_of_freedom >= 1.0:
            half = float(stdtrit(one.degrees_of_freedom, 1.0 - error / 2.0)) * one.standard_error
            signs[day] = 0 if abs(one.mean) <= half else int(math.copysign(1, one.mean))
    return means, signs


def _share_over_days(residuals: Floats, error: float, seed: int) -> float:
    """Give the chance to be wrong that each day may have.

    Days that follow one another say much the same: how far the worst of them may lie off is learnt
    by weighing whole worlds with normal luck (Gaussian multipliers), which leaves each day by
    itself exactly normal, and all together as they hang together.
    """
    from scipy.special import ndtr, ndtri

    scaled = residuals / np.sqrt((residuals**2).sum(axis=0))
    luck = draw_many(
        seed_key(seed),
        person_id("weighed worlds"),
        _WITH_LUCK_OF_ITS_OWN,
        0,
        np.arange(len(scaled))[np.newaxis, :],
        np.arange(N_RESAMPLES)[:, np.newaxis],
    )
    largest = np.abs(ndtri(luck) @ scaled).max(axis=1)
    critical = float(np.quantile(largest, 1.0 - error, method="higher"))
    return min(error, max(2.0 * float(ndtr(-critical)), share_errors(error, scaled.shape[1])))


def _varies(adjusted: Adjusted) -> bool:
    return float(np.abs(adjusted.residuals).max()) > 1e-9 * max(1.0, abs(adjusted.mean))


def _find_turns(ranges: Sequence[DayRange], means: Floats, strategy: str) -> tuple[Turn, ...]:
    """Find the turns between neighbouring clear ranges with different winners."""
    clear = [one for one in ranges if one.winner is not None]
    turns = []
    for one, other in pairwise(clear):
        if one.winner is None or other.winner is None or one.winner == other.winner:
            continue
        ahead = means if other.winner == strategy else -means
        behind = [day for day in range(one.high, other.low) if ahead[day - 1] <= 0.0]
        day = max(behind, default=one.high) + 1
        turns.append(Turn(one.winner, other.winner, day, one.high + 1, other.low))
    return tuple(turns)
