"""Write down what happened: records, bookings of goodwill, compensators."""

from __future__ import annotations

from math import exp
from typing import Any

import numpy as np

from goodwill.behaviour.answering import Hazards, find_firing
from goodwill.behaviour.memory import LOG_2, remember
from goodwill.engines.compiled.memory import (
    Record,
    booking_at,
    compensator_at,
    kind_at,
    life_of,
    memory_of,
    person_of,
    record_at,
    sent_at,
    touch_of,
    whole,
)
from goodwill.engines.compiled.units import unit
from goodwill.eventlog import FIXED, N_DETAILS, Kind
from goodwill.kernels import kernel
from goodwill.vocabulary import N_OUTCOMES, NOBODY, SECONDS_PER_DAY, Inbound, Placement

N_PLACEMENTS = len(Placement)

# What there is most of, and what figures of merit need no more than a number of.
BULK = (
    *(Kind.READ.value, Kind.CLICKED.value, Kind.OPENED.value, Kind.SWITCHED.value),
    *(Kind.EXITED.value, Kind.REQUESTED.value, Kind.STARTED.value, Kind.WITHHELD.value),
    *(Kind.RELEASED.value, Kind.HEARD.value, Kind.SUFFERED.value),
)


@kernel
def fix(amount: float) -> int:
    """Give a number in whole parts of :data:`goodwill.eventlog.FIXED`, halves to even."""
    return whole(np.rint(amount * FIXED))


@unit
def write_felt(
    world: Record,
    row: int,
    kind: int,
    touch: int,
    detail: int,
    outcome: int,
    cause: int,
    rep: int,
    gained: float,
    lost: float,
    amount: float,
) -> None:
    """Add one record about a person, and book what it felt."""
    life: Any = life_of(world, row)
    if world.shortens and not is_kept(world, life, kind, touch, detail):
        count_record(world, kind, touch, detail, amount)
    else:
        write_row(world, row, kind, touch, detail, outcome, cause, rep, gained, lost, amount)
    life.serial += 1
    if gained != 0.0 or lost != 0.0:
        book(world, cause, touch, gained, lost)


@kernel
def write_row(
    world: Record,
    row: int,
    kind: int,
    touch: int,
    detail: int,
    outcome: int,
    cause: int,
    rep: int,
    gained: float,
    lost: float,
    amount: float,
) -> None:
    """Add one row to the log."""
    life: Any = life_of(world, row)
    memory: Any = memory_of(world)
    record: Any = record_at(world, world.n_log)
    now = world.now
    world.n_log += 1
    irritation, goodwill = life.irritation, life.goodwill
    if life.since != now:
        scaled = -LOG_2 * ((now - life.since) / SECONDS_PER_DAY)
        irritation *= exp(scaled / memory.irritation_days)
        goodwill *= exp(scaled / memory.goodwill_days)
    record.second, record.kind, record.person = now, kind, person_of(world, row).id
    record.serial, record.vendor, record.touch, record.detail = life.serial, 0, touch, detail
    record.outcome, record.cause, record.rep = outcome, cause, rep
    record.irritation, record.goodwill = irritation, goodwill
    record.gained, record.lost, record.amount = gained, lost, amount


@kernel
def is_kept(world: Record, life: Any, kind: int, touch: int, detail: int) -> bool:
    """Say whether a shortened log keeps a record; all others are counted."""
    if kind == Kind.VISIT:
        return detail == Inbound.DEMO_REQUEST
    if kind == Kind.TOUCHED:
        first = not life.touched or (life.registered and not life.touched_known)
        life.touched = True
        life.touched_known = life.touched_known or life.registered
        return first or (detail == Placement.REACHED and touch_of(world, touch).fulfils)
    return kind not in BULK


@kernel
def count_record(world: Record, kind: int, touch: int, detail: int, amount: float) -> None:
    """Count a record that is not kept."""
    column = detail if 0 <= detail < N_DETAILS else 0
    if kind == Kind.HEARD:
        column = 1 if amount < 0.0 else 0
    if kind == Kind.TOUCHED:
        sent_at(world, touch * N_PLACEMENTS + detail).count += 1
    kind_at(world, kind * N_DETAILS + column).count += 1


@kernel
def write(world: Record, row: int, kind: int, touch: int, detail: int, rep: int) -> None:
    """Add one record of something that left no mark by itself."""
    write_felt(world, row, kind, touch, detail, NOBODY, NOBODY, rep, 0.0, 0.0, 0.0)


@unit
def book(world: Record, cause: int, touch: int, gained: float, lost: float) -> None:
    """Add a booking of goodwill to its cause, weighed until the horizon."""
    weight = remember(1.0, world.now, world.horizon, memory_of(world))
    booking: Any = booking_at(world, cause * (world.n_touches + 1) + touch + 1)
    booking.called = True
    booking.gained += fix(gained * weight)
    booking.lost += fix(lost * weight)


@kernel
def compensate(world: Record, decision: int, hits: int, expected: float) -> None:
    """Book a sampled decision beside its expectation."""
    compensator: Any = compensator_at(world, decision)
    compensator.called = True
    compensator.hits += hits
    compensator.expected += fix(expected)


@kernel
def compensate_answer(world: Record, outcome: int, hazards: Hazards) -> None:
    """Book what a person did about a touch beside the probabilities of all that it might."""
    scale = find_firing(hazards) * FIXED
    for candidate in range(N_OUTCOMES):
        if hazards[candidate] > 0.0:
            compensator: Any = compensator_at(world, candidate)
            compensator.called = True
            if candidate == outcome:
                compensator.hits += 1
            compensator.expected += whole(np.rint(hazards[candidate] * scale))


@kernel
def withhold(world: Record, row: int, touch: int, reason: int) -> None:
    """Put on record that a touch which was due did not happen, or not yet."""
    write(world, row, Kind.WITHHELD.value, touch, reason, NOBODY)
