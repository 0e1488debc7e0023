"""Find where the engine fits a curve best, with some numbers fixed.

The emulator says where that is; the engine is run there and says by how much the emulator is wrong;
that is put right, and searched again. Each place is judged by what the engine made of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from goodwill.analysis.attempts import Attempts, find_deviance
from goodwill.calibration.cases.curves import Curve
from goodwill.calibration.cases.emulating import Emulator
from goodwill.calibration.cases.estimates import Estimate, estimate
from goodwill.calibration.cases.fitting import Settings, Simulate, Table

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

_N_STARTS, _N_TRIED = 6, 4_000
_PULL = 100.0  # deviance by which a square of shares away from the last place is held against one
_NOBODY = 1e-9  # calls, where nobody is left to be called


class Search(NamedTuple):
    """What is searched.

    Attributes
    ----------
    emulator
        Of the chances of all points.
    curve
        As seen; its points are the first of the emulator's.
    fixed
        Shares of numbers that stay as they are, by place.
    n_numbers
        In all.
    """

    emulator: Emulator
    curve: Curve
    fixed: Mapping[int, float]
    n_numbers: int

    @property
    def free(self) -> list[int]:
        """List the numbers that may vary."""
        return [at for at in range(self.n_numbers) if at not in self.fixed]

    def complete(self, chosen: Floats) -> Floats:
        """Put the fixed numbers beside some values of the free ones."""
        shares = np.empty(self.n_numbers)
        shares[self.free] = chosen
        for at, share in self.fixed.items():
            shares[at] = share
        return shares

    def find_logits(self, shares: Floats) -> Floats:
        """Give what the emulator says of the curve's points."""
        logits = self.emulator.find_logits(shares[np.newaxis])[0]
        return np.asarray(logits[: len(self.curve.points)])

    def measure(self, chosen: Floats, wrong: Floats | float = 0.0) -> float:
        """Give the deviance at some values of the free numbers, logits being `wrong` by so much."""
        logits = self.find_logits(self.complete(chosen)) + wrong
        return find_deviance(
            Attempts(self.curve.trials, self.curve.successes), 1.0 / (1.0 + np.exp(-logits))
        )


def run_best(search: Search, settings: Settings, running: tuple[str, Simulate]) -> Table:
    """Find the best fit of the engine, and run it there in worlds of its own.

    Parameters
    ----------
    search
        What is searched.
    settings
        In how many rounds, and how many worlds; rounds have half of these.
    running
        The name of what is run, and what simulates.
    """
    name, simulate = running
    first_world, n_worlds = settings.n_first + settings.n_second, max(2, settings.n_worlds // 2)
    best = find_best(search, settings.seed)
    tried: list[tuple[float, Floats]] = []
    for number in range(settings.n_rounds):
        begin = first_world + settings.n_worlds + number * n_worlds
        table = simulate(f"{name}_{number + 1}", np.tile(best, (n_worlds, 1)), begin)
        tried.append((estimate_deviance(search.curve, table).value, best))
        best = search_near(search, best, _find_logits(search, table) - search.find_logits(best))
    if tried:
        best = min(tried, key=lambda one: one[0])[1]
    return simulate(name, np.tile(best, (settings.n_worlds, 1)), first_world)


def find_best(search: Search, seed: int) -> Floats:
    """Give the numbers at which the emulator fits best."""
    from scipy.optimize import minimize

    n_free = len(search.free)
    tried = np.random.default_rng([seed, 2]).random((_N_TRIED, n_free))
    order = np.argsort([search.measure(one) for one in tried])
    found = [
        minimize(search.measure, tried[start], method="L-BFGS-B", bounds=[(0.0, 1.0)] * n_free)
        for start in order[:_N_STARTS]
    ]
    return search.complete(np.asarray(min(found, key=lambda one: float(one.fun)).x))


def search_near(search: Search, place: Floats, wrong: Floats) -> Floats:
    """Give the best fit near a place where it is known by how much logits are wrong."""
    from scipy.optimize import minimize

    start = place[search.free]

    def measure(chosen: Floats) -> float:
        return search.measure(chosen, wrong) + _PULL * float(((chosen - start) ** 2).sum())

    bounds = [(0.0, 1.0)] * start.size
    return search.complete(np.asarray(minimize(measure, start, method="L-BFGS-B", bounds=bounds).x))


def _find_logits(search: Search, table: Table) -> Floats:
    """Give what the engine says of the curve's points."""
    n_points = len(search.curve.points)
    trials, successes = (
        counts[:, :n_points].sum(axis=0) for counts in (table.trials, table.successes)
    )
    return np.asarray(np.log((successes + 0.5) / (trials - successes + 0.5)))


def lay_out(table: Table) -> Integers:
    """Give trials and successes of each world in a row."""
    return np.hstack([table.trials, table.successes])


def measure_means(curve: Curve, means: Floats) -> float:
    """Give the deviance of what was counted: means of trials, then of successes, all points."""
    trials, successes = means.reshape(2, -1)[:, : len(curve.points)]
    return find_deviance(
        Attempts(curve.trials, curve.successes), successes / np.maximum(trials, _NOBODY)
    )


def estimate_deviance(curve: Curve, table: Table) -> Estimate:
    """Estimate the deviance of what the engine gives, from the worlds that were run."""
    return estimate(lay_out(table), lambda means: measure_means(curve, means))


def compare_deviances(curve: Curve, one: Table, other: Table) -> Estimate:
    """Estimate the first deviance less the second; row by row they are of the same worlds."""

    def compare(means: Floats) -> float:
        ours, theirs = np.split(means, 2)
        return measure_means(curve, ours) - measure_means(curve, theirs)

    return estimate(np.hstack([lay_out(one), lay_out(other)]), compare)
