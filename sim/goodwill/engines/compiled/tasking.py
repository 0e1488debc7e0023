"""Steps that take a rep, in compiled code: asked for, begun, given up."""

from __future__ import annotations

from typing import Any

from goodwill.engines.compiled.floor import (
    COLLEAGUES,
    OWNER,
    REPS,
    Waiter,
    cancel_task,
    hand_back,
    request_rep,
    work_on,
)
from goodwill.engines.compiled.following import (
    SEND,
    WAIT,
    Move,
    follow,
)
from goodwill.engines.compiled.journal import withhold, write
from goodwill.engines.compiled.lane import Item, urge
from goodwill.engines.compiled.layout import NONE
from goodwill.engines.compiled.memory import (
    Record,
    life_of,
    plan_of,
    touch_of,
    vendor_of,
    whole,
)
from goodwill.engines.compiled.rules import find_obstacle
from goodwill.engines.compiled.sending import count_touch, send
from goodwill.engines.compiled.turns import Code, drop_turn, plan_simple
from goodwill.engines.compiled.units import unit
from goodwill.engines.moments import Moment
from goodwill.eventlog import Kind
from goodwill.kernels import kernel
from goodwill.vocabulary import (
    Channel,
    Exit,
    Measure,
    Placement,
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


@kernel
def ask_for_rep(
    world: Record, row: int, waiter: int, touch: int, extra: int, to_owner: bool
) -> int:
    """Put a task on the floor; what another rep sends is done by a colleague of the owner."""
    write(world, row, REQUESTED, touch, NONE, NONE)
    to = OWNER if to_owner else REPS
    if touch_of(world, touch).sender == Sender.OTHER_REP:
        to = COLLEAGUES
    return request_rep(world, row, waiter, touch, extra, to)


@kernel
def ask_for_step(world: Record, row: int, following: Move) -> bool:
    """Ask a rep to do a step; say whether one is to be waited for."""
    life: Any = life_of(world, row)
    plan: Any = plan_of(world)
    life.granted, life.asked = NONE, world.now
    life.token += 1
    life.pending_touch, life.pending_step = following.touch, following.step
    life.pending_presumption = following.presumption
    life.task = ask_for_rep(world, row, CADENCE, following.touch, 0, following.to_owner)
    ticked, given_up, reason = plan.ticks_off_after, following.autoskip, EXPIRED
    if ticked >= 0 and (given_up < 0 or ticked < given_up):
        given_up, reason = max(1, ticked), UNDONE
    life.pending_reason = reason
    life.waiting = A_REP
    if given_up >= 0:
        life.waiting = A_REP_IN_TIME
        plan_simple(world, row, given_up, TASK, DEADLINE, 0)
    if life.granted == NONE:
        return True
    return use_granted(world, row)


@unit
def use_granted(world: Record, row: int) -> bool:
    """Have the rep who was granted do the step; there is nothing to wait for afterwards."""
    life: Any = life_of(world, row)
    touch, rep = whole(life.pending_touch), whole(life.granted)
    if life.waiting == A_REP_IN_TIME:
        drop_turn(world, row, DEADLINE)
    life.waiting = NOTHING
    if life.leaving < 0 and follow(world, row).action == WAIT:
        life.open -= 1
        hand_back(world, rep)
        withhold(world, row, touch, WITHDRAWN)
        return False
    obstacle = find_obstacle(world, row, touch)
    waited = world.now - life.asked
    start_task(world, row, touch, rep, waited)
    if obstacle != NONE or life.leaving >= 0:
        withhold(world, row, touch, WITHDRAWN if obstacle == NONE else obstacle)
    else:
        placement = send(world, row, touch, rep, life.pending_presumption)
        redial_if_measured(world, row, touch, placement, 1)
    advance(world, row, life.pending_step)
    return False


@kernel
def start_task(world: Record, row: int, touch: int, rep: int, waited: int) -> None:
    """Let a rep begin a granted task: the time it takes begins now."""
    write(world, row, STARTED, touch, waited, rep)
    work_on(world, row, rep, touch_of(world, touch).minutes, False)


@kernel
def redial_if_measured(world: Record, row: int, touch: int, placement: int, n_calls: int) -> None:
    """Have a rep who is measured on dials try again today when a call did not get through."""
    missed = placement in (Placement.NO_ANSWER, Placement.FRONT_DESK, Placement.VOICEMAIL)
    dials = plan_of(world).measured_on == Measure.DIALS
    is_call = touch_of(world, touch).channel == Channel.PHONE
    if missed and dials and is_call and n_calls <= vendor_of(world).redials:
        urge(world, REDIAL, row, touch, NONE, NONE, NONE, n_calls + 1, 0)


@kernel
def still_wanted(world: Record, row: int) -> bool:
    """Say whether a signal leaves a waiting task as it is."""
    life: Any = life_of(world, row)
    if life.leaving >= 0:
        return False
    again = follow(world, row)
    return again.action == WAIT or (again.action == SEND and again.touch == life.pending_touch)


@kernel
def give_up(world: Record, row: int, reason: int) -> None:
    """Take back a task that is waiting."""
    life: Any = life_of(world, row)
    if life.waiting == A_REP_IN_TIME:
        drop_turn(world, row, DEADLINE)
    life.waiting = NOTHING
    cancel_task(world, whole(life.task))
    withhold(world, row, life.pending_touch, reason)
    if reason == UNDONE:
        count_touch(world, life)


@kernel
def advance(world: Record, row: int, step: int) -> None:
    """Go to a step."""
    life: Any = life_of(world, row)
    life.step, life.step_began = step, world.now
