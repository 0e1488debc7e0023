"""Meetings and explicit requests: where speed matters, because somebody asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodwill.behaviour.deciding import find_show_probability
from goodwill.behaviour.living import whole_seconds
from goodwill.behaviour.memory import enjoy, suffer
from goodwill.draws import Decision, lognormal
from goodwill.engines.moments import Moment
from goodwill.engines.reference.carrying_out import (
    ask_for_rep,
    send,
    start_task,
    withhold,
)
from goodwill.engines.reference.clock import local_clock
from goodwill.engines.reference.outreach import consider, leave
from goodwill.engines.reference.rules import find_obstacle
from goodwill.eventlog import Kind
from goodwill.strategy import NEVER
from goodwill.vocabulary import (
    SECONDS_PER_DAY,
    SECONDS_PER_HOUR,
    Cause,
    Channel,
    Exit,
    Intent,
    Placement,
    Reason,
    Sender,
    Stage,
)

if TYPE_CHECKING:
    from goodwill.engines.reference.simulation import Simulation, Story
    from goodwill.engines.reference.state import Life

MEETING_OPENS, MEETING_CLOSES = 10 * SECONDS_PER_HOUR, 16 * SECONDS_PER_HOUR


def agree_meeting(simulation: Simulation, life: Life, touch_code: int) -> None:
    """Put a meeting into the calendar; whatever cadence the person was in is over."""
    relationship = life.relationship
    if relationship.meeting:
        return
    delays = simulation.parameters.delays
    u = simulation.luck(life, Decision.MEETING_DELAY)
    wanted = whole_seconds(
        lognormal(u, delays.meeting_days * SECONDS_PER_DAY, delays.meeting_sigma)
    )
    delay = wanted + _wait_for_office_hours(simulation, life, simulation.now + wanted)
    relationship.meeting = True
    relationship.stage = max(relationship.stage, int(Stage.MEETING))
    simulation.journal.write(
        life, simulation.now, Kind.MEETING_AGREED, touch=touch_code, detail=delay
    )
    leave(simulation, life, Exit.REPLY)
    simulation.env.process(_meet(simulation, life, touch_code, delay))


def _wait_for_office_hours(simulation: Simulation, life: Life, second: int) -> int:
    """Give the seconds from `second` until a time at which the person holds meetings."""
    waited = 0
    for _ in range(10):
        local, weekday, _ = local_clock(simulation.world, life.person.zone, second + waited)
        if weekday < 5 and MEETING_OPENS <= local < MEETING_CLOSES:  # noqa: PLR2004
            break
        if local < MEETING_OPENS:
            waited += MEETING_OPENS - local
        else:
            waited += SECONDS_PER_DAY - local + MEETING_OPENS
    return waited


def _meet(simulation: Simulation, life: Life, touch_code: int, delay: int) -> Story:
    """Hold a meeting, if both sides show up."""
    yield simulation.turn(life, Moment.MEETING, delay)
    task = simulation.floor.request(life, meeting=True)
    yield task
    rep, relationship = task.rep, life.relationship
    delays, costs = simulation.parameters.delays, simulation.parameters.vendor
    show = find_show_probability(delay, delays.no_show, delays.no_show_days)
    shows_up = simulation.luck(life, Decision.NO_SHOW) < show
    simulation.journal.compensate("meeting_held", int(shows_up), show)
    relationship.meeting = False
    if not shows_up:
        simulation.floor.work(life, rep, costs.no_show_minutes, fixed=True)
        simulation.journal.write(life, simulation.now, Kind.NO_SHOW, touch=touch_code, rep=rep)
        _step_back(life)
    else:
        simulation.floor.work(life, rep, costs.meeting_minutes, fixed=True)
        simulation.meetings_this_quarter += 1
        _hold_meeting(simulation, life, touch_code, rep)
    consider(simulation, life)


def _step_back(life: Life) -> None:
    """Let the stage follow when a meeting is over and has led to nothing."""
    relationship = life.relationship
    if relationship.stage == Stage.MEETING:
        relationship.stage = int(Stage.CONTACT)


def _hold_meeting(simulation: Simulation, life: Life, touch_code: int, rep: int) -> None:
    ready = life.intent in (Intent.EXPLORING, Intent.BUYING)
    memory = simulation.parameters.memory
    impression = enjoy(simulation.feel(life), memory.meeting_goodwill if ready else 0.0, 0.0)
    life.relationship.mood = impression.mood
    simulation.journal.write(
        life,
        simulation.now,
        Kind.MEETING_HELD,
        touch=touch_code,
        cause=int(Cause.MEETING),
        rep=rep,
        impression=impression,
    )
    simulation.tell(life, touch_code, impression.gained, 0.0)
    chance = simulation.parameters.deciding.qualified[life.intent]
    qualifies = simulation.luck(life, Decision.QUALIFICATION) < chance
    simulation.journal.compensate("qualified", int(qualifies), chance)
    if qualifies:
        simulation.open_opportunity(life)
        simulation.qualify(life)
    _step_back(life)


def receive_request(simulation: Simulation, life: Life) -> None:
    """Take in an explicit request: a buyer's opens an opportunity, whatever the strategy."""
    relationship = life.relationship
    relationship.requests += 1
    relationship.request, relationship.attended = simulation.now, False
    relationship.stage = max(relationship.stage, int(Stage.REQUESTED))
    if life.intent == Intent.BUYING:
        simulation.open_opportunity(life)
    simulation.env.process(_mind_neglect(simulation, life, simulation.now))
    if simulation.world.plan.answer_touch >= 0:
        simulation.env.process(_answer(simulation, life, simulation.world.plan.answer_touch))


def _mind_neglect(simulation: Simulation, life: Life, requested: int) -> Story:
    """Let a person who hears nothing in time feel neglected."""
    memory = simulation.parameters.memory
    yield simulation.turn(life, Moment.DUE, max(1, int(memory.neglect_hours * SECONDS_PER_HOUR)))
    relationship = life.relationship
    if relationship.request != requested or relationship.attended:
        return
    impression = suffer(
        simulation.feel(life), memory.neglect_irritation, memory.neglect_goodwill, memory
    )
    relationship.mood = impression.mood
    simulation.journal.write(
        life, simulation.now, Kind.NEGLECTED, cause=int(Cause.NEGLECT), impression=impression
    )
    simulation.tell(life, simulation.world.plan.answer_touch, -impression.lost, 0.0)


def _answer(simulation: Simulation, life: Life, touch_code: int) -> Story:
    """Answer a request, and try again while nobody picks up."""
    vendor, relationship = simulation.parameters.vendor, life.relationship
    touch = simulation.world.touches[touch_code]
    for attempt in range(1 + int(vendor.redials)):
        if attempt > 0:
            hours = vendor.redial_hours * attempt
            yield simulation.turn(life, Moment.STEP, max(1, int(hours * SECONDS_PER_HOUR)))
        if not relationship.request >= 0:
            return
        rep = -1
        if touch.sender != Sender.AUTOMATION and touch.minutes > 0.0:
            task = ask_for_rep(simulation, life, touch_code)
            yield task
            rep = start_task(simulation, life, touch_code, task)
        obstacle = find_obstacle(simulation, life, touch_code)
        if obstacle is not None or relationship.request < 0:
            withheld = Reason.WITHDRAWN if obstacle is None else obstacle
            withhold(simulation, life, touch_code, withheld)
            return
        requested = relationship.request
        delivery = send(simulation, life, touch_code, rep)
        # What nobody has noticed is no answer.
        if delivery.placement in (Placement.REACHED, Placement.VOICEMAIL):
            relationship.attended = True
        if delivery.placement == Placement.REACHED:
            _fulfil(simulation, life, requested)
            return
        if touch.channel != Channel.PHONE:
            return


def _fulfil(simulation: Simulation, life: Life, requested: int) -> None:
    relationship = life.relationship
    if relationship.answer_delay < 0:
        relationship.answer_delay = simulation.now - requested
    simulation.qualify(life)
    if not relationship.meeting:
        relationship.request = NEVER


def write_back(simulation: Simulation, life: Life, touch_code: int, wait: int, rep: int) -> Story:
    """Send what a reply policy sends, after `wait` seconds."""
    touch = simulation.world.touches[touch_code]
    yield simulation.turn(life, Moment.STEP, max(1, wait))
    if touch.sender != Sender.AUTOMATION and touch.minutes > 0.0:
        task = ask_for_rep(simulation, life, touch_code)
        yield task
        rep = start_task(simulation, life, touch_code, task)
    obstacle = find_obstacle(simulation, life, touch_code)
    if obstacle is not None:
        withhold(simulation, life, touch_code, obstacle)
        return
    send(simulation, life, touch_code, rep)
