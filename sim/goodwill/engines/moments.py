"""Give ties a meaning: what happens first when two things happen in the same second."""

from __future__ import annotations

from enum import IntEnum


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
