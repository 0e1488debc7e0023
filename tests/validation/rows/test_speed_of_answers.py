"""Row 6: who was called how soon, and who qualified, as one would count by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from goodwill.eventlog import EVENT, Kind
from goodwill.validation.counting import Events
from goodwill.validation.rows import speed_of_answers as row
from goodwill.vocabulary import SECONDS_PER_DAY, SECONDS_PER_HOUR, Outcome, Placement

MINUTE = 60
REACHED, MISSED = Placement.REACHED, Placement.NO_ANSWER


def write(*records: tuple[int, int, int, int]) -> Events:
    """Write records: person, second, detail, outcome."""
    events = np.zeros(len(records), EVENT)
    for at, one in enumerate(records):
        for name, value in zip(("person", "second", "detail", "outcome"), one, strict=True):
            events[at][name] = value
        events[at]["kind"] = Kind.TOUCHED
    return events


def test_inquiries_are_sorted_by_their_first_call_and_qualify_by_any_within_the_window() -> None:
    inquiries = write((1, 0, 0, 0), (2, 0, 0, 0), (3, 0, 0, 0), (4, 0, 0, 0), (5, 0, 0, 0))
    calls = write(
        (1, 5 * MINUTE, REACHED, Outcome.INTERESTED),
        (2, 10 * MINUTE, MISSED, Outcome.SILENCE),
        (2, 2 * SECONDS_PER_DAY, REACHED, Outcome.INTERESTED),
        (3, 90 * MINUTE, REACHED, Outcome.DECLINED),
        (4, 30 * SECONDS_PER_HOUR, REACHED, Outcome.INTERESTED),
        (4, 31 * SECONDS_PER_DAY, REACHED, Outcome.INTERESTED),
    )
    assert row.count(inquiries, calls) == {
        "all, within the hour": 2.0,
        "qualified, within the hour": 2.0,
        "all, the next hour": 1.0,
        "qualified, the next hour": 0.0,
        "all, a day or more": 1.0,
        "qualified, a day or more": 1.0,
    }


def test_what_comes_after_the_window_does_not_qualify() -> None:
    calls = write(
        (1, MINUTE, MISSED, Outcome.SILENCE), (1, row.WINDOW, REACHED, Outcome.INTERESTED)
    )
    counted = row.count(write((1, 0, 0, 0)), calls)
    assert counted["all, within the hour"] == 1.0
    assert counted["qualified, within the hour"] == 0.0


def test_ratios_are_of_shares_and_unknown_where_nobody_qualified_later() -> None:
    sums = {
        f"{prefix}{group}: {what}, {delay}": number
        for prefix in ("", "soon gone, ")
        for group in ("requests", "others")
        for what, numbers in (("all", (10.0, 20.0, 40.0)), ("qualified", (6.0, 4.0, 0.0)))
        for delay, number in zip(row.DELAYS, numbers, strict=True)
    }
    found = row.estimate(sums)
    assert found["requests, within the hour against the next"] == pytest.approx(3.0)
    assert found["others, within the hour against the next"] == pytest.approx(3.0)
    assert math.isnan(found["requests, within the hour against a day or more"])
