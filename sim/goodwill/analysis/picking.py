"""Pick one strategy of several, running further only those that may still be the best."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from goodwill.analysis.deciding import FINE, find_scale, round_up
from goodwill.analysis.intervals import CONFIDENCE
from goodwill.analysis.numerals import join_names, round_digits_up, write_number
from goodwill.analysis.selection import Selection, select_best
from goodwill.analysis.sentences import Sentence
from goodwill.analysis.sequential import (
    HOLDOUT,
    SHARE,
    Plan,
    check_holdout,
    find_ceilings,
    run_worlds,
)
from goodwill.analysis.stopping import BATCH, FIRST
from goodwill.analysis.study import read_study
from goodwill.errors import ParameterError
from goodwill.measuring import net_value
from goodwill.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd

MOST_WORLDS = 10_000
"""Worlds from which strategies may be picked, at most; what matters is measured in later ones."""

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
    check_holdout(scenario)
    if not smallest > 0.0 or plan.most < FIRST:
        raise ParameterError(
            f"picking: a smallest difference of {smallest:g} USD, and {plan.most} worlds at most. "
            f"Accepted: a smallest difference above 0, {FIRST} worlds or more."
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


def find_smallest(
    scenario: Scenario, plan: Plan, progress: Callable[[int, int], None] | None = None
) -> float:
    """Give a difference in net value that matters: a share of what comes in without a vendor, USD.

    The share is :data:`~goodwill.analysis.sequential.SHARE`, rounded up. It is measured in worlds
    from which no strategy is picked: what matters must not hang on what is picked by it.

    Parameters
    ----------
    scenario, plan, progress
        As :func:`pick_one` takes them.

    Raises
    ------
    UnknownNameError
        The scenario has no holdout.
    ParameterError
        Nothing comes in where people are left alone, so that there is nothing to take a share of.
    """
    check_holdout(scenario)
    numbers = range(MOST_WORLDS, MOST_WORLDS + FIRST)
    study = read_study(run_worlds(scenario, plan, [HOLDOUT], numbers, 0, progress), HOLDOUT)
    if not study.find(HOLDOUT, "revenue").any():
        raise ParameterError(
            f"{scenario.file}: {HOLDOUT} brings in nothing, so what matters cannot be taken from "
            "that. Say it: --smallest USD."
        )
    return round_up(SHARE * find_scale(study), FINE)


def write_pick(found: Picked) -> tuple[Sentence, ...]:
    """Say which strategy was picked, with what guarantee, how soon, and who was dropped when."""
    selection = found.selection
    told = _write_end(found) if selection.finished else _write_open(found)
    saved = (
        f"{found.n_saved} fewer than if all had been run to the end"
        if found.n_saved
        else "none saved: nobody was dropped before the last world"
    )
    return (*told, Sentence(f"That took {found.n_runs} runs, {saved}."), *_write_dropped(selection))


def _write_end(found: Picked) -> tuple[Sentence, ...]:
    best, *others = found.selection.survivors
    same = f" ({join_names(others)} came to exactly the same)" if others else ""
    at = f"at {write_number(found.price)} USD per goodwill point"
    return (
        Sentence(f"{best} is picked{same}, after {found.selection.n_worlds} worlds, {at}."),
        Sentence(
            f"How sure: if one is worth {write_number(found.smallest)} USD more than every other, "
            f"it is the one picked in at least {100 * CONFIDENCE:.0f} of 100 such contests. Those "
            "closer together than that count as equally good: any of them may be picked."
        ),
    )


def _write_open(found: Picked) -> tuple[Sentence, ...]:
    selection = found.selection
    n_more = selection.n_enough - selection.n_worlds
    # What is left to be used up goes with the square of what matters.
    coarser = found.smallest * (selection.n_enough / selection.n_worlds) ** 0.5
    rougher = f"--smallest {round_digits_up(coarser):.15g}"
    enough = (
        f"At most {n_more} worlds more decide it: --replications {selection.n_enough} (it may well "
        f"end before). Or say that smaller differences do not matter: with {rougher} these "
        "worlds are enough."
        if selection.n_enough <= MOST_WORLDS
        else f"It may take {write_number(selection.n_enough)} worlds, more than {MOST_WORLDS:,}: "
        f"say that smaller differences do not matter. With {rougher} these worlds are enough."
    )
    return (
        Sentence(
            f"None is picked after {selection.n_worlds} worlds: "
            f"{join_names(selection.survivors)} may each still be the best by "
            f"{write_number(found.smallest)} USD or more."
        ),
        Sentence(enough),
    )


def _write_dropped(selection: Selection) -> tuple[Sentence, ...]:
    if not selection.dropped:
        return ()
    by_world: dict[int, list[str]] = {}
    for name, n_worlds in selection.dropped:
        by_world.setdefault(n_worlds, []).append(name)
    parts = [f"{join_names(names)} after {at} worlds" for at, names in by_world.items()]
    why = "clearly behind, or behind by less than matters"
    return (Sentence(f"Dropped ({why}): {'; '.join(parts)}."),)
