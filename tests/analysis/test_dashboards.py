"""What a dashboard claims is held against the truth of the same worlds."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from goodwill.analysis.dashboards import (
    average_credit,
    correlate_ranks,
    find_claims,
    find_misleading,
)
from goodwill.analysis.study import Study
from goodwill.analysis.tracing import trace
from goodwill.running import Result

METRICS = (
    "revenue", "cost", "profit", "mean_goodwill_end",
    "conversions", "conversions_untouched", "touches", "meetings_held",
)  # fmt: skip
# Mean deals, of which untouched; touches; meetings.
WAYS = {
    "pursue": (60.0, 5.0, 9_000.0, 90.0),
    "nurture": (110.0, 60.0, 3_000.0, 30.0),
    "wait": (100.0, 80.0, 1_000.0, 20.0),
    "holdout": (80.0, 80.0, 0.0, 10.0),
}


def draw(seed: int, n_worlds: int = 30) -> Study:
    """Draw worlds in which those who do most sell least, and everybody pays the same."""
    rng = np.random.default_rng(seed)
    common = rng.normal(size=n_worlds)
    rows = []
    for deals, untouched, touches, meetings in WAYS.values():
        sold = deals + 5.0 * common + rng.normal(size=n_worlds)
        noise = rng.normal(size=(3, n_worlds))
        revenue = 1_000.0 * sold
        rows.append(
            [
                revenue, 0.0 * sold, revenue, 0.0 * sold,
                sold, untouched + 5.0 * common, touches + noise[0], meetings + noise[1],
            ]
        )  # fmt: skip
    figures = np.array(rows).transpose(0, 2, 1).copy()
    return Study(tuple(WAYS), tuple(range(n_worlds)), METRICS, figures, "holdout")


def test_credit_is_given_for_what_would_have_happened_anyway() -> None:
    found = {one.strategy: one for one in find_claims(draw(1))}
    assert set(found) == {"pursue", "nurture", "wait"}
    pursue, nurture = found["pursue"], found["nurture"]
    assert pursue.credited == pytest.approx(55.0, abs=2.0)
    assert pursue.incremental.joint.high < 0.0  # it has lost 20 of them
    assert nurture.incremental.joint.low < 30.0 < nurture.incremental.joint.high
    assert nurture.overclaim.estimate == pytest.approx(50.0 / 30.0, rel=0.05)
    ((low, high),) = nurture.overclaim.ranges
    assert low < 50.0 / 30.0 < high


def test_no_dashboard_shows_what_no_vendor_can_run() -> None:
    study = replace(draw(1), ceilings=("nurture",))
    assert [one.strategy for one in find_claims(study)] == ["pursue", "wait"]


def test_activity_that_ranks_the_wrong_way_round_is_said_to() -> None:
    found = {one.metric: one for one in find_misleading(draw(2), 0.0)}
    assert set(found) == {"touches", "meetings_held", "credited"}
    assert found["touches"].pick == "pursue"
    # Worth: nurture, wait, holdout, pursue. Touches: pursue, nurture, wait, holdout.
    assert found["touches"].correlation.estimate == pytest.approx(-0.2)
    assert found["touches"].lost.joint.low < 50_000.0 < found["touches"].lost.joint.high
    assert found["touches"].lost.strategy == "nurture"


def test_what_is_lost_is_counted_from_the_verdicts_own_first() -> None:
    found = {one.metric: one for one in find_misleading(draw(2), 0.0, first="wait")}
    assert found["touches"].lost.strategy == "wait"


def test_a_figure_that_picks_the_best_costs_nothing() -> None:
    found = {one.metric: one for one in find_misleading(draw(3), 0.0, ["conversions"])}
    assert found["conversions"].correlation == (1.0, 1.0, 1.0)
    assert found["conversions"].pick == "nurture"
    assert found["conversions"].lost.method == "identical"


def test_what_all_have_as_much_of_tells_nothing() -> None:
    study = draw(6)
    figures = study.figures.copy()
    figures[:, :, METRICS.index("meetings_held")] = 3.0
    figures[:3, :, METRICS.index("touches")] = 9.0
    even = Study(study.strategies, study.replications, METRICS, figures, "holdout")
    found = {one.metric: one for one in find_misleading(even, 0.0)}
    assert "meetings_held" not in found
    assert found["touches"].pick == "nurture"  # of three with as many, the one worth most


def test_two_strategies_have_no_ranks_to_speak_of() -> None:
    study = draw(4)
    two = Study(
        study.strategies[2:], study.replications, METRICS, study.figures[2:].copy(), "holdout"
    )
    assert find_misleading(two, 0.0) == ()


def test_ranks_are_correlated_as_elsewhere_also_where_some_are_equal() -> None:
    rng = np.random.default_rng(5)
    first, second = (rng.integers(0, 4, size=(50, 6)).astype(float) for _ in range(2))
    first[:, 0], second[:, 0] = 9.0, -9.0  # never all equal
    expected = [
        stats.spearmanr(one, other).statistic for one, other in zip(first, second, strict=True)
    ]
    assert correlate_ranks(first, second) == pytest.approx(np.array(expected))
    assert math.isnan(correlate_ranks(np.ones((1, 3)), first[:1, :3])[0])


def test_last_touches_share_out_all_deals(pursued: Result, left_alone: Result) -> None:
    found = average_credit([trace(pursued), trace(left_alone)])
    deals = pursued.metrics["conversions"] + left_alone.metrics["conversions"]
    assert sum(one.deals for one in found) == pytest.approx(deals / 2)
    money = pursued.metrics["revenue"] + left_alone.metrics["revenue"]
    assert sum(one.revenue for one in found) == pytest.approx(money / 2)
    assert [one.deals for one in found] == sorted((one.deals for one in found), reverse=True)
