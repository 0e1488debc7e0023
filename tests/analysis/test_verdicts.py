"""Verdicts turn where the price of goodwill turns them, and are open where it is open."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from studies import draw_money

from goodwill.analysis.verdicts import (
    find_break_even,
    find_break_evens,
    find_net_values,
    find_regrets,
    find_winners,
    judge_price,
    judge_prices,
)
from goodwill.errors import ParameterError
from goodwill.measuring import net_value

MEANS = {"pursue": (2_000.0, -1.0), "nurture": (1_500.0, 0.2), "holdout": (1_000.0, 0.0)}
TURNING = 500.0 / 1.2  # USD per point at which nurture is worth as much as pursue


def test_net_value_is_what_it_is_run_by_run() -> None:
    study = draw_money(np.random.default_rng(1), MEANS, 5)
    values = find_net_values(study, 300.0)
    for row, strategy in enumerate(study.strategies):
        for world in range(5):
            mine, holdout = (
                {name: float(study.find(who, name)[world]) for name in study.metrics}
                for who in (strategy, "holdout")
            )
            assert values[row, world] == pytest.approx(net_value(mine, holdout, 300.0))


@pytest.mark.parametrize("price", [-1.0, math.nan, math.inf])
def test_a_price_that_is_none_is_refused(price: float) -> None:
    with pytest.raises(ParameterError, match="price of a goodwill point"):
        find_net_values(draw_money(np.random.default_rng(1), MEANS, 5), price)


def test_the_verdict_turns_with_the_price() -> None:
    study = draw_money(np.random.default_rng(1), MEANS, 30)
    cheap, even, dear = judge_prices(study, [0.0, TURNING, 1_500.0])
    assert (cheap.choice.leader, even.choice.leader, dear.choice.leader) == (
        "pursue",
        None,
        "nurture",
    )
    assert set(even.choice.candidates) == {"pursue", "nurture"}
    assert [one.strategy for one in cheap.above_holdout] == ["pursue", "nurture"]
    assert cheap.above_holdout[0].expected.estimate == pytest.approx(1_000.0, abs=100.0)


def test_the_break_even_price_lies_in_its_range_and_winners_beside_it() -> None:
    study = draw_money(np.random.default_rng(1), MEANS, 30)
    found = find_break_even(study, "pursue", "nurture")
    ((low, high),) = found.open_prices
    assert low < TURNING < high
    assert high - low < 100.0
    assert [one.winner for one in found.ranges] == ["pursue", None, "nurture"]
    assert found.ranges[0].low == 0.0
    assert found.ranges[-1].high == math.inf


def test_the_order_of_two_strategies_changes_nothing() -> None:
    study = draw_money(np.random.default_rng(1), MEANS, 30)
    there = find_break_even(study, "pursue", "nurture")
    back = find_break_even(study, "nurture", "pursue")
    assert there.price == pytest.approx(back.price)
    assert [one.winner for one in there.ranges] == [one.winner for one in back.ranges]
    assert there.open_prices[0] == pytest.approx(back.open_prices[0])


def test_who_has_more_of_both_wins_at_every_price() -> None:
    study = draw_money(np.random.default_rng(1), MEANS, 30)
    found = find_break_even(study, "nurture", "holdout")
    assert found.open_prices == ()
    assert [one.winner for one in found.ranges] == ["nurture"]
    assert found.price < 0.0


def test_a_strategy_against_itself_is_open_at_every_price() -> None:
    study = draw_money(np.random.default_rng(1), MEANS, 30)
    found = find_break_even(study, "nurture", "nurture")
    assert math.isnan(found.price)
    assert [one.winner for one in found.ranges] == [None]


def test_one_world_decides_no_price() -> None:
    study = draw_money(np.random.default_rng(1), MEANS, 1)
    assert find_break_even(study, "pursue", "nurture").open_prices == ((0.0, math.inf),)


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 2**32 - 1), st.floats(0.0, 3_000.0))
def test_prices_and_their_ranges_agree(seed: int, price: float) -> None:
    study = draw_money(np.random.default_rng(seed), MEANS, 20)
    ranges = find_winners(study)
    assert (ranges[0].low, ranges[-1].high) == (0.0, math.inf)
    assert all(one.high == other.low for one, other in pairwise(ranges))
    at = next(one for one in ranges if one.low <= price <= one.high)
    if min(price - at.low, at.high - price) > 1e-6:
        assert judge_price(study, price).choice.leader == at.winner


def test_break_even_prices_of_all_pairs_are_held_together() -> None:
    rng = np.random.default_rng(20260105)
    truths = {("pursue", "nurture"): TURNING, ("pursue", "holdout"): 1_000.0}
    n_experiments, held = 500, 0
    for _ in range(n_experiments):
        found = find_break_evens(draw_money(rng, MEANS, 20))
        by_pair = {(one.strategy, one.other): one.open_prices for one in found}
        held += all(
            any(low <= truth <= high for low, high in by_pair[pair])
            for pair, truth in truths.items()
        )
    assert held / n_experiments >= 0.95 - 4.5 * math.sqrt(0.95 * 0.05 / n_experiments)


def test_regret_is_what_the_ceiling_has_more_and_the_share_that_is_reached() -> None:
    means = MEANS | {"oracle": (4_000.0, 0.0)}
    study = draw_money(np.random.default_rng(1), means, 40)
    by_name = {one.strategy: one for one in find_regrets(study, "oracle", 0.0)}
    assert set(by_name) == set(MEANS)
    nurture = by_name["nurture"]
    assert nurture.lost.joint.low < 2_500.0 < nurture.lost.joint.high
    ((low, high),) = nurture.share.ranges
    assert low < 1_500.0 / 4_000.0 < high
    assert nurture.share.estimate == pytest.approx(0.375, abs=0.03)
