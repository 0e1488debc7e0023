"""Fit defaults of the ledger to the fitted rows of the table, all at once.

``python -m goodwill.validation.fitting`` prints what came of it; nothing is changed. What was taken
over from it is told in ``docs/decisions/0009-fitting-the-defaults.md``.

The objective knows the values of quantities and nothing of who sent what: no strategy's name, and
no figure of merit of any strategy.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from goodwill.validation.dials import Dial, find_dial, set_dials
from goodwill.validation.experiments import find_experiment, pool
from goodwill.validation.living import Task, Workers, open_workers
from goodwill.validation.patterns import Pattern, Quantity, find_patterns
from goodwill.validation.places import find_patterns_folder

Floats = npt.NDArray[np.float64]

DIALS = {
    "living.project_per_year": 1.0,
    "living.fade_per_year": 1.0,
    "living.window_days": 120.0,
    "answering.base[complaint]": -9.2,
    "answering.base[opt_out]": -6.0,
    "answering.base[click]": -5.1,
    "answering.base[interested]": -7.2,
    "answering.irritation[interested]": -0.05,
    "deciding.no_decision": 1.0,
    "talking.rate_bad": 0.25,
}
"""What is fitted, from which value: numbers that fitted rows depend on directly.

The values are those that were set by hand before anything was fitted: where rows say nothing, a
number stays there, however often the fit is run again. All other numbers stay as they are.
"""

PULL = 2.0  # half-widths of a target's range that crossing a whole range of the ledger counts for
FIRST_WORLD = 10_000  # worlds that `goodwill validate` does not use: luck is not fitted
SHARE = 0.2  # of an experiment's worlds
WORLDS = {"phone_campaign": 50, "typical_sequence": 5}
"""Worlds of experiments that do not have their share: the first has ranges no wider than luck in
few worlds, the second as many as when the defaults were fitted."""
FEWEST = 2
STEP = 0.1  # of a range, for slopes: large, because counts move in steps
_LEAST = 0.01  # of the lower end: what is never seen has no logarithm


@dataclass
class Objective:
    """How far simulated values are from the middle of their ranges, and dials from home.

    Attributes
    ----------
    folder
        Of the patterns' scenarios.
    dials
        What is turned.
    rows
        What is looked at; quantities that are held out, or have no target, are not.
    workers
        What lives through worlds.
    share, fewest
        Of each experiment's worlds, and how many at least.
    told
        Is told how many evaluations there were, and the sum of squares of the last.
    history
        Every evaluation: places, values by name, and the sum of squares.
    """

    folder: Path
    dials: Sequence[Dial]
    rows: Sequence[Pattern]
    workers: Workers
    share: float = SHARE
    fewest: int = FEWEST
    told: Callable[[int, float], None] | None = None
    history: list[tuple[tuple[float, ...], dict[str, float], float]] = field(default_factory=list)

    @property
    def home(self) -> Floats:
        """Give the places that dials are turned from."""
        return np.array([dial.home for dial in self.dials])

    def evaluate(self, points: Sequence[Floats]) -> list[Floats]:
        """Give the residuals at several places of the dials, in the same worlds."""
        modules = list(dict.fromkeys(row.module for row in self.rows))
        tasks: list[Task] = []
        spans: list[slice] = []
        for point in points:
            given = tuple(set_dials(self.dials, point.tolist()).items())
            for module in modules:
                n_worlds = self.count_worlds(module)
                spans.append(slice(len(tasks), len(tasks) + n_worlds))
                tasks += [
                    Task(self.folder, module, FIRST_WORLD + world, given)
                    for world in range(n_worlds)
                ]
        lived = self.workers.live_all(tasks)
        found = []
        for at, point in enumerate(points):
            values: dict[str, float] = {}
            for place, module in enumerate(modules):
                sums = lived[spans[at * len(modules) + place]]
                values |= find_experiment(module).estimate(pool(sums))
            found.append(self._compare(point, values))
        return found

    def count_worlds(self, module: str) -> int:
        """Say how many worlds an experiment has in one evaluation."""
        share = round(self.share * find_experiment(module).n_worlds)
        return max(self.fewest, WORLDS.get(module, share) if self.share else share)

    def _compare(self, point: Floats, values: Mapping[str, float]) -> Floats:
        residuals = []
        for row in self.rows:
            quantities = select_fitted(row)
            weight = 1.0 / math.sqrt(len(quantities))  # rows count alike
            residuals += [weight * measure_miss(values[one.name], one) for one in quantities]
        pulls = PULL * (point - self.home)
        found = np.concatenate([np.array(residuals), pulls])
        self.history.append((tuple(point.tolist()), dict(values), float(found @ found)))
        if self.told:
            self.told(len(self.history), float(found @ found))
        return found

    def find_slopes(self, point: Floats, residuals: Floats) -> Floats:
        """Give the slope of every residual by every dial, each turned towards the wider side."""
        steps = np.where(point <= 0.5, STEP, -STEP)  # noqa: PLR2004 - the middle of a range
        turned = self.evaluate(
            [point + step * unit for step, unit in zip(steps, np.eye(point.size), strict=True)]
        )
        return np.column_stack(
            [(one - residuals) / step for one, step in zip(turned, steps, strict=True)]
        )


def select_fitted(row: Pattern) -> list[Quantity]:
    """Give the quantities of a row that are fitted to: those with two ends, not held out."""
    return [
        one
        for one in row.quantities
        if math.isfinite(one.low) and math.isfinite(one.high) and not one.held_out
    ]


def measure_miss(value: float, quantity: Quantity) -> float:
    """Say how far a value is from the middle of its range, in half-widths; on the logarithm.

    Parameters
    ----------
    value
        Simulated.
    quantity
        With a range that has two ends; where its lower end is not above 0, on the plain scale.

    Examples
    --------
    >>> measure_miss(4.0, Quantity("share", "%", 1.0, 4.0, "somebody"))
    1.0
    """
    low, high = quantity.low, quantity.high
    if low > 0.0:
        value = math.log(max(value, _LEAST * low))
        low, high = math.log(low), math.log(high)
    return (value - (low + high) / 2) / ((high - low) / 2)


def fit(objective: Objective, n_rounds: int = 3) -> Floats:
    """Turn the dials until squares are least; the places.

    Parameters
    ----------
    objective
        What is made small.
    n_rounds
        How often slopes are taken anew.

    Notes
    -----
    Trust-region reflective least squares (SciPy), within the ledger's ranges.
    """
    from scipy.optimize import least_squares

    known: dict[tuple[float, ...], Floats] = {}

    def find(point: Floats) -> Floats:
        key = tuple(point.tolist())
        if key not in known:
            known[key] = objective.evaluate([point])[0]
        return known[key]

    slopes: list[Floats] = []

    def find_slopes(point: Floats) -> Floats:
        if len(slopes) < n_rounds:  # those after the last step would not be used
            slopes.append(objective.find_slopes(point, find(point)))
        return slopes[-1]

    found = least_squares(
        find,
        objective.home,
        jac=find_slopes,
        bounds=(0.0, 1.0),
        max_nfev=n_rounds + 1,
    )
    return np.asarray(found.x)


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit, and print the defaults before and after, and what they give, as JSON."""
    parser = argparse.ArgumentParser(
        prog="python -m goodwill.validation.fitting", description=__doc__
    )
    parser.add_argument("--rounds", type=int, default=3, help="how often slopes are taken anew")
    parser.add_argument("--share", type=float, default=SHARE, help="of each experiment's worlds")
    parser.add_argument("--workers", type=int, default=None, help="default: one a processor")
    given = parser.parse_args(arguments)
    with open_workers(given.workers) as workers:
        objective = Objective(
            find_patterns_folder(),
            [find_dial(name, start) for name, start in DIALS.items()],
            [row for row in find_patterns() if row.fitted],
            workers,
            given.share,
            told=_tell,
        )
        places = fit(objective, given.rounds)
        objective.evaluate([places])
    sys.stdout.write(json.dumps(describe_fit(objective, places), indent=2) + "\n")
    return 0


def _tell(n_evaluations: int, squares: float) -> None:
    sys.stderr.write(f"{n_evaluations}: {squares:.3f}\n")


def describe_fit(objective: Objective, places: Floats) -> dict[str, object]:
    """Give what a fit came to as plain data; it began at home, and ended with where it arrived."""
    first, last = objective.history[0], objective.history[-1]
    return {
        "dials": {
            dial.name: {"before": dial.start, "after": dial.find_value(place)}
            for dial, place in zip(objective.dials, places.tolist(), strict=True)
        },
        "values": {
            name: {"before": value, "after": last[1][name]} for name, value in first[1].items()
        },
        "squares": {"before": first[2], "after": last[2]},
        "evaluations": len(objective.history),
    }


if __name__ == "__main__":
    sys.exit(main())
