"""Apportion what makes a difference uncertain to the few parameters that cause most of it.

Draws of all uncertain parameters show which of them say something about the difference of two
strategies. Those few are then moved by a design of their own, in the same worlds every time, and
the variance of the difference is split (Sobol' indices).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from goodwill.analysis.controls import CONTROLS
from goodwill.analysis.intervals import Interval
from goodwill.analysis.narrowing import Effort, Screened, Told
from goodwill.analysis.screening import ERROR
from goodwill.analysis.sequential import Plan
from goodwill.analysis.sobol import (
    SobolDesign,
    SobolIndex,
    analyse_sobol,
    design_sobol,
    sum_first_orders,
)
from goodwill.analysis.verdicts import NET_VALUE
from goodwill.errors import ParameterError, ResultError
from goodwill.measuring import net_value
from goodwill.running.processes import Job, Task, run_task, work_through
from goodwill.scenario import Scenario

Floats = npt.NDArray[np.float64]
_LUCK = tuple(f"luck_{one}" for one in CONTROLS[NET_VALUE])
_CELLS_PER_SLOPE = 10  # runs times worlds that a slope is learnt from


class Apportioned(NamedTuple):
    """What is caused by which parameter."""

    screened: Screened
    price: float  # USD per goodwill point
    indices: tuple[SobolIndex, ...]  # the largest total first
    alone: Interval  # share of the variance that parameters cause each by itself
    mean: float  # difference over the design, USD
    spread: float  # standard deviation over the design, luck included, USD
    luck: float  # share of the variance that other worlds would not show again
    chance: float  # that luck alone would have it vary so much
    effort: Effort
    n_refused: int  # points of the design under which the scenario cannot be, left out

    @property
    def clear(self) -> bool:
        """Say whether the parameters surely do something, so that shares mean something."""
        return self.chance <= ERROR


def apportion(
    scenario: Scenario,
    screened: Screened,
    plan: Plan,
    effort: Effort,
    progress: Told | None = None,
) -> Apportioned:
    """Split the variance that some parameters give to what two strategies differ by.

    All other parameters stay where the scenario has them. Luck that is known is taken out, with one
    slope for all runs.

    Parameters
    ----------
    scenario, screened
        What is run, and which parameters are moved.
    plan, effort
        As :func:`goodwill.analysis.narrowing.screen` takes them.
    progress
        Is told how many sets of the design are done.

    Raises
    ------
    ParameterError
        The scenario can be under too few sets of the design.
    ResultError
        The two strategies differ by the same whatever the parameters are.
    """
    seed = scenario.seed if plan.seed is None else plan.seed
    design = design_sobol(screened.kept, effort.n_points, seed=seed)
    measured = _run_design(scenario, screened, plan, design, effort.n_worlds, progress)
    kept = list_possible(measured, len(screened.kept) + 2)
    n_points = len(kept) // (len(screened.kept) + 2)
    if n_points < 2:  # noqa: PLR2004 - as many as any variance needs
        raise ParameterError(f"{scenario.name}: it cannot be under most sets of the parameters.")
    overrides = tuple(design.overrides[at] for at in kept)
    possible = replace(design, shares=design.shares[kept], overrides=overrides)
    figures = take_out_luck(np.array([measured[at] for at in kept]))
    outcomes = figures.mean(axis=1)
    if not np.ptp(outcomes):
        raise ResultError(
            f"{screened.strategy} and {screened.other}: they differ by the same under all sets of "
            f"{', '.join(screened.kept)}. Choose strategies that do not do the same."
        )
    luck, chance = find_luck(figures)
    return Apportioned(
        screened,
        plan.price,
        analyse_sobol(possible, outcomes.tolist(), seed=seed),
        sum_first_orders(possible, outcomes.tolist(), seed=seed),
        float(outcomes.mean()),
        float(outcomes.std()),
        luck,
        chance,
        effort,
        effort.n_points - n_points,
    )


def _run_design(
    scenario: Scenario,
    screened: Screened,
    plan: Plan,
    design: SobolDesign,
    n_worlds: int,
    progress: Told | None,
) -> list[list[list[float]] | None]:
    """Measure the pair under each set, in the same worlds; None where there is no such world."""
    pair = screened.strategy, screened.other
    job = Job(scenario, pair, plan.seed, draw_budgets=False, engine=plan.engine)
    items = [
        (job._replace(scenario=scenario.with_parameters(one)), (n_worlds, plan.price))
        for one in design.overrides
    ]
    measured: dict[int, Any] = {}
    with closing(work_through(_measure_pair, items, plan.workers)) as finished:
        for at, found in finished:
            measured[at] = found
            if progress:
                progress(len(measured), len(items))
    return [measured[at] for at in range(len(items))]


def _measure_pair(job: Job, asked: tuple[int, float]) -> list[list[float]] | None:
    """Give what two strategies differ by in net value, and in luck, world by world."""
    n_worlds, price = asked
    rows = []
    try:
        for number in range(n_worlds):
            mine, yours = (run_task(job, Task(at, number)) for at in range(2))
            rows.append(_hold_against(mine, yours, price))
    except ParameterError:
        return None
    return rows


def _hold_against(
    mine: Mapping[str, float], yours: Mapping[str, float], price: float
) -> list[float]:
    net = net_value(mine, yours, price) - net_value(yours, yours, price)
    return [net, *(mine[one] - yours[one] for one in _LUCK)]


def list_possible(measured: Sequence[object], n_together: int) -> list[int]:
    """List the sets of those points of a design none of whose sets is impossible.

    Parameters
    ----------
    measured
        What came of each set; None: the scenario cannot be.
    n_together
        Sets of one point, which count only together.

    Examples
    --------
    >>> list_possible([1, 1, None, 1, 1, 1], 2)
    [0, 1, 4, 5]
    """
    points = range(0, len(measured), n_together)
    return [
        at
        for first in points
        if all(one is not None for one in measured[first : first + n_together])
        for at in range(first, first + n_together)
    ]


def take_out_luck(measured: Floats) -> Floats:
    """Take out of differences what known luck did to them, with one slope for all.

    Parameters
    ----------
    measured
        Differences, then luck of mean zero, shape (sets, worlds, 1 + kinds of luck).

    Returns
    -------
    ndarray of float64, shape (sets, worlds)
        As they were, where there is too little to learn a slope from.
    """
    figures, luck = measured[:, :, 0], measured[:, :, 1:]
    n_luck = luck.shape[2]
    if (figures.shape[0] - 1) * (figures.shape[1] - 1) < _CELLS_PER_SLOPE * n_luck:
        return figures
    slopes = np.linalg.lstsq(_centre(luck).reshape(-1, n_luck), _centre(figures).ravel())[0]
    return np.asarray(figures - luck @ slopes)


def _centre(figures: Floats) -> Floats:
    """Take out what is of the set and what is of the world: what is left is luck."""
    sets, worlds = figures.mean(axis=1, keepdims=True), figures.mean(axis=0, keepdims=True)
    return np.asarray(figures - sets - worlds + figures.mean(axis=(0, 1), keepdims=True))


def find_luck(figures: Floats) -> tuple[float, float]:
    """Tell luck from what sets do: worlds that are the same for all sets do not count as luck.

    Parameters
    ----------
    figures
        Shape (sets, worlds), two of each at least.

    Returns
    -------
    tuple of float and float
        The share of luck in the variance of the sets' means, and how likely luck alone would have
        them vary so much (F test).
    """
    from scipy.special import fdtrc

    n_sets, n_worlds = figures.shape
    degrees = (n_sets - 1) * (n_worlds - 1)
    left = float((_centre(figures) ** 2).sum()) / degrees
    between = n_worlds * float(figures.mean(axis=1).var(ddof=1))
    ratio = between / left if left else np.inf
    chance = float(fdtrc(n_sets - 1.0, degrees, ratio)) if left else 0.0
    return min(1.0, 1.0 / ratio), chance
