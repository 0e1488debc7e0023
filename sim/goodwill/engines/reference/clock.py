"""Give ties a meaning: what happens first when two things happen in the same second."""

from __future__ import annotations

from enum import IntEnum

import simpy
from simpy.events import Event, EventPriority

from goodwill.vocabulary import SECONDS_PER_DAY
from goodwill.world import World, find_offset

AFTER_SIMPYS_OWN = 2  # SimPy itself uses priorities 0 and 1
_PERSON_BITS, _SERIAL_BITS = 63, 24


class Moment(IntEnum):
    """What kind of thing is due; lower comes first within a second."""

    NIGHT = 0
    RELEASE = 1  # a rep is done: before anybody asks for one
    SHIFT = 2
    INTENT = 3
    VISIT = 4
    READ = 5
    ARRIVAL = 6
    DUE = 7
    MEETING = 8
    STEP = 9
    TASK = 10


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
