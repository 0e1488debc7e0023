"""Days in compiled code: the night, people one by one, then those who meet in the lane."""

from __future__ import annotations

from typing import Any

from goodwill.engines.compiled.beginning import begin
from goodwill.engines.compiled.feeling import feel
from goodwill.engines.compiled.firing import fire
from goodwill.engines.compiled.floor import (
    find_shift_wait,
    grant_tasks,
    release_rep,
)
from goodwill.engines.compiled.happening import drain
from goodwill.engines.compiled.journal import write
from goodwill.engines.compiled.lane import leave_lane, queue_up, touch_place
from goodwill.engines.compiled.layout import NONE
from goodwill.engines.compiled.living import comes_to_floor
from goodwill.engines.compiled.memory import (
    Record,
    fetch_ahead,
    life_of,
    next_of,
    node_at,
    person_of,
    place_at,
    touched_at,
    whole,
)
from goodwill.engines.compiled.night import keep_night
from goodwill.engines.compiled.room import count_night, has_room
from goodwill.engines.compiled.turns import (
    Code,
)
from goodwill.engines.compiled.units import unit
from goodwill.engines.moments import Moment
from goodwill.eventlog import Kind
from goodwill.kernels import kernel
from goodwill.vocabulary import SECONDS_PER_DAY

LINES = 7  # how much of a life is fetched before its turn

# Where a run stands in its day.
BEGINNING, NIGHT, ALONE, LANE, DONE = 0, 1, 2, 3, 4
FINISHED, SHORT, FAULTY = 0, 1, 2  # what a call of run_days ends with

RELEASE, SHIFT = Moment.RELEASE.value, Moment.SHIFT.value


@kernel
def run_days(world: Record) -> int:  # noqa: C901 - a line a phase
    """Live on until the horizon, or until a pool runs short.

    Returns
    -------
    int
        FINISHED; SHORT: give more room and call again; FAULTY: see ``world.fault``.
    """
    while True:
        if not drain(world):
            return SHORT
        if world.fault != 0:
            return FAULTY
        if world.phase == BEGINNING:
            begin(world)
            world.phase = ALONE
        elif world.phase == NIGHT:
            if not has_room(world, count_night(world)):
                return SHORT
            keep_night(world)
            world.phase = ALONE
        elif world.phase == ALONE:
            if not live_alone(world):
                return SHORT
            world.phase = LANE
        elif world.phase == LANE:
            if not live_in_lane(world):
                return SHORT
            end_day(world)
        else:
            return FINISHED


@kernel
def end_day(world: Record) -> None:
    """Go to the next midnight, or to the end."""
    world.day += 1
    world.now = world.day * SECONDS_PER_DAY
    world.day_end = min(world.now + SECONDS_PER_DAY, world.horizon)
    world.position, world.phase, world.n_touched = 0, NIGHT, 0
    if world.now >= world.horizon:
        end_lives(world)
        world.phase = DONE


@kernel
def fetch_life(world: Record, row: int) -> None:
    """Have a life fetched that will be lived in a moment."""
    life: Any = life_of(world, row)
    for line in range(LINES):
        fetch_ahead(life, 64 * line)
    person: Any = person_of(world, row)
    fetch_ahead(person, 0)
    fetch_ahead(person, 64)


@unit
def live_alone(world: Record) -> bool:
    """Let people live their day one by one, as far as they meet nobody."""
    row = find_due(world, world.position)
    following = find_due(world, row + 1)
    while row < world.n_people:
        later = find_due(world, following + 1)
        if later < world.n_people:
            fetch_life(world, later)
        if following < world.n_people:
            fetch_ahead(node_at(world, life_of(world, following).head), 0)
        world.position = row
        if not live_on(world, row):
            return False
        if next_of(world, row).second < world.day_end:
            enter_lane(world, row)
        row, following = following, later
    world.position = world.n_people
    return True


@kernel
def find_due(world: Record, first: int) -> int:
    """Give the first row, from one on, of somebody who has a turn today; beyond all: nobody."""
    row = first
    while row < world.n_people and next_of(world, row).second >= world.day_end:
        row += 1
    return row


@unit
def live_on(world: Record, row: int) -> bool:
    """Let a person live until it may meet somebody, or its day is over; False: no room."""
    while next_of(world, row).second < world.day_end:
        if may_meet(world, row):
            return True
        if not has_room(world, 0):
            return False
        fire(world, row)
        if not drain(world):
            return False
    return True


@unit
def may_meet(world: Record, row: int) -> bool:
    """Say whether a person's next turn may reach the floor, or what the day allows of sends."""
    life: Any = life_of(world, row)
    if life.open > 0:
        return True
    turn: Any = node_at(world, life.head)
    code = turn.code
    if code in (Code.MEETING, Code.ANSWER, Code.WRITE_BACK, Code.REDIAL):
        return True
    if code in (Code.ARRIVAL, Code.PAUSE, Code.DEADLINE):
        return world.enrolling_meets
    if code == Code.SCRIPT:
        return world.browsing_meets
    if code == Code.BROWSE and world.browsing_meets:
        world.now = turn.second
        return comes_to_floor(world, row)
    return False


@kernel
def enter_lane(world: Record, row: int) -> None:
    """Give a person the place in the lane that its next turn of the day has."""
    life: Any = life_of(world, row)
    life.stamp += 1
    if next_of(world, row).second >= world.day_end:
        return
    turn: Any = node_at(world, life.head)
    person = person_of(world, row).id
    queue_up(
        world,
        whole(turn.second),
        whole(turn.moment),
        person,
        whole(turn.serial),
        row,
        whole(life.stamp),
        0,
    )


@unit
def live_in_lane(world: Record) -> bool:
    """Let those who may meet live their day together, in the order of time."""
    while True:
        if not find_places(world):
            return False
        if world.n_places == 0 or place_at(world, 0).second >= world.day_end:
            return True
        if not has_room(world, 0):
            return False
        leave_lane(world)
        place: Any = place_at(world, world.n_places)
        if place.moment == SHIFT:
            begin_shift(world, place)
        elif place.moment == RELEASE:
            end_work(world, place)
        elif life_of(world, place.row).stamp == place.stamp:
            row = whole(place.row)
            fire(world, row)
            touch_place(world, row)
        else:
            continue
        if not drain(world):
            return False


@kernel
def find_places(world: Record) -> bool:
    """Find their place again for all whom the last thing has touched; False: no room."""
    while world.n_touched > 0:
        row = whole(touched_at(world, world.n_touched - 1).row)
        now = whole(world.now)
        if not live_on(world, row):
            return False
        enter_lane(world, row)
        world.now = now
        world.n_touched -= 1
    return True


@kernel
def begin_shift(world: Record, place: Any) -> None:
    """Begin a rep's shift: what is waiting then is taken up."""
    world.now = place.second
    number = whole(place.id)
    wait = find_shift_wait(world, number, world.now)
    grant_tasks(world)
    if world.now + wait < world.horizon:
        queue_up(world, world.now + wait, SHIFT, number, 0, NONE, 0, 0)


@kernel
def end_work(world: Record, place: Any) -> None:
    """Release a rep."""
    world.now = place.second
    rep, row, seconds = whole(place.id), whole(place.row), whole(place.extra)
    life_of(world, row).open -= 1
    write(world, row, Kind.RELEASED.value, NONE, seconds, rep)
    touch_place(world, row)
    release_rep(world, rep, seconds)


@unit
def end_lives(world: Record) -> None:
    """Let all moods fade to the horizon."""
    world.now = world.horizon
    for row in range(world.n_people):
        feel(world, row)
