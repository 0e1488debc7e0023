"""What comes back, in compiled code: clicks, opt-outs, replies, and what a vendor makes of them."""

from __future__ import annotations

from typing import Any

from goodwill.behaviour.living import whole_seconds
from goodwill.behaviour.memory import suffer
from goodwill.draws import Decision, lognormal
from goodwill.engines.compiled import layout as rows
from goodwill.engines.compiled.calendar import read_clock
from goodwill.engines.compiled.enrolling import consider, leave
from goodwill.engines.compiled.feeling import feel, keep_mood
from goodwill.engines.compiled.journal import compensate, write, write_felt
from goodwill.engines.compiled.lane import Item, urge
from goodwill.engines.compiled.layout import NONE
from goodwill.engines.compiled.luck import next_luck
from goodwill.engines.compiled.memory import (
    Record,
    delays_of,
    life_of,
    memory_of,
    person_of,
    refusal_at,
    rep_of,
    reply_policy_of,
    touch_of,
    whole,
)
from goodwill.engines.compiled.talking import tell
from goodwill.engines.compiled.units import unit
from goodwill.eventlog import Kind
from goodwill.kernels import kernel
from goodwill.vocabulary import (
    SECONDS_PER_DAY,
    SECONDS_PER_HOUR,
    Ask,
    Cause,
    Channel,
    Exit,
    Outcome,
    ReplyAction,
    Stage,
)

ALL_CHANNELS = (1 << len(Channel)) - 1 & ~(1 << Channel.VOICEMAIL.value)
OPENS, CLOSES = 10 * SECONDS_PER_HOUR, 16 * SECONDS_PER_HOUR  # of meetings

# Compiled code takes no int() of a member.
BY_REPLY, BY_OPT_OUT = Exit.REPLY.value, Exit.OPTED_OUT.value
AT_MEETING, BILLED, BAIT = Stage.MEETING.value, Kind.BILLED.value, Cause.BAIT.value
CLOSING = (
    ReplyAction.STOP.value,
    ReplyAction.RETORT.value,
    ReplyAction.APOLOGISE.value,
)


@kernel
def note_refusal(world: Record, row: int) -> None:
    """Remember that somebody at an account said no; colleagues' files show it from midnight on."""
    refusal: Any = refusal_at(world, world.n_refusals)
    refusal.account, refusal.row = person_of(world, row).account, row
    world.n_refusals += 1


@unit
def arrive(world: Record, row: int, touch: int, rep: int, outcome: int, channel: int) -> None:
    """Take note of a click, an opt-out, a complaint or a reply when it arrives."""
    life: Any = life_of(world, row)
    now = world.now
    if outcome == Outcome.CLICK:
        life.clicks += 1
        life.last_click, life.last_signal = now, now
        life.silent_touches = 0
        write(world, row, Kind.CLICKED.value, touch, NONE, NONE)
        consider(world, row)
    elif outcome in (Outcome.OPT_OUT, Outcome.COMPLAINT):
        close_channel(world, row, touch, outcome, channel)
    else:
        read_reply(world, row, touch, rep, outcome)


@kernel
def close_channel(world: Record, row: int, touch: int, outcome: int, channel: int) -> None:
    """Take a channel out of use."""
    life: Any = life_of(world, row)
    heard = whole(channel)
    if channel == Channel.VOICEMAIL:
        heard = whole(Channel.PHONE.value)
    life.opted_out |= whole(1) << heard
    if outcome == Outcome.COMPLAINT:
        if heard == Channel.EMAIL:
            world.complaints_today += 1
        write(world, row, Kind.COMPLAINED.value, touch, heard, NONE)
        note_refusal(world, row)
    else:
        write(world, row, Kind.OPTED_OUT.value, touch, heard, NONE)
    if life.opted_out & ALL_CHANNELS == ALL_CHANNELS:
        leave(world, row, BY_OPT_OUT)
    else:
        consider(world, row)


@kernel
def read_reply(world: Record, row: int, touch: int, rep: int, outcome: int) -> None:
    """Act on a reply as the strategy's policy says."""
    life: Any = life_of(world, row)
    now = world.now
    ask = touch_of(world, touch).ask
    life.replies += 1
    life.last_reply, life.last_reply_second = outcome, now
    life.last_signal, life.silent_touches = now, 0
    write(world, row, Kind.REPLIED.value, touch, outcome, rep)
    if outcome in (Outcome.ANGRY_REPLY, Outcome.NOT_INTERESTED):
        note_refusal(world, row)
    if outcome == Outcome.NEUTRAL_REPLY and ask == Ask.QUESTION:
        life.answered = True
    if life.stopped and outcome != Outcome.INTERESTED:
        return
    policy: Any = reply_policy_of(world, outcome)
    if policy.action == ReplyAction.HAND_OVER:
        life.owner = (life.owner + 1) % max(1, world.n_reps)
    replies_in_kind = True
    if policy.action == ReplyAction.RETORT:
        replies_in_kind = loses_temper(world, row, rep)
    if policy.touch >= 0 and replies_in_kind:
        urge(world, Item.WRITE_BACK.value, row, policy.touch, rep, NONE, NONE, policy.wait, 0)
    if outcome == Outcome.INTERESTED and ask != Ask.FREE_OFFER:
        agree_meeting(world, row, touch)
    if policy.action in CLOSING:
        life.stopped = True
        leave(world, row, BY_REPLY)
    else:
        consider(world, row)


@kernel
def loses_temper(world: Record, row: int, rep: int) -> bool:
    """Decide whether the rep answers anger in kind."""
    if world.n_reps == 0:
        return False
    number = rep if rep >= 0 else whole(life_of(world, row).owner)
    chance = rep_of(world, number).retort
    loses = next_luck(world, row, Decision.RETORT.value, 1) < chance
    compensate(world, rows.RETORT, int(loses), chance)
    return loses


@unit
def bill(world: Record, row: int, touch: int) -> None:
    """Send the bill for what was called free."""
    memory: Any = memory_of(world)
    mood = feel(world, row)
    impression = suffer(mood, 0.0, memory.bait_goodwill, memory)
    keep_mood(world, row, impression.mood)
    write_felt(
        world,
        row,
        BILLED,
        touch,
        NONE,
        NONE,
        BAIT,
        NONE,
        impression.gained,
        impression.lost,
        memory.bait_price,
    )
    tell(world, row, touch, -impression.lost, 0.0)


@unit
def agree_meeting(world: Record, row: int, touch: int) -> None:
    """Put a meeting into the calendar; whatever cadence the person was in is over."""
    life: Any = life_of(world, row)
    if life.meeting:
        return
    delays: Any = delays_of(world)
    u = next_luck(world, row, Decision.MEETING_DELAY.value, 1)
    wanted = whole_seconds(
        lognormal(u, delays.meeting_days * SECONDS_PER_DAY, delays.meeting_sigma)
    )
    zone = person_of(world, row).zone
    delay = wanted + wait_for_office_hours(world, zone, world.now + wanted)
    life.meeting = True
    life.stage = max(whole(life.stage), AT_MEETING)
    write(world, row, Kind.MEETING_AGREED.value, touch, delay, NONE)
    leave(world, row, BY_REPLY)
    urge(world, Item.MEET.value, row, touch, NONE, NONE, NONE, delay, 0)


@kernel
def wait_for_office_hours(world: Record, zone: int, second: int) -> int:
    """Give the seconds from `second` until a time at which the person holds meetings."""
    waited = 0
    for _ in range(10):
        local, weekday, _ = read_clock(world, zone, second + waited)
        if weekday < 5 and OPENS <= local < CLOSES:  # noqa: PLR2004
            break
        if local < OPENS:
            waited += OPENS - local
        else:
            waited += SECONDS_PER_DAY - local + OPENS
    return waited
