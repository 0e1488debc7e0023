"""Watch a sales floor at work: every task, when it was begun, and who was passed over for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from small_worlds import describe

from goodwill.engines.reference import engine, simulation
from goodwill.engines.reference.floor import AnyOf, SalesFloor, Task
from goodwill.engines.reference.simulation import Simulation
from goodwill.engines.reference.state import Life
from goodwill.eventlog import History
from goodwill.vocabulary import Discipline
from goodwill.world import World


@dataclass
class Watched:
    """One task as a bystander sees it."""

    task: Task
    rank: tuple[float, ...]  # smaller comes first, from the discipline's own definition
    reps: tuple[int, ...]  # who may take it
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
    return waiting.rank < begun.rank and begun.rep in waiting.reps


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


def find_takers(owner: int, to: int, n_reps: int) -> tuple[int, ...]:
    """Say which reps may take a task, from the definition of whom it is for."""
    if to == AnyOf.OWNER:
        return (owner,)
    alone = n_reps == 1
    return tuple(rep for rep in range(n_reps) if to == AnyOf.REPS or alone or rep != owner)


def _watch(world: World) -> Shift:
    tasks: dict[Task, Watched] = {}
    waiting: dict[Task, Watched] = {}
    passed_over: list[tuple[Watched, Watched]] = []
    made: list[Simulation] = []

    class WatchedFloor(SalesFloor):
        takers: tuple[int, ...] = ()

        def _see(self, task: Task) -> Watched:
            if task not in tasks:
                orders = {Discipline.FIFO: 0.0, Discipline.NEWEST_FIRST: -float(task.requested)}
                order = orders.get(Discipline(self.world.plan.discipline), task.key[1])
                rank = (not task.meeting, order, task.requested, task.life.person.id)
                seen = Watched(task, rank, self.takers, task.meeting, task.requested)
                tasks[task] = waiting[task] = seen
            return tasks[task]

        def request(self, life: Life, *, to: int = AnyOf.REPS, **wishes: Any) -> Task:
            self.takers = find_takers(life.relationship.owner, to, len(world.reps))
            task = super().request(life, to=to, **wishes)
            self._see(task)
            return task

        def _do_put(self, task: Task) -> bool:
            begun = self._see(task)
            proceed = super()._do_put(task)
            if task.triggered:
                begun.begun, begun.rep = self.now, task.rep
                del waiting[task]
                over = [one for one in waiting.values() if comes_before(one, begun)]
                passed_over.extend((begun, one) for one in over)
            return proceed

        def cancel(self, task: Task) -> None:
            super().cancel(task)
            if task in waiting:
                waiting.pop(task).cancelled = self.now

    class WatchedSimulation(Simulation):
        def __init__(self, *arguments: Any) -> None:
            super().__init__(*arguments)
            made.append(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(simulation, "SalesFloor", WatchedFloor)
        patch.setattr(engine, "Simulation", WatchedSimulation)
        history = engine.run(world)
    return Shift(history, made[0], [*tasks.values()], passed_over)
