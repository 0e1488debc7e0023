"""Run tasks here or over processes; whatever happens, no process is left behind."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import threading
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager
from typing import Any, NamedTuple, TypeVar

from goodwill.errors import GoodwillError
from goodwill.running.engines import Engine, LogLevel, check_ready, prepare_engine
from goodwill.running.single import run
from goodwill.scenario import PythonStrategy, Scenario
from goodwill.store import Result


def _measure(result: Result) -> dict[str, float]:
    return result.metrics


class Job(NamedTuple):
    """All that several runs have in common."""

    scenario: Scenario
    strategies: tuple[str | PythonStrategy, ...]
    seed: int | None
    draw_budgets: bool
    engine: Engine
    measure: Callable[[Result], Any] = _measure  # of a module's top level
    log: LogLevel = "outcomes"


class Task(NamedTuple):
    """One run: a strategy of the job by its place, and a replication."""

    strategy: int
    replication: int


Done = TypeVar("Done")
Runs = Generator[tuple[Task, Any], None, None]  # what was measured, as runs are done


class Crew(NamedTuple):
    """Processes that stay for several rounds of runs: each has the engine ready but once."""

    n_workers: int
    pool: ProcessPoolExecutor | None  # None: this process alone


def count_processors() -> int:
    """Count the processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def hire(workers: int | None) -> Iterator[Crew]:
    """Give processes for several rounds of runs; afterwards, whatever happens, none is left.

    Parameters
    ----------
    workers
        How many; 1: this one alone; None: as many as there are processors to use.
    """
    n_workers = count_processors() if workers is None else workers
    if n_workers <= 1:
        yield Crew(1, None)
        return
    with open_pool(n_workers) as pool:
        for _ in range(n_workers):
            pool.submit(_get_ready)
        yield Crew(n_workers, pool)


def run_all(job: Job, tasks: Sequence[Task], workers: int | Crew | None) -> Runs:
    """Run tasks, in whatever order they are done.

    Parameters
    ----------
    job, tasks
        What they have in common, and what not.
    workers
        Processes; 1: this one alone; None: as many as there are processors to use; or a crew.

    Raises
    ------
    GoodwillError
        A process died, or the job cannot be sent to another one.
    """
    with closing(work_through(run_task, [(job, task) for task in tasks], workers)) as finished:
        for place, measured in finished:
            yield tasks[place], measured


def work_through(
    work: Callable[..., Any], items: Sequence[tuple[Job, Any]], workers: int | Crew | None
) -> Generator[tuple[int, Any], None, None]:
    """Do the same with several jobs, in whatever order they are done.

    Parameters
    ----------
    work
        A function at a module's top level.
    items
        What it is called with, each time: a job, and what else it needs.
    workers
        As :func:`run_all` takes them.

    Yields
    ------
    tuple of int and Any
        The place of an item, and what came of it.
    """
    if isinstance(workers, Crew):
        done = _work_here(work, items)
        if workers.pool is not None:
            done = _work_apart(work, items, workers.pool, workers.n_workers)
        yield from done
        return
    wanted = min(len(items), count_processors() if workers is None else workers)
    with hire(max(1, wanted)) as crew:
        yield from work_through(work, items, crew)


def call_over(
    work: Callable[..., Done], items: Sequence[tuple[Any, ...]], workers: int | Crew | None
) -> list[Done]:
    """Call a function with each of some arguments: over a crew's processes, if it has any.

    Parameters
    ----------
    work
        A function at a module's top level.
    items
        Its arguments, each time; they can be sent to another process.
    workers
        A crew; whatever else: all is done here.

    Returns
    -------
    list
        In the order of the items.
    """
    pool = workers.pool if isinstance(workers, Crew) else None
    if pool is None or not items:
        return [work(*item) for item in items]
    return list(pool.map(work, *zip(*items, strict=True)))


def run_task(job: Job, task: Task) -> Any:
    """Run one task here, and measure it."""
    strategy, budgets = job.strategies[task.strategy], job.draw_budgets
    result = run(
        job.scenario,
        strategy,
        seed=job.seed,
        replication=task.replication,
        draw_budgets=budgets,
        engine=job.engine,
        log=job.log,
    )
    return job.measure(result)


def _work_here(
    work: Callable[..., Any], items: Sequence[tuple[Job, Any]]
) -> Generator[tuple[int, Any], None, None]:
    for place, item in enumerate(items):
        yield place, work(*item)


def _begin_work() -> None:
    """Prepare a worker: Ctrl-C is its parent's to deal with, at once and without a traceback."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _get_ready() -> None:
    """Load what runs need while the parent still reads its input; compile nothing."""
    if check_ready("compiled"):
        prepare_engine("compiled")


def _end_with_parent() -> None:
    """End this process when its parent has died: nobody would ever give it work or end it."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _check_sendable(jobs: Iterable[Job]) -> None:
    for job in jobs:
        try:
            pickle.dumps(job)
        except (pickle.PicklingError, AttributeError, TypeError) as error:
            raise GoodwillError(
                f"{job.scenario.name}: this cannot be sent to other processes: {error}. "
                "Define strategies in a module of their own, or run with workers=1."
            ) from error


def _work_apart(
    work: Callable[..., Any],
    items: Sequence[tuple[Job, Any]],
    pool: ProcessPoolExecutor,
    n_workers: int,
) -> Generator[tuple[int, Any], None, None]:
    """Do it over processes, in whatever order they are done."""
    _check_sendable({id(job): job for job, _ in items}.values())
    futures: dict[Future[Any], int] = {}
    try:
        # A job is sent with every item: a millisecond, beside the tenth of a second of a run.
        futures |= {pool.submit(work, *item): place for place, item in enumerate(items)}
        for future in as_completed(futures):
            yield futures[future], future.result()
    except BrokenProcessPool as error:
        raise GoodwillError(
            f"{items[0][0].scenario.name}: one of {n_workers} processes died, perhaps for want of "
            "memory; run with fewer workers."
        ) from error
    finally:
        for future in futures:
            future.cancel()


@contextmanager
def open_pool(n_workers: int) -> Iterator[ProcessPoolExecutor]:
    """Open a pool of processes; whatever happens, none is left behind.

    Parameters
    ----------
    n_workers
        How many, at least 1.
    """
    others = set(multiprocessing.active_children())
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(n_workers, context, _begin_work)
    try:
        yield pool
        pool.shutdown()
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        for process in set(multiprocessing.active_children()) - others:
            process.terminate()
            process.join()
        raise
