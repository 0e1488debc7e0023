"""Worlds are run until it is precise, and what was reached is known."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from goodwill.analysis.deciding import FINE, decide, find_scale, round_up
from goodwill.analysis.reductions import AIMS, explain, find_reductions
from goodwill.analysis.sequential import SHARE, Plan, run_enough
from goodwill.analysis.stopping import MOST
from goodwill.errors import UnknownNameError
from goodwill.scenario import Scenario, load_scenario
from goodwill.vocabulary import SECONDS_PER_DAY

SCENARIOS = Path(__file__).parents[2] / "scenarios"


@pytest.fixture(scope="module")
def short(scenario: Scenario) -> Scenario:
    """Give three weeks of the small story."""
    return replace(scenario, horizon=21 * SECONDS_PER_DAY)


def test_rough_is_enough_after_the_first_look(short: Scenario) -> None:
    runs = run_enough(short, Plan(precision=1e9, workers=1, engine="compiled"))
    assert runs.progress is not None
    assert (runs.progress.n_worlds, runs.progress.precise) == (20, True)


def test_at_the_limit_it_ends_and_says_how_wide_it_is(short: Scenario) -> None:
    runs = run_enough(short, Plan(precision=1e-3, most=22, workers=1, engine="compiled"))
    assert runs.progress is not None
    assert (runs.study.n_replications, runs.progress.precise) == (22, False)
    assert runs.progress.finished
    assert runs.progress.half_widths[0][2] > 1e-3


def test_without_a_holdout_nothing_is_run() -> None:
    with pytest.raises(UnknownNameError, match="there is nothing to compare with"):
        run_enough(load_scenario(SCENARIOS / "speed_to_lead.yaml"), Plan())


@pytest.mark.verify
def test_the_main_scenario_is_precise_by_default_within_60_worlds() -> None:
    runs = run_enough(load_scenario(SCENARIOS / "aggressive_vs_nurture.yaml"), Plan())
    assert runs.progress is not None
    assert runs.progress.precise
    assert runs.study.n_replications <= MOST
    assert runs.precision == round_up(SHARE * find_scale(runs.study.keep_first(20)), FINE)
    assert runs.progress.half_widths[0][2] <= runs.precision
    found = decide(runs.study, 0.0)
    for one in find_reductions([found.point.comparison, found.comparison]):
        if one.metric in AIMS:
            assert one.reached or "below the aim" in explain(one)
        if one.metric == "net_value":
            assert one.reached
