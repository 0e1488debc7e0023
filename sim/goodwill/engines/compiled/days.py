"""Days in compiled code: the night, people one by one, then those who meet in the lane."""

from __future__ import annotations

from typing import Any

import numpy as np

from goodwill.behaviour.living import wait_to_read
from goodwill.draws import Decision
from goodwill.engines.compiled.appointing import (
    begin_meeting,
    give_answer,
    hold_meeting,
    mind_neglect,
    redial,
    send_back,
    try_to_answer,
    write_back,
)
from goodwill.engines.compiled.enrolling import (
    A_REP,
    A_REP_IN_TIME,
    ask_for_rep,
    expire,
    go_on,
    interrupt,
    start_task,
    use_rep,
)
from goodwill.engines.compiled.floor import (
    Waiter,
    find_shift_wait,
    give_task,
    grant_tasks,
    release_rep,
)
from goodwill.engines.compiled.journal import write
from goodwill.engines.compiled.lane import Item, follow_up, leave_lane, queue_up, touch_place
from goodwill.engines.compiled.living import (
    browse,
    browse_on,
    close_window,
    find_chance,
    follow_script,
    get_problem,
    intend,
    plan_closing,
    plan_script,
    read,
    thin,
    turn_to,
)
from goodwill.engines.compiled.luck import luck_at
from goodwill.engines.compiled.night import keep_night, record_day, see_reputation
from goodwill.engines.compiled.replying import arrive, bill
from goodwill.engines.compiled.layout import NONE
from goodwill.engines.compiled.turns import (
    Code,
    find_next_second,
    give_node,
    plan_simple,
    plan_turn,
)
from goodwill.engines.moments import Moment
from goodwill.eventlog import Kind
from goodwill.engines.compiled.memory import Record, account_of, desk_call_at, life_of, living_of, memory_of, next_of, node_at, normal_at, person_of, place_at, plan_of, script_at, task_at, telling_at, touched_at, urgent_at, vendor_of
from goodwill.kernels import kernel
from goodwill.vocabulary import SECONDS_PER_DAY, SECONDS_PER_HOUR, Intent

# Where a run stands in its day.
BEGINNING, NIGHT, ALONE, LANE, DONE = 0, 1, 2, 3, 4
FINISHED, SHORT, FAULTY = 0, 1, 2  # what a call of run_days ends with

RELEASE, SHIFT = Moment.RELEASE.value, Moment.SHIFT.value
EXPLORING = Intent.EXPLORING.value


@kernel
def run_days(world: Record) -> int:
    """Live on until the horizon, or until a pool runs short.

    Returns
    -------
    int
        FINISHED; SHORT: give more room and call again; FAULTY: see ``world.fault``.
    """
    horizon = world.horizon
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
            world.day += 1
            world.now = world.day * SECONDS_PER_DAY
            world.day_end = min(world.now + SECONDS_PER_DAY, horizon)
            world.position, world.phase = 0, NIGHT
            world.n_touched = 0
            if world.now >= horizon:
                world.phase = DONE
        else:
            return FINISHED


@kernel
def has_room(world: Record, extra: int) -> bool:
    """Say whether every pool has room for what one thing that happens may need."""
    need = world.reserve + extra
    world.wanted = need
    return (
        world.n_nodes + need <= world.room_nodes
        and world.n_log + need <= world.room_log
        and world.n_tasks + need <= world.room_tasks
        and world.n_waiting + need <= world.room_waiting
        and world.n_places + need <= world.room_places
        and world.n_touched + need <= world.room_touched
        and world.n_tellings + need <= world.room_tellings
        and world.n_desk_calls + need <= world.room_desk_calls
        and world.n_refusals + need <= world.room_refusals
        and world.n_urgent + need <= world.room_urgent
        and world.n_normal + need <= world.room_normal
    )


@kernel
def count_night(world: Record) -> int:
    """Bound what a night may write."""
    n = np.int64(0)
    for at in range(world.n_tellings):
        n += telling_at(world, at).n_hearers
    for at in range(world.n_desk_calls):
        n += account_of(world, person_of(world, desk_call_at(world, at).row).account).count
    plan: Any = plan_of(world)
    if plan.nightly:
        n += world.n_people
    if plan.colleague_stops:
        n += world.n_people
    return n


@kernel
def begin(world: Record) -> None:
    """Let everybody's life begin."""
    world.day_end = min(SECONDS_PER_DAY, world.horizon)
    see_reputation(world)
    at = 0
    for row in range(world.n_people):
        if at < world.n_scripts and script_at(world, at).row == row:
            begin_scripted(world, row, at)
            at += 1
        else:
            browse_on(world, row)
            intend(world, row)
        drain(world)  # there is room for everybody's first turns
    for number in range(world.n_reps):
        wait = find_shift_wait(world, number, 0)
        queue_up(world, wait, SHIFT, number, 0, NONE, 0, 0)
    record_day(world)


@kernel
def begin_scripted(world: Record, row: int, at: int) -> None:
    """Let a life begin of which something is given."""
    script: Any = script_at(world, at)
    if script.count > 0:
        plan_script(world, row, at)
    arrives = script.arrives
    if script.roams:
        if arrives > 0:
            plan_simple(
                world, row, arrives, Moment.VISIT.value, Code.BROWSE_BEGIN.value, 0
            )
        else:
            browse_on(world, row)
    if not script.constant:
        if arrives > 0:
            plan_simple(
                world, row, arrives, Moment.INTENT.value, Code.INTEND_BEGIN.value, 0
            )
        else:
            intend(world, row)


@kernel
def live_alone(world: Record) -> bool:
    """Let people live their day one by one, as far as they meet nobody."""
    while world.position < world.n_people:
        row = np.int64(world.position)
        if next_of(world, row).second < world.day_end:
            if not live_on(world, row):
                return False
            enter_lane(world, row)
        world.position += 1
    return True


@kernel
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


@kernel
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
        return world.enrolling_meets  # type: ignore[no-any-return]
    if code == Code.SCRIPT:
        return world.browsing_meets  # type: ignore[no-any-return]
    if code == Code.BROWSE and world.browsing_meets:
        world.now = turn.second
        return thin(world, row) < find_chance(world, row)
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
        np.int64(turn.second),
        np.int64(turn.moment),
        person,
        np.int64(turn.serial),
        row,
        np.int64(life.stamp),
        0,
    )


@kernel
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
            row = np.int64(place.row)
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
        row = np.int64(touched_at(world, world.n_touched - 1).row)
        now = np.int64(world.now)
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
    number = np.int64(place.id)
    wait = find_shift_wait(world, number, world.now)
    grant_tasks(world)
    if world.now + wait < world.horizon:
        queue_up(world, world.now + wait, SHIFT, number, 0, NONE, 0, 0)


@kernel
def end_work(world: Record, place: Any) -> None:
    """Release a rep."""
    world.now = place.second
    rep, row, seconds = np.int64(place.id), np.int64(place.row), np.int64(place.extra)
    life_of(world, row).open -= 1
    write(world, row, Kind.RELEASED.value, NONE, seconds, rep)
    touch_place(world, row)
    release_rep(world, rep, seconds)


@kernel
def fire(world: Record, row: int) -> None:  # noqa: C901, PLR0912 - a line a code
    """Let the next turn of a person's life happen."""
    life: Any = life_of(world, row)
    node = np.int64(life.head)
    turn: Any = node_at(world, node)
    world.now = turn.second
    code, extra = np.int64(turn.code), np.int64(turn.extra)
    touch, rep = np.int64(turn.touch), np.int64(turn.rep)
    outcome, channel = np.int64(turn.outcome), np.int64(turn.channel)
    life.head = turn.next
    give_node(world, life, node)
    next_of(world, row).second = find_next_second(world, life)
    if code == Code.BROWSE:
        browse(world, row)
    elif code == Code.PAUSE:
        go_on(world, row)
    elif code == Code.READ:
        read(world, row, extra)
    elif code == Code.ARRIVAL:
        arrive(world, row, touch, rep, outcome, channel)
    elif code == Code.SCRIPT:
        follow_script(world, row, extra)
    elif code == Code.BROWSE_BEGIN:
        browse_on(world, row)
    elif code in (Code.INTEND_BEGIN, Code.PROBLEM, Code.EXPLORED, Code.CONTRACT, Code.WINDOW):
        change(world, row, code, extra)
    elif code == Code.BILL:
        bill(world, row, touch)
    elif code == Code.NEGLECT:
        mind_neglect(world, row, extra)
    elif code == Code.DEADLINE:
        follow_up(world, Item.CHECKED.value, row, np.int64(life.token))
    elif code == Code.ANSWER:
        try_to_answer(world, row, extra)
    elif code == Code.WRITE_BACK:
        write_back(world, row, touch, rep)
    elif code == Code.REDIAL:
        ask_for_rep(world, row, Waiter.REDIAL.value, touch, extra, False)
    elif code == Code.MEETING:
        begin_meeting(world, row, touch, extra)


@kernel
def change(world: Record, row: int, code: int, extra: int) -> None:
    """Let what a person is after change, perhaps."""
    if code == Code.PROBLEM:
        get_problem(world, row)
    elif code == Code.WINDOW:
        close_window(world, row, extra)
    else:
        if code == Code.EXPLORED:
            turn_to(world, row, extra)
        elif code == Code.CONTRACT:
            turn_to(world, row, EXPLORING)
        intend(world, row)


@kernel
def drain(world: Record) -> bool:
    """Do all that follows within the same second; False: no room."""
    while world.n_urgent > 0 or world.n_normal > 0:
        if not has_room(world, 0):
            return False
        if world.n_urgent > 0:
            item: Any = urgent_at(world, world.urgent_first)
            world.urgent_first = (world.urgent_first + 1) % world.room_urgent
            world.n_urgent -= 1
            start(world, item)
        else:
            one: Any = normal_at(world, world.normal_first)
            world.normal_first = (world.normal_first + 1) % world.room_normal
            world.n_normal -= 1
            go_further(world, one)
    return True


@kernel
def start(world: Record, item: Any) -> None:  # noqa: C901, PLR0912 - a line a code
    """Let something start, or interrupt it."""
    row, touch, rep = np.int64(item.row), np.int64(item.touch), np.int64(item.rep)
    code, extra, other = np.int64(item.code), np.int64(item.extra), np.int64(item.other)
    if code == Item.ARRIVAL:
        outcome, channel = np.int64(item.outcome), np.int64(item.channel)
        moment, follows = Moment.ARRIVAL.value, Code.ARRIVAL.value
        plan_turn(
            world, row, extra, moment, follows, touch, rep, outcome, channel, NONE
        )
    elif code == Item.READ:
        u = luck_at(world, row, Decision.READING_DELAY.value, 0, other)
        wait = wait_to_read(u, living_of(world))
        plan_simple(world, row, wait, Moment.READ.value, Code.READ.value, extra)
    elif code == Item.INTERRUPT:
        interrupt(world, row, extra)
    elif code == Item.ENROL:
        go_on(world, row)
    elif code == Item.WORK:
        life: Any = life_of(world, row)
        second = world.now + extra
        if second < world.horizon:
            queue_up(world, second, RELEASE, rep, np.int64(life.turns), row, 0, extra)
    elif code == Item.WINDOW:
        plan_closing(world, row, extra)
    elif code == Item.ANSWER:
        try_to_answer(world, row, 0)
    elif code == Item.NEGLECT:
        wait = max(1, int(memory_of(world).neglect_hours * SECONDS_PER_HOUR))
        plan_simple(world, row, wait, Moment.DUE.value, Code.NEGLECT.value, extra)
    else:
        start_rarely(world, item)


@kernel
def start_rarely(world: Record, item: Any) -> None:
    """Let one of the rarer things start: each waits before it does anything."""
    row, touch, rep = np.int64(item.row), np.int64(item.touch), np.int64(item.rep)
    code, extra = np.int64(item.code), np.int64(item.extra)
    step = Moment.STEP.value
    if code == Item.BILL:
        wait = max(1, int(memory_of(world).bait_days * SECONDS_PER_DAY))
        due, follows = Moment.DUE.value, Code.BILL.value
        plan_turn(world, row, wait, due, follows, touch, NONE, NONE, NONE, NONE)
    elif code == Item.WRITE_BACK:
        wait, follows = max(1, extra), Code.WRITE_BACK.value
        plan_turn(world, row, wait, step, follows, touch, rep, NONE, NONE, NONE)
    elif code == Item.REDIAL:
        wait = max(1, int(vendor_of(world).redial_hours * SECONDS_PER_HOUR))
        follows = Code.REDIAL.value
        plan_turn(world, row, wait, step, follows, touch, NONE, NONE, NONE, extra)
    elif code == Item.MEET:
        at, follows = Moment.MEETING.value, Code.MEETING.value
        plan_turn(world, row, extra, at, follows, touch, NONE, NONE, NONE, extra)


@kernel
def go_further(world: Record, item: Any) -> None:
    """Let somebody go on who was waiting."""
    row, extra = np.int64(item.row), np.int64(item.extra)
    life: Any = life_of(world, row)
    if item.code == Item.DECIDED:
        intend(world, row)
    elif item.code == Item.GRANTED:
        touch_place(world, row)
        take_up(world, row, extra)
    elif life.enrolled and life.waiting == A_REP_IN_TIME and life.token == extra:
        touch_place(world, row)
        if life.granted != NONE:
            use_rep(world, row)
        else:
            expire(world, row)


@kernel
def take_up(world: Record, row: int, number: int) -> None:
    """Let whoever waited for a task go on, now that a rep was granted."""
    life: Any = life_of(world, row)
    task: Any = task_at(world, number)
    waiter, touch, extra = np.int64(task.waiter), np.int64(task.touch), np.int64(task.extra)
    rep, waited = np.int64(task.rep), world.now - task.requested
    give_task(world, number)
    if waiter == Waiter.CADENCE:
        if not life.enrolled or life.task != number:
            return
        if life.waiting == A_REP:
            use_rep(world, row)
        elif life.waiting == A_REP_IN_TIME:
            follow_up(world, Item.CHECKED.value, row, np.int64(life.token))
    elif waiter == Waiter.MEETING:
        hold_meeting(world, row, touch, extra, rep)
    elif waiter == Waiter.REDIAL:
        redial(world, row, touch, extra, rep, waited)
    else:
        start_task(world, row, touch, rep, waited)
        if waiter == Waiter.ANSWER:
            give_answer(world, row, extra, rep)
        else:
            send_back(world, row, touch, rep)


