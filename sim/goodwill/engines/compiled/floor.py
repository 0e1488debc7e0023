"""The sales floor in compiled code: reps, the tasks that wait for them, and who is granted."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from goodwill.behaviour.living import whole_seconds
from goodwill.draws import Decision, exponential
from goodwill.engines.compiled.calendar import read_clock
from goodwill.engines.compiled.lane import Item, follow_up, urge
from goodwill.engines.compiled.layout import NONE
from goodwill.engines.compiled.luck import next_luck
from goodwill.engines.compiled.memory import (
    Record,
    desk_of,
    life_of,
    plan_of,
    rep_of,
    task_at,
    waiting_at,
    whole,
)
from goodwill.engines.compiled.observing import find_score
from goodwill.engines.compiled.units import unit
from goodwill.kernels import kernel
from goodwill.vocabulary import SECONDS_PER_DAY, SECONDS_PER_MINUTE, Discipline

REPS, OWNER, COLLEAGUES = 0, 1, 2  # which reps may take a task


class Waiter(IntEnum):
    """Who goes on when a task is granted."""

    CADENCE = 0
    ANSWER = 1  # extra: attempt
    WRITE_BACK = 2
    REDIAL = 3  # extra: number of the call
    MEETING = 4  # extra: delay


@kernel
def take_task(world: Record) -> int:
    """Take a free task."""
    task = world.n_tasks
    if world.free_task > 0:
        task = world.free_task - 1
        world.free_task = task_at(world, task).next
    else:
        world.n_tasks += 1
    return whole(task)


@kernel
def give_task(world: Record, task: int) -> None:
    """Give a task back that is done with."""
    task_at(world, task).next = world.free_task
    world.free_task = task + 1


@kernel
def goes_before(one: Any, other: Any) -> bool:
    """Say whether a task is to be taken before another one."""
    if one.late != other.late:
        return one.late < other.late
    if one.order != other.order:
        return one.order < other.order
    if one.requested != other.requested:
        return one.requested < other.requested
    if one.row != other.row:
        return one.row < other.row
    return one.serial < other.serial


@kernel
def find_place(world: Record, task: int) -> int:
    """Say at which place of the queue a task stands, or would stand."""
    low, high = whole(0), whole(world.n_waiting)
    while low < high:
        middle = (low + high) // 2
        if goes_before(task_at(world, waiting_at(world, middle).task), task_at(world, task)):
            low = middle + 1
        else:
            high = middle
    return low


@kernel
def remove_waiting(world: Record, place: int) -> None:
    """Take the task at a place out of the queue."""
    world.n_waiting -= 1
    for at in range(place, world.n_waiting):
        waiting_at(world, at).task = waiting_at(world, at + 1).task


@unit
def request_rep(world: Record, row: int, waiter: int, touch: int, extra: int, to: int) -> int:
    """Ask for a rep; give the task."""
    life: Any = life_of(world, row)
    discipline = plan_of(world).discipline
    order = 0.0
    if discipline == Discipline.NEWEST_FIRST:
        order = -float(world.now)
    elif discipline == Discipline.BY_SCORE and waiter != Waiter.MEETING:
        order = -find_score(world, row)
    number = take_task(world)
    task: Any = task_at(world, number)
    task.late = 0 if waiter == Waiter.MEETING else 1
    task.order, task.requested, task.row, task.serial = order, world.now, row, life.serial
    task.owner, task.to, task.rep = life.owner, to, NONE
    task.waiter, task.touch, task.extra = waiter, touch, extra
    life.open += 1
    place = find_place(world, number)
    for at in range(world.n_waiting, place, -1):
        waiting_at(world, at).task = waiting_at(world, at - 1).task
    waiting_at(world, place).task = number
    world.n_waiting += 1
    grant_tasks(world)
    return number


@kernel
def may_take(world: Record, task: Any, rep: int) -> bool:
    """Say whether a task is one for this rep."""
    if task.to == OWNER:
        return task.owner == rep
    if task.to == COLLEAGUES and world.n_reps > 1:
        return task.owner != rep
    return True


@unit
def grant_tasks(world: Record) -> None:
    """Grant waiting tasks, in their order, as far as free reps on shift may take them."""
    place = whole(0)
    while place < world.n_waiting:
        number = whole(waiting_at(world, place).task)
        task: Any = task_at(world, number)
        anybody_free = find_rep(world, task)
        if task.rep != NONE:
            remove_waiting(world, place)
            if task.waiter == Waiter.CADENCE:
                life_of(world, task.row).granted = task.rep
            follow_up(world, Item.GRANTED.value, task.row, number)
            anybody_free = True
        else:
            place += 1
        if not anybody_free:
            return


@kernel
def find_rep(world: Record, task: Any) -> bool:
    """Give a task to the free rep with the lowest number that may take it.

    Says whether any rep was free.
    """
    n_reps = world.n_reps
    if not world.reps:
        task.rep = find_first_rep(world, task)
        return True
    anybody_free = False
    for number in range(n_reps):
        if desk_of(world, number).busy or not on_shift(world, number):
            continue
        anybody_free = True
        if may_take(world, task, number) and may_start(world, number, task):
            desk_of(world, number).busy = True
            task.rep = number
            return True
    return anybody_free


@kernel
def find_first_rep(world: Record, task: Any) -> int:
    """Give the first rep that may take a task, where there is always a free one."""
    if task.to == OWNER:
        return whole(task.owner)
    if task.to == COLLEAGUES and world.n_reps > 1 and task.owner == 0:
        return whole(1)
    return whole(0)


@kernel
def on_shift(world: Record, number: int) -> bool:
    """Say whether a rep is at work now."""
    rep: Any = rep_of(world, number)
    second, weekday, _ = read_clock(world, rep.zone, world.now)
    return (rep.weekdays >> weekday & 1) != 0 and rep.opens <= second < rep.closes


@kernel
def may_start(world: Record, number: int, task: Any) -> bool:
    """Say whether the day's allowance lets a rep begin one more task, and count it."""
    limit = plan_of(world).calls_a_day
    if limit < 0 or task.late == 0 or not world.throttles:
        return True
    _, _, day = read_clock(world, rep_of(world, number).zone, world.now)
    rep: Any = desk_of(world, number)
    n_tasks = rep.tasks if rep.day == day else 0
    if n_tasks >= limit:
        return False
    rep.day, rep.tasks = day, n_tasks + 1
    return True


@unit
def cancel_task(world: Record, number: int) -> None:
    """Take back a task; one that was granted stays granted."""
    task: Any = task_at(world, number)
    if task.rep == NONE:
        remove_waiting(world, find_place(world, number))
        life_of(world, task.row).open -= 1
        give_task(world, number)


@unit
def work_on(world: Record, row: int, rep: int, minutes: float, fixed: bool) -> None:
    """Keep a rep busy with a task that it has begun; it is released by itself."""
    mean = minutes * SECONDS_PER_MINUTE
    if not fixed:
        mean *= rep_of(world, rep).speed if world.n_reps > 0 else 1.0
        mean *= exponential(next_luck(world, row, Decision.SERVICE_TIME.value, 1))
    urge(world, Item.WORK.value, row, NONE, rep, NONE, NONE, whole_seconds(mean), 0)


@kernel
def release_rep(world: Record, rep: int, seconds: int) -> None:
    """Free a rep after `seconds` of work."""
    if rep < world.n_reps:
        desk_of(world, rep).busy = False
        desk_of(world, rep).worked += seconds
    grant_tasks(world)


@kernel
def hand_back(world: Record, rep: int) -> None:
    """Free a rep from a task that it was given and need not do; it does not count as begun."""
    if rep < world.n_reps:
        desk_of(world, rep).tasks = max(0, desk_of(world, rep).tasks - 1)
    release_rep(world, rep, 0)


@kernel
def find_shift_wait(world: Record, number: int, now: int) -> int:
    """Give the seconds until a rep's next shift begins."""
    rep: Any = rep_of(world, number)
    second, _, _ = read_clock(world, rep.zone, now)
    until = (rep.opens - second - 1) % SECONDS_PER_DAY + 1
    there, _, _ = read_clock(world, rep.zone, now + until)
    return (until + rep.opens - there - 1) % (2 * SECONDS_PER_DAY) + 1
