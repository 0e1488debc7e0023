"""What automation sends, it sends in the hours that the step allows, on the person's own clock."""

from __future__ import annotations

import datetime as dt
import zoneinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from logs import find_local, lies_inside, select, zones_by_person
from recipes import few, recipes
from small_worlds import (
    DAY,
    HOME,
    LIVELY,
    STARTS,
    TOUCHES,
    ZONES,
    Recipe,
    cook,
    make_cadence,
    make_plan,
    make_visitor,
    run,
    story,
)

from goodwill.eventlog import Kind
from goodwill.parameters import with_overrides
from goodwill.strategy import SendWindow, wait_for_window
from goodwill.vocabulary import Inbound

SILENT = with_overrides(LIVELY, {"answering.base": [-200.0] * 8, "noticing.bounce": 0.0})
WEEK_OF_DAYS = st.integers(1, 0b1111111)


@few
@given(recipes())
def test_every_step_of_automation_lies_inside_its_window(recipe: Recipe) -> None:
    world = cook(recipe)
    zones = zones_by_person(world)
    windows: dict[int, set[SendWindow]] = {}
    for cadence in world.plan.cadences:
        for step in cadence.steps:
            windows.setdefault(step.touch, set()).add(step.window)
    history = run(world)
    sent = [event for event in select(history, Kind.TOUCHED) if event.touch in windows]
    by_machine = [event for event in sent if TOUCHES[event.touch].minutes == 0.0]
    for event in by_machine:
        _, weekday, clock = find_local(world, zones[event.person], event.second)
        assert any(lies_inside(window, weekday, clock) for window in windows[event.touch])


@pytest.mark.parametrize("region", [0, 1, 2])
@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("hours", [(9, 10), (1, 4)])
def test_a_daily_touch_comes_at_its_local_hour_on_both_sides_of_a_change_of_clocks(
    region: int, start: dt.date, hours: tuple[int, int]
) -> None:
    window = SendWindow(hours[0] * 3_600, hours[1] * 3_600, 0b1111111)
    cadence = make_cadence(*["letter"] * 40, wait=5 * 3_600, window=window)
    recipe = story(
        make_plan(cadence),
        make_visitor("ann", (3_600, Inbound.CONTENT_DOWNLOAD)),
        accounts=(HOME._replace(region=region),),
        start=start,
        days=60,
        parameters=SILENT,
    )
    zone = zoneinfo.ZoneInfo(ZONES[region])
    origin = dt.datetime(start.year, start.month, start.day, tzinfo=dt.UTC)
    sent = [
        (origin + dt.timedelta(seconds=event.second)).astimezone(zone)
        for event in select(run(cook(recipe)), Kind.TOUCHED)
    ]
    assert all(hours[0] <= moment.hour < hours[1] for moment in sent)
    days = [moment.date() for moment in sent]
    # Once a day, on every day from the first on: a change of clocks costs no day.
    assert days == [days[0] + dt.timedelta(days=at) for at in range(40)]


@given(
    st.integers(0, DAY - 1),
    st.integers(1, DAY),
    WEEK_OF_DAYS,
    st.integers(0, DAY - 1),
    st.integers(0, 6),
)
def test_a_wait_for_a_window_ends_at_the_first_moment_at_which_it_is_open(
    opens: int, length: int, weekdays: int, clock: int, weekday: int
) -> None:
    window = SendWindow(opens, min(DAY, opens + length), weekdays)
    wait = wait_for_window(window, clock, weekday)

    def open_after(seconds: int) -> bool:
        day, second = divmod(clock + seconds, DAY)
        return lies_inside(window, (weekday + day) % 7, second)

    assert open_after(wait)
    if wait > 0:
        assert not open_after(0)
        assert not open_after(wait - 1)
        assert (clock + wait) % DAY == opens
        days_before = range((clock + wait) // DAY)
        assert not any(
            weekdays >> (weekday + day) % 7 & 1 for day in days_before if day * DAY + opens > clock
        )
