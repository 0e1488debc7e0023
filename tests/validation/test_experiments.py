"""Values are estimated from sums over worlds, with intervals that cover what they should."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
import pytest

from goodwill.analysis.intervals import Interval, estimate_mean
from goodwill.validation.experiments import Experiment, Scenarios, Sums, estimate_values, pool
from goodwill.validation.patterns import Quantity
from goodwill.validation.validating import judge


def never_live(_scenarios: Scenarios, _world: int) -> Sums:
    raise AssertionError


def ratio(sums: Sums) -> Mapping[str, float]:
    return {"ratio": sums["hits"] / sums["trials"] if sums["trials"] else math.nan}


RATIO = Experiment((), 10, never_live, ratio)


def test_sums_add_up_and_count_their_worlds() -> None:
    assert pool([{"hits": 1.0}, {"hits": 2.0, "misses": 3.0}]) == {
        "hits": 3.0,
        "misses": 3.0,
        "worlds": 2.0,
    }


def test_a_mean_gets_the_interval_of_student() -> None:
    hits = [3.0, 5.0, 4.0, 8.0, 1.0]
    found = estimate_values(RATIO, [{"hits": one, "trials": 1.0} for one in hits])["ratio"]
    assert found == pytest.approx(estimate_mean(hits))


def test_the_interval_of_a_ratio_covers_the_truth_nineteen_times_in_twenty() -> None:
    rng = np.random.default_rng(20260105)
    n_experiments, covered = 400, 0
    for _ in range(n_experiments):
        trials = rng.poisson(2_000, 12)
        hits = rng.binomial(trials, 0.03)
        worlds = [
            {"hits": float(hit), "trials": float(trial)}
            for hit, trial in zip(hits, trials, strict=True)
        ]
        interval = estimate_values(RATIO, worlds)["ratio"]
        covered += interval.low <= 0.03 <= interval.high
    assert 0.92 <= covered / n_experiments <= 0.98


def test_one_world_gives_no_bounds() -> None:
    found = estimate_values(RATIO, [{"hits": 1.0, "trials": 4.0}])["ratio"]
    assert found == Interval(0.25, -math.inf, math.inf)


def test_what_cannot_be_told_without_one_world_has_no_bounds() -> None:
    found = estimate_values(RATIO, [{"hits": 1.0, "trials": 4.0}, {"hits": 0.0, "trials": 0.0}])
    assert found["ratio"] == Interval(0.25, -math.inf, math.inf)


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [
        (1.2, 1.8, "inside"),
        (1.0, 2.0, "inside"),
        (0.9, 1.5, "undecided"),
        (0.5, 2.5, "undecided"),
        (2.1, 2.5, "outside"),
        (0.1, 0.9, "outside"),
        (-math.inf, math.inf, "undecided"),
    ],
)
def test_an_interval_is_inside_outside_or_undecided(low: float, high: float, verdict: str) -> None:
    quantity = Quantity("share", "%", 1.0, 2.0, "somebody")
    assert judge(Interval((low + high) / 2, low, high), quantity) == verdict


def test_a_range_with_an_open_end_is_a_predicate() -> None:
    rises = Quantity("growth", "factor", 1.0, math.inf, "somebody")
    assert judge(Interval(1.5, 1.1, 1.9), rises) == "inside"
    assert judge(Interval(0.5, 0.1, 0.9), rises) == "outside"


def test_what_has_no_target_is_only_reported() -> None:
    reported = Quantity("growth", "factor", -math.inf, math.inf, "nobody")
    assert judge(Interval(1.5, 1.1, 1.9), reported) == "reported"


def test_what_was_never_seen_has_no_bounds() -> None:
    worlds = [{"hits": 0.0, "trials": 4_000.0} for _ in range(20)]
    assert estimate_values(RATIO, worlds)["ratio"] == Interval(0.0, -math.inf, math.inf)
