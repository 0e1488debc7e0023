"""Where few deals decide, known luck is taken out as it is known, and intervals hold."""

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
    shared = _sell(rng, np.full(n_worlds, rates[0]))
    own = {"pursue": rates[1], "holdout": rates[2]}
    for strategy, rate in own.items():
        chances = rate * rng.uniform(0.5, 1.5, n_worlds)  # of one world more than of another
        deals, revenue = shared + _sell(rng, chances)
        cost = COST * rng.uniform(0.9, 1.1, n_worlds) if strategy == "pursue" else 0.0
        figures["conversions"][strategy] = deals
        figures["revenue"][strategy] = revenue
        figures["profit"][strategy] = revenue - cost
        figures["luck_deal_size"][strategy] = revenue - MEAN * deals
        figures["luck_won"][strategy] = deals - rates[0] - chances
    return make_study(figures)


def _sell(rng: np.random.Generator, rates: Floats) -> Floats:
    deals = rng.poisson(rates)
    sizes = [MEDIAN * np.exp(SIGMA * rng.normal(size=one)).sum() for one in deals]
    return np.array([deals, sizes], float)


@pytest.mark.parametrize("rates", [(0.0, 0.06, 0.06), (20.0, 0.08, 0.0), (5.0, 0.5, 0.3)])
@pytest.mark.parametrize("metric", ["profit", "conversions"])
def test_what_few_deals_decide_is_covered(metric: str, rates: tuple[float, float, float]) -> None:
    rng = np.random.default_rng(20260105)
    truth = rates[1] - rates[2]
    if metric == "profit":
        truth = MEAN * truth - COST
    n_studies, covered, compensated = 300, 0, 0
    for _ in range(n_studies):
        found = compare(draw(rng, 20, rates), [metric]).find("pursue", "holdout", metric)
        compensated += found.method == "compensated"
        covered += found.expected.low <= truth <= found.expected.high
    assert covered / n_studies >= 0.92
    assert compensated > 0.8 * n_studies or metric == "conversions"


def test_deals_that_hardly_differ_are_not_exactly_the_same() -> None:
    study = draw(np.random.default_rng(5), 20, (20.0, 0.001, 0.001))
    assert study.subtract("pursue", "holdout", "conversions").tolist() == [0.0] * 20
    deals = compare(study, ["conversions"]).find("pursue", "holdout", "conversions")
    assert deals.method == "compensated"
    assert deals.expected.low < 0.0 < deals.expected.high


def test_many_deals_that_differ_leave_money_to_its_controls() -> None:
    study = draw(np.random.default_rng(1), 20, (5.0, 3.0, 1.0))
    found = compare(study, ["profit"]).find("pursue", "holdout", "profit")
    assert found.method == "controls"
    assert found.reduction > 1.0


def test_a_level_of_no_deal_is_what_was_to_be_expected() -> None:
    study = draw(np.random.default_rng(1), 20, (0.0, 0.0, 0.5))
    found = estimate_level(study, "holdout", "revenue", 0.95).expected
    assert found.low <= 0.5 * MEAN <= found.high
    assert found.low > 0.0


def test_what_nobody_ever_bought_has_no_bounds() -> None:
    study = draw(np.random.default_rng(3), 20, (0.0, 0.0, 0.0))
    found = compare(study, ["profit"]).find("pursue", "holdout", "profit")
    assert found.expected == (pytest.approx(-COST, rel=0.1), -np.inf, np.inf)


def test_few_deals_do_not_make_a_price_look_sure() -> None:
    rng = np.random.default_rng(20260105)
    n_studies, wrong = 200, 0
    for _ in range(n_studies):
        study = draw(rng, 20, (5.0, 0.3, 0.3))
        goodwill = [0.1 * rng.normal(size=20) - 1.0, np.zeros(20)]
        study = study.with_figures({"mean_goodwill_end": np.array(goodwill)})
        # Money is -COST, goodwill falls by 1: the holdout is better at every price.
        found = find_break_even(study, "pursue", "holdout")
        wrong += any(part.winner == "pursue" for part in found.ranges)
    assert wrong <= 0.05 * n_studies
