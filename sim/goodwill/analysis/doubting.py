"""Doubt the parameters: run strategies under many plausible sets of them, and say what follows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from goodwill.analysis.deciding import Decision
from goodwill.analysis.decision import (
    LossCurves,
    Share,
    find_loss_curves,
    find_shares,
)
from goodwill.analysis.plausible import (
    PlausibleWorlds,
    Surfaces,
    find_surfaces,
    gather_worlds,
)
from goodwill.analysis.sensitivity import Sensitivity, find_sensitivity
from goodwill.analysis.sequential import HOLDOUT, Plan, Runs, find_ceilings
from goodwill.analysis.study import Study
from goodwill.analysis.value_of_information import Information, value_information
from goodwill.errors import ParameterError
from goodwill.running import Engine
from goodwill.running.processes import Crew, Job, Task, run_task, work_through
from goodwill.scenario import Scenario, find_auc
from goodwill.scenario.believing import draw_beliefs, list_doubtful

N_DRAWS = 20
"""Draws that a report is made with where nobody says how many: it is to take a minute at most."""

WORLDS_A_DRAW = 2
"""Worlds of each draw, no world in two draws: fewer would not tell luck from parameters."""

FEWEST = 20
"""Draws that may be asked for, at least."""

ENOUGH_FOR_PARTS = 200
"""Draws with fewer of which nothing is said of what single parameters would be worth."""


class Findings(NamedTuple):
    """All that was found: what a report is made of."""

    runs: Runs
    decision: Decision
    doubts: Doubts | None  # None: the parameters were not looked into


@dataclass(frozen=True, eq=False)
class Doubts:
    """What is not known for want of knowing the parameters.

    Attributes
    ----------
    strategy, other
        The two first in line, whose difference the bars are about.
    price
        USD per goodwill point.
    worlds, surfaces
        Draws and what came of them, with and without luck.
    n_refused
        Draws under which the scenario cannot be: left out.
    n_weaker
        Draws in which the lead score is not as good as the scenario has it: what the vendor sees
        carries no more there.
    curves
        Expected losses and chances to be the best, by price.
    shares
        In how many of the draws each strategy is the best, at that price.
    sensitivity
        What the difference hangs on.
    information
        What knowing would be worth.
    """

    strategy: str
    other: str
    price: float
    worlds: PlausibleWorlds = field(repr=False)
    surfaces: Surfaces = field(repr=False)
    n_refused: int
    n_weaker: int
    curves: LossCurves = field(repr=False)
    shares: tuple[Share, ...]
    sensitivity: Sensitivity = field(repr=False)
    information: Information = field(repr=False)


def doubt(
    scenario: Scenario,
    plan: Plan,
    decision: Decision,
    n_draws: int,
    *,
    engine: Engine = "auto",
    progress: Callable[[int, int], None] | None = None,
) -> Doubts:
    """Run the strategies that can be chosen under draws of all parameters that have a range.

    What the scenario sets itself stays as it is; what data narrowed is drawn as they say.

    Parameters
    ----------
    scenario, plan, decision
        What was asked, how it was run, and what was found.
    n_draws
        How many, :data:`FEWEST` at least.
    engine
        That is ready.
    progress
        Is told how many draws are done, and how many there are.

    Raises
    ------
    ParameterError
        There are too few draws, or too few under which the scenario can be.
    """
    check_draws(n_draws)
    keys = list_doubtful(scenario)
    seed = scenario.seed if plan.seed is None else plan.seed
    ceilings = find_ceilings(scenario)
    strategies = tuple(name for name in scenario.strategies if name not in ceilings)
    drawn = [draw_beliefs(scenario, seed, draw, keys) for draw in range(n_draws)]
    job = Job(scenario, strategies, plan.seed, draw_budgets=False, engine=engine)
    items = [
        (job._replace(scenario=scenario.with_parameters(one)), draw)
        for draw, one in enumerate(drawn)
    ]
    figures = _run_draws(items, plan.workers, progress)
    kept = [draw for draw in range(n_draws) if figures[draw] is not None]
    if len(kept) < FEWEST // 2:
        raise ParameterError(
            f"{scenario.name}: only under {len(kept)} of {n_draws} draws of the parameters can it "
            f"be. Needed: {FEWEST // 2}."
        )
    studies = [_make_study(strategies, draw, figures[draw].worlds) for draw in kept]
    worlds = gather_worlds(studies, [drawn[draw] for draw in kept])
    return weigh(worlds, decision, n_draws, sum(figures[draw].weaker for draw in kept))


def _run_draws(
    items: Sequence[tuple[Job, int]],
    workers: int | Crew | None,
    progress: Callable[[int, int], None] | None,
) -> dict[int, Any]:
    """Give what came of each draw; a draw is one item, as its score is calibrated but once."""
    figures: dict[int, Any] = {}
    with closing(work_through(_live, items, workers)) as finished:
        for place, found in finished:
            figures[place] = found
            if progress:
                progress(len(figures), len(items))
    return figures


def weigh(worlds: PlausibleWorlds, decision: Decision, n_draws: int, n_weaker: int = 0) -> Doubts:
    """Say what draws mean for a decision.

    Parameters
    ----------
    worlds
        Draws and what came of them.
    decision
        Which strategies are first in line, and at which price.
    n_draws
        That were made, those under which the scenario cannot be included.
    n_weaker
        In how many of those left the lead score is not as good as the scenario has it.
    """
    strategy, other = decision.ranking[:2]
    price = decision.price
    surfaces = find_surfaces(worlds)
    return Doubts(
        strategy,
        other,
        price,
        worlds,
        surfaces,
        n_draws - worlds.n_draws,
        n_weaker,
        find_loss_curves(surfaces, [point.price for point in decision.grid]),
        find_shares(surfaces, price),
        find_sensitivity(worlds, strategy, other, price, surfaces=surfaces),
        value_information(worlds, price, surfaces=surfaces),
    )


def check_draws(n_draws: int) -> None:
    """Refuse so few draws that nothing could be said.

    Raises
    ------
    ParameterError
        They are fewer than :data:`FEWEST`.
    """
    if n_draws < FEWEST:
        raise ParameterError(f"draws: {n_draws}. Accepted: {FEWEST} or more, or none at all.")


class _Lived(NamedTuple):
    """What came of one draw."""

    worlds: list[list[Mapping[str, float]]]  # figures by strategy, then by world
    weaker: bool  # the lead score is not as good as the scenario has it


def _live(job: Job, draw: int) -> _Lived | None:
    """Run all strategies in the worlds of one draw; nothing where there is no such world."""
    numbers = _list_worlds(draw)
    try:
        worlds = [
            [run_task(job, Task(at, number)) for number in numbers]
            for at in range(len(job.strategies))
        ]
        return _Lived(worlds, find_auc(job.scenario) < job.scenario.auc)
    except ParameterError:
        return None


def _list_worlds(draw: int) -> range:
    return range(WORLDS_A_DRAW * draw, WORLDS_A_DRAW * (draw + 1))


def _make_study(
    strategies: tuple[str, ...], draw: int, figures: list[list[Mapping[str, float]]]
) -> Study:
    metrics = tuple(figures[0][0])
    values = [[[world[one] for one in metrics] for world in worlds] for worlds in figures]
    return Study(strategies, tuple(_list_worlds(draw)), metrics, np.array(values), HOLDOUT)
