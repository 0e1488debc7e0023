"""What a vendor does to a person: enrolment, steps, rep tasks, and what stands in their way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import simpy

from goodwill.engines.reference.clock import Moment
from goodwill.engines.reference.delivery import MONTH, Delivery, deliver
from goodwill.engines.reference.floor import AnyOf
from goodwill.engines.reference.observing import (
    count_colleague_visits,
    find_person_score,
    has_colleague_refused,
    observe,
)
from goodwill.engines.reference.replies import expect_answer
from goodwill.engines.reference.rules import find_cap_wait, find_obstacle
from goodwill.eventlog import Kind
from goodwill.strategy import Action, Decision
from goodwill.vocabulary import (
    NOBODY,
    SECONDS_PER_DAY,
    SECONDS_PER_HOUR,
    CapAction,
    Channel,
    Discipline,
    Exit,
    Measure,
    Placement,
    Reason,
    Sender,
)

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
            yield from _pause(simulation, life, max(1, decision.wait))
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
            enrolment.leaving = int(Exit.FINISHED if decision.action == Action.EXIT else Exit.RULE)
    enrolment.process = None
    enrolment.exited = simulation.now
    simulation.journal.write(life, simulation.now, Kind.EXITED, detail=enrolment.leaving)


def _pause(simulation: Simulation, life: Life, seconds: int, moment: int = Moment.STEP) -> Story:
    """Wait, unless a signal comes first."""
    try:
        yield simulation.turn(life, moment, seconds)
    except simpy.Interrupt:
        return


def _advance(simulation: Simulation, life: Life, step: int) -> None:
    enrolment = life.relationship.enrolment
    enrolment.step, enrolment.step_began = step, simulation.now


def withhold(simulation: Simulation, life: Life, touch_code: int, reason: int) -> None:
    """Put on record that a touch which was due did not happen, or not yet."""
    simulation.journal.write(
        life, simulation.now, Kind.WITHHELD, touch=touch_code, detail=int(reason)
    )


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
    if _throttled(simulation):
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


def send(
    simulation: Simulation, life: Life, touch_code: int, rep: int, pressure: int = 0
) -> Delivery:
    """Deliver a touch, keep the vendor's own books, and wait for what comes of it."""
    delivery = deliver(simulation, life, touch_code, rep, pressure)
    account_sent = simulation.account_sent[life.person.account]
    account_sent.append(simulation.now)
    while account_sent[0] < simulation.now - MONTH:
        account_sent.pop(0)
    if delivery.placement in (Placement.REACHED, Placement.VOICEMAIL, Placement.SPAM_FOLDER):
        note_touch(simulation, life)
    expect_answer(simulation, life, touch_code, rep, delivery)
    return delivery


def note_touch(simulation: Simulation, life: Life) -> None:
    """Count a touch as the vendor's system does: mail in the spam folder too."""
    relationship = life.relationship
    relationship.enrolment.touches += 1
    relationship.total_touches += 1
    relationship.silent_touches += 1
    relationship.last_touch = simulation.now


def ask_for_rep(
    simulation: Simulation, life: Life, touch_code: int, *, to_owner: bool = False
) -> Task:
    """Put a task on the floor; what another rep sends is done by a colleague of the owner."""
    score = 0.0
    if simulation.world.plan.discipline == Discipline.BY_SCORE:
        score = find_person_score(simulation, life, count_colleague_visits(simulation, life))
    simulation.journal.write(life, simulation.now, Kind.REQUESTED, touch=touch_code)
    sender = simulation.world.touches[touch_code].sender
    to = AnyOf.OWNER if to_owner else AnyOf.REPS
    if sender == Sender.OTHER_REP:
        to = AnyOf.COLLEAGUES
    return simulation.floor.request(life, score=score, to=to)


def start_task(simulation: Simulation, life: Life, touch_code: int, task: Task) -> int:
    """Let a rep begin a granted task: the time it takes begins now. Gives the rep."""
    rep = task.rep
    waited = simulation.now - task.requested
    simulation.journal.write(
        life, simulation.now, Kind.STARTED, touch=touch_code, detail=waited, rep=rep
    )
    simulation.floor.work(life, rep, simulation.world.touches[touch_code].minutes)
    return rep


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
    obstacle = find_obstacle(simulation, life, decision.touch)
    rep = start_task(simulation, life, decision.touch, task)
    if obstacle is not None or life.relationship.enrolment.leaving >= 0:
        withhold(simulation, life, decision.touch, obstacle or Reason.WITHDRAWN)
    else:
        delivery = send(simulation, life, decision.touch, rep, decision.presumption)
        redial_if_measured(simulation, life, decision.touch, delivery, 1)
    _advance(simulation, life, decision.step)


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


def redial_if_measured(
    simulation: Simulation, life: Life, touch_code: int, delivery: Delivery, n_calls: int
) -> None:
    """Have a rep who is measured on dials try again today when a call did not get through."""
    missed = delivery.placement in (Placement.NO_ANSWER, Placement.FRONT_DESK, Placement.VOICEMAIL)
    dials = simulation.world.plan.measured_on == Measure.DIALS
    is_call = simulation.world.touches[touch_code].channel == Channel.PHONE
    if missed and dials and is_call and n_calls <= simulation.parameters.vendor.redials:
        simulation.env.process(_redial(simulation, life, touch_code, n_calls + 1))


def _redial(simulation: Simulation, life: Life, touch_code: int, n_calls: int) -> Story:
    hours = simulation.parameters.vendor.redial_hours
    yield simulation.turn(life, Moment.STEP, max(1, int(hours * SECONDS_PER_HOUR)))
    task = ask_for_rep(simulation, life, touch_code)
    yield task
    obstacle = find_obstacle(simulation, life, touch_code)
    rep = start_task(simulation, life, touch_code, task)
    if obstacle is not None or life.relationship.stopped:
        withhold(simulation, life, touch_code, obstacle or Reason.WITHDRAWN)
        return
    delivery = send(simulation, life, touch_code, rep)
    redial_if_measured(simulation, life, touch_code, delivery, n_calls)


def stop_for_colleagues(simulation: Simulation) -> None:
    """End enrolments of people whose colleague refused, where the strategy listens to that."""
    if simulation.world.plan.colleague_stops:
        for life in simulation.lives:
            if life.relationship.enrolment.process and has_colleague_refused(simulation, life):
                leave(simulation, life, Exit.COLLEAGUE)
