"""Say what an experiment would be worth before it is run, and how large it should be.

An experiment is simulated in every plausible world: what it would show there, with the luck of so
many people. What net values are to be expected given what it shows is smoothed, as for parameters.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from goodwill.analysis.plausible import PlausibleWorlds, Surfaces, find_surfaces
from goodwill.analysis.screening import ERROR
from goodwill.analysis.study import Study
from goodwill.analysis.value_of_information import (
    find_chance,
    find_worth,
    find_worth_of_part,
)
from goodwill.draws import draw_many, person_id, seed_key
from goodwill.errors import ParameterError, UnknownNameError, hint

Floats = npt.NDArray[np.float64]

ARMS = (0.02, 0.05, 0.1, 0.2, 0.35, 0.5)
"""Shares of a market that are looked at for either arm of a test."""

_WITH_LUCK_OF_ITS_OWN = 0  # no decision of a world: codes of those begin with 1


class SplitTest(NamedTuple):
    """Two strategies on people who are shared out between them by lot, for the whole horizon.

    It sees money and never goodwill. What people tell those of the other arm is taken for nothing:
    where they talk much it shows less than this.
    """

    strategy: str
    other: str
    n_people: int  # of the whole market
    spread: float  # standard deviation of one strategy's profit in the whole market, by luck, USD


class Trial(NamedTuple):
    """What an experiment of one size would be worth."""

    n_people: int  # in each arm
    worth: float  # of one decision, USD, 0 or more
    error: float  # standard error, for there being only so many draws
    share: float  # of the worth of knowing everything, at most 1; nan: that is worth nothing
    gain: float  # of all decisions that it serves, less what it costs, USD


class Benefit(NamedTuple):
    """What experiments serve, and what they cost."""

    decisions: float = 1.0  # that are taken by it: years, or markets of this size
    cost: float = 0.0  # USD, whatever its size
    cost_per_person: float = 0.0  # USD, of either arm


def design_split_test(study: Study, strategy: str, other: str) -> SplitTest:
    """Design a split test of two strategies in a scenario's market.

    Parameters
    ----------
    study
        Runs with the defaults: how large the market is, and how much profit varies by luck.
    strategy, other
        The two.

    Raises
    ------
    UnknownNameError
        One was not run.
    """
    variances = [float(study.find(one, "profit").var(ddof=1)) for one in (strategy, other)]
    n_people = round(float(study.find(strategy, "people").mean()))
    return SplitTest(strategy, other, n_people, math.sqrt(math.fsum(variances) / 2.0))


def value_split_test(  # noqa: PLR0913 - what is tested, by what, and for whom
    test: SplitTest,
    worlds: PlausibleWorlds,
    price: float,
    sizes: Sequence[int],
    *,
    surfaces: Surfaces | None = None,
    benefit: Benefit | None = None,
    seed: int = 0,
    n_tries: int | None = None,
) -> tuple[Trial, ...]:
    """Say what a split test of each of some sizes would be worth.

    Parameters
    ----------
    test
        Which.
    worlds
        Plausible ones.
    price
        USD per goodwill point.
    sizes
        People in each arm; at most half of the market.
    surfaces
        Of these worlds, if they were made already.
    benefit
        What it serves and costs; None: one decision, for nothing.
    seed
        Of the luck of its people: the same people lie at the root of all sizes.
    n_tries
        Among how many trials these are looked at: what chance alone may bring is worth nothing.
        None: these alone.

    Raises
    ------
    ParameterError
        A size is not from 1 to half of the market.
    UnknownNameError
        A strategy cannot be chosen.

    References
    ----------
    Strong, M., Oakley, J. E., Brennan, A., Breeze, P. (2015). Estimating the expected value of
    sample information using the probabilistic sensitivity analysis sample: a fast nonparametric
    regression-based method. Medical Decision Making 35, 570-583. doi:10.1177/0272989X15575286
    """
    smoothed = surfaces or find_surfaces(worlds)
    net = smoothed.find_net_values(price)
    everything, _ = find_worth(net)
    true = _find_difference(test, smoothed)
    served = benefit or Benefit()
    trials = []
    for size in sizes:
        seen = true + _find_noise(test, size) * _draw_luck(true.size, seed)
        worth, error = value_observation(seen[:, np.newaxis], net, n_tries=n_tries or len(sizes))
        share = min(1.0, worth / everything) if everything else math.nan
        gain = served.decisions * worth - served.cost - 2.0 * size * served.cost_per_person
        trials.append(Trial(size, worth, error, share, gain))
    return tuple(trials)


def rank_split_tests(
    study: Study,
    worlds: PlausibleWorlds,
    price: float,
    *,
    surfaces: Surfaces | None = None,
    benefit: Benefit | None = None,
    seed: int = 0,
) -> tuple[tuple[SplitTest, Trial], ...]:
    """Say which split test is worth running, and how large: that with the greatest gain first.

    Parameters
    ----------
    study
        Runs with the defaults.
    worlds, price, surfaces, benefit, seed
        As :func:`value_split_test` takes them.

    Returns
    -------
    tuple of (SplitTest, Trial)
        Of every pair that can be chosen, at the size (:data:`ARMS`) that gains most; the smaller
        one of two that gain the same.
    """
    smoothed = surfaces or find_surfaces(worlds)
    ranked = []
    pairs = list(combinations(smoothed.strategies, 2))
    for pair in pairs:
        test = design_split_test(study, *pair)
        sizes = list_sizes(test)
        trials = value_split_test(
            test,
            worlds,
            price,
            sizes,
            surfaces=smoothed,
            benefit=benefit,
            seed=seed,
            n_tries=len(pairs) * len(sizes),
        )
        ranked.append((test, max(trials, key=lambda one: (one.gain, -one.n_people))))
    return tuple(sorted(ranked, key=lambda one: -one[1].gain))


def list_sizes(test: SplitTest) -> list[int]:
    """Give the sizes of either arm that are looked at, the smallest first."""
    half = test.n_people // 2
    return sorted({min(half, max(1, round(share * test.n_people))) for share in ARMS})


def value_observation(
    observations: Floats, net: Floats, *, n_tries: int = 1
) -> tuple[float, float]:
    """Give what an observation would be worth, and its standard error.

    Parameters
    ----------
    observations
        What would be seen in each draw, with its luck, shape (draws, numbers).
    net
        Net values of each strategy there, shape (draws, strategies).
    n_tries
        Among how many observations this is one: what cannot be told from chance is worth nothing.
    """
    if find_chance(observations, net) * n_tries > ERROR:
        return 0.0, 0.0
    return find_worth_of_part(observations, net)


def size_split_test(n_people: int, luck: float, doubt: float) -> int:
    """Say how many people each arm of a test should have, if the rest then gets what did better.

    A larger test spends more people on the worse arm, a smaller one picks it more often.

    Parameters
    ----------
    n_people
        In all, those of the test included.
    luck
        Standard deviation of what one person brings, above 0.
    doubt
        Standard deviation of what is believed of either arm's mean, above 0; the same of both.

    Returns
    -------
    int
        At most half of the people.

    Raises
    ------
    ParameterError
        A number is out of range.

    References
    ----------
    Feit, E. M., Berman, R. (2019). Test & Roll: profit-maximizing A/B tests. Marketing Science 38,
    1038-1058. doi:10.1287/mksc.2019.1194

    Examples
    --------
    >>> size_split_test(100_000, luck=0.5, doubt=0.02)
    3512
    """
    if n_people < 2 or not luck > 0.0 or not doubt > 0.0:  # noqa: PLR2004 - one in each arm
        raise ParameterError(
            f"test of {n_people} people, luck {luck:g}, doubt {doubt:g}. "
            "Accepted: 2 people at least, both above 0."
        )
    ratio = (luck / doubt) ** 2
    best = math.sqrt(n_people / 4.0 * ratio + (0.75 * ratio) ** 2) - 0.75 * ratio
    return min(n_people // 2, max(1, round(best)))


def _find_difference(test: SplitTest, surfaces: Surfaces) -> Floats:
    """Give what the first strategy brings more in money than the other, by draw."""
    for name in test[:2]:
        if name not in surfaces.strategies:
            known = hint(name, surfaces.strategies)
            raise UnknownNameError(f"no strategy {name!r} can be tested. {known}")
    mine, yours = (surfaces.strategies.index(one) for one in test[:2])
    return np.asarray(surfaces.money[:, mine] - surfaces.money[:, yours])


def _find_noise(test: SplitTest, size: int) -> float:
    """Give the standard error of the whole market's difference, by a test of some size."""
    if not 1 <= size <= test.n_people // 2:
        raise ParameterError(
            f"split test: {size} people in each arm. Accepted: 1 to {test.n_people // 2}, "
            "half of the market."
        )
    return test.spread * math.sqrt(2.0 * test.n_people / size)


def _draw_luck(n_draws: int, seed: int) -> Floats:
    from scipy.special import ndtri

    luck = draw_many(
        seed_key(seed),
        person_id("people of a test"),
        _WITH_LUCK_OF_ITS_OWN,
        0,
        np.arange(n_draws),
        0,
    )
    return np.asarray(ndtri(luck))
