"""Hold what strategies come to in plausible worlds: one study for each draw of the parameters."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from goodwill.analysis.controls import CONTROLS
from goodwill.analysis.smoothing import smooth
from goodwill.analysis.study import Study
from goodwill.analysis.verdicts import GOODWILL, MONEY, NET_VALUE
from goodwill.errors import ResultError
from goodwill.parameters import Value
from goodwill.parameters.drawing import flatten, name_numbers

Floats = npt.NDArray[np.float64]

_FEWEST = 2  # worlds of a draw
_WORLDS_PER_SLOPE = 10
_DOUBT = 0.01  # chance of so much spread from luck alone, below which it is not luck alone


@dataclass(frozen=True, slots=True, eq=False)
class PlausibleWorlds:
    """What strategies come to under many draws of the parameters.

    Attributes
    ----------
    strategies, holdout, ceilings
        As of every study.
    groups
        Names of the uncertain numbers of each parameter that was drawn, in the order of `points`.
    points
        Those numbers, shape (draws, numbers).
    money
        Mean profit above the holdout's, USD, shape (draws, strategies); noisy: of few worlds.
    goodwill
        Mean goodwill at the end above the holdout's, of the same shape.
    money_luck, goodwill_luck
        Standard deviation that luck gives them, by strategy; nan: not known, and what smoothing
        leaves unexplained passes for luck.

    Raises
    ------
    ResultError
        The shapes do not go together.
    """

    strategies: tuple[str, ...]
    holdout: str
    ceilings: tuple[str, ...]
    groups: Mapping[str, tuple[str, ...]] = field(repr=False)
    points: Floats = field(repr=False)
    money: Floats = field(repr=False)
    goodwill: Floats = field(repr=False)
    money_luck: Floats = field(repr=False)
    goodwill_luck: Floats = field(repr=False)

    def __post_init__(self) -> None:
        """Check that all parts go together, and close the figures to changes."""
        n_draws, n_numbers = self.points.shape
        wanted = n_draws, len(self.strategies)
        if self.money.shape != wanted or self.goodwill.shape != wanted:
            raise ResultError(
                f"plausible worlds: money {self.money.shape}, goodwill {self.goodwill.shape}. "
                f"Needed: {wanted} (draws, strategies)."
            )
        if self.money_luck.shape != wanted[1:] or self.goodwill_luck.shape != wanted[1:]:
            raise ResultError(f"plausible worlds: luck is needed of {wanted[1]} strategies.")
        if sum(map(len, self.groups.values())) != n_numbers:
            raise ResultError(f"plausible worlds: {n_numbers} numbers a draw have other names.")
        luck = self.money_luck, self.goodwill_luck
        for figures in (self.points, self.money, self.goodwill, *luck):
            figures.setflags(write=False)

    @property
    def n_draws(self) -> int:
        """Give the number of draws."""
        return int(self.points.shape[0])

    @property
    def rivals(self) -> tuple[str, ...]:
        """Give the strategies that can be chosen: all but ceilings, the holdout included."""
        return tuple(one for one in self.strategies if one not in self.ceilings)

    def find_columns(self, keys: Sequence[str]) -> Floats:
        """Give the numbers of some parameters, shape (draws, numbers)."""
        chosen = [key in keys for key, names in self.groups.items() for _ in names]
        return self.points[:, np.array(chosen, np.bool_)]


@dataclass(frozen=True, slots=True, eq=False)
class Surfaces:
    """What is to be expected of each strategy in each draw, with the noise taken out.

    Attributes
    ----------
    strategies
        That can be chosen.
    money, goodwill
        Above the holdout's, shape (draws, strategies).
    """

    strategies: tuple[str, ...]
    money: Floats = field(repr=False)
    goodwill: Floats = field(repr=False)

    def find_net_values(self, price: float) -> Floats:
        """Give net values above the holdout's at a price of a goodwill point, USD."""
        return self.money + price * self.goodwill


def gather_worlds(
    studies: Sequence[Study], overrides: Sequence[Mapping[str, Value]]
) -> PlausibleWorlds:
    """Gather studies that were run under draws of the parameters.

    Luck that is known is taken out, with one slope for all draws: where each has few worlds, most
    of the noise goes with it.

    Parameters
    ----------
    studies
        One a draw, of the same strategies.
    overrides
        The values that each was run under, of the same parameters, as
        :func:`goodwill.parameters.drawing.draw_overrides` gives them.

    Raises
    ------
    ResultError
        There are no studies, not as many as overrides, they are not of the same strategies or
        parameters, or one has less than two worlds: what luck does could not be told from what
        parameters do.
    """
    if not studies or len(studies) != len(overrides):
        raise ResultError(
            f"{len(studies)} studies under {len(overrides)} draws. Needed: one each, at least one."
        )
    first, keys = studies[0], tuple(overrides[0])
    for study, drawn in zip(studies, overrides, strict=True):
        if (study.strategies, study.holdout) != (first.strategies, first.holdout):
            raise ResultError(f"a study is of {study.strategies}, another of {first.strategies}.")
        if study.n_replications < _FEWEST:
            raise ResultError(f"a draw has {study.n_replications} world. Two at least are needed.")
        if tuple(drawn) != keys:
            raise ResultError("the draws are not of the same parameters in the same order.")
    money, money_luck = _average(studies, MONEY, CONTROLS[NET_VALUE])
    goodwill, goodwill_luck = _average(studies, GOODWILL, CONTROLS.get(GOODWILL, ()))
    return PlausibleWorlds(
        first.strategies,
        first.holdout,
        first.ceilings,
        name_numbers(keys),
        np.array([flatten(drawn) for drawn in overrides]),
        money,
        goodwill,
        money_luck,
        goodwill_luck,
    )


def find_surfaces(worlds: PlausibleWorlds) -> Surfaces:
    """Take the luck out of money and goodwill: what parameters alone make of them.

    Chances, losses and the worth of knowing are made of these alone: the best of several noisy
    figures looks better than it is. What smoothing over the parameters leaves unexplained is luck
    and what many parameters do that matter little each; where the size of luck is known, the rest
    is kept, shrunk to the size that it must have, unless it may be luck alone.

    References
    ----------
    Louis, T. A. (1984). Estimating a population of parameter values using Bayes and empirical Bayes
    methods. Journal of the American Statistical Association 79, 393-398.
    """
    places = [worlds.strategies.index(one) for one in worlds.rivals]
    money, goodwill = (
        np.column_stack([_take_out_luck(worlds.points, figures[:, at], luck[at]) for at in places])
        for figures, luck in (
            (worlds.money, worlds.money_luck),
            (worlds.goodwill, worlds.goodwill_luck),
        )
    )
    return Surfaces(worlds.rivals, money, goodwill)


def _take_out_luck(points: Floats, observed: Floats, luck: float) -> Floats:
    from scipy.special import fdtrc

    surface = smooth(points, observed)
    degrees = observed.size - 1.0 - surface.degrees_of_freedom
    if not luck > 0.0 or degrees < 1.0:
        return surface.fitted
    excess = (surface.noise / luck) ** 2
    # Every draw tells of luck: at least as many degrees of freedom as there are draws.
    if float(fdtrc(degrees, observed.size, excess)) > _DOUBT:
        return surface.fitted
    return np.asarray(surface.fitted + math.sqrt(1.0 - 1.0 / excess) * (observed - surface.fitted))


def _average(studies: Sequence[Study], metric: str, named: Sequence[str]) -> tuple[Floats, Floats]:
    """Give the mean of a figure above the holdout's, by draw and strategy, and its luck.

    Known luck is taken out of the mean, with one slope for all draws.
    """
    strategies = studies[0].strategies
    means = np.empty((len(studies), len(strategies)))
    spreads = np.empty(len(strategies))
    luck = [f"luck_{one}" for one in named if f"luck_{one}" in studies[0].metrics]
    for column, strategy in enumerate(strategies):
        observed = [_subtract_holdout(study, strategy, [metric])[:, 0] for study in studies]
        controls = [_subtract_holdout(study, strategy, luck) for study in studies]
        slopes = _find_slopes(observed, controls)
        adjusted = [one - other @ slopes for one, other in zip(observed, controls, strict=True)]
        means[:, column] = [one.mean() for one in adjusted]
        variances = [float(one.var(ddof=1)) / one.size for one in adjusted]
        spreads[column] = math.sqrt(math.fsum(variances) / len(variances))
    return means, spreads


def _subtract_holdout(study: Study, strategy: str, metrics: Sequence[str]) -> Floats:
    """Give figures above the holdout's, shape (worlds, metrics)."""
    columns = [study.subtract(strategy, study.holdout, one) for one in metrics]
    return np.array(columns).reshape(len(columns), study.n_replications).T


def _find_slopes(observed: Sequence[Floats], controls: Sequence[Floats]) -> Floats:
    """Regress a figure on luck, with one slope for all draws.

    Within draws, where that is possible: there parameters do nothing. With too little to learn
    from, luck stays in.
    """
    n_controls = controls[0].shape[1]
    figures = np.concatenate([one - one.mean() for one in observed])
    luck = np.concatenate([one - one.mean(axis=0) for one in controls])
    if figures.size - len(observed) < _WORLDS_PER_SLOPE * (n_controls + 1):
        figures = np.array([one.mean() for one in observed])
        luck = np.array([one.mean(axis=0) for one in controls])
        figures, luck = figures - figures.mean(), luck - luck.mean(axis=0)
    if figures.size < _WORLDS_PER_SLOPE * (n_controls + 1) or not n_controls:
        return np.zeros(n_controls)
    return np.asarray(np.linalg.lstsq(luck, figures)[0])
