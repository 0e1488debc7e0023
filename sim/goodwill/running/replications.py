"""Run strategies many times, over processes: the same figures, however many there are."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from goodwill.errors import GoodwillError
from goodwill.running.engines import Engine, choose_engine, estimate_people, prepare_engine
from goodwill.running.single import run
from goodwill.scenario import PythonStrategy, Scenario, load_scenario
from goodwill.vocabulary import SECONDS_PER_DAY

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


class Job(NamedTuple):
    """All that several runs have in common; goes to each process once."""

    scenario: Scenario
    strategies: tuple[str | PythonStrategy, ...]
    seed: int | None
    draw_budgets: bool
    engine: Engine


class Task(NamedTuple):
    """One run: a strategy of the job by its place, and a replication."""

    strategy: int
    replication: int


Runs = Generator[tuple[Task, dict[str, float]], None, None]  # figures, as runs are done


def run_many(  # noqa: PLR0913 - what to run, and how
    scenario: Scenario | str | Path,
    strategies: Sequence[str | PythonStrategy] | None,
    replications: int | Iterable[int],
    *,
    seed: int | None = None,
    workers: int | None = None,
    draw_budgets: bool = False,
    progress: Progress | None = None,
    engine: Engine = "auto",
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
        Processes; 1: this one alone; None: as many as there are processors to use. Results do not
        depend on it.
    draw_budgets
        Draw also those budgets of scripted people that the scenario gives.
    progress
        Is told how many runs are done, and how many there are.
    engine
        ``simpy``, ``compiled``, or whichever is sooner done: results are the same.

    Returns
    -------
    DataFrame
        :data:`MANY_COLUMNS`; ordered by strategy as given, replication, and metric as listed.
        Its ``attrs["engine"]`` says what computed it.

    Raises
    ------
    ScenarioError, ParameterError, UnknownNameError
        As :func:`goodwill.running.run`.
    GoodwillError
        A process died, or there is nothing to run.
    """
    if not isinstance(scenario, Scenario):
        scenario = load_scenario(Path(scenario))
    chosen = tuple(scenario.strategies) if strategies is None else tuple(strategies)
    numbers = range(replications) if isinstance(replications, int) else tuple(replications)
    tasks = [Task(at, number) for at in range(len(chosen)) for number in numbers]
    _check(scenario, chosen, numbers, workers)
    readable = any(not isinstance(one, str) for one in chosen)
    days = len(tasks) * estimate_people(scenario) * (scenario.horizon // SECONDS_PER_DAY)
    engine = choose_engine(engine, readable=readable, person_days=days)
    prepare_engine(engine)
    job = Job(scenario, chosen, seed, draw_budgets, engine)
    n_workers = min(len(tasks), count_processors() if workers is None else workers)
    figures: dict[Task, dict[str, float]] = {}
    finished = _run_here(job, tasks) if n_workers == 1 else _run_apart(job, tasks, n_workers)
    # Closed at once if `progress` is interrupted, not when somebody has done with the exception.
    with closing(finished):
        for task, measured in finished:
            figures[task] = measured
            if progress:
                progress(len(figures), len(tasks))
    table = _tabulate([_find_name(strategy) for strategy in chosen], tasks, figures)
    table.attrs["engine"] = engine
    return table


def count_processors() -> int:
    """Count the processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _find_name(strategy: str | PythonStrategy) -> str:
    return strategy if isinstance(strategy, str) else strategy.decider.name


def _check(
    scenario: Scenario,
    strategies: Sequence[str | PythonStrategy],
    replications: Sequence[int],
    workers: int | None,
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
    if workers is not None and workers < 1:
        raise GoodwillError(f"workers: {workers} processes. At least 1 is needed.")
    for strategy in strategies:
        scenario.find_strategy(strategy if isinstance(strategy, str) else strategy.base)


def _run_task(job: Job, task: Task) -> dict[str, float]:
    strategy, budgets = job.strategies[task.strategy], job.draw_budgets
    result = run(
        job.scenario,
        strategy,
        seed=job.seed,
        replication=task.replication,
        draw_budgets=budgets,
        engine=job.engine,
        log="outcomes",
    )
    return result.metrics


def _run_here(job: Job, tasks: Iterable[Task]) -> Runs:
    for task in tasks:
        yield task, _run_task(job, task)


_job: Job | None = None  # of a worker process


def _begin_work(job: Job) -> None:
    """Prepare a worker: Ctrl-C is its parent's to deal with, at once and without a traceback."""
    global _job  # noqa: PLW0603 - a process pool has no other place for what is sent once
    _job = job
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _work(task: Task) -> dict[str, float]:
    if _job is None:
        raise RuntimeError("The worker was not prepared.")
    return _run_task(_job, task)


def _run_apart(job: Job, tasks: Sequence[Task], n_workers: int) -> Runs:
    """Run tasks over processes, in whatever order they are done."""
    try:
        pickle.dumps(job)
    except (pickle.PicklingError, AttributeError, TypeError) as error:
        raise GoodwillError(
            f"{job.scenario.name}: this cannot be sent to other processes: {error}. "
            "Define strategies in a module of their own, or run with workers=1."
        ) from error
    with _open_pool(job, n_workers) as pool:
        futures: dict[Future[dict[str, float]], Task] = {}
        try:
            futures |= {pool.submit(_work, task): task for task in tasks}
            for future in as_completed(futures):
                yield futures[future], future.result()
        except BrokenProcessPool as error:
            raise GoodwillError(
                f"{job.scenario.name}: one of {n_workers} processes died, perhaps for want of "
                "memory; run with fewer workers."
            ) from error


@contextmanager
def _open_pool(job: Job, n_workers: int) -> Iterator[ProcessPoolExecutor]:
    """Open a pool of processes; whatever happens, none is left behind."""
    others = set(multiprocessing.active_children())
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(n_workers, context, _begin_work, (job,))
    try:
        yield pool
        pool.shutdown()
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        for process in set(multiprocessing.active_children()) - others:
            process.terminate()
            process.join()
        raise


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
