"""The sales floor: reps as a SimPy resource with shifts, an order of tasks, and owners.

A request is granted to the free rep on shift with the lowest number, or to the owner if it asked
for the owner; meetings come before all calls. Speed-to-lead is what comes out of this queue.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Generator
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from simpy.resources import base

from goodwill.behaviour.living import whole_seconds
from goodwill.draws import Decision, exponential
from goodwill.engines.moments import Moment
from goodwill.engines.reference.clock import Turn, local_clock
from goodwill.eventlog import Kind
from goodwill.vocabulary import SECONDS_PER_DAY, SECONDS_PER_MINUTE, Discipline
from goodwill.world import Rep

if TYPE_CHECKING:
    import simpy

    from goodwill.engines.reference.simulation import Simulation
    from goodwill.engines.reference.state import Life


class AnyOf(IntEnum):
    """Which reps may take a task."""

    REPS = 0
    OWNER = 1
    COLLEAGUES = 2  # of the owner: whoever the person does not know yet


class Task(base.Put):  # type: ignore[type-arg]
    """A request for a rep's time; its value, once granted, is the rep's number."""

    def __init__(
        self, floor: SalesFloor, life: Life, reps: tuple[int, ...], key: tuple[float, ...]
    ) -> None:
        self.life, self.reps, self.requested = life, reps, floor.now
        self.key = key
        super().__init__(floor)

    @property
    def rep(self) -> int:
        """The number of the rep who was granted."""
        return int(self.value or 0)

    @property
    def meeting(self) -> bool:
        """Whether it is an appointment: these come before all calls."""
        return self.key[0] == 0


class _Waiting(list[Task]):
    """Tasks in the order in which they are to be taken."""

    def append(self, task: Task) -> None:
        insort(self, task, key=lambda waiting: waiting.key)


class SalesFloor(base.BaseResource):  # type: ignore[type-arg]
    """All reps of a vendor."""

    PutQueue = _Waiting

    def __init__(self, simulation: Simulation) -> None:
        self.simulation = simulation
        self.world = simulation.world
        super().__init__(simulation.env, len(self.world.reps))
        n_reps = len(self.world.reps)
        self.busy = [False] * n_reps
        self.worked = [0] * n_reps
        self.started: list[tuple[int, int]] = [(-1, 0)] * n_reps  # (day, tasks)

    @property
    def now(self) -> int:
        """The second it is."""
        return self.simulation.now

    @property
    def n_waiting(self) -> int:
        """The number of tasks that nobody has begun."""
        return len(self.put_queue)

    def request(
        self, life: Life, *, score: float = 0.0, to: int = AnyOf.REPS, meeting: bool = False
    ) -> Task:
        """Ask for a rep; `score` is frozen now, for a floor that works by score."""
        discipline = self.world.plan.discipline
        order = 0.0
        if discipline == Discipline.NEWEST_FIRST:
            order = -float(self.now)
        elif discipline == Discipline.BY_SCORE:
            order = -score
        # Meetings first, then the discipline, then first come; the rest makes ties impossible.
        key = (0 if meeting else 1, order, self.now, life.person.id, life.serial)
        return Task(self, life, self._choose_reps(life.relationship.owner, to), key)

    def _choose_reps(self, owner: int, to: int) -> tuple[int, ...]:
        """List the numbers of the reps who may take a task."""
        everybody = tuple(range(len(self.world.reps)))
        if to == AnyOf.OWNER:
            return (owner,)
        if to == AnyOf.COLLEAGUES and len(everybody) > 1:
            return tuple(number for number in everybody if number != owner)
        return everybody

    def _do_put(self, task: Task) -> bool:
        """Grant one task if a rep may take it; say whether to look at the next one."""
        if not self.world.couplings.reps:
            task.succeed(task.reps[0] if task.reps else 0)
            return True
        anybody_free = False
        for number, rep in enumerate(self.world.reps):
            if self.busy[number] or not self._on_shift(rep):
                continue
            anybody_free = True
            if number in task.reps and self._may_start(number, rep, task):
                self.busy[number] = True
                task.succeed(number)
                return True
        return anybody_free

    def _on_shift(self, rep: Rep) -> bool:
        second, weekday, _ = local_clock(self.world, rep.zone, self.now)
        return bool(rep.weekdays >> weekday & 1) and rep.opens <= second < rep.closes

    def _may_start(self, number: int, rep: Rep, task: Task) -> bool:
        limit = self.world.plan.calls_a_day
        if limit < 0 or task.meeting or not self.world.couplings.throttles:
            return True
        _, _, day = local_clock(self.world, rep.zone, self.now)
        before, n_tasks = self.started[number]
        n_tasks = n_tasks if before == day else 0
        if n_tasks >= limit:
            return False
        self.started[number] = (day, n_tasks + 1)
        return True

    def cancel(self, task: Task) -> None:
        """Take back a task that nobody has begun."""
        if not task.triggered:
            self.put_queue.remove(task)

    def work(self, life: Life, rep: int, minutes: float, *, fixed: bool = False) -> None:
        """Keep a rep busy with a task that it has begun; it is released by itself."""
        mean = minutes * SECONDS_PER_MINUTE
        if not fixed:
            mean *= self.world.reps[rep].speed if self.world.reps else 1.0
            mean *= exponential(self.simulation.luck(life, Decision.SERVICE_TIME))
        self.simulation.env.process(self._finish(life, rep, whole_seconds(mean)))

    def _finish(self, life: Life, rep: int, seconds: int) -> Generator[simpy.Event, Any, None]:
        yield Turn(self.simulation.env, Moment.RELEASE, rep, life.turns, seconds)
        self.simulation.journal.write(life, self.now, Kind.RELEASED, rep=rep, detail=seconds)
        self.release(rep, seconds)

    def release(self, rep: int, seconds: int) -> None:
        """Free a rep after `seconds` of work."""
        if rep < len(self.busy):
            self.busy[rep] = False
            self.worked[rep] += seconds
        self._trigger_put(None)

    def hand_back(self, rep: int) -> None:
        """Free a rep from a task that it was given and need not do; it does not count as begun."""
        if rep < len(self.started):
            day, n_tasks = self.started[rep]
            self.started[rep] = (day, max(0, n_tasks - 1))
        self.release(rep, 0)

    def keep_hours(self, number: int) -> Generator[simpy.Event, Any, None]:
        """Begin a rep's shifts: what is waiting then is taken up."""
        rep = self.world.reps[number]
        while True:
            second, _, _ = local_clock(self.world, rep.zone, self.now)
            until = (rep.opens - second - 1) % SECONDS_PER_DAY + 1
            there, _, _ = local_clock(self.world, rep.zone, self.now + until)
            # Not 0 where clocks change meanwhile.
            until = (until + rep.opens - there - 1) % (2 * SECONDS_PER_DAY) + 1
            yield Turn(self.simulation.env, Moment.SHIFT, number, 0, until)
            self._trigger_put(None)
