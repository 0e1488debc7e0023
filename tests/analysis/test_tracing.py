"""A trace adds up to what is measured, on the last day and on every day before."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from goodwill.analysis.tracing import LOOKBACK_DAYS, LUCK, Trace, trace
from goodwill.errors import ResultError
from goodwill.eventlog import Kind, Tally
from goodwill.running import Result, run
from goodwill.scenario import Scenario
from goodwill.vocabulary import SECONDS_PER_DAY, Alternative


@pytest.fixture(scope="module")
def traced(pursued: Result) -> Trace:
    """Trace the story of a pursuit."""
    return trace(pursued)


def test_the_last_day_is_what_is_measured(pursued: Result, traced: Trace) -> None:
    metrics = pursued.metrics
    assert traced.revenue[-1] == pytest.approx(metrics["revenue"], abs=1e-6)
    assert traced.cost[-1] == pytest.approx(metrics["cost"], rel=1e-9)
    assert traced.money[-1] == pytest.approx(metrics["profit"], rel=1e-9)
    assert traced.goodwill[-1] == pytest.approx(metrics["mean_goodwill_end"], abs=1e-9)
    assert traced.sales.sum() == metrics["conversions"]
    assert traced.luck.tolist() == [metrics[one] for one in LUCK]


@pytest.mark.parametrize("days", [30, 75])
def test_each_day_is_the_last_of_a_shorter_run(
    scenario: Scenario, traced: Trace, days: int
) -> None:
    shorter = run(replace(scenario, horizon=days * SECONDS_PER_DAY), "formula")
    found = trace(shorter)
    assert found.revenue.size == days
    assert found.revenue == pytest.approx(traced.revenue[:days])
    assert found.goodwill == pytest.approx(traced.goodwill[:days], abs=1e-12)
    # A rep's work on the last day may end after it.
    assert found.cost[: days - 1] == pytest.approx(traced.cost[: days - 1])


def test_each_deal_is_credited_to_the_last_touch_before_it(pursued: Result, traced: Trace) -> None:
    names = [touch.name for touch in pursued.world.touches]
    expected: dict[str | None, list[float]] = {}
    events = pursued.history.events
    deals = events[(events["kind"] == Kind.DECIDED) & (events["detail"] == Alternative.VENDOR)]
    assert deals.size
    for deal in deals:
        last = None
        for event in events[
            (events["kind"] == Kind.TOUCHED) & (events["person"] == deal["person"])
        ]:
            waited = deal["second"] - event["second"]
            earlier = waited > 0 or (waited == 0 and event["serial"] < deal["serial"])
            if earlier and waited <= LOOKBACK_DAYS * SECONDS_PER_DAY:
                last = names[event["touch"]]
        expected.setdefault(last, []).append(float(deal["amount"]))
    found = {one.touch: one for one in traced.credits if one.deals}
    assert {touch: one.deals for touch, one in found.items()} == {
        touch: len(amounts) for touch, amounts in expected.items()
    }
    for touch, amounts in expected.items():
        assert found[touch].revenue == pytest.approx(sum(amounts))
    assert sum(one.sent for one in traced.credits) == pursued.metrics["touches"]


def test_a_shortened_log_is_refused(pursued: Result) -> None:
    tally = Tally(np.zeros((1, 1), np.int64), np.zeros((1, 1), np.int64))
    short = replace(pursued, history=pursued.history._replace(tally=tally))
    with pytest.raises(ResultError, match="a shortened log cannot be traced"):
        trace(short)
