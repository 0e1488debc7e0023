"""Whoever comes within some days is a visitor, once, and from its own second on."""

from __future__ import annotations

import numpy as np

from goodwill.analysis.visiting import find_visitors
from goodwill.eventlog import EVENT, Kind
from goodwill.vocabulary import SECONDS_PER_DAY


def write_log(records: list[tuple[int, Kind, int]]) -> np.ndarray:
    log = np.zeros(len(records), EVENT)
    for row, (second, kind, person) in enumerate(records):
        log[row]["second"], log[row]["kind"], log[row]["person"] = second, kind, person
    return log


def test_visits_and_clicks_count_and_other_things_do_not() -> None:
    log = write_log(
        [
            (10, Kind.VISIT, 5),
            (20, Kind.CLICKED, 3),
            (30, Kind.OPENED, 9),
            (40, Kind.VISIT, 77),
        ]
    )
    persons, since = np.array([9, 3, 5]), np.array([0, 0, 0])
    assert find_visitors(log, persons, since, 1.0).tolist() == [False, True, True]


def test_what_came_before_or_too_late_does_not_count() -> None:
    late = 100 + SECONDS_PER_DAY
    log = write_log([(100, Kind.VISIT, 1), (late, Kind.VISIT, 2), (late + 1, Kind.VISIT, 3)])
    persons, since = np.array([1, 2, 3]), np.array([100, 100, 100])
    assert find_visitors(log, persons, since, 1.0).tolist() == [False, True, False]


def test_nobody_visits_an_empty_list() -> None:
    log = write_log([(100, Kind.VISIT, 1)])
    nobody = np.array([], np.int64)
    assert find_visitors(log, nobody, nobody, 1.0).tolist() == []
