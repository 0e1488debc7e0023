"""Hold what strategies come to in plausible worlds: one study for each draw of the parameters."""

from __future__ import annotations

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

    def __post_init__(self) -> None:
        """Check that all parts go together, and close the figures to changes."""
        n_draws, n_numbers = self.points.shape
        wanted = n_draws, len(self.strategies)
        if self.money.shape != wanted or self.goodwill.shape != wanted:
            raise ResultError(
                f"plausible worlds: money {self.money.shape}, goodwill {self.goodwill.shape}. "
                f"Needed: {wanted} (draws, strategies)."
            )
        if sum(map(len, self.groups.values())) != n_numbers:
            raise ResultError(f"plausible worlds: {n_numbers} numbers a draw have other names.")
        for figures in (self.points, self.money, self.goodwill):
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
        There are no studies, not as many as overrides, or they are not of the same strategies or
        parameters.
    """
    if not studies or len(studies) != len(overrides):
        raise ResultError(
            f"{len(studies)} studies under {len(overrides)} draws. Needed: one each, at least one."
        )
    first, keys = studies[0], tuple(overrides[0])
    for study, drawn in zip(studies, overrides, strict=True):
        if (study.strategies, study.holdout) != (first.strategies, first.holdout):
            raise ResultError(f"a study is of {study.strategies}, another of {first.strategies}.")
        if tuple(drawn) != keys:
            raise ResultError("the draws are not of the same parameters in the same order.")
    return PlausibleWorlds(
        first.strategies,
        first.holdout,
        first.ceilings,
        name_numbers(keys),
        np.array([flatten(drawn) for drawn in overrides]),
        _average(studies, MONEY, CONTROLS[NET_VALUE]),
        _average(studies, GOODWILL, CONTROLS[GOODWILL]),
    )


def find_surfaces(worlds: PlausibleWorlds) -> Surfaces:
    """Smooth money and goodwill over all parameters that were drawn.

    Chances, losses and the worth of knowing are made of these alone: the best of several noisy
    figures looks better than it is.
    """
    places = [worlds.strategies.index(one) for one in worlds.rivals]
    money, goodwill = (
        np.column_stack([smooth(worlds.points, figures[:, at]).fitted for at in places])
        for figures in (worlds.money, worlds.goodwill)
    )
    return Surfaces(worlds.rivals, money, goodwill)


def _average(studies: Sequence[Study], metric: str, named: Sequence[str]) -> Floats:
    """Give the mean of a figure above the holdout's, by draw and strategy, less known luck."""
    means = np.empty((len(studies), len(studies[0].strategies)))
    luck = [f"luck_{one}" for one in named if f"luck_{one}" in studies[0].metrics]
    for column, strategy in enumerate(studies[0].strategies):
        observed = [_find_mean(study, strategy, metric) for study in studies]
        controls = np.array(
            [[_find_mean(study, strategy, one) for one in luck] for study in studies]
        ).reshape(len(studies), len(luck))
        means[:, column] = np.array(observed) - controls @ _find_slopes(
            np.array(observed), controls
        )
    return means


def _find_mean(study: Study, strategy: str, metric: str) -> float:
    return float(study.subtract(strategy, study.holdout, metric).mean())


def _find_slopes(observed: Floats, controls: Floats) -> Floats:
    """Regress a figure on luck over all draws; with too few draws, luck stays in."""
    n_draws, n_controls = controls.shape
    if n_draws < 10 * (n_controls + 1) or not n_controls:
        return np.zeros(n_controls)
    centred = controls - controls.mean(axis=0)
    return np.asarray(np.linalg.lstsq(centred, observed - observed.mean())[0])
