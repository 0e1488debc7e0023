"""What comes back: clicks, opt-outs and replies on their way, and what a vendor makes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodwill.behaviour.memory import suffer
from goodwill.draws import Decision
from goodwill.engines.moments import Moment
from goodwill.eventlog import Kind
from goodwill.vocabulary import (
    SECONDS_PER_DAY,
    Ask,
    Cause,
    Channel,
    Exit,
    Outcome,
    ReplyAction,
)

if TYPE_CHECKING:
    from goodwill.engines.reference.delivery import Delivery
    from goodwill.engines.reference.simulation import Simulation, Story
    from goodwill.engines.reference.state import Life

ALL_CHANNELS = (1 << len(Channel)) - 1 & ~(1 << Channel.VOICEMAIL)


def expect_answer(
    simulation: Simulation, life: Life, touch_code: int, rep: int, delivery: Delivery
) -> None:
    """Let an outcome that is fixed already make its way back to the vendor."""
    if delivery.outcome == Outcome.SILENCE:
        return
    taken = delivery.offered and delivery.outcome == Outcome.INTERESTED
    if taken and simulation.world.touches[touch_code].bait:
        simulation.env.process(_bill(simulation, life, touch_code))
    simulation.env.process(_arrive(simulation, life, touch_code, rep, delivery))


def _arrive(
    simulation: Simulation, life: Life, touch_code: int, rep: int, delivery: Delivery
) -> Story:
    """Take note of a click, an opt-out, a complaint or a reply when it arrives."""
    yield simulation.turn(life, Moment.ARRIVAL, delivery.delay)
    relationship, now = life.relationship, simulation.now
    if delivery.outcome == Outcome.CLICK:
        relationship.clicks += 1
        relationship.last_click = relationship.last_signal = now
        relationship.silent_touches = 0
        simulation.journal.write(life, now, Kind.CLICKED, touch=touch_code)
        simulation.consider(life)
    elif delivery.outcome in (Outcome.OPT_OUT, Outcome.COMPLAINT):
        _close_channel(simulation, life, touch_code, delivery)
    else:
        _read_reply(simulation, life, touch_code, rep, delivery)


def _close_channel(simulation: Simulation, life: Life, touch_code: int, delivery: Delivery) -> None:
    channel = Channel.PHONE if delivery.channel == Channel.VOICEMAIL else delivery.channel
    life.relationship.opted_out |= 1 << channel
    now = simulation.now
    if delivery.outcome == Outcome.COMPLAINT:
        simulation.complaints_today += int(channel == Channel.EMAIL)
        simulation.journal.write(life, now, Kind.COMPLAINED, touch=touch_code, detail=channel)
        simulation.note_refusal(life)
    else:
        simulation.journal.write(life, now, Kind.OPTED_OUT, touch=touch_code, detail=channel)
    if life.relationship.opted_out & ALL_CHANNELS == ALL_CHANNELS:
        simulation.leave(life, Exit.OPTED_OUT)
    else:
        simulation.consider(life)


def _read_reply(
    simulation: Simulation, life: Life, touch_code: int, rep: int, delivery: Delivery
) -> None:
    """Act on a reply as the strategy's policy says."""
    relationship, now, outcome = life.relationship, simulation.now, delivery.outcome
    relationship.replies += 1
    relationship.last_reply, relationship.last_reply_second = outcome, now
    relationship.last_signal, relationship.silent_touches = now, 0
    simulation.journal.write(life, now, Kind.REPLIED, touch=touch_code, detail=outcome, rep=rep)
    if outcome in (Outcome.ANGRY_REPLY, Outcome.NOT_INTERESTED):
        simulation.note_refusal(life)
    asked = simulation.world.touches[touch_code].ask == Ask.QUESTION
    if outcome == Outcome.NEUTRAL_REPLY and asked:
        relationship.answered = True
    if relationship.stopped and outcome != Outcome.INTERESTED:
        return  # the account is closed: one last word is enough
    policy = simulation.world.plan.replies[outcome]
    if policy.action == ReplyAction.HAND_OVER:
        relationship.owner = (relationship.owner + 1) % max(1, len(simulation.world.reps))
    replies_in_kind = True
    if policy.action == ReplyAction.RETORT:
        replies_in_kind = _loses_temper(simulation, life, rep)
    if policy.touch >= 0 and replies_in_kind:
        simulation.env.process(simulation.write_back(life, policy.touch, policy.wait, rep))
    if outcome == Outcome.INTERESTED and not delivery.offered:
        simulation.agree_meeting(life, touch_code)
    if policy.action in (ReplyAction.STOP, ReplyAction.RETORT, ReplyAction.APOLOGISE):
        relationship.stopped = True
        simulation.leave(life, Exit.REPLY)
    else:
        simulation.consider(life)


def _loses_temper(simulation: Simulation, life: Life, rep: int) -> bool:
    """Decide whether the rep answers anger in kind."""
    number = rep if rep >= 0 else life.relationship.owner
    if not simulation.world.reps:
        return False
    chance = simulation.world.reps[number].retort
    loses = simulation.luck(life, Decision.RETORT) < chance
    simulation.journal.compensate("retort", int(loses), chance)
    return loses


def _bill(simulation: Simulation, life: Life, touch_code: int) -> Story:
    """Send the bill for what was called free."""
    memory = simulation.parameters.memory
    yield simulation.turn(life, Moment.DUE, max(1, int(memory.bait_days * SECONDS_PER_DAY)))
    impression = suffer(simulation.feel(life), 0.0, memory.bait_goodwill, memory)
    life.relationship.mood = impression.mood
    simulation.journal.write(
        life,
        simulation.now,
        Kind.BILLED,
        touch=touch_code,
        cause=int(Cause.BAIT),
        impression=impression,
        amount=memory.bait_price,
    )
    simulation.tell(life, touch_code, -impression.lost, 0.0)
