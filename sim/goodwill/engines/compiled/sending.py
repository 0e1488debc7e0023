"""The moment where a vendor and a person meet, in compiled code."""

from __future__ import annotations

from typing import Any, NamedTuple

from goodwill.behaviour.answering import Hazards, find_budget, find_hazards, spend
from goodwill.behaviour.living import whole_seconds
from goodwill.behaviour.memory import suffer, take_in
from goodwill.behaviour.noticing import (
    find_open_probability,
)
from goodwill.draws import Decision, exponential, lognormal
from goodwill.engines.compiled.feeling import feel, keep_mood
from goodwill.engines.compiled.journal import compensate_answer, write, write_felt
from goodwill.engines.compiled.lane import Item, urge
from goodwill.engines.compiled.layout import NONE
from goodwill.engines.compiled.luck import next_luck
from goodwill.engines.compiled.memory import (
    Record,
    answering_of,
    delays_of,
    desk_call_at,
    file_of,
    life_of,
    memory_of,
    node_at,
    noticing_of,
    person_of,
    touch_of,
    whole,
)
from goodwill.engines.compiled.placing import place
from goodwill.engines.compiled.setting import find_setting
from goodwill.engines.compiled.talking import tell
from goodwill.engines.compiled.turns import forget_before, note
from goodwill.engines.compiled.units import unit
from goodwill.eventlog import Kind
from goodwill.kernels import kernel
from goodwill.vocabulary import (
    N_OUTCOMES,
    SECONDS_PER_DAY,
    SECONDS_PER_HOUR,
    SECONDS_PER_MINUTE,
    Ask,
    Cause,
    Channel,
    Outcome,
    Placement,
)

WEEK = 7 * SECONDS_PER_DAY

# Compiled code takes no int() of a member.
REACHED, SPAM_FOLDER = Placement.REACHED.value, Placement.SPAM_FOLDER.value
BOUNCED, VOICEMAIL = Placement.BOUNCED.value, Placement.VOICEMAIL.value
SILENCE, TOUCHED = Outcome.SILENCE.value, Kind.TOUCHED.value
RETORTED, FELT = Cause.RETORT.value, Cause.TOUCH.value


class Answer(NamedTuple):
    """What a person does about a touch."""

    outcome: int  # Outcome, fixed now
    delay: int  # seconds until it takes effect
    channel: int  # the channel that the person met it on


@unit
def send(world: Record, row: int, touch_code: int, rep: int, pressure: int) -> int:
    """Deliver a touch, keep the vendor's own books, and wait for what comes of it.

    Gives its Placement.
    """
    life: Any = life_of(world, row)
    touch: Any = touch_of(world, touch_code)
    placement = place(world, row, touch)
    note_sent(world, row, touch.sender)
    if placement in (REACHED, VOICEMAIL):
        met = touch_code
        if placement == VOICEMAIL:
            met = touch_code + world.n_touches
        answered = meet(world, row, touch_code, met, rep, placement, pressure)
        count_touch(world, life)
        baited = touch.bait and touch.ask == Ask.FREE_OFFER
        expect_answer(world, row, touch_code, rep, answered, baited)
        return placement
    miss(world, row, touch_code, rep, placement)
    if placement == SPAM_FOLDER:
        count_touch(world, life)
    return placement


@kernel
def count_touch(world: Record, life: Any) -> None:
    """Count a touch as the vendor's system does: mail in the spam folder too."""
    life.touches += 1
    life.total_touches += 1
    life.silent_touches += 1
    life.last_touch = world.now


@unit
def note_sent(world: Record, row: int, sender: int) -> None:
    """Remember what was sent, for frequency caps."""
    life: Any = life_of(world, row)
    since = world.now - world.longest_cap
    if world.keeps_sent:
        kept = forget_before(world, life, whole(life.sent), since)
        life.sent = note(world, life, kept, world.now, sender)
    if world.keeps_sent:
        account: Any = file_of(world, person_of(world, row).account)
        # As of midnight: whoever comes next in this day may be earlier in it.
        kept = forget_before(world, life, whole(account.sent), world.midnight - world.longest_cap)
        account.sent = put_in_order(world, life, kept, world.now)


@kernel
def put_in_order(world: Record, life: Any, head: int, second: int) -> int:
    """Put a second into a list that has its newest first; give the new head."""
    at, before = head, whole(NONE)
    while at != NONE and node_at(world, at).second > second:
        before, at = at, whole(node_at(world, at).next)
    node = note(world, life, at, second, 0)
    if before == NONE:
        return node
    node_at(world, before).next = node
    return head


@unit
def miss(world: Record, row: int, touch_code: int, rep: int, placement: int) -> None:
    """Put a touch on record that did not get through."""
    touch: Any = touch_of(world, touch_code)
    life: Any = life_of(world, row)
    mood = feel(world, row)
    lost, cause = 0.0, NONE
    if placement == Placement.NO_ANSWER:
        impression = suffer(mood, memory_of(world).missed_call, 0.0, memory_of(world))
        keep_mood(world, row, impression.mood)
        lost, cause = impression.lost, FELT
    elif placement == Placement.FRONT_DESK and not touch.fulfils:
        call: Any = desk_call_at(world, world.n_desk_calls)
        call.row, call.touch = row, touch_code
        world.n_desk_calls += 1
    elif placement == Placement.BOUNCED:
        life.bounced = True
    write_felt(world, row, TOUCHED, touch_code, placement, SILENCE, cause, rep, 0.0, lost, 0.0)


@kernel
def meet(
    world: Record,
    row: int,
    touch_code: int,
    met: int,
    rep: int,
    placement: int,
    pressure: int,
) -> Answer:
    """Let a person notice a touch, fix what it does about it, and leave its mark."""
    life: Any = life_of(world, row)
    person: Any = person_of(world, row)
    touch: Any = touch_of(world, met)
    setting = find_setting(world, row, touch, rep, pressure)
    mood = feel(world, row)
    hazards = find_hazards(touch.appeal, mood, person, touch, setting, answering_of(world))
    outcome = answer(world, row, hazards, touch.channel)
    impression = take_in(mood, person, touch, setting, memory_of(world))
    keep_mood(world, row, impression.mood)
    life.aware = True
    life.recent = note(world, life, whole(life.recent), world.now, 0)
    if touch.ask in (Ask.MEETING, Ask.FREE_OFFER) and outcome != Outcome.INTERESTED:
        life.refused_asks += 1
    write_felt(
        world,
        row,
        TOUCHED,
        touch_code,
        placement,
        outcome,
        RETORTED if touch.retort else FELT,
        rep,
        impression.gained,
        impression.lost,
        0.0,
    )
    if touch.channel == Channel.EMAIL:
        open_mail(world, row, touch_code)
    tell(world, row, touch_code, impression.gained - impression.lost, setting.gap)
    delay = find_delay(world, row, outcome, touch.channel)
    return Answer(whole(outcome), delay, whole(touch.channel))


@kernel
def answer(world: Record, row: int, hazards: Hazards, channel: int) -> int:
    """Spend the budgets on a touch; say what fires."""
    budgets = life_of(world, row).budgets
    opt_out = find_budget(Outcome.OPT_OUT.value, channel)
    for outcome in range(N_OUTCOMES):
        budget = opt_out if outcome == Outcome.OPT_OUT else outcome
        if hazards[outcome] > 0.0 and budgets[budget] < 0.0:
            budgets[budget] = draw_budget(world, row, budget)
    left = Hazards(
        budgets[0],
        budgets[opt_out],
        budgets[2],
        budgets[3],
        budgets[4],
        budgets[5],
        budgets[6],
        budgets[7],
    )
    spending = spend(left, hazards)
    for outcome in range(N_OUTCOMES):
        budget = opt_out if outcome == Outcome.OPT_OUT else outcome
        if outcome == spending.outcome:
            budgets[budget] = draw_budget(world, row, budget)
        elif hazards[outcome] > 0.0:
            budgets[budget] = max(0.0, budgets[budget] - spending.share * hazards[outcome])
    if not life_of(world, row).given:
        compensate_answer(world, spending.outcome, hazards)
    return whole(spending.outcome)


@unit
def draw_budget(world: Record, row: int, budget: int) -> float:
    """Draw a new budget."""
    decision = Decision.BUDGET_COMPLAINT.value + budget
    return exponential(next_luck(world, row, decision, 1))


@unit
def open_mail(world: Record, row: int, touch_code: int) -> None:
    """Let the vendor see opens: a noisy sign that decides nothing."""
    life: Any = life_of(world, row)
    person: Any = person_of(world, row)
    chance = find_open_probability(person, noticing_of(world))
    if next_luck(world, row, Decision.OPEN_HUMAN.value, 1) < chance:
        life.opens += 1
        write(world, row, Kind.OPENED.value, touch_code, 0, NONE)
    if person.machine_opens:
        life.opens += 1
        write(world, row, Kind.OPENED.value, touch_code, 1, NONE)


@unit
def find_delay(world: Record, row: int, outcome: int, channel: int) -> int:
    """Draw how long an outcome takes to arrive."""
    delays: Any = delays_of(world)
    if outcome == Outcome.SILENCE:
        return whole(0)
    if channel == Channel.PHONE:
        return whole(whole_seconds(delays.live_minutes * SECONDS_PER_MINUTE))
    if outcome in (Outcome.CLICK, Outcome.OPT_OUT, Outcome.COMPLAINT):
        u = next_luck(world, row, Decision.CLICK_DELAY.value, 1)
        hours, sigma = delays.click_hours, delays.click_sigma
    else:
        u = next_luck(world, row, Decision.REPLY_DELAY.value, 1)
        hours, sigma = delays.reply_hours, delays.reply_sigma
    return whole(whole_seconds(lognormal(u, hours * SECONDS_PER_HOUR, sigma)))


@kernel
def expect_answer(
    world: Record, row: int, touch_code: int, rep: int, answered: Answer, bait: bool
) -> None:
    """Let an outcome that is fixed already make its way back to the vendor."""
    if answered.outcome == Outcome.SILENCE:
        return
    if bait and answered.outcome == Outcome.INTERESTED:
        urge(world, Item.BILL.value, row, touch_code, NONE, NONE, NONE, 0, 0)
    urge(
        world,
        Item.ARRIVAL.value,
        row,
        touch_code,
        rep,
        answered.outcome,
        answered.channel,
        answered.delay,
        0,
    )
