"""A person's way through a cadence, in compiled code: from decision to decision."""

from __future__ import annotations

from typing import Any

from goodwill.engines.compiled.calendar import find_zone_offset
from goodwill.engines.compiled.floor import (
    Waiter,
)
from goodwill.engines.compiled.following import (
    ENROL,
    EXIT,
    SEND,
    SKIP,
    SWITCH,
    WAIT,
    Move,
    follow,
)
from goodwill.engines.compiled.journal import withhold, write
from goodwill.engines.compiled.lane import Item, urge_simple
from goodwill.engines.compiled.layout import NONE
from goodwill.engines.compiled.memory import (
    Record,
    life_of,
    person_of,
    plan_of,
    touch_of,
)
from goodwill.engines.compiled.rules import find_cap_wait, find_obstacle
from goodwill.engines.compiled.sending import send
from goodwill.engines.compiled.tasking import (
    advance,
    ask_for_step,
    give_up,
    still_wanted,
    use_granted,
)
from goodwill.engines.compiled.turns import Code, drop_turn, plan_simple
from goodwill.engines.compiled.units import unit
from goodwill.engines.moments import Moment
from goodwill.eventlog import Kind
from goodwill.kernels import kernel
from goodwill.vocabulary import (
    NOBODY,
    SECONDS_PER_DAY,
    CapAction,
    Exit,
    Reason,
    Sender,
    Stage,
)

# What the way through a cadence is waiting for.
NOTHING, A_WHILE, A_REP, A_REP_IN_TIME = 0, 1, 2, 3

# Compiled code takes no int() of a member.
REQUESTED, STARTED, WITHHELD = Kind.REQUESTED.value, Kind.STARTED.value, Kind.WITHHELD.value
ENROLLED, SWITCHED, EXITED = Kind.ENROLLED.value, Kind.SWITCHED.value, Kind.EXITED.value
STEP, TASK, PAUSE, DEADLINE = (
    Moment.STEP.value,
    Moment.TASK.value,
    Code.PAUSE.value,
    Code.DEADLINE.value,
)
CAPPED, THROTTLED, SKIPPED = Reason.CAPPED.value, Reason.THROTTLED.value, Reason.SKIPPED.value
WITHDRAWN, UNDONE, EXPIRED = Reason.WITHDRAWN.value, Reason.UNDONE.value, Reason.EXPIRED.value
BY_RULE, FINISHED = Exit.RULE.value, Exit.FINISHED.value
REDIAL, CADENCE, ENROLMENT = Item.REDIAL.value, Waiter.CADENCE.value, Item.ENROL.value
INTERRUPTION, CUSTOMER = Item.INTERRUPT.value, Stage.CUSTOMER.value


@unit
def consider(world: Record, row: int) -> None:
    """Ask the strategy about a person after something was seen of it."""
    life: Any = life_of(world, row)
    if life.enrolled:
        urge_simple(world, INTERRUPTION, row, life.count)
        return
    if not life.registered or life.stopped or life.meeting or life.stage == CUSTOMER:
        return
    following = follow(world, row)
    if following.action == ENROL:
        life.cadence, life.step, life.touches = following.cadence, 0, 0
        life.step_began, life.leaving = world.now, NOBODY
        life.count += 1
        write(world, row, ENROLLED, NONE, following.cadence, NONE)
        life.enrolled, life.waiting = True, NOTHING
        urge_simple(world, ENROLMENT, row, life.count)


@kernel
def leave(world: Record, row: int, reason: int) -> None:
    """End a person's enrolment, if it is in one, for this reason (an Exit)."""
    life: Any = life_of(world, row)
    if life.enrolled and life.leaving < 0:
        life.leaving = reason
        urge_simple(world, INTERRUPTION, row, life.count)


@unit
def interrupt(world: Record, row: int, count: int) -> None:
    """Look at the plan again, wherever the way through the cadence waits."""
    life: Any = life_of(world, row)
    if not life.enrolled or life.count != count:
        return
    if life.waiting == A_WHILE:
        drop_turn(world, row, PAUSE)
        go_on(world, row)
    elif life.waiting in (A_REP, A_REP_IN_TIME):
        if life.granted != NONE:
            use_rep(world, row)
        elif not still_wanted(world, row):
            give_up(world, row, WITHDRAWN)
            go_on(world, row)


@unit
def go_on(world: Record, row: int) -> None:
    """Follow the cadence until there is something to wait for, or it ends."""
    life: Any = life_of(world, row)
    life.waiting = NOTHING
    while life.leaving < 0:
        following = follow(world, row)
        if following.action == WAIT:
            pause(world, row, find_wait(world, row, following.wait))
            return
        if following.action == SWITCH:
            life.cadence, life.step = following.cadence, 0
            life.step_began = world.now
            write(world, row, SWITCHED, NONE, following.cadence, NONE)
        elif following.action == SEND:
            if take_step_now(world, row, following):
                return
        elif following.action == SKIP:
            withhold(world, row, following.touch, SKIPPED)
            advance(world, row, following.step)
        else:
            life.leaving = BY_RULE if following.action == EXIT else FINISHED
    life.enrolled = False
    life.exited = world.now
    write(world, row, EXITED, NONE, life.leaving, NONE)


@kernel
def find_wait(world: Record, row: int, wait: int) -> int:
    """Say when to ask again: sooner where the person's clocks go forward meanwhile."""
    zone, now = person_of(world, row).zone, world.now
    forward = find_zone_offset(world, zone, now + wait) - find_zone_offset(world, zone, now)
    return max(1, wait - max(0, forward))


@kernel
def pause(world: Record, row: int, seconds: int) -> None:
    """Wait, unless a signal comes first."""
    life_of(world, row).waiting = A_WHILE
    plan_simple(world, row, seconds, STEP, PAUSE, 0)


@kernel
def take_step_now(world: Record, row: int, following: Move) -> bool:
    """Carry out one step; say whether there is something to wait for."""
    life: Any = life_of(world, row)
    touch: Any = touch_of(world, following.touch)
    obstacle = find_obstacle(world, row, following.touch)
    if obstacle != NONE:
        withhold(world, row, following.touch, obstacle)
        advance(world, row, following.step)
        return False
    wait, action = find_cap_wait(world, row, touch.sender)
    if wait > 0:
        withhold(world, row, following.touch, CAPPED)
        if action == CapAction.SKIP:
            advance(world, row, following.step)
        elif action == CapAction.DROP:
            life.leaving = BY_RULE
        else:
            pause(world, row, wait)
            return True
        return False
    if touch.by_rep:
        return ask_for_step(world, row, following)
    if touch.sender == Sender.AUTOMATION and throttled(world):
        withhold(world, row, following.touch, THROTTLED)
        pause(world, row, SECONDS_PER_DAY - world.now % SECONDS_PER_DAY)
        return True
    send(world, row, following.touch, NOBODY, following.presumption)
    advance(world, row, following.step)
    return False


@kernel
def throttled(world: Record) -> bool:
    """Take one of the day's automated sends; say whether there was none left."""
    limit = plan_of(world).automation_a_day
    if limit < 0 or not world.throttles:
        return False
    if world.automation_today >= limit:
        return True
    world.automation_today += 1
    return False


@kernel
def use_rep(world: Record, row: int) -> None:
    """Have the rep who was granted do the step, and go on."""
    if not use_granted(world, row):
        go_on(world, row)


@kernel
def expire(world: Record, row: int) -> None:
    """Give a task up whose time has come, and go to the next step."""
    life: Any = life_of(world, row)
    give_up(world, row, life.pending_reason)
    advance(world, row, life.pending_step)
    go_on(world, row)
