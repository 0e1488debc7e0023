"""Turns of a simulated day, and the clocks of time zones."""

from __future__ import annotations

import simpy
from simpy.events import Event, EventPriority

from goodwill.vocabulary import SECONDS_PER_DAY
from goodwill.world import World, find_offset

AFTER_SIMPYS_OWN = 2  # SimPy itself uses priorities 0 and 1
_PERSON_BITS, _SERIAL_BITS = 63, 24


class Turn(Event):
    """A timeout whose ties are broken by (moment, person, serial), never by scheduling order."""

    def __init__(
        self, env: simpy.Environment, moment: int, person: int, serial: int, delay: int
    ) -> None:
        super().__init__(env)
        self._ok, self._value = True, None
        rank = (moment << _PERSON_BITS | person) << _SERIAL_BITS | serial
        env.schedule(self, EventPriority(AFTER_SIMPYS_OWN + rank), delay)


def local_clock(world: World, zone: int, now: int) -> tuple[int, int, int]:
    """Give the local second of the day, weekday (0 Monday) and day number at second `now`."""
    local = now + find_offset(world.zones[zone], now)
    day, second = divmod(local, SECONDS_PER_DAY)
    return second, (world.weekday + day) % 7, day
