"""Run strategies under drawn sets of parameters, each set in worlds of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from typing import Any, NamedTuple

import numpy as np

from goodwill.analysis.plausible import PlausibleWorlds, gather_worlds
from goodwill.analysis.sequential import HOLDOUT, find_ceilings
from goodwill.analysis.study import Study
from goodwill.errors import ParameterError
from goodwill.parameters import Value
from goodwill.running import Engine
from goodwill.running.processes import Crew, Job, Task, run_task, work_through
from goodwill.scenario import Scenario, find_auc

WORLDS_A_DRAW = 2
"""Worlds of each draw, no world in two draws: fewer would not tell luck from parameters."""


class Drawn(NamedTuple):
    """What came of draws of the parameters."""

    worlds: PlausibleWorlds
    n_weaker: int  # draws in which the lead score is not as good as the scenario has it


def run_draws(  # noqa: PLR0913 - what is run, and how
    scenario: Scenario,
    seed: int | None,
    overrides: Sequence[Mapping[str, Value]],
    fewest: int,
    *,
    engine: Engine = "auto",
    workers: int | Crew | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Drawn | None:
    """Run all strategies but ceilings under each set of parameters.

    Parameters
    ----------
    scenario, seed, engine, workers
        As of every run; a seed of None is the scenario's.
    overrides
        The sets, a draw each.
    fewest
        Draws under which the scenario has to be possible.
    progress
        Is told how many draws are done, and how many there are.

    Returns
    -------
    Drawn or None
        None: the scenario is possible under fewer draws than that.
    """
    ceilings = find_ceilings(scenario)
    strategies = tuple(name for name in scenario.strategies if name not in ceilings)
    job = Job(scenario, strategies, seed, draw_budgets=False, engine=engine)
    items = [
        (job._replace(scenario=scenario.with_parameters(one)), draw)
        for draw, one in enumerate(overrides)
    ]
    lived: dict[int, Any] = {}
    with closing(work_through(_live, items, workers)) as finished:
        for draw, found in finished:
            lived[draw] = found
            if progress:
                progress(len(lived), len(items))
    kept = [draw for draw in range(len(items)) if lived[draw] is not None]
    if len(kept) < fewest:
        return None
    studies = [_make_study(strategies, draw, lived[draw].figures) for draw in kept]
    worlds = gather_worlds(studies, [overrides[draw] for draw in kept])
    return Drawn(worlds, sum(lived[draw].weaker for draw in kept))


class _Lived(NamedTuple):
    """What came of one draw."""

    figures: list[list[Mapping[str, float]]]  # by strategy, then by world
    weaker: bool


def _live(job: Job, draw: int) -> _Lived | None:
    """Run all strategies in the worlds of one draw; nothing where there is no such world."""
    numbers = _list_worlds(draw)
    try:
        figures = [
            [run_task(job, Task(at, number)) for number in numbers]
            for at in range(len(job.strategies))
        ]
        return _Lived(figures, find_auc(job.scenario) < job.scenario.auc)
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
