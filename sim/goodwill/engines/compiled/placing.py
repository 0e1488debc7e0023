"""Where a touch ends up, in compiled code."""

from __future__ import annotations

from typing import Any

from goodwill.behaviour.noticing import (
    find_connect_probability,
    find_front_desk_probability,
    place_call,
)
from goodwill.draws import Decision
from goodwill.engines.compiled import layout as rows
from goodwill.engines.compiled.journal import compensate
from goodwill.engines.compiled.luck import next_luck
from goodwill.engines.compiled.memory import (
    Record,
    account_of,
    life_of,
    noticing_of,
    person_of,
    whole,
)
from goodwill.engines.compiled.turns import count_entries, forget_before, note
from goodwill.engines.compiled.units import unit
from goodwill.eventlog import Kind
from goodwill.kernels import kernel
from goodwill.strategy import NEVER
from goodwill.vocabulary import (
    SECONDS_PER_DAY,
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


@kernel
def place(world: Record, row: int, touch: Any) -> int:
    """Find where a touch ends up."""
    if touch.channel == Channel.EMAIL:
        return place_mail(world, row)
    if touch.channel == Channel.PHONE:
        return place_phone_call(world, row, touch)
    return REACHED


@unit
def place_mail(world: Record, row: int) -> int:
    """Find where an e-mail ends up."""
    bounce = noticing_of(world).bounce
    bounced = next_luck(world, row, Decision.BOUNCE.value, 1) < bounce
    compensate(world, rows.BOUNCED, int(bounced), bounce)
    if bounced:
        return BOUNCED
    world.delivered_today += 1
    in_spam = next_luck(world, row, Decision.PLACEMENT.value, 1) >= world.inbox_share
    compensate(world, rows.SPAM_FOLDER, int(in_spam), 1.0 - world.inbox_share)
    return SPAM_FOLDER if in_spam else REACHED


@kernel
def place_phone_call(world: Record, row: int, touch: Any) -> int:
    """Find where a call ends up."""
    life: Any = life_of(world, row)
    person: Any = person_of(world, row)
    noticing: Any = noticing_of(world)
    now = world.now
    since_request = now - life.request if touch.fulfils and life.request >= 0 else NEVER
    connect = find_connect_probability(person, since_request, noticing)
    life.calls = forget_before(world, life, whole(life.calls), now - SECONDS_PER_DAY)
    n_calls = count_entries(world, whole(life.calls))
    has_desk = account_of(world, person.account).front_desk
    desk = find_front_desk_probability(has_desk, n_calls, noticing)
    u_connect = next_luck(world, row, Decision.CONNECT.value, 1)
    u_desk = next_luck(world, row, Decision.FRONT_DESK.value, 1)
    where = place_call(connect, desk, u_connect, u_desk, touch.voicemail)
    life.calls = note(world, life, whole(life.calls), now, 0)
    compensate(world, rows.CONNECTED, int(where == Placement.REACHED), connect)
    return whole(where)
