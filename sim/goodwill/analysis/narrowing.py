"""Narrow many uncertain parameters down to the few that say something about a difference."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from goodwill.analysis.deciding import decide
from goodwill.analysis.doubting import FEWEST
from goodwill.analysis.drawn_worlds import WORLDS_A_DRAW, run_draws
from goodwill.analysis.plausible import PlausibleWorlds
from goodwill.analysis.screening import ERROR, find_chance_of_any
from goodwill.analysis.sequential import HOLDOUT, Plan, run_enough
from goodwill.analysis.smoothing import smooth
from goodwill.analysis.stopping import FIRST
from goodwill.errors import ParameterError
from goodwill.parameters.drawing import draw_overrides
from goodwill.scenario import Scenario
from goodwill.scenario.believing import list_doubtful

Floats = npt.NDArray[np.float64]
Told = Callable[[int, int], None]  # how much is done, and how much there is

_ROUNDING = 1e-9  # beside 1


class Effort(NamedTuple):
    """How much is run."""

    n_draws: int = 100  # of all uncertain parameters
    n_kept: int = 5  # parameters, at most
    n_points: int = 64  # of the design, a power of 2
    n_worlds: int = 4  # the same under each set of the design, 2 or more

    def count_runs(self, pair: tuple[str, str]) -> tuple[int, int]:
        """Count the runs, one strategy in one world each: of the draws, and of the design."""
        n_strategies = len({*pair, HOLDOUT})
        n_sets = self.n_points * (self.n_kept + 2)
        return n_strategies * WORLDS_A_DRAW * self.n_draws, len(pair) * self.n_worlds * n_sets


class Screened(NamedTuple):
    """Which parameters say something about a difference, in draws of all of them."""

    strategy: str
    other: str
    kept: tuple[str, ...]  # those that say most, the clearest first
    n_clear: int  # of those kept: surely not by chance, among so many
    left_out: tuple[str, ...]
    narrowed: tuple[str, ...]  # by data: they stay where the data put them
    spread: float  # standard deviation of the difference, as far as draws explain it, USD
    n_draws: int  # under which the scenario can be


def find_pair(scenario: Scenario, plan: Plan, progress: Told | None = None) -> tuple[str, str]:
    """Find the strategy that is first in line after some worlds, to be held against the holdout.

    The two first in line are often so close that nothing could be told of what moves them apart.
    """
    runs = run_enough(scenario, plan._replace(replications=FIRST), progress=progress)
    ranking = decide(runs.study, plan.price).ranking
    return next(one for one in ranking if one != HOLDOUT), HOLDOUT


def screen(
    scenario: Scenario,
    pair: tuple[str, str],
    plan: Plan,
    effort: Effort,
    progress: Told | None = None,
) -> Screened:
    """Find the parameters that say most about what two strategies differ by.

    Each parameter is looked at by itself and in products of its own numbers: one that matters only
    together with another parameter may be passed over.

    Parameters
    ----------
    scenario
        With a holdout.
    pair
        The two; no ceilings.
    plan
        `price`, `seed`, `workers`, and an `engine` that is ready.
    effort
        How many draws, and how many parameters to keep.
    progress
        Is told how many draws are done.

    Raises
    ------
    ParameterError
        There are too few draws, no parameter is uncertain, or the scenario cannot be.
    """
    if effort.n_draws < FEWEST:
        raise ParameterError(f"draws: {effort.n_draws}. Accepted: {FEWEST} or more.")
    beliefs = {} if scenario.beliefs is None else scenario.beliefs.values
    doubtful = list_doubtful(scenario)
    keys = [key for key in doubtful if key not in beliefs]
    if not keys:
        raise ParameterError(f"{scenario.file}: no parameter is uncertain. Nothing is to be split.")
    worlds = _run(scenario, pair, plan, (keys, effort.n_draws), progress)
    differences = _subtract(worlds, pair, plan.price)
    chances = {key: find_chance_of_any(worlds.find_columns([key]), differences) for key in keys}
    ordered = sorted(keys, key=lambda key: (chances[key], key))
    kept, left_out = ordered[: effort.n_kept], ordered[effort.n_kept :]
    return Screened(
        *pair,
        tuple(kept),
        sum(chances[key] * len(keys) <= ERROR for key in kept),
        tuple(left_out),
        tuple(key for key in doubtful if key in beliefs),
        _find_spread(worlds, differences),
        worlds.n_draws,
    )


def _run(
    scenario: Scenario,
    pair: tuple[str, str],
    plan: Plan,
    drawn: tuple[Sequence[str], int],
    progress: Told | None,
) -> PlausibleWorlds:
    """Run two strategies and the holdout under draws of some parameters."""
    keys, n_draws = drawn
    names = dict.fromkeys((*pair, HOLDOUT))
    few = replace(scenario, strategies={one: scenario.strategies[one] for one in names})
    seed = scenario.seed if plan.seed is None else plan.seed
    found = run_draws(
        few,
        plan.seed,
        [draw_overrides(seed, draw, keys) for draw in range(n_draws)],
        FEWEST // 2,
        engine=plan.engine,
        workers=plan.workers,
        progress=progress,
    )
    if found is None:
        raise ParameterError(f"{scenario.name}: it cannot be under most draws of the parameters.")
    return found.worlds


def _subtract(worlds: PlausibleWorlds, pair: tuple[str, str], price: float) -> Floats:
    net = worlds.money + price * worlds.goodwill
    mine, yours = (worlds.strategies.index(one) for one in pair)
    return np.asarray(net[:, mine] - net[:, yours])


def _find_spread(worlds: PlausibleWorlds, differences: Floats) -> float:
    spread = float(smooth(worlds.points, differences).fitted.std())
    return spread if spread > _ROUNDING * float(differences.std()) else 0.0
