"""Variance reduction is split into what it comes from, and explained where it is below the aim."""

from __future__ import annotations

import numpy as np
import pytest
from studies import draw_study

from goodwill.analysis.comparison import compare
from goodwill.analysis.reductions import AIMS, Reduction, explain, find_reductions
from goodwill.analysis.study import Study

MEANS = {"pursue": 40.0, "nurture": 38.0, "holdout": 30.0}


def test_factors_are_those_of_the_law_that_was_drawn() -> None:
    study = draw_study(np.random.default_rng(1), MEANS, 4_000)
    (found,) = find_reductions([compare(study, ["conversions"])])
    # Variances: in common 400, known luck 64, the rest 9.
    assert found.paired == pytest.approx((400 + 64 + 9) / (64 + 9), rel=0.1)
    assert found.controlled == pytest.approx((64 + 9) / 9, rel=0.1)
    assert found.factor == pytest.approx((400 + 64 + 9) / 9, rel=0.1)
    assert found.aim == AIMS["conversions"]
    assert found.reached
    assert "below the aim" not in explain(found)


def test_the_strategy_that_spoils_it_is_named() -> None:
    rng = np.random.default_rng(2)
    study = draw_study(rng, MEANS, 200)
    figures = study.figures.copy()
    figures[0, :, 0] += 60.0 * rng.normal(size=200)
    wild = Study(study.strategies, study.replications, study.metrics, figures, study.holdout)
    (found,) = find_reductions([compare(wild, ["conversions"])])
    assert found.lowest == "pursue"
    assert not found.reached
    assert "below the aim of 25: pursue has " in explain(found)


@pytest.mark.parametrize(
    ("reduction", "reason"),
    [
        (
            Reduction("net_value", 4.0, 3.0, 1.3, "a", 3.5, 4.5, 10.0, 2),
            "no single decision brings about",
        ),
        (Reduction("conversions", 4.0, 1.2, 3.3, "a", 3.5, 4.5, 25.0, 2), "live too differently"),
        (
            Reduction("conversions", 9.0, 3.0, 3.0, "a", 8.0, 9.5, 25.0, 2),
            "luck of people and their plans",
        ),
    ],
)
def test_every_miss_has_a_reason(reduction: Reduction, reason: str) -> None:
    assert reason in explain(reduction)


def test_what_does_not_vary_has_no_factor() -> None:
    study = draw_study(np.random.default_rng(3), MEANS, 20)
    same = Study(
        study.strategies,
        study.replications,
        study.metrics,
        np.ones_like(study.figures),
        study.holdout,
    )
    assert find_reductions([compare(same, ["conversions"])]) == ()
