"""Run strategies under drawn sets of parameters, each set in worlds of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
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
from goodwill.store import KeptRuns, describe_inputs, hash_inputs

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
    keep: Path | None = None,
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
    keep
        Folder of kept runs of this scenario and seed: draws are kept beside them, and those that
        are there are not run again. None: nothing is kept.
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
    places = _find_places(keep, [one for one, _ in items])
    lived: dict[int, Any] = {}
    for one, draw in items:
        recalled = _recall(places[draw], one, draw)
        if recalled is not None:
            lived[draw] = recalled
    if lived and progress:
        progress(len(lived), len(items))
    left = [item for item in items if item[1] not in lived]
    with closing(work_through(_live, left, workers)) as finished:
        for at, found in finished:
            one, draw = left[at]
            _keep(places[draw], one, draw, found)
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
        worlds = [
            [run_task(job, Task(at, number)) for at in range(len(job.strategies))]
            for number in numbers
        ]
        figures = [list(one) for one in zip(*worlds, strict=True)]
        return _Lived(figures, find_auc(job.scenario) < job.scenario.auc)
    except ParameterError:
        return None


def _find_places(keep: Path | None, jobs: Sequence[Job]) -> list[KeptRuns | None]:
    """Say where runs of each draw are kept: in one folder, since names hang on parameters too."""
    if keep is None:
        return [None] * len(jobs)
    return [
        KeptRuns(keep, hash_inputs(describe_inputs(one.scenario, one.seed, draw_budgets=False)))
        for one in jobs
    ]


def _recall(place: KeptRuns | None, job: Job, draw: int) -> _Lived | None:
    """Give a draw all of whose runs were kept; None where one is missing."""
    if place is None:
        return None
    figures: list[list[Mapping[str, float]]] = []
    for strategy in job.strategies:
        found = [place.find(str(strategy), number) for number in _list_worlds(draw)]
        if None in found:
            return None
        figures.append([one for one in found if one is not None])
    return _Lived(figures, find_auc(job.scenario) < job.scenario.auc)


def _keep(place: KeptRuns | None, job: Job, draw: int, found: _Lived | None) -> None:
    if place is None or found is None:
        return
    for strategy, worlds in zip(job.strategies, found.figures, strict=True):
        for number, figures in zip(_list_worlds(draw), worlds, strict=True):
            place.keep(str(strategy), number, figures)


def _list_worlds(draw: int) -> range:
    return range(WORLDS_A_DRAW * draw, WORLDS_A_DRAW * (draw + 1))


def _make_study(
    strategies: tuple[str, ...], draw: int, figures: list[list[Mapping[str, float]]]
) -> Study:
    metrics = tuple(figures[0][0])
    values = [[[world[one] for one in metrics] for world in worlds] for worlds in figures]
    return Study(strategies, tuple(_list_worlds(draw)), metrics, np.array(values), HOLDOUT)
