"""Say what it would be worth to know what the data do not tell."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from typing import Any

import numpy as np

from goodwill.analysis.plausible import gather_worlds
from goodwill.analysis.sequential import HOLDOUT, find_ceilings
from goodwill.analysis.study import Study
from goodwill.analysis.value_of_information import Information, value_information
from goodwill.calibration.blocks import Simulation
from goodwill.calibration.reference import Floats
from goodwill.errors import ParameterError
from goodwill.parameters import Value
from goodwill.running.processes import Crew, Job, Task, run_task, work_through

N_DRAWS = 60
"""Plausible sets of parameters under which all strategies are run."""

_WORLDS = 2  # of each draw: fewer would not tell luck from parameters
_FEWEST = 20


def can_be_valued(simulation: Simulation) -> bool:
    """Say whether there is anything to decide: strategies, and a holdout to compare them with."""
    rivals = set(simulation.scenario.strategies) - set(find_ceilings(simulation.scenario))
    return HOLDOUT in rivals and len(rivals) > 1


def value_experiments(
    simulation: Simulation,
    beliefs: Floats,
    groups: Mapping[str, Sequence[str]],
    *,
    price: float = 0.0,
    crew: Crew = Crew(1, None),  # noqa: B008 - immutable
    told: Callable[[int, int], None] | None = None,
) -> Information | None:
    """Say what knowing what each experiment tells would be worth, for choosing a strategy.

    Parameters
    ----------
    simulation
        Of the calibration.
    beliefs
        What is believed now, shape (draws, numbers of the prior).
    groups
        Parameters that each experiment would tell, by its name.
    price
        USD per goodwill point.
    crew, told
        Processes, and who is told how many draws are done.

    Returns
    -------
    Information or None
        Expected value of partial perfect information: an upper bound of what an experiment is
        worth. None: under too few of the draws the scenario can be.
    """
    scenario, ceilings = simulation.scenario, find_ceilings(simulation.scenario)
    strategies = tuple(name for name in scenario.strategies if name not in ceilings)
    overrides = [simulation.prior.place(row) for row in beliefs]
    items = [
        (
            Job(
                scenario.with_parameters(one),
                strategies,
                simulation.seed,
                draw_budgets=False,
                engine=simulation.engine,
            ),
            draw,
        )
        for draw, one in enumerate(overrides)
    ]
    figures: dict[int, Any] = {}
    with closing(work_through(_live, items, crew)) as finished:
        for place, found in finished:
            figures[place] = found
            if told:
                told(len(figures), len(items))
    kept = [draw for draw in range(len(items)) if figures[draw] is not None]
    if len(kept) < _FEWEST:
        return None
    studies = [_make_study(strategies, draw, figures[draw]) for draw in kept]
    drawn: list[Mapping[str, Value]] = [overrides[draw] for draw in kept]
    return value_information(gather_worlds(studies, drawn), price, groups=groups)


def _live(job: Job, draw: int) -> list[list[Mapping[str, float]]] | None:
    """Run all strategies in the worlds of one draw; nothing where there is no such world."""
    try:
        return [
            [run_task(job, Task(at, number)) for number in _list_worlds(draw)]
            for at in range(len(job.strategies))
        ]
    except ParameterError:
        return None


def _list_worlds(draw: int) -> range:
    return range(_WORLDS * draw, _WORLDS * (draw + 1))


def _make_study(
    strategies: tuple[str, ...], draw: int, figures: list[list[Mapping[str, float]]]
) -> Study:
    metrics = tuple(figures[0][0])
    values = [[[world[one] for one in metrics] for world in worlds] for worlds in figures]
    return Study(strategies, tuple(_list_worlds(draw)), metrics, np.array(values), HOLDOUT)
