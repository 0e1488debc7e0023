"""Meetings, explicit requests and what is sent in answer, in compiled code."""

from __future__ import annotations

from typing import Any

from goodwill.behaviour.deciding import find_show_probability
from goodwill.behaviour.living import shorten_window
from goodwill.behaviour.memory import enjoy, suffer
from goodwill.draws import Decision
from goodwill.engines.compiled import layout as rows
from goodwill.engines.compiled.enrolling import consider
from goodwill.engines.compiled.feeling import feel, keep_mood
from goodwill.engines.compiled.floor import Waiter, request_rep, work_on
from goodwill.engines.compiled.journal import compensate, withhold, write, write_felt
from goodwill.engines.compiled.lane import Item, urge_simple
from goodwill.engines.compiled.layout import NONE
from goodwill.engines.compiled.luck import next_luck
from goodwill.engines.compiled.memory import (
    Record,
    deciding_of,
    delays_of,
    life_of,
    living_of,
    memory_of,
    plan_of,
    touch_of,
    vendor_of,
    whole,
)
from goodwill.engines.compiled.rules import find_cap_wait, find_obstacle
from goodwill.engines.compiled.sending import send
from goodwill.engines.compiled.talking import tell
from goodwill.engines.compiled.tasking import ask_for_rep, redial_if_measured, start_task
from goodwill.engines.compiled.turns import Code, plan_simple
from goodwill.engines.compiled.units import unit
from goodwill.engines.moments import Moment
from goodwill.eventlog import Kind
from goodwill.kernels import kernel
from goodwill.strategy import NEVER
from goodwill.vocabulary import (
    NOBODY,
    SECONDS_PER_HOUR,
    Cause,
    Channel,
    Intent,
    Placement,
    Reason,
    Stage,
)

# Compiled code takes no int() of a member.
WITHDRAWN, CAPPED = Reason.WITHDRAWN.value, Reason.CAPPED.value
MEETING, REQUESTED = Stage.MEETING.value, Stage.REQUESTED.value
CONTACT, OPPORTUNITY, CUSTOMER = (
    Stage.CONTACT.value,
    Stage.OPPORTUNITY.value,
    Stage.CUSTOMER.value,
)
HELD, FELT_MEETING = Kind.MEETING_HELD.value, Cause.MEETING.value
NEGLECTED, NEGLECT = Kind.NEGLECTED.value, Cause.NEGLECT.value


@unit
def open_opportunity(world: Record, row: int) -> None:
    """Let an opportunity begin; one that is open already changes nothing."""
    life: Any = life_of(world, row)
    now = world.now
    if life.opportunity:
        return
    life.opportunity = True
    write(world, row, Kind.OPPORTUNITY.value, NONE, NONE, NONE)
    if life.intent == Intent.BUYING and life.window_closes > now:
        life.window_closes = shorten_window(whole(life.window_closes), now, living_of(world))
        life.version += 1
        urge_simple(world, Item.WINDOW.value, row, life.version)


@kernel
def qualify(life: Any) -> None:
    """Let the vendor see what a conversation has shown."""
    if life.opportunity:
        life.stage = max(whole(life.stage), OPPORTUNITY)


@kernel
def begin_meeting(world: Record, row: int, touch: int, delay: int) -> None:
    """Ask for a rep at the time of a meeting."""
    request_rep(world, row, Waiter.MEETING.value, touch, delay, 0)


@unit
def hold_meeting(world: Record, row: int, touch: int, delay: int, rep: int) -> None:
    """Hold a meeting, if both sides show up."""
    life: Any = life_of(world, row)
    delays: Any = delays_of(world)
    vendor: Any = vendor_of(world)
    show = find_show_probability(delay, delays.no_show, delays.no_show_days)
    shows_up = next_luck(world, row, Decision.NO_SHOW.value, 1) < show
    compensate(world, rows.MEETING_HELD, int(shows_up), show)
    life.meeting = False
    if shows_up:
        work_on(world, row, rep, vendor.meeting_minutes, True)
        world.meetings_this_quarter += 1
        enjoy_meeting(world, row, touch, rep)
    else:
        work_on(world, row, rep, vendor.no_show_minutes, True)
        write(world, row, Kind.NO_SHOW.value, touch, NONE, rep)
    if life.stage == MEETING:
        life.stage = CONTACT
    consider(world, row)


@kernel
def enjoy_meeting(world: Record, row: int, touch: int, rep: int) -> None:
    """Let a meeting leave its mark, and qualify perhaps."""
    life: Any = life_of(world, row)
    gain = 0.0
    if life.intent in (Intent.EXPLORING, Intent.BUYING):
        gain = memory_of(world).meeting_goodwill
    mood = feel(world, row)
    impression = enjoy(mood, gain, 0.0)
    keep_mood(world, row, impression.mood)
    write_felt(
        world,
        row,
        HELD,
        touch,
        NONE,
        NONE,
        FELT_MEETING,
        rep,
        impression.gained,
        impression.lost,
        0.0,
    )
    tell(world, row, touch, impression.gained, 0.0)
    chance = deciding_of(world).qualified[life.intent]
    qualifies = next_luck(world, row, Decision.QUALIFICATION.value, 1) < chance
    compensate(world, rows.QUALIFIED, int(qualifies), chance)
    if qualifies:
        open_opportunity(world, row)
        qualify(life)


@unit
def receive_request(world: Record, row: int) -> None:
    """Take in an explicit request: a buyer's opens an opportunity, whatever the strategy."""
    life: Any = life_of(world, row)
    life.requests += 1
    life.request, life.attended = world.now, False
    life.stage = max(whole(life.stage), REQUESTED)
    if life.intent == Intent.BUYING:
        open_opportunity(world, row)
    urge_simple(world, Item.NEGLECT.value, row, world.now)
    if plan_of(world).answer_touch >= 0:
        urge_simple(world, Item.ANSWER.value, row, 0)


@unit
def mind_neglect(world: Record, row: int, requested: int) -> None:
    """Let a person who heard nothing in time feel neglected."""
    life: Any = life_of(world, row)
    memory: Any = memory_of(world)
    if life.request != requested or life.attended:
        return
    mood = feel(world, row)
    impression = suffer(mood, memory.neglect_irritation, memory.neglect_goodwill, memory)
    keep_mood(world, row, impression.mood)
    write_felt(
        world,
        row,
        NEGLECTED,
        NONE,
        NONE,
        NONE,
        NEGLECT,
        NONE,
        impression.gained,
        impression.lost,
        0.0,
    )
    told_of = plan_of(world).answer_touch
    tell(world, row, told_of, -impression.lost, 0.0)


@kernel
def try_to_answer(world: Record, row: int, attempt: int) -> None:
    """Answer a request, with a rep if it takes one."""
    if life_of(world, row).request < 0:
        return
    touch = plan_of(world).answer_touch
    if touch_of(world, touch).by_rep:
        ask_for_rep(world, row, Waiter.ANSWER.value, touch, attempt, False)
    else:
        give_answer(world, row, attempt, NOBODY)


@unit
def give_answer(world: Record, row: int, attempt: int, rep: int) -> None:
    """Send the answer to a request; plan another attempt while nobody picks up."""
    life: Any = life_of(world, row)
    touch = plan_of(world).answer_touch
    obstacle = find_obstacle(world, row, touch)
    if obstacle != NONE or life.request < 0:
        withhold(world, row, touch, WITHDRAWN if obstacle == NONE else obstacle)
        return
    requested = whole(life.request)
    placement = send(world, row, touch, rep, 0)
    if placement in (Placement.REACHED, Placement.VOICEMAIL):
        life.attended = True
    if placement == Placement.REACHED:
        if life.answer_delay < 0:
            life.answer_delay = world.now - requested
        qualify(life)
        if not life.meeting:
            life.request = NEVER
        return
    vendor: Any = vendor_of(world)
    following = attempt + 1
    if touch_of(world, touch).channel == Channel.PHONE and following < 1 + int(vendor.redials):
        wait = max(1, int(vendor.redial_hours * following * SECONDS_PER_HOUR))
        plan_simple(world, row, wait, Moment.STEP.value, Code.ANSWER.value, following)


@kernel
def write_back(world: Record, row: int, touch: int, rep: int) -> None:
    """Send what a reply policy sends, with a rep if it takes one."""
    if touch_of(world, touch).by_rep:
        ask_for_rep(world, row, Waiter.WRITE_BACK.value, touch, 0, False)
    else:
        send_back(world, row, touch, rep)


@kernel
def send_back(world: Record, row: int, touch: int, rep: int) -> None:
    """Send what a reply policy sends, if it may be sent."""
    obstacle = find_obstacle(world, row, touch)
    if obstacle != NONE:
        withhold(world, row, touch, obstacle)
    else:
        send(world, row, touch, rep, 0)


@unit
def redial(world: Record, row: int, touch: int, n_calls: int, rep: int, waited: int) -> None:
    """Call again, if it may still be done."""
    life: Any = life_of(world, row)
    obstacle = find_obstacle(world, row, touch)
    if obstacle == NONE and (life.stopped or life.meeting or life.stage >= CUSTOMER):
        obstacle = WITHDRAWN
    capped, _ = find_cap_wait(world, row, touch_of(world, touch).sender)
    if obstacle == NONE and capped > 0:
        obstacle = CAPPED
    start_task(world, row, touch, rep, waited)
    if obstacle != NONE:
        withhold(world, row, touch, obstacle)
        return
    placement = send(world, row, touch, rep, 0)
    redial_if_measured(world, row, touch, placement, n_calls)
