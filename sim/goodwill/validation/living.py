"""Live through the worlds of experiments, over processes: the same sums, however many there are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from goodwill.errors import GoodwillError
from goodwill.parameters import Value
from goodwill.running.engines import prepare_engine
from goodwill.running.processes import count_processors, open_pool
from goodwill.validation.experiments import Sums, find_experiment
from goodwill.validation.places import load_pattern, put_under

Progress = Callable[[int, int], None]
"""Takes how many worlds are done, and how many there are."""


class Task(NamedTuple):
    """One world of one experiment."""

    folder: Path  # of the patterns' scenarios
    module: str  # of goodwill.validation.rows
    world: int
    overrides: tuple[tuple[str, Value], ...] = ()  # in place of defaults


def live_through(task: Task) -> Sums:
    """Live through one world, here."""
    experiment = find_experiment(task.module)
    overrides = dict(task.overrides)
    scenarios = {
        name: put_under(load_pattern(task.folder, name), overrides) for name in experiment.scenarios
    }
    return experiment.live(scenarios, task.world)


class Workers(NamedTuple):
    """Processes that stay open for any number of tasks; without a pool: this one."""

    pool: ProcessPoolExecutor | None

    def live_all(self, tasks: Sequence[Task], progress: Progress | None = None) -> list[Sums]:
        """Live through many worlds; what they leave behind, in the order of the tasks.

        Raises
        ------
        GoodwillError
            A process died.
        """
        lived: dict[int, Sums] = {}
        for place, sums in self._live(tasks):
            lived[place] = sums
            if progress:
                progress(len(lived), len(tasks))
        return [lived[place] for place in range(len(tasks))]

    def _live(self, tasks: Sequence[Task]) -> Iterator[tuple[int, Sums]]:
        if self.pool is None:
            for place, task in enumerate(tasks):
                yield place, live_through(task)
            return
        try:
            futures = {self.pool.submit(live_through, task): at for at, task in enumerate(tasks)}
            for future in as_completed(futures):
                yield futures[future], future.result()
        except BrokenProcessPool as error:
            raise GoodwillError(
                "validation: a process died, perhaps for want of memory; run with fewer workers."
            ) from error


@contextmanager
def open_workers(n_workers: int | None = None) -> Iterator[Workers]:
    """Open processes to live in, with the engine compiled.

    Parameters
    ----------
    n_workers
        1: this process alone; None: one a processor.
    """
    prepare_engine("compiled")
    count = count_processors() if n_workers is None else n_workers
    if count <= 1:
        yield Workers(None)
        return
    with open_pool(count) as pool:
        yield Workers(pool)


def spread(
    folder: Path, modules: Mapping[str, int], overrides: Mapping[str, Value] | None = None
) -> list[Task]:
    """List the tasks of experiments.

    Parameters
    ----------
    folder
        Of the patterns' scenarios.
    modules
        How many worlds of each, from 0.
    overrides
        In place of defaults.
    """
    given = tuple((overrides or {}).items())
    return [
        Task(folder, module, world, given)
        for module, n_worlds in modules.items()
        for world in range(n_worlds)
    ]
