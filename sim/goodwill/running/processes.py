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
from contextlib import contextmanager
from typing import Any, NamedTuple

from goodwill.errors import GoodwillError
from goodwill.running.engines import Engine
from goodwill.running.single import run
from goodwill.scenario import PythonStrategy, Scenario
from goodwill.store import Result


def _measure(result: Result) -> dict[str, float]:
    return result.metrics


class Job(NamedTuple):
    """All that several runs have in common; goes to each process once."""

    scenario: Scenario
    strategies: tuple[str | PythonStrategy, ...]
    seed: int | None
    draw_budgets: bool
    engine: Engine
    measure: Callable[[Result], Any] = _measure  # of a module's top level; its log is shortened


class Task(NamedTuple):
    """One run: a strategy of the job by its place, and a replication."""

    strategy: int
    replication: int


Runs = Generator[tuple[Task, Any], None, None]  # what was measured, as runs are done


def count_processors() -> int:
    """Count the processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def run_all(job: Job, tasks: Sequence[Task], workers: int | None) -> Runs:
    """Run tasks, in whatever order they are done.

    Parameters
    ----------
    job, tasks
        What they have in common, and what not.
    workers
        Processes; 1: this one alone; None: as many as there are processors to use.

    Raises
    ------
    GoodwillError
        A process died, or the job cannot be sent to another one.
    """
    n_workers = min(len(tasks), count_processors() if workers is None else workers)
    return _run_here(job, tasks) if n_workers <= 1 else _run_apart(job, tasks, n_workers)


def _run_task(job: Job, task: Task) -> Any:
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
    return job.measure(result)


def _run_here(job: Job, tasks: Iterable[Task]) -> Runs:
    for task in tasks:
        yield task, _run_task(job, task)


_job: Job | None = None  # of a worker process


def _begin_work(job: Job) -> None:
    """Prepare a worker: Ctrl-C is its parent's to deal with, at once and without a traceback."""
    global _job  # noqa: PLW0603 - a process pool has no other place for what is sent once
    _job = job
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End this process when its parent has died: nobody would ever give it work or end it."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(task: Task) -> Any:
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
        futures: dict[Future[Any], Task] = {}
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
