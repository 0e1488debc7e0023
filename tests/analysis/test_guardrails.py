"""Guardrails are judged on intervals: on figures of known truth, and with promises that hold."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.analysis.studies import draw_study, make_study

from goodwill.analysis.guardrails import find_verdict, judge_guardrails, sum_up
from goodwill.analysis.intervals import Interval
from goodwill.analysis.study import Study
from goodwill.errors import UnknownNameError
from goodwill.running import run_many
from goodwill.scenario import Guardrail

SCENARIOS = Path(__file__).parents[1] / "data" / "scenarios"


def guard(
    metric: str,
    *,
    below: float | None = None,
    above: float | None = None,
    against: str | None = None,
    confidence: float | None = None,
) -> Guardrail:
    bound = above if above is not None else below
    assert bound is not None
    return Guardrail(
        "ours", metric, bound, above is not None, against, confidence, "scenario.yaml:1"
    )


@pytest.mark.parametrize(
    ("low", "high", "below", "above"),
    [
        (1.0, 2.0, "broken", "holds"),
        (-2.0, -1.0, "holds", "broken"),
        (-1.0, 1.0, "undecided", "undecided"),
        (0.0, 0.0, "broken", "broken"),  # exactly 0 is neither below nor above 0
        (-math.inf, math.inf, "undecided", "undecided"),
    ],
)
def test_all_of_an_interval_has_to_keep_its_bound(
    low: float, high: float, below: str, above: str
) -> None:
    interval = Interval((low + high) / 2, low, high)
    assert find_verdict(interval, guard("profit", below=0.0)) == below
    assert find_verdict(interval, guard("profit", above=0.0)) == above


@given(st.floats(-1e6, 1e6), st.floats(0, 1e6), st.floats(-1e6, 1e6))
@settings(deadline=None)
def test_what_holds_breaks_its_opposite(estimate: float, half_width: float, bound: float) -> None:
    interval = Interval(estimate, estimate - half_width, estimate + half_width)
    below, above = (
        find_verdict(interval, one)
        for one in (guard("profit", below=bound), guard("profit", above=bound))
    )
    assert (below == "holds") <= (above == "broken")
    assert (above == "holds") <= (below == "broken")
    if interval.low < bound < interval.high:
        assert below == above == "undecided"


def test_one_broken_guardrail_outweighs_undecided_ones() -> None:
    study = draw_study(np.random.default_rng(5), {"ours": 100.0, "holdout": 60.0}, 20)
    holds, broken, undecided = (
        guard("conversions", above=20.0),
        guard("conversions", below=20.0),
        guard("conversions", above=100.0),
    )
    judged = judge_guardrails(study, [holds, undecided, broken])
    assert [one.verdict for one in judged] == ["holds", "undecided", "broken"]
    assert sum_up(judged) == "broken"
    assert sum_up(judged[:2]) == "undecided"
    assert sum_up(judged[:1]) == "holds"
    assert [one.n_needed is None for one in judged] == [True, False, True]


def test_a_difference_is_judged_in_the_same_worlds() -> None:
    study = draw_study(np.random.default_rng(6), {"ours": 103.0, "holdout": 100.0}, 40)
    alone, paired = judge_guardrails(
        study, [guard("conversions", above=0.0), guard("conversions", above=0.0, against="holdout")]
    )
    assert paired.verdict == "holds"
    widths = [one.interval.high - one.interval.low for one in (alone, paired)]
    assert widths[1] < widths[0] / 3  # worlds differ by more than strategies do


def test_each_guardrail_has_its_share_and_may_ask_for_more() -> None:
    study = draw_study(np.random.default_rng(7), {"ours": 100.0, "holdout": 60.0}, 20)
    rules = [
        guard("conversions", above=0.0),
        guard("conversions", above=0.0, confidence=0.999),
        guard("conversions", above=0.0, confidence=0.95),
    ]
    plain, sharp, lenient = judge_guardrails(study, rules)
    assert plain.confidence == pytest.approx(1 - 0.05 / 3)
    assert sharp.confidence == pytest.approx(0.999)
    assert lenient == plain._replace(guardrail=rules[2])  # 95 % for all is the least there is
    assert sharp.interval.high > plain.interval.high


def make_rates(complaints: list[float], delivered: list[float]) -> Study:
    nothing = [0.0] * len(complaints)
    return make_study(
        {
            "complaints": {"ours": complaints, "holdout": nothing},
            "delivered": {"ours": delivered, "holdout": delivered},
            "complaints_per_1000": {"ours": nothing, "holdout": nothing},  # not to be used
        }
    )


def test_no_complaint_in_few_touches_proves_little() -> None:
    rule = guard("complaints_per_1000", below=1.0)
    (few,) = judge_guardrails(make_rates([0.0] * 10, [100.0] * 10), [rule])
    assert few.interval == pytest.approx((0.0, 0.0, -math.log(0.025)), abs=1e-9)  # of 1,000
    assert few.verdict == "undecided"
    (many,) = judge_guardrails(make_rates([0.0] * 10, [1_000.0] * 10), [rule])
    assert many.verdict == "holds"


def test_a_rate_is_that_of_all_worlds_together() -> None:
    complaints, delivered = [90.0, 0.0] * 10, [1_000.0, 9_000.0] * 10
    (judged,) = judge_guardrails(
        make_rates(complaints, delivered), [guard("complaints_per_1000", below=45.0)]
    )
    assert judged.interval.estimate == pytest.approx(9.0)  # the mean of the rates is 45


def test_what_was_never_delivered_has_no_rate() -> None:
    (judged,) = judge_guardrails(
        make_rates([0.0] * 10, [0.0] * 10), [guard("complaints_per_1000", below=1.0)]
    )
    assert judged.verdict == "undecided"
    assert judged.n_needed is None


@pytest.mark.parametrize("scale", [1, 50])  # few events, many events
def test_a_difference_of_rates_holds_its_truth(scale: int) -> None:
    rng = np.random.default_rng(scale)
    n_missed = 0
    for _ in range(400):
        mine, yours = rng.poisson((1.0 * scale, 0.5 * scale), (20, 2)).T.astype(float)
        study = make_study(
            {
                "complaints": {"ours": mine, "holdout": yours},
                "delivered": {"ours": [1_000.0] * 20, "holdout": [500.0] * 20},
            }
        )
        rule = guard("complaints_per_1000", below=1.0, against="holdout")
        (judged,) = judge_guardrails(study, [rule])
        n_missed += not judged.interval.low <= 0.0 <= judged.interval.high
    assert n_missed <= 400 * 0.05 + 4.5 * math.sqrt(400 * 0.05 * 0.95)


def test_nothing_but_zeros_leaves_something_open() -> None:
    figures = {
        "told_bad": {"ours": [0.0] * 10, "holdout": [0.0] * 10},
        "profit": {"ours": [1.0] * 10, "holdout": [2.0] * 10},
    }
    rules = [guard("told_bad", below=0.1), guard("told_bad", below=0.1, against="holdout")]
    assert [one.verdict for one in judge_guardrails(make_study(figures), rules)] == [
        "undecided",
        "undecided",
    ]


def test_one_world_decides_nothing() -> None:
    study = make_study({"profit": {"ours": [5.0], "holdout": [1.0]}})
    rules = [guard("profit", above=0.0), guard("profit", above=0.0, against="holdout")]
    assert {one.verdict for one in judge_guardrails(study, rules)} == {"undecided"}


def test_a_strategy_that_was_not_run_is_refused() -> None:
    study = make_study({"profit": {"ours": [5.0, 6.0], "holdout": [1.0, 2.0]}})
    with pytest.raises(UnknownNameError, match="Did you mean 'holdout'"):
        judge_guardrails(study, [guard("profit", above=0.0, against="holdoud")])


def test_verdicts_are_wrong_at_most_as_often_as_promised() -> None:
    """Bounds just where the truth is: any verdict but 'undecided' is wrong."""
    rules = [
        guard("conversions", above=100.0),
        guard("conversions", below=20.0, against="holdout"),
        guard("conversions", above=100.0, confidence=0.99),
    ]
    n_wrong = 0
    for seed in range(600):
        study = draw_study(np.random.default_rng(seed), {"ours": 100.0, "holdout": 80.0}, 20)
        n_wrong += sum_up(judge_guardrails(study, rules)) != "undecided" or any(
            one.verdict != "undecided" for one in judge_guardrails(study, rules)
        )
    assert n_wrong <= 600 * 0.05 + 4.5 * math.sqrt(600 * 0.05 * 0.95)


def test_every_metric_of_real_runs_can_be_guarded() -> None:
    from goodwill.analysis import METRICS, read_study

    figures = run_many(SCENARIOS / "bobby.yaml", ["formula", "holdout"], 3, workers=1)
    study = read_study(figures, "holdout")
    rules = [
        Guardrail("formula", name, 0.0, above, against, None, "scenario.yaml:1")
        for name in METRICS
        for above in (True, False)
        for against in (None, "holdout")
    ]
    judged = judge_guardrails(study, rules)
    assert len(judged) == len(rules)
    assert {one.verdict for one in judged} == {"holds", "broken", "undecided"}
    for one in judged:
        estimate, low, high = one.interval
        assert math.isnan(estimate) or low <= estimate <= high
