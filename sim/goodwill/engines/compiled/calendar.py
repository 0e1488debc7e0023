"""Local clocks in compiled code."""

from __future__ import annotations

from typing import Any

from goodwill.engines.compiled.memory import Record, offset_at, quarter_end_at, zone_of
from goodwill.kernels import kernel
from goodwill.vocabulary import SECONDS_PER_DAY


@kernel
def find_zone_offset(world: Record, zone: int, now: int) -> int:
    """Give what must be added to UTC for the local clock of a zone."""
    span: Any = zone_of(world, zone)
    at = span.first + span.count - 1
    while at > span.first and offset_at(world, at).since > now:
        at -= 1
    return offset_at(world, at).offset


@kernel
def read_clock(world: Record, zone: int, now: int) -> tuple[int, int, int]:
    """Give the local second of the day, weekday (0 Monday) and day number at second `now`."""
    local = now + find_zone_offset(world, zone, now)
    day = local // SECONDS_PER_DAY
    return local - day * SECONDS_PER_DAY, (world.weekday + day) % 7, day


@kernel
def count_quarter_days(world: Record, now: int) -> int:
    """Count whole days until the calendar quarter ends, at its midnight."""
    for at in range(world.n_quarter_ends):
        if quarter_end_at(world, at).second > now:
            return (quarter_end_at(world, at).second - now) // SECONDS_PER_DAY
    return 0
