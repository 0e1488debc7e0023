"""Of many uncertain parameters those are kept that say most of a difference."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.report.small_reports import make_scenario

from goodwill.analysis import narrowing
from goodwill.analysis.drawn_worlds import Drawn
from goodwill.analysis.narrowing import Effort, screen
from goodwill.analysis.plausible import PlausibleWorlds
from goodwill.analysis.sequential import Plan
from goodwill.errors import ParameterError
from goodwill.loading.parameter_sets import ParameterSet
from goodwill.scenario import Scenario
from goodwill.scenario.believing import believe

PLAN = Plan(seed=7, engine="simpy", workers=1)
PAIR = "pursue", "holdout"
COSTLY, IDLE, OTHER = "vendor.rep_hour_cost", "relevance.region_mismatch", "talking.colleague"


def test_runs_are_counted_before_they_are_run() -> None:
    effort = Effort(n_draws=10, n_kept=3, n_points=8, n_worlds=4)
    assert effort.count_runs(PAIR) == (40, 320)
    assert effort.count_runs(("pursue", "nurture")) == (60, 320)


def test_too_few_draws_are_refused_before_anything_is_run(tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match=r"draws: 19\. Accepted: 20 or more"):
        screen(make_scenario(tmp_path), PAIR, PLAN, Effort(n_draws=19))


def make_up(overrides: list[dict[str, float]]) -> Drawn:
    """Make up what comes of draws: the cost of an hour decides, all else is luck."""
    names = {key: (key,) for key in overrides[0]}
    points = np.array([list(one.values()) for one in overrides])
    luck = np.random.default_rng(3).normal(0.0, 5.0, len(overrides))
    money = np.zeros((len(overrides), 2))
    money[:, 0] = luck - 10.0 * points[:, list(names).index(COSTLY)]
    unknown = np.full(2, np.nan)
    nothing = np.zeros_like(money)
    return Drawn(
        PlausibleWorlds(PAIR, "holdout", (), names, points, money, nothing, unknown, unknown), 0
    )


def test_those_that_say_most_are_kept_and_what_data_narrowed_is_not_moved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known, all_ = "memory.burn", (IDLE, "memory.burn", OTHER, COSTLY)
    ran: list[tuple[str, ...]] = []

    def run(scenario: Scenario, _seed: int, overrides: list[Any], *_: Any, **__: Any) -> Drawn:
        ran.append(tuple(scenario.strategies))
        return make_up(overrides)

    monkeypatch.setattr(narrowing, "list_doubtful", lambda _: all_)
    monkeypatch.setattr(narrowing, "run_draws", run)
    data = ParameterSet(Path("posterior.yaml"), "0" * 64, {known: 0.5}, (), np.empty((0, 0)), {})
    scenario = believe(make_scenario(tmp_path), data)
    found = screen(scenario, PAIR, PLAN, Effort(30, n_kept=2))
    assert ran == [PAIR]  # nobody else is run
    assert found.kept[0] == COSTLY
    assert found.n_clear == 1
    assert sorted((*found.kept, *found.left_out)) == sorted((COSTLY, IDLE, OTHER))
    assert found.narrowed == (known,)
    assert found.spread > 0.0
    certain = replace(scenario, beliefs=replace(data, values=dict.fromkeys(all_, 0.5)))
    with pytest.raises(ParameterError, match="no parameter is uncertain"):
        screen(certain, PAIR, PLAN, Effort())
