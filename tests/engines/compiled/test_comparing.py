"""Where two histories part company is shown, to the last bit."""

from __future__ import annotations

from typing import Any

import pytest
from comparing import find_difference
from hand_made_worlds import be_answered_in_kind

from goodwill.engines import compiled
from goodwill.eventlog import History, Kind


@pytest.fixture(scope="module")
def history() -> History:
    """Give a short history."""
    return compiled.run(be_answered_in_kind())


def change(history: History, part: str, place: int, column: str, value: float) -> History:
    """Change one number in one of a history's tables."""
    table: Any = getattr(history, part).copy()
    table[column][place] = value
    return history._replace(**{part: table})


def test_a_history_is_like_itself(history: History) -> None:
    assert find_difference(history, history._replace(events=history.events.copy())) == ""


def test_the_first_record_that_differs_is_shown_in_both(history: History) -> None:
    place = history.events["kind"].tolist().index(Kind.REPLIED)
    said = find_difference(history, change(history, "events", place, "touch", 7)).splitlines()
    n_records = len(history.events)
    assert said[0] == f"record {place} of {n_records} and {n_records}:"
    assert "expected day" in said[-2]
    assert "REPLIED" in said[-2]
    assert "touch=1 " in said[-2]
    assert "touch=7 " in said[-1]


def test_a_record_too_few_is_shown(history: History) -> None:
    said = find_difference(history, history._replace(events=history.events[:-1]))
    assert said.endswith("got      no more")


@pytest.mark.parametrize("part", ["events", "states"])
def test_the_sign_of_nothing_is_a_difference(history: History, part: str) -> None:
    empty = change(history, part, 0, "irritation", 0.0)
    assert find_difference(empty, change(empty, part, 0, "irritation", -0.0))


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("bookings", {}),
        ("compensators", {"visit": (0, 1)}),
        ("rep_seconds", (1,)),
        ("queue_by_day", ()),
        ("standing_by_day", (-0.0,)),
    ],
)
def test_every_part_is_compared(history: History, part: str, value: object) -> None:
    assert find_difference(history, history._replace(**{part: value})).startswith(f"{part} 0 of ")
