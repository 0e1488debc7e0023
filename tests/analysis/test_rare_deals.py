"""Where few deals decide, intervals say so, and hold what they promise."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from studies import make_study

from goodwill.analysis.comparison import compare
from goodwill.analysis.estimating import estimate_level
from goodwill.analysis.study import Study
from goodwill.analysis.verdicts import find_break_even

Floats = npt.NDArray[np.float64]

MEDIAN, SIGMA = 30_000.0, 0.8
MEAN = MEDIAN * float(np.exp(SIGMA**2 / 2.0))
COST = 1_000.0


def draw(rng: np.random.Generator, n_worlds: int, rates: tuple[float, float, float]) -> Study:
    """Draw worlds in which strategies share most deals: rates of shared, mine and yours."""
    figures: dict[str, dict[str, Any]] = {
        one: {} for one in ("conversions", "revenue", "profit", "luck_deal_size", "luck_won")
    }
    shared = [_sell(rng, n_worlds, rates[0])]
    own = {"pursue": rates[1], "holdout": rates[2]}
    for strategy, rate in own.items():
        deals, revenue = np.sum([*shared, _sell(rng, n_worlds, rate)], axis=0)
        cost = COST * rng.uniform(0.9, 1.1, n_worlds) if strategy == "pursue" else 0.0
        figures["conversions"][strategy] = deals
        figures["revenue"][strategy] = revenue
        figures["profit"][strategy] = revenue - cost
        figures["luck_deal_size"][strategy] = revenue - MEAN * deals
        figures["luck_won"][strategy] = deals - rates[0] - rate
    return make_study(figures)


def _sell(rng: np.random.Generator, n_worlds: int, rate: float) -> Floats:
    deals = rng.poisson(rate, n_worlds)
    sizes = [MEDIAN * np.exp(SIGMA * rng.normal(size=one)).sum() for one in deals]
    return np.array([deals, sizes], float)


@pytest.mark.parametrize("rates", [(0.0, 0.04, 0.04), (20.0, 0.08, 0.0), (5.0, 0.3, 0.1)])
def test_money_that_few_deals_decide_is_covered(rates: tuple[float, float, float]) -> None:
    rng = np.random.default_rng(20260105)
    truth = MEAN * (rates[1] - rates[2]) - COST
    n_studies, covered = 200, 0
    for _ in range(n_studies):
        study = draw(rng, 20, rates)
        found = compare(study, ["profit"]).find("pursue", "holdout", "profit")
        assert found.method == "deals"
        covered += found.expected.low <= truth <= found.expected.high
    assert covered / n_studies >= 0.94


def test_deals_that_hardly_differ_are_not_exactly_the_same() -> None:
    study = draw(np.random.default_rng(1), 20, (20.0, 0.0, 0.0))
    deals = compare(study, ["conversions"]).find("pursue", "holdout", "conversions")
    assert deals.method == "exact"
    assert deals.expected.low < 0.0 < deals.expected.high


def test_many_deals_that_differ_leave_money_to_its_controls() -> None:
    study = draw(np.random.default_rng(1), 20, (5.0, 3.0, 1.0))
    found = compare(study, ["profit"]).find("pursue", "holdout", "profit")
    assert found.method == "controls"
    assert found.reduction > 1.0


def test_a_level_of_few_deals_reaches_as_far_as_their_number_may() -> None:
    study = draw(np.random.default_rng(1), 20, (0.0, 0.0, 0.5))
    found = estimate_level(study, "pursue", "revenue", 0.95).expected
    # Of no deal in 20 worlds: up to 4.4 in all, half of the error being for the rest.
    assert (found.estimate, found.low) == (0.0, 0.0)
    assert found.high == pytest.approx(4.382 / 20 * MEAN, rel=0.3)


def test_what_nobody_ever_bought_has_no_bounds() -> None:
    study = draw(np.random.default_rng(3), 20, (0.0, 0.0, 0.0))
    found = compare(study, ["profit"]).find("pursue", "holdout", "profit")
    assert found.expected == (pytest.approx(-COST, rel=0.1), -np.inf, np.inf)


def test_few_deals_leave_every_price_open() -> None:
    study = draw(np.random.default_rng(2), 20, (5.0, 0.3, 0.1))
    goodwill = {one: np.linspace(0.0, 1.0, 20) * (one == "pursue") for one in study.strategies}
    study = study.with_figures({"mean_goodwill_end": np.array(list(goodwill.values()))})
    assert find_break_even(study, "pursue", "holdout").open_prices == ((0.0, np.inf),)
