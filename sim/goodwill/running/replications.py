"""Run strategies many times, over processes: the same figures, however many there are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from goodwill.errors import GoodwillError
from goodwill.running.engines import (
    Engine,
    prepare_runs,
)
from goodwill.running.processes import Crew, Job, Task, run_all
from goodwill.scenario import PythonStrategy, Scenario, load_scenario
from goodwill.store import KeptRuns, describe_inputs, open_runs

if TYPE_CHECKING:
    import pandas as pd

MANY_COLUMNS = {
    "strategy": "name",
    "replication": "which of the worlds of the seed",
    "metric": "name (goodwill.measuring.METRICS)",
    "value": "in the metric's unit; nan where it has none",
}
"""Columns of the table of many runs: what each holds."""

Progress = Callable[[int, int], None]  # runs done, runs in all


def run_many(  # noqa: PLR0913 - what to run, and how
    scenario: Scenario | str | Path,
    strategies: Sequence[str | PythonStrategy] | None,
    replications: int | Iterable[int],
    *,
    seed: int | None = None,
    workers: int | Crew | None = None,
    draw_budgets: bool = False,
    progress: Progress | None = None,
    engine: Engine = "auto",
    keep: str | Path | None = None,
) -> pd.DataFrame:
    """Run strategies in the same worlds, replication by replication.

    A script that calls this needs the usual ``if __name__ == "__main__":``, because processes are
    started anew.

    Parameters
    ----------
    scenario
        A scenario, or the file of one.
    strategies
        Names of the scenario's strategies, or strategies written in Python; None: all that the
        scenario has.
    replications
        How many, from 0; or their numbers.
    seed
        Of all luck; None: the scenario's.
    workers
        Processes; 1: this one alone; None: as many as there are processors to use; or a crew that
        stays (:func:`goodwill.running.processes.hire`). Results do not depend on it.
    draw_budgets
        Draw also those budgets of scripted people that the scenario gives.
    progress
        Is told how many runs are done, and how many there are.
    engine
        ``simpy``, ``compiled``, or whichever is sooner done: results are the same.
    keep
        A folder in which every run is kept as soon as it is done (:mod:`goodwill.store.kept`);
        those that it holds already are not run again, so that whatever was interrupted goes on,
        and more replications can be added. Strategies written in Python are always run: their name
        does not say what they do.

    Returns
    -------
    DataFrame
        :data:`MANY_COLUMNS`; ordered by strategy as given, replication, and metric as listed.
        Its ``attrs["engine"]`` says what computed it, ``attrs["kept"]`` how many of the runs were
        kept from before.

    Raises
    ------
    ScenarioError, ParameterError, UnknownNameError
        As :func:`goodwill.running.run`.
    ResultError
        The folder holds runs of other inputs, or something else.
    GoodwillError
        A process died, or there is nothing to run.
    """
    if not isinstance(scenario, Scenario):
        scenario = load_scenario(Path(scenario))
    chosen = tuple(scenario.strategies) if strategies is None else tuple(strategies)
    numbers = range(replications) if isinstance(replications, int) else tuple(replications)
    tasks = [Task(at, number) for at in range(len(chosen)) for number in numbers]
    _check(scenario, chosen, numbers, workers)
    kept = None
    if keep is not None:
        kept = open_runs(keep, describe_inputs(scenario, seed, draw_budgets=draw_budgets))
    figures = _recall(kept, chosen, tasks)
    n_kept, left = len(figures), _list_left(tasks, figures)
    if n_kept and progress:
        progress(n_kept, len(tasks))
    readable, apart = any(not isinstance(one, str) for one in chosen), isinstance(workers, Crew)
    ready = prepare_runs(engine, scenario, len(left), readable=readable, apart=apart)
    job = Job(scenario, chosen, seed, draw_budgets, ready)
    # Closed at once if `progress` is interrupted, not when somebody has done with the exception.
    with closing(run_all(job, left, workers)) as finished:
        for task, measured in finished:
            strategy = chosen[task.strategy]
            if kept and isinstance(strategy, str):
                kept.keep(strategy, task.replication, measured)
            figures[task] = measured
            if progress:
                progress(len(figures), len(tasks))
    table = _tabulate([_find_name(strategy) for strategy in chosen], tasks, figures)
    table.attrs |= {"engine": job.engine, "kept": n_kept}
    return table


def _list_left(tasks: Sequence[Task], figures: Mapping[Task, object]) -> list[Task]:
    """List what is still to be run, world by world: the people of each are drawn but once."""
    left = [task for task in tasks if task not in figures]
    return sorted(left, key=lambda task: task.replication)


def _find_name(strategy: str | PythonStrategy) -> str:
    return strategy if isinstance(strategy, str) else strategy.decider.name


def _check(
    scenario: Scenario,
    strategies: Sequence[str | PythonStrategy],
    replications: Sequence[int],
    workers: int | Crew | None,
) -> None:
    """Refuse what no run can be made of, before any process is started."""
    names = [_find_name(strategy) for strategy in strategies]
    if not names or not replications:
        raise GoodwillError(
            f"{scenario.file}: nothing to run: {len(names)} strategies, "
            f"{len(replications)} replications. At least one of each is needed."
        )
    if len(set(names)) < len(names) or len(set(replications)) < len(replications):
        raise GoodwillError(
            f"{scenario.file}: a strategy or a replication is named twice: {', '.join(names)}; "
            f"{', '.join(map(str, replications))}. Name each once."
        )
    if min(replications) < 0:
        raise GoodwillError(f"replication {min(replications)}: replications count from 0.")
    if isinstance(workers, int) and workers < 1:
        raise GoodwillError(f"workers: {workers} processes. At least 1 is needed.")
    for strategy in strategies:
        scenario.find_strategy(strategy if isinstance(strategy, str) else strategy.base)


def _recall(
    kept: KeptRuns | None, strategies: Sequence[str | PythonStrategy], tasks: Sequence[Task]
) -> dict[Task, dict[str, float]]:
    """Give the figures of those tasks whose runs were kept."""
    figures: dict[Task, dict[str, float]] = {}
    for task in tasks if kept else ():
        strategy = strategies[task.strategy]
        found = (
            kept.find(strategy, task.replication) if kept and isinstance(strategy, str) else None
        )
        if found is not None:
            figures[task] = found
    return figures


def _tabulate(
    names: Sequence[str], tasks: Sequence[Task], figures: dict[Task, dict[str, float]]
) -> pd.DataFrame:
    import pandas as pd

    rows = [
        (names[task.strategy], task.replication, metric, value)
        for task in tasks
        for metric, value in figures[task].items()
    ]
    return pd.DataFrame(rows, columns=list(MANY_COLUMNS))
