"""Comparisons say how much more, how sure, and how luck plays."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from studies import draw_study, make_study

from goodwill.analysis.comparison import compare
from goodwill.analysis.differences import YEAR_SHARE, summarise_year
from goodwill.analysis.intervals import estimate_mean
from goodwill.errors import UnknownNameError

MEANS = {"pursue": 50.0, "nurture": 50.0, "holdout": 40.0}


def test_luck_that_is_known_is_taken_out() -> None:
    study = draw_study(np.random.default_rng(1), MEANS, 20)
    found = compare(study, ["conversions"]).find("pursue", "holdout", "conversions")
    plain = estimate_mean(study.subtract("pursue", "holdout", "conversions").tolist())
    assert (found.method, found.controls) == ("controls", ("luck_won",))
    assert 15 < found.degrees_of_freedom <= 18
    assert found.expected.high - found.expected.low < 0.5 * (plain.high - plain.low)
    # independent: 2 (400 + 64 + 9); left: 2 x 9
    assert 20 < found.reduction < 120


def test_few_worlds_fall_back_to_plain_pairs() -> None:
    study = draw_study(np.random.default_rng(1), MEANS, 6)
    found = compare(study, ["conversions"]).find("pursue", "holdout", "conversions")
    plain = estimate_mean(study.subtract("pursue", "holdout", "conversions").tolist())
    assert found.method == "paired"
    assert found.expected == pytest.approx(plain)


def test_one_world_decides_nothing() -> None:
    study = draw_study(np.random.default_rng(1), {"pursue": 900.0, "holdout": 50.0}, 1)
    found = compare(study, ["conversions"]).find("pursue", "holdout", "conversions")
    assert found.method == "none"
    assert (found.joint.low, found.joint.high) == (-math.inf, math.inf)


def test_a_strategy_against_itself_is_exactly_nothing() -> None:
    rows = {"twin": [3.0, 5.0, 4.0], "nurture": [3.0, 5.0, 4.0], "holdout": [1.0, 2.0, 9.0]}
    comparison = compare(make_study({"complaints": rows}), ["complaints"])
    for other in ("twin", "nurture"):
        found = comparison.find("nurture", other, "complaints")
        assert found.method == "identical"
        assert found.expected == found.joint == (0.0, 0.0, 0.0)
        assert found.year.differences == (0.0, 0.0, 0.0)
    assert comparison.n_intervals == 2


def test_the_other_way_round_is_the_opposite() -> None:
    comparison = compare(draw_study(np.random.default_rng(3), MEANS, 20), ["conversions"])
    there = comparison.find("pursue", "holdout", "conversions")
    back = comparison.find("holdout", "pursue", "conversions")
    assert back.expected == pytest.approx(
        (-there.expected.estimate, -there.expected.high, -there.expected.low)
    )
    assert (back.year.more, back.year.low) == (there.year.less, -there.year.high)
    assert back.turned == there


def test_rare_events_have_exact_intervals_and_differ_at_first_sight_only_if_they_do() -> None:
    complaints = {"pursue": [2.0, 1.0, 0.0, 4.0, 1.0], "nurture": [0.0] * 5, "holdout": [0.0] * 5}
    luck = {"pursue": [0.1] * 5, "nurture": [0.2] * 5, "holdout": [0.0] * 5}
    comparison = compare(make_study({"complaints": complaints, "luck_x": luck}), ["complaints"])
    assert {one.method for one in comparison.differences} == {"exact"}
    nothing = comparison.find("nurture", "holdout", "complaints")
    assert nothing.expected.low < 0.0 < nothing.expected.high
    assert comparison.levels["holdout", "complaints"].expected.high == pytest.approx(
        3.689 / 5, 1e-3
    )


def test_worlds_without_a_value_are_left_out_and_counted() -> None:
    hours = {"pursue": [1.0, math.nan, 2.0, 4.0], "holdout": [3.0, 2.0, math.nan, 5.0]}
    study = make_study({"median_hours_to_answer": hours})
    found = compare(study, ["median_hours_to_answer"]).differences[0]
    assert found.n_worlds == 2
    assert found.expected.estimate == -1.5


def test_joint_intervals_are_wider_the_more_there_are() -> None:
    study = draw_study(np.random.default_rng(4), MEANS, 20)
    alone = compare(study, ["conversions"]).differences[0]
    beside = compare(study, ["conversions", "luck_won"]).differences[0]
    assert alone.expected == beside.expected
    assert alone.expected.low > alone.joint.low > beside.joint.low


def test_resampled_intervals_lie_between_single_ones_and_bonferronis() -> None:
    study = draw_study(np.random.default_rng(5), {f"s{n}": 90.0 for n in range(6)}, 40)
    bonferroni = compare(study, ["conversions"])
    sharper = compare(study, ["conversions"], family="max_t", seed=7)
    for careful, sharp in zip(bonferroni.differences, sharper.differences, strict=True):
        assert careful.joint.high > sharp.joint.high > sharp.expected.high
    again = compare(study, ["conversions"], family="max_t", seed=7)
    assert again.differences == sharper.differences


def test_undecided_is_what_no_joint_interval_decides() -> None:
    comparison = compare(draw_study(np.random.default_rng(6), MEANS, 30), ["conversions"])
    pairs = {(one.strategy, one.other) for one in comparison.undecided}
    assert pairs == {("pursue", "nurture")}


def test_names_that_were_not_compared_are_refused() -> None:
    comparison = compare(draw_study(np.random.default_rng(6), MEANS, 30), ["conversions"])
    with pytest.raises(UnknownNameError, match="'luck_won' was not compared"):
        comparison.find("pursue", "holdout", "luck_won")
    with pytest.raises(UnknownNameError, match="Did you mean 'pursue'"):
        comparison.find("persue", "holdout", "conversions")


@settings(deadline=None)
@given(st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=60))
def test_the_band_of_a_year_is_in_order_and_within_what_was_seen(seen: list[float]) -> None:
    year = summarise_year(np.array(seen))
    assert min(seen) <= year.low <= year.median <= year.high <= max(seen)
    assert 0.0 <= year.more + year.less <= 1.0


def test_the_band_of_a_year_holds_the_share_of_years_that_it_promises() -> None:
    rng = np.random.default_rng(20260105)
    samples = rng.gamma(0.7, size=(4_000, 21))
    bands = [summarise_year(one[:20]) for one in samples]
    held = np.mean(
        [band.low <= one <= band.high for band, one in zip(bands, samples[:, 20], strict=True)]
    )
    assert held == pytest.approx(YEAR_SHARE, abs=4.5 * math.sqrt(0.09 / 4_000))
