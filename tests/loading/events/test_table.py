"""Test that events are one table, whatever they come from."""

from __future__ import annotations

import dataclasses
import datetime as dt

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodwill.errors import ScenarioError
from goodwill.loading.events import ANSWERING, TOUCHING, EventKind, Events
from goodwill.vocabulary import Channel

START = dt.datetime(2026, 1, 5, tzinfo=dt.UTC)
COLUMNS: dict[str, npt.ArrayLike] = {
    "person": [1, 0, 1, 0],
    "second": [50, 20, 10, 20],
    "kind": [EventKind.WON, EventKind.OPENED, EventKind.SENT, EventKind.SENT],
    "channel": [-1, 0, 0, 0],
    "machine": [False, True, False, False],
    "amount": [99.5, np.nan, np.nan, np.nan],
}


def make(**changed: npt.ArrayLike) -> Events:
    return Events.from_columns(START, ["a", "b"], {**COLUMNS, **changed})


def test_events_are_sorted_by_second_person_and_kind() -> None:
    events = make()
    assert events.second.tolist() == [10, 20, 20, 50]
    assert events.person.tolist() == [1, 0, 0, 1]
    assert events.kind.tolist() == [
        EventKind.SENT,
        EventKind.SENT,
        EventKind.OPENED,
        EventKind.WON,
    ]
    assert events.touch.tolist() == [1, 1, 1, 0]
    assert events.machine.tolist() == [False, False, True, False]
    assert events.amount[3] == 99.5


def test_no_column_can_be_changed() -> None:
    events = make()
    for column in [
        *events.columns().values(),
        *events.select(events.person == 1).columns().values(),
    ]:
        with pytest.raises(ValueError, match="read-only"):
            column[0] = 0
    with pytest.raises(dataclasses.FrozenInstanceError):
        events.start = START  # type: ignore[misc]


def test_columns_have_their_types_whatever_was_given() -> None:
    types = {name: column.dtype.name for name, column in make().columns().items()}
    assert types == {
        "person": "int64",
        "second": "int64",
        "kind": "int8",
        "channel": "int8",
        "machine": "bool",
        "amount": "float64",
        "touch": "int16",
    }


def test_what_is_not_given_is_unknown() -> None:
    events = Events.from_columns(START, ["a"], {"person": [0], "second": [1], "kind": [0]})
    assert (events.channel[0], events.machine[0], events.touch[0]) == (-1, False, 1)
    assert np.isnan(events.amount[0])


def test_touches_that_are_given_are_kept() -> None:
    assert make(touch=[0, 7, 3, 7]).touch.tolist() == [3, 7, 7, 0]


def test_people_without_an_event_are_there() -> None:
    events = Events.from_columns(START, ["a", "b", "c"], COLUMNS)
    assert events.n_people == 3
    assert len(events) == 4
    never = np.iinfo(np.int64).max
    assert events.first_touches().tolist() == [20, 10, never]


def test_selecting_events_leaves_people_and_touches_alone() -> None:
    events = make()
    chosen = events.select(events.chosen(EventKind.OPENED, EventKind.WON))
    assert chosen.count() == {EventKind.OPENED: 1, EventKind.WON: 1}
    assert (chosen.people, chosen.touch.tolist()) == (("a", "b"), [1, 0])


def test_an_instant_on_another_clock_is_the_same_instant() -> None:
    zone = dt.timezone(dt.timedelta(hours=2))
    events = Events.from_columns(START.astimezone(zone), ["a", "b"], COLUMNS)
    assert events.start == START
    assert events.start.tzinfo is dt.UTC


def test_no_events_are_a_table_too() -> None:
    none: dict[str, npt.ArrayLike] = {name: np.array([], np.int64) for name in ("person", "second")}
    events = Events.from_columns(START, [], {**none, "kind": np.array([], np.int64)})
    assert (len(events), events.count(), events.n_people) == (0, {}, 0)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"person": [0, 0, 2, 0]}, "column 'person' of events holds 2. Accepted: 0 to 1."),
        ({"kind": [99, 0, 0, 0]}, "column 'kind' of events holds 99"),
        ({"channel": [-2, 0, 0, 0]}, "column 'channel' of events holds -2"),
        ({"second": [0.5, 1, 2, 3]}, "column 'second' of events holds no whole numbers"),
        ({"amount": [np.inf, 1, 2, 3]}, "an infinite number"),
        ({"machine": [True]}, "All need one length"),
        ({"secnod": [1, 1, 1, 1]}, "unknown column of events 'secnod'. Did you mean 'second'?"),
    ],
)
def test_columns_that_make_no_table_are_refused(
    changed: dict[str, npt.ArrayLike], said: str
) -> None:
    with pytest.raises(ScenarioError) as caught:
        make(**changed)
    assert said in str(caught.value)


def test_a_missing_column_a_bare_start_and_twins_are_refused() -> None:
    with pytest.raises(ScenarioError, match="no column 'kind'"):
        Events.from_columns(START, ["a"], {"person": [0], "second": [0]})
    with pytest.raises(ScenarioError, match="no time zone"):
        Events.from_columns(START.replace(tzinfo=None), ["a", "b"], COLUMNS)
    with pytest.raises(ScenarioError, match="a pseudonym is there twice"):
        Events.from_columns(START, ["a", "a"], COLUMNS)


def test_no_kind_both_begins_a_touch_and_answers_one() -> None:
    assert not set(TOUCHING) & set(ANSWERING)


ROW = st.tuples(
    st.integers(0, 3),
    st.integers(-5, 9),
    st.sampled_from(EventKind),
    st.sampled_from([-1, Channel.EMAIL, Channel.PHONE]),
    st.booleans(),
    st.sampled_from([np.nan, 1.0, 2.0]),
    st.integers(-1, 3),
)


@settings(deadline=None, max_examples=100)
@given(st.lists(ROW, max_size=15, unique_by=lambda row: row[:4]), st.randoms())
def test_the_order_of_the_rows_makes_no_difference(
    rows: list[tuple[int, ...]], luck: st.random.Random
) -> None:
    names = ("person", "second", "kind", "channel", "machine", "amount", "message")

    def table(rows: list[tuple[int, ...]]) -> Events:
        columns = {name: np.array([row[at] for row in rows]) for at, name in enumerate(names)}
        if not rows:
            columns = {name: np.array([], np.int64) for name in names}
        return Events.from_columns(START, "abcd", columns)

    shuffled = list(rows)
    luck.shuffle(shuffled)
    one, other = table(rows), table(shuffled)
    for name, column in one.columns().items():
        np.testing.assert_array_equal(column, other.columns()[name])
