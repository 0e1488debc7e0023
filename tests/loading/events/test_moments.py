"""Test that moments are read in one way or not at all."""

from __future__ import annotations

import datetime as dt
import zoneinfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodwill.errors import ScenarioError
from goodwill.loading.events.moments import FORMATS, find_zone, make_reader

EARLIEST, LATEST = (dt.datetime.fromisoformat(day) for day in ("1990-01-02", "2099-12-30"))
NOON = int(dt.datetime(2026, 1, 5, 12, tzinfo=dt.UTC).timestamp())


@pytest.mark.parametrize(
    ("format_", "text"),
    [
        ("iso", "2026-01-05 12:00:00"),
        ("iso", "2026-01-05T12:00Z"),
        ("iso", "2026-01-05T13:00:00.123456+01:00"),
        ("iso", "2026-01-05 07:00:00-0500"),
        ("iso", "2026-01-05 12:00:00 UTC"),
        ("day_month_year", "05/01/2026 12:00"),
        ("day_month_year", "5.1.2026, 12:00:00"),
        ("month_day_year", "1/5/2026 12:00 PM"),
        ("month_day_year", "01-05-2026 12:00:00.9"),
        ("month_day_year", "2026-01-05 12:00"),
        ("epoch_seconds", str(NOON)),
        ("epoch_seconds", f"{NOON}.75"),
        ("epoch_milliseconds", f"{NOON}999"),
        ("epoch_milliseconds", "2026-01-05T12:00:00Z"),
    ],
)
def test_a_moment_is_read_as_it_was_meant(format_: str, text: str) -> None:
    assert make_reader(format_)(text, dt.UTC) == NOON


@pytest.mark.parametrize(
    ("format_", "text", "said"),
    [
        ("iso", "05/01/2026", "written as 99/99/9999: whether the day or the month comes first"),
        ("iso", str(NOON), "the cell is a number, and no date"),
        ("iso", "Ann Reader", "the cell is no date"),
        ("iso", "2026-13-05", "no such moment"),
        ("iso", "1926-01-05", "not within 1990 to 2099"),
        ("iso", "2026-01-05 12:00 +99:00", "the cell is no time zone"),
        ("day_month_year", "01/25/2026", "the month would be 25"),
        ("month_day_year", "25/01/2026", "the month would be 25"),
        ("day_month_year", "31/02/2026", "no such moment as 99/99/9999"),
        ("day_month_year", "05/01-2026", "as in '31/12/2026 17:30'"),
        ("month_day_year", "01/05/2026 13:00 PM", "there is no hour 13"),
        ("month_day_year", "Ann", "as in '12/31/2026 5:30 PM'"),
        ("epoch_seconds", f"{NOON}000", "13 digits.*epoch_milliseconds"),
        ("epoch_milliseconds", str(NOON), "10 digits.*epoch_seconds"),
        ("epoch_seconds", "Ann", "the cell is no number"),
    ],
)
def test_what_is_no_moment_or_may_be_two_is_refused(format_: str, text: str, said: str) -> None:
    with pytest.raises(ScenarioError, match=said) as caught:
        make_reader(format_)(text, dt.UTC)
    assert text not in str(caught.value)


def test_a_cell_without_an_offset_is_on_the_clock_of_its_row() -> None:
    read = make_reader("iso")
    assert read("2026-01-05 13:00", find_zone("Europe/Amsterdam")) == NOON
    assert read("2026-07-05 14:00", find_zone("Europe/Amsterdam")) == read(
        "2026-07-05 12:00", dt.UTC
    )
    assert read("2026-01-05 17:30", find_zone("+05:30")) == NOON
    assert read("2026-01-05 12:00Z", find_zone("-08:00")) == NOON


def test_a_zone_that_is_none_is_refused_without_being_repeated() -> None:
    with pytest.raises(ScenarioError, match="the cell is no time zone") as caught:
        find_zone("Ann Reader")
    assert "Ann" not in str(caught.value)


@settings(deadline=None)
@given(
    st.datetimes(EARLIEST, LATEST),
    st.sampled_from(["UTC", "Asia/Kolkata", "America/New_York"]),
)
def test_all_formats_agree(moment: dt.datetime, zone: str) -> None:
    clock = zoneinfo.ZoneInfo(zone)
    moment = moment.replace(microsecond=0)
    second = int(moment.replace(tzinfo=clock).timestamp())
    written = {
        "iso": f"{moment:%Y-%m-%d %H:%M:%S}",
        "day_month_year": f"{moment:%d/%m/%Y %H:%M:%S}",
        "month_day_year": f"{moment:%m/%d/%Y %I:%M:%S %p}",
        "epoch_seconds": f"{second}",
        "epoch_milliseconds": f"{second}250",
    }
    assert set(written) == set(FORMATS)
    # Before 2001 seconds since 1970 have fewer digits than milliseconds by more than they tell.
    for format_, text in written.items():
        if format_ != "epoch_milliseconds" or len(text) >= 12:
            assert make_reader(format_)(text, clock) == second


@settings(deadline=None, max_examples=100)
@given(st.sampled_from(FORMATS), st.text(max_size=30))
def test_any_text_is_a_moment_or_is_refused(format_: str, text: str) -> None:
    try:
        said = f"{make_reader(format_)(text, dt.UTC)}."
    except ScenarioError as error:
        said = str(error)
    assert said.endswith((".", "?"))
