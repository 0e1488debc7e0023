"""Follow a plan's tables: what to do next about one person."""

from __future__ import annotations

from typing import Any, NamedTuple

from goodwill.engines.compiled.calendar import read_clock
from goodwill.engines.compiled.layout import NONE
from goodwill.engines.compiled.memory import (
    Record,
    cadence_at,
    life_of,
    person_of,
    plan_of,
    rule_at,
    step_at,
    switch_at,
)
from goodwill.engines.compiled.observing import meet_conditions, press
from goodwill.engines.compiled.units import unit
from goodwill.kernels import kernel
from goodwill.strategy import Action
from goodwill.strategy.following import wait_for_window

# Compiled code takes no int() of a member.
REST, ENROL, WAIT, SEND = (
    one.value for one in (Action.REST, Action.ENROL, Action.WAIT, Action.SEND)
)
SKIP, SWITCH, EXIT, FINISH = (
    one.value for one in (Action.SKIP, Action.SWITCH, Action.EXIT, Action.FINISH)
)


class Move(NamedTuple):
    """What a plan wants done next, as :class:`goodwill.strategy.Decision`."""

    action: int
    cadence: int
    touch: int
    wait: int
    step: int
    autoskip: int
    to_owner: bool
    presumption: int


@kernel
def move(action: int, cadence: int, wait: int) -> Move:
    """Make a move that sends nothing."""
    return Move(action, cadence, NONE, wait, 0, NONE, False, 0)


@kernel
def find_factor(world: Record) -> float:
    """Give what scores are divided by before they are compared."""
    return plan_of(world).threshold_factor if press(world) else 1.0


@kernel
def follow(world: Record, row: int) -> Move:
    """Say what the plan does next about one person."""
    decide_next(world, row)
    return Move(
        world.move_action,
        world.move_cadence,
        world.move_touch,
        world.move_wait,
        world.move_step,
        world.move_autoskip,
        world.move_to_owner,
        world.move_presumption,
    )


@unit
def decide_next(world: Record, row: int) -> None:
    """Leave in the header what the plan does next about one person."""
    following = find_move(world, row)
    world.move_action, world.move_cadence = following.action, following.cadence
    world.move_touch, world.move_wait = following.touch, following.wait
    world.move_step, world.move_autoskip = following.step, following.autoskip
    world.move_to_owner, world.move_presumption = following.to_owner, following.presumption


@kernel
def find_move(world: Record, row: int) -> Move:
    """Say what the plan does next about one person."""
    life: Any = life_of(world, row)
    factor = find_factor(world)
    if not life.enrolled:
        return choose_cadence(world, row, factor)
    plan: Any = plan_of(world)
    cadence: Any = cadence_at(world, life.cadence)
    target = find_switch(world, row, cadence.switch, cadence.n_switches, factor)
    if target == life.cadence:
        target = find_switch(world, row, plan.switch, plan.n_switches, factor)
    if target != life.cadence:
        return move(EXIT, NONE, 0) if target < 0 else move(SWITCH, target, 0)
    if life.step >= cadence.n_steps:
        return move(FINISH, NONE, 0)
    return take_step(world, row, factor)


@kernel
def find_switch(world: Record, row: int, first: int, count: int, factor: float) -> int:
    """Give the cadence that the first switch which holds leads to; its own where none does."""
    life: Any = life_of(world, row)
    for at in range(first, first + count):
        switch: Any = switch_at(world, at)
        if switch.cadence != life.cadence and meet_conditions(
            world, row, switch.first, switch.count, factor
        ):
            return switch.cadence
    return life.cadence


@kernel
def choose_cadence(world: Record, row: int, factor: float) -> Move:
    """Say which cadence a person who is in none is put into, if any."""
    life: Any = life_of(world, row)
    if life.stopped:
        return move(REST, NONE, 0)
    for at in range(plan_of(world).n_rules):
        rule: Any = rule_at(world, at)
        if may_enrol(world, row, rule.again_after) and meet_conditions(
            world, row, rule.first, rule.count, factor
        ):
            return move(ENROL, rule.cadence, 0)
    return move(REST, NONE, 0)


@kernel
def may_enrol(world: Record, row: int, again_after: int) -> bool:
    """Say whether a rule may put a person into a cadence, once more perhaps."""
    life: Any = life_of(world, row)
    if life.count == 0:
        return True
    since = -1 if life.exited < 0 else world.now - life.exited
    return 0 <= again_after <= since


@kernel
def take_step(world: Record, row: int, factor: float) -> Move:
    """Say what the step that is next wants: to wait, to be skipped, or to be taken."""
    life: Any = life_of(world, row)
    plan: Any = plan_of(world)
    step: Any = step_at(world, cadence_at(world, life.cadence).step + life.step)
    pressed = press(world)
    wait = int(step.wait * plan.wait_factor) if pressed else step.wait
    now = world.now
    waited = now - life.step_began
    if waited < wait:
        return move(WAIT, NONE, wait - waited)
    second, weekday, _ = read_clock(world, person_of(world, row).zone, now)
    shut = wait_for_window(step, second, weekday)
    if shut > 0:
        return move(WAIT, NONE, shut)
    if step.count > 0 and not meet_conditions(world, row, step.first, step.count, factor):
        return Move(SKIP, NONE, step.touch, 0, step.then, NONE, False, 0)
    presumption = plan.presumption if pressed else 0
    return Move(SEND, NONE, step.touch, 0, step.then, step.autoskip, step.to_owner, presumption)
