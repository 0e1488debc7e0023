"""Test that calendars become the right seconds."""

from __future__ import annotations

import datetime as dt
import zoneinfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodwill.errors import ScenarioError
from goodwill.loading.calendars import find_quarter_ends, find_second, make_zone_table
from goodwill.world import find_offset

DAY = 86_400
ZONES = ["UTC", "America/New_York", "Europe/London", "Australia/Lord_Howe", "Africa/Casablanca"]


@settings(deadline=None, max_examples=50)
@given(st.sampled_from(ZONES), st.dates(dt.date(1990, 1, 1), dt.date(2035, 1, 1)), st.data())
def test_a_zone_table_is_the_clock(zone: str, start: dt.date, data: st.DataObject) -> None:
    table = make_zone_table(zone, start, 800 * DAY)
    edges = [second + delta for second in table.since for delta in (-1, 0, 1)]
    seconds = st.one_of(st.integers(0, 800 * DAY), st.sampled_from(edges))
    second = max(0, data.draw(seconds))
    moment = dt.datetime(start.year, start.month, start.day, tzinfo=dt.UTC)
    local = (moment + dt.timedelta(seconds=second)).astimezone(zoneinfo.ZoneInfo(zone))
    assert local.utcoffset() == dt.timedelta(seconds=find_offset(table, second))
    assert table.since[0] == 0
    assert list(table.since) == sorted(set(table.since))


def test_quarters_end_with_the_calendars() -> None:
    ends = find_quarter_ends(dt.date(2026, 11, 15), 200 * DAY)
    days = [dt.date(2026, 11, 15) + dt.timedelta(seconds=end) for end in ends]
    assert days == [dt.date(2027, 1, 1), dt.date(2027, 4, 1), dt.date(2027, 7, 1)]


@given(st.dates(dt.date(1990, 1, 1), dt.date(2035, 1, 1)), st.integers(1, 3_660))
def test_only_the_last_quarter_ends_beyond_the_horizon(start: dt.date, days: int) -> None:
    ends = find_quarter_ends(start, days * DAY)
    assert ends[-1] > days * DAY
    assert all(0 < end <= days * DAY for end in ends[:-1])


def test_a_moment_is_on_the_clock_of_its_zone() -> None:
    moment = dt.datetime(2026, 1, 5, 10, 12)  # noqa: DTZ001 - on a clock named beside it
    start = dt.date(2026, 1, 5)
    assert find_second(moment, "UTC", start, DAY) == 10 * 3_600 + 12 * 60
    assert find_second(moment, "America/New_York", start, DAY) == 15 * 3_600 + 12 * 60


def test_an_hour_that_clocks_skip_is_refused_and_of_one_that_comes_twice_the_first_counts() -> None:
    skipped = dt.datetime(2026, 3, 29, 2, 30)  # noqa: DTZ001 - on a clock named beside it
    twice = dt.datetime(2026, 10, 25, 2, 30)  # noqa: DTZ001 - on a clock named beside it
    with pytest.raises(ScenarioError, match="does not exist in Europe/Berlin"):
        find_second(skipped, "Europe/Berlin", dt.date(2026, 3, 1), 90 * DAY)
    assert find_second(twice, "Europe/Berlin", dt.date(2026, 10, 25), DAY) == 30 * 60


@pytest.mark.parametrize("day", [4, 7])
def test_a_moment_outside_the_scenario_is_refused(day: int) -> None:
    moment = dt.datetime(2026, 1, day, 12)  # noqa: DTZ001 - on a clock named beside it
    with pytest.raises(
        ScenarioError, match=r"is outside the scenario\. It runs there from 2026-01-0"
    ):
        find_second(moment, "Asia/Tokyo", dt.date(2026, 1, 5), 2 * DAY)
