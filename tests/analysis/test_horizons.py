"""The horizon at which a ranking turns is found where it is, and only where it is clear."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest

from goodwill.analysis.horizons import Courses, find_turning, find_turnings, gather_courses
from goodwill.analysis.tracing import Trace, trace
from goodwill.errors import ResultError, UnknownNameError
from goodwill.running import Result

N_DAYS = 120
TURNS = 60  # days after which nurture has caught up with pursuit, at price 0
GRADUAL = 1.0 - np.arange(1, N_DAYS + 1) / TURNS


def draw_courses(
    rng: np.random.Generator, n_worlds: int, noise: float, scale: float = 1.0
) -> Courses:
    """Draw courses in which pursuit gains early, nurture late; noise is that of a random walk."""
    days = np.arange(1, N_DAYS + 1)
    expected = np.array([scale * days * GRADUAL, 0.0 * days, 0.0 * days - 300.0])
    common = rng.normal(size=(1, n_worlds, N_DAYS)).cumsum(axis=2)
    walks = rng.normal(size=(3, n_worlds, N_DAYS)).cumsum(axis=2)
    luck = walks[:, :, -1:] + rng.normal(size=(3, n_worlds, 1))
    money = expected[:, np.newaxis, :] + 5.0 * common + noise * walks
    goodwill = np.zeros_like(money)
    goodwill[0] = -0.01 * days
    names = ("pursue", "nurture", "holdout")
    return Courses(names, "holdout", (), money, goodwill, luck)


def test_a_turn_lies_in_its_interval() -> None:
    found = find_turning(draw_courses(np.random.default_rng(1), 20, 0.3), "pursue", "nurture", 0.0)
    (turn,) = found.turns
    assert (turn.before, turn.after) == ("pursue", "nurture")
    assert turn.low <= TURNS + 1 <= turn.high
    assert turn.low <= turn.day <= turn.high
    assert abs(turn.day - TURNS) < 5


def test_ranges_leave_no_gap_and_the_order_of_two_changes_nothing() -> None:
    courses = draw_courses(np.random.default_rng(2), 12, 1.0)
    there = find_turning(courses, "pursue", "nurture", 0.0)
    back = find_turning(courses, "nurture", "pursue", 0.0)
    assert (there.ranges[0].low, there.ranges[-1].high) == (1, N_DAYS)
    assert all(one.high + 1 == other.low for one, other in pairwise(there.ranges))
    assert all(one.winner != other.winner for one, other in pairwise(there.ranges))
    assert there.ranges == back.ranges
    assert there.turns == back.turns


def test_a_price_of_goodwill_brings_the_turn_forward() -> None:
    courses = draw_courses(np.random.default_rng(3), 20, 0.3)
    # 0.01 points a day at 50 USD: half a dollar a day, so that it turns after half the time.
    (turn,) = find_turning(courses, "pursue", "nurture", 50.0).turns
    assert turn.low <= TURNS / 2 + 1 <= turn.high


def test_where_one_is_always_ahead_nothing_turns() -> None:
    found = find_turning(draw_courses(np.random.default_rng(4), 20, 0.3), "nurture", "holdout", 0.0)
    assert found.turns == ()
    assert {one.winner for one in found.ranges} == {"nurture"}


def test_a_strategy_against_itself_is_open_on_every_day() -> None:
    found = find_turning(draw_courses(np.random.default_rng(5), 20, 0.3), "nurture", "nurture", 9.0)
    assert [(one.low, one.high, one.winner) for one in found.ranges] == [(1, N_DAYS, None)]


@pytest.mark.parametrize("n_worlds", [1, 2])
def test_few_worlds_decide_nothing(n_worlds: int) -> None:
    courses = draw_courses(np.random.default_rng(6), n_worlds, 0.3)
    assert {one.winner for one in find_turning(courses, "pursue", "nurture", 0.0).ranges} == {None}


def test_pairs_that_turn_come_first() -> None:
    courses = draw_courses(np.random.default_rng(7), 20, 0.3)
    found = find_turnings(courses, 0.0)
    assert len(found) == 3
    assert {found[0].strategy, found[0].other} == {"pursue", "nurture"}
    assert found[0].turns
    assert not found[-1].turns
    (alone,) = find_turnings(courses, 0.0, [("nurture", "pursue")])
    assert alone.turns[0].low >= found[0].turns[0].low
    assert alone.turns[0].high <= found[0].turns[0].high


def count_right(n_worlds: int, n_experiments: int) -> float:
    """Give the share of experiments in which nothing is said of any day that is not so."""
    rng = np.random.default_rng(20260105)
    right = 0
    for _ in range(n_experiments):
        found = find_turning(draw_courses(rng, n_worlds, 2.0), "pursue", "nurture", 0.0)
        early = [one for one in found.ranges if one.winner == "nurture" and one.low <= TURNS - 1]
        late = [one for one in found.ranges if one.winner == "pursue" and one.high >= TURNS + 1]
        inside = all(one.low <= TURNS + 1 and one.high >= TURNS for one in found.turns)
        right += inside and not early and not late
    return right / n_experiments


def count_wrong(n_experiments: int) -> float:
    """Give the share of experiments in which one of two equal strategies is said to be ahead."""
    rng = np.random.default_rng(11)
    wrong = 0
    for _ in range(n_experiments):
        courses = draw_courses(rng, 10, 2.0, scale=0.0)
        ranges = find_turning(courses, "pursue", "nurture", 0.0).ranges
        wrong += any(one.winner for one in ranges)
    return wrong / n_experiments


def allow(n_experiments: int) -> float:
    return 4.5 * math.sqrt(0.95 * 0.05 / n_experiments)


@pytest.mark.parametrize("n_worlds", [10, 20])
def test_a_quick_share_of_turns_is_where_it_is_said_to_be(n_worlds: int) -> None:
    assert count_right(n_worlds, 25) >= 0.95 - allow(25)


def test_a_quick_share_of_equal_strategies_is_said_to_be_so() -> None:
    assert count_wrong(25) <= 0.05 + allow(25)


@pytest.mark.verify
@pytest.mark.parametrize("n_worlds", [10, 20, 60])
def test_nineteen_in_twenty_turns_are_where_they_are_said_to_be(n_worlds: int) -> None:
    assert count_right(n_worlds, 400) >= 0.95 - allow(400)


@pytest.mark.verify
def test_equal_strategies_are_hardly_ever_said_to_turn() -> None:
    assert count_wrong(400) <= 0.05 + allow(400)


def test_courses_are_gathered_from_traces(pursued: Result, left_alone: Result) -> None:
    rows: list[list[Trace]] = [[trace(pursued)], [trace(left_alone)]]
    courses = gather_courses(["pursue", "holdout"], "holdout", rows)
    assert courses.money[0, 0].tolist() == rows[0][0].money.tolist()
    values = courses.find_net_values("pursue", 1_000.0)
    left = pursued.metrics["mean_goodwill_end"] - left_alone.metrics["mean_goodwill_end"]
    assert values[0, -1] == pytest.approx(pursued.metrics["profit"] + 1_000.0 * left)
    with pytest.raises(ResultError, match="As many of each are needed"):
        gather_courses(["pursue", "holdout"], "holdout", [rows[0], []])
    with pytest.raises(UnknownNameError, match="no strategy 'pursuit' was traced"):
        courses.find("pursuit")
