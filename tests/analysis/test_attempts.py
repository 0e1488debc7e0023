"""Attempts are counted up to the first yes, and hazards are held against what was seen."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodwill.analysis.attempts import Attempts, count_attempts, find_deviance
from goodwill.errors import ResultError
from goodwill.eventlog import EVENT, Kind
from goodwill.vocabulary import Outcome, Placement

YES, NO = int(Outcome.INTERESTED), int(Outcome.SILENCE)


def write_log(calls: list[tuple[int, int, int, int]]) -> np.ndarray:
    """Write calls as (second, person, placement, outcome), in the order of the log."""
    log = np.zeros(len(calls), EVENT)
    for row, (second, person, placement, outcome) in enumerate(sorted(calls)):
        log[row]["second"], log[row]["person"] = second, person
        log[row]["kind"], log[row]["serial"] = Kind.TOUCHED, row
        log[row]["detail"], log[row]["outcome"] = placement, outcome
    return log


def test_missed_calls_are_no_attempts_and_nobody_is_at_risk_after_a_yes() -> None:
    reached, missed = int(Placement.REACHED), int(Placement.NO_ANSWER)
    log = write_log(
        [
            (1, 7, reached, NO),
            (2, 7, missed, NO),
            (3, 7, reached, YES),
            (4, 7, reached, YES),
            (1, 8, reached, NO),
            (5, 8, reached, NO),
            (6, 8, reached, NO),
        ]
    )
    attempts = count_attempts(log, 2)
    assert attempts.at_risk.tolist() == [2, 2]
    assert attempts.successes.tolist() == [0, 1]
    assert attempts.hazards.tolist() == [0.0, 0.5]


def test_an_empty_log_has_nobody_at_risk() -> None:
    attempts = count_attempts(np.zeros(0, EVENT), 3)
    assert attempts.at_risk.tolist() == [0, 0, 0]
    assert np.isnan(attempts.hazards).all()


@settings(deadline=None)
@given(
    st.lists(st.lists(st.booleans(), min_size=1, max_size=6), min_size=1, max_size=8),
    st.integers(1, 6),
)
def test_counting_agrees_with_following_people_one_by_one(
    people: list[list[bool]], n_attempts: int
) -> None:
    reached = int(Placement.REACHED)
    log = write_log(
        [
            (10 * number + 1, person, reached, YES if yes else NO)
            for person, answers in enumerate(people)
            for number, yes in enumerate(answers)
        ]
    )
    at_risk, successes = [0] * n_attempts, [0] * n_attempts
    for answers in people:
        for number, yes in enumerate(answers[:n_attempts]):
            at_risk[number] += 1
            successes[number] += yes
            if yes:
                break
    attempts = count_attempts(log, n_attempts)
    assert attempts.at_risk.tolist() == at_risk
    assert attempts.successes.tolist() == successes


def test_attempts_upon_other_people_add_up() -> None:
    one = Attempts(np.array([4, 2]), np.array([1, 0]))
    assert (one + one).at_risk.tolist() == [8, 4]


def test_the_rates_that_were_seen_have_no_deviance_and_others_have_some() -> None:
    seen = Attempts(np.array([1000, 400]), np.array([50, 0]))
    assert find_deviance(seen, np.array([0.05, 0.0])) == pytest.approx(0.0, abs=1e-5)
    # Against 6 %: 2 (50 log(50/60) + 950 log(950/940)).
    wanted = 2 * (50 * np.log(50 / 60) + 950 * np.log(950 / 940))
    assert find_deviance(seen, np.array([0.06, 0.0])) == pytest.approx(wanted, abs=1e-5)


def test_as_many_hazards_as_attempts_are_needed() -> None:
    with pytest.raises(ResultError, match="3 hazards for 2 attempts"):
        find_deviance(Attempts(np.array([4, 2]), np.array([1, 0])), np.full(3, 0.1))
