"""Test that answers find their touches."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from goodwill.loading.events.numbering import MAX_TOUCHES, number_touches

TOUCH, ANSWER, OTHER = 0, 1, 2
Row = tuple[int, int, int, int, int]  # person, second, kind, channel, message
NAMES = ("person", "second", "kind", "channel", "message")


def number(rows: list[Row]) -> list[int]:
    columns = {
        name: np.array([row[at] for row in rows], dtype=np.int64) for at, name in enumerate(NAMES)
    }
    return number_touches(columns, [TOUCH], [ANSWER]).tolist()


def test_answers_belong_to_the_latest_touch_before_them() -> None:
    rows = [(0, 10, TOUCH, 0, -1), (0, 15, ANSWER, 0, -1), (0, 20, TOUCH, 0, -1)]
    assert number([*rows, (0, 20, ANSWER, 0, -1), (0, 5, ANSWER, 0, -1)]) == [1, 1, 2, 2, 0]


def test_an_answer_to_an_older_message_belongs_to_it() -> None:
    rows = [(0, 10, TOUCH, 0, 7), (0, 20, TOUCH, 0, 8), (0, 30, ANSWER, 0, 7)]
    assert number(rows) == [1, 2, 1]


def test_an_answer_belongs_to_no_touch_that_comes_later() -> None:
    rows = [(0, 10, TOUCH, 0, 8), (0, 30, TOUCH, 0, 7), (0, 50, TOUCH, 0, 7)]
    answers = [(0, 20, ANSWER, 0, 7), (0, 40, ANSWER, 0, 7), (0, 60, ANSWER, 0, 7)]
    assert number(rows + answers) == [1, 2, 3, 1, 2, 3]
    assert number([(0, 30, TOUCH, 0, 7), (0, 20, ANSWER, 0, 7)]) == [1, 0]


def test_a_message_of_somebody_else_is_no_link() -> None:
    rows = [(0, 10, TOUCH, 0, 7), (1, 10, TOUCH, 0, 6), (1, 20, TOUCH, 0, 9)]
    assert number([*rows, (1, 30, ANSWER, 0, 7)])[-1] == 2


def test_an_answer_belongs_to_its_own_channel_if_that_was_used() -> None:
    rows = [(0, 10, TOUCH, 0, -1), (0, 20, TOUCH, 1, -1)]
    answers = [(0, 30, ANSWER, 0, -1), (0, 30, ANSWER, -1, -1), (0, 30, ANSWER, 5, -1)]
    assert number(rows + answers) == [1, 2, 1, 2, 2]


def test_what_is_no_answer_belongs_to_no_touch() -> None:
    assert number([(0, 10, TOUCH, 0, 3), (0, 20, OTHER, 0, 3)]) == [1, 0]


def test_touches_beyond_the_largest_number_share_it() -> None:
    rows = [(0, second, TOUCH, 0, -1) for second in range(MAX_TOUCHES + 2)]
    assert number(rows)[-4:] == [MAX_TOUCHES - 1, *[MAX_TOUCHES] * 3]


def test_nothing_is_numbered_where_nothing_happened() -> None:
    assert number([]) == []


@dataclass
class Known:
    """What is known of one person so far."""

    n: int = 0
    latest: int = 0


def number_slowly(rows: list[Row]) -> list[int]:
    """Do the same in the obvious way."""
    found = [0] * len(rows)
    for person in {row[0] for row in rows}:
        own = sorted(
            (row[1], row[2], row[3], row[4], at) for at, row in enumerate(rows) if row[0] == person
        )
        touches = [row for row in own if row[1] == TOUCH]
        for place, touch in enumerate(touches):
            found[touch[-1]] = place + 1
        for position, (_, kind, channel, message, at) in enumerate(own):
            before = [row for row in own[:position] if row[1] == TOUCH]
            beside = [row for row in before if row[2] == channel >= 0]
            same = [row for row in before if row[3] == message >= 0]
            sources = same[-1:] or beside[-1:] or before[-1:]
            if kind == ANSWER and sources:
                found[at] = found[sources[0][-1]]
    return found


@settings(deadline=None, max_examples=100)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 2),
            st.integers(0, 6),
            st.integers(0, 2),
            st.integers(-1, 1),
            st.integers(-1, 3),
        ),
        max_size=25,
        unique=True,
    )
)
def test_numbers_are_those_of_the_obvious_way(rows: list[Row]) -> None:
    assert number(rows) == number_slowly(rows)
