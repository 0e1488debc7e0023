"""The moment where a vendor and a person meet: a touch is placed, felt and answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from goodwill.behaviour.answering import (
    Appeal,
    Hazards,
    find_budget,
    find_hazards,
    spend,
)
from goodwill.behaviour.living import whole_seconds
from goodwill.behaviour.memory import suffer, take_in
from goodwill.behaviour.noticing import (
    find_connect_probability,
    find_front_desk_probability,
    find_inbox_share,
    find_open_probability,
    place_call,
)
from goodwill.behaviour.people import Setting, TouchKind
from goodwill.behaviour.readiness import find_gap, find_readiness, find_relevance
from goodwill.draws import Decision, exponential, lognormal
from goodwill.eventlog import Kind
from goodwill.strategy import NEVER
from goodwill.vocabulary import (
    N_OUTCOMES,
    NOBODY,
    SECONDS_PER_DAY,
    SECONDS_PER_HOUR,
    SECONDS_PER_MINUTE,
    Ask,
    Cause,
    Channel,
    Claim,
    Outcome,
    Placement,
    Sender,
)

if TYPE_CHECKING:
    from goodwill.engines.reference.simulation import Simulation
    from goodwill.engines.reference.state import Life

WEEK = 7 * SECONDS_PER_DAY
BUDGETS_OF = tuple(
    tuple(find_budget(outcome, channel) for outcome in range(N_OUTCOMES)) for channel in Channel
)


class Sending(NamedTuple):
    """One touch on its way to a person, as the person will meet it."""

    code: int  # index of the touch kind
    touch: TouchKind
    appeal: Appeal
    rep: int
    placement: int  # Placement
    pressure: int  # levels of presumption added


class Delivery(NamedTuple):
    """What came of sending one touch."""

    placement: int  # Placement
    outcome: int  # Outcome, fixed now
    delay: int  # seconds until it takes effect
    channel: int  # the channel that the person met it on
    offered: bool  # it was a free offer


def deliver(
    simulation: Simulation, life: Life, touch_code: int, rep: int = NOBODY, pressure: int = 0
) -> Delivery:
    """Send one touch to one person, now.

    `pressure`: levels of presumption that a quarter's end adds. The caller sees to it that the
    touch is allowed, and to what follows from the outcome.
    """
    now, relationship = simulation.now, life.relationship
    touch, appeal = simulation.world.touches[touch_code], simulation.world.appeals[touch_code]
    placement = _place(simulation, life, touch)
    kept = simulation.longest_cap
    relationship.sent = [sent for sent in relationship.sent if now - sent[0] < kept]
    relationship.sent.append((now, touch.sender))
    if placement == Placement.VOICEMAIL:
        touch, appeal = simulation.voicemails[touch_code]
    if placement in (Placement.REACHED, Placement.VOICEMAIL):
        sending = Sending(touch_code, touch, appeal, rep, placement, pressure)
        return _meet(simulation, life, sending)
    impression, cause = None, NOBODY
    if placement == Placement.NO_ANSWER:
        memory = simulation.parameters.memory
        impression = suffer(simulation.feel(life), memory.missed_call, 0.0, memory)
        relationship.mood, cause = impression.mood, int(Cause.TOUCH)
    elif placement == Placement.FRONT_DESK and not touch.fulfils:
        # A call that was asked for is put through with a smile.
        simulation.desk_calls.append((life, touch_code))
    elif placement == Placement.BOUNCED:
        relationship.bounced = True
    simulation.feel(life)
    simulation.journal.write(
        life,
        now,
        Kind.TOUCHED,
        touch=touch_code,
        detail=placement,
        outcome=int(Outcome.SILENCE),
        cause=cause,
        rep=rep,
        impression=impression,
    )
    return Delivery(placement, int(Outcome.SILENCE), 0, touch.channel, offered=False)


def _place(simulation: Simulation, life: Life, touch: TouchKind) -> int:
    """Find where a touch ends up."""
    noticing = simulation.parameters.noticing
    if touch.channel == Channel.EMAIL:
        bounced = simulation.luck(life, Decision.BOUNCE) < noticing.bounce
        simulation.journal.compensate("bounced", int(bounced), noticing.bounce)
        if bounced:
            return Placement.BOUNCED
        simulation.delivered_today += 1
        share = find_inbox_share(simulation.complaint_rate(), noticing)
        in_spam = simulation.luck(life, Decision.PLACEMENT) >= share
        simulation.journal.compensate("spam_folder", int(in_spam), 1.0 - share)
        return Placement.SPAM_FOLDER if in_spam else Placement.REACHED
    if touch.channel == Channel.PHONE:
        return _place_call(simulation, life, touch)
    return Placement.REACHED


def _place_call(simulation: Simulation, life: Life, touch: TouchKind) -> int:
    now, noticing = simulation.now, simulation.parameters.noticing
    request = life.relationship.request
    since_request = now - request if touch.fulfils and request >= 0 else NEVER
    connect = find_connect_probability(life.person, since_request, noticing)
    life.calls = [second for second in life.calls if now - second < SECONDS_PER_DAY]
    has_desk = simulation.accounts[life.person.account].front_desk
    desk = find_front_desk_probability(has_desk, len(life.calls), noticing)
    placement = place_call(
        connect,
        desk,
        simulation.luck(life, Decision.CONNECT),
        simulation.luck(life, Decision.FRONT_DESK),
        touch.voicemail,
    )
    life.calls.append(now)
    simulation.journal.compensate("connected", int(placement == Placement.REACHED), connect)
    return placement


def _claimed_second(life: Life, touch: TouchKind) -> int:
    """Give the second of the event that a touch claims to follow up on; NEVER: there is none."""
    if touch.claim == Claim.CLICK:
        return life.relationship.last_click
    if touch.claim == Claim.ANY_VISIT:
        return max(life.last_visit.values(), default=NEVER)
    return life.last_visit.get(touch.claim - 1, NEVER)


def find_setting(
    simulation: Simulation, life: Life, touch: TouchKind, rep: int, pressure: int
) -> Setting:
    """Gather the circumstances of a touch, as the person meets it."""
    now, parameters = simulation.now, simulation.parameters
    since_click = life.relationship.last_click
    readiness = find_readiness(
        life.intent,
        simulation.asked(life),
        NEVER if since_click < 0 else now - since_click,
        parameters.levels,
    )
    claimed = _claimed_second(life, touch)
    unread = touch.claim in (Claim.CONTENT_DOWNLOAD, Claim.WEBINAR_SIGNUP) and bool(life.unread)
    presumption = parameters.levels.presumption[min(3, touch.presumption + pressure)]
    life.recent = [second for second in life.recent if now - second < WEEK]
    reps = simulation.world.reps
    professionalism = reps[rep].professionalism if 0 <= rep < len(reps) else 1.0
    return Setting(
        presumption,
        readiness,
        find_gap(presumption, readiness, unread, parameters.levels),
        find_relevance(
            touch,
            life.person.region,
            NEVER if claimed < 0 else now - claimed,
            life.relationship.answered,
            parameters.relevance,
        ),
        len(life.recent),
        1.0 - professionalism if touch.sender != Sender.AUTOMATION else 0.0,
        simulation.world.vendor.preaches,
        life.relationship.refused_asks,
        life.person.attention if touch.channel == Channel.EMAIL else 1.0,
    )


def _meet(simulation: Simulation, life: Life, sending: Sending) -> Delivery:
    """Let a person notice a touch, fix what it does about it, and leave its mark."""
    touch, parameters = sending.touch, simulation.parameters
    setting = find_setting(simulation, life, touch, sending.rep, sending.pressure)
    mood = simulation.feel(life)
    hazards = find_hazards(sending.appeal, mood, life.person, touch, setting, parameters.answering)
    outcome = _answer(simulation, life, hazards, touch.channel)
    impression = take_in(mood, life.person, touch, setting, parameters.memory)
    relationship = life.relationship
    relationship.mood = impression.mood
    relationship.aware = True
    life.recent.append(simulation.now)
    if touch.ask in (Ask.MEETING, Ask.FREE_OFFER) and outcome != Outcome.INTERESTED:
        relationship.refused_asks += 1
    simulation.journal.write(
        life,
        simulation.now,
        Kind.TOUCHED,
        touch=sending.code,
        detail=sending.placement,
        outcome=outcome,
        cause=int(Cause.RETORT if touch.retort else Cause.TOUCH),
        rep=sending.rep,
        impression=impression,
    )
    if touch.channel == Channel.EMAIL:
        _open(simulation, life, sending.code)
    simulation.tell(life, sending.code, impression.gained - impression.lost, setting.gap)
    delay = _find_delay(simulation, life, outcome, touch.channel)
    offered = touch.ask == Ask.FREE_OFFER
    return Delivery(sending.placement, outcome, delay, touch.channel, offered)


def _answer(simulation: Simulation, life: Life, hazards: Hazards, channel: int) -> int:
    """Spend the budgets on a touch; say what fires."""
    budgets = life.relationship.budgets
    at = BUDGETS_OF[channel]
    for outcome, budget in enumerate(at):
        if hazards[outcome] > 0.0 and budgets[budget] < 0.0:
            budgets[budget] = _draw_budget(simulation, life, budget)
    spending = spend(Hazards(*[budgets[budget] for budget in at]), hazards)
    for outcome, budget in enumerate(at):
        if outcome == spending.outcome:
            budgets[budget] = _draw_budget(simulation, life, budget)
        elif hazards[outcome] > 0.0:
            # Rounding must not take a budget below nothing.
            budgets[budget] = max(0.0, budgets[budget] - spending.share * hazards[outcome])
    if not life.script.budgets:
        simulation.journal.compensate_answer(spending.outcome, hazards)
    return spending.outcome


def _draw_budget(simulation: Simulation, life: Life, budget: int) -> float:
    return exponential(simulation.luck(life, Decision.BUDGET_COMPLAINT + budget))


def _open(simulation: Simulation, life: Life, touch_code: int) -> None:
    """Let the vendor see opens: a noisy sign that decides nothing."""
    chance = find_open_probability(life.person, simulation.parameters.noticing)
    human = simulation.luck(life, Decision.OPEN_HUMAN) < chance
    for machine, happened in ((0, human), (1, life.person.machine_opens)):
        if happened:
            life.relationship.opens += 1
            simulation.journal.write(
                life, simulation.now, Kind.OPENED, touch=touch_code, detail=machine
            )


def _find_delay(simulation: Simulation, life: Life, outcome: int, channel: int) -> int:
    """Draw how long an outcome takes to arrive."""
    delays = simulation.parameters.delays
    if outcome == Outcome.SILENCE:
        return 0
    if channel == Channel.PHONE:
        return whole_seconds(delays.live_minutes * SECONDS_PER_MINUTE)
    if outcome in (Outcome.CLICK, Outcome.OPT_OUT, Outcome.COMPLAINT):
        u = simulation.luck(life, Decision.CLICK_DELAY)
        return whole_seconds(
            lognormal(u, delays.click_hours * SECONDS_PER_HOUR, delays.click_sigma)
        )
    u = simulation.luck(life, Decision.REPLY_DELAY)
    return whole_seconds(lognormal(u, delays.reply_hours * SECONDS_PER_HOUR, delays.reply_sigma))
