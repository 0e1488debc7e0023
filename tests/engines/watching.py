"""Watch a sales floor at work: every task, when it was begun, and who was passed over for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from small_worlds import describe

from goodwill.engines.reference import engine, simulation
from goodwill.engines.reference.floor import SalesFloor, Task
from goodwill.engines.reference.simulation import Simulation
from goodwill.eventlog import History
from goodwill.vocabulary import Discipline
from goodwill.world import World


@dataclass
class Watched:
    """One task as a bystander sees it."""

    task: Task
    rank: tuple[float, ...]  # smaller comes first, from the discipline's own definition
    owner: int
    meeting: bool
    requested: int
    begun: int | None = None
    rep: int | None = None
    cancelled: int | None = None


@dataclass
class Shift:
    """All that was seen of one run."""

    history: History
    simulation: Simulation
    tasks: list[Watched] = field(default_factory=list)
    passed_over: list[tuple[Watched, Watched]] = field(default_factory=list)  # begun, waiting


def comes_before(waiting: Watched, begun: Watched) -> bool:
    """Say whether a task that is still waiting should have been taken first, by the same rep."""
    open_still = waiting.begun is None and waiting.cancelled is None
    return open_still and waiting.rank < begun.rank and waiting.owner in (-1, begun.rep)


_SHIFTS: dict[str, Shift] = {}


def watch(world: World) -> Shift:
    """Run a world and watch its floor; each world only once."""
    key = describe(world)
    if key not in _SHIFTS:
        _SHIFTS[key] = _watch(world)
    return _SHIFTS[key]


def forget() -> None:
    """Forget all shifts: the engine is not what it was."""
    _SHIFTS.clear()


def _watch(world: World) -> Shift:
    tasks: list[Watched] = []
    passed_over: list[tuple[Watched, Watched]] = []
    made: list[Simulation] = []

    class WatchedFloor(SalesFloor):
        def _see(self, task: Task) -> Watched:
            for seen in reversed(tasks):
                if seen.task is task:
                    return seen
            orders = {Discipline.FIFO: 0.0, Discipline.NEWEST_FIRST: -float(task.requested)}
            order = orders.get(Discipline(self.world.plan.discipline), task.key[1])
            rank = (not task.meeting, order, task.requested, task.life.person.id)
            tasks.append(Watched(task, rank, task.owner, task.meeting, task.requested))
            return tasks[-1]

        def request(self, *arguments: Any, **wishes: Any) -> Task:
            task = super().request(*arguments, **wishes)
            self._see(task)
            return task

        def _do_put(self, task: Task) -> bool:
            begun = self._see(task)
            proceed = super()._do_put(task)
            if task.triggered:
                begun.begun, begun.rep = self.now, task.rep
                passed_over.extend((begun, one) for one in tasks if comes_before(one, begun))
            return proceed

        def cancel(self, task: Task) -> None:
            super().cancel(task)
            self._see(task).cancelled = self.now

    class WatchedSimulation(Simulation):
        def __init__(self, *arguments: Any) -> None:
            super().__init__(*arguments)
            made.append(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(simulation, "SalesFloor", WatchedFloor)
        patch.setattr(engine, "Simulation", WatchedSimulation)
        history = engine.run(world)
    return Shift(history, made[0], tasks, passed_over)
