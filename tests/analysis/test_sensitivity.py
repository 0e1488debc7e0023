"""Bars and turning points are those of the model behind, and the luck is no part of them."""

from __future__ import annotations

import numpy as np
import pytest
from studies import draw_money

from goodwill.analysis.plausible import PlausibleWorlds
from goodwill.analysis.sensitivity import ENDS, find_sensitivity, measure_ends, place_end
from goodwill.errors import ParameterError
from goodwill.parameters import defaults, find_value, outside_ranges, with_overrides

N_DRAWS = 500


@pytest.fixture(scope="module")
def worlds() -> PlausibleWorlds:
    """Make worlds in which one number turns the sign, one curves, and one does nothing."""
    rng = np.random.default_rng(1)
    points = rng.uniform(size=(N_DRAWS, 3))
    nothing = np.zeros(N_DRAWS)
    money = 100.0 * (points[:, 0] - 0.4) + 40.0 * (points[:, 1] - 0.5) ** 2
    noisy = money + 15.0 * rng.normal(size=N_DRAWS)
    groups = {"a.turns": ("a.turns",), "a.curve": ("a.curve[x]", "a.curve[idle]")}
    return PlausibleWorlds(
        ("pursue", "holdout"),
        "holdout",
        (),
        groups,
        points,
        np.column_stack([noisy, nothing]),
        np.column_stack([nothing - 0.1, nothing]),
        np.full(2, np.nan),
        np.full(2, np.nan),
    )


def test_the_widest_bar_is_of_what_matters_most_and_reaches_as_far_as_the_truth(
    worlds: PlausibleWorlds,
) -> None:
    found = find_sensitivity(worlds, "pursue", "holdout", 0.0)
    first = found.bars[0]
    assert first.of == "a.turns"
    low, high = (100.0 * (end - 0.4) + 40.0 / 12.0 for end in ENDS)
    assert (first.low, first.high) == pytest.approx((low, high), abs=6.0)
    assert first.share == pytest.approx(1.0, abs=0.05)
    assert found.noise == pytest.approx(15.0, rel=0.1)
    assert found.spread == pytest.approx(100.0 / np.sqrt(12.0), rel=0.1)


def test_only_what_turns_the_verdict_is_said_to_and_where(worlds: PlausibleWorlds) -> None:
    found = find_sensitivity(worlds, "pursue", "holdout", 0.0)
    (turning,) = found.turning
    assert turning.of == "a.turns"
    (value,) = turning.turns_at
    assert value == pytest.approx(0.4 - 1.0 / 30.0, abs=0.05)


def test_what_does_nothing_has_a_bar_of_no_width(worlds: PlausibleWorlds) -> None:
    bars = {bar.of: bar for bar in find_sensitivity(worlds, "pursue", "holdout", 0.0).bars}
    assert bars["a.curve[idle]"].width < 5.0
    assert bars["a.curve[idle]"].share < 0.02


def test_of_hundreds_that_do_nothing_hardly_ever_one_is_said_to_turn_the_verdict() -> None:
    rng = np.random.default_rng(20260105)
    n_experiments, n_numbers, n_draws, false = 10, 40, 50, 0
    names = {f"a.n{one}": (f"a.n{one}",) for one in range(n_numbers)}
    for _ in range(n_experiments):
        money = np.column_stack([rng.normal(size=n_draws), np.zeros(n_draws)])
        points = rng.uniform(size=(n_draws, n_numbers))
        luck = np.full(2, np.nan)
        worlds = PlausibleWorlds(
            ("a", "holdout"), "holdout", (), names, points, money, 0.0 * money, luck, luck.copy()
        )
        false += any(bar.clear for bar in find_sensitivity(worlds, "a", "holdout", 0.0).bars)
    assert false / n_experiments <= 0.05 + 4.5 * np.sqrt(0.05 * 0.95 / n_experiments)


def test_where_parameters_do_nothing_all_is_luck_and_no_share_theirs() -> None:
    rng = np.random.default_rng(4)
    names = {f"a.n{one}": (f"a.n{one}",) for one in range(40)}
    money = np.column_stack([7e5 * rng.normal(size=60), np.zeros(60)])
    luck = np.array([7e5, 0.0])
    worlds = PlausibleWorlds(
        ("a", "holdout"), "holdout", (), names, rng.uniform(size=(60, 40)), money, 0.0 * money,
        luck, np.zeros(2),
    )  # fmt: skip
    found = find_sensitivity(worlds, "a", "holdout", 0.0)
    assert found.spread == 0.0
    assert found.noise == pytest.approx(money[:, 0].std())
    assert {bar.share for bar in found.bars} == {0.0}


def test_the_price_moves_the_difference_and_turns_it_elsewhere(worlds: PlausibleWorlds) -> None:
    cheap, dear = (find_sensitivity(worlds, "pursue", "holdout", price) for price in (0.0, 200.0))
    assert dear.mean == pytest.approx(cheap.mean - 20.0)
    assert dear.turning[0].turns_at[0] == pytest.approx(
        cheap.turning[0].turns_at[0] + 0.2, abs=0.02
    )
    assert find_sensitivity(worlds, "pursue", "holdout", 5_000.0).turning == ()


def test_the_other_way_round_is_the_opposite(worlds: PlausibleWorlds) -> None:
    there = find_sensitivity(worlds, "pursue", "holdout", 0.0)
    back = find_sensitivity(worlds, "holdout", "pursue", 0.0)
    assert back.mean == pytest.approx(-there.mean)
    assert [bar.of for bar in back.bars] == [bar.of for bar in there.bars]
    assert back.bars[0].low == pytest.approx(-there.bars[0].low)


def test_a_strategy_against_itself_hangs_on_nothing(worlds: PlausibleWorlds) -> None:
    found = find_sensitivity(worlds, "pursue", "pursue", 0.0)
    assert (found.mean, found.spread, found.noise) == (0.0, 0.0, 0.0)
    assert {(bar.low, bar.high, bar.share) for bar in found.bars} == {(0.0, 0.0, 0.0)}


@pytest.mark.parametrize("key", ["memory.burn", "answering.base", "noticing.connect"])
def test_the_ends_of_a_parameter_are_accepted_and_apart(key: str) -> None:
    low, high = (place_end(key, share) for share in ENDS)
    for end in (low, high):
        changed = with_overrides(defaults(), end)
        assert outside_ranges(changed) == ()
        assert find_value(changed, key) == end[key]
    assert low != high


@pytest.mark.parametrize(
    "key", ["living.inbound_mix", "living.candidates_per_year", "memory.nothing"]
)
def test_what_has_no_ends_is_refused(key: str) -> None:
    with pytest.raises(ParameterError, match=f"{key}: no parameter with"):
        place_end(key, 0.05)


def test_one_parameter_turns_the_verdict_if_its_ends_favour_different_strategies() -> None:
    def run(seed: int, pursued: float) -> object:
        means = {"pursue": (pursued, 0.0), "nurture": (1_000.0, 0.0), "holdout": (0.0, 0.0)}
        return draw_money(np.random.default_rng(seed), means, 20)

    low, high, higher = run(1, 500.0), run(2, 1_500.0), run(3, 2_000.0)
    turning = measure_ends("memory.burn", low, high, "pursue", "nurture", 0.0)
    assert turning.turns
    assert turning.low.expected.estimate == pytest.approx(-500.0, abs=100.0)
    assert not measure_ends("memory.burn", high, higher, "pursue", "nurture", 0.0).turns


def test_what_matters_but_never_turns_is_seldom_said_to_turn() -> None:
    rng = np.random.default_rng(20260105)
    n_experiments, n_clear, n_turning = 150, 0, 0
    for _ in range(n_experiments):
        points = rng.uniform(size=(20, 1))
        money = 0.1 + 2.0 * points[:, 0] + 0.8 * rng.normal(size=20)
        worlds = PlausibleWorlds(
            ("pursue", "holdout"),
            "holdout",
            (),
            {"a.n": ("a.n",)},
            points,
            np.column_stack([money, np.zeros(20)]),
            np.zeros((20, 2)),
            np.full(2, np.nan),
            np.full(2, np.nan),
        )
        found = find_sensitivity(worlds, "pursue", "holdout", 0.0)
        n_clear += found.bars[0].clear
        n_turning += len(found.turning)
    assert n_clear > 20
    assert n_turning <= 0.05 * n_clear
