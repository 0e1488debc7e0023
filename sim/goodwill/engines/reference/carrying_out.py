"""Carry a touch out: put it on the floor, begin it, send it, dial again; or say why not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodwill.engines.moments import Moment
from goodwill.engines.reference.delivery import Delivery, deliver
from goodwill.engines.reference.floor import AnyOf
from goodwill.engines.reference.observing import count_colleague_visits, find_person_score
from goodwill.engines.reference.replies import expect_answer
from goodwill.engines.reference.rules import find_cap_wait, find_obstacle
from goodwill.eventlog import Kind
from goodwill.vocabulary import (
    SECONDS_PER_HOUR,
    Channel,
    Discipline,
    Measure,
    Placement,
    Reason,
    Sender,
    Stage,
)

if TYPE_CHECKING:
    from goodwill.engines.reference.floor import Task
    from goodwill.engines.reference.simulation import Simulation, Story
    from goodwill.engines.reference.state import Life


def withhold(simulation: Simulation, life: Life, touch_code: int, reason: int) -> None:
    """Put on record that a touch which was due did not happen, or not yet."""
    simulation.journal.write(
        life, simulation.now, Kind.WITHHELD, touch=touch_code, detail=int(reason)
    )


def send(
    simulation: Simulation, life: Life, touch_code: int, rep: int, pressure: int = 0
) -> Delivery:
    """Deliver a touch, keep the vendor's own books, and wait for what comes of it."""
    delivery = deliver(simulation, life, touch_code, rep, pressure)
    account_sent = simulation.account_sent[life.person.account]
    account_sent.append(simulation.now)
    while account_sent[0] < simulation.now - simulation.longest_cap:
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
    hours, relationship = simulation.parameters.vendor.redial_hours, life.relationship
    yield simulation.turn(life, Moment.STEP, max(1, int(hours * SECONDS_PER_HOUR)))
    task = ask_for_rep(simulation, life, touch_code)
    yield task
    obstacle = find_obstacle(simulation, life, touch_code)
    over = relationship.stopped or relationship.meeting or relationship.stage >= Stage.CUSTOMER
    if obstacle is None and over:
        obstacle = Reason.WITHDRAWN
    capped, _ = find_cap_wait(simulation, life, simulation.world.touches[touch_code].sender)
    if obstacle is None and capped > 0:
        obstacle = Reason.CAPPED
    rep = start_task(simulation, life, touch_code, task)
    if obstacle is not None:
        withhold(simulation, life, touch_code, obstacle)
        return
    delivery = send(simulation, life, touch_code, rep)
    redial_if_measured(simulation, life, touch_code, delivery, n_calls)
