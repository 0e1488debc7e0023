"""What a vendor does to a person: enrolment, steps, rep tasks, and what stands in their way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import simpy

from goodwill.engines.moments import Moment
from goodwill.engines.reference.carrying_out import (
    ask_for_rep,
    note_touch,
    redial_if_measured,
    send,
    start_task,
    withhold,
)
from goodwill.engines.reference.observing import (
    has_colleague_refused,
    observe,
)
from goodwill.engines.reference.rules import find_cap_wait, find_obstacle
from goodwill.eventlog import Kind
from goodwill.strategy import Action, Decision
from goodwill.vocabulary import (
    NOBODY,
    SECONDS_PER_DAY,
    CapAction,
    Exit,
    Reason,
    Sender,
    Stage,
)
from goodwill.world import find_offset

if TYPE_CHECKING:
    from goodwill.engines.reference.floor import Task
    from goodwill.engines.reference.simulation import Simulation, Story
    from goodwill.engines.reference.state import Life


def consider(simulation: Simulation, life: Life) -> None:
    """Ask the strategy about a person after something was seen of it.

    A person in a cadence has its plan looked at again; any other may be enrolled.
    """
    relationship = life.relationship
    process = relationship.enrolment.process
    if process is not None:
        if process is not simulation.env.active_process:
            process.interrupt()
        return
    if not relationship.registered or relationship.stopped or relationship.meeting:
        return
    if relationship.stage == Stage.CUSTOMER:
        return  # is looked after by others
    decision = simulation.world.decide(observe(simulation, life))
    if decision.action == Action.ENROL:
        _begin(simulation, life, decision.cadence)
        relationship.enrolment.process = simulation.env.process(enrol(simulation, life))


def leave(simulation: Simulation, life: Life, reason: int) -> None:
    """End a person's enrolment, if it is in one, for this reason (an Exit)."""
    enrolment = life.relationship.enrolment
    if enrolment.process is None or enrolment.leaving >= 0:
        return
    enrolment.leaving = reason
    if enrolment.process is not simulation.env.active_process:
        enrolment.process.interrupt()


def _begin(simulation: Simulation, life: Life, cadence: int) -> None:
    enrolment = life.relationship.enrolment
    enrolment.cadence, enrolment.step, enrolment.touches = cadence, 0, 0
    enrolment.step_began, enrolment.leaving = simulation.now, NOBODY
    enrolment.count += 1
    simulation.journal.write(life, simulation.now, Kind.ENROLLED, detail=cadence)


def enrol(simulation: Simulation, life: Life) -> Story:
    """Live through one enrolment, from decision to decision, until it ends."""
    enrolment = life.relationship.enrolment
    while enrolment.leaving < 0:
        decision = simulation.world.decide(observe(simulation, life))
        if decision.action == Action.WAIT:
            yield from _pause(simulation, life, _find_wait(simulation, life, decision.wait))
        elif decision.action == Action.SWITCH:
            enrolment.cadence, enrolment.step = decision.cadence, 0
            enrolment.step_began = simulation.now
            simulation.journal.write(life, simulation.now, Kind.SWITCHED, detail=decision.cadence)
        elif decision.action == Action.SEND:
            yield from _take_step(simulation, life, decision)
        elif decision.action == Action.SKIP:
            withhold(simulation, life, decision.touch, Reason.SKIPPED)
            _advance(simulation, life, decision.step)
        else:
            enrolment.leaving = int(Exit.RULE if decision.action == Action.EXIT else Exit.FINISHED)
    enrolment.process = None
    enrolment.exited = simulation.now
    simulation.journal.write(life, simulation.now, Kind.EXITED, detail=enrolment.leaving)


def _find_wait(simulation: Simulation, life: Life, wait: int) -> int:
    """Say when to ask again: sooner where the person's clocks go forward meanwhile."""
    zone = simulation.world.zones[life.person.zone]
    now = simulation.now
    forward = find_offset(zone, now + wait) - find_offset(zone, now)
    return max(1, wait - max(0, forward))


def _pause(simulation: Simulation, life: Life, seconds: int, moment: int = Moment.STEP) -> Story:
    """Wait, unless a signal comes first."""
    try:
        yield simulation.turn(life, moment, seconds)
    except simpy.Interrupt:
        return


def _advance(simulation: Simulation, life: Life, step: int) -> None:
    enrolment = life.relationship.enrolment
    enrolment.step, enrolment.step_began = step, simulation.now


def _take_step(simulation: Simulation, life: Life, decision: Decision) -> Story:
    """Carry out one step: obstacles, caps and throttles first, then the touch itself."""
    touch = simulation.world.touches[decision.touch]
    obstacle = find_obstacle(simulation, life, decision.touch)
    if obstacle is not None:
        withhold(simulation, life, decision.touch, obstacle)
        _advance(simulation, life, decision.step)
        return
    wait, action = find_cap_wait(simulation, life, touch.sender)
    if wait > 0:
        withhold(simulation, life, decision.touch, Reason.CAPPED)
        if action == CapAction.SKIP:
            _advance(simulation, life, decision.step)
        elif action == CapAction.DROP:
            life.relationship.enrolment.leaving = int(Exit.RULE)
        else:
            yield from _pause(simulation, life, wait)
        return
    if touch.sender != Sender.AUTOMATION and touch.minutes > 0.0:
        yield from _use_rep(simulation, life, decision)
        return
    if touch.sender == Sender.AUTOMATION and _throttled(simulation):
        withhold(simulation, life, decision.touch, Reason.THROTTLED)
        until_midnight = SECONDS_PER_DAY - simulation.now % SECONDS_PER_DAY
        yield from _pause(simulation, life, until_midnight)
        return
    send(simulation, life, decision.touch, NOBODY, decision.presumption)
    _advance(simulation, life, decision.step)


def _throttled(simulation: Simulation) -> bool:
    """Take one of the day's automated sends; say whether there was none left."""
    limit = simulation.world.plan.automation_a_day
    if limit < 0 or not simulation.world.couplings.throttles:
        return False
    if simulation.automation_today >= limit:
        return True
    simulation.automation_today += 1
    return False


def _use_rep(simulation: Simulation, life: Life, decision: Decision) -> Story:
    """Have a rep do a step; the cadence holds until it is done, given up or ticked off."""
    task = ask_for_rep(simulation, life, decision.touch, to_owner=decision.to_owner)
    given_up, reason = _find_deadline(simulation, decision)
    deadline = simulation.turn(life, Moment.TASK, given_up) if given_up >= 0 else None
    while not task.triggered:
        try:
            yield task if deadline is None else task | deadline
        except simpy.Interrupt:
            if not _still_wanted(simulation, life, task, decision):
                _give_up(simulation, life, task, decision, Reason.WITHDRAWN)
                return
        if deadline is not None and deadline.processed and not task.triggered:
            _give_up(simulation, life, task, decision, reason)
            _advance(simulation, life, decision.step)
            return
    if _find_shut(simulation, life):
        simulation.floor.hand_back(task.rep)
        withhold(simulation, life, decision.touch, Reason.WITHDRAWN)
        return
    obstacle = find_obstacle(simulation, life, decision.touch)
    rep = start_task(simulation, life, decision.touch, task)
    if obstacle is not None or life.relationship.enrolment.leaving >= 0:
        # Not `or`: the first Reason is 0.
        withheld = Reason.WITHDRAWN if obstacle is None else obstacle
        withhold(simulation, life, decision.touch, withheld)
    else:
        delivery = send(simulation, life, decision.touch, rep, decision.presumption)
        redial_if_measured(simulation, life, decision.touch, delivery, 1)
    _advance(simulation, life, decision.step)


def _find_shut(simulation: Simulation, life: Life) -> bool:
    """Say whether the send window has shut while the task was waiting for a rep."""
    if life.relationship.enrolment.leaving >= 0:
        return False
    again = simulation.world.decide(observe(simulation, life))
    return again.action == Action.WAIT


def _find_deadline(simulation: Simulation, decision: Decision) -> tuple[int, int]:
    """Say when a waiting task is given up (-1: never), and what that is called."""
    ticked = simulation.world.plan.ticks_off_after
    if ticked >= 0 and (decision.autoskip < 0 or ticked < decision.autoskip):
        return max(1, ticked), int(Reason.UNDONE)
    return decision.autoskip, int(Reason.EXPIRED)


def _give_up(
    simulation: Simulation, life: Life, task: Task, decision: Decision, reason: int
) -> None:
    simulation.floor.cancel(task)
    withhold(simulation, life, decision.touch, reason)
    if reason == Reason.UNDONE:
        note_touch(simulation, life)  # the vendor's system believes that it was done


def _still_wanted(simulation: Simulation, life: Life, task: Task, decision: Decision) -> bool:
    """Say whether a signal leaves a waiting task as it is; one that was granted stays granted."""
    if task.triggered:
        return True
    if life.relationship.enrolment.leaving >= 0:
        return False
    again = simulation.world.decide(observe(simulation, life))
    # A window that has shut meanwhile does not call a task back; a new course does.
    return again.action == Action.WAIT or (again.action, again.touch) == (
        Action.SEND,
        decision.touch,
    )


def stop_for_colleagues(simulation: Simulation) -> None:
    """End enrolments of people whose colleague refused, where the strategy listens to that."""
    if simulation.world.plan.colleague_stops:
        for life in simulation.lives:
            if life.relationship.enrolment.process and has_colleague_refused(simulation, life):
                leave(simulation, life, Exit.COLLEAGUE)
