"""Burned and rescued sales are counted person by person, and their difference is the deals'."""

from __future__ import annotations

import math

import pytest

from goodwill.analysis.swapped_sales import count_swapped
from goodwill.analysis.tracing import trace
from goodwill.errors import ResultError
from goodwill.running import Result, run
from goodwill.scenario import Scenario


def test_rescued_less_burned_is_the_difference_in_deals(scenario: Scenario) -> None:
    runs = {
        name: [run(scenario, name, replication=one) for one in range(3)]
        for name in ("formula", "holdout")
    }
    mine, alone = ([trace(one) for one in runs[name]] for name in ("formula", "holdout"))
    found = count_swapped("formula", mine, alone)
    more = [
        a.metrics["conversions"] - b.metrics["conversions"]
        for a, b in zip(runs["formula"], runs["holdout"], strict=True)
    ]
    assert found.difference.estimate == pytest.approx(sum(more) / 3)
    assert found.rescued.estimate - found.burned.estimate == pytest.approx(sum(more) / 3)
    sold = [{row for row, n in enumerate(one.sales.tolist()) if n} for one in (mine[0], alone[0])]
    first = count_swapped("formula", mine[:1], alone[:1])
    assert first.burned.estimate >= len(sold[1] - sold[0])
    assert first.rescued.estimate >= len(sold[0] - sold[1])


def test_who_is_held_against_itself_burns_and_rescues_nobody(left_alone: Result) -> None:
    runs = [trace(left_alone)] * 2
    found = count_swapped("holdout", runs, runs)
    assert tuple(found.burned) == tuple(found.rescued) == (0.0, 0.0, 0.0)


def test_no_sale_in_few_worlds_does_not_mean_never(left_alone: Result) -> None:
    run = trace(left_alone)
    touched = run._replace(cost=run.cost + 1.0)
    found = count_swapped("touched", [touched] * 2, [run] * 2)
    assert found.burned.low == 0.0
    assert found.burned.high == pytest.approx(-math.log(0.025) / 2)  # Poisson, nothing seen
    assert found.difference.low < 0.0 < found.difference.high


def test_other_worlds_are_refused(left_alone: Result) -> None:
    with pytest.raises(ResultError, match="not of the same people"):
        count_swapped("holdout", [trace(left_alone)], [])
