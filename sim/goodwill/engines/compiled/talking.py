"""What people tell, in compiled code: noted by day, spread overnight."""

from __future__ import annotations

from typing import Any

from goodwill.behaviour.talking import find_post_probability, find_telling
from goodwill.draws import Decision, poisson
from goodwill.engines.compiled import layout as rows
from goodwill.engines.compiled.journal import compensate, write_felt
from goodwill.engines.compiled.layout import NONE
from goodwill.engines.compiled.luck import next_luck
from goodwill.engines.compiled.memory import (
    Record,
    life_of,
    person_of,
    talking_of,
    telling_at,
    whole,
)
from goodwill.engines.compiled.units import unit
from goodwill.eventlog import Kind
from goodwill.kernels import kernel

LARGEST_POISSON = 50.0  # mean
TOLD, POSTED = Kind.TOLD.value, Kind.POSTED.value


@unit
def tell(world: Record, row: int, touch: int, amount: float, gap: float) -> None:
    """Let a person talk about an experience; others hear of it overnight."""
    talking: Any = talking_of(world)
    if -talking.sharp_bad < amount < talking.sharp_good:
        return
    serial = whole(life_of(world, row).serial)
    n_hearers, posted = whole(0), False
    if world.talk:
        mean = find_telling(amount, person_of(world, row), gap, world.preaches, talking)
        if mean > 0.0:
            n_hearers = count_hearers(world, row, mean)
    if world.posts:
        chance = find_post_probability(amount, talking)
        if chance > 0.0:
            posted = next_luck(world, row, Decision.PUBLIC_POST.value, 1) < chance
            compensate(world, rows.POSTED, int(posted), chance)
    if n_hearers > 0 or posted:
        put_about(world, row, serial, touch, n_hearers, posted, amount)


@kernel
def count_hearers(world: Record, row: int, mean: float) -> int:
    """Draw a Poisson number; of large means in parts, since one draw carries so much only."""
    told, left = whole(0), mean
    while left > 0.0:
        part = min(left, LARGEST_POISSON)
        told += poisson(next_luck(world, row, Decision.TELLING.value, 1), part)
        left -= part
    compensate(world, rows.TOLD, told, mean)
    return told


@kernel
def put_about(
    world: Record,
    row: int,
    serial: int,
    touch: int,
    n_hearers: int,
    posted: bool,
    amount: float,
) -> None:
    """Put a telling on record, and on its way."""
    if n_hearers > 0:
        write_felt(world, row, TOLD, touch, n_hearers, NONE, NONE, NONE, 0.0, 0.0, amount)
    if posted:
        write_felt(world, row, POSTED, touch, NONE, NONE, NONE, NONE, 0.0, 0.0, amount)
    telling: Any = telling_at(world, world.n_tellings)
    world.n_tellings += 1
    telling.row, telling.serial, telling.touch = row, serial, touch
    telling.n_hearers, telling.posted, telling.amount = n_hearers, posted, amount
