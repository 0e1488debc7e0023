"""What intervals do not support cannot be claimed."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from studies import draw_study, make_study

from goodwill.analysis.claims import Choice, Claim, Finding, choose, claim, find_finding
from goodwill.analysis.comparison import compare
from goodwill.analysis.intervals import Interval
from goodwill.errors import ResultError

FINDINGS: list[Finding] = ["more", "less", "same", "negligible", "undecided"]
BOUNDS = st.floats(-100.0, 100.0)


@settings(deadline=None)
@given(BOUNDS, BOUNDS, BOUNDS, st.sampled_from(FINDINGS), st.sampled_from([0.0, 5.0]))
def test_exactly_one_finding_can_be_claimed_of_an_interval(
    one: float, two: float, three: float, finding: Finding, smallest: float
) -> None:
    low, estimate, high = sorted((one, two, three))
    interval = Interval(estimate, low, high)
    if finding == find_finding(interval, smallest):
        assert Claim("x", "a", "b", finding, interval, smallest).finding == finding
    else:
        with pytest.raises(ResultError, match=f"a against b, x: '{finding}' is not what"):
            Claim("x", "a", "b", finding, interval, smallest)


@pytest.mark.parametrize(
    ("interval", "smallest", "finding"),
    [
        (Interval(2, 1, 3), 0, "more"),
        (Interval(-2, -3, -1), 0, "less"),
        (Interval(2, 0, 4), 0, "undecided"),
        (Interval(0, 0, 0), 0, "same"),
        (Interval(2, 1, 3), 5, "negligible"),
        (Interval(2, 1, 7), 5, "more"),
        (Interval(math.nan, -math.inf, math.inf), 5, "undecided"),
        (Interval(math.nan, math.nan, math.nan), 5, "undecided"),
    ],
)
def test_findings_are_what_intervals_say(
    *, interval: Interval, smallest: float, finding: Finding
) -> None:
    assert find_finding(interval, smallest) == finding


def test_a_strategy_against_itself_is_the_same() -> None:
    study = draw_study(np.random.default_rng(1), {"a": 70.0, "holdout": 40.0}, 30)
    itself = claim(compare(study, ["conversions"]).find("a", "a", "conversions"))
    assert itself.finding == "same"
    assert itself.decided


def test_a_clear_winner_is_chosen() -> None:
    study = draw_study(np.random.default_rng(1), {"a": 90.0, "b": 70.0, "holdout": 40.0}, 30)
    choice = choose(compare(study, ["conversions"]), "conversions")
    assert choice.leader == "a"
    assert choice.candidates == ("a",)
    assert [one.finding for one in choice.claims] == ["more", "more"]
    assert choice.decided


def test_what_cannot_be_told_apart_is_left_undecided() -> None:
    study = draw_study(np.random.default_rng(1), {"a": 70.0, "b": 70.0, "holdout": 40.0}, 30)
    choice = choose(compare(study, ["conversions"]), "conversions")
    assert choice.leader is None
    assert set(choice.candidates) == {"a", "b"}
    assert not choice.decided


def test_a_difference_that_matters_to_nobody_is_decided() -> None:
    study = draw_study(np.random.default_rng(1), {"a": 70.0, "b": 70.0, "holdout": 40.0}, 30)
    choice = choose(compare(study, ["conversions"]), "conversions", smallest=10.0)
    assert choice.leader is None
    assert choice.decided


def test_two_that_do_the_same_share_the_lead() -> None:
    rows = {"a": [9.0, 8.0, 9.5], "twin": [9.0, 8.0, 9.5], "holdout": [1.0, 0.9, 1.1]}
    choice = choose(compare(make_study({"revenue": rows}), ["revenue"]), "revenue")
    assert choice.leader is None
    assert choice.candidates == ("a", "twin")
    assert choice.decided


def test_a_leader_that_leads_nothing_is_refused() -> None:
    study = draw_study(np.random.default_rng(1), {"a": 70.0, "b": 70.0, "holdout": 40.0}, 30)
    open_ = choose(compare(study, ["conversions"]), "conversions")
    with pytest.raises(ResultError, match="leader a, candidates"):
        Choice("conversions", "higher", "a", open_.candidates, open_.contenders, open_.claims)


def test_where_all_strategies_are_equal_hardly_ever_one_is_said_to_be_ahead() -> None:
    rng = np.random.default_rng(20260105)
    n_experiments, false = 400, 0
    for _ in range(n_experiments):
        study = draw_study(rng, dict.fromkeys(("a", "b", "c", "holdout"), 60.0), 20)
        claims = choose(compare(study, ["conversions"]), "conversions").claims
        false += any(one.decided for one in claims)
    assert false / n_experiments <= 0.05 + 4.5 * math.sqrt(0.05 * 0.95 / n_experiments)
