"""What travels from one person to another, in compiled code: all overnight, from one snapshot."""

from __future__ import annotations

from math import exp, log
from typing import Any

import numpy as np

from goodwill.behaviour.memory import enjoy, halve, suffer
from goodwill.behaviour.noticing import find_inbox_share
from goodwill.behaviour.talking import find_hearsay
from goodwill.draws import Decision, uniform_index
from goodwill.engines.compiled.calendar import count_quarter_days
from goodwill.engines.compiled.enrolling import consider, leave
from goodwill.engines.compiled.feeling import feel, keep_mood
from goodwill.engines.compiled.journal import fix, write_felt
from goodwill.engines.compiled.layout import NONE
from goodwill.engines.compiled.luck import next_luck
from goodwill.engines.compiled.memory import (
    Record,
    account_of,
    booking_at,
    day_at,
    desk_call_at,
    file_of,
    life_of,
    member_at,
    memory_of,
    noticing_of,
    person_of,
    plan_of,
    quarter_end_at,
    refusal_at,
    talking_of,
    telling_at,
    whole,
)
from goodwill.engines.compiled.observing import refused_by_colleague
from goodwill.engines.compiled.sorting import sort_numbers
from goodwill.engines.compiled.units import unit
from goodwill.eventlog import Kind
from goodwill.kernels import kernel
from goodwill.vocabulary import SECONDS_PER_DAY, Cause, Exit

SEVERAL = -2  # people of an account have refused

# Compiled code takes no int() of a member.
HEARD, HEARSAY, POST = Kind.HEARD.value, Cause.HEARSAY.value, Cause.PUBLIC_POST.value
SUFFERED, FRONT_DESK, BY_COLLEAGUE = (
    Kind.SUFFERED.value,
    Cause.FRONT_DESK.value,
    Exit.COLLEAGUE.value,
)


@unit
def keep_night(world: Record) -> None:
    """Let stories, posts and complaints of the day that ends take effect, at its midnight."""
    world.midnight = world.now
    world.quarter_days = count_quarter_days(world, world.now)
    world.automation_today = 0
    spread_tellings(world)
    spread_desk_calls(world)
    merge_refusals(world)
    if world.reputation:
        fade_reputation(world)
    check_quota(world)
    if world.colleagues and plan_of(world).colleague_stops:
        for row in range(world.n_people):
            if life_of(world, row).enrolled and refused_by_colleague(world, row):
                leave(world, row, BY_COLLEAGUE)
    if plan_of(world).nightly:
        for row in range(world.n_people):
            if life_of(world, row).registered and not life_of(world, row).enrolled:
                consider(world, row)
    record_day(world)


@kernel
def record_day(world: Record) -> None:
    """Note how things stand at the beginning of a day."""
    world.queue_length = world.n_waiting
    day: Any = day_at(world, world.day)
    day.queue, day.standing = world.queue_length, world.standing


@kernel
def see_reputation(world: Record) -> None:
    """Work out the share of e-mails that reach the inbox, as providers see the sender."""
    noticing: Any = noticing_of(world)
    prior = noticing.reputation_mails
    complaints = world.complaints + prior * noticing.reputation_prior
    world.inbox_share = find_inbox_share(complaints / (world.delivered + prior), noticing)


@kernel
def fade_reputation(world: Record) -> None:
    """Let providers forget a day, and take in the day that ended."""
    kept = halve(1.0, noticing_of(world).reputation_days)
    world.delivered = world.delivered * kept + world.delivered_today
    world.complaints = world.complaints * kept + world.complaints_today
    world.delivered_today, world.complaints_today = 0, 0
    see_reputation(world)


@kernel
def check_quota(world: Record) -> None:
    """See at midnight whether the quarter's quota of meetings is met."""
    for at in range(world.n_quarter_ends):
        if quarter_end_at(world, at).second == world.now:
            world.meetings_this_quarter = 0
    quota = world.quota
    reached = quota > 0 and world.meetings_this_quarter >= quota
    world.quota_met = reached and world.quotas


@kernel
def merge_refusals(world: Record) -> None:
    """Put the refusals of the day that ended into the accounts' files."""
    for at in range(world.n_refusals):
        account: Any = file_of(world, refusal_at(world, at).account)
        row = refusal_at(world, at).row
        if account.refused == NONE:
            account.refused = row
        elif account.refused != row:
            account.refused = SEVERAL
    world.n_refusals = 0


@unit
def spread_tellings(world: Record) -> None:
    """Let others hear, in the order of the tellers' ids; what was heard is not retold."""
    talking: Any = talking_of(world)
    world.standing *= halve(1.0, talking.standing_days)
    n = world.n_tellings
    world.n_tellings = 0
    ranks = np.empty(n, np.int64)
    for at in range(n):
        # A person's own tellings stand in the order of their serials already.
        ranks[at] = telling_at(world, at).row << 32 | at
    sort_numbers(ranks)
    for rank in ranks:
        at = rank & 0xFFFFFFFF
        telling: Any = telling_at(world, at)
        if telling.posted:
            post(world, telling.amount)
        spread(world, at)


@kernel
def post(world: Record, amount: float) -> None:
    """Let a public post shock the brand's standing, and book it for the whole market."""
    talking: Any = talking_of(world)
    sign = 1.0 if amount > 0.0 else -1.0
    shock = sign * talking.post_standing
    world.standing += shock
    kept = halve(1.0, talking.standing_days)
    n_nights = (world.horizon - world.now) / SECONDS_PER_DAY
    held = abs(shock) * (1.0 - exp(n_nights * log(kept))) / (1.0 - kept)
    booking: Any = booking_at(world, POST * (world.n_touches + 1))
    booking.called = True
    if shock > 0:
        booking.gained += fix(held * world.n_people)
    else:
        booking.lost += fix(held * world.n_people)


@kernel
def spread(world: Record, at: int) -> None:
    """Choose who hears of an experience: colleagues first, then anybody in the market."""
    telling: Any = telling_at(world, at)
    row = whole(telling.row)
    account: Any = account_of(world, person_of(world, row).account)
    n_people = world.n_people
    n_colleagues = account.count - 1
    first = whole(0)
    for n in range(telling.n_hearers):
        u = next_luck(world, row, Decision.HEARER.value, 1)
        if n < n_colleagues:
            if n == 0:
                first = whole(uniform_index(u, n_colleagues))
            place = (first + n) % n_colleagues
            hearer = find_colleague(world, account, row, place)
            hear(world, at, hearer, True)
        elif n_people > 1:
            other = whole(uniform_index(u, n_people - 1))
            hearer = other + 1 if other >= row else other
            hear(world, at, hearer, False)


@kernel
def find_colleague(world: Record, account: Any, row: int, place: int) -> int:
    """Give the row of one of a person's colleagues, by its place among them."""
    n = 0
    for at in range(account.first, account.first + account.count):
        other = whole(member_at(world, at).row)
        if other == row:
            continue
        if n == place:
            return other
        n += 1
    return whole(NONE)


@unit
def hear(world: Record, at: int, hearer: int, colleague: bool) -> None:
    """Let somebody hear of an experience."""
    telling: Any = telling_at(world, at)
    amount = find_hearsay(telling.amount, colleague, talking_of(world))
    mood = feel(world, hearer)
    if amount >= 0.0:
        impression = enjoy(mood, amount, 0.0)
    else:
        impression = suffer(mood, 0.0, -amount, memory_of(world))
    keep_mood(world, hearer, impression.mood)
    life_of(world, hearer).aware = True
    write_felt(
        world,
        hearer,
        HEARD,
        telling.touch,
        NONE,
        NONE,
        HEARSAY,
        NONE,
        impression.gained,
        impression.lost,
        telling.amount,
    )


@unit
def spread_desk_calls(world: Record) -> None:
    """Let colleagues suffer from the day's calls to their front desk."""
    n = world.n_desk_calls
    world.n_desk_calls = 0
    if not world.front_desk:
        return
    ranks = np.empty(n, np.int64)
    for at in range(n):
        ranks[at] = desk_call_at(world, at).row << 16 | desk_call_at(world, at).touch
    sort_numbers(ranks)
    for rank in ranks:
        caller, touch = rank >> 16, rank & 0xFFFF
        account: Any = account_of(world, person_of(world, caller).account)
        for at in range(account.first, account.first + account.count):
            row = whole(member_at(world, at).row)
            if row != caller:
                suffer_calls(world, row, touch)


@kernel
def suffer_calls(world: Record, row: int, touch: int) -> None:
    """Let a colleague suffer from one call."""
    memory: Any = memory_of(world)
    mood = feel(world, row)
    impression = suffer(mood, memory.desk_irritation, memory.desk_goodwill, memory)
    keep_mood(world, row, impression.mood)
    life_of(world, row).aware = True
    write_felt(
        world,
        row,
        SUFFERED,
        touch,
        NONE,
        NONE,
        FRONT_DESK,
        NONE,
        impression.gained,
        impression.lost,
        0.0,
    )
