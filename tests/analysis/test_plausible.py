"""Studies under drawn parameters are gathered with their luck taken out."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from studies import draw_money

from goodwill.analysis.plausible import PlausibleWorlds, find_surfaces, gather_worlds
from goodwill.analysis.study import Study
from goodwill.analysis.value_of_information import find_worth
from goodwill.errors import ResultError
from goodwill.parameters import Value
from goodwill.parameters.drawing import draw_overrides

KEYS = ("memory.burn", "talking.colleague")
N_DRAWS = 80


def _run(draw: int) -> tuple[Study, dict[str, Value]]:
    """Run two worlds under a draw; burning makes pursuing earn less."""
    overrides = draw_overrides(1, draw, KEYS)
    burn = overrides["memory.burn"]
    assert isinstance(burn, float)
    means = {"pursue": (300.0 - 2_000.0 * burn, -burn), "holdout": (0.0, 0.0)}
    return draw_money(np.random.default_rng(draw), means, 2), overrides


@pytest.fixture(scope="module")
def worlds() -> PlausibleWorlds:
    """Gather studies under many draws."""
    studies, overrides = zip(*map(_run, range(N_DRAWS)), strict=True)
    return gather_worlds(studies, overrides)


def test_every_draw_has_a_row_and_every_number_a_name(worlds: PlausibleWorlds) -> None:
    assert worlds.n_draws == N_DRAWS
    assert worlds.groups == {key: (key,) for key in KEYS}
    burns = [draw_overrides(1, draw, KEYS)["memory.burn"] for draw in range(N_DRAWS)]
    assert worlds.find_columns(["memory.burn"])[:, 0].tolist() == burns


def test_figures_are_above_the_holdouts(worlds: PlausibleWorlds) -> None:
    assert worlds.money[:, 1].tolist() == [0.0] * N_DRAWS
    assert worlds.goodwill[:, 1].tolist() == [0.0] * N_DRAWS


def test_known_luck_is_taken_out(worlds: PlausibleWorlds) -> None:
    burns = worlds.points[:, 0]
    noise = worlds.money[:, 0] - (300.0 - 2_000.0 * burns)
    # of two worlds: luck has a spread of 60, the rest of 30
    assert noise.std() == pytest.approx(30.0, rel=0.35)
    raw = [
        float(_run(draw)[0].subtract("pursue", "holdout", "profit").mean())
        for draw in range(N_DRAWS)
    ]
    assert noise.std() < 0.6 * (np.array(raw) - (300.0 - 2_000.0 * burns)).std()


def test_surfaces_are_the_expectation_without_the_noise(worlds: PlausibleWorlds) -> None:
    surfaces = find_surfaces(worlds)
    truth = 300.0 - 2_000.0 * worlds.points[:, 0]
    assert np.abs(surfaces.money[:, 0] - truth).max() < 30.0
    net = surfaces.find_net_values(100.0)
    np.testing.assert_allclose(net, surfaces.money + 100.0 * surfaces.goodwill)


def test_what_luck_gives_is_known_where_draws_have_two_worlds(worlds: PlausibleWorlds) -> None:
    assert worlds.money_luck[0] == pytest.approx(30.0, rel=0.3)
    assert worlds.money_luck[1] == 0.0


def _make_many_small(n_draws: int, luck: float) -> tuple[PlausibleWorlds, np.ndarray]:
    """Make worlds in which two hundred numbers matter little each, and all together much."""
    rng = np.random.default_rng(5)
    points = rng.normal(size=(n_draws, 200))
    truth = points.sum(axis=1) / math.sqrt(200.0) * 50.0
    nothing = np.zeros((n_draws, 1))
    money = np.column_stack([truth + luck * rng.normal(size=n_draws), nothing])
    names = {f"a.n{one}": (f"a.n{one}",) for one in range(200)}
    spreads = np.array([luck, 0.0]), np.zeros(2)
    return (
        PlausibleWorlds(
            ("pursue", "holdout"), "holdout", (), names, points, money, 0.0 * money, *spreads
        ),
        truth,
    )


@pytest.mark.parametrize("luck", [20.0, 50.0])
def test_what_many_parameters_do_a_little_each_keeps_its_size(luck: float) -> None:
    worlds, truth = _make_many_small(300, luck)
    surfaces = find_surfaces(worlds)
    assert surfaces.money[:, 0].std() == pytest.approx(truth.std(), rel=0.15)
    assert np.corrcoef(surfaces.money[:, 0], truth)[0, 1] > 0.6
    exact = find_worth(np.column_stack([truth, 0.0 * truth]))[0]
    assert find_worth(surfaces.money)[0] == pytest.approx(exact, rel=0.2)


def test_luck_alone_is_taken_out_altogether() -> None:
    worlds, _ = _make_many_small(300, 30.0)
    rng = np.random.default_rng(6)
    noise = np.column_stack([30.0 * rng.normal(size=300), np.zeros(300)])
    alone = replace(worlds, money=noise)
    # one number of the two hundred may seem to tell something, one time in ten
    assert find_surfaces(alone).money[:, 0].std() < 9.0


def test_studies_that_do_not_go_together_are_refused() -> None:
    one, other = _run(0), _run(1)
    with pytest.raises(ResultError, match="2 studies under 1 draws"):
        gather_worlds([one[0], other[0]], [one[1]])
    with pytest.raises(ResultError, match="not of the same parameters"):
        gather_worlds([one[0], other[0]], [one[1], draw_overrides(1, 1, KEYS[:1])])
    with pytest.raises(ResultError, match="a draw has 1 world"):
        gather_worlds([one[0].keep_first(1)], [one[1]])
    alone = draw_money(np.random.default_rng(1), {"holdout": (0.0, 0.0)}, 2)
    with pytest.raises(ResultError, match="another of"):
        gather_worlds([one[0], alone], [one[1], other[1]])
