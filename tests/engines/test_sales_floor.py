"""Reps have two hands and a day: one task at a time, in their hours, in the floor's order."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise

import pytest
from hypothesis import given
from logs import find_local, lies_inside, select
from recipes import any_recipes, few, many, recipes
from small_worlds import (
    DAY,
    N_CADENCE_TOUCHES,
    REP,
    STARTS,
    TOUCHES,
    Recipe,
    cook,
    make_cadence,
    make_plan,
    make_visitor,
    run,
    story,
)
from watching import Shift, Watched, watch

from goodwill.eventlog import Event, History, Kind
from goodwill.strategy import SendWindow
from goodwill.vocabulary import Discipline, Inbound, Reason, Sender
from goodwill.world import Rep, World

BEGINNINGS = (Kind.STARTED, Kind.MEETING_HELD, Kind.NO_SHOW)
HOUR = 3_600


def find_work(history: History, horizon: int) -> dict[int, list[tuple[int, int]]]:
    """Give the times at which each rep was at work, from what was begun and what was finished."""
    ends = defaultdict(list)
    for event in select(history, Kind.RELEASED):
        ends[event.rep, event.person, event.second - event.detail].append(event.second)
    work: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for event in select(history, *BEGINNINGS):
        finished = ends[event.rep, event.person, event.second]
        work[event.rep].append((event.second, finished.pop() if finished else horizon))
    assert not any(ends.values()), "something was finished that nobody began"
    return work


def works_at(world: World, rep: Rep, second: int) -> bool:
    """Say whether a rep is on shift."""
    _, weekday, clock = find_local(world, rep.zone, second)
    return lies_inside(SendWindow(rep.opens, rep.closes, rep.weekdays), weekday, clock)


def assert_one_at_a_time(world: World, history: History) -> None:
    """Check that no rep begins anything before it has finished what it began before."""
    for rep, times in find_work(history, world.horizon).items():
        assert 0 <= rep < len(world.reps)
        times.sort()
        for (_, finished), (begun, _) in pairwise(times):
            assert finished <= begun


@few
@given(recipes())
def test_no_rep_ever_has_two_tasks(recipe: Recipe) -> None:
    world = cook(recipe)
    assert_one_at_a_time(world, run(world))


@pytest.mark.verify
@many
@given(any_recipes())
def test_no_rep_has_two_tasks_in_many_worlds(recipe: Recipe) -> None:
    world = cook(recipe)
    assert_one_at_a_time(world, run(world))


@few
@given(recipes())
def test_nothing_is_begun_outside_a_shift(recipe: Recipe) -> None:
    world = cook(recipe)
    for event in select(run(world), *BEGINNINGS):
        assert works_at(world, world.reps[event.rep], event.second)


@few
@given(recipes())
def test_the_seconds_that_reps_worked_are_those_of_their_tasks(recipe: Recipe) -> None:
    history = run(cook(recipe))
    worked: Counter[int] = Counter()
    for event in select(history, Kind.RELEASED):
        assert event.detail >= 1
        worked[event.rep] += event.detail
    assert history.rep_seconds == tuple(worked[rep] for rep in range(len(recipe.reps)))


@few
@given(recipes())
def test_no_rep_starts_more_tasks_a_day_than_allowed(recipe: Recipe) -> None:
    world = cook(recipe._replace(plan=recipe.plan._replace(calls_a_day=2)))
    started = Counter(
        (event.rep, find_local(world, world.reps[event.rep].zone, event.second)[0])
        for event in select(run(world), Kind.STARTED)
    )
    assert all(n_tasks <= 2 for n_tasks in started.values())


@few
@given(recipes())
def test_automation_sends_no_more_a_day_than_allowed(recipe: Recipe) -> None:
    limit = 2
    world = cook(recipe._replace(plan=recipe.plan._replace(automation_a_day=limit)))
    history = run(world)
    # What answers a request or a reply is not held back, and what reps send is not automation.
    sent_by_cadence = {
        code
        for code, touch in enumerate(TOUCHES[:N_CADENCE_TOUCHES])
        if touch.sender == Sender.AUTOMATION
    }
    sent = Counter(
        event.second // DAY
        for event in select(history, Kind.TOUCHED)
        if event.touch in sent_by_cadence
    )
    assert all(n_sent <= limit for n_sent in sent.values())
    for event in select(history, Kind.WITHHELD):
        if event.detail == Reason.THROTTLED:
            assert sent[event.second // DAY] == limit


@few
@given(recipes())
def test_waiting_tasks_are_taken_in_the_order_of_the_floor(recipe: Recipe) -> None:
    shift = watch(cook(recipe))
    assert shift.passed_over == []


def test_each_discipline_has_an_order_of_its_own() -> None:
    orders = set()
    for discipline in Discipline:
        # Three come at night, at the second hour, the first and the third; one rep, slowly.
        people = [
            make_visitor(name, (hour * HOUR, Inbound.FREE_TRIAL), seniority=title)
            for name, hour, title in (("ann", 2, 0.5), ("bob", 1, 0.1), ("cy", 3, 0.2))
        ]
        plan = make_plan(make_cadence("dial", wait=60), discipline=int(discipline))
        recipe = story(plan, *people, reps=(REP._replace(zone=0, speed=0.01),))
        world = cook(recipe)
        names = {person.id: world.names[row] for row, person in enumerate(world.persons)}
        started = select(run(world), Kind.STARTED)
        orders.add((discipline, *(names[event.person] for event in started)))
    assert orders >= {
        (Discipline.FIFO, "bob", "ann", "cy"),
        (Discipline.NEWEST_FIRST, "cy", "ann", "bob"),
    }


@few
@given(recipes())
def test_a_meeting_that_is_due_comes_before_every_call(recipe: Recipe) -> None:
    history = run(cook(recipe))
    assert_meetings_first(history)


def assert_meetings_first(history: History) -> None:
    """Check that no task is begun while a meeting that is due is waiting for a rep."""
    due: dict[int, int] = {}  # person -> second
    waits: list[tuple[int, float]] = []
    for event in select(history, Kind.MEETING_AGREED, Kind.MEETING_HELD, Kind.NO_SHOW):
        if event.kind == Kind.MEETING_AGREED:
            assert event.person not in due
            due[event.person] = event.second + event.detail
        else:
            waits.append((due.pop(event.person), event.second))
            assert waits[-1][0] <= event.second
    waits += [(second, float("inf")) for second in due.values()]
    for started in select(history, Kind.STARTED):
        assert not any(since < started.second < until for since, until in waits)


@few
@given(recipes())
def test_no_task_waits_while_a_rep_could_take_it(recipe: Recipe) -> None:
    world = cook(recipe)
    assert_nobody_idles(world, watch(world))


def assert_nobody_idles(world: World, shift: Shift) -> None:
    """Check that no rep was free, at work and within its allowance while a task was waiting."""
    work = find_work(shift.history, world.horizon)
    started = Counter(
        (event.rep, find_local(world, world.reps[event.rep].zone, event.second)[0])
        for event in select(shift.history, Kind.STARTED)
    )
    for number, rep in enumerate(world.reps):
        chances = [end for _, end in work[number]] + find_openings(world, rep)
        for second in sorted({*chances}):
            if second >= world.horizon or not works_at(world, rep, second):
                continue
            if any(begun <= second < end for begun, end in work[number]):
                continue
            day = find_local(world, rep.zone, second)[0]
            spent = 0 <= world.plan.calls_a_day <= started[number, day]
            waiting = [one for one in shift.tasks if waits_at(one, number, second)]
            assert not [one for one in waiting if one.meeting or not spent]


def waits_at(watched: Watched, rep: int, second: int) -> bool:
    """Say whether a task that this rep may do is waiting at a second."""
    ended = min(
        float("inf") if watched.begun is None else watched.begun,
        float("inf") if watched.cancelled is None else watched.cancelled,
    )
    return rep in watched.reps and watched.requested <= second < ended


def find_openings(world: World, rep: Rep) -> list[int]:
    """Give the seconds at which a rep's days of work begin, to the quarter of an hour."""
    quarters = range(0, world.horizon, 900)
    return [now for now in quarters if find_local(world, rep.zone, now)[2] == rep.opens]


def test_a_shift_begins_on_time_on_the_day_when_clocks_go_forward() -> None:
    # 8 March 2026 is a Sunday: New York goes from 02:00 to 03:00.
    early = REP._replace(weekdays=0b1111111)
    saturday_night = 5 * DAY + 23 * HOUR
    recipe = story(
        make_plan(make_cadence("dial", wait=60)),
        make_visitor("ann", (saturday_night + 5 * HOUR, Inbound.CONTENT_DOWNLOAD)),
        start=STARTS[1],
        days=30,
        reps=(early,),
    )
    world = cook(recipe)
    (started,) = select(run(world), Kind.STARTED)
    assert find_local(world, early.zone, started.second) == (6, 6, 9 * HOUR)


@few
@given(recipes())
def test_every_task_is_begun_given_up_or_still_waiting(recipe: Recipe) -> None:
    shift = watch(cook(recipe))
    assert_tasks_add_up(shift)


def assert_tasks_add_up(shift: Shift) -> None:
    """Check that what was requested was started, expired, undone, withdrawn or is waiting."""
    tasks: dict[tuple[int, int], list[int]] = defaultdict(list)  # person, touch -> requested
    given_up = (Reason.EXPIRED, Reason.UNDONE, Reason.WITHDRAWN)
    n_ended = n_requested = 0
    last: dict[int, Event] = {}
    for event in sorted(
        select(shift.history, Kind.REQUESTED, Kind.STARTED, Kind.WITHHELD),
        key=lambda event: (event.person, event.serial),
    ):
        before = last.get(event.person)
        # Begun and found to be pointless: the task was ended by its beginning.
        pointless = before is not None and before[:4] == (
            event.second,
            Kind.STARTED,
            event.person,
            event.serial - 1,
        )
        last[event.person] = event
        if event.kind == Kind.REQUESTED:
            tasks[event.person, event.touch].append(event.second)
            n_requested += 1
        elif event.kind == Kind.STARTED:
            tasks[event.person, event.touch].remove(event.second - event.detail)
            n_ended += 1
        elif event.detail in given_up and not pointless:
            tasks[event.person, event.touch].pop(0)
            n_ended += 1
    n_meetings = sum(task.meeting for task in shift.simulation.floor.put_queue)
    n_waiting = shift.simulation.floor.n_waiting - n_meetings
    assert n_requested == n_ended + n_waiting
    assert sum(map(len, tasks.values())) == n_waiting


@few
@given(recipes())
def test_the_queue_of_each_midnight_is_what_was_waiting(recipe: Recipe) -> None:
    world = cook(recipe)
    shift = watch(world)
    for day, length in enumerate(shift.history.queue_by_day):
        ends = [
            min(x for x in (one.begun, one.cancelled, world.horizon + 1) if x is not None)
            for one in shift.tasks
            if one.requested < day * DAY
        ]
        assert length == sum(end >= day * DAY for end in ends)
