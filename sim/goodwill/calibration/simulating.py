"""Simulate what data would look like: one world for each draw of the prior.

The lead score keeps the noise that it has under the scenario's own parameters: it is the vendor's,
whatever people are like. Draws are simulated in blocks, each kept as soon as it is done: what was
stopped goes on from there, more draws can be added, and nothing depends on the number of processes.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from goodwill.calibration.blocks import (
    BLOCK,
    Simulation,
    find_place,
    open_folder,
    pack,
    recall,
)
from goodwill.calibration.recorded import restrict
from goodwill.calibration.reference import Floats
from goodwill.calibration.simulated_events import make_events
from goodwill.calibration.summarising import Counts, count, list_figures
from goodwill.errors import ParameterError
from goodwill.running.engines import compute
from goodwill.running.processes import Crew, Job, work_through
from goodwill.scenario import make_world
from goodwill.scenario.worlds import find_score
from goodwill.store.folders import write_file
from goodwill.world import ScoreModel

Whole = npt.NDArray[np.int64]
Told = Callable[[int, int], None]


class Draw(NamedTuple):
    """One world that is simulated: its number, and where its parameters lie in the prior."""

    number: int
    shares: tuple[float, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Simulated:
    """Counts of simulated data, beside the draws that they were made with.

    Attributes
    ----------
    draws
        Numbers of the draws, those under which the scenario cannot be left out.
    shares
        Where each lies in the prior, shape (draws, numbers).
    hits, exposures
        Shape (draws, figures).
    n_refused
        Draws that were left out.
    """

    draws: tuple[int, ...]
    shares: Floats = field(repr=False)
    hits: Whole = field(repr=False)
    exposures: Whole = field(repr=False)
    n_refused: int


def simulate(
    simulation: Simulation,
    n_draws: int,
    *,
    workers: int | Crew | None = None,
    keep: Path | None = None,
    told: Told | None = None,
) -> Simulated:
    """Simulate data under draws of the prior.

    Parameters
    ----------
    simulation
        What is simulated.
    n_draws
        How many draws, from 0; rounded up to whole blocks of :data:`BLOCK`.
    workers
        Processes; 1: this one alone; None: as many as there are processors to use.
    keep
        A folder in which blocks are kept; those that are there already are not simulated again.
    told
        Is told how many draws are done, and how many there are.

    Raises
    ------
    ResultError
        The folder holds draws of something else, or cannot be written.
    """
    n_blocks = -(-n_draws // BLOCK)
    blocks: dict[int, Counts] = {}
    if keep is not None:
        open_folder(keep, simulation)
        recalled = {block: recall(find_place(keep, block)) for block in range(n_blocks)}
        blocks = {block: found for block, found in recalled.items() if found is not None}
    missing = [block for block in range(n_blocks) if block not in blocks]
    if told and blocks:
        told(len(blocks) * BLOCK, n_blocks * BLOCK)
    job, score = _make_job(simulation), find_score(simulation.scenario)
    items = [(job, (simulation, score, _list_draws(simulation, block))) for block in missing]
    with closing(work_through(_simulate_block, items, workers)) as finished:
        for place, counts in finished:
            blocks[missing[place]] = counts
            if keep is not None:
                write_file(find_place(keep, missing[place]), pack(counts))
            if told:
                told(len(blocks) * BLOCK, n_blocks * BLOCK)
    draws = [draw for block in range(n_blocks) for draw in _list_draws(simulation, block)]
    return _gather(draws, [blocks[block] for block in range(n_blocks)])


def simulate_at(
    simulation: Simulation,
    shares: Floats,
    *,
    first: int,
    workers: int | Crew | None = None,
    told: Told | None = None,
) -> Simulated:
    """Simulate data at given places of the prior, one world each.

    Parameters
    ----------
    simulation
        What is simulated.
    shares
        Shape (draws, numbers).
    first
        Number of the first world: others have other luck.
    workers, told
        As for :func:`simulate`.
    """
    rows = [Draw(first + at, tuple(row)) for at, row in enumerate(shares.tolist())]
    parts = [rows[at : at + BLOCK] for at in range(0, len(rows), BLOCK)]
    job, score = _make_job(simulation), find_score(simulation.scenario)
    items = [(job, (simulation, score, part)) for part in parts]
    found: dict[int, Counts] = {}
    with closing(work_through(_simulate_block, items, workers)) as finished:
        for place, counts in finished:
            found[place] = counts
            if told:
                told(min(len(rows), len(found) * BLOCK), len(rows))
    return _gather(rows, [found[place] for place in range(len(parts))])


def measure_seconds(simulation: Simulation, n_draws: int = 4) -> float:
    """Measure how long a draw takes here, in seconds, once the engine is ready."""
    score = find_score(simulation.scenario)
    rows = _list_draws(simulation, 0)
    _simulate_draws(simulation, score, rows[:1])
    began = time.perf_counter()
    _simulate_draws(simulation, score, rows[1 : n_draws + 1])
    return (time.perf_counter() - began) / n_draws


def _list_draws(simulation: Simulation, block: int) -> list[Draw]:
    numbers = range(block * BLOCK, (block + 1) * BLOCK)
    rows = simulation.prior.draw_rows(simulation.seed, numbers).tolist()
    return [Draw(number, tuple(row)) for number, row in zip(numbers, rows, strict=True)]


def _make_job(simulation: Simulation) -> Job:
    return Job(
        simulation.scenario,
        (simulation.strategy,),
        simulation.seed,
        draw_budgets=False,
        engine=simulation.engine,
    )


def _simulate_block(_: Job, what: tuple[Simulation, ScoreModel, list[Draw]]) -> Counts:
    return _simulate_draws(*what)


def _simulate_draws(simulation: Simulation, score: ScoreModel, draws: list[Draw]) -> Counts:
    """Simulate some draws here; exposures of -1: under this one the scenario cannot be."""
    n_figures = len(list_figures())
    hits, exposures = np.zeros((2, len(draws), n_figures), np.int64)
    for at, draw in enumerate(draws):
        try:
            world = make_world(
                simulation.scenario.with_parameters(simulation.prior.place(draw.shares)),
                simulation.strategy,
                seed=simulation.seed,
                replication=draw.number,
                score=score,
            )
        except ParameterError:
            exposures[at] = -1
            continue
        events = make_events(world, compute(world, simulation.engine), opens=False)
        if simulation.recorded is not None:
            events = restrict(events, simulation.recorded)
        hits[at], exposures[at] = count(events)
    return Counts(hits, exposures)


def _gather(draws: list[Draw], blocks: list[Counts]) -> Simulated:
    hits = np.concatenate([block.hits for block in blocks])
    exposures = np.concatenate([block.exposures for block in blocks])
    kept = np.flatnonzero((exposures >= 0).all(axis=1))
    chosen = [draws[at] for at in kept.tolist()]
    return Simulated(
        tuple(draw.number for draw in chosen),
        np.array([draw.shares for draw in chosen]),
        hits[kept],
        exposures[kept],
        len(hits) - kept.size,
    )
