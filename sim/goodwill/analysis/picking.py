"""Pick one strategy of several, running further only those that may still be the best."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from goodwill.analysis.intervals import CONFIDENCE
from goodwill.analysis.selection import Selection, select_best
from goodwill.analysis.sequential import HOLDOUT, Plan, find_ceilings, run_worlds
from goodwill.analysis.stopping import BATCH, FIRST
from goodwill.errors import ParameterError, UnknownNameError
from goodwill.measuring import net_value
from goodwill.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd

_NEEDED = ("revenue", "cost", "mean_goodwill_end")


class Picked(NamedTuple):
    """Which strategy was picked, and at what expense."""

    selection: Selection
    smallest: float  # difference in net value that matters, USD
    price: float  # USD per goodwill point
    n_runs: int  # one strategy in one world each
    n_saved: int  # runs that those dropped would have taken

    @property
    def best(self) -> str | None:
        """Give the strategy picked; None: it was not finished when the worlds were used up."""
        return self.selection.best


def pick_one(
    scenario: Scenario,
    plan: Plan,
    smallest: float,
    *,
    confidence: float = CONFIDENCE,
    progress: Callable[[int, int], None] | None = None,
) -> Picked:
    """Pick the strategy that is worth the most, with few runs.

    Where the best is ahead of every other one by `smallest` or more, it is picked with at least the
    confidence asked for; of those that are closer together, one is picked. Nothing is estimated:
    what a strategy brings is for a comparison in worlds of its own.

    Parameters
    ----------
    scenario
        With a strategy named :data:`~goodwill.analysis.sequential.HOLDOUT`, which is among those
        that can be picked; those that no vendor can run are not.
    plan
        How: `price`, `most` worlds, `seed`, `engine`, `workers`, `keep`.
    smallest
        Difference in net value that matters, USD, above 0.
    confidence
        Of picking right.
    progress
        Is told how many runs are done, and how many there are as far as is known.

    Raises
    ------
    ParameterError
        `smallest` is not above 0, or there may be fewer worlds than are needed at first.
    UnknownNameError
        The scenario has no holdout.
    """
    if HOLDOUT not in scenario.strategies:
        raise UnknownNameError(f"{scenario.file}: no strategy {HOLDOUT!r}. Add it.")
    if not smallest > 0.0 or plan.most < FIRST:
        raise ParameterError(
            f"picking: smallest difference {smallest:g} USD, at most {plan.most} worlds. "
            f"Accepted: above 0, {FIRST} or more."
        )
    ceilings = find_ceilings(scenario)
    inside: Sequence[str] = [one for one in scenario.strategies if one not in ceilings]
    values: dict[str, list[float]] = {one: [] for one in inside}
    n_runs = n_worlds = 0
    while True:
        wanted = min(plan.most, n_worlds + BATCH) if n_worlds else FIRST
        # Goodwill is held against the holdout's, dropped or not.
        names = list(dict.fromkeys([*inside, *([HOLDOUT] if plan.price else [])]))
        runs = run_worlds(scenario, plan, names, range(n_worlds, wanted), n_runs, progress)
        n_runs += len(names) * (wanted - n_worlds)
        for name, found in _find_net_values(runs, plan.price).items():
            values[name] += found
        n_worlds = wanted
        selection = select_best(values, smallest, confidence=confidence)
        inside = selection.survivors
        if selection.finished or n_worlds >= plan.most:
            n_saved = len(values) * n_worlds - n_runs
            return Picked(selection, smallest, plan.price, n_runs, n_saved)


def _find_net_values(runs: pd.DataFrame, price: float) -> dict[str, list[float]]:
    """Give net values by strategy, world by world."""
    needed = runs[runs["metric"].isin(_NEEDED)]
    figures: dict[tuple[str, int], dict[str, float]] = {}
    columns = (needed[one].tolist() for one in ("strategy", "replication", "metric", "value"))
    for strategy, world, metric, value in zip(*columns, strict=True):
        figures.setdefault((strategy, world), {})[metric] = value
    found: dict[str, list[float]] = {}
    for (strategy, world), mine in figures.items():
        alone = figures.get((HOLDOUT, world), mine) if price else mine
        found.setdefault(strategy, []).append(net_value(mine, alone, price))
    return found
