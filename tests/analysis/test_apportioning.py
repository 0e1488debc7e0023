"""What makes a difference uncertain is laid to the parameters that cause it, and luck to luck."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tests.report.small_reports import keep_one_score, make_scenario

from goodwill.analysis.apportioning import apportion, find_luck, take_out_luck
from goodwill.analysis.narrowing import Effort, Screened
from goodwill.analysis.sequential import Plan
from goodwill.errors import ResultError

PLAN = Plan(seed=7, engine="simpy", workers=1)
EFFORT = Effort(n_draws=20, n_kept=2, n_points=2, n_worlds=2)


def test_strategies_that_do_the_same_have_nothing_to_split(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_one_score(monkeypatch)
    keys = "vendor.rep_hour_cost", "talking.colleague"
    screened = Screened("pursue", "twin", keys, 1, ("memory.burn",), (), 300.0, 20)
    heard: list[tuple[int, int]] = []
    with pytest.raises(ResultError, match="pursue and twin: they differ by the same"):
        apportion(make_scenario(tmp_path), screened, PLAN, EFFORT, lambda *done: heard.append(done))
    assert heard == [(done, 8) for done in range(1, 9)]


def test_luck_is_told_from_what_sets_do_and_worlds_do_not_count() -> None:
    rng = np.random.default_rng(1)
    n_sets, n_worlds = 4_000, 4
    figures = (
        3.0 * rng.normal(size=(n_sets, 1))
        + 50.0 * rng.normal(size=(1, n_worlds))
        + 2.0 * rng.normal(size=(n_sets, n_worlds))
    )
    luck, chance = find_luck(figures)
    assert luck == pytest.approx(1.0 / (9.0 + 1.0), rel=0.1)
    assert chance < 1e-9
    assert find_luck(rng.normal(size=(200, 4)))[1] > 1e-4


def test_known_luck_is_taken_out_and_what_sets_do_stays() -> None:
    rng = np.random.default_rng(2)
    effects, luck = rng.normal(size=(200, 1)), rng.normal(size=(200, 3, 2))
    figures = effects + luck @ np.array([5.0, -2.0])
    adjusted = take_out_luck(np.concatenate([figures[:, :, np.newaxis], luck], axis=2))
    assert adjusted == pytest.approx(np.repeat(effects, 3, axis=1))
    few = np.concatenate([figures[:3, :, np.newaxis], luck[:3]], axis=2)
    assert take_out_luck(few) == pytest.approx(figures[:3])
