"""The one order in which people meet within a day: what follows at once, and a heap of turns.

Within a second, first comes what follows from what has just happened: starts and interruptions
(urgent), then whoever was granted something (normal), each in the order of their happening.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from goodwill.engines.compiled.layout import NONE
from goodwill.engines.compiled.memory import (
    Record,
    normal_at,
    place_at,
    touched_at,
    urgent_at,
    whole,
)
from goodwill.engines.compiled.units import unit
from goodwill.kernels import kernel


class Item(IntEnum):
    """What follows at once."""

    READ = 0  # starts: extra inbound, other occurrence
    ARRIVAL = 1  # extra: delay
    BILL = 2
    NEGLECT = 3
    ANSWER = 4
    WRITE_BACK = 5  # extra: wait
    REDIAL = 6
    MEET = 7  # extra: delay
    WINDOW = 8
    ENROL = 9  # extra: number of the enrolment
    INTERRUPT = 10  # extra: number of the enrolment
    WORK = 11  # extra: seconds
    GRANTED = 12  # extra: task
    CHECKED = 13  # extra: token of the waiting
    DECIDED = 14


@kernel
def urge(
    world: Record,
    code: int,
    row: int,
    touch: int,
    rep: int,
    outcome: int,
    channel: int,
    extra: int,
    other: int,
) -> None:
    """Let something start, or be interrupted, as soon as what happens now is over."""
    item: Any = urgent_at(world, (world.urgent_first + world.n_urgent) % world.room_urgent)
    world.n_urgent += 1
    item.code, item.row, item.touch, item.rep = code, row, touch, rep
    item.outcome, item.channel, item.extra, item.other = outcome, channel, extra, other


@kernel
def urge_simple(world: Record, code: int, row: int, extra: int) -> None:
    """Let something start that carries one number."""
    urge(world, code, row, NONE, NONE, NONE, NONE, extra, 0)


@kernel
def follow_up(world: Record, code: int, row: int, extra: int) -> None:
    """Let somebody go on, after all that is urgent."""
    item: Any = normal_at(world, (world.normal_first + world.n_normal) % world.room_normal)
    world.n_normal += 1
    item.code, item.row, item.extra = code, row, extra


@kernel
def touch_place(world: Record, row: int) -> None:
    """Note that a person's place in the lane is to be found again."""
    touched_at(world, world.n_touched).row = row
    world.n_touched += 1


@kernel
def precede(one: Any, other: Any) -> bool:
    """Say whether one place is before another."""
    if one.second != other.second:
        return one.second < other.second
    if one.moment != other.moment:
        return one.moment < other.moment
    if one.id != other.id:
        return one.id < other.id
    if one.serial != other.serial:
        return one.serial < other.serial
    return one.order < other.order


@kernel
def swap(world: Record, one: int, other: int) -> None:
    """Exchange two places."""
    first: Any = place_at(world, one)
    second: Any = place_at(world, other)
    first.second, second.second = second.second, first.second
    first.moment, second.moment = second.moment, first.moment
    first.id, second.id = second.id, first.id
    first.serial, second.serial = second.serial, first.serial
    first.order, second.order = second.order, first.order
    first.row, second.row = second.row, first.row
    first.stamp, second.stamp = second.stamp, first.stamp
    first.extra, second.extra = second.extra, first.extra


@unit
def queue_up(
    world: Record,
    second: int,
    moment: int,
    number: int,
    serial: int,
    row: int,
    stamp: int,
    extra: int,
) -> None:
    """Add a place to the lane."""
    at = whole(world.n_places)
    world.n_places += 1
    world.order += 1
    place: Any = place_at(world, at)
    place.second, place.moment, place.id, place.serial = second, moment, number, serial
    place.order, place.row, place.stamp, place.extra = world.order, row, stamp, extra
    while at > 0:
        above = (at - 1) // 2
        if not precede(place_at(world, at), place_at(world, above)):
            break
        swap(world, at, above)
        at = above


@unit
def leave_lane(world: Record) -> None:
    """Remove the first place of the lane; it is left behind the end, to be read."""
    world.n_places -= 1
    n = whole(world.n_places)
    swap(world, 0, n)
    at = whole(0)
    while True:
        least, left = at, 2 * at + 1
        if left < n and precede(place_at(world, left), place_at(world, least)):
            least = left
        if left + 1 < n and precede(place_at(world, left + 1), place_at(world, least)):
            least = left + 1
        if least == at:
            return
        swap(world, at, least)
        at = least
