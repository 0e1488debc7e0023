"""Pose a row of the table: which worlds are lived through, and what is made of them."""

from __future__ import annotations

import importlib
import math
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from goodwill.analysis.intervals import CONFIDENCE, Interval
from goodwill.errors import ResultError
from goodwill.scenario import Scenario

Sums = Mapping[str, float]
"""What one world leaves behind: counts and sums by name, to be added up over worlds."""

Scenarios = Mapping[str, Scenario]
"""Scenarios of an experiment by the name of their file, without '.yaml'."""

N_WORLDS = "worlds"
"""Among pooled sums: over how many worlds they were added up."""


class Experiment(NamedTuple):
    """How one or several rows are simulated.

    Attributes
    ----------
    scenarios
        Files of ``scenarios/patterns/``, without '.yaml'.
    n_worlds
        How many independent worlds make intervals narrower than the ranges.
    live
        Runs one world, whatever it takes (several strategies, twins): scenarios and the world's
        number (the replication) to sums. A function of a module's top level.
    estimate
        Turns sums, added up over worlds, into the values of all quantities of all rows that the
        experiment poses, by their names; nan where there is nothing to tell.
    """

    scenarios: tuple[str, ...]
    n_worlds: int
    live: Callable[[Scenarios, int], Sums]
    estimate: Callable[[Sums], Mapping[str, float]]


def find_experiment(module: str) -> Experiment:
    """Give the experiment of a module of :mod:`goodwill.validation.rows`.

    Raises
    ------
    ResultError
        There is no such module, or it holds no ``EXPERIMENT``.
    """
    name = f"goodwill.validation.rows.{module}"
    try:
        experiment = importlib.import_module(name).EXPERIMENT
    except (ModuleNotFoundError, AttributeError) as error:
        raise ResultError(f"{name}: this poses no row: {error}.") from error
    if not isinstance(experiment, Experiment):
        raise ResultError(f"{name}: EXPERIMENT is no Experiment.")
    return experiment


def pool(worlds: Sequence[Sums]) -> dict[str, float]:
    """Add up what worlds left behind; a name that a world does not have counts 0 there."""
    names = dict.fromkeys(name for world in worlds for name in world)
    pooled = {name: math.fsum(world.get(name, 0.0) for world in worlds) for name in names}
    return pooled | {N_WORLDS: float(len(worlds))}


def estimate_values(experiment: Experiment, worlds: Sequence[Sums]) -> dict[str, Interval]:
    """Estimate all values of an experiment, with intervals from the differences between worlds.

    Parameters
    ----------
    experiment
        What makes values of sums.
    worlds
        What each world left behind; independent of one another.

    Returns
    -------
    dict of str to Interval
        By name of the quantity; without bounds (-inf to inf) where worlds are too few.

    Notes
    -----
    Jackknife: each world is left out in turn; t quantiles.

    References
    ----------
    Tukey, J. W. (1958). Bias and confidence in not quite large samples (abstract). Annals of
    Mathematical Statistics 29, 614.
    """
    from scipy.special import stdtrit

    values = experiment.estimate(pool(worlds))
    n_worlds = len(worlds)
    if n_worlds == 1:
        return {name: Interval(value, -math.inf, math.inf) for name, value in values.items()}
    without = [
        experiment.estimate(pool([*worlds[:left_out], *worlds[left_out + 1 :]]))
        for left_out in range(n_worlds)
    ]
    reach = float(stdtrit(n_worlds - 1, (1 + CONFIDENCE) / 2))
    intervals = {}
    for name, value in values.items():
        others = [one[name] for one in without]
        mean = math.fsum(others) / n_worlds
        squares = math.fsum((one - mean) ** 2 for one in others)
        half = reach * math.sqrt(squares * (n_worlds - 1) / n_worlds)
        # Without any spread nothing was seen of what would vary, such as a rare complaint.
        known = math.isfinite(value) and 0.0 < half < math.inf
        ends = (value - half, value + half) if known else (-math.inf, math.inf)
        intervals[name] = Interval(value, *ends)
    return intervals
