"""What follows at once: starts, interruptions, and whoever was granted something."""

from __future__ import annotations

from typing import Any

from goodwill.behaviour.living import wait_to_read
from goodwill.draws import Decision
from goodwill.engines.compiled.appointing import (
    give_answer,
    hold_meeting,
    redial,
    send_back,
    try_to_answer,
)
from goodwill.engines.compiled.enrolling import (
    A_REP,
    A_REP_IN_TIME,
    expire,
    go_on,
    interrupt,
    use_rep,
)
from goodwill.engines.compiled.floor import (
    Waiter,
    give_task,
)
from goodwill.engines.compiled.intending import intend, plan_closing
from goodwill.engines.compiled.lane import Item, follow_up, queue_up, touch_place
from goodwill.engines.compiled.layout import NONE
from goodwill.engines.compiled.luck import luck_at
from goodwill.engines.compiled.memory import (
    Record,
    life_of,
    living_of,
    memory_of,
    normal_at,
    task_at,
    urgent_at,
    vendor_of,
    whole,
)
from goodwill.engines.compiled.room import has_room
from goodwill.engines.compiled.tasking import start_task
from goodwill.engines.compiled.turns import (
    Code,
    plan_simple,
    plan_turn,
)
from goodwill.engines.compiled.units import unit
from goodwill.engines.moments import Moment
from goodwill.kernels import kernel
from goodwill.vocabulary import SECONDS_PER_DAY, SECONDS_PER_HOUR

RELEASE = Moment.RELEASE.value


@unit
def drain(world: Record) -> bool:
    """Do all that follows within the same second; False: no room."""
    while world.n_urgent > 0 or world.n_normal > 0:
        if not has_room(world, 0):
            return False
        if world.n_urgent > 0:
            item: Any = urgent_at(world, world.urgent_first)
            world.urgent_first = (world.urgent_first + 1) % world.room_urgent
            world.n_urgent -= 1
            start(world, item)
        else:
            one: Any = normal_at(world, world.normal_first)
            world.normal_first = (world.normal_first + 1) % world.room_normal
            world.n_normal -= 1
            go_further(world, one)
    return True


@kernel
def start(world: Record, item: Any) -> None:
    """Let something start, or interrupt it."""
    row, touch, rep = whole(item.row), whole(item.touch), whole(item.rep)
    code, extra, other = whole(item.code), whole(item.extra), whole(item.other)
    if code == Item.ARRIVAL:
        outcome, channel = whole(item.outcome), whole(item.channel)
        moment, follows = Moment.ARRIVAL.value, Code.ARRIVAL.value
        plan_turn(world, row, extra, moment, follows, touch, rep, outcome, channel, NONE)
    elif code == Item.READ:
        u = luck_at(world, row, Decision.READING_DELAY.value, 0, other)
        wait = wait_to_read(u, living_of(world))
        plan_simple(world, row, wait, Moment.READ.value, Code.READ.value, extra)
    elif code == Item.INTERRUPT:
        interrupt(world, row, extra)
    elif code == Item.ENROL:
        go_on(world, row)
    elif code == Item.WORK:
        life: Any = life_of(world, row)
        second = world.now + extra
        if second < world.horizon:
            queue_up(world, second, RELEASE, rep, whole(life.turns), row, 0, extra)
    elif code == Item.WINDOW:
        plan_closing(world, row, extra)
    elif code == Item.ANSWER:
        try_to_answer(world, row, 0)
    elif code == Item.NEGLECT:
        wait = max(1, int(memory_of(world).neglect_hours * SECONDS_PER_HOUR))
        plan_simple(world, row, wait, Moment.DUE.value, Code.NEGLECT.value, extra)
    else:
        start_rarely(world, item)


@kernel
def start_rarely(world: Record, item: Any) -> None:
    """Let one of the rarer things start: each waits before it does anything."""
    row, touch, rep = whole(item.row), whole(item.touch), whole(item.rep)
    code, extra = whole(item.code), whole(item.extra)
    step = Moment.STEP.value
    if code == Item.BILL:
        wait = max(1, int(memory_of(world).bait_days * SECONDS_PER_DAY))
        due, follows = Moment.DUE.value, Code.BILL.value
        plan_turn(world, row, wait, due, follows, touch, NONE, NONE, NONE, NONE)
    elif code == Item.WRITE_BACK:
        wait, follows = max(1, extra), Code.WRITE_BACK.value
        plan_turn(world, row, wait, step, follows, touch, rep, NONE, NONE, NONE)
    elif code == Item.REDIAL:
        wait = max(1, int(vendor_of(world).redial_hours * SECONDS_PER_HOUR))
        follows = Code.REDIAL.value
        plan_turn(world, row, wait, step, follows, touch, NONE, NONE, NONE, extra)
    elif code == Item.MEET:
        at, follows = Moment.MEETING.value, Code.MEETING.value
        plan_turn(world, row, extra, at, follows, touch, NONE, NONE, NONE, extra)


@kernel
def go_further(world: Record, item: Any) -> None:
    """Let somebody go on who was waiting."""
    row, extra = whole(item.row), whole(item.extra)
    life: Any = life_of(world, row)
    if item.code == Item.DECIDED:
        intend(world, row)
    elif item.code == Item.GRANTED:
        touch_place(world, row)
        take_up(world, row, extra)
    elif life.enrolled and life.waiting == A_REP_IN_TIME and life.token == extra:
        touch_place(world, row)
        if life.granted != NONE:
            use_rep(world, row)
        else:
            expire(world, row)


@unit
def take_up(world: Record, row: int, number: int) -> None:
    """Let whoever waited for a task go on, now that a rep was granted."""
    life: Any = life_of(world, row)
    task: Any = task_at(world, number)
    waiter, touch, extra = whole(task.waiter), whole(task.touch), whole(task.extra)
    rep, waited = whole(task.rep), world.now - task.requested
    give_task(world, number)
    if waiter == Waiter.CADENCE:
        if not life.enrolled or life.task != number:
            return
        if life.waiting == A_REP:
            use_rep(world, row)
        elif life.waiting == A_REP_IN_TIME:
            follow_up(world, Item.CHECKED.value, row, whole(life.token))
    elif waiter == Waiter.MEETING:
        hold_meeting(world, row, touch, extra, rep)
    elif waiter == Waiter.REDIAL:
        redial(world, row, touch, extra, rep, waited)
    else:
        start_task(world, row, touch, rep, waited)
        if waiter == Waiter.ANSWER:
            give_answer(world, row, extra, rep)
        else:
            send_back(world, row, touch, rep)
