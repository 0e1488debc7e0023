"""Run worlds until every pair is as precise as asked, or until it has been enough."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from goodwill.analysis.deciding import FINE, find_scale, round_up
from goodwill.analysis.stopping import MOST, Progress, plan_replications
from goodwill.analysis.study import Study, read_study
from goodwill.analysis.verdicts import NET_VALUE, price_study
from goodwill.errors import UnknownNameError
from goodwill.running import Engine, run_many
from goodwill.running.processes import Crew
from goodwill.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd

HOLDOUT = "holdout"
"""The strategy that leaves people alone, by name."""

SHARE = 0.07
"""Precision that is aimed at by default, as a share of the holdout's revenue: the main scenario has
it after some 40 worlds. Strategies that are closer together may need more to be told apart."""


class Plan(NamedTuple):
    """How worlds are run."""

    price: float = 0.0  # USD per goodwill point
    replications: int | None = None  # None: until it is precise
    precision: float | None = None  # half-width in net value, USD; None: see SHARE
    most: int = MOST
    seed: int | None = None
    engine: Engine = "auto"
    workers: int | Crew | None = None
    keep: Path | None = None  # folder in which every run is kept


class Runs(NamedTuple):
    """What was run, and how far that has come."""

    study: Study
    figures: pd.DataFrame  # goodwill.running.MANY_COLUMNS
    engine: Engine
    precision: float | None  # half-width that was aimed at, USD; None: a number of worlds was
    progress: Progress | None


def find_ceilings(scenario: Scenario) -> list[str]:
    """Find the strategies that see what no vendor can see."""
    return [name for name, one in scenario.strategies.items() if one.plan.intents]


def check_holdout(scenario: Scenario) -> None:
    """Refuse a scenario in which nobody is left alone.

    Raises
    ------
    UnknownNameError
        It has no strategy named :data:`HOLDOUT`.
    """
    if HOLDOUT not in scenario.strategies:
        raise UnknownNameError(
            f"{scenario.file}: no strategy {HOLDOUT!r}, so there is nothing to compare with. "
            "Add it."
        )


def run_enough(
    scenario: Scenario, plan: Plan, *, progress: Callable[[int, int], None] | None = None
) -> Runs:
    """Run all strategies of a scenario in the same worlds, as many as planned.

    Parameters
    ----------
    scenario
        With a strategy named :data:`HOLDOUT`.
    plan
        How.
    progress
        Is told how many runs are done, and how many there are as far as is known.

    Raises
    ------
    UnknownNameError
        The scenario has no holdout.
    """
    check_holdout(scenario)
    if plan.replications is not None:
        figures, engine = _run(scenario, plan, range(plan.replications), progress)
        return Runs(_read(scenario, figures), figures, engine, None, None)
    return _run_until_precise(scenario, plan, progress)


def _run_until_precise(
    scenario: Scenario, plan: Plan, progress: Callable[[int, int], None] | None
) -> Runs:
    import pandas as pd

    parts: list[pd.DataFrame] = []
    precision = plan.precision
    # Nobody looks at the precision before there are worlds.
    found = plan_replications(
        None, NET_VALUE, 1.0 if precision is None else precision, most=plan.most
    )
    while True:
        numbers = range(found.n_worlds, found.n_needed)
        part, engine = _run(scenario, plan, numbers, progress)
        parts.append(part)
        figures = pd.concat(parts, ignore_index=True)
        study = _read(scenario, figures)
        if precision is None:
            precision = round_up(SHARE * find_scale(study), FINE)
        priced = price_study(study, plan.price)
        found = plan_replications(priced, NET_VALUE, precision, most=plan.most)
        if found.finished:
            return Runs(study, figures, engine, precision, found)


def run_worlds(
    scenario: Scenario,
    plan: Plan,
    names: Sequence[str] | None,
    numbers: range,
    n_before: int,
    progress: Callable[[int, int], None] | None,
) -> pd.DataFrame:
    """Run some worlds more, and tell of them as a part of all runs.

    Parameters
    ----------
    scenario, plan
        As a whole.
    names
        Strategies; None: all.
    numbers
        Of the worlds.
    n_before
        Runs that were done before these.
    progress
        Is told how many runs are done, and how many there are so far.

    Returns
    -------
    pandas.DataFrame
        As :func:`goodwill.running.run_many` gives it.
    """

    def advance(done: int, total: int) -> None:
        if progress:
            progress(n_before + done, n_before + total)

    return run_many(
        scenario,
        names,
        numbers,
        seed=plan.seed,
        workers=plan.workers,
        progress=advance,
        engine=plan.engine,
        keep=plan.keep,
    )


def _run(
    scenario: Scenario, plan: Plan, numbers: range, progress: Callable[[int, int], None] | None
) -> tuple[pd.DataFrame, Engine]:
    n_before = len(scenario.strategies) * numbers.start
    figures = run_worlds(scenario, plan, None, numbers, n_before, progress)
    return figures, "compiled" if figures.attrs["engine"] == "compiled" else "simpy"


def _read(scenario: Scenario, figures: pd.DataFrame) -> Study:
    # By strategy, then by world: the order in which one call would have given them.
    return read_study(figures, HOLDOUT, ceilings=find_ceilings(scenario))
