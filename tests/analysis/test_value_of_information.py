"""What knowing is worth agrees with closed forms, and noise is worth nothing."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.special import ndtr, ndtri

from goodwill.analysis.plausible import Floats, PlausibleWorlds
from goodwill.analysis.smoothing import smooth
from goodwill.analysis.value_of_information import (
    find_worth,
    find_worth_of_part,
    value_information,
)

N_DRAWS = 20_000
# The normal law in equal parts: no luck of sampling stands between a figure and its closed form.
NORMAL: Floats = ndtri((np.arange(N_DRAWS) + 0.5) / N_DRAWS)
WITHIN = 0.005


def _density(z: float) -> float:
    return math.exp(-z * z / 2.0) / math.sqrt(2.0 * math.pi)


def _against_nothing(figure: Floats) -> Floats:
    return np.column_stack([np.zeros(figure.size), figure])


@pytest.mark.parametrize(("mean", "spread"), [(0.3, 1.0), (-1.0, 2.0), (2.0, 1.5)])
def test_knowing_what_acts_in_a_straight_line_is_worth_the_unit_normal_loss(
    mean: float, spread: float
) -> None:
    ratio = mean / spread
    exact = spread * _density(ratio) + mean * float(ndtr(ratio)) - max(0.0, mean)
    net = _against_nothing(mean + spread * NORMAL)
    assert find_worth(net)[0] == pytest.approx(exact, rel=WITHIN)
    assert find_worth_of_part(NORMAL[:, np.newaxis], net)[0] == pytest.approx(exact, rel=WITHIN)


@pytest.mark.parametrize("least", [0.5, 1.0, 1.5])
def test_knowing_what_acts_in_a_curve_is_worth_what_the_integral_says(least: float) -> None:
    root = math.sqrt(least)
    tail = 1.0 - float(ndtr(root))
    exact = 2.0 * (root * _density(root) + tail) - 2.0 * least * tail - max(0.0, 1.0 - least)
    net = _against_nothing(NORMAL**2 - least)
    assert find_worth_of_part(NORMAL[:, np.newaxis], net)[0] == pytest.approx(exact, rel=WITHIN)


def test_knowing_one_of_two_is_worth_its_own_part_alone() -> None:
    other = np.random.default_rng(1).permutation(NORMAL)
    other = other - NORMAL * (NORMAL @ other) / (NORMAL @ NORMAL)
    net = _against_nothing(0.3 + NORMAL + 2.0 * other)
    exact = _density(0.3) + 0.3 * float(ndtr(0.3)) - 0.3
    assert find_worth_of_part(NORMAL[:, np.newaxis], net)[0] == pytest.approx(exact, rel=WITHIN)


def test_knowing_two_that_act_only_together_is_worth_much_and_each_alone_nothing() -> None:
    side = ndtri((np.arange(100) + 0.5) / 100)
    columns = np.array([(one, other) for one in side for other in side])
    net = _against_nothing(columns[:, 0] * columns[:, 1])
    # E max(0, XY) = E|X| E|Y| / 2; of the grid itself, as its tails are cut
    exact = np.abs(side).mean() ** 2 / 2.0
    assert exact == pytest.approx(1.0 / math.pi, rel=0.02)
    assert find_worth_of_part(columns, net)[0] == pytest.approx(exact, rel=WITHIN)
    assert find_worth_of_part(columns[:, :1], net)[0] < 0.01 * exact


def test_knowing_what_does_not_matter_is_worth_nothing() -> None:
    rng = np.random.default_rng(2)
    worth = [
        find_worth_of_part(rng.normal(size=(500, 1)), _against_nothing(rng.normal(-0.2, 1.0, 500)))
        for _ in range(10)
    ]
    assert np.mean([one for one, _ in worth]) < 0.005


def _draw_noisy(rng: np.random.Generator, n_draws: int) -> tuple[Floats, Floats, Floats]:
    """Draw parameters, true net values of three strategies, and noisy ones of a single run."""
    points = rng.normal(size=(n_draws, 4))
    first, second, third, fourth = points.T
    truth = np.column_stack(
        [
            np.zeros(n_draws),
            first + 0.5 * second**2 - 0.5 + 0.3 * first * third,
            -0.5 * first + 0.8 * np.sin(2.0 * third) + 0.2 * fourth,
        ]
    )
    return points, truth, truth + rng.normal(size=truth.shape)


def _measure_inflation(n_experiments: int, n_draws: int) -> tuple[float, float, float]:
    """Give how much too much smoothed and raw figures are worth, and the former's error."""
    rng = np.random.default_rng(20260105)
    smoothed, raw = [], []
    for _ in range(n_experiments):
        points, truth, noisy = _draw_noisy(rng, n_draws)
        exact = find_worth(truth)[0]
        fitted = [smooth(points, noisy[:, one] - noisy[:, 0]).fitted for one in (1, 2)]
        found = find_worth(np.column_stack([np.zeros(n_draws), *fitted]))[0]
        smoothed.append(found / exact - 1.0)
        raw.append(find_worth(noisy)[0] / exact - 1.0)
    error = float(np.std(smoothed, ddof=1)) / math.sqrt(n_experiments)
    return float(np.mean(smoothed)), float(np.mean(raw)), error


def test_noise_inflates_raw_figures_by_a_third_and_smoothed_ones_hardly() -> None:
    smoothed, raw, error = _measure_inflation(6, 500)
    assert raw > 0.33
    assert abs(smoothed) < 0.05 + 4.5 * error


@pytest.mark.verify
def test_smoothed_figures_are_inflated_by_less_than_a_twentieth() -> None:
    smoothed, raw, _ = _measure_inflation(60, 1_000)
    assert raw > 0.33
    assert abs(smoothed) < 0.05


def _make_worlds(n_draws: int) -> PlausibleWorlds:
    rng = np.random.default_rng(3)
    points = rng.normal(size=(n_draws, 3))
    nothing = np.zeros(n_draws)
    money = np.column_stack([100.0 * points[:, 0] + 20.0, -50.0 + nothing, nothing])
    goodwill = np.column_stack([-1.0 + 0.0 * nothing, points[:, 1], nothing])
    money[:, :2] += 30.0 * rng.normal(size=(n_draws, 2))
    groups = {"a.money": ("a.money",), "a.goodwill": ("a.goodwill",), "a.idle": ("a.idle",)}
    luck = np.full(3, np.nan)
    strategies = ("pursue", "nurture", "holdout")
    return PlausibleWorlds(
        strategies, "holdout", (), groups, points, money, goodwill, luck, luck.copy()
    )


def test_what_is_worth_knowing_depends_on_the_price() -> None:
    worlds = _make_worlds(400)
    cheap, dear = value_information(worlds, 0.0), value_information(worlds, 1_000.0)
    assert (cheap.choice, cheap.parts[0].of) == ("pursue", "a.money")
    assert dear.parts[0].of == "a.goodwill"
    for found in (cheap, dear):
        assert found.parts[0].worth == pytest.approx(found.everything.worth, rel=0.1)
        assert next(one for one in found.parts if one.of == "a.idle").worth == 0.0


def test_parameters_may_be_asked_for_together() -> None:
    worlds = _make_worlds(400)
    found = value_information(worlds, 50.0, groups={"both": ("a.money", "a.goodwill")})
    (both,) = found.parts
    assert both.of == "both"
    assert both.share == pytest.approx(1.0, abs=0.1)


def test_the_error_of_a_worth_is_that_of_its_draws() -> None:
    rng = np.random.default_rng(4)
    found = [find_worth(_against_nothing(rng.normal(-0.5, 1.0, 200))) for _ in range(400)]
    spread = np.std([worth for worth, _ in found], ddof=1)
    assert np.mean([error for _, error in found]) == pytest.approx(spread, rel=0.2)
