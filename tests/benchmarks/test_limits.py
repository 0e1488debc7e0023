"""The loops that measure the processor do what they are said to do."""

from __future__ import annotations

import math

import numpy as np
import pytest

from benchmarks import engines, limits, needs
from goodwill.draws import draw
from goodwill.eventlog import EVENT

KEY = 0x0123_4567_89AB_CDEF


def test_the_words_are_those_that_luck_is_made_of() -> None:
    words = np.zeros(12, np.uint64)
    limits.write_words(words, KEY)
    for person in range(3):
        high, low = int(words[4 * person]), int(words[4 * person + 1])
        uniform = (((high << 32 | low) >> 12) + 0.5) * 2.0**-52
        assert uniform == draw(KEY, person, 0, 0, 0, 0)


def test_every_column_of_a_row_is_written() -> None:
    rows = np.full(3, -99, EVENT)
    limits.write_rows(rows, 0.75)
    assert [name for name in EVENT.names or () if (rows[name] == -99).any()] == []


def test_the_exponentials_and_logarithms_are_right() -> None:
    numbers = np.array([0.5, 2.0, 7.0])
    out = np.empty(3)
    limits.write_exponentials(numbers, out)
    assert out == pytest.approx([math.exp(-0.5), math.exp(-2.0), math.exp(-7.0)])
    limits.write_logarithms(numbers, out)
    assert out == pytest.approx([math.log(0.5), math.log(2.0), math.log(7.0)])


def test_what_a_touch_needs_is_counted_in_a_run_of_the_yardstick() -> None:
    counted = needs.count_needs(12)
    run = engines.find_engine("simpy")
    found = engines.count(run(engines.make_world(12)))
    assert counted["rows"] == found["n_rows"] / found["n_touches"]
    assert counted["blocks"] > 1.0
    assert counted["exp"] > counted["log"] > 0.0


def test_the_yardstick_in_goodwill_gives_each_contact_some_eight_touches() -> None:
    measured = engines.measure_engine("simpy", 60)
    assert 6.0 < measured["n_touches"] / 60 < 9.0
    assert measured["seconds"] > 0.0
    assert measured["world_seconds"] > 0.0
