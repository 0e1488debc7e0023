"""What is said of a study is what its figures support, and no more."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import goodwill.validation
from goodwill.calibration.cases.estimates import Estimate
from goodwill.calibration.cases.explaining import Explanations
from goodwill.calibration.cases.studying import Belief
from goodwill.calibration.cases.telling import (
    NEAR,
    tell_beliefs,
    tell_explanations,
    tell_surprise,
)

PATTERNS = Path(str(goodwill.validation.__file__)).with_name("patterns.toml")
FLAT = Estimate(1.0, 0.9, 1.1)


def explain(apart: Estimate, gain_on: Estimate = FLAT) -> str:
    ends, interval = ("a", "b"), (-0.09, -0.02)
    found = Explanations(
        -0.1, 200, FLAT, FLAT, apart, gain_on, FLAT, ends, (), 0.9, 0.6, interval, 4000
    )
    return " ".join(tell_explanations(found))


@pytest.mark.parametrize(
    ("apart", "said"),
    [
        (Estimate(1.0, -3.0, 4.9), "No more than 5 apart, the two say the same."),
        (Estimate(1.0, -3.0, 5.1), "cannot be told from so many worlds"),
        (Estimate(9.0, 5.1, 13.0), "the fit without irritation is nearer"),
        (Estimate(-9.0, -13.0, -5.1), "the fit with irritation is nearer"),
    ],
)
def test_two_explanations_are_the_same_only_if_the_interval_says_so(
    apart: Estimate, said: str
) -> None:
    assert said in explain(apart)
    assert ("say the same" in explain(apart)) is ("say the same" in said)


def test_spacing_tells_them_apart_only_if_the_intervals_do() -> None:
    assert "Randomised spacing tells them apart" in explain(FLAT, Estimate(1.9, 1.8, 2.0))
    assert "does not tell them apart" in explain(FLAT, Estimate(1.2, 1.05, 1.4))


def test_fits_at_ends_and_intervals_that_miss_are_owned_up_to() -> None:
    said = explain(FLAT)
    assert "2 numbers (a, b) with irritation, and no number without, lie at an end" in said
    assert "-0.090 to -0.020, which misses it" in said


def test_what_counts_as_the_same_is_what_the_pattern_table_demands() -> None:
    rows = tomllib.loads(PATTERNS.read_text(encoding="utf-8"))["patterns"]
    (row,) = [row for row in rows if row["number"] == 5]
    (band,) = [one for one in row["quantities"] if one["name"] == "difference of deviances"]
    assert (band["low"], band["high"]) == (-NEAR, NEAR)


def test_numbers_piled_against_an_end_are_named() -> None:
    free = Belief("free", 0.3, 0.5, 0.7, 0.0, 1.0, 0.44, True, False, False)  # noqa: FBT003
    piled = free._replace(name="piled", high=0.99, reaches_high=True)
    vague = free._replace(name="vague", width=0.95, identified=False)
    assert tell_beliefs((free,)) == [
        "The data narrow 1 of 1 numbers: each interval has at most 80% of its prior's width."
    ]
    narrowed, ends = tell_beliefs((free, piled, vague))
    assert narrowed.startswith("The data narrow 2 of 3 numbers. The others keep their prior")
    assert narrowed.endswith(": vague.")
    assert ends.endswith("piled (upper).")
    assert "free" not in ends
    (nothing,) = tell_beliefs((vague,))
    assert nothing.startswith("The data narrow none of the 1 numbers")


def test_how_odd_the_data_are_is_said() -> None:
    assert "odder than 97.8% of the data sets" in tell_surprise(0.978)
    assert "odder than less than 0.1% of" in tell_surprise(0.0002)
    assert "seldom" in tell_surprise(0.978)
    assert "nothing special" in tell_surprise(0.3)
